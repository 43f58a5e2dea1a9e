"""What stands around the answer of each page: scenario, setting, links, how far the work is."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from urllib.parse import quote, urlencode

from detente.language.current import gettext as _
from detente.language.format import integer
from detente.report.scenario_texts import ScenarioTexts
from detente.web.nav import Step, steps
from detente.web.play.changes import Change, changes, sightings
from detente.web.play.links import fields, link
from detente.web.views.question import WAIT, Answered, Question
from detente.web.views.words import texts

if TYPE_CHECKING:
    from detente.charts.chart import Chart
    from detente.scenario.scenario import Scenario
    from detente.web.view import View

Pairs = Sequence[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Shell:
    """What all pages have; the context of ``templates/view.html.j2``.

    Attributes
    ----------
    kind : str
        The page.
    title, heading, lead : str
        Of the scenario, of the page, and what it is.
    t : mapping of str to str
        Fixed texts.
    view : View
    own : sequence of (str, str)
        Keys and values of the address that are no part of the view.
    inner : sequence of (str, str)
        The same, with what stands in the path of the address.
    nav : sequence of Step
    changes : sequence of Change
        What is forced, believed otherwise, seen.
    play : str
        Link to Play with the same setting.
    status : str
        From how many futures the answer is, where more are on their way.
    events : str
        Where the server tells how far the answer is; empty if it is whole.
    wait : str
        Link that waits for the next answer, where no script runs.
    answered : bool
        Whether there is an answer at all.
    command, python : str
    charts : sequence of Chart
    action : str
        The page without a query.
    """

    kind: str
    title: str
    heading: str
    lead: str
    t: Mapping[str, str]
    view: View
    own: Pairs
    inner: Pairs
    nav: Sequence[Step]
    changes: Sequence[Change]
    play: str
    status: str
    events: str
    wait: str
    answered: bool
    command: str
    python: str
    charts: Sequence[Chart]
    action: str

    def still(self, chart: Chart) -> str:
        """Where a chart lies as a drawing."""
        name = quote(self.view.scenario, safe="")
        return address(f"/chart/{name}/{self.kind}/{chart.id}.svg", self.view, self.inner)

    def to(self, *own: tuple[str, str]) -> str:
        """Link to this page with other keys of its own."""
        return address(self.action, self.view, own)

    @property
    def href(self) -> str:
        """Link to this page as it is."""
        return address(self.action, self.view, self.own)

    @property
    def fields(self) -> list[tuple[str, str]]:
        """Keys and values of the view, for forms."""
        return fields(self.view)

    @property
    def unasked(self) -> list[tuple[str, str]]:
        """The same without the outcome."""
        return [pair for pair in self.fields if pair[0] != "outcome"]


def address(path: str, view: View, own: Pairs = ()) -> str:
    """A link of a page with keys of its own behind those of the view."""
    query = "&".join(part for part in (view.query(), urlencode(own)) if part)
    return f"{path}?{query}" if query else path


def shell(
    kind: str,
    scenario: Scenario,
    view: View,
    heading: str,
    lead: str,
    *,
    question: Question[Any] | None = None,
    answered: Answered[Any] | None = None,
    command: str = "",
    python: str = "",
    charts: Sequence[Chart] = (),
    own: Pairs = (),
    path: str = "",
    here: str = "",
) -> Shell:
    """Put it together in the language in force.

    Parameters
    ----------
    kind : str
    scenario : Scenario
    view : View
    heading, lead : str
    question : Question, optional
        What is asked, if that takes time.
    answered : Answered, optional
        The answer to it, if there is one.
    command, python : str
    charts : sequence of Chart
    own : pairs
        Keys of the address that are no part of the view.
    path : str
        What stands behind the name of the scenario in the address.
    here : str
        The page that the links show, where that is another one.
    """
    action = f"/{kind}/{quote(view.scenario, safe='')}{path}"
    inner = [*own, ("path", path.removeprefix("/"))] if path else own
    events, wait, status = "", "", ""
    if question is not None and (answered is None or not answered.whole):
        events = address(f"/working/{kind}/{quote(view.scenario, safe='')}", view, inner)
        wait = address(action, view, [*own, (WAIT, "1" if answered is None else "2")])
        if answered is not None:
            status = _("From {n} futures so far; the answer of {all} is on its way.").format(
                n=integer(answered.futures), all=integer(question.sizes[-1])
            )
    return Shell(
        kind,
        ScenarioTexts(scenario).title,
        heading,
        lead,
        texts(),
        view,
        own,
        inner,
        steps(view, here or kind),
        [*changes(view, scenario), *sightings(view, scenario)],
        link(view),
        status,
        events,
        wait,
        question is None or answered is not None,
        command,
        python,
        charts,
        action,
    )
