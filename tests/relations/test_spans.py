"""Which data sources, which days, which pairs: and what is said where there are none."""

from __future__ import annotations

import datetime as dt

import duckdb
import pytest

from detente.errors import InputError
from detente.relations.relations import relations
from detente.relations.spans import Coverage, chosen_datasets, coverage, one_of
from tests.relations.record import DAY0, connect, told

ROWS = [told(day, "USA", "RUS") for day in (0, 3, 9)] + [told(4, "CHN", "USA", 3)]


def day(n: int) -> dt.date:
    return DAY0 + dt.timedelta(days=n)


def test_missing_days_are_those_on_which_nobody_acts() -> None:
    found = coverage(connect([*ROWS, told(6, "CHN", "USA", echo=True)]), ["icews"])
    assert (found.first, found.last) == (day(0), day(9))
    assert found.missing == {day(n) for n in (1, 2, 5, 6, 7, 8)}
    assert found.missing_between(day(2), day(6)) == (day(2), day(5), day(6))


def test_coverage_keeps_to_its_ends() -> None:
    found = Coverage.of(day(2), day(5), [day(0), day(3), day(9)])
    assert found.missing == {day(3)}


@pytest.mark.parametrize(
    ("asked", "given"),
    [
        ((None, None), (0, 9)),
        ((2, 5), (2, 5)),
        ((-30, 400), (0, 9)),
        ((9, None), (9, 9)),
        ((None, 0), (0, 0)),
    ],
)
def test_a_span_is_cut_to_the_record(
    asked: tuple[int | None, int | None], given: tuple[int, int]
) -> None:
    first, last = (None if n is None else day(n) for n in asked)
    assert Coverage(day(0), day(9)).within(first, last) == (day(given[0]), day(given[1]))


@pytest.mark.parametrize(
    ("first", "last", "message"),
    [
        (5, 2, "ends on 2020-01-03, before it begins on 2020-01-06; swap them"),
        (10, None, "nothing from 2020-01-11: the record goes from 2020-01-01 to 2020-01-10"),
        (None, -1, "nothing to 2019-12-31: the record goes"),
        (20, 30, "nothing from 2020-01-21 to 2020-01-31: the record goes"),
    ],
)
def test_a_span_outside_of_the_record(first: int | None, last: int | None, message: str) -> None:
    begin, end = (None if n is None else day(n) for n in (first, last))
    with pytest.raises(InputError, match=message):
        Coverage(day(0), day(9)).within(begin, end)


def test_the_span_is_by_default_from_the_first_act_to_the_end_of_the_record() -> None:
    rows = [told(0, "CHN", "JPN"), told(5, "USA", "RUS"), told(20, "CHN", "JPN")]
    found = relations(connect(rows), "RUS", "USA")
    assert (found.first, found.last, found.days) == (day(5), day(20), 16)
    early = relations(connect(rows), "RUS", "USA", last=day(3))
    assert (early.first, early.last, early.counted.acts) == (day(3), day(3), 0)


def test_two_data_sets_are_not_mixed_unless_both_are_named() -> None:
    rows = [*ROWS, told(1, "USA", "RUS", 4, dataset="gdelt")]
    connection = connect(rows)
    with pytest.raises(InputError, match=r"name one with dataset=…; known: gdelt, icews"):
        relations(connection, "USA", "RUS")
    assert relations(connection, "USA", "RUS", datasets=["icews"]).counted.acts == 3
    assert relations(connection, "USA", "RUS", datasets=["gdelt"]).counted.acts == 1
    both = relations(connection, "USA", "RUS", datasets=["icews", "gdelt", "icews"])
    assert both.datasets == ("icews", "gdelt")
    assert both.counted.acts == 4
    with pytest.raises(
        InputError, match=r"no data source 'icew' in the record; did you mean 'icews'"
    ):
        relations(connection, "USA", "RUS", datasets=["icew"])


def test_the_names_are_taken_as_known_where_the_coverage_is() -> None:
    connection = duckdb.connect()  # without the view: nothing is asked of it
    whole = Coverage(day(0), day(9))
    assert chosen_datasets(connection, ["icews", "icews"], whole) == ("icews",)


def test_an_empty_record() -> None:
    with pytest.raises(InputError, match="the record is empty: import event files first"):
        relations(connect([]), "USA", "RUS")
    with pytest.raises(InputError, match="the record is empty"):
        one_of([], ["icews"])


def test_an_unknown_pair_is_told_what_is_there() -> None:
    rows = [*ROWS, *(told(n, "RUS", "UKR") for n in range(3))]
    with pytest.raises(InputError) as error:
        relations(connect(rows), "CHN", "RUS")
    assert str(error.value) == (
        "no acts between CHN and RUS in icews; CHN has acts with USA; RUS has acts with UKR, USA"
    )
    with pytest.raises(InputError, match="BRA is not in the record"):
        relations(connect(rows), "BRA", "USA")


def test_the_same_actor_twice() -> None:
    with pytest.raises(InputError, match="USA and USA are the same actor; name two"):
        relations(connect(ROWS), "USA", "USA")


def test_names_of_data_sets_and_actors_are_values_not_sql() -> None:
    with pytest.raises(InputError, match="no acts between"):
        relations(connect(ROWS), "USA' OR '1'='1", "RUS")
    assert relations(connect(ROWS), "USA", "RUS").counted.acts == 3
