"""What tests of readers ask of a store."""

from __future__ import annotations

import csv
from pathlib import Path
from typing import Any

import pytest

from detente.events import Report, import_files
from detente.events import open as open_store

DATA = Path(__file__).resolve().parents[4] / "shared" / "data"


def sample(name: str) -> Path:
    """A file of the real samples; the test is skipped where they are not."""
    path = DATA / name
    if not path.is_file():
        pytest.skip(f"../shared/data/{name} is not here")
    return path


def imported(store: Path, *files: Path, **options: Any) -> Report:
    """An import of which every file is new and taken, its rows accounted for."""
    report = import_files(files, store, **options)
    assert report.failed == []
    assert len(report.files) == len(files)
    for entry in report.files:
        assert entry.read == entry.kept + entry.duplicate + entry.quarantined
    return report


def acts(store: Path, columns: str, more: str = "") -> list[tuple[Any, ...]]:
    """Columns of the acts of a store, in order."""
    connection = open_store(store).connect()
    return connection.execute(f"SELECT {columns} FROM acts {more} ORDER BY ALL").fetchall()


def quarantine(store: Path, report: Report, number: int = 0) -> list[tuple[int, str, str]]:
    """Line, reason and text of the rows of a file that could not be read."""
    name = report.files[number].quarantine
    if name is None:
        return []
    with (store / name).open(encoding="utf-8", newline="") as file:
        head, *rows = csv.reader(file)
    assert head == ["line", "reason", "text"]
    assert len(rows) == report.files[number].quarantined
    return [(int(line), reason, text) for line, reason, text in rows]
