"""Files damaged at random: nothing but a message or exact quarantine comes of them."""

from __future__ import annotations

import io
import tempfile
from collections.abc import Callable
from pathlib import Path

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from detente.events import Report, import_files
from detente.events.importing.lines import rewrite
from detente.events.importing.quarantine import Quarantine
from detente.events.readers.base import Layout
from detente.events.store.manifest import NAME
from tests.events.made import (
    FIRST,
    acled_row,
    acled_text,
    gdelt_row,
    icews_row,
    icews_text,
    polecat_row,
    polecat_text,
    put,
)
from tests.events.readers.facts import quarantine
from tests.forms import size

ROWS = 12
NATIONS = ["Russia", "France", "China", "Chad"]

MAPPING = """
dataset = "own"
scheme = "cameo"
countries = "iso3"
[columns]
date = "day"
source = "who"
target = "whom"
code = "act"
source_country = "a"
target_country = "b"
"""


def _icews() -> bytes:
    rows = [
        icews_row(i, FIRST, f"Town {i}", ("0311", "043")[i % 2], NATIONS[i % 4])
        for i in range(ROWS)
    ]
    return icews_text(rows).encode()


def _gdelt() -> bytes:
    rows = [
        gdelt_row(i, "20151027", (f"TOWN {i}", "RUS"), "0311", ("CHAD", "TCD"), fields=61)
        for i in range(ROWS)
    ]
    return "\n".join([*rows, ""]).encode()


def _polecat() -> bytes:
    rows = [
        polecat_row(i, "2022-03-01", "CONSULT.visit", (f"Town {i}", "RUS"), ("B", "TCD"))
        for i in range(ROWS)
    ]
    return polecat_text(rows).encode()


def _acled() -> bytes:
    rows = [
        acled_row(i, "2022-05-16", "Battles: Armed clash", f"Town {i}", "Protesters (Chad)")
        for i in range(ROWS)
    ]
    return acled_text(rows).encode()


def _frame() -> pl.DataFrame:
    return pl.DataFrame(
        {
            "day": [FIRST] * ROWS,
            "who": [f"Town {i}" for i in range(ROWS)],
            "whom": ["Chad"] * ROWS,
            "act": ["0311"] * ROWS,
            "a": ["RUS"] * ROWS,
            "b": ["TCD"] * ROWS,
        }
    )


def _table() -> bytes:
    return _frame().write_csv(quote_style="necessary").encode()


def _parquet() -> bytes:
    out = io.BytesIO()
    _frame().write_parquet(out, compression="snappy")
    return out.getvalue()


FORMATS: dict[str, Callable[[], bytes]] = {
    "icews": _icews,
    "gdelt": _gdelt,
    "polecat": _polecat,
    "acled": _acled,
    "table": _table,
    "parquet": _parquet,
}
MAPPED = ("table", "parquet")

PIECES = st.one_of(
    st.binary(max_size=8),
    st.sampled_from(
        [b"\n", b"\r\n", b"\r", b"\t", b'"', b",", b"\0", b"\xef\xbb\xbf", b"\xff", b"\xe2\x80\xa8",
         b"NULL", b"-1", b"99999999", b"9999-12-31", b"0001-01-01", b"\n\n", b'""', b"PAR1"]
    ),
)  # fmt: skip
CHANGES = st.lists(
    st.tuples(st.floats(0, 1), st.integers(0, 40), PIECES), min_size=1, max_size=4
)  # fmt: skip


def damaged(data: bytes, changes: list[tuple[float, int, bytes]], ends: str) -> bytes:
    """Bytes cut out and put in, here and there; line ends swapped."""
    for place, length, piece in changes:
        at = int(place * len(data))
        data = data[:at] + piece + data[at + length :]
    if ends == "crlf":
        data = data.replace(b"\n", b"\r\n")
    elif ends == "cut":
        data = data[: int(len(data) * changes[0][0])]
    return data


def taken(name: str, data: bytes, folder: Path) -> Report:
    """The import of one file, twice; it is taken or refused, and the second changes nothing."""
    store = folder / "store"
    path = folder / f"file.{'parquet' if name == 'parquet' else 'txt'}"
    path.write_bytes(data)
    mapping = put(folder / "mapping.toml", MAPPING) if name in MAPPED else None
    report = import_files([path], store, mapping=mapping)
    assert len(report.files) + len(report.failed) == 1
    before = (store / NAME).read_bytes() if report.files else b""
    again = import_files([path], store, mapping=mapping)
    assert again.failed == report.failed
    assert len(again.unchanged) == len(report.files)
    assert again.files == []
    if report.files:
        assert (store / NAME).read_bytes() == before
    for _, message in report.failed:
        assert message.isprintable()
    for entry in report.files:
        assert entry.read == entry.kept + entry.duplicate + entry.quarantined
        quarantine(store, report)
    return report


def lines_with_something(data: bytes) -> int:
    """Lines of a file without quotation rules."""
    data = data.removeprefix(b"\xef\xbb\xbf")
    return sum(1 for line in data.split(b"\n") if line.strip(b"\r"))


@pytest.mark.parametrize("name", FORMATS)
@settings(max_examples=size(4, 30))
@given(changes=CHANGES, ends=st.sampled_from(["as they are", "crlf", "cut"]))
def test_any_damage(name: str, changes: list[tuple[float, int, bytes]], ends: str) -> None:
    data = damaged(FORMATS[name](), changes, ends)
    with tempfile.TemporaryDirectory() as folder:
        report = taken(name, data, Path(folder))
        for entry in report.files:
            if name in ("icews", "gdelt") or (name == "polecat" and b";" not in data):
                assert entry.read == lines_with_something(data) - (name != "gdelt")


@pytest.mark.parametrize("name", [name for name in FORMATS if name != "parquet"])
@settings(max_examples=size(4, 25))
@given(
    line=st.integers(1, ROWS - 1),
    place=st.floats(0, 1),
    length=st.integers(0, 30),
    piece=PIECES.filter(lambda piece: b"\n" not in piece),
)
def test_one_damaged_line(name: str, line: int, place: float, length: int, piece: bytes) -> None:
    """It alone is in quarantine, if anything is, under its number."""
    lines = FORMATS[name]().split(b"\n")
    old = lines[line]
    at = int(place * len(old))
    lines[line] = old[:at] + piece + old[at + length :]
    with tempfile.TemporaryDirectory() as folder:
        report = taken(name, b"\n".join(lines), Path(folder))
        (entry,) = report.files
        found = quarantine(Path(folder) / "store", report)
        assert {number for number, _, _ in found} <= {line + 1}
        blank = not lines[line].strip(b"\r")
        assert entry.read == ROWS - blank


class _Noting(Quarantine):
    """Remembers the numbers of lines."""

    def __init__(self, path: Path) -> None:
        super().__init__(path)
        self.numbers: list[int] = []

    def add(self, line: int, reason: str, text: str) -> None:
        super().add(line, reason, text)
        self.numbers.append(line)


QUOTED = Layout(("a", "b", "c"), separator=",", quoted=True)


@settings(max_examples=size(100, 400))
@given(
    rows=st.lists(
        st.lists(st.text('ab"\n\r,é', max_size=6), min_size=3, max_size=3), min_size=1, max_size=8
    ),
    changes=st.lists(st.tuples(st.integers(0, 400), st.sampled_from('",\na')), max_size=3),
)
def test_rows_with_quotes(rows: list[list[str]], changes: list[tuple[int, str]]) -> None:
    """Whole rows come out as they went in; of damaged ones every line is accounted for once."""
    text = "".join(",".join('"' + c.replace('"', '""') + '"' for c in row) + "\n" for row in rows)
    for at, sign in changes:
        text = text[: at % len(text)] + sign + text[at % len(text) + 1 :]
    with tempfile.TemporaryDirectory() as folder:
        source, target = Path(folder) / "a", Path(folder) / "b"
        source.write_bytes(text.encode())
        bad = _Noting(Path(folder) / "q")
        rewrite(source, target, QUOTED, bad)
        bad.close()
        numbers = bad.numbers
        good = [line.split("\t") for line in target.read_text(encoding="utf-8").splitlines()]
    if not changes:
        plain = str.maketrans("\n\r", "  ")
        assert [cells[1:] for cells in good] == [[c.translate(plain) for c in r] for r in rows]
        assert numbers == []
    begins = [*numbers, *(int(cells[0]) for cells in good)]
    assert len(begins) == len(set(begins))
    assert set(begins) <= set(range(1, text.count("\n") + 2))
    if text.strip("\r\n"):
        assert begins
