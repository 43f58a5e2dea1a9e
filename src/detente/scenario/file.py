"""What may stand in `scenario.toml`."""

from __future__ import annotations

from typing import Literal

from pydantic import BaseModel, Field

from detente.claims.claim import Claim, Document, Identifier, Voice
from detente.effects.base import Acts
from detente.effects.scheduled_acts import ActText
from detente.planes.fields import Date
from detente.planes.index import RelationIndex
from detente.planes.quantity import STRICT, Rate

FORMAT = 1

MOST = 2000
"""Entries of a table such as the processes, the claims or the effects; ten times what is usual."""

MOST_NAMED = 200
"""Offices, relation indices, classes of which the record is complete."""


class Strict(BaseModel):
    """Unknown keys are errors."""

    model_config = STRICT


class ActorEntry(Strict):
    """An actor: a state by ISO 3166-1 alpha-3, a known bloc, or a party with a name of its own."""

    id: str = Field(min_length=1, max_length=100)
    name: str | None = None
    kind: Literal["state", "bloc", "party"] | None = None
    members: list[str] = []


class HolderEntry(Strict):
    """Who holds an office, from `start` until `end`, elect from `elected` on."""

    id: Identifier
    name: str
    start: Date
    end: Date | None = None
    elected: Date | None = None


class OfficeEntry(Strict):
    """Who speaks for an actor."""

    id: Identifier
    actor: str
    title: str
    holders: list[HolderEntry] = Field(min_length=1, max_length=100)


class RecordEntry(Strict):
    """The acts up to the as-of date, and of which classes the file is complete."""

    file: str = "acts.csv"
    since: Date
    complete: list[Acts] = Field([], max_length=MOST_NAMED)


class ProcessEntry(Strict):
    """An act that may happen, with its usual rate."""

    id: Identifier
    title: str = Field(min_length=1)
    source: str
    target: str
    act: ActText
    prose: str = Field(min_length=1)
    rate: Rate
    counterpart: str | None = None


class ScenarioFile(Strict):
    """`scenario.toml`, apart from effects and outcomes, which have kinds of their own."""

    format: Literal[1]
    id: Identifier
    title: str = Field(min_length=1)
    as_of: Date
    horizon: int = Field(ge=1, le=3660, description="days, the first after as_of")
    brief: str = "brief.md"
    record: RecordEntry | None = None
    documents: list[Document] = Field([], max_length=MOST)
    voices: list[Voice] = Field([], max_length=MOST)
    actors: list[ActorEntry] = Field(min_length=2, max_length=MOST)
    offices: list[OfficeEntry] = Field([], max_length=MOST_NAMED)
    groups: dict[str, list[str]] = Field({}, max_length=MOST)
    index: list[RelationIndex] = Field([], max_length=MOST_NAMED)
    processes: list[ProcessEntry] = Field(min_length=1, max_length=MOST)
    claims: list[Claim] = Field([], max_length=MOST)
