"""All kinds of outcome, by name. A new one is a file beside this and a line here."""

from __future__ import annotations

from detente.outcomes.acts import ActsOutcome
from detente.outcomes.amount import Amount
from detente.outcomes.base import Asked
from detente.outcomes.condition import ConditionOutcome
from detente.outcomes.index_held import IndexHeld
from detente.outcomes.latch import LatchOutcome

OUTCOMES: dict[str, type[Asked]] = {
    "acts": ActsOutcome,
    "condition": ConditionOutcome,
    "index-held": IndexHeld,
    "latch": LatchOutcome,
    "amount": Amount,
}
"""Name in a scenario → kind of outcome; an amount is no yes or no, and kept apart."""
