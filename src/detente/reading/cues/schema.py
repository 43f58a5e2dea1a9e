"""A file of cues: how each language says what an effect says."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

from detente.reading.sentence import ClauseKind

Acts = Literal[
    "contact",
    "agreement",
    "gestures",
    "hostility",
    "economic",
    "force",
    "truce",
    "support",
    "any",
]
"""Classes of acts that an effect touches."""

Filler = Literal[
    "subject",
    "object",
    "agent",
    "possessor",
    "other",
    "actor",
    "second",
    "person",
    "office",
    "number",
    "day",
]
"""Who fills a role: a place in the grammar of the clause, or a slot of the pattern."""

Pattern = Annotated[str, Field(min_length=2, max_length=2000)]
Patterns = Annotated[tuple[Pattern, ...], Field(max_length=200)]


class Cue(BaseModel):
    """Ways to say one sense of an effect, in each language.

    Parameters
    ----------
    sense : str
        Which of the effect's senses.
    direction : int
        1 if it makes the acts likelier, −1 if less likely, 0 if that is not its kind.
    acts : str
        Acts that it touches where the clause names none.
    weight : float
        From 1, a hint, to 3, words that say hardly anything else.
    roles : dict of str to str
        Role of the effect → who fills it; the first one is whose mechanism it is.
    joined : tuple of str
        Kinds of clauses of which the clause must be one, or have one that depends on it; empty if
        it stands alone.
    not_joined : tuple of str
        Kinds of clauses which, depending on the clause, speak against it.
    en, fr : tuple of str
        Patterns (`detente.reading.cues.pattern`).
    not_en, not_fr : tuple of str
        Patterns which, found in the clause as well, speak against it.
    flip_en, flip_fr : tuple of str
        Patterns which, found in the clause as well, turn the direction.
    example_en, example_fr : str
        A sentence with it, the same in both languages.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    sense: str = Field(pattern=r"^[a-z]+(-[a-z]+)*$")
    direction: Literal[-1, 0, 1] = 0
    acts: Acts = "any"
    weight: float = Field(ge=1, le=3)
    roles: dict[str, Filler] = Field(default_factory=dict, max_length=6)
    joined: tuple[ClauseKind, ...] = ()
    not_joined: tuple[ClauseKind, ...] = ()
    en: Patterns = ()
    fr: Patterns = ()
    not_en: Patterns = ()
    not_fr: Patterns = ()
    flip_en: Patterns = ()
    flip_fr: Patterns = ()
    example_en: str = Field(default="", max_length=300)
    example_fr: str = Field(default="", max_length=300)


class CueFile(BaseModel):
    """The cues of one effect.

    Parameters
    ----------
    effect : str
        Its name in a scenario, or `judgement`.
    near : tuple of str
        Effects that are easily taken for it, the likeliest first.
    silent : str
        Why no text asserts it, for an effect that has no cues.
    cues : tuple of Cue
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    effect: str
    near: tuple[str, ...] = Field(default=(), max_length=5)
    silent: str = ""
    cues: tuple[Cue, ...] = Field(default=(), max_length=100)
