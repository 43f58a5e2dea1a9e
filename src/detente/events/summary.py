"""What a store holds: each data source with its span, its files, its losses, its joint acts."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from detente.events.joint import joint_labels
from detente.events.store.manifest import Mirrors
from detente.events.store.store import Store


@dataclass(frozen=True, slots=True)
class Gap:
    """Days in a row of which a data source tells nothing."""

    first: dt.date
    last: dt.date

    @property
    def days(self) -> int:
        """How many."""
        return (self.last - self.first).days + 1


@dataclass(frozen=True, slots=True)
class DatasetSummary:
    """One data source.

    Attributes
    ----------
    dataset, scheme : str
        Its name, and the scheme of its codes.
    identity : {"fact", "id"}
        What makes two rows one: that they say the same, or the id in the source.
    first, last : date or None
        Its span; None if it has nothing but echoes.
    facts, echoes : int
        Facts kept, and those of them that were told long after their date.
    files, read, duplicate, quarantined, unplaced : int
        Of all imports: files, rows, repeats, rows that could not be read, facts of which an end
        has no state.
    gaps : tuple of Gap
        Days that are quietly missing.
    measured : dict of str to Mirrors
        Labels of which there are enough facts to see whether they are joint.
    joint : tuple of str
        Labels that are.
    quarantine : tuple of str
        Files of rows that could not be read, relative to the store.
    placed_before : bool
        Whether states were found by an earlier version of the tables, and may be others by now.
    """

    dataset: str
    scheme: str
    identity: str
    first: dt.date | None
    last: dt.date | None
    facts: int
    echoes: int
    files: int
    read: int
    duplicate: int
    quarantined: int
    unplaced: int
    gaps: tuple[Gap, ...]
    measured: dict[str, Mirrors]
    joint: tuple[str, ...]
    quarantine: tuple[str, ...]
    placed_before: bool = False

    def document(self) -> dict[str, Any]:
        """Plain data (docs/json.md)."""
        return {
            "dataset": self.dataset,
            "scheme": self.scheme,
            "identity": self.identity,
            "first": _iso(self.first),
            "last": _iso(self.last),
            "facts": self.facts,
            "echoes": self.echoes,
            "files": self.files,
            "rows": {
                "read": self.read,
                "duplicate": self.duplicate,
                "quarantined": self.quarantined,
                "without_state": self.unplaced,
            },
            "missing_days": [
                {"first": gap.first.isoformat(), "last": gap.last.isoformat(), "days": gap.days}
                for gap in self.gaps
            ],
            "mirrors": {
                label: {
                    "facts": m.facts,
                    "mirrored": m.mirrored,
                    "joint": label in self.joint,
                }
                for label, m in sorted(self.measured.items())
            },
            "joint": list(self.joint),
            "quarantine": list(self.quarantine),
            "placed_before": self.placed_before,
        }


def summary_document(found: Sequence[DatasetSummary]) -> dict[str, Any]:
    """Return what a store holds as plain data (docs/json.md)."""
    return {
        "format": "detente-events",
        "version": 1,
        "datasets": [each.document() for each in found],
    }


def _iso(day: dt.date | None) -> str | None:
    return None if day is None else day.isoformat()


def gaps(days: list[dt.date]) -> tuple[Gap, ...]:
    """Runs of days that follow one another.

    Parameters
    ----------
    days : list of date
        Ascending.
    """
    runs = groupby(enumerate(days), key=lambda pair: pair[1] - dt.timedelta(days=pair[0]))
    found = []
    for _, run in runs:
        inside = [day for _, day in run]
        found.append(Gap(inside[0], inside[-1]))
    return tuple(found)


def summary(store: Store) -> list[DatasetSummary]:
    """Sum up what a store holds, data source by data source.

    Parameters
    ----------
    store : Store

    Returns
    -------
    list of DatasetSummary
    """
    return list(_summaries(store))


def _summaries(store: Store) -> Iterator[DatasetSummary]:
    for dataset in store.datasets():
        segments = list(store.manifest.of(dataset))
        files = [each for each in store.manifest.imports if each.dataset == dataset]
        told = any(segment.days for segment in segments)
        first, last = store.span(dataset) if told else (None, None)
        facts = sum(segment.rows for segment in segments)
        entry = store.manifest.datasets[dataset]
        joint = joint_labels(store.manifest, dataset)
        yield DatasetSummary(
            dataset=dataset,
            scheme=entry.scheme,
            identity=entry.one,
            first=first,
            last=last,
            facts=facts,
            echoes=facts - sum(sum(segment.days) for segment in segments),
            files=len(files),
            read=sum(each.read for each in files),
            duplicate=sum(each.duplicate for each in files),
            quarantined=sum(each.quarantined for each in files),
            unplaced=sum(each.unplaced for each in files),
            gaps=gaps(store.missing_days(dataset)) if told else (),
            measured=entry.measured,
            joint=tuple(joint),
            quarantine=tuple(each.quarantine for each in files if each.quarantine),
            placed_before=store.manifest.placed_before(dataset),
        )
