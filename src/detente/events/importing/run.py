"""Files into the store: read, placed, counted once, written, and then made to count together."""

from __future__ import annotations

import shutil
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import duckdb

from detente.errors import InputError, one_line
from detente.events.archive import opened
from detente.events.coding.table import Coded
from detente.events.importing import facts as sql
from detente.events.importing.file import Staged, Staging, told
from detente.events.importing.reasons import keys_place
from detente.events.importing.rows import raw_table
from detente.events.importing.vet import head, refusal, spreadsheet, vet
from detente.events.joint import joint_labels
from detente.events.placing import PLACING
from detente.events.placing.places import Places
from detente.events.readers.base import Head, Layout, Reader
from detente.events.readers.draft import Draft, draft
from detente.events.readers.registry import NoReaderError, recognise
from detente.events.schema import FORMAT
from detente.events.store.connect import connect, said
from detente.events.store.folder import QUARANTINE, Writing, store_folder, writing
from detente.events.store.manifest import Dataset, Imported, Manifest, Mirrors, Segment
from detente.events.store.segments import merged, reading, without_revised, write_segment
from detente.files.reasons import reason
from detente.language.current import gettext as _
from detente.language.format import labelled, written
from detente.language.shown import count, named, rows, shown
from detente.numerics.arguments import called, listed, place, word
from detente.progress import Progress, Stage, silent
from detente.version import __version__

GROUP = 2_000_000
"""Events that are collected from small files before they are written together."""


@dataclass(slots=True, repr=False)
class Report:
    """What an import has done.

    Attributes
    ----------
    store : Path
    files : list of Imported
        What each new file has brought.
    unchanged : list of str
        Files that the store had already.
    failed : list of (str, str)
        Files of which nothing was taken, and why.
    reasons : Counter
        Why rows went to quarantine, and how many.
    mirrors : dict
        Of each data source and label, facts of the new files between two states, and mirrored ones.
    joint : dict
        Labels of each data source that are joint by now.
    measured : dict
        Of each data source what `mirrors` is in the whole store, where there are enough facts.
    identity : dict
        Of each data source what makes two rows one act: ``fact`` or ``id``.
    notes : list of str
        What was read and may mean something else, and what would read it better.
    placed_before : list of str
        Data sources of these files of which the store has facts that an earlier version of the
        lists of names and codes has placed.
    drafts : list of Draft
        Mappings to begin with, of tables that no reader knows.
    """

    store: Path
    files: list[Imported] = field(default_factory=list)
    unchanged: list[str] = field(default_factory=list)
    failed: list[tuple[str, str]] = field(default_factory=list)
    reasons: Counter[str] = field(default_factory=Counter)
    mirrors: dict[str, dict[str, Mirrors]] = field(default_factory=dict)
    joint: dict[str, list[str]] = field(default_factory=dict)
    measured: dict[str, dict[str, Mirrors]] = field(default_factory=dict)
    identity: dict[str, str] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)
    placed_before: list[str] = field(default_factory=list)
    drafts: list[Draft] = field(default_factory=list)

    def __repr__(self) -> str:
        """What became of the files and their rows."""
        brought = [f"{each.file}: {each.kept:,} of {each.read:,} rows kept" for each in self.files]
        others = [f"{count(len(self.unchanged), 'file')} known already"] if self.unchanged else []
        others += [f"not taken: {named(name for name, _ in self.failed)}"] if self.failed else []
        return shown(
            f"{type(self).__name__} of an import into {self.store}",
            *(rows(brought, "file") or ["no new file"]),
            *others,
        )

    def document(self) -> dict[str, Any]:
        """Plain data (docs/json.md)."""
        return {
            "format": "detente-import",
            "version": 1,
            "store": str(self.store),
            "files": [entry.model_dump(mode="json") for entry in self.files],
            "unchanged": self.unchanged,
            "failed": [{"file": name, "message": message} for name, message in self.failed],
            "reasons": dict(self.reasons.most_common()),
            "mirrors": {
                dataset: {
                    label: {**m.model_dump(), "joint": label in self.joint.get(dataset, ())}
                    for label, m in measured.items()
                }
                for dataset, measured in self.mirrors.items()
            },
            "identity": self.identity,
            "notes": self.notes,
            "placed_before": self.placed_before,
            "drafts": [
                {
                    "file": each.file,
                    "columns": {column.name: list(column.samples) for column in each.columns},
                    "mapping": each.text,
                    "complete": each.complete,
                }
                for each in self.drafts
            ],
        }


def import_files(
    files: Sequence[str | Path],
    store: str | Path | None = None,
    *,
    reader: str | None = None,
    mapping: str | Path | None = None,
    overrides: str | Path | None = None,
    stage: Stage | None = None,
) -> Report:
    """Import event files into a store.

    Each file is taken whole or not at all; one that cannot be read does not hold up the others.
    Importing a file again changes nothing.

    Parameters
    ----------
    files : sequence of path
        ICEWS, GDELT, POLECAT, ACLED or UCDP files, packed or not, or with `mapping` any table.
    store : path, optional
        Folder; by default ``$DETENTE_STORE``, else the user's data directory.
    reader : str, optional
        Name of the only reader that may be taken.
    mapping : path, optional
        TOML file that says what the columns of a table mean.
    overrides : path, optional
        CSV file that says where entities belong.
    stage : callable, optional
        Begins a stage of the work and returns whom to tell how far it is.

    Returns
    -------
    Report

    Raises
    ------
    InputError
        If the store cannot be written, or an option is wrong.
    """
    paths = [place(file, "files") for file in listed(files, "files")]
    if store is not None:
        place(store, "store")
    if reader is not None:
        word(reader, "reader")
    called(stage, "stage")
    only: Reader | None = None
    if mapping is not None:
        from detente.events.readers.mapping import read_mapping

        only = read_mapping(place(mapping, "mapping"))
    places = Places(None if overrides is None else place(overrides, "overrides"))
    folder = store_folder(store)
    with writing(folder) as right:
        work = _Import(right, places, reader, only, stage or silent)
        for path in paths:
            work.take(path)
        work.flush()
        return work.finished()


class _Import:
    """An import under way."""

    def __init__(
        self,
        right: Writing,
        places: Places,
        named: str | None,
        only: Reader | None,
        stage: Stage,
    ) -> None:
        self._right, self._places, self._named, self._only = right, places, named, only
        self._stage = stage
        self._connection = connect(right.work)
        self._report = Report(right.folder)
        self._group: list[Staged] = []
        self._known = {(entry.sha256, entry.dataset) for entry in right.manifest.imports}
        self._datasets: set[str] = set()
        self._number = 0
        self._staging = Staging(self._connection, right.work)
        raw_table(self._connection)

    def take(self, path: Path) -> None:
        """Read one file, or all that are packed in it."""
        unpacked = self._right.work / "unpacked"
        try:
            if foreign := spreadsheet(path):
                raise refusal(path.name, foreign)
            unpacked.mkdir()
            members = opened(
                path, unpacked, progress=self._stage(_("{name}: unpacking").format(name=path.name))
            )
            for member in members:
                inner = member.name.removeprefix(str(path))
                self._take(member.path, path.name + (inner if len(members) > 1 else ""))
        except InputError as error:
            self._report.failed.append((str(path), str(error)))
        except OSError as error:
            self._report.failed.append((str(path), labelled(path, reason(error))))
        finally:
            shutil.rmtree(unpacked, ignore_errors=True)

    def _take(self, path: Path, name: str) -> None:
        try:
            reader, layout = self._recognised(head(path, name))
            self._alike(reader, name)
            vetted = vet(path, self._stage(_("{name}: reading").format(name=name)))
            content = (vetted.sha256, reader.dataset)
            self._datasets.add(reader.dataset)
            if content in self._known:
                self._report.unchanged.append(name)
                return
            if self._group and self._group[0].reader is not reader:
                self.flush()
            self._number += 1
            staged = self._staging.stage(
                path, name, self._number, vetted, reader, layout, self._stage(name)
            )
        except InputError as error:
            self._report.failed += [(name, line) for line in error.faults]
            if isinstance(error, NoReaderError) and (found := draft(head(path, name), path)):
                self._report.drafts.append(found)
            return
        self._known.add(content)
        self._group.append(staged)
        self._report.reasons.update(staged.quarantine.reasons)
        self._report.notes += staged.notes
        if sum(each.events for each in self._group) >= GROUP:
            self.flush()

    def _recognised(self, start: Head) -> tuple[Reader, Layout]:
        if self._only is not None:
            found = self._only.layout(start)
            assert found is not None, "a mapping refuses what it does not fit"
            reader, layout = self._only, found
        else:
            reader, layout = recognise(start, self._named)
        return reader, replace(layout, dates=start.dates.intersection(layout.columns))

    def _alike(self, reader: Reader, name: str) -> None:
        """Refuse codes of another scheme than the data source has here, and another identity."""
        there = self._right.manifest.datasets.get(reader.dataset)
        if there is not None and there.one != reader.identity:
            raise InputError(
                _(
                    '{name}: the store has {dataset} with identity = "{one}", not '
                    '"{identity}"; say the same in the mapping, or take another name for the '
                    "data source, or another store"
                ).format(name=name, dataset=reader.dataset, one=there.one, identity=reader.identity)
            )
        if there is not None and there.scheme != reader.scheme:
            raise InputError(
                _(
                    "{name}: the store has {dataset} in codes of {scheme}, not of "
                    "{found}; take another name for the data source, or another store"
                ).format(
                    name=name,
                    dataset=reader.dataset,
                    scheme=there.scheme,
                    found=reader.scheme,
                )
            )

    def flush(self) -> None:
        """Write what has been collected, and make it count."""
        if not self._group:
            return
        group, self._group = self._group, []
        try:
            self._write(group)
        except duckdb.Error as error:
            folder = self._right.folder
            raise InputError(
                _("cannot write in the store {folder}: {said}").format(
                    folder=folder, said=said(error)
                )
            ) from None
        raw_table(self._connection)

    def _write(self, group: list[Staged]) -> None:
        connection, reader = self._connection, group[0].reader
        codes: dict[str, Coded] = {}
        for staged in group:
            codes.update(staged.codes)
        sql.codes_table(connection, codes)
        connection.execute("CREATE OR REPLACE TEMP TABLE files (number INTEGER, name VARCHAR)")
        connection.executemany(
            "INSERT INTO files VALUES (?, ?)", [(staged.number, staged.name) for staged in group]
        )
        sql.places_table(
            connection,
            reader,
            self._places,
            self._right.work,
            self._stage(_("{name}: finding states").format(name=reader.dataset)),
        )
        self._several(reader, group)
        tell = self._stage(_("{name}: writing").format(name=reader.dataset))
        sql.facts_table(connection, reader, len(group) > 1)
        raw_table(connection)
        manifest = self._right.manifest.model_copy(deep=True)
        self._segments(manifest, reader, tell)
        self._entries(manifest, group)
        manifest.program, manifest.format = __version__, FORMAT
        self._right.commit(manifest)

    def _several(self, reader: Reader, group: list[Staged]) -> None:
        """Say of cells that name several actors that they were taken for one."""
        if not group[0].one_actor:
            return
        found = sql.several_actors(self._connection, reader, self._places)
        if found is not None:
            number, cell, sign = found
            self._report.notes.append(
                _(
                    "{dataset}: {rows}: several actors in a cell ({cell}) were taken for one, "
                    'which has no state; actor_separator = "{sign}" {keys_in} makes events of each'
                ).format(
                    dataset=reader.dataset,
                    rows=told(number),
                    cell=written(one_line(cell)[:80]),
                    sign=sign,
                    keys_in=keys_place(group[0].keys_in),
                )
            )

    def _segments(self, manifest: Manifest, reader: Reader, tell: Progress | None) -> None:
        """Write the new facts, year by year, and bring the manifest up to date."""
        connection, folder = self._connection, self._right.folder
        dataset = reader.dataset
        old = list(manifest.of(dataset))
        others = [s for s in manifest.segments if s.dataset != dataset]
        self._revised = 0
        if reader.identity == "id" and old:
            sql.drop_known(connection, None, reading(folder, old), reader.identity)
            old, self._revised = without_revised(connection, self._right, old)
        years = connection.execute("SELECT DISTINCT year(date) FROM facts ORDER BY 1").fetchall()
        kept = [s for s in old if (s.year,) not in years]
        for done, (year,) in enumerate(years):
            there = [segment for segment in old if segment.year == year]
            if reader.identity == "fact" and there:
                sql.drop_known(connection, year, reading(folder, there), reader.identity)
            for between in (True, False):
                select = sql.segment_facts(year, between=between)
                there += write_segment(
                    connection, self._right, dataset, year, select, between=between
                )
            kept += merged(connection, self._right, there)
            if tell is not None:
                tell(done + 1, len(years))
        manifest.segments = sorted([*others, *kept], key=_place)
        entry = manifest.datasets.setdefault(
            dataset,
            Dataset(scheme=reader.scheme, reader=type(reader).__name__, identity=reader.identity),
        )
        self._report.identity[dataset] = reader.identity
        counted = self._report.mirrors.setdefault(dataset, {})
        for label, number, mirrored in sql.mirrors(connection):
            for table in (entry.mirrors, counted):
                sofar = table.setdefault(label, Mirrors())
                table[label] = Mirrors(
                    facts=sofar.facts + number, mirrored=sofar.mirrored + mirrored
                )

    def _entries(self, manifest: Manifest, group: list[Staged]) -> None:
        """Enter the files in the manifest, their quarantine beside it."""
        counts = self._connection.execute(
            "SELECT file, count(*), count(*) FILTER (source_state IS NULL OR target_state IS NULL),"
            " count(*) FILTER (echo) FROM facts GROUP BY file"
        ).fetchall()
        found = {file: rest for file, *rest in counts}
        for staged in group:
            kept, unplaced, echoes = found.get(staged.number, (0, 0, 0))
            quarantine = None
            if staged.quarantine.rows:
                quarantine = self._right.new_name(QUARANTINE, f"{staged.sha256[:12]}.csv")
                staged.quarantine.path.replace(self._right.folder / quarantine)
            entry = Imported(
                file=staged.name,
                sha256=staged.sha256,
                dataset=staged.reader.dataset,
                format=staged.reader.title,
                read=staged.events + staged.quarantine.rows,
                kept=kept,
                duplicate=staged.events - kept,
                quarantined=staged.quarantine.rows,
                unplaced=unplaced,
                echoes=echoes,
                recoded=staged.recoded,
                revised=self._revised if staged is group[-1] else 0,
                first=staged.first,
                last=staged.last,
                missing_days=staged.missing_days,
                placing=PLACING,
                quarantine=quarantine,
            )
            manifest.imports.append(entry)
            self._report.files.append(entry)

    def finished(self) -> Report:
        """Close, and say what was done."""
        self._connection.close()
        for dataset in self._report.mirrors:
            joint = joint_labels(self._right.manifest, dataset)
            self._report.joint[dataset] = list(joint)
            self._report.measured[dataset] = self._right.manifest.datasets[dataset].measured
        before = self._right.manifest.placed_before
        self._report.placed_before = [name for name in sorted(self._datasets) if before(name)]
        return self._report


def _place(segment: Segment) -> tuple[str, int, str]:
    return segment.dataset, segment.year, segment.path
