"""The table of credences: a class of words → how likely what is said so is taken to be."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any, Literal

from detente.ontology.toml import parse_toml

Section = Literal["modality", "voice", "evidence"]


@dataclass(frozen=True, slots=True)
class Band:
    """A credence, the band of readers' answers around it, and where that is from."""

    credence: float
    low: float
    high: float
    source: tuple[str, ...]


@cache
def bands(section: Section) -> Mapping[str, Band]:
    """Classes of a section of `reading/sureness/bands.toml`, in its order."""
    table = _file()[section]
    return {
        name: Band(entry["credence"], entry["band"][0], entry["band"][1], tuple(entry["source"]))
        for name, entry in table.items()
    }


def sources() -> Mapping[str, str]:
    """Short name → the publication, or the texts, that a credence is taken from."""
    return dict(_file()["sources"])


@cache
def _file() -> Mapping[str, Any]:
    path = resources.files("detente.reading.sureness").joinpath("bands.toml")
    return parse_toml(path.read_text(encoding="utf-8"), "bands.toml")
