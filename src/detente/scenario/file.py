"""What may stand in `scenario.toml`."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BaseModel, BeforeValidator, Discriminator, Field, FiniteFloat, Tag

from detente.claims.claim import Claim, Document, Voice
from detente.conditions.model import Condition
from detente.language.current import gettext as _
from detente.language.format import written
from detente.language.shown import brief
from detente.ontology.act_fields import Acts, ActText
from detente.ontology.fields import Date, Identifier, Text
from detente.ontology.titled import Titled
from detente.ontology.usual.pairs import Dyad
from detente.planes.index import RelationIndex
from detente.planes.limits import MOST_PARTIES
from detente.planes.quantity import STRICT
from detente.scenario.rate import StatedRate
from detente.states.entry import StateEntry
from detente.states.level import LevelEntry
from detente.states.size import Sizes

FORMAT = 1

MOST = 2000
"""Entries of a table such as the processes, the claims or the effects; ten times what is usual."""

MOST_NAMED = 200
"""Offices, relation indices, classes of which the record is complete."""


class Strict(BaseModel):
    """Unknown keys are errors."""

    model_config = STRICT


class ActorEntry(Strict):
    """An actor: a state by ISO 3166-1 alpha-3, a known organisation or party, one of your own."""

    id: str = Field(
        min_length=1,
        max_length=100,
        description="ISO 3166-1 alpha-3, a known organisation or party such as EU, OPEC+ or Hamas, "
        "or an id of your own",
    )
    name: Text | None = Field(None, description="name in prose; by default the usual one")
    kind: Literal["state", "bloc", "party"] | None = Field(
        None, description="needed for a party and for a bloc of your own"
    )
    members: list[str] = Field([], description="of a bloc of your own: ids of its members")


class HolderEntry(Strict):
    """Who holds an office, from `start` until `end`, elect from `elected` on."""

    id: Identifier = Field(description="name of the holder, for processes and effects")
    name: Text = Field(description="the person, as printed")
    start: Date = Field(description="first day in office")
    end: Date | None = Field(None, description="first day no longer in office; open without it")
    elected: Date | None = Field(
        None, description="day of the election: from then until `start` the holder is elect"
    )
    if_: Condition | None = Field(
        None,
        alias="if",
        description="of one of several possible holders: a condition, usually a value of the state "
        "of an election; holds the office, or is elect, only where it is true",
    )


class OfficeEntry(Strict, Titled):
    """Who speaks for an actor."""

    id: Identifier = Field(description="name of the office, for effects")
    actor: str = Field(description="actor that the office speaks for")
    title: Text = Field("", description="such as President of the Republic; by default its id")
    holders: list[HolderEntry] = Field(
        min_length=1, max_length=100, description="who holds the office, in order of time"
    )


class RecordEntry(Strict):
    """The acts up to the as-of date, and of which classes the file is complete."""

    file: str = Field("acts.csv", description="name of the CSV of dated acts, in the folder")
    since: Date = Field(description="first day that the file covers")
    complete: list[Acts] = Field(
        [],
        max_length=MOST_NAMED,
        description="classes of acts of which the file is complete: silence counts there",
    )


class StoreEntry(Strict):
    """The record is taken from an event store; `record = "store"` is this table with defaults."""

    store: str | None = Field(
        None, min_length=1, max_length=100, description="data source in the store, such as icews"
    )
    since: Date | None = Field(
        None, description="first day that is taken; by default five years before as_of, at most"
    )
    owned: str | None = Field(
        None, description="name of a CSV of acts, in the folder, each of them owned by a claim"
    )
    published_until: Date | None = Field(
        None,
        description="leave out acts that the data source published later than this day, where it "
        "says when; at most as_of",
    )


FROM_STORE = "store"
"""What stands in the place of a table where the record is the store's only data source."""


def _word(value: object) -> object:
    if isinstance(value, str):
        if value != FROM_STORE:
            raise ValueError(
                _(
                    'write record = "{from_store}", or a table [record] that names a file or a '
                    "store, not {value}"
                ).format(from_store=FROM_STORE, value=written(value[:60]))
            )
        return StoreEntry(store=None, since=None, owned=None, published_until=None)
    return value


def _form(value: object) -> str:
    """Which of the two tables is meant: the one that names a store says so."""
    stored = "store" in value if isinstance(value, dict) else isinstance(value, StoreEntry)
    return StoreEntry.__name__ if stored else RecordEntry.__name__


RecordTable = Annotated[
    Annotated[RecordEntry, Tag(RecordEntry.__name__)]
    | Annotated[StoreEntry, Tag(StoreEntry.__name__)],
    Discriminator(_form),
]


OF_THE_PAIR: Literal["pair"] = "pair"
"""In the place of a kind of pair: the one that the tables know."""


class ProcessEntry(Strict):
    """An act that may happen, with its usual rate."""

    id: Identifier = Field(description="name of the process, for effects, groups and outcomes")
    title: Text | None = Field(
        None, description="the act in a few words; by default its parties and its class"
    )
    source: str = Field(description="actor that does it")
    target: str = Field(description="actor that it is done to")
    act: ActText = Field(description="the act, TYPE[.mode][/context][@rank][:cameo]")
    prose: Text | None = Field(
        None, description="how a sample future tells it; by default as its title"
    )
    rate: StatedRate | None = Field(
        None,
        description="how often the act happens as things stand: counted, or judged; left out, it "
        "is measured in the store that the record is taken from, else it is counted in the record "
        "where that is complete, else usual for acts of its class between pairs of that kind",
    )
    usual: Literal["pair", Dyad] | None = Field(
        None,
        description="in the place of a rate: that it is the usual one, whatever the record has, "
        'of "pair", what the tables know the two to be, or of what they are said to be',
    )
    size: Sizes | None = Field(
        None,
        description="how large an act is, for levels that count sizes: a table, or a list of them "
        "of which the first counts whose `while` holds",
    )
    counterpart: str | None = Field(
        None,
        description="id of an office holder: only while that person is elect or in office",
    )
    others: list[str] = Field(
        [],
        alias="with",
        max_length=MOST_PARTIES - 2,
        description="of a joint act of three and more: its parties beside source and target; it "
        "needs all of them",
    )
    once: bool = Field(
        False,
        description="whether it happens once at most, such as a signature: the record counts, "
        "and so do scheduled acts of the same kind",
    )
    while_: Condition | None = Field(
        None, alias="while", description="a condition: it can happen on days on which it holds"
    )


class AnalystsTable(Strict):
    """`[analysts]`: how the credences of several analysts become one forecast."""

    pool: Literal["linear", "logarithmic"] = Field(
        "linear",
        description='how `--analyst pool` puts credences together: "linear", each draw of the '
        'coefficients with those of one analyst, or "logarithmic", the weighted mean of the '
        "log-odds",
    )
    weights: dict[Identifier, Annotated[FiniteFloat, Field(ge=0, le=1e6)]] = Field(
        {},
        max_length=100,
        description="weight of each analyst by name, the file's name without .csv; 1 of others",
    )


class ScenarioFile(Strict):
    """`scenario.toml`, apart from effects and outcomes, which have kinds of their own."""

    __repr__ = brief

    format: Literal[1] = Field(description="version of this format")
    id: Identifier = Field(description="name of the scenario: lower-case words joined by hyphens")
    title: Text = Field(description="one line that says what it is about")
    as_of: Date = Field(
        description="last day of the record; the first day that is played comes after it"
    )
    horizon: int = Field(
        ge=1, le=3660, description="days to play, 1 to 3660, the first after as_of"
    )
    brief: str = Field("brief.md", description="name of the brief, in the folder")
    translations: dict[str, str] = Field(
        {}, description="names of translation files, in the folder, by language (en, fr)"
    )
    record: Annotated[RecordTable | None, BeforeValidator(_word)] = Field(
        None, description="the acts up to the as-of date: of a file, or of an event store"
    )
    history: str | None = Field(
        None,
        min_length=1,
        description="name of a CSV of dated values of states and levels, in the folder: for "
        'start = "record", and for `detente fit`',
    )
    coefficients: str | None = Field(
        None,
        min_length=1,
        description="name of a file of `detente fit`, in the folder: its coefficients and "
        "baselines take the place of those that are stated here",
    )
    documents: list[Document] = Field([], max_length=MOST, description="where the claims come from")
    voices: list[Voice] = Field([], max_length=MOST, description="who asserts the claims")
    actors: list[ActorEntry] = Field(
        min_length=2, max_length=MOST, description="who acts; at least two"
    )
    offices: list[OfficeEntry] = Field(
        [], max_length=MOST_NAMED, description="who speaks for an actor, and when"
    )
    groups: dict[str, list[str]] = Field(
        {},
        max_length=MOST,
        description="names for lists of processes, to be used in every `on`; `all` names all of "
        "them, unless it is taken",
    )
    conditions: dict[Identifier, Condition] = Field(
        {},
        max_length=MOST,
        description="conditions by name, for use by several: { condition = NAME }",
    )
    index: list[RelationIndex] = Field(
        [], max_length=MOST_NAMED, description="pairs whose relation index is followed"
    )
    states: list[StateEntry] = Field(
        [], max_length=MOST_NAMED, description="what has one of several values, and how it moves"
    )
    levels: list[LevelEntry] = Field(
        [], max_length=MOST_NAMED, description="quantities with a unit, and what changes them"
    )
    processes: list[ProcessEntry] = Field(
        min_length=1, max_length=MOST, description="what may happen, and how often"
    )
    claims: list[Claim] = Field([], max_length=MOST, description="what the sources assert")
    analysts: AnalystsTable | None = Field(
        None, description="how the credences of analysts, in credences/NAME.csv, are pooled"
    )
