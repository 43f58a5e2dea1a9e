"""What the routes of the API answer, described for OpenAPI.

The documents are those of ``--json`` (docs/json.md); their keys at the top are here, and a reader
passes over what it does not know.
"""

from __future__ import annotations

import datetime as dt
from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field

Part = dict[str, Any]


class Where(BaseModel):
    """A place in a scenario's files."""

    file: str
    line: int | None
    key: str | None


class Wrong(BaseModel):
    """An error: one line, and where it is if it is in a file."""

    error: str
    where: Where | None


class Session(BaseModel):
    """Who asks."""

    csrf: str = Field(description="What every change sends back, in the header `X-CSRF-Token`.")
    language: str


class Document(BaseModel):
    """A document of docs/json.md and its neighbours."""

    model_config = ConfigDict(extra="allow")

    format: str
    version: int


class Played(BaseModel):
    """How it was played, and what does the same."""

    query: str = Field(description="The setting, as the query of an address.")
    command: str = Field(description="The command line that gives the same numbers.")
    python: list[str] = Field(description="Lines of Python that do.")
    paths: int = Field(description="Futures that were played.")


class Answer(Document):
    """`detente-ensemble`: how likely, and when."""

    scenario: Part
    as_of: dt.date
    horizon: int
    paths: int
    claims: list[Part]
    outcomes: list[Part]
    relation_index: list[Part]
    states: list[Part]
    levels: list[Part]
    amounts: list[Part]
    judgements: list[Part]
    setting: Played


class Titled(BaseModel):
    """An outcome, a state or a level, and what it is called."""

    id: str
    title: str


class ClaimTold(BaseModel):
    """A claim of a scenario."""

    id: str
    statement: str
    voice: str | None
    credence: float
    given: str | None = Field(description="The claim on which its credence hangs, if one.")


class Listed(BaseModel):
    """A scenario of the library."""

    name: str
    title: str
    own: bool = Field(description="Whether it is of a folder that the server was given.")
    error: str | None = Field(description="Why it cannot be used; null if it can.")
    as_of: dt.date | None = Field(None, description="Left out, as all below, if it cannot be used.")
    last_day: dt.date | None = None
    question: str | None = Field(None, description="Title of the outcome that is asked first.")
    pairs: list[str] | None = Field(None, description="Whose relation it is about, by name.")
    claims: int | None = Field(None, description="How many.")
    outcomes: int | None = Field(None, description="How many.")


class NewScenario(BaseModel):
    """A scenario to begin with."""

    model_config = ConfigDict(extra="forbid")

    name: str = Field(pattern="^[a-z0-9][a-z0-9-]{0,63}$", description="Of its new folder.")
    actors: list[Annotated[str, Field(max_length=200)]] = Field(
        min_length=2, max_length=40, description="Names or codes; the first two are the pair."
    )
    kind: str = Field("thaw", max_length=40, description="What the text is about.")
    title: str | None = Field(None, max_length=200)
    mediator: str | None = Field(None, max_length=200)
    guarantor: str | None = Field(None, max_length=200)


class ScenarioTold(BaseModel):
    """What a scenario is about."""

    name: str
    id: str
    title: str
    hash: str
    as_of: dt.date
    last_day: dt.date
    analysts: list[str] = Field(description="Whose credences can be asked for; `pool` goes too.")
    claims: list[ClaimTold]
    outcomes: list[Titled]
    states: list[Titled]
    levels: list[Titled]
    processes: list[Titled]


class States(BaseModel):
    """Where states, levels and relation indices are, day by day."""

    states: list[Part]
    levels: list[Part]
    relation_index: list[Part]


class FutureListed(BaseModel):
    """A future in a list."""

    path: int
    outcomes: dict[str, dt.date] = Field(description="Those that come about, and when.")
    claims: list[str] = Field(description="Those that hold.")


class Futures(BaseModel):
    """Futures of a play."""

    paths: int = Field(description="How many there are.")
    futures: list[FutureListed]


class Act(BaseModel):
    """An act of a future."""

    date: dt.date
    row: str
    source: str
    target: str
    others: list[str]
    act: str
    prose: str
    scheduled: bool


class Move(BaseModel):
    """A state takes a value."""

    date: dt.date
    state: str
    before: str
    value: str


class Future(BaseModel):
    """One future."""

    path: int
    acts: list[Act]
    moves: list[Move]
    outcomes: dict[str, dt.date]
    claims: dict[str, bool]
    levels: dict[str, list[float]]


class Worth(BaseModel):
    """What a claim does to an outcome, from the futures as they are."""

    claim: str
    outcome: str
    if_true: float
    if_false: float
    worth: float = Field(description="The difference of the two.")
    interval: tuple[float, float]
    told: bool = Field(description="Whether it is more than twice its Monte Carlo error from 0.")


class Mechanism(BaseModel):
    """An effect of the scenario."""

    id: str
    effect: str
    claims: list[str] = Field(description="The claims that own it; none of the background.")
    processes: list[str] = Field(description="The processes whose chances it moves.")


class Way(BaseModel):
    """A change of claims that would do."""

    words: str
    about: str = Field(description="How likely the outcome is then, about.")
    href: str = Field(description="The page that plays it.")


class Needed(BaseModel):
    """What it would take."""

    told: str
    ways: list[Way]


class TooFew(BaseModel):
    """A claim of which too few futures tell, and how many do."""

    claim: str
    futures: int


class Network(BaseModel):
    """Claims, mechanisms and outcomes, and what hangs on what."""

    claims: list[str]
    mechanisms: list[Mechanism]
    outcomes: list[str]
    worths: list[Worth]
    too_few: list[TooFew]


class Checked(BaseModel):
    """What `detente check` finds."""

    model_config = ConfigDict(extra="allow")

    faults: list[str]
    locations: list[Where | None]


class DraftTold(BaseModel):
    """A draft of the client that asks."""

    id: str
    name: str
    scenario: str = Field(description="Where it began; of an article, what it is played as.")
    changed: dt.datetime
    version: int = Field(description="Rises with every change.")


class Draft(DraftTold):
    """A draft with its files."""

    texts: dict[str, str]


class ReadingTold(DraftTold):
    """An article that is read, and what was decided of its proposals."""

    reading: Document = Field(description="`detente-reading`, as `detente read --json` writes it.")
    decisions: dict[str, Part] = Field(description="By the ids of proposals; others stand.")


class Saved(BaseModel):
    """A draft that has become a scenario."""

    name: str = Field(description="Its name in the library.")
