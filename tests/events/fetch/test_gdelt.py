"""Which files a span of days takes, and what is told of those that are not there."""

from __future__ import annotations

import datetime as dt
import itertools
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from detente.errors import InputError
from detente.events.fetch.fetch import MissingFile, fetch_gdelt
from detente.events.fetch.gdelt import BEGINNING, check_span, portion, portions
from detente.events.fetch.mirror import checked_mirror
from detente.events.fetch.patience import Patience
from detente.events.fetch.published import checksums, sizes
from detente.events.store.folder import FETCHING
from tests.events.fetch.server import Mirror, other, status
from tests.forms import size

CALM = Patience(timeout=60, attempts=2, pause=0.01)
TODAY = dt.date(2026, 1, 31)
DAYS = st.dates(BEGINNING, TODAY)


def test_the_series_changes_nature_twice() -> None:
    found = [p.name for p in portions(dt.date(2004, 7, 1), dt.date(2006, 2, 1))]
    assert found == ["2004.zip", "2005.zip", "200601.zip", "200602.zip"]
    found = [p.name for p in portions(dt.date(2013, 2, 28), dt.date(2013, 4, 2))]
    assert found == [
        "201302.zip",
        "201303.zip",
        "20130401.export.CSV.zip",
        "20130402.export.CSV.zip",
    ]


@given(DAYS, DAYS)
def test_every_day_is_covered_once(one: dt.date, other: dt.date) -> None:
    first, last = sorted((one, other))
    found = list(portions(first, last))
    assert found[0].first <= first <= found[0].last
    assert found[-1].first <= last <= found[-1].last
    for before, after in itertools.pairwise(found):
        assert before.last + dt.timedelta(days=1) == after.first
    assert len({p.name for p in found}) == len(found)


@given(DAYS)
def test_a_day_lies_in_its_file(day: dt.date) -> None:
    assert portion(day).first <= day <= portion(day).last


@pytest.mark.parametrize(
    ("first", "last", "message"),
    [
        ("2024-11-30", "2024-11-01", "first=2024-11-30 is after last=2024-11-01"),
        ("1978-12-31", "1980-01-01", "first=1978-12-31: GDELT begins on 1979-01-01"),
        ("2026-01-31", "2026-02-01", "last=2026-02-01 is in the future; today is 2026-01-31"),
    ],
)
def test_impossible_spans(first: str, last: str, message: str) -> None:
    with pytest.raises(InputError, match=message):
        check_span(dt.date.fromisoformat(first), dt.date.fromisoformat(last), TODAY)


@pytest.mark.parametrize("url", ["http://host/a", "https://host:81/a/", "http://[::1]/"])
def test_addresses_end_in_a_slash(url: str) -> None:
    assert checked_mirror(url).rstrip("/") == url.rstrip("/")
    assert checked_mirror(url).endswith("/")


@pytest.mark.parametrize(
    ("url", "message"),
    [
        ("", "neither http nor https"),
        ("host/folder", "neither http nor https"),
        ("ftp://host/", "neither http nor https"),
        ("file:///data", "need not be fetched"),
        ("http://", "no host"),
        ("http:///folder", "no host"),
        ("http://host:99999/", "no address"),
        ("http://[::1", "no address"),
        ("http://host/a b", "characters"),
        ("http://host/?a=b", "not a folder"),
        ("http://host/#a", "not a folder"),
    ],
)
def test_impossible_addresses(url: str, message: str) -> None:
    with pytest.raises(InputError, match=message) as caught:
        checked_mirror(url)
    assert "mirror=" in str(caught.value)


def test_secrets_in_an_address_are_not_repeated() -> None:
    with pytest.raises(InputError, match="not accepted") as caught:
        checked_mirror("https://me:hidden@host/")
    assert "hidden" not in str(caught.value)


def test_lines_that_are_none_say_nothing() -> None:
    a, b = "a" * 32, "B" * 32
    text = f"{a}  1979.zip\r\n<html>\n{b} *1980.zip\n\n{a}\n{a[:-1]}  short\n{'g' * 32}  letters\n"
    assert checksums(text) == {"1979.zip": a, "1980.zip": b.lower()}
    assert sizes("12 a\n x b\n-3 c\n99999999999999999999 d\n7\te\n") == {"a": 12, "e": 7}


@given(st.text())
def test_any_text_may_stand_in_a_list(text: str) -> None:
    assert all(len(md5) == 32 and name for name, md5 in checksums(text).items())
    assert all(size >= 0 for size in sizes(text).values())


def day(n: int) -> str:
    return f"202411{n:02}.export.CSV.zip"


def test_a_span_with_all_that_can_be(mirror: Mirror, tmp_path: Path) -> None:
    mirror.publish({day(n): f"day {n}".encode() for n in (1, 2, 4, 5, 6)}, sizes=True)
    mirror.plans[day(4)] = [status(404)]
    seen: list[tuple[int, int]] = []
    arrived: list[int] = []
    asked: list[str] = []

    def skip(name: str, md5: str) -> bool:
        asked.append(md5)
        return name == day(5)

    fetched = fetch_gdelt(
        dt.date(2024, 11, 1),
        dt.date(2024, 11, 6),
        tmp_path,
        mirror.url.rstrip("/"),
        skip,
        lambda done, of: seen.append((done, of)),
        arrived.append,
        CALM,
    )
    assert [path.name for path in fetched.paths] == [day(1), day(2), day(6)]
    assert [path.read_text() for path in fetched.paths] == ["day 1", "day 2", "day 6"]
    assert fetched.skipped == (day(5),)
    third, fourth = dt.date(2024, 11, 3), dt.date(2024, 11, 4)
    assert fetched.missing == (
        MissingFile(day(3), third, third, "unlisted"),
        MissingFile(day(4), fourth, fourth, "absent"),
    )
    assert seen == [(0, 4), (1, 4), (2, 4), (3, 4), (4, 4)]
    assert sum(arrived) == 15
    assert [len(md5) for md5 in asked] == [32] * 5
    assert mirror.times(day(4)) == 1, "absent files are not asked for again"
    assert mirror.times(day(3)) == mirror.times(day(5)) == 0
    there = {path.name for path in tmp_path.iterdir()}
    assert there == {day(1), day(2), day(6), FETCHING}


def test_missing_days_are_those_asked_for(mirror: Mirror, tmp_path: Path) -> None:
    mirror.publish({"2005.zip": b"2005"})
    first, last = dt.date(2004, 12, 30), dt.date(2006, 1, 2)
    fetched = fetch_gdelt(first, last, tmp_path, mirror.url, patience=CALM)
    file = fetched.files[0]
    assert (file.first, file.last) == (dt.date(2005, 1, 1), dt.date(2005, 12, 31))
    assert fetched.missing == (
        MissingFile("2004.zip", first, dt.date(2004, 12, 31), "unlisted"),
        MissingFile("200601.zip", dt.date(2006, 1, 1), last, "unlisted"),
    )


def test_whole_files_are_kept_and_revised_ones_fetched_again(
    mirror: Mirror, tmp_path: Path
) -> None:
    span = dt.date(2024, 11, 1), dt.date(2024, 11, 3)
    mirror.publish({day(n): f"day {n}".encode() for n in (1, 2, 3)})
    fetch_gdelt(*span, tmp_path, mirror.url, patience=CALM)
    (tmp_path / day(1)).write_text("damaged")
    mirror.publish({day(1): b"day 1", day(2): b"day 2", day(3): b"revised"})
    mirror.asked.clear()
    fetched = fetch_gdelt(*span, tmp_path, mirror.url, patience=CALM)
    assert [path.read_text() for path in fetched.paths] == ["day 1", "day 2", "revised"]
    assert [name for name, _ in mirror.asked] == ["md5sums", "filesizes", day(1), day(3)]


def test_nothing_is_fetched_that_could_not_be_verified(mirror: Mirror, tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"no list of checksums \(md5sums\) there"):
        fetch_gdelt(TODAY, TODAY, tmp_path, mirror.url, patience=CALM, today=TODAY)
    mirror.plans["md5sums"] = [other(b"<html>please log in</html>")]
    with pytest.raises(InputError, match="md5sums: no list of checksums; a line is"):
        fetch_gdelt(TODAY, TODAY, tmp_path, mirror.url, patience=CALM, today=TODAY)


def test_a_list_has_an_end(mirror: Mirror, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from tests.events.fetch.server import endless

    monkeypatch.setattr("detente.events.fetch.published.LARGEST_LIST", 100_000)
    mirror.publish({day(1): b"1"})
    mirror.plans["md5sums"] = [endless, other(b"x" * 100_001)]
    for message in ("more than 100000 bytes", "100001 bytes are too many"):
        with pytest.raises(InputError, match=message):
            fetch_gdelt(TODAY, TODAY, tmp_path, mirror.url, patience=CALM, today=TODAY)


def test_hundreds_of_files(mirror: Mirror, tmp_path: Path) -> None:
    first, last = dt.date(2014, 1, 1), dt.date(2014 + size(0, 1), 12, 31)
    files = {p.name: p.name.encode() for p in portions(first, last)}
    mirror.publish(files, sizes=True)
    fetched = fetch_gdelt(first, last, tmp_path, mirror.url, patience=CALM)
    assert [path.name for path in fetched.paths] == list(files)
    again = fetch_gdelt(first, last, tmp_path, mirror.url, patience=CALM)
    assert again == fetched
    assert len(mirror.asked) == len(files) + 4
