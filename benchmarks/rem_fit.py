"""One fit of a relational event model: `python -m benchmarks.rem_fit MODEL FILE.csv`."""

from __future__ import annotations

import sys
from collections.abc import Callable
from typing import Any

import polars as pl

from detente import rem
from detente.rem.models.base import EventModel

COUNT: dict[str, Any] = {"weighted": True, "transform": "log1p"}


def _log_effects() -> list[rem.Effect]:
    return [rem.Inertia(**COUNT), rem.Reciprocity(**COUNT), rem.Transitivity(transform="log1p")]


def _timed_effects() -> list[rem.Effect]:
    counts = [
        rem.Inertia(weighted=True),
        rem.Reciprocity(weighted=True),
        rem.OutgoingTwoPaths(weighted=True),
    ]
    return [rem.Intercept(), *counts]


MODELS: dict[str, Callable[[], EventModel]] = {
    "choice": lambda: rem.DynamChoiceModel(_log_effects()),
    "ordered": lambda: rem.RelationalEventModel(_log_effects()),
    "timed": lambda: rem.RelationalEventModel(_timed_effects(), timing="timed"),
}
"""The models on which the peers were timed."""


def fit(name: str, record: pl.DataFrame) -> EventModel:
    """Fit a model to a record whose clock starts at its first event."""
    start = record["time"][0] if name == "timed" else None
    return MODELS[name]().fit(record, start=start)


def main() -> None:
    """Read and fit."""
    fit(sys.argv[1], pl.read_csv(sys.argv[2]).select("time", "sender", "receiver"))


if __name__ == "__main__":
    main()
