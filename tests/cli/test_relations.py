"""`detente relations`, as a user calls it; the store is a made-up one."""

from __future__ import annotations

import datetime as dt
import json
import sys
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Any, cast

import duckdb
import pytest

import detente.events
from detente.events.store.store import Store
from detente.relations.spans import coverage
from detente.relations.stored import covered
from tests.cli.test_cli import Cli, refused
from tests.forms import size
from tests.relations.histories import history
from tests.relations.record import DAY0, SHARED, Told, connect, told


class Made:
    """A store of rows."""

    folder = Path("/nowhere/store")

    def __init__(self, rows: list[Told]) -> None:
        self.rows = rows
        self.opened: list[str | None] = []

    def __call__(self, store: str | None = None) -> Made:
        self.opened.append(store)
        return self

    def connect(
        self, datasets: Sequence[str] | None = None, pair: tuple[str, str] | None = None
    ) -> duckdb.DuckDBPyConnection:
        return connect(
            row
            for row in self.rows
            if (datasets is None or row.dataset in datasets)
            and (pair is None or {row.source_state, row.target_state} == set(pair))
        )

    def datasets(self) -> list[str]:
        return sorted({row.dataset for row in self.rows})

    def span(self, dataset: str) -> tuple[dt.date, dt.date]:
        days = [row.date for row in self.rows if row.dataset == dataset]
        return min(days), max(days)

    def days(self, dataset: str) -> Counter[dt.date]:
        return Counter(row.date for row in self.rows if row.dataset == dataset)

    def missing_days(self, dataset: str) -> list[dt.date]:
        return sorted(coverage(self.connect(), [dataset]).missing)


@pytest.fixture
def cli(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Cli:
    monkeypatch.setenv("COLUMNS", "100")
    monkeypatch.setenv("NO_COLOR", "1")
    monkeypatch.delenv("DETENTE_LANGUAGE", raising=False)
    return Cli(monkeypatch, capsys)


@pytest.fixture
def store(monkeypatch: pytest.MonkeyPatch) -> Made:
    made = Made([*history(), told(3, "FRA", "DEU", dataset="gdelt")])
    monkeypatch.setattr(detente.events, "open", made, raising=False)
    return made


@pytest.fixture
def one(store: Made) -> Made:
    store.rows.pop()
    return store


def test_a_pair(cli: Cli, one: Made) -> None:
    result = cli("relations", "United States", "RU", "--store", "here")
    assert (result.code, result.err) == (0, "")
    assert "United States – Russia" in result.out
    assert "Turning points" in result.out
    assert one.opened == ["here"]


def test_a_span_a_data_set_and_a_half_life(cli: Cli, store: Made) -> None:
    result = cli(
        "relations", "USA", "RUS", "--from", "2020-03-01", "--to", "2020-06-30",
        "--dataset", "icews", "--half-life", "10", "--json", "-",
    )  # fmt: skip
    content = json.loads(result.out)
    assert (content["first"], content["last"]) == ("2020-03-01", "2020-06-30")
    assert content["record"]["datasets"] == ["icews"]
    assert content["relation_index"]["half_life"] == 10
    assert len(content["relation_index"]["pair"]) == 122
    assert store.opened == [None]


def test_all_pairs(cli: Cli, one: Made, tmp_path: Path) -> None:
    file = tmp_path / "ranking.json"
    result = cli("relations", "--all", "--top", "2", "--json", file)
    assert (result.code, result.err) == (0, "")
    assert "Fastest-moving" in result.out
    content = json.loads(file.read_text(encoding="utf-8"))
    assert content["format"] == "detente-ranking"
    assert len(content["warmest"]) == 2


def test_charts(cli: Cli, one: Made, tmp_path: Path) -> None:
    for name in size(("a.svg",), ("a.svg", "a.png", "a.html")):
        result = cli("relations", "USA", "RUS", "--chart", tmp_path / name)
        assert (result.code, result.err) == (0, "")
        assert f"Chart written to {tmp_path / name}" in result.out
        assert (tmp_path / name).stat().st_size > 1000
    result = cli("relations", "--all", "--chart", tmp_path / "all.svg", "--json", "-")
    assert json.loads(result.out)
    assert (tmp_path / "all.svg").is_file()


def test_french(cli: Cli, one: Made, tmp_path: Path) -> None:
    result = cli("relations", "USA", "RUS", "--language", "fr", "--chart", tmp_path / "a.svg")
    assert "États-Unis – Russie" in result.out
    assert "Graphique écrit dans" in result.out
    assert "coopération verbale" in (tmp_path / "a.svg").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ((), "name two actors, such as USA RUS, or rank all pairs with --all"),
        (("USA",), "name two actors"),
        (("USA", "US"), "USA and US are the same actor (USA); name two"),
        (("USA", "Rusia"), "no actor 'Rusia'; did you mean 'Russia' (RUS)"),
        (
            ("USA", "Korea"),
            "'Korea' may be South Korea (KOR) and North Korea (PRK)",
        ),
        (("USA", "RUS", "--all"), "--all ranks all pairs: leave out USA and RUS"),
        (("USA", "--all"), "--all ranks all pairs: leave out USA"),
        (("USA", "RUS", "--top", "5"), "--top is the length of the lists of --all"),
        (("--all", "--top", "0"), "--top 0: give a number from 1 to 1000"),
        (("USA", "RUS", "--from", "2020"), "--from 2020: no date; write it like"),
        (("USA", "RUS", "--to", "2020-02-30"), "--to 2020-02-30: no date"),
        (
            ("USA", "RUS", "--from", "2020-05-01", "--to", "2020-04-01"),
            "--from 2020-05-01 lies after --to 2020-04-01; swap them",
        ),
        (("USA", "RUS", "--half-life", "0"), "half-life 0: give a number of days above 0"),
        (("USA", "RUS", "--half-life", "nan"), "half-life nan"),
        (("USA", "RUS", "--chart", "a.pdf"), "--chart a.pdf: name a file that ends in .svg"),
        (("USA", "RUS", "--chart", "nowhere/a.svg"), "cannot write nowhere/a.svg: no folder"),
        (("USA", "RUS", "--json", ""), "cannot write '': the name is empty"),
        (("USA", "RUS", "--json", "a.svg", "--chart", "./a.svg"), "--chart has the same name"),
    ],
)
def test_refused_before_the_store_is_opened(
    cli: Cli, one: Made, arguments: tuple[str, ...], message: str,
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    monkeypatch.chdir(tmp_path)
    assert message in refused(cli("relations", *arguments))
    assert one.opened == []
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("USA", "RUS"), "name one with --dataset; known: gdelt, icews"),
        (("USA", "RUS", "--dataset", "icew"), "no data source 'icew' in the record; did you mean"),
        (("FRA", "RUS", "--dataset", "icews"), "no acts between FRA and RUS in icews; FRA is not"),
        (("USA", "RUS", "--dataset", "gdelt"), "no acts between USA and RUS in gdelt"),
        (
            ("USA", "RUS", "--dataset", "icews", "--from", "2030-01-01"),
            "nothing from 2030-01-01: the record goes from 2020-01-01 to",
        ),
        (("--all", "--dataset", "gdelt"), "no pair has 10 acts from"),
    ],
)
def test_what_the_record_lacks(
    cli: Cli, store: Made, arguments: tuple[str, ...], message: str
) -> None:
    assert message in refused(cli("relations", *arguments))


def test_nothing_is_written_into_the_store(
    cli: Cli, one: Made, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Made, "folder", tmp_path)
    for option, name in (("--json", "manifest.json"), ("--chart", "a.svg")):
        message = refused(cli("relations", "USA", "RUS", option, tmp_path / name))
        assert "it lies in the event store; name another place" in message
    assert list(tmp_path.iterdir()) == []


def test_a_day_is_missing_if_no_data_set_has_it() -> None:
    rows = [told(n, "USA", "RUS") for n in (0, 1, 5)]
    rows += [told(n, "USA", "RUS", dataset="gdelt") for n in (1, 3, 9)]
    made = Made(rows)
    alone, both = (covered(cast(Store, made), names) for names in (["icews"], ["icews", "gdelt"]))

    def numbers(days: frozenset[dt.date]) -> list[int]:
        return sorted((day - DAY0).days for day in days)

    assert numbers(alone.missing) == [2, 3, 4]
    assert numbers(both.missing) == [2, 4, 6, 7, 8]
    assert (both.first, both.last) == (DAY0, DAY0 + dt.timedelta(days=9))


def test_the_help_loads_nothing_heavy(cli: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
    heavy = ("ruptures", "altair", "polars", "duckdb")
    import subprocess

    code = (
        "import sys; sys.argv = ['detente', 'relations', '--help']\n"
        "from detente.cli import main\n"
        "try: main()\n"
        f"finally: sys.stderr.write(repr([m for m in {heavy!r} if m in sys.modules]))"
    )
    shown: Any = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=False, timeout=600
    )
    assert shown.stderr == "[]"
    assert "--half-life" in shown.stdout


def test_with_a_store_of_real_files(cli: Cli, tmp_path: Path) -> None:
    """Import, then read: what is counted is what the store has."""
    sample = SHARED / "icews-raw-sample.tab"
    if not sample.is_file():
        pytest.skip(f"no {sample}")
    store = tmp_path / "store"
    detente.events.import_files([str(sample)], store=str(store))
    result = cli("relations", "USA", "CHN", "--store", store, "--json", "-")
    assert (result.code, result.err) == (0, "")
    content = json.loads(result.out)
    frame = detente.events.open(store).dyad("USA", "CHN").frame()
    classed = [row for row in frame.iter_rows(named=True) if row["quad"] is not None]
    counted = content["counted"]
    assert counted["acts"] == len(classed) > 0
    assert counted["joint"] == sum(row["joint"] for row in classed)
    assert counted["forth"] == sum(
        not row["joint"] and row["source_state"] == "USA" for row in classed
    )
    assert content["not_counted"]["without_quad_class"] == len(frame) - len(classed)
    assert "USA has acts with" in refused(cli("relations", "USA", "TUV", "--store", store))
    assert "it lies in the event store" in refused(
        cli("relations", "USA", "CHN", "--store", store, "--json", store / "x.json")
    )
    assert cli("relations", "--all", "--top", "3", "--store", store).code == 0
