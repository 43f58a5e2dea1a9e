"""Late stages of a kind of brief, which only a text that speaks of them is given."""

from __future__ import annotations

from collections.abc import Mapping
from fnmatch import fnmatch

from detente.reading.proposal import Reading
from detente.reading.words.table import words
from detente.reading.writing.base import Base

STAGES: Mapping[str, Mapping[str, Mapping[str, tuple[str, ...]]]] = {
    "negotiation": {
        "ratification": {"treaty": ("in-force", "rejected"), "*-vote": ()},
        "implementation": {"treaty": ("carried-out", "lapsed"), "*-part": ()},
    },
}
"""By kind its stages in their order: for states the values that belong to it, or none for all."""

FEWEST = 3
"""Words by which a text speaks of a stage; one or two may be said of something else."""

OF_VOTES = "vote"
"""An effect that speaks of ratification by itself."""


def unspoken(reading: Reading, kind: str, base: Base) -> set[tuple[str, str]]:
    """Values of states of the stages that come after the last one of which the text speaks."""
    stages = STAGES.get(kind, {})
    last = max((i for i, name in enumerate(stages) if _speaks(reading, name)), default=-1)
    late = [pair for each in list(stages.values())[last + 1 :] for pair in each.items()]
    return {
        (state["id"], value)
        for pattern, values in late
        for state in base.states
        if fnmatch(state["id"], pattern)
        for value in values or state["values"]
        if value != state["start"]
    }


def _speaks(reading: Reading, stage: str) -> bool:
    if stage == "ratification" and any(
        each.candidates[0].effect == OF_VOTES for each in reading.proposals
    ):
        return True
    signs = sum(
        token.lemma in words(sentence.language, "stages", stage)
        for sentence in reading.sentences
        for token in sentence.tokens
    )
    return signs >= FEWEST
