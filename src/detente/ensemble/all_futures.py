"""What only all futures of a scenario can answer, not those that were chosen among them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from detente.errors import OutcomeError
from detente.language.current import gettext as _
from detente.language.format import semicolons

if TYPE_CHECKING:
    from detente.ensemble.ensemble import Ensemble


def check_all(ensemble: Ensemble) -> None:
    """Refuse futures that were chosen by what is seen in them.

    What forces claims or draws anew would not be theirs: it would undo what chose them.

    Raises
    ------
    OutcomeError
    """
    if ensemble.only is None:
        return
    raise OutcomeError(
        _(
            "this is asked of all futures, and these were chosen by what is seen in them "
            "({said}); leave out what is seen"
        ).format(said=semicolons(each.said for each in ensemble.only.seen))
    )
