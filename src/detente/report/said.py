"""The texts of a scenario, safe to print."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from detente.ensemble.future import scheduled_prose
from detente.language.safe import clean

if TYPE_CHECKING:
    from detente.scenario.scenario import Scenario


@dataclass(frozen=True, slots=True)
class Said:
    """What a scenario says, each text on one line and without control characters."""

    scenario: Scenario

    @property
    def title(self) -> str:
        """One line that says what the scenario is about."""
        return clean(self.scenario.title)

    @property
    def brief(self) -> str:
        """The whole brief, with its marks."""
        return self.scenario.brief

    def claim(self, claim_id: str) -> str:
        """What the claim asserts."""
        return next(clean(c.statement) for c in self.scenario.claims if c.id == claim_id)

    def quoted(self, claim_id: str) -> str:
        """What the claim asserts, to stand in a sentence: without the stop at its end."""
        return self.claim(claim_id).rstrip(".")

    def judgement(self, claim_id: str) -> str:
        """How the source puts the claim's judgement."""
        claim = next(c for c in self.scenario.claims if c.id == claim_id)
        return clean(claim.judgement.words if claim.judgement else "")

    def outcome(self, outcome_id: str) -> str:
        """Title of an outcome."""
        return clean(self.scenario.outcome(outcome_id).title)

    def process(self, process_id: str) -> str:
        """Title of a process, or prose of a scheduled act."""
        for process in self.scenario.processes:
            if process.id == process_id:
                return clean(process.title)
        return self.prose(process_id)

    def prose(self, row: str) -> str:
        """How a future tells an act; `row` is a process id, or ``effect@date``."""
        for process in self.scenario.processes:
            if process.id == row:
                return clean(process.prose)
        return clean(scheduled_prose(self.scenario)[row.partition("@")[0]][3])

    def voice(self, voice_id: str) -> str:
        """Name of a voice."""
        return next(clean(v.name) for v in self.scenario.file.voices if v.id == voice_id)

    def actor(self, actor_id: str) -> str:
        """Name of an actor."""
        return clean(self.scenario.actors[actor_id].name)

    def pair(self, pair: tuple[str, str]) -> str:
        """Two actors, such as Russia – United States."""
        return " – ".join(self.actor(actor) for actor in pair)

    def holder(self, holder_id: str) -> str:
        """Name of the holder of an office."""
        holders = (h for office in self.scenario.offices for h in office.holders)
        return next(clean(h.name) for h in holders if h.id == holder_id)
