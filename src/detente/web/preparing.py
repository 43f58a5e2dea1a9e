"""Before the kernel has been compiled on a machine: what is shown while it is, once."""

from __future__ import annotations

from typing import TYPE_CHECKING

from detente.kernel.cache import is_compiled
from detente.language.current import gettext as _
from detente.report.scenario_texts import ScenarioTexts
from detente.web.nav import steps
from detente.web.play.links import link
from detente.web.render import render
from detente.web.site import FIRST

if TYPE_CHECKING:
    from detente.public.play import Scenario
    from detente.web.asked import Asked
    from detente.web.view import View


def preparing(asked: Asked, view: View, scenario: Scenario) -> str | None:
    """The page that says that it is being prepared; None where nothing has to be waited for.

    It follows the first futures, which are played as soon as the kernel is there.
    """
    first = view.but(paths=min(view.paths, FIRST))
    if is_compiled() or asked.site.there(scenario, view) or asked.site.there(scenario, first):
        return None
    return render(
        "preparing.html.j2",
        asked,
        title=ScenarioTexts(scenario).title,
        nav=steps(view, "play"),
        events=link(first.but(seen=(), outcome=None), "events"),
        status=_("The page is being prepared."),
        why=_(
            "On a new installation the model is compiled first, once; that takes ten to thirty "
            "seconds, on a slow machine a minute. The page then shows itself."
        ),
        failed=_("It could not be prepared:"),
        again=_("Load this page again"),
        working=_("Progress"),
    )
