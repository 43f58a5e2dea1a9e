"""A credence while it is weighed."""

from __future__ import annotations

from dataclasses import dataclass, replace

from detente.language.current import gettext as _

FLAT = 0.85
"""Credence of what the author says flatly, against which everything else is discounted."""
CONCEDED = 0.25
"""What a concession keeps of the odds of a main claim."""
LEAST, MOST = 0.02, 0.98


@dataclass(frozen=True, slots=True)
class Weight:
    """A credence of a claim as it would be without a negation, and the reasons so far."""

    credence: float
    negated: bool = False
    reasons: tuple[str, ...] = ()

    @property
    def rounded(self) -> float:
        """The credence as it is proposed; no words make a claim certain."""
        return round(min(max(self.credence, LEAST), MOST), 3)

    def at(self, credence: float, why: str) -> Weight:
        """With this credence."""
        return replace(self, credence=credence, reasons=(*self.reasons, why))

    def discounted(self, flat: float, why: str) -> Weight:
        """As somebody says it whose flat word is worth so much.

        What he says moves the credence from one half by a share of what the author's word would;
        below one half it turns it round.
        """
        share = (flat - 0.5) / (FLAT - 0.5)
        return self.at(0.5 + (self.credence - 0.5) * share, why)

    def hedged(self, level: float, why: str) -> Weight:
        """Under a hedge of another clause: what it says, in its own sense, is so likely."""
        held = 1 - self.credence if self.negated else self.credence
        held = min(held / FLAT, 1.0) * level
        return self.at(1 - held if self.negated else held, why)

    def conceded(self, why: str) -> Weight:
        """As something that is only conceded: a part of the odds of what it says remains."""
        held = 1 - self.credence if self.negated else self.credence
        odds = CONCEDED * held / max(1 - held, 1e-9)
        held = odds / (1 + odds)
        return self.at(1 - held if self.negated else held, why)


def reason(words: str, name: str) -> str:
    """A reason as people read it: what it is called, and the words."""
    return _("{name}: {words}").format(name=name, words=words) if words else name
