"""What only all futures of a scenario can answer, not those that were chosen among them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from detente.errors import OutcomeError
from detente.language.current import gettext as _
from detente.language.format import labelled, semicolons

if TYPE_CHECKING:
    from detente.ensemble.ensemble import Ensemble


def check_all(ensemble: Ensemble, what: str = "") -> None:
    """Refuse futures that were chosen by what is seen in them.

    What forces claims or draws anew would not be theirs: it would undo what chose them.

    Parameters
    ----------
    ensemble : Ensemble
    what : str
        What it is that is asked of all futures alone, in the language in force.

    Raises
    ------
    OutcomeError
    """
    if ensemble.only is None:
        return
    said = semicolons(each.said for each in ensemble.only.seen)
    text = _(
        "this is asked of all futures, and these were chosen by what is seen in them "
        "({said}); leave out what is seen"
    ).format(said=said)
    raise OutcomeError(labelled(what, text) if what else text)
