"""Of a latch: what presses on it where it gives way, or how far the pressure comes."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from detente.explain.said import pressing_in_words
from detente.language.current import gettext as _
from detente.language.fill import fill
from detente.language.format import decimal, percent
from detente.language.listing import listing
from detente.language.sentence import sentence
from detente.language.statement import statement

if TYPE_CHECKING:
    from detente.explain.explanation import Explanation

LEAST = 0.1
"""Share of the pressure from which on a part is named."""

MOST = 2
"""Parts that a sentence names."""


def pressing_said(explanation: Explanation) -> str | None:
    """The sentence; None where nothing presses."""
    found = explanation.pressure
    if found is None:
        return None
    scenario = explanation.ensemble.scenario
    if np.isfinite(found.at_crossing).all() and found.at_crossing.sum() > 0.0:
        order = np.argsort(-found.at_crossing, kind="stable")[:MOST]
        named = [
            fill(
                _("{share} from {what}"),
                what=statement(pressing_in_words(scenario, found.parts[i])),
                share=percent(float(found.at_crossing[i]), 0),
            )
            for i in order
            if found.at_crossing[i] >= LEAST
        ]
        if not named:
            return None
        return sentence(
            _("On the day on which it comes about, the pressure comes to {parts}"),
            parts=listing(named),
        )
    if not np.isfinite(found.pressure).any():
        return None
    return sentence(
        _("The mean pressure on it comes to {most} at most, of the {threshold} that it takes"),
        most=decimal(float(np.nanmax(found.pressure)), 2),
        threshold=decimal(found.threshold, 2),
    )
