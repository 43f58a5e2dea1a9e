"""What is seen in all futures that are explained, where they were chosen by that."""

from __future__ import annotations

from typing import TYPE_CHECKING

from detente.language.current import gettext as _
from detente.language.format import integer
from detente.language.listing import listing
from detente.language.sentence import sentence

if TYPE_CHECKING:
    from detente.ensemble.ensemble import Ensemble


def premise_said(ensemble: Ensemble) -> str | None:
    """The sentence; None of all futures."""
    only = ensemble.only
    if only is None:
        return None
    return sentence(
        _(
            "These are the {n} futures in which {what}, and a claim is worth what it would change "
            "in these had it been otherwise, whether that would still be seen or not"
        ),
        n=integer(ensemble.paths),
        what=listing([each.words(ensemble.scenario) for each in only.seen]),
    )
