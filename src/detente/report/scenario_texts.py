"""The texts of a scenario in the language in force, safe to print."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from detente.language.safe import clean

if TYPE_CHECKING:
    from detente.scenario.scenario import Scenario


@dataclass(frozen=True, slots=True)
class ScenarioTexts:
    """What a scenario says, each text on one line and without control characters."""

    scenario: Scenario

    @property
    def title(self) -> str:
        """One line that says what the scenario is about."""
        return clean(self.scenario.words.title)

    @property
    def brief(self) -> str:
        """The whole brief, with its marks and lines as they are."""
        return self.scenario.words.brief

    def claim(self, claim_id: str) -> str:
        """What the claim asserts."""
        return clean(self.scenario.words.claim(claim_id))

    def quoted(self, claim_id: str) -> str:
        """What the claim asserts, to stand in a sentence: without the stop at its end."""
        return self.claim(claim_id).rstrip(".")

    def judgement(self, claim_id: str) -> str:
        """How the source puts the claim's judgement."""
        return clean(self.scenario.words.judgement(claim_id))

    def outcome(self, outcome_id: str) -> str:
        """Title of an outcome."""
        return clean(self.scenario.words.outcome(outcome_id))

    def process(self, row: str) -> str:
        """Title of a process, or prose of a scheduled act."""
        words = self.scenario.words
        return clean(words.prose(row) if "@" in row else words.process(row))

    def prose(self, row: str) -> str:
        """How a future tells an act; `row` is a process id, or ``effect@date``."""
        return clean(self.scenario.words.prose(row))

    def voice(self, voice_id: str) -> str:
        """Name of a voice."""
        return clean(self.scenario.words.voice(voice_id))

    def actor(self, actor_id: str) -> str:
        """Name of an actor."""
        return clean(self.scenario.words.actor(actor_id))

    def pair(self, pair: tuple[str, str]) -> str:
        """Two actors, such as Russia – United States."""
        return " – ".join(self.actor(actor) for actor in pair)

    def holder(self, holder_id: str) -> str:
        """Name of the holder of an office."""
        return clean(self.scenario.words.holder(holder_id))
