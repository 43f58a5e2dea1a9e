"""What the reader proposes: claims with ranked effects, and what it made of every sentence."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal

from detente.reading.article import Article
from detente.reading.sentence import Day, Place, Quantity, Sentence, Span, Voice

ConditionKind = Literal[
    "if",
    "unless",
    "after-date",
    "before-date",
    "after-act",
    "as-long-as",
    "in-return",
]
"""How a condition limits a claim."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """An effect that a claim may stand for.

    Parameters
    ----------
    effect : str
        Its name in a scenario, or `judgement` for a statement about chances or pace.
    sense : str
        Which of the effect's senses, as its cues name them, such as `ready`.
    score : float
        How much speaks for it; comparable within one claim alone.
    words : tuple of str
        The words of the text that speak for it.
    roles : mapping of str to str
        The effect's own roles (`actor`, `target`, `mediator`, `patron`, …) → id of an actor; or
        → name of a person (`leader`, `holder`), or → an act in PLOVER's notation (`act`).
    direction : int
        1 if it makes the acts likelier, −1 if less likely, 0 if that is not its kind.
    acts : str
        Which acts it touches: a class such as `contact`, `agreement`, `gestures`, `hostility`,
        `economic`, `force`, `truce`, `support`, or `any`.
    cue : float
        What a cue adds to the score; 0 where only the words as a whole speak for the effect.
    """

    effect: str
    sense: str
    score: float
    words: tuple[str, ...] = ()
    roles: Mapping[str, str] = field(default_factory=dict)
    direction: int = 0
    acts: str = "any"
    cue: float = 0.0


@dataclass(frozen=True, slots=True)
class Sureness:
    """How far the text commits itself: a credence in [0, 1], and the words that say so.

    `by_hand` says that a person has put another credence in the place of the text's.
    """

    credence: float
    reasons: tuple[str, ...] = ()
    negated: bool = False
    concession: bool = False
    by_hand: bool = False


@dataclass(frozen=True, slots=True)
class Limit:
    """A condition of a claim: its kind, its clause, and what it names.

    `by_hand` says that a person has put it in the place of the text's; then it is taken, or the
    claim is not.
    """

    kind: ConditionKind
    words: str
    span: Span
    day: Day | None = None
    act: str = ""
    actor: str = ""
    by_hand: bool = False


@dataclass(frozen=True, slots=True)
class Proposal:
    """A claim that the reader proposes.

    Parameters
    ----------
    id : str
        Of the claim in the scenario.
    sentence : int
        Index in `Reading.sentences`.
    clause : int
        Index of the clause that asserts it.
    voice : Voice
        Who asserts it.
    candidates : tuple of Candidate
        Effects, the likeliest first; never empty.
    sureness : Sureness
        Proposed credence and its reasons.
    actor, target : str
        Ids of whose act, readiness or line it is, and towards whom; empty if nobody's.
    limit : Limit, optional
        Its condition.
    given, example_of, contrast_with : str
        Id of another claim; empty if none.
    days, quantities : tuple
        What the clause names.
    source : str
        `rules`, or `model NAME` where a language model proposed it.
    strength : float
        How likely a person would make it too, from 0 to 1 (`detente.reading.strength`).
    notes : tuple of str
        What else is to be said of it, such as what a language model would give.
    """

    id: str
    sentence: int
    clause: int
    voice: Voice
    candidates: tuple[Candidate, ...]
    sureness: Sureness
    actor: str = ""
    target: str = ""
    limit: Limit | None = None
    given: str = ""
    example_of: str = ""
    contrast_with: str = ""
    days: tuple[Day, ...] = ()
    quantities: tuple[Quantity, ...] = ()
    source: str = "rules"
    strength: float = 1.0
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Named:
    """An actor of the text: id, name, kind of actor, and in how many sentences it is named."""

    id: str
    name: str
    kind: str
    count: int


@dataclass(frozen=True, slots=True)
class Holder:
    """A person in an office, as the text or the product's tables have it.

    `role` is `leader` or `minister`; `elect` says that the person has been chosen and is not yet
    in office; days in ISO notation, empty where unknown.
    """

    actor: str
    role: str
    name: str
    elect: bool = False
    since: str = ""
    until: str = ""


@dataclass(frozen=True, slots=True)
class Remark:
    """What became of a sentence that is no proposal: `background`, or `unused`, and why."""

    place: Place
    what: Literal["background", "unused"]
    why: str
    mechanism: str = ""


@dataclass(frozen=True, slots=True)
class Reading:
    """What was read: articles, sentences, actors, proposals, and a remark on every other sentence.

    `pairs` are ranked, the likeliest first, with a weight each; `kind` is the kind of brief
    (`detente.scaffold.kinds`) that fits best.
    """

    articles: Sequence[Article]
    sentences: Sequence[Sentence]
    actors: Sequence[Named]
    holders: Sequence[Holder]
    pairs: Sequence[tuple[str, str, float]]
    kind: str
    proposals: Sequence[Proposal]
    remarks: Sequence[Remark]
    lost: Sequence[str] = ()
    """What could not be done, such as a language for which no model is installed."""
