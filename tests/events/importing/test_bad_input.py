"""Bad files: one clear message and nothing taken, or exactly the bad rows in quarantine."""

from __future__ import annotations

import datetime as dt
import os
import random
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

import detente
from detente.events import import_files
from detente.events.store.manifest import NAME
from tests.events.made import (
    FIRST,
    acled_row,
    acled_text,
    gdelt_row,
    icews_days,
    icews_row,
    icews_text,
    put,
)
from tests.events.readers.facts import acts, imported, quarantine
from tests.forms import only_whole

RUS, USA = ("RUSSIA", "RUS"), ("UNITED STATES", "USA")
TOMORROW = dt.datetime.now(dt.UTC).date() + dt.timedelta(days=2)
JUNK = random.Random(1).randbytes(50_000)


def refused(store: Path, file: Path) -> str:
    """The one message about a file of which nothing is taken; a good one beside it is."""
    good = put(file.parent / "good" / "good.tab", icews_days(3))
    report = import_files([file, good], store)
    ((_, message),) = report.failed
    assert [entry.file for entry in report.files] == ["good.tab"]
    assert acts(store, "DISTINCT file") == [("good.tab",)]
    assert message.isprintable()
    assert file.name in message
    assert not (store / "work").exists()
    return message


@pytest.mark.parametrize(
    ("name", "content", "says"),
    [
        ("a.csv", b"", "the file is empty"),
        ("a.csv", b" \r\n\r\n", "the file is empty"),
        ("a.csv", JUNK, "no event file that is known"),
        ("a.CSV.zip", JUNK, "called .zip and does not begin like one"),
        ("a.pdf", b"%PDF-1.7\n%\xe2\xe3\n1 0 obj\n", "no event file that is known"),
        ("a.csv", b"country,year\nUSA,1990\n", "no event file that is known (ACLED exports"),
        ("a.json", b'{"events": []}\n', "JSON, which is not read"),
        ("a.tab", icews_text([]).encode("utf-16"), "UTF-16; save it as UTF-8"),
        ("a.tab", icews_days(2).replace("\n", "\r").encode(), "carriage returns alone"),
        ("a.tab", icews_text([]).encode(), "no rows in it"),
        (
            "a.feather",
            b"ARROW1\0\0" + JUNK,
            "an Arrow file (Feather), which is not read; write the",
        ),
        ("a.dta", b"<stata_dta><header>" + JUNK, "a Stata file, which is not read; write the tab"),
        ("a.rds", b"X\n\0\0\0\3" + JUNK, "a file of R, which is not read; write the table as CSV"),
        ("a.parquet", b"PAR1" + JUNK, "not a Parquet file that can be read"),
        ("a.parquet", b"PAR1", "not a Parquet file that can be read"),
        ("a.tab", (icews_text([]) + "x\ny\nz\n").encode(), "3 of 3 rows cannot be read as ICEWS"),
        ("a.tab", icews_text([]).encode() + b"\0" * 9_000_000, "1 of 1 rows cannot be read"),
        ("a.tar", b"x" * 257 + b"ustar" + b"x" * 300, "a tar archive, which is not read"),
    ],
)
def test_files_that_are_something_else(
    tmp_path: Path, name: str, content: bytes, says: str
) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    assert says in refused(tmp_path / "store", path)


def test_no_file_and_a_folder(tmp_path: Path) -> None:
    assert "no such file" in refused(tmp_path / "a", tmp_path / "none.csv")
    (tmp_path / "folder").mkdir()
    assert "a folder; name a file" in refused(tmp_path / "b", tmp_path / "folder")


@pytest.mark.parametrize("share", [0.3, 0.6, 0.9, 0.999])
def test_a_zip_that_is_cut_short(tmp_path: Path, share: float) -> None:
    path = tmp_path / "a.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("a.tab", icews_days(60))
        archive.writestr("b.tab", icews_days(60, a=60))
    whole = path.read_bytes()
    path.write_bytes(whole[: int(len(whole) * share)])
    assert "damaged or cut short" in refused(tmp_path / "store", path)


def test_good_and_bad_files_in_one_archive(tmp_path: Path) -> None:
    path = tmp_path / "a.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("good.tab", icews_days(2))
        archive.writestr("readme.txt", "Read me first.\n")
    report = import_files([path], tmp_path / "store")
    assert [entry.file for entry in report.files] == ["a.zip/good.tab"]
    ((name, message),) = report.failed
    assert name == "a.zip/readme.txt"
    assert message.startswith("a.zip/readme.txt: no event file that is known")


LONG = """
import resource, sys
from pathlib import Path
from detente.events import import_files

def peak():
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024

small, long, store = map(Path, sys.argv[1:])
import_files([small], store)
before = peak()
report = import_files([long], store)
for name, message in report.failed:
    print(message)
for entry in report.files:
    print(entry.read, entry.kept, entry.quarantined, dict(report.reasons))
print(peak() - before)
"""


@pytest.mark.parametrize("rows", [pytest.param(0, marks=only_whole), 9])
def test_a_line_of_200_megabytes(tmp_path: Path, rows: int) -> None:
    """Sparse on the disk; memory stays flat."""
    lines = [icews_row(i, FIRST, "Russia", "0311", f"Town {i}") for i in range(rows)]
    text = icews_text(lines).encode()
    path = tmp_path / "long.tab"
    with path.open("wb") as file:
        file.write(text)
        file.seek(200_000_000, os.SEEK_CUR)
        file.write(b"\n" + icews_row(99, FIRST, "Russia", "0311", "Last Town").encode() + b"\n")
    small = put(tmp_path / "small.tab", icews_days(20))
    shown = subprocess.run(
        [sys.executable, "-c", LONG, str(small), str(path), str(tmp_path / "store")],
        env={**os.environ, "PYTHONPATH": str(Path(detente.__file__).parents[1])},
        capture_output=True,
        text=True,
        check=True,
        timeout=600,
    )
    said, more = shown.stdout.splitlines()
    reason = "the line has 200000001 bytes; no row of events is that long"
    assert said == f"{rows + 2} {rows + 1} 1 {{'{reason}': 1}}"
    assert int(more) < 120_000_000


def test_a_line_of_megabytes_in_quotes(tmp_path: Path) -> None:
    """A quotation mark that is never closed swallows nothing."""
    lines = [acled_row(i, "2022-05-16", "Battles: Armed clash", "A") for i in range(20_000)]
    lines[4] = lines[4].replace('number 4."', "number 4.")
    path = put(tmp_path / "a.csv", acled_text(lines))
    assert path.stat().st_size > 3 << 20
    store = tmp_path / "store"
    report = imported(store, path)
    ((line, reason, text),) = quarantine(store, report)
    assert (line, text) == (6, lines[4])
    assert "quot" in reason
    assert report.files[0].kept == 19_999


BAD_ICEWS = [
    ("13y", "0311", "the date 13y is none"),
    ("2099-01-01", "0311", "the date 2099-01-01 lies in the future"),
    (str(TOMORROW), "0311", f"the date {TOMORROW} lies in the future"),
    ("1799-12-31", "0311", "the date 1799-12-31 lies before 1800"),
    ("2018-02-30", "0311", "the date 2018-02-30 is none"),
    ("20180601", "0311", "the date 20180601 is none"),
    ("", "0311", "the date is missing"),
    ("2018-06-01", "999", "the code 999 is unknown"),
    ("2018-06-01", "04", "the code 04 is unknown"),
    ("2018-06-01", "NA", "the code is missing"),
    ("2018-06-01", "=1+1", "the code =1+1 is unknown"),
]


@pytest.mark.parametrize("crlf", [False, True])
def test_bad_rows_and_where_they_stand(tmp_path: Path, crlf: bool) -> None:
    good = [icews_row(i, FIRST, f"Town {i}", "0311", "Russia") for i in range(40)]
    bad = [icews_row(900, day, "Town", code, "Russia") for day, code, _ in BAD_ICEWS]
    lines = good.copy()
    at = [3 * i + 1 for i in range(len(bad))]
    for place, row in zip(at, bad, strict=True):
        lines.insert(place, row)
    short = len(lines) // 2
    lines.insert(short, "only\tthree\tfields")
    lines.append("x" * 30)
    text = icews_text(lines)
    store = tmp_path / "store"
    file = put(tmp_path / "a.tab", "")
    file.write_bytes(text.replace("\n", "\r\n").encode() if crlf else text.encode())
    report = imported(store, file)
    found = quarantine(store, report)
    assert sorted(found) == sorted(
        [
            *(
                (lines.index(row) + 2, reason, row)
                for row, (_, _, reason) in zip(bad, BAD_ICEWS, strict=True)
            ),
            (short + 2, "3 fields instead of 20", "only\tthree\tfields"),
            (len(lines) + 1, "1 field instead of 20", "x" * 30),
        ]
    )
    assert report.files[0].kept == 40


def test_line_numbers_in_a_file_of_many_blocks(tmp_path: Path) -> None:
    """Parsed by several threads; the numbers are still those of the lines."""
    row = icews_row(1, FIRST, "Russia", "0311", "China") + "x" * 800
    lines = [row] * 80_000
    bad = random.Random(3).sample(range(80_000), 60)
    for number in bad[:30]:
        lines[number] = row.replace(str(FIRST), "13y")
    for number in bad[30:]:
        lines[number] = "\t".join(["y"] * 7)
    file = put(tmp_path / "a.tab", icews_text(lines))
    assert file.stat().st_size > 64 << 20
    store = tmp_path / "store"
    report = imported(store, file)
    assert report.files[0].read == 80_000
    found = quarantine(store, report)
    assert sorted(row[0] for row in found) == sorted(number + 2 for number in bad)
    assert {row[0] for row in found if row[1] == "the date 13y is none"} == {
        number + 2 for number in bad[:30]
    }


def test_mixed_encodings(tmp_path: Path) -> None:
    rows = [
        icews_row(1, FIRST, "Åland Party", "0311", "Russia").encode(),
        icews_row(2, FIRST, "Åland Party", "0311", "China").encode("latin-1"),
        icews_row(3, FIRST, "“Quoted”", "0311", "China").encode("cp1252"),
        icews_row(4, FIRST, "Москва", "0311", "China").encode("cp1251"),
    ]
    path = tmp_path / "a.tab"
    path.write_bytes(b"\n".join([icews_text([]).encode().strip(), *rows, b""]))
    report = imported(tmp_path / "store", path)
    assert (report.files[0].kept, report.files[0].recoded) == (4, 3)
    names = [row[0] for row in acts(tmp_path / "store", "source")]
    assert names.count("Åland Party") == 2
    assert "“Quoted”" in names


def test_nul_bytes(tmp_path: Path) -> None:
    rows = [icews_row(i, FIRST, f"Town {i}", "0311", "Russia") for i in range(6)]
    rows[3] = rows[3].replace("Town", "To\0wn")
    store = tmp_path / "store"
    report = imported(store, put(tmp_path / "a.tab", icews_text(rows)))
    assert [row[:2] for row in quarantine(store, report)] == [(5, "the line has a NUL byte")]


def test_tabs_in_quoted_fields(tmp_path: Path) -> None:
    """Text, in a format with rules for quotes and in one without."""
    store = tmp_path / "a"
    quoted = [acled_row(1, "2022-05-16", "Battles: Armed clash", "A\tB", notes='a\t"b"\nc,d')]
    imported(store, put(tmp_path / "a.csv", acled_text(quoted)))
    assert acts(store, "source") == [("A B",)]
    rows = [icews_row(i, FIRST, f"Town {i}", "0311", "Russia") for i in range(4)]
    rows[2] = rows[2].replace("Town 2", '"Town\t2"')
    report = imported(tmp_path / "b", put(tmp_path / "b.tab", icews_text(rows)))
    assert report.files[0].quarantined == 0
    assert [row[0] for row in acts(tmp_path / "b", "source")] == [f"Town {i}" for i in range(4)]


def test_a_tab_in_marks_that_leaves_too_few_fields(tmp_path: Path) -> None:
    """As many tabs as a row has are no row, if one of them is text; nothing moves a column on."""
    rows = [icews_row(i, FIRST, f"Town {i}", "0311", "Russia") for i in range(9)]
    rows[2] = rows[2].replace("Town 2", '"Town\t2"').removesuffix("\tNA")
    rows[3] = rows[3].replace("Town 3", '"Town\n3"')
    rows[4] = rows[4].replace("Town 4", '"To ""\t""wn\t4"')
    rows[5] = rows[5].replace("Town 5", '"Town 5').replace("Russia", 'Russia"')
    rows[6] = rows[6].replace("Town 6", '"Town "6"')
    store = tmp_path / "store"
    report = imported(store, put(tmp_path / "a.tab", icews_text(rows)))
    held = "a field in quotation marks holds a tab, and there are"
    opened = "a quotation mark opens a field, and none closes it on the line"
    assert [row[:2] for row in quarantine(store, report)] == [
        (4, f"{held} 19 fields instead of 20"),
        (5, f"3 fields instead of 20; {opened}"),
        (6, "18 fields instead of 20"),
        (8, f"{held} 14 fields instead of 20"),
    ]
    names = {row[0] for row in acts(store, "source")}
    assert {'To " "wn 4', '"Town "6"'} <= names


def test_zeros_that_a_spreadsheet_took(tmp_path: Path) -> None:
    path = put(tmp_path / "a.tab", icews_days(9).replace("\t040\t", "\t40\t"))
    assert "codes have lost a leading zero ('40' for '040')" in refused(tmp_path / "store", path)


def test_one_zero_among_many(tmp_path: Path) -> None:
    rows = [icews_row(i, FIRST, f"Town {i}", "043", "Russia") for i in range(300)]
    rows[7] = icews_row(7, FIRST, "Town 7", "43", "Russia")
    store = tmp_path / "store"
    report = imported(store, put(tmp_path / "a.tab", icews_text(rows)))
    assert [row[:2] for row in quarantine(store, report)] == [
        (9, "the code 43 is unknown; 043 without its zero?")
    ]


def test_negative_counts(tmp_path: Path) -> None:
    rows = [gdelt_row(i, "20151027", (f"TOWN {i}", ""), "0311", USA) for i in range(4)]
    rows[1] = gdelt_row(1, "20151027", RUS, "0311", USA, mentions="-4")
    store = tmp_path / "store"
    report = imported(store, put(tmp_path / "a.CSV", "\n".join([*rows, ""])))
    assert [row[:2] for row in quarantine(store, report)] == [
        (2, "a count of mentions, sources or articles is negative")
    ]


def test_thousands_of_unknown_codes_among_good_rows(tmp_path: Path) -> None:
    rows = [icews_row(i, FIRST, f"Town {i}", "043", "Russia") for i in range(3_000)]
    for i in range(1_100):
        rows[2 * i] = icews_row(i, FIRST, "Town", f"X{i}", "Russia")
    store = tmp_path / "store"
    report = imported(store, put(tmp_path / "a.tab", icews_text(rows)))
    assert (report.files[0].read, report.files[0].quarantined) == (3_000, 1_100)
    found = quarantine(store, report)
    assert found[0][:2] == (2, "the code X0 is unknown")
    assert found[-1][:2] == (2_200, "the code X1099 is unknown")
    assert report.reasons["other reasons"] == 100


def test_nothing_but_unknown_codes(tmp_path: Path) -> None:
    rows = [icews_row(i, FIRST, f"Town {i}", f"X{i}", "Russia") for i in range(1_500)]
    path = put(tmp_path / "a.tab", icews_text(rows))
    message = refused(tmp_path / "store", path)
    assert "1,500 different unknown codes in 1,500 rows" in message


def test_fields_of_a_megabyte(tmp_path: Path) -> None:
    """Short enough to be read and too long for a row once it is UTF-8."""
    rows = [icews_row(i, FIRST, f"Town {i}", "0311", "Russia").encode() for i in range(3)]
    rows[1] = rows[1].replace(b"Town", b"\xe9" * 1_000_000)
    path = tmp_path / "a.tab"
    path.write_bytes(b"\n".join([icews_text([]).encode().strip(), *rows, b""]))
    store = tmp_path / "store"
    report = imported(store, path)
    ((line, reason, text),) = quarantine(store, report)
    assert (line, len(text)) == (3, 10_000)
    assert "no row of events is that long" in reason


def test_nothing_is_half_imported(tmp_path: Path) -> None:
    """A file that is refused at its end leaves the store as it was."""
    store = tmp_path / "store"
    import_files([put(tmp_path / "good.tab", icews_days(5))], store)
    before = (store / NAME).read_bytes()
    rows = icews_days(50, seed=3).splitlines()
    path = put(tmp_path / "bad.tab", "\n".join([*rows, *(["junk"] * 3 * len(rows))]))
    report = import_files([path], store)
    assert len(report.failed) == 1
    assert (store / NAME).read_bytes() == before
