"""The scenarios that a server has: the built-in ones, and those in the folders given."""

from __future__ import annotations

import re
import shutil
import threading
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from detente.errors import InputError, ScenarioError
from detente.language.current import gettext as _
from detente.language.format import labelled
from detente.language.hints import did_you_mean
from detente.scenario.folder import BUILT_IN, RUN, SCENARIO, built_in, find
from detente.web.folders import data_folder
from detente.web.glance import Glance, glance, glance_of
from detente.web.shown import named_within

if TYPE_CHECKING:
    from detente.public.play import Scenario

MOST_FILES = 10_000
"""Files below a scenario's folder; more are those of something else."""
MOST_SCENARIOS = 1_000
LARGEST_TEXT = 6_000_000
"""Bytes of a file that is read as it is."""
KEPT = 32
"""Scenarios that are held in memory as they were read."""

UNLISTED = re.compile(r"[a-z]{1,20}-[0-9a-f]{16}")
"""Names of scenarios that are in no list: what they are, and a number that nobody guesses."""
_UNFIT = re.compile(r"[^a-z0-9]+")

Signature = tuple[tuple[str, int, int], ...]


class UnknownError(InputError):
    """Something that is asked for by a name that nothing has."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A scenario of the library.

    Attributes
    ----------
    name : str
        What URLs call it: letters, digits and hyphens.
    folder : Path
    own : bool
        Whether it lies in a folder that was given; the others are built in.
    """

    name: str
    folder: Path
    own: bool

    @property
    def place(self) -> str:
        """What the command line calls it."""
        return str(self.folder) if self.own else self.folder.name


@dataclass(slots=True)
class _Read:
    signature: Signature
    scenario: Scenario
    believed: dict[str, Scenario] = field(default_factory=dict)
    """The same as analysts believe it."""


class Library:
    """Scenarios by name; nothing outside of their folders is ever read.

    Parameters
    ----------
    folders : iterable of str or Path
        Folders of scenarios, and folders that hold such.
    store : str, optional
        The event store of those whose record is from one.
    unlisted : Path, optional
        A folder of scenarios that are in no list: who has the name of one has it. In the user's
        data directory by default.

    Raises
    ------
    ScenarioError
        If one of them is no folder, or has no scenario in it.
    """

    def __init__(
        self,
        folders: Iterable[str | Path] = (),
        store: str | None = None,
        unlisted: Path | None = None,
    ) -> None:
        named = list(dict.fromkeys(_checked(each) for each in folders))
        self._given = [each for each in named if each.parent != BUILT_IN.resolve()]
        self._first = named[0] if named else None
        self._store = store
        self.unlisted = unlisted or data_folder() / "readings"
        self.writing = threading.Lock()  # of whoever writes there
        self._read: dict[str, _Read] = {}
        self._seen: dict[tuple[str, str], tuple[Signature, Glance]] = {}
        self._lock = threading.Lock()

    @property
    def store(self) -> str | None:
        """The event store that was named; None of the usual one."""
        return self._store

    @property
    def shelf(self) -> Path | None:
        """The folder in which new scenarios may be saved: the first that is no scenario itself."""
        return next((each for each in self._given if not (each / SCENARIO).is_file()), None)

    @property
    def first(self) -> str | None:
        """The scenario that was named first, if it is one; None of a folder that holds many."""
        entries = self.entries().items()
        return next((name for name, entry in entries if entry.folder == self._first), None)

    def entries(self) -> dict[str, Entry]:
        """What there is now, by name: that of the folders first."""
        found: dict[str, Entry] = {}
        for given in self._given:
            for folder in _scenarios(given):
                name = _free(_name(folder), found)
                found[name] = Entry(name, folder, own=True)
        for name in built_in():
            free = _free(name, found)
            found[free] = Entry(free, BUILT_IN.resolve() / name, own=False)
        return found

    def named(self, folder: Path) -> str:
        """Name of the scenario in a folder of the library."""
        return next(name for name, entry in self.entries().items() if entry.folder == folder)

    def entry(self, name: str) -> Entry:
        """Look one up.

        Raises
        ------
        UnknownError
            If there is none of that name.
        """
        entries = self.entries()
        if name not in entries and (known := self._unlisted(name)) is not None:
            return known
        if name not in entries:
            shown = name if len(name) <= 40 else name[:40] + "…"
            raise UnknownError(
                _("no scenario '{name}'").format(name=shown) + did_you_mean(name, entries)
            )
        return entries[name]

    def has(self, name: str) -> bool:
        """Whether there is a scenario of that name."""
        return name in self.entries() or self._unlisted(name) is not None

    def _unlisted(self, name: str) -> Entry | None:
        """The scenario of that name among those that are in no list."""
        if UNLISTED.fullmatch(name) is None:
            return None
        folder = self.unlisted / name
        there = not folder.is_symlink() and (folder / SCENARIO).is_file()
        return Entry(name, folder.resolve(), own=True) if there else None

    def forget(self, name: str) -> None:
        """Throw one away that is in no list, if it is there."""
        known = self._unlisted(name)
        if known is not None:
            shutil.rmtree(known.folder, ignore_errors=True)
            with self._lock:
                self._read.pop(name, None)

    def scenario(self, name: str) -> Scenario:
        """Read a scenario, anew where a file of it has changed.

        Raises
        ------
        UnknownError
            If there is none of that name.
        ScenarioError
            If it cannot be used, or a file of it lies elsewhere.
        """
        import detente
        from detente.events.store.folder import store_folder

        entry = self.entry(name)
        with named_within(entry.folder, name):
            signature = _signature(entry.folder)
        with self._lock:
            kept = self._read.get(name)
            if kept is not None and kept.signature == signature:
                return kept.scenario
        record = store_folder(self._store)
        with named_within(record, record.name), named_within(entry.folder, name):
            scenario = detente.load(entry.folder, self._store)
        with self._lock:
            # an unchanged text under a new date is the same scenario: what is compiled is kept
            if kept is not None and kept.scenario.hash == scenario.hash:
                scenario = kept.scenario
            self._read.pop(name, None)
            self._read[name] = _Read(signature, scenario)
            while len(self._read) > KEPT:
                del self._read[next(iter(self._read))]
        return scenario

    def believed(self, name: str, analyst: str | None) -> Scenario:
        """Read a scenario as an analyst believes it; as its claims state it, if none is named.

        Raises
        ------
        UnknownError, ScenarioError
            As `scenario` does.
        OutcomeError
            If it has no such analyst.
        """
        scenario = self.scenario(name)
        if analyst is None:
            return scenario
        with self._lock:
            kept = self._read.get(name)
            known = None if kept is None or kept.scenario is not scenario else kept.believed
        if known is None:
            return scenario.as_believed_by(analyst)
        if analyst not in known:
            # two at once: the first that is there is everybody's, with what is compiled of it
            known.setdefault(analyst, scenario.as_believed_by(analyst))
        return known[analyst]

    def known(self, name: str) -> Scenario | None:
        """A scenario if it has been read already, and no file of it has changed since."""
        entry = self.entry(name)
        with self._lock:
            kept = self._read.get(name)
        if kept is None or kept.signature != _signature(entry.folder):
            return None
        return kept.scenario

    def texts(self, name: str) -> dict[str, str]:
        """The files of a scenario as they lie there, by name, whether or not it can be used.

        What is no text in UTF-8, or too large for one, is left out.

        Raises
        ------
        UnknownError
            If there is none of that name.
        ScenarioError
            If a file of it lies elsewhere.
        """
        folder = self.entry(name).folder
        found = {}
        with named_within(folder, name):
            signature = _signature(folder)
        for file, _date, size in signature:
            if size <= LARGEST_TEXT and (folder / file).is_file():
                with suppress(OSError, UnicodeDecodeError):
                    found[file] = (folder / file).read_text(encoding="utf-8")
        return found

    def glance(self, name: str, language: str) -> Glance:
        """What a scenario is about, without the work of reading all of it.

        Raises
        ------
        UnknownError
            If there is none of that name.
        ScenarioError
            If it cannot be read, or a file of it lies elsewhere.
        """
        entry = self.entry(name)
        with named_within(entry.folder, name):
            signature = _signature(entry.folder)
        kept = self._seen.get((name, language))
        if kept is not None and kept[0] == signature:
            return kept[1]
        with named_within(entry.folder, name), named_within(entry.folder.name, name):
            found = glance(entry.folder, language)
        if found is None:  # something is wrong with it, which this says
            found = glance_of(self.scenario(name))
        self._seen[name, language] = (signature, found)
        return found


def _checked(given: str | Path) -> Path:
    """A folder that has a scenario, or holds folders that have; ids of built-in ones are known."""
    path = Path(given)
    if path.is_dir() and not (path / SCENARIO).is_file():
        root = path.resolve()
        if next(_scenarios(root), None) is not None:
            return root
        if not (path / RUN).is_file():
            raise ScenarioError(
                _("{path}: no {scenario} in this folder, nor in one within it").format(
                    path=given, scenario=SCENARIO
                )
            )
    return find(str(given)).resolve()


def _scenarios(root: Path) -> Iterator[Path]:
    """Folders of scenarios: the folder itself, or those directly in it, no link among them."""
    if (root / SCENARIO).is_file():
        yield root
        return
    found = sorted(
        path for path in root.iterdir() if not path.is_symlink() and (path / SCENARIO).is_file()
    )
    yield from found[:MOST_SCENARIOS]


def _name(folder: Path) -> str:
    return _UNFIT.sub("-", folder.name.lower()).strip("-") or "scenario"


def _free(name: str, taken: Iterable[str]) -> str:
    free, number = name, 2
    while free in taken:
        free, number = f"{name}-{number}", number + 1
    return free


def _signature(folder: Path) -> Signature:
    """Names, sizes and dates of all files; none of them may lie elsewhere.

    Raises
    ------
    ScenarioError
        If a link leads out of the folder.
    """
    root = folder.resolve()
    found = []
    for number, path in enumerate(root.rglob("*")):
        if number >= MOST_FILES:
            raise ScenarioError(labelled(folder, _("too many files; this is no scenario's folder")))
        if path.is_symlink() and not path.resolve().is_relative_to(root):
            raise ScenarioError(
                labelled(
                    folder,
                    _(
                        "'{file}' is a link that leaves the folder; put the file itself there"
                    ).format(file=path.relative_to(root)),
                )
            )
        try:
            stat = path.stat()
        except OSError:
            continue
        found.append((str(path.relative_to(root)), stat.st_mtime_ns, stat.st_size))
    return tuple(sorted(found))
