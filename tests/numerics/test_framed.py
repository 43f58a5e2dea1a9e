"""Answers of one kind in a row: by place, by name, and as frames."""

from __future__ import annotations

import copy
import datetime as dt
import sys
from dataclasses import dataclass

import polars as pl
import pytest

from detente.errors import InputError, OutcomeError
from detente.numerics.framed import Rows


@dataclass(frozen=True)
class Thing:
    """Fields of every type that becomes a column."""

    name: str
    paths: int | None
    share: float
    known: bool | None
    date: dt.date | None
    interval: tuple[float, float]
    waiting_interval: tuple[float, float]
    pair: tuple[str, str]


THINGS = (
    Thing("first", 1, 0.5, True, dt.date(2024, 2, 29), (0.1, 0.9), (-1.0, 2.0), ("a", "b")),
    Thing("second", None, 1.0, None, None, (0.2, 0.8), (0.0, 0.0), ("c", "d")),
)


def test_rows_are_asked_by_place_and_by_name() -> None:
    found = Rows(Thing, THINGS)
    assert found[0] is THINGS[0]
    assert found["second"] is THINGS[1]
    assert found[-1:] == THINGS[1:]
    assert tuple(found) == THINGS
    assert found.names == ("first", "second")
    with pytest.raises(OutcomeError, match="no 'frst'; did you mean 'first'"):
        found["frst"]
    with pytest.raises(IndexError):
        found[2]


def test_a_frame_has_a_column_for_each_field_and_end() -> None:
    frame = Rows(Thing, THINGS).to_polars()
    assert frame.schema == pl.Schema(
        {
            "name": pl.String,
            "paths": pl.Int64,
            "share": pl.Float64,
            "known": pl.Boolean,
            "date": pl.Date,
            "low": pl.Float64,
            "high": pl.Float64,
            "waiting_low": pl.Float64,
            "waiting_high": pl.Float64,
            "pair": pl.String,
        }
    )
    assert frame.rows()[0] == (
        *("first", 1, 0.5, True, dt.date(2024, 2, 29), 0.1, 0.9, -1.0, 2.0),
        "a × b",
    )
    empty = Rows(Thing).to_polars()
    assert empty.schema == frame.schema
    assert empty.height == 0


def test_pandas_keeps_days_truth_values_and_whole_numbers() -> None:
    pandas = pytest.importorskip("pandas")
    frame = Rows(Thing, THINGS).to_pandas()
    assert list(frame.index) == [0, 1]
    assert str(frame["date"].dtype).startswith("datetime64")
    assert frame["date"].isna().tolist() == [False, True]
    assert str(frame["known"].dtype) == "boolean"
    assert str(frame["paths"].dtype) == "Int64"
    assert frame["paths"][0] == 1
    assert frame["paths"][1] is pandas.NA


def test_without_pandas_it_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pandas", None)
    with pytest.raises(InputError, match=r"needs pandas: install detente\[pandas\]"):
        Rows(Thing, THINGS).to_pandas()


def test_a_copy_is_a_plain_tuple() -> None:
    assert copy.copy(Rows(Thing, THINGS)) == THINGS
