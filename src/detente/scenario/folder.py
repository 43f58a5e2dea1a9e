"""Where the texts of a scenario come from: a folder, or memory."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path, PurePosixPath, PureWindowsPath
from typing import Protocol

from detente.errors import InputError, ScenarioError
from detente.files.read import read_text
from detente.files.reasons import reason
from detente.language.current import gettext as _
from detente.language.format import labelled
from detente.language.hints import did_you_mean, hint

SCENARIO = "scenario.toml"
RUN = "run.json"
BUILT_IN = Path(__file__).parent.parent / "scenarios"
LARGEST_SCENARIO = 5_000_000
"""Bytes of the largest scenario.toml; a hundred times the built-in one."""


class Source(Protocol):
    """Gives the texts of a scenario by name."""

    @property
    def name(self) -> str:
        """What messages call it; a text is ``name/file``."""

    def text(self, file: str, key: str = "") -> str:
        """Return a text, which the scenario names under `key`.

        Raises
        ------
        ScenarioError
            If there is none that can be read.
        """

    def has(self, file: str) -> bool:
        """Whether there is a text of this name."""

    def names(self, within: str = "") -> Iterable[str]:
        """Names of all that is there, or that is in a folder of it: ``folder/file``."""


@dataclass(frozen=True, slots=True)
class Folder:
    """The texts in a folder, and in no other place."""

    path: Path

    @property
    def name(self) -> str:
        """The folder as it was named."""
        return str(self.path)

    def text(self, file: str, key: str = "") -> str:
        """Read a file that lies in the folder."""
        path = self.path / file
        if key:
            where = labelled(self.path / SCENARIO, key)
            inside = _is(path, lambda p: p.resolve().is_relative_to(self.path.resolve()))
            if not inside or not _is_plain(file):
                raise ScenarioError(
                    _("{where} = '{file}' leaves the scenario's folder; name a file in it").format(
                        where=where, file=file
                    )
                )
            if not _is(path, Path.is_file):
                raise ScenarioError(
                    _("{where}: no file '{file}' in {path}").format(
                        where=where, file=file, path=self.path
                    )
                )
        try:
            return read_text(path, LARGEST_SCENARIO) if file == SCENARIO else read_text(path)
        except InputError as error:
            raise ScenarioError(str(error)) from None

    def has(self, file: str) -> bool:
        """Whether the file lies in the folder."""
        return _is(self.path / file, Path.is_file)

    def names(self, within: str = "") -> Iterable[str]:
        """Names of the files in the folder, or in one of its own, which need not be there."""
        if within and not _is(self.path / within, Path.is_dir):
            return []
        before = f"{within}/" if within else ""
        try:
            found = [p.name for p in (self.path / within).iterdir() if _is(p, Path.is_file)]
            return [f"{before}{name}" for name in found]
        except OSError as error:
            raise ScenarioError(
                _("{path}: cannot be listed: {reason}").format(path=self.path, reason=reason(error))
            ) from None


@dataclass(frozen=True, slots=True)
class Memory:
    """Texts held in memory, by name."""

    texts: Mapping[str, str]
    name: str = "scenario"

    def text(self, file: str, key: str = "") -> str:
        """Look up a text."""
        if file not in self.texts or not _is_plain(file):
            raise ScenarioError(
                _("{name}/{scenario}: {key}: no file '{file}'").format(
                    name=self.name, scenario=SCENARIO, key=key, file=file
                )
            )
        return self.texts[file]

    def has(self, file: str) -> bool:
        """Whether it holds the text."""
        return file in self.texts

    def names(self, within: str = "") -> Iterable[str]:
        """Names of the texts."""
        inside = f"{within}/" if within else ""
        return [n for n in self.texts if n.startswith(inside) and "/" not in n[len(inside) :]]


def built_in() -> list[str]:
    """Ids of the scenarios that come with the package."""
    return sorted(p.parent.name for p in BUILT_IN.glob(f"*/{SCENARIO}"))


def find(name: str) -> Path:
    """Folder of a scenario: a path, or the id of a built-in one.

    Raises
    ------
    ScenarioError
        If there is neither.
    """
    if not name:
        raise ScenarioError(_("the name of the scenario is empty; name its folder"))
    path = Path(name)
    if path.name == SCENARIO and _is(path, Path.is_file):
        path = path.parent
    if _is(path, Path.is_dir):
        if not _is(path / SCENARIO, Path.is_file):
            kept = _is(path / RUN, Path.is_file)
            more = ""
            if kept:
                more = hint(
                    _("it is a run, whose scenario is {path}").format(path=path / "scenario")
                )
            raise ScenarioError(
                _("{path}: no {scenario} in this folder{more}").format(
                    path=path, scenario=SCENARIO, more=more
                )
            )
        return path
    if name in built_in():
        return BUILT_IN / name
    if _is(path, Path.is_file):
        raise ScenarioError(_("{path}: a file; name the folder of the scenario").format(path=path))
    raise ScenarioError(
        _("no scenario folder '{name}'").format(name=name) + did_you_mean(name, built_in())
    )


def _is_plain(file: str) -> bool:
    """Whether a name leads down only: a run folder keeps the file under the same name."""
    forms = (PurePosixPath(file), PureWindowsPath(file))
    return not any(form.anchor or ".." in form.parts for form in forms)


def _is(path: Path, kind: Callable[[Path], bool]) -> bool:
    """Whether there is such a file or folder; none has a name that no file can have."""
    try:
        return kind(path)
    except (OSError, RuntimeError, ValueError):  # RuntimeError: links in a circle
        return False
