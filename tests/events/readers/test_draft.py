"""A table that no reader knows: its columns, and a mapping to begin with."""

from __future__ import annotations

import json
import tomllib
import zipfile
from pathlib import Path

import polars as pl
import pytest

from detente.events.importing.run import import_files
from detente.events.readers.draft import ACTS
from detente.events.readers.mapping import mapped
from tests.cli.test_cli import Cli

TABLES = {
    "words.csv": "Datum;Von;An;Art\n18.11.2024;USA;RUS;Treffen\n20.11.2024;RUS;UKR;Angriff\n",
    "coded.csv": "when,who,whom,cameo\n2024-11-18,United States,Russia,042\n",
    "nameless.tsv": "a\tb\tc\td\n2024-11-18\tUSA\tRUS\tCONSULT\n2024-11-19\tRUS\tUSA\tAID\n",
    "headless.csv": "2024-11-18,USA,RUS,112\n2024-11-19,RUS,USA,042\n",
    "gdelt.csv": "event_date|source|target|type|id\n11/18/2024|USA|RUS|CONSULT|1\n",
}


@pytest.mark.parametrize("name", TABLES)
def test_a_draft_reads_its_table(tmp_path: Path, name: str) -> None:
    file = tmp_path / name
    file.write_text(TABLES[name], encoding="utf-8")
    report = import_files([file], tmp_path / "s")
    assert len(report.failed) == 1
    (draft,) = report.drafts
    assert draft.complete
    assert next(column.samples[0] for column in draft.columns) in TABLES[name]
    assert all(column.name in draft.text for column in draft.columns)
    (tmp_path / "m.toml").write_text(draft.text, encoding="utf-8")
    again = import_files([file], tmp_path / "s", mapping=tmp_path / "m.toml")
    assert not again.failed
    rows = TABLES[name].count("\n") - (name != "headless.csv")
    assert [(each.kept, each.quarantine) for each in again.files] == [(rows, None)]


def test_what_is_not_guessed_is_left_to_be_named(tmp_path: Path) -> None:
    file = tmp_path / "x.parquet"
    pl.DataFrame({"day": ["2024-11-18"], "from": ["USA"], "art": ["zz"]}).write_parquet(file)
    (draft,) = import_files([file], tmp_path / "s").drafts
    assert not draft.complete
    assert "# target =   # not found: name a column" in draft.text
    assert '# "zz" =   # which act?' in draft.text
    told = tomllib.loads(draft.text)["columns"]
    assert (told["date"], told["source"], told["code"]) == ("day", "from", "art")


def test_the_command_prints_and_writes_it(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    file, mapping = tmp_path / "words.csv", tmp_path / "m.toml"
    file.write_text(TABLES["words.csv"], encoding="utf-8")
    asked = ("events", "import", file, "--store", tmp_path / "s", "--draft", mapping)
    result = Cli(monkeypatch, capsys)(*asked, "--json", tmp_path / "r.json")
    assert result.code == 2
    assert mapping.read_text(encoding="utf-8") in result.out
    assert '#   "Art": Treffen | Angriff' in result.out
    assert "--draft" in result.err
    assert f"Draft kept in {mapping}" in result.err
    (told,) = json.loads((tmp_path / "r.json").read_text(encoding="utf-8"))["drafts"]
    assert told["columns"]["An"] == ["RUS", "UKR"]
    assert told["mapping"] == mapping.read_text(encoding="utf-8")
    french = Cli(monkeypatch, capsys)(*asked[:5], "--language", "fr")
    assert "Colonnes trouvées" in french.out


def test_words_for_acts_are_acts() -> None:
    text = 'dataset = "x"\n[columns]\ndate = 1\nsource = 2\ntarget = 3\ncode = 4\n[codes]\n'
    acts = set(ACTS.values())
    assert mapped(text + "".join(f'"{act}" = "{act}"\n' for act in acts), "m").own.keys() == acts


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("a.jsonl", b'{"date": "2024-11-18"}\n', "JSON, which is not read; write the table as CSV"),
        ("a.json", b"[1]", "JSON, which is not read"),
        ("a.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an Excel file, which is not read"),
        ("a.csv", "a\tb\n".encode("utf-16"), "UTF-16; save it as UTF-8"),
    ],
)
def test_other_kinds_of_files(tmp_path: Path, name: str, content: bytes, said: str) -> None:
    (tmp_path / name).write_bytes(content)
    report = import_files([tmp_path / name], tmp_path / "s")
    assert said in report.failed[0][1]
    assert not report.drafts


def test_a_packed_spreadsheet(tmp_path: Path) -> None:
    file = tmp_path / "table.xlsx"
    with zipfile.ZipFile(file, "w") as packed:
        for name in ("docProps/app.xml", "[Content_Types].xml", "xl/workbook.xml"):
            packed.writestr(name, "x" * 100_000)
    ((_, said),) = import_files([file], tmp_path / "s").failed
    assert said.startswith("table.xlsx: an Excel file, which is not read; write the table as CSV")
    assert "save the sheet as “CSV UTF-8”" in said
