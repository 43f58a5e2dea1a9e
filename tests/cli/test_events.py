"""`detente events`, as a user calls it."""

from __future__ import annotations

import csv
import io
import json
import zipfile
from pathlib import Path

import pytest

from tests.cli.test_cli import Cli, cli, refused
from tests.docs.markdown import section, undocumented
from tests.events.fetch.conftest import mirror
from tests.events.fetch.server import Mirror, status
from tests.events.made import gdelt_row, icews_days, icews_row, icews_text, put, ucdp_row, ucdp_text

__all__ = ["cli", "mirror"]  # the fixtures


@pytest.fixture(autouse=True)
def store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("DETENTE_STORE", str(tmp_path / "store"))
    return tmp_path / "store"


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return put(tmp_path / "events.tab", icews_days(20))


def test_import_says_what_became_of_every_row(cli: Cli, file: Path, store: Path) -> None:
    with file.open("a") as out:
        out.write(icews_row(1, "13y", "Russia", "040", "China") + "\n")
    result = cli("events", "import", file)
    assert result.code == 0
    assert result.err == ""
    text = " ".join(result.out.split())
    assert "events.tab icews, 2018-06-01 – 2018-06-20" in text
    assert "1 not read" in text
    assert "1 row: the date 13y is none" in text
    assert "joint acts (share mirrored on the same day): 040 100 %, 042 100 %, 043 100 %" in text
    (quarantine,) = (store / "quarantine").iterdir()
    line = len(file.read_text().splitlines())
    with quarantine.open(newline="") as rows:
        (row,) = csv.DictReader(rows)
    assert (row["line"], row["reason"]) == (str(line), "the date 13y is none")
    assert "already imported, nothing changed" in cli("events", "import", file).out


def test_a_bad_file_does_not_hold_up_the_others(cli: Cli, file: Path, tmp_path: Path) -> None:
    bad = put(tmp_path / "bad.tab", "nothing\n")
    result = cli("events", "import", bad, file, tmp_path / "missing.tab")
    assert result.code == 2
    assert "events.tab" in result.out
    assert len(result.err.splitlines()) == 2
    assert result.err.splitlines()[0].startswith("error: bad.tab: no event file that is known")
    assert "missing.tab: no such file" in result.err


def test_import_as_json(cli: Cli, file: Path) -> None:
    content = json.loads(cli("events", "import", file, "--json", "-").out)
    (entry,) = content["files"]
    assert content["format"] == "detente-import"
    assert entry["read"] == entry["kept"] + entry["duplicate"] + entry["quarantined"]
    assert content["mirrors"]["icews"]["040"]["joint"] is True


@pytest.mark.parametrize(
    ("language", "words"),
    [("en", ("No day is missing", "facts")), ("fr", ("Aucun jour ne manque", "faits"))],
)
def test_summary(cli: Cli, file: Path, language: str, words: tuple[str, ...]) -> None:
    cli("events", "import", file)
    text = " ".join(cli("events", "summary", "--language", language).out.split())
    for word in words:
        assert word in text
    content = json.loads(cli("events", "summary", "--json", "-").out)
    (dataset,) = content["datasets"]
    assert (dataset["first"], dataset["last"]) == ("2018-06-01", "2018-06-20")
    assert "040" in dataset["joint"]


@pytest.mark.parametrize(
    ("name", "content", "identity", "words"),
    [
        (
            "a.tab",
            icews_days(2),
            "fact",
            "Rows that say the same (day, entities, code) are one fact",
        ),
        (
            "a.csv",
            ucdp_text([ucdp_row(1, "2023-03-05", ("Government of Chad", "483"))]),
            "id",
            "Rows of one id in the source are one event",
        ),
    ],
)
def test_what_makes_two_rows_one_is_said(
    cli: Cli, tmp_path: Path, name: str, content: str, identity: str, words: str
) -> None:
    file = put(tmp_path / name, content)
    report = json.loads(cli("events", "import", file, "--json", "-").out)
    assert list(report["identity"].values()) == [identity]
    assert words in " ".join(cli("events", "summary").out.split())
    (dataset,) = json.loads(cli("events", "summary", "--json", "-").out)["datasets"]
    assert dataset["identity"] == identity


def test_coverage_has_gaps_and_countries(cli: Cli, tmp_path: Path) -> None:
    days = ["2018-06-01", "2018-06-04", "2021-02-01"]
    rows = [icews_row(i, day, "Russia", "100", "China") for i, day in enumerate(days)]
    cli("events", "import", put(tmp_path / "a.tab", icews_text(rows)))
    text = cli("events", "coverage").out
    assert "2019–2020" in text
    assert "Russia (RUS)" in text
    content = json.loads(cli("events", "coverage", "--json", "-").out)
    years = {year["year"]: year for year in content["years"]}
    assert years[2018]["facts"] == 2
    assert years[2018]["days"] - years[2018]["missing_days"] == 2
    assert years[2021]["months"][1] == 1
    assert {c["state"]: c["as_source"] for c in content["countries"]} == {"RUS": 3, "CHN": 0}
    assert "1 to 1,000" in refused(cli("events", "coverage", "--top", "0"))


def test_export(cli: Cli, file: Path, tmp_path: Path) -> None:
    cli("events", "import", file)
    assert cli("events", "export", tmp_path / "acts.csv").code == 0
    assert (tmp_path / "acts.csv").read_text().startswith("date,source,target,")
    assert "end its name in .csv or .parquet" in refused(cli("events", "export", "acts.txt"))
    assert "did you mean 'icews'" in refused(
        cli("events", "export", tmp_path / "b.csv", "--dataset", "icew")
    )
    assert not (tmp_path / "b.csv").exists()


@pytest.mark.parametrize("command", ["summary", "coverage"])
def test_no_store(cli: Cli, command: str) -> None:
    assert "no event store" in refused(cli("events", command))


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (
            ("icews", "--from", "2024-01-01", "--to", "2024-01-02"),
            "cannot be fetched; known: gdelt",
        ),
        (("gdelt", "--from", "2024-01-03", "--to", "2024-01-02"), "is after --to"),
        (("gdelt", "--from", "13y", "--to", "2024-01-02"), "--from 13y: no date"),
        (("gdelt", "--from", "2024-01-01"), "Missing option '--to'"),
    ],
)
def test_what_cannot_be_fetched(cli: Cli, arguments: tuple[str, ...], message: str) -> None:
    assert message in refused(cli("events", "fetch", *arguments))


def zipped(day: str) -> bytes:
    """A daily file with one act."""
    row = gdelt_row(int(day), day, ("RUSSIA", "RUS"), "100", ("CHINA", "CHN"))
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr(f"{day}.export.CSV", row + "\n")
    return packed.getvalue()


def test_fetch(cli: Cli, mirror: Mirror, store: Path) -> None:
    """Three days, of which the publisher lacks one; the second time there is nothing to do."""
    days = ("20241101", "20241103")
    mirror.publish({f"{day}.export.CSV.zip": zipped(day) for day in days})
    asked = ("events", "fetch", "gdelt", "--from", "2024-11-01", "--to", "2024-11-03")
    result = cli(*asked, "--mirror", mirror.url)
    assert result.code == 0, result.err
    assert "2024-11-02" in result.out
    assert "2 files together" in result.out
    assert not (store / "downloads").exists()
    again = json.loads(cli(*asked, "--mirror", mirror.url, "--json", "-").out)
    assert (again["files"], len(again["skipped"])) == ([], 2)
    assert [each["reason"] for each in again["missing"]] == ["unlisted"]


def test_a_failed_fetch_leaves_nothing(cli: Cli, mirror: Mirror, store: Path) -> None:
    """Where nothing has arrived; what has arrived stays, to go on from."""
    asked = ("events", "fetch", "gdelt", "--from", "2024-11-01", "--to", "2024-11-02")
    assert "md5sums" in refused(cli(*asked, "--mirror", mirror.url))
    assert not store.exists()
    mirror.publish({"20241101.export.CSV.zip": b"no archive", "20241102.export.CSV.zip": b"no"})
    mirror.plans["20241102.export.CSV.zip"] = [status(403)] * 9
    assert "20241102" in refused(cli(*asked, "--mirror", mirror.url))
    assert [path.name for path in store.rglob("*") if path.suffix == ".zip"] == [
        "20241101.export.CSV.zip"
    ]
    mirror.publish({"20241101.export.CSV.zip": zipped("20241101")})
    result = cli(*asked, "--mirror", mirror.url)
    assert result.code == 0, result.err
    assert not (store / "downloads").exists()


def test_the_page_of_documents_has_every_key(cli: Cli, mirror: Mirror, file: Path) -> None:
    mirror.publish({"20241101.export.CSV.zip": zipped("20241101")})
    with file.open("a") as out:
        out.write(icews_row(1, "13y", "Russia", "040", "China") + "\n")
    asked = ("--from", "2024-11-01", "--to", "2024-11-02", "--mirror", mirror.url)
    documents = [
        cli("events", "import", file, "missing.tab", "--json", "-").out,
        cli("events", "fetch", "gdelt", *asked, "--json", "-").out,
        cli("events", "summary", "--json", "-").out,
        cli("events", "coverage", "--json", "-").out,
    ]
    page = (Path(__file__).parents[2] / "docs" / "json.md").read_text(encoding="utf-8")
    for document in documents:
        content = json.loads(document)
        for table in ("reasons", "mirrors", "identity"):
            content.update({table: {}} if table in content else {})
        for dataset in content.get("datasets", []):
            dataset["mirrors"] = {}
        title = f"`{content['format']}`, version {content['version']}"
        assert undocumented(page, title, content) == []
        for key in content.keys() - {"version"}:
            lines = [line for line in section(page, title).splitlines() if f"`{key}`" in line]
            rows = [line for line in lines if line.startswith("|")]
            broken = section(page, title).replace(rows[0], "")
            assert key in undocumented(page.replace(section(page, title), broken), title, content)
