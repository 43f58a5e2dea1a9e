"""Whatever `detente new` writes passes a check; or it says why not, and writes nothing."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

import detente
from detente.check.locators import verify
from detente.errors import InputError
from detente.scaffold.kinds import SHORTEST
from detente.scaffold.settings import Settings
from detente.scaffold.start import LONGEST, start
from tests.forms import size

NAMES = st.one_of(
    st.text(min_size=1, max_size=40),
    st.sampled_from(
        [
            "Dr. A. B. Cee", 'He said "no"', "back\\slash", "{#mark}", "{{ x }} {% y %}", "# head",
            "حماس", "בית", "日本。東京\uff01", "Côte d'Ivoire", "123", "null", "true", "- item",
            "```", "a | b", "\u06cc\u200c\u0647\u0627", "\U0001f468\u200d\U0001f469",
            "x" * 200, "\u202eabc", "a\u0000b", "e\u0301",
            "Ho. Hum? Yes!", "1. First", "…", "'''", '"""', "$x$", "<b>", "&amp;", "\u200d",
        ]
    ),
)  # fmt: skip
IDS = st.one_of(
    st.from_regex(r"[A-Za-z][A-Za-z0-9+_-]{0,12}", fullmatch=True),
    st.sampled_from(
        [
            "a", "a-b", "b-c", "c", "x-offers-x", "x", "leaders", "all", "joint", "contact",
            "actor", "actor-1", "actor-2", "both", "commentator", "observers", "shows-of-force",
            "A+", "a_", "z" * 60, "z" * 61, "path", "belief", "index", "P0", "chance",
        ]
    ),
)  # fmt: skip
DATES = st.one_of(
    st.dates(),
    st.sampled_from(
        [dt.date(1900, 1, 1), dt.date(1899, 12, 31), dt.date(9999, 12, 31), dt.date(2024, 2, 29)]
    ),
)


@given(
    states=st.lists(st.sampled_from(["USA", "CHN", "CIV", "VIR", "EU", "South"]), max_size=2),
    parties=st.dictionaries(IDS, NAMES, max_size=4),
    as_of=DATES,
    horizon=st.one_of(st.integers(0, 4000), st.sampled_from([1, 5, SHORTEST, LONGEST, 3661])),
    title=st.none() | NAMES,
    folder=st.sampled_from(["x", "日本", "0", "A b.c", "y" * 200, "-", "é" * 60, "con", "…"]),
)
@example(["USA"], {"a": "حماس"}, dt.date(2026, 11, 25), 7, None, "x")
@example([], {"a-b": "A", "c": "B", "a": "C", "b-c": "D"}, dt.date(2026, 11, 25), 9, None, "x")
@example([], {"x": "A", "x-offers-x": "B"}, dt.date(2026, 11, 25), 9, None, "x")
@example([], {"z" * 60: "A", "z" * 59 + "y": "B"}, dt.date(2026, 11, 25), 9, None, "y" * 200)
@example(["USA"], {"q": "日本。東京\uff01"}, dt.date(1900, 1, 1), 7, "{#x}", "x")
@example(["USA", "CHN"], {}, dt.date(2026, 11, 25), 1, None, "x")
@settings(max_examples=size(15, 200), suppress_health_check=[HealthCheck.too_slow], deadline=None)
def test_it_passes_or_is_not_written(
    tmp_path_factory: pytest.TempPathFactory,
    states: list[str],
    parties: dict[str, str],
    as_of: dt.date,
    horizon: int,
    title: str | None,
    folder: str,
) -> None:
    home = tmp_path_factory.mktemp("any")
    path = home / folder
    actors = [*states, *parties]
    given_parties = [f"{identity}={name}" for identity, name in parties.items()]
    refused = None
    try:
        start(
            str(path),
            Settings(actors, parties=given_parties, as_of=as_of, horizon=horizon, title=title),
        )
    except InputError as error:
        refused = str(error)
    if refused is not None:
        assert refused.isprintable()
        assert "scenario.toml" not in refused
        assert list(home.iterdir()) == []
        return
    scenario = detente.load(path)
    assert verify(scenario, "notes", path / "notes.md") == []
    report = scenario.check({"notes": path / "notes.md"}, quick=True)
    assert report.faults == []


@pytest.mark.parametrize(
    ("actors", "horizon"),
    [
        (["USA,CHN"], SHORTEST),
        (["USA,CHN"], size(30, LONGEST)),
        (["EU,FRA,DEU"], SHORTEST),
        (["EU,FRA,DEU"], 30),
    ],
)
def test_the_whole_check_passes_at_any_length(
    tmp_path: Path, horizon: int, actors: list[str]
) -> None:
    start(str(tmp_path / "x"), Settings(actors, as_of=dt.date(2026, 11, 25), horizon=horizon))
    assert detente.load(tmp_path / "x").check().faults == []


def test_as_many_actors_as_it_takes_pass(tmp_path: Path) -> None:
    parties = [f"p{n}=Party {n}" for n in range(size(8, 26))]
    actors = ["USA", "CHN", *(f"p{n}" for n in range(len(parties))), "EU", "South"]
    start(str(tmp_path / "x"), Settings(actors, parties=parties, as_of=dt.date(2026, 11, 25)))
    assert detente.load(tmp_path / "x").check(quick=True).faults == []


def test_names_that_cannot_be_told_apart_are_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="the name 'same' is given twice"):
        start(
            str(tmp_path / "x"),
            Settings(["a,b"], parties=["a=Same", "b=same"], as_of=dt.date(2026, 11, 25)),
        )
    assert list(tmp_path.iterdir()) == []
