"""What is fuzzed of forecasts: what came, which questions they answer, and pledges."""

from __future__ import annotations

import functools
import tempfile
from collections.abc import Callable
from pathlib import Path

from detente.forecasts.forecast import forecasts
from detente.forecasts.mapping import read_mapping
from detente.forecasts.pledge import pledge, read_pledges
from detente.forecasts.resolved import read_resolved
from tests.forecasts.asked import played

COLUMNS = ("target", "location")
"""Of a mapping."""


@functools.cache
def _folder() -> Path:
    """A place that lasts as long as this process."""
    return Path(tempfile.mkdtemp(prefix="detente-fuzz-"))


@functools.cache
def _names() -> list[str]:
    return [each.name for each in forecasts(played())]


def _file(name: str, data: bytes) -> Path:
    path = _folder() / name
    path.write_bytes(data)
    return path


def results(data: bytes) -> None:
    """A CSV of what came."""
    known = read_resolved(_file("came.csv", data), _names())
    assert all(name in _names() for _scenario, name in known.known)


def questions(data: bytes) -> None:
    """A CSV that says which questions forecasts answer."""
    for row in read_mapping(_file("questions.csv", data), COLUMNS, list(forecasts(played()))):
        assert row.forecast in _names()


def pledges(data: bytes) -> None:
    """A file of pledges: a chain of JSON lines."""
    for each in read_pledges(_file("pledges.jsonl", data)):
        assert each.paths >= 1


FORECAST_TARGETS: dict[str, Callable[[bytes], None]] = {
    each.__name__: each for each in (results, questions, pledges)
}


def forecast_seeds(target: str) -> list[bytes]:
    """Inputs to begin with."""
    name = _names()[0]
    if target == "results":
        return [f"id,date,until,value\n{name},2024-12-01,,\n".encode(), b"id,date\n"]
    if target == "questions":
        return [f"forecast,target,location\n{name},calls,US\n".encode()]
    file = _folder() / "seed.jsonl"
    if not file.exists():
        pledge(played(), file, only=[name])
    return [file.read_bytes()]


def forecast_words(target: str) -> list[str]:
    """Words that make inputs valid sooner."""
    if target == "pledges":
        return ['"hash":', '"forecast":', '"points":', "null", "1e309", "\\ud800", "}\n{", "-1"]
    return [*_names()[:8], "never", "2024-12-01", "0001-01-01", ",,", '"', "\r\n", "nan", "1e309"]
