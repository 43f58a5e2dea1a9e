"""What may stand in `scenario.toml`."""

from __future__ import annotations

import datetime as dt
from typing import Annotated, Literal

from pydantic import BaseModel, BeforeValidator, Field

from detente.claims.claim import Claim, Document, Identifier, Voice
from detente.effects.base import Acts
from detente.effects.scheduled_acts import ActText
from detente.planes.index import RelationIndex
from detente.planes.quantity import STRICT, Rate

FORMAT = 1


def _date(value: object) -> object:
    if isinstance(value, dt.datetime):
        raise ValueError("give a date without a time, such as 2024-11-18")
    if not isinstance(value, dt.date):
        raise ValueError("give a date without quotation marks, such as 2024-11-18")
    return value


Date = Annotated[dt.date, BeforeValidator(_date)]


class Strict(BaseModel):
    """Unknown keys are errors."""

    model_config = STRICT


class ActorEntry(Strict):
    """An actor: a state by ISO 3166-1 alpha-3, a known bloc, or a party with a name of its own."""

    id: str = Field(min_length=1)
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
    holders: list[HolderEntry] = Field(min_length=1)


class RecordEntry(Strict):
    """The acts up to the as-of date, and of which classes the file is complete."""

    file: str = "acts.csv"
    since: Date
    complete: list[Acts] = []


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
    documents: list[Document] = []
    voices: list[Voice] = []
    actors: list[ActorEntry] = Field(min_length=2)
    offices: list[OfficeEntry] = []
    groups: dict[str, list[str]] = {}
    index: list[RelationIndex] = []
    processes: list[ProcessEntry] = Field(min_length=1)
    claims: list[Claim] = []
