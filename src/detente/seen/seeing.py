"""One thing that is seen of the futures: whether it is so, and how sure that is."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING

from detente.outcomes.acts import ActsOutcome
from detente.outcomes.base import Outcome
from detente.outcomes.condition import ConditionOutcome
from detente.seen.span import ONE_DAY, Span
from detente.seen.what import ActSeen, ClaimSeen, ConditionSeen, OutcomeSeen, What
from detente.seen.words import clause_of

if TYPE_CHECKING:
    from detente.scenario.scenario import Scenario


@dataclass(frozen=True, slots=True)
class Seeing:
    """One thing that is seen, surely or with a probability.

    Attributes
    ----------
    said : str
        As it was written.
    what : What
    wanted : bool
        Whether it is so; False that it is not.
    chance : float or None
        How sure one is of that, in [0, 1]; None of what is sure.
    """

    said: str
    what: What
    wanted: bool = True
    chance: float | None = None

    def words(self, scenario: Scenario) -> str:
        """What is seen as a clause, in the language in force."""
        return clause_of(self.what, scenario, wanted=self.wanted, chance=self.chance)

    def outcome_is(self, outcome: str, first: dt.date, last: dt.date) -> bool | None:
        """Whether an outcome comes about, or does not, as soon as this is seen; None if open.

        Parameters
        ----------
        outcome : str
        first, last : date
            Days that are played.
        """
        what = self.what
        if not isinstance(what, OutcomeSeen) or what.outcome != outcome or self.chance is not None:
            return None
        begin, end = (what.span or Span("ever")).days(first, last)
        whole = begin <= first and end >= last
        return self.wanted if self.wanted or whole else None

    def claim_is(self, claim: str) -> bool | None:
        """Whether a claim holds, or fails, as soon as this is seen; None if that is open."""
        if self.what != ClaimSeen(claim) or self.chance is not None:
            return None
        return self.wanted

    def asked(self, name: str, first: dt.date, last: dt.date) -> Outcome | None:
        """The outcome that has to be asked of the futures for it; None if they tell it already.

        Parameters
        ----------
        name : str
            Its id.
        first, last : date
            Days that are played.
        """
        what = self.what
        if not isinstance(what, ActSeen | ConditionSeen):
            return None
        begin, end = (what.span or Span("ever")).days(first, last)
        window: dict[str, object] = {
            "id": name,
            "since": None if begin <= first else begin,
            "until": None if end >= last else end + ONE_DAY,
        }
        if isinstance(what, ActSeen):
            return ActsOutcome.model_validate({**window, "on": [what.process]})
        if what.span is None:
            window["on"] = "end"
        return ConditionOutcome.model_validate({**window, "when": what.condition})
