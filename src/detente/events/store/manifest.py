"""The manifest of a store: which files it is made of, what they hold, where they come from.

It is replaced whole, by a rename, and names every file that counts; whatever else lies in the
folder is left from an import that did not end. So a store is at any moment what it was before an
import or what it is after it.
"""

from __future__ import annotations

import datetime as dt
import json
import os
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from detente.errors import InputError
from detente.events.placing import PLACING
from detente.events.schema import FEWEST, FORMAT, JOINT_SHARE
from detente.files.read import LARGEST_TEXT, read_text
from detente.files.write import write_text
from detente.language.current import gettext as _
from detente.language.shown import brief

NAME = "store.json"
LARGEST = 50 * LARGEST_TEXT


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid")


class Segment(_Strict):
    """A Parquet file of facts of one data source and one year.

    Facts between two states lie apart, sorted by states and dates, from those that are not.
    `format` is that of the store when it was written.
    `days` counts facts from `first` on, echoes left out; an echo is counted in `rows` alone.
    """

    path: str
    dataset: str
    year: int
    between: bool
    format: int = 1
    rows: int
    first: dt.date
    days: list[int]

    @property
    def last(self) -> dt.date:
        """Last day of which there is a fact."""
        return self.first + dt.timedelta(days=max(len(self.days) - 1, 0))


class Imported(_Strict):
    """What one file has brought.

    `read` = `kept` + `duplicate` + `quarantined`; `unplaced` counts the facts kept of
    which at least one end has no state, `echoes` those told long after their date. `placing` is the
    version of the tables by which they were placed (`detente.events.placing.PLACING`).
    """

    file: str
    sha256: str
    dataset: str
    format: str
    read: int
    kept: int
    duplicate: int
    quarantined: int
    unplaced: int
    echoes: int
    recoded: int = 0
    revised: int = 0
    first: dt.date | None = None
    last: dt.date | None = None
    missing_days: int = 0
    placing: int = 1
    quarantine: str | None = None


class Mirrors(_Strict):
    """Of the facts of a label between two states, how many have their mirror on the same day."""

    facts: int = 0
    mirrored: int = 0


class Dataset(_Strict):
    """What is known of one data source.

    `identity`: what makes two rows one act (`detente.events.readers.base.Reader`). None in stores
    of the first format, in which it went with the scheme.
    """

    scheme: str
    reader: str
    identity: Literal["fact", "id"] | None = None
    mirrors: dict[str, Mirrors] = Field(default_factory=dict)

    @property
    def one(self) -> Literal["fact", "id"]:
        """What makes two rows one act."""
        return self.identity or ("id" if self.scheme == "acled" else "fact")

    @property
    def measured(self) -> dict[str, Mirrors]:
        """Mirrors of the labels of which there are enough facts to see whether they are joint."""
        return {label: m for label, m in self.mirrors.items() if m.facts >= FEWEST}


class Manifest(_Strict):
    """Everything that a store knows of itself.

    `fetched` has the published checksum of every file that was fetched and imported, by its name.
    """

    __repr__ = brief

    format: int = Field(default=FORMAT, ge=1, le=FORMAT)
    program: str = ""
    datasets: dict[str, Dataset] = Field(default_factory=dict)
    segments: list[Segment] = Field(default_factory=list)
    imports: list[Imported] = Field(default_factory=list)
    fetched: dict[str, str] = Field(default_factory=dict)

    def of(self, dataset: str, year: int | None = None) -> Iterator[Segment]:
        """Segments of a data source, of one year or all."""
        for segment in self.segments:
            if segment.dataset == dataset and year in (None, segment.year):
                yield segment

    def placed_before(self, dataset: str) -> bool:
        """Whether facts of a data source were placed by an earlier version of the tables."""
        return any(
            each.dataset == dataset and each.kept and each.placing < PLACING
            for each in self.imports
        )

    def joint(self, dataset: str, labels: Iterable[str], usually: bool) -> bool:
        """Whether the acts of some labels are joint: measured if there are enough, else as usual.

        Parameters
        ----------
        dataset : str
        labels : iterable of str
            An act and its counterpart, such as visiting and hosting.
        usually : bool
        """
        measured = self.datasets[dataset].mirrors
        found = [measured[label] for label in set(labels) if label in measured]
        facts = sum(each.facts for each in found)
        if facts < FEWEST:
            return usually
        return sum(each.mirrored for each in found) >= JOINT_SHARE * facts


def read_manifest(folder: Path) -> Manifest:
    """Read the manifest of a store.

    Raises
    ------
    InputError
        If there is none, it is damaged, or a newer program wrote it.
    """
    path = folder / NAME
    if not path.is_file():
        raise InputError(
            _("{folder}: no event store (it has no {name})").format(folder=folder, name=NAME)
        )
    try:
        raw = json.loads(read_text(path, LARGEST))
        version = raw["format"]
        if isinstance(version, int) and version > FORMAT:
            raise InputError(
                _(
                    "{folder}: the store has format {version}, this program reads format "
                    "{format}; use the newer Détente that wrote it"
                ).format(folder=folder, version=version, format=FORMAT)
            )
        return Manifest.model_validate(raw)
    except (ValueError, KeyError, TypeError, RecursionError, ValidationError):
        raise InputError(
            _(
                "{path}: damaged; restore it from a copy, or import the files into a new store"
            ).format(path=path)
        ) from None


def write_manifest(folder: Path, manifest: Manifest) -> None:
    """Replace the manifest, once everything that it names has reached the disk."""
    for directory in {folder, *(folder / Path(s.path).parent for s in manifest.segments)}:
        _flush(directory)
    write_text(str(folder / NAME), manifest.model_dump_json(indent=1) + "\n")
    _flush(folder)


def _flush(directory: Path) -> None:
    """Make the names in a folder durable, where the system can."""
    if not hasattr(os, "O_DIRECTORY"):
        return
    number = os.open(directory, os.O_RDONLY)
    try:
        os.fsync(number)
    finally:
        os.close(number)
