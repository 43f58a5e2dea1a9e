"""A view is its URL: what is written is read back, and what is wrong is one line."""

from __future__ import annotations

import datetime as dt
from urllib.parse import parse_qsl

import pytest
from hypothesis import given
from hypothesis import strategies as st

from detente.errors import InputError
from detente.web.commands import command_line, python_lines
from detente.web.view import LARGEST_SEED, View

IDS = st.from_regex(r"[a-z][a-z0-9-]{0,12}", fullmatch=True)
TEXTS = st.text(min_size=1, max_size=40).map(str.strip).filter(bool)
VIEWS = st.builds(
    View,
    scenario=st.just("example"),
    paths=st.integers(1, 10**6),
    seed=st.integers(0, LARGEST_SEED),
    until=st.none() | st.dates(),
    forced=st.dictionaries(IDS, st.booleans(), max_size=5),
    credences=st.dictionaries(IDS, st.floats(0.0, 1.0), max_size=5),
    seen=st.lists(TEXTS, max_size=4).map(tuple),
    outcome=st.none() | IDS,
    analyst=st.none() | IDS,
)


@given(VIEWS)
def test_a_query_says_the_whole_view(view: View) -> None:
    assert View.of("example", view.query()) == view
    assert View.of("example", reversed(parse_qsl(view.query()))).setting == view.setting


@given(VIEWS)
def test_what_plays_the_same_has_one_setting(view: View) -> None:
    assert view.but(seen=("never",), outcome="x").setting == view.setting
    assert view.base.setting == view.but(forced={}, credences={}).setting
    assert hash(view.setting) == hash(view.but(outcome=None, seen=()).setting)


def test_what_is_as_usual_is_left_out() -> None:
    assert View.of("example").query() == ""
    assert View.of("example", "paths=10000&seed=1&until=").query() == ""
    assert View.of("example", paths=500).query() == "paths=500"


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("paths=many", "paths=many: give a whole number from 1"),
        ("paths=0", "paths=0: give a whole number from 1"),
        ("seed=-1", "seed=-1: give a whole number from 0"),
        ("seed=18446744073709551616", "give a whole number up to 18446744073709551615"),
        ("seed=" + "9" * 23, "give a whole number up to 18446744073709551615"),
        ("paths=" + "9" * 23, "give a whole number up to 100000"),
        ("until=tomorrow", "until=tomorrow: no date; write it like 2025-06-30"),
        ("until=2025-02-30", "until=2025-02-30: no date"),
        ("force=a", "force=a: write CLAIM:true, CLAIM:false"),
        ("force=a:yes", "force=a:yes: write CLAIM:true"),
        ("force=a:true&force=a:false", "force=a:false: the claim is given twice"),
        ("credence=a:1.5", "credence=a:1.5: write CLAIM:0.65, a number from 0 to 1"),
        ("credence=a:nan", "credence=a:nan: write CLAIM:0.65"),
        ("seed=1&seed=2", "seed: given twice; give it once"),
        ("forced=a:true", "no setting 'forced'; did you mean 'force'?"),
        ("lang=xx", "lang=xx: no such language"),
        ("seen=" + "x" * 501, "seen: 501 characters; at most 500"),
        ("&".join(["seen=x"] * 201), "the query has 201 values; at most 200"),
    ],
)
def test_what_is_wrong_is_one_line(query: str, said: str) -> None:
    with pytest.raises(InputError) as caught:
        View.of("example", query)
    assert said in str(caught.value)
    assert "\n" not in str(caught.value)


def test_the_command_line_and_python_say_the_same() -> None:
    view = View(
        "us-russia-2024",
        paths=2_000,
        until=dt.date(2025, 6, 30),
        forced={"needs-both-sides": False},
        seen=("leaders-meet before 2025-03-01",),
    )
    assert command_line(view) == (
        "detente simulate us-russia-2024 --paths 2000 --until 2025-06-30 "
        "--force needs-both-sides=false --seen 'leaders-meet before 2025-03-01'"
    )
    assert python_lines(view) == [
        "import datetime, detente",
        "scenario = detente.load('us-russia-2024')",
        "ensemble = scenario.simulate(paths=2_000, until=datetime.date(2025, 6, 30), "
        "force={'needs-both-sides': False})",
        "ensemble = ensemble.seen('leaders-meet before 2025-03-01')",
    ]
    assert command_line(View("us-russia-2024")) == "detente simulate us-russia-2024"
