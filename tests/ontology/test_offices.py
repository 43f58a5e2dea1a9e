"""Offices: who holds, who is elect, and what is refused."""

from __future__ import annotations

import datetime as dt
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from detente.errors import InputError
from detente.ontology.offices import Holder, Office

D = dt.date


@pytest.fixture
def presidency() -> Office:
    return Office(
        "usa-president",
        "USA",
        "President of the United States",
        (
            Holder("trump-2", "Donald Trump", D(2025, 1, 20), None, D(2024, 11, 5)),
            Holder("trump-1", "Donald Trump", D(2017, 1, 20), D(2021, 1, 20), D(2016, 11, 8)),
            Holder("biden", "Joe Biden", D(2021, 1, 20), D(2025, 1, 20), D(2020, 11, 3)),
        ),
    )


def test_holders_are_kept_in_order(presidency: Office) -> None:
    assert [holder.id for holder in presidency.holders] == ["trump-1", "biden", "trump-2"]


@pytest.mark.parametrize(
    ("date", "holder"),
    [
        (D(2016, 11, 7), None),
        (D(2016, 11, 8), None),
        (D(2024, 11, 4), "biden"),
        (D(2024, 11, 5), "biden"),
        (D(2025, 1, 19), "biden"),
        (D(2025, 1, 20), "trump-2"),
        (D(2099, 1, 1), "trump-2"),
    ],
)
def test_who_is_in_office(presidency: Office, date: dt.date, holder: str | None) -> None:
    found = presidency.holder_on(date)
    assert (found.id if found else None) == holder


def test_windows(presidency: Office) -> None:
    assert presidency.counterpart_window("biden") == (D(2020, 11, 3), D(2025, 1, 20))
    assert presidency.counterpart_window("trump-2") == (D(2024, 11, 5), None)


def test_who_was_not_elected() -> None:
    office = Office("x", "CHN", "Chair", (Holder("a", "A", D(2020, 1, 1), D(2021, 1, 1)),))
    assert office.counterpart_window("a") == (D(2020, 1, 1), D(2021, 1, 1))


def test_gap_is_a_vacancy() -> None:
    office = Office(
        "x", "LBN", "President",
        (Holder("a", "A", D(2020, 1, 1), D(2021, 1, 1)), Holder("b", "B", D(2022, 1, 1))),
    )  # fmt: skip
    assert office.holder_on(D(2021, 6, 1)) is None


def test_unknown_holder_is_named(presidency: Office) -> None:
    for method in (presidency.holder, presidency.counterpart_window):
        with pytest.raises(InputError, match="no holder 'bidden'; did you mean 'biden'"):
            method("bidden")


@pytest.mark.parametrize(
    ("start", "end", "elected", "message"),
    [
        (D(2021, 1, 20), None, D(2021, 1, 20), "elected on 2021-01-20, not before the start"),
        (D(2021, 1, 20), None, D(2022, 1, 20), "not before the start"),
        (D(2021, 1, 20), D(2021, 1, 20), None, "not before the end"),
        (D(2021, 1, 20), D(2020, 1, 20), None, "not before the end"),
    ],
)
def test_dates_out_of_order(
    start: dt.date, end: dt.date | None, elected: dt.date | None, message: str
) -> None:
    with pytest.raises(InputError, match=message):
        Holder("a", "A", start, end, elected)


@pytest.mark.parametrize(
    ("holders", "message"),
    [
        ((), "has no holder"),
        ((Holder("a", "A", D(2020, 1, 1)), Holder("b", "B", D(2021, 1, 1))), "without end"),
        (
            (Holder("a", "A", D(2020, 1, 1), D(2021, 1, 2)), Holder("b", "B", D(2021, 1, 1))),
            "until 2021-01-02, and 'b' already from 2021-01-01",
        ),
        (
            (Holder("a", "A", D(2020, 1, 1), D(2021, 1, 1)), Holder("a", "A", D(2021, 1, 1))),
            "two holders 'a'",
        ),
    ],
)
def test_bad_offices(holders: tuple[Holder, ...], message: str) -> None:
    with pytest.raises(InputError, match=message):
        Office("x", "USA", "X", holders)


@given(st.lists(st.integers(1, 2000), min_size=2, max_size=6, unique=True), st.integers(-100, 3000))
def test_at_most_one_holder_on_any_day(days: list[int], day: int) -> None:
    zero = D(2000, 1, 1)
    cuts = [zero + dt.timedelta(days=n) for n in sorted(days)]
    holders = tuple(
        Holder(f"h{i}", "H", start, end) for i, (start, end) in enumerate(pairwise(cuts))
    )
    office = Office("x", "X", "X", tuple(reversed(holders)))
    date = zero + dt.timedelta(days=day)
    found = office.holder_on(date)
    assert (found is not None) is (cuts[0] <= date < cuts[-1])
    assert found is None or found.start <= date < (found.end or D.max)
