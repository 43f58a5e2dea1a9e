"""What is seen on the day on which a condition comes about, or ends: acts, and moves of states."""

from __future__ import annotations

from typing import TYPE_CHECKING

from detente.explain.brought_said import doer_said
from detente.explain.memo.shares import ALL
from detente.language.current import gettext as _
from detente.language.fill import fill
from detente.language.format import percent
from detente.language.listing import listing
from detente.language.sentence import sentence

if TYPE_CHECKING:
    from detente.explain.explanation import Explanation

MOST = 3
"""Acts and moves that the sentence names."""

LEAST = 0.05
"""Share of the futures from which on one is named."""


def doers_said(explanation: Explanation) -> str | None:
    """Which acts and moves bring it about, or end it, and in how many futures."""
    found = explanation.brought
    if found is None or not found.futures:
        return None
    scenario = explanation.ensemble.scenario
    # what is there always is the very thing that is asked for
    seen = [each for each in found.doers if LEAST <= each.share < ALL][:MOST]
    if not seen:
        return None
    named = [
        fill(
            _("{what} in {share}"),
            what=doer_said(scenario, each),
            share=percent(each.share, 0),
        )
        for each in seen
    ]
    template = (
        _("Of the futures in which it ends, that day sees {acts}")
        if found.ends
        else _("Of the futures in which it comes about, that day sees {acts}")
    )
    return sentence(template, acts=listing(named))
