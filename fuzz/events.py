"""Readers of event files under fuzzing: every input is parsed, some hundred at once are imported.

The first byte of an input says what the rest is: a whole file (below 0x40), or lines of a good
file. What Python does with it (the head, the recognition, the look at every byte, the copy that is
written anew, the places of entities) is done for each input. An import, which is DuckDB's work,
costs as much for one line as for a thousand: lines are collected, and a good line is put behind
each, which must come out whole. The input in a batch that is to blame is found by halving.
"""

from __future__ import annotations

import functools
import hashlib
import shutil
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import duckdb

from detente.errors import InputError, one_line
from detente.events.importing.lines import rewrite
from detente.events.importing.quarantine import Quarantine
from detente.events.importing.rows import unreadable
from detente.events.importing.run import import_files
from detente.events.importing.vet import head, vet
from detente.events.placing.places import Places
from detente.events.readers.base import Head, Layout, Reader
from detente.events.readers.mapping import mapped, of_file
from detente.events.readers.mapping_file import checked
from detente.events.readers.registry import readers
from detente.events.store.connect import connect
from fuzz.event_seeds import BETWEEN, CURATED, MAPPING, Format, formats
from fuzz.mappings import mutated_mapping

BATCH = 500
"""Inputs that are imported together."""

KEPT = Path(".fuzz")
"""Where an input is kept that made a batch fail."""


_MAPPED = {"mapped": MAPPING, "curated": CURATED, "tabs": BETWEEN}
"""Targets of tables that a mapping describes."""

_READER = {"frame": "gdelt"}
"""Readers of the targets that are not called so."""


class Lines:
    """A target of lines of one format."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.form: Format = formats()[name]
        text = _MAPPED.get(name)
        self.reader: Reader = mapped(text, "m.toml") if text else readers()[_READER.get(name, name)]
        self.folder = _folder(name)
        self.mapping: Path | None = None
        if text is not None:
            self.mapping = self.folder / "m.toml"
            self.mapping.write_text(text, encoding="utf-8")
        self.file = self.folder / "file.txt"
        self.places = Places()
        self.batches: dict[bool, list[bytes]] = {True: [], False: []}

    def take(self, data: bytes) -> None:
        """One input."""
        if data[:1] < b"\x40":
            self.parse(data[1:])
            return
        lines = data[1:]
        good = self.form.line(0).encode()
        clean, rows = self.parse(self.form.header.encode() + good + b"\n" + lines + b"\n" + good)
        if not self.form.quoted:
            assert rows == filled(lines) + 2
        batch = self.batches[clean]
        batch.append(lines)
        if len(batch) >= BATCH:
            self.batches[clean] = []
            self.work_off(batch)

    def parse(self, content: bytes) -> tuple[bool, int]:
        """What Python does with a file.

        Returns
        -------
        tuple of (bool, int)
            Whether the file is clean, and its rows and lines in quarantine.

        Raises
        ------
        InputError
            If it is refused.
        """
        self.file.write_bytes(content)
        layout = self.layout(head(self.file, "file.txt"))
        clean = vet(self.file).clean
        bad = Quarantine(self.folder / "bad.csv")
        copy = self.folder / "copy.tsv"
        done = rewrite(self.file, copy, layout, bad)
        bad.close()
        written = copy.read_text(encoding="utf-8").splitlines(keepends=True)
        for line in written[:5]:
            cells = line.removesuffix("\n").split("\t")
            assert len(cells) == len(layout.columns) + 1
            for cell in cells[7:9]:
                assert self.places.place(cell or None, cells[-1] or None, self.reader.countries)
        assert len(written) == done.rows
        return clean, done.rows + bad.rows

    def layout(self, start: Head) -> Layout:
        """Every reader looks at the file; that of this target must know it."""
        for reader in readers().values():
            try:
                reader.layout(start)
            except InputError as error:
                check(error)
        found = self.reader.layout(start)
        if found is None:
            raise InputError("another format")
        assert len({column.casefold() for column in found.columns}) == len(found.columns)
        self.reader.fields(found)
        return found

    def work_off(self, batch: list[bytes]) -> None:
        """Import a batch; of one that fails, find the input and keep it."""
        try:
            self.load(batch)
        except Exception:
            if len(batch) == 1:
                KEPT.mkdir(exist_ok=True)
                digest = hashlib.sha256(batch[0]).hexdigest()[:16]
                path = KEPT / f"crash-{self.name}-batch-{digest}"
                path.write_bytes(b"\x80" + batch[0])
                print(f"the input is kept in {path}", flush=True)
                raise
            half = len(batch) // 2
            self.work_off(batch[:half])
            self.work_off(batch[half:])
            if not self.form.quoted:
                raise  # each half is well; together they are not
            # What one input opens with a quotation mark, a later one may close: a field of
            # several lines like any other, with the good lines between them inside.

    def load(self, batch: list[bytes]) -> None:
        """Import lines, each with good ones behind it, as many as keep the file readable."""
        parts = [self.form.header.encode(), self.form.line(0).encode(), b"\n"]
        good = 1
        for lines in batch:
            parts += [lines, b"\n"]
            for _ in range(1 + lines.count(b"\n")):
                parts += [self.form.line(good).encode(), b"\n"]
                good += 1
        content = b"".join(parts)
        self.file.write_bytes(content)
        with tempfile.TemporaryDirectory(dir=self.folder) as store:
            report = import_files([self.file], Path(store) / "s", mapping=self.mapping)
        for _, message in report.failed:
            check(InputError(message))
            # Codes that lack a zero, and what begins like another format, are refused as a whole.
            assert "zero" in message or "could be" in message or "known" in message, message
        for entry in report.files:
            assert entry.read == entry.kept + entry.duplicate + entry.quarantined
            assert entry.kept + entry.duplicate >= good
            if not self.form.quoted and not (self.name == "polecat" and b";" in content):
                assert entry.read == filled(content) - bool(self.form.header)


def filled(content: bytes) -> int:
    """Lines with something in them, of a file without quotation rules."""
    content = content.removeprefix(b"\xef\xbb\xbf")
    return sum(1 for line in content.split(b"\n") if line.strip(b"\r"))


def check(error: InputError) -> None:
    """A refusal is one printable line."""
    message = str(error)
    assert message == one_line(message)
    assert 0 < len(message) <= 640


def _folder(name: str) -> Path:
    """A folder, in memory where the system can; those of runs long ended are removed.

    The fuzzer ends a process without its last steps, so nothing can be removed at the end.
    """
    memory = Path("/dev/shm")
    place = memory if memory.is_dir() else Path(tempfile.gettempdir())
    for old in place.glob(f"detente-fuzz-{name}-*"):
        if time.time() - old.stat().st_mtime > 86_400:
            shutil.rmtree(old, ignore_errors=True)
    return Path(tempfile.mkdtemp(prefix=f"detente-fuzz-{name}-", dir=place))


@functools.cache
def _lines(name: str) -> Lines:
    return Lines(name)


def gdelt(data: bytes) -> None:
    """Lines of GDELT."""
    _lines("gdelt").take(data)


def icews(data: bytes) -> None:
    """Lines of ICEWS."""
    _lines("icews").take(data)


def polecat(data: bytes) -> None:
    """Lines of POLECAT."""
    _lines("polecat").take(data)


def acled(data: bytes) -> None:
    """Lines of ACLED."""
    _lines("acled").take(data)


def ucdp(data: bytes) -> None:
    """Lines of UCDP."""
    _lines("ucdp").take(data)


def frame(data: bytes) -> None:
    """Lines of a table of GDELT's events with the names of its columns."""
    _lines("frame").take(data)


def curated(data: bytes) -> None:
    """Lines of a table that was coded by hand, by a mapping with all that such tables need."""
    _lines("curated").take(data)


def tabs(data: bytes) -> None:
    """Lines of a table between tabs, by a mapping."""
    _lines("tabs").take(data)


def mapped_table(data: bytes) -> None:
    """Lines of a table that a mapping describes."""
    _lines("mapped").take(data)


@functools.cache
def _connection() -> duckdb.DuckDBPyConnection:
    return connect()


@functools.lru_cache(10_000)
def _bind(sql: str) -> None:
    """Have DuckDB read the SQL that comes of a mapping."""
    _connection().execute(sql)


def mapping(data: bytes) -> None:
    """A mapping, as text or as tables, and a table with the columns that it names."""
    if data[:1] < b"\x40":
        reader = mapped(data[1:].decode("utf-8", "replace"), "m.toml")
    else:
        reader = of_file(checked(mutated_mapping(data[1:]), "m.toml"), "m.toml")
    names = [column for _, column in reader.file.columns.given() if isinstance(column, str)]
    table = (*dict.fromkeys(names), *(f"column number {number}" for number in range(8)))
    layout = reader.layout(Head("t.parquet", (), table))
    f = reader.fields(layout)
    row = ", ".join(f"'x' AS {name}" for name in map(quoted, layout.columns))
    checks = "".join(
        f", {check.fails}, {check.reason}" for check in unreadable(f, "DATE '2050-1-1'")
    )
    lateral = f", {f.lateral}" if f.lateral else ""
    for note in f.notes:
        checks += f", {note.holds}"
    _bind(
        f"SELECT {f.date}, {f.date_text}, {f.source}, {f.target}, {f.source_country}, "
        f"{f.target_country}, {f.code}, {f.event_id}, {f.added}, {f.revision}, {f.deaths}{checks} "
        f"FROM (SELECT {row}){lateral}"
    )
    reader.code("0311")


def quoted(column: str) -> str:
    """Name of a column in SQL, apart from the product's own way to write it."""
    return '"' + column.replace('"', '""') + '"'


EVENT_TARGETS: dict[str, Callable[[bytes], None]] = {
    "gdelt": gdelt,
    "icews": icews,
    "polecat": polecat,
    "acled": acled,
    "ucdp": ucdp,
    "frame": frame,
    "curated": curated,
    "tabs": tabs,
    "mapped": mapped_table,
    "mapping": mapping,
}
