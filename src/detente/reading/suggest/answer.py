"""The answer of a language model, held against the sentence that it is about."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, FiniteFloat, ValidationError

from detente.reading.proposal import ConditionKind
from detente.reading.sentence import Sentence
from detente.reading.suggest.question import MOST, named_effects

LONGEST = 20_000
"""Characters of an answer; a longer one is none."""

_FENCE = re.compile(r"\A\s*```(?:json)?\s*(.*?)\s*```\s*\Z", re.DOTALL)


class Suggested(BaseModel):
    """One proposal as a model gives it."""

    model_config = ConfigDict(extra="ignore", frozen=True)

    words: Annotated[str, Field(min_length=1, max_length=300)]
    effect: str
    actor: str = ""
    target: str = ""
    voice: str = "author"
    credence: Annotated[FiniteFloat, Field(ge=0, le=1)]
    condition: ConditionKind | Literal["none"] = "none"


class _Answer(BaseModel):
    model_config = ConfigDict(extra="ignore", frozen=True)

    proposals: Annotated[list[object], Field(max_length=50)]


@dataclass(frozen=True, slots=True)
class Held:
    """What of an answer stands, and how many proposals the text does not bear out."""

    proposals: tuple[Suggested, ...]
    dropped: int


def held(text: str, sentence: Sentence, actors: Sequence[str]) -> Held | None:
    """What of an answer may be used; None if it is no answer at all.

    A proposal stands only if its words are in the sentence, and effect, actors and voice are among
    those that were offered: a sentence cannot talk a model into anything else.
    """
    if len(text) > LONGEST:
        return None
    fenced = _FENCE.match(text)
    try:
        answer = _Answer.model_validate(json.loads(fenced[1] if fenced else text))
    except (ValueError, ValidationError, RecursionError):
        return None
    found: list[Suggested] = []
    for each in answer.proposals:
        try:
            one = Suggested.model_validate(each)
        except ValidationError:
            continue
        if _is_borne_out(one, sentence, actors) and one not in found:
            found.append(one)
    kept = tuple(found[:MOST])
    return Held(kept, len(answer.proposals) - len(kept))


def _is_borne_out(one: Suggested, sentence: Sentence, actors: Sequence[str]) -> bool:
    return (
        one.words in sentence.text
        and any(sign.isalnum() for sign in one.words)
        and one.effect in named_effects()
        and {one.actor, one.target} <= {"", *actors}
        and one.voice in {"author", "observers", "organisation", *actors}
    )
