"""What a run folder says of itself: `run.json`."""

from __future__ import annotations

import platform
import re
from importlib.metadata import PackageNotFoundError, version

from pydantic import BaseModel, ConfigDict, Field, field_serializer, field_validator

from detente.language.shown import brief
from detente.numerics.arguments import EXACT, in_json

FORMAT = "detente-run"
VERSION = 2
LIBRARIES = ("numpy", "numba", "llvmlite", "scipy", "polars")


class ScenarioEntry(BaseModel):
    """Which scenario was played; its files lie in ``scenario/``."""

    model_config = ConfigDict(frozen=True, strict=True)

    id: str
    title: str
    hash: str


class Manifest(BaseModel):
    """`run.json`: all that is needed to make the run again, and to see whether it is the same.

    Keys that are not known are passed over: they may be added without a new version.
    """

    __repr__ = brief

    model_config = ConfigDict(frozen=True, strict=True)

    format: str
    version: int
    created: str = Field(description="when, in UTC (ISO 8601)")
    command: str = Field(description="what plays the same futures")
    scenario: ScenarioEntry
    as_of: str
    horizon: int = Field(ge=1, description="days")
    paths: int = Field(ge=1)
    seed: int = Field(ge=0, lt=2**64)
    forced: dict[str, bool]
    credences: dict[str, float] = Field(
        default_factory=dict, description="claims whose credence was moved"
    )
    seen: list[str] = Field([], description="what is seen in all of them, as it was written")
    among: int | None = Field(None, ge=1, description="among how many they were chosen by that")
    analyst: str | None = Field(None, description="whose credences; null as the claims state them")
    versions: dict[str, str] = Field(description="of the program, Python and the libraries")
    system: str
    digest: str = Field(description="SHA-256 of the results")
    tables: dict[str, str] = Field(description="SHA-256 of each table's file")

    @field_validator("seed", mode="before")
    @classmethod
    def _read_seed(cls, seed: object) -> object:
        digits = isinstance(seed, str) and re.fullmatch("[1-9][0-9]{0,19}", seed)
        return int(str(seed)) if digits and int(str(seed)) > EXACT else seed

    @field_serializer("seed", when_used="json")
    def _write_seed(self, seed: int) -> int | str:
        return in_json(seed)


def versions() -> dict[str, str]:
    """Versions on which the digits of a result may hang."""
    found = {"detente": _version("detente"), "python": platform.python_version()}
    return found | {name: _version(name) for name in LIBRARIES}


def _version(name: str) -> str:
    try:
        return version(name)
    except PackageNotFoundError:
        return "unknown"


def system() -> str:
    """System and processor architecture, such as ``Linux x86_64``."""
    return f"{platform.system()} {platform.machine()}"
