"""The table of credences: a class of words → how likely what is said so is taken to be."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Literal

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
    path = resources.files("detente.reading.sureness").joinpath("bands.toml")
    table = parse_toml(path.read_text(encoding="utf-8"), "bands.toml")[section]
    return {
        name: Band(entry["credence"], entry["band"][0], entry["band"][1], tuple(entry["source"]))
        for name, entry in table.items()
    }
