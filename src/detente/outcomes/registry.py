"""All kinds of outcome, by name. A new one is a file beside this and a line here."""

from __future__ import annotations

from detente.outcomes.acts import ActsOutcome
from detente.outcomes.base import Outcome
from detente.outcomes.index_held import IndexHeld
from detente.outcomes.latch import LatchOutcome

OUTCOMES: dict[str, type[Outcome]] = {
    "acts": ActsOutcome,
    "index-held": IndexHeld,
    "latch": LatchOutcome,
}
"""Name in a scenario → kind of outcome."""
