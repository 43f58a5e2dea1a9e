"""What the routes of the API are asked: keys of a query, described for OpenAPI."""

from __future__ import annotations

import datetime as dt
from typing import Annotated

from fastapi import Path, Query
from pydantic import BaseModel, ConfigDict, Field

from detente.language.current import LANGUAGES
from detente.web.view import LARGEST_SEED, LONGEST, MOST_PATHS

Name = Annotated[
    str,
    Path(description="Name of the scenario, as `/api/scenarios` lists it.", pattern="^[a-z0-9-]+$"),
]
Text = Annotated[str, Field(max_length=LONGEST)]
Force = Annotated[str, Field(max_length=LONGEST, pattern="^[^:]+:(true|false)$")]
Credence = Annotated[str, Field(max_length=LONGEST, pattern="^[^:]+:[0-9.e-]+$")]

FORCE = "Claims that are forced, each `CLAIM:true` or `CLAIM:false`: an intervention."
CREDENCE = "Claims that are believed otherwise, each `CLAIM:0.65`."
ANALYST = "Whose credences are believed: those of `credences/NAME.csv`, or of the `pool`."
SEEN = "Only the futures in which this is so, as docs/seen.md says: `OUTCOME before 2025-06-30`."


class Setting(BaseModel):
    """A view: the same keys as in the addresses of the pages."""

    model_config = ConfigDict(extra="forbid")

    paths: int | None = Field(None, ge=1, le=MOST_PATHS, description="Futures.")
    seed: int | None = Field(None, ge=0, le=LARGEST_SEED, description="Same seed, same result.")
    until: dt.date | None = Field(None, description="Last day, within the horizon.")
    analyst: Text | None = Field(None, description=ANALYST)
    force: list[Force] = Field([], max_length=200, description=FORCE)
    credence: list[Credence] = Field([], max_length=200, description=CREDENCE)
    seen: list[Text] = Field([], max_length=50, description=SEEN)
    outcome: Text | None = Field(None, description="The outcome that is looked at.")
    lang: str | None = Field(
        None, pattern=f"^({'|'.join(LANGUAGES)})$", description="Language of the texts."
    )


class Explaining(Setting):
    """What is explained."""

    reach: float | None = Field(
        None, gt=0.0, lt=1.0, description="Also: what would bring it to this probability."
    )


class Needing(Setting):
    """What it would take."""

    probability: float = Field(gt=0.0, lt=1.0, description="To which the outcome is to be brought.")


class Kinds(Setting):
    """Kinds of future."""

    kinds: int | None = Field(None, ge=2, le=8, description="How many; as many as stand apart.")


class Watching(Setting):
    """What is to be watched."""

    claim: Text | None = Field(None, description="In the place of an outcome.")
    by: list[dt.date] = Field([], max_length=12, description="Days on whose evenings one looks.")
    most: int = Field(10, ge=1, le=100, description="Indicators that are told.")


class Listing(Setting):
    """Which futures are listed."""

    first: int = Field(0, ge=0, le=MOST_PATHS, alias="from", description="Of those that fit.")
    count: int = Field(50, ge=1, le=1000, description="How many are told.")


class Branching(Setting):
    """Where futures part, and with what."""

    path: int | None = Field(None, ge=0, le=MOST_PATHS, description="The future; else the record.")
    on: dt.date | None = Field(None, description="The last day of that future that is kept.")
    act: list[Text] = Field([], max_length=50, description="Acts put in: `PROCESS@DATE`.")
    without: list[Text] = Field(
        [], max_length=50, description="Acts taken out: `PROCESS@DATE`, or `PROCESS`."
    )


class Comparing(Setting):
    """What is compared."""

    against: Annotated[str, Field(max_length=8_000)] = Field(
        "", description="The query of the other setting; empty: every claim as it is believed."
    )


class Checking(BaseModel):
    """How a scenario is checked."""

    model_config = ConfigDict(extra="forbid")

    quick: bool = Field(True, description="Leave out the trial of claims, rates and signs.")
    lang: str | None = Field(None, pattern=f"^({'|'.join(LANGUAGES)})$")


class Bare(BaseModel):
    """Nothing but the language."""

    model_config = ConfigDict(extra="forbid")

    lang: str | None = Field(None, pattern=f"^({'|'.join(LANGUAGES)})$")


Asking = Annotated[Setting, Query()]
