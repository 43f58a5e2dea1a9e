"""A sentence as it is analysed: tokens, who is in it, days, quotations, clauses, voices."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from typing import Literal

from detente.reading.article import Tongue

MentionKind = Literal[
    "state",
    "organisation",
    "party",
    "bloc",
    "person",
    "office",
    "metonym",
    "demonym",
    "pronoun",
]
"""How an actor is named: by its own name, by who speaks for it, by its seat, by an adjective."""

ClauseKind = Literal[
    "main",
    "reported",
    "condition",
    "unless",
    "once",
    "until",
    "before",
    "as-long-as",
    "in-return",
    "concession",
    "cause",
    "contrast",
    "example",
    "purpose",
    "relative",
]
"""What joins a clause to the one that it depends on."""

Role = Literal[
    "author",
    "observers",
    "leader",
    "minister",
    "spokesperson",
    "ministry",
    "official",
    "government",
    "parliament",
    "military",
    "mediator",
    "opposition",
    "organisation",
    "state",
    "person",
]
"""In what capacity somebody is named, or asserts something."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where a sentence stands.

    Parameters
    ----------
    document : str
        Id of the article.
    number : int
        Of the sentence in the article, from 1, as `detente check --source` numbers them.
    paragraph : int
        Of the paragraph, from 1.
    fingerprint : str
        Of the sentence (`detente.claims.locator.fingerprint`).
    page : int, optional
        Page of a paged document.
    """

    document: str
    number: int
    paragraph: int
    fingerprint: str
    page: int | None = None


@dataclass(frozen=True, slots=True)
class Token:
    """A word or sign.

    Parameters
    ----------
    text : str
        As it stands.
    lemma : str
        Its dictionary form in lower case; the same with and without a model of the language.
    start, end : int
        Characters of the sentence, the end not included.
    tag : str
        Universal part of speech (`VERB`, `NOUN`, `PROPN`, …); empty where none is known.
    head : int
        Index of the token that governs it; −1 where no model of the language has parsed it.
    relation : str
        Universal dependency to the head, such as `nsubj`; empty where nothing was parsed.
    form : str
        Of a verb: `Fin`, `Inf`, `Part` or `Ger`, the universal feature VerbForm; else empty.
    """

    text: str
    lemma: str
    start: int
    end: int
    tag: str = ""
    head: int = -1
    relation: str = ""
    form: str = ""


@dataclass(frozen=True, slots=True)
class Span:
    """Consecutive tokens: indices from `first` to before `last`."""

    first: int
    last: int

    def __contains__(self, other: object) -> bool:
        """Whether a token index or another span lies within."""
        if isinstance(other, Span):
            return self.first <= other.first and other.last <= self.last
        return isinstance(other, int) and self.first <= other < self.last


@dataclass(frozen=True, slots=True)
class Mention:
    """Somebody who acts, where it is named.

    Parameters
    ----------
    span : Span
        Its tokens.
    actor : str
        Id of the actor, ISO 3166-1 alpha-3 for a state, or that of a party of the text; empty for
        observers and others who act for nobody.
    kind : str
        How it is named.
    name : str
        The name as it is printed, without articles; of a pronoun that of whom it stands for.
    role : str
        In what capacity: `state` where it is named as such.
    person : str
        Full name, where a person is named or meant.
    """

    span: Span
    actor: str
    kind: MentionKind
    name: str
    role: Role = "state"
    person: str = ""


@dataclass(frozen=True, slots=True)
class Day:
    """A day, or some days, that a sentence names.

    `first` to before `end`; a single day has `end` one day later. `relative` says that it was
    counted from the day of the article.
    """

    span: Span
    first: dt.date
    end: dt.date
    words: str
    relative: bool = False


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number with what it counts: 20,000 sanctions, 25 %, three years."""

    span: Span
    value: float
    unit: str


@dataclass(frozen=True, slots=True)
class Clause:
    """A part of a sentence with a verb of its own.

    Parameters
    ----------
    span : Span
        Its tokens; a clause within it has its own span and is not the clause's words.
    kind : str
        What joins it to its parent.
    parent : int
        Index of the clause that it depends on; −1 for a main clause.
    words : str
        The connective, in lower case, such as `unless`.
    verb : int
        Index of the token of its main verb; −1 if none was found.
    negated : bool
        Whether its verb is negated.
    question : bool
        Whether it asks.
    quoted : bool
        Whether it lies within quotation marks.
    """

    span: Span
    kind: ClauseKind = "main"
    parent: int = -1
    words: str = ""
    verb: int = -1
    negated: bool = False
    question: bool = False
    quoted: bool = False


@dataclass(frozen=True, slots=True)
class Voice:
    """Who asserts something.

    Parameters
    ----------
    who : str
        `author`, `observers`, the id of an actor, or `organisation`.
    role : str
        In what capacity.
    name : str
        Of the person, ministry or house that speaks; empty for the author and for unnamed ones.
    through : Voice, optional
        Who says that it said so, if that is not the author.
    """

    who: str
    role: Role
    name: str = ""
    through: Voice | None = None


AUTHOR = Voice("author", "author")


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence with what has been found in it; each stage of reading fills in its own part.

    `voices` has one voice for each clause.
    """

    place: Place
    text: str
    language: Tongue
    heading: bool = False
    tokens: tuple[Token, ...] = ()
    quotes: tuple[Span, ...] = ()
    mentions: tuple[Mention, ...] = ()
    days: tuple[Day, ...] = ()
    quantities: tuple[Quantity, ...] = ()
    clauses: tuple[Clause, ...] = ()
    voices: tuple[Voice, ...] = field(default=())

    def words(self, span: Span) -> str:
        """The text of some of its tokens."""
        if span.first >= span.last:
            return ""
        return self.text[self.tokens[span.first].start : self.tokens[span.last - 1].end]
