"""Frames of acts: which columns, which rows, which days."""

from __future__ import annotations

import datetime as dt

import numpy as np
import polars as pl
import pytest

from detente.daily.record import read_record
from detente.errors import InputError
from tests.daily.small import FIRST, frame

ROWS = [
    (0, "A", "B", 1, False),
    (0, "A", "B", 1, False),  # told twice
    (2, "B", "A", 1, False),
    (2, "B", "A", 1, True),
    (2, "A", "B", 1, True),  # the same joint act from the other side
    (3, "A", "C", 4, False),
    (3, "C", "C", 4, False),  # within one state
]


def event_days(record) -> set[tuple[int, int, int]]:  # type: ignore[no-untyped-def]
    return {
        (k // record.flows, k % record.flows, int(day))
        for k in range(record.at.size - 1)
        for day in record.days[record.at[k] : record.at[k + 1]]
    }


def test_event_days_are_told_once_and_joint_acts_once_a_pair() -> None:
    record = read_record(frame(ROWS))
    assert record.actors == ("A", "B", "C")
    assert (record.directed, record.joint) == ((1, 4), (1,))
    # pairs AB, AC, BC; flows 1 forth, 1 back, 4 forth, 4 back, joint 1
    assert event_days(record) == {(0, 0, 0), (0, 1, 2), (0, 4, 2), (1, 2, 3)}
    assert record.skipped == 1
    assert record.weight.tolist() == [1, 1, 1, 1, 0]


def test_the_columns_of_the_event_store() -> None:
    plain = frame(ROWS)
    stored = plain.rename(
        {"source": "source_state", "target": "target_state", "class": "quad"}
    ).with_columns(source=pl.lit("somebody"), echo=pl.lit(False))
    odd = stored.head(2).with_columns(
        quad=pl.Series([None, 1], dtype=pl.Int64), echo=pl.Series([False, True])
    )
    record = read_record(pl.concat([stored, odd]))
    assert event_days(record) == event_days(read_record(plain))
    assert record.skipped == 3


def test_days_before_the_first_build_memories_only() -> None:
    day = FIRST + dt.timedelta(days=2)
    record = read_record(frame(ROWS), first=day, missing=[FIRST + dt.timedelta(days=3)])
    assert record.origin == FIRST
    assert record.weight.tolist() == [0, 0, 1, 0, 0]
    assert record.counts().sum() == 2
    assert len(event_days(record)) == 4


def test_acts_after_the_last_day_are_left_out() -> None:
    record = read_record(frame(ROWS), last=FIRST + dt.timedelta(days=2))
    assert record.days.max() == 2
    assert record.weight.tolist() == [1, 1, 1, 0]


def test_actors_may_be_given_in_any_order() -> None:
    turned = read_record(frame(ROWS), actors=["C", "B", "A"])
    # pairs CB, CA, BA: what A did to B is now the second side's
    assert event_days(turned) == {(2, 1, 0), (2, 0, 2), (2, 4, 2), (1, 3, 3)}
    few = read_record(frame(ROWS), actors=["A", "B"])
    assert (few.pairs, few.directed) == (1, (1,))


def test_folds_share_the_days_out() -> None:
    rows = [(t, "A", "B", 1, False) for t in range(0, 1000, 7)]
    record = read_record(frame(rows))
    folds = np.repeat(record.folds(), record.block)[: record.weight.size]
    assert set(folds) == set(range(8))
    assert np.bincount(folds).min() > 60
    assert (np.diff(folds) >= 0).all()


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (lambda f: f.rename({"target": "targt"}), "no column 'target'; did you mean 'targt'"),
        (
            lambda f: f.with_columns(pl.col("date").cast(pl.String)),
            "'date' holds String, not dates",
        ),
        (lambda f: f.with_columns(joint=pl.lit(1)), "'joint' holds Int32, not true and false"),
        (lambda f: f.with_columns(pl.col("class") + 0.5), "'class' holds Float64; classes are"),
        (lambda f: f.filter(pl.col("source") == pl.col("target")), "no act between two different"),
        (lambda f: f.to_dicts(), "a Polars frame is needed, not list"),
    ],
)
def test_frames_that_cannot_be_used(change, message: str) -> None:  # type: ignore[no-untyped-def]
    with pytest.raises(InputError, match=message):
        read_record(change(frame(ROWS)))


def test_actors_that_cannot_be_used() -> None:
    with pytest.raises(InputError, match="'A' is listed twice"):
        read_record(frame(ROWS), actors=["A", "B", "A"])
    with pytest.raises(InputError, match="at least two"):
        read_record(frame(ROWS), actors=["A"])
    with pytest.raises(InputError, match="lies before the first"):
        read_record(frame(ROWS), first=FIRST + dt.timedelta(days=3), last=FIRST)
