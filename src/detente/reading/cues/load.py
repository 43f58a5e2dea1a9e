"""Cues of every effect, read from the files beside the effects and compiled for a language."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources
from importlib.resources.abc import Traversable

from pydantic import ValidationError

from detente.effects.registry import effects
from detente.errors import InputError
from detente.language.current import gettext as _
from detente.ontology.toml import parse_toml
from detente.reading.article import Tongue
from detente.reading.cues.pattern import Pattern, PatternError, read_pattern
from detente.reading.cues.schema import Cue, CueFile

JUDGEMENT = "judgement"
"""What stands for an effect where a text judges the chances or the pace themselves."""


@dataclass(frozen=True, slots=True)
class Compiled:
    """A cue with its patterns in one language; `number` is its place in its file."""

    effect: str
    number: int
    cue: Cue
    patterns: tuple[Pattern, ...]
    against: tuple[Pattern, ...]
    flips: tuple[Pattern, ...]


@dataclass(frozen=True, slots=True)
class CueBook:
    """All cues of a language, and where to look for which pattern.

    `keys`, `beginnings` and `endings` lead from a form, or the first or last letters of one, to the
    cues (by index) and their patterns that ask for it.
    """

    cues: tuple[Compiled, ...]
    near: Mapping[str, tuple[str, ...]]
    keys: Mapping[str, tuple[tuple[int, int], ...]]
    beginnings: Mapping[str, tuple[tuple[int, int], ...]]
    endings: Mapping[str, tuple[tuple[int, int], ...]]


@cache
def cue_files() -> Mapping[str, CueFile]:
    """Files of cues by effect, in the order of the registry, the judgement last.

    Raises
    ------
    InputError
        If a file of cues is wrong; it names the file and the key.
    """
    found = dict(_beside_effects())
    path = resources.files("detente.reading.cues").joinpath(f"{JUDGEMENT}.toml")
    found[JUDGEMENT] = read_cue_file(path, JUDGEMENT)
    return found


def _beside_effects() -> Iterator[tuple[str, CueFile]]:
    for name, kind in effects().items():
        package = kind.__module__.rpartition(".")[0]
        path = resources.files(package).joinpath("cues", f"{name}.toml")
        if path.is_file():
            yield name, read_cue_file(path, name)


def read_cue_file(path: Traversable, effect: str) -> CueFile:
    """Read and check a file of cues; its patterns are checked where they are compiled.

    Parameters
    ----------
    path : path
    effect : str
        The effect whose cues it must be.

    Raises
    ------
    InputError
        If it is wrong; it names the file, the key, and what would be right.
    """
    table = parse_toml(path.read_text(encoding="utf-8"), path.name)
    try:
        file = CueFile.model_validate(table)
    except ValidationError as error:
        first = error.errors()[0]
        raise _wrong(
            path.name, ".".join(str(part) for part in first["loc"]), first["msg"]
        ) from None
    if file.effect != effect:
        raise _wrong(path.name, "effect", _("it must be '{name}'").format(name=effect))
    if bool(file.silent) == bool(file.cues):
        raise _wrong(
            path.name, "cues", _("give cues, or with 'silent' the reason why there are none")
        )
    for number, cue in enumerate(file.cues):
        if not (cue.en or cue.fr):
            raise _wrong(path.name, f"cues.{number}", _("it has no pattern"))
    return file


def compiled(file: CueFile, language: Tongue) -> tuple[Compiled, ...]:
    """Compile the cues of a file in one language.

    Raises
    ------
    InputError
        If a pattern is wrong; it names the file and the key.
    """
    return tuple(
        _compiled(f"{file.effect}.toml", file.effect, number, cue, language)
        for number, cue in enumerate(file.cues)
    )


def _compiled(file: str, effect: str, number: int, cue: Cue, language: Tongue) -> Compiled:
    def read(key: str) -> tuple[Pattern, ...]:
        found = []
        for i, text in enumerate(getattr(cue, key)):
            try:
                found.append(read_pattern(text, language))
            except PatternError as error:
                why = _("'{text}': '{part}' says nothing").format(text=text, part=str(error))
                raise _wrong(file, f"cues.{number}.{key}.{i}", why) from None
        return tuple(found)

    ways = (read(language), read(f"not_{language}"), read(f"flip_{language}"))
    return Compiled(effect, number, cue, *ways)


def _wrong(file: str, key: str, why: str) -> InputError:
    return InputError(_("{file}, {key}: {why}").format(file=file, key=key, why=why))


@cache
def cue_book(language: Tongue) -> CueBook:
    """All cues of a language, compiled once."""
    files = cue_files()
    cues = tuple(each for file in files.values() for each in compiled(file, language))
    return CueBook(
        cues,
        {name: file.near for name, file in files.items()},
        _index(cues, lambda pattern: pattern.keys),
        _index(cues, lambda pattern: pattern.beginnings),
        _index(cues, lambda pattern: pattern.endings),
    )


def _index(
    cues: Sequence[Compiled], asked: Callable[[Pattern], frozenset[str]]
) -> dict[str, tuple[tuple[int, int], ...]]:
    index: dict[str, list[tuple[int, int]]] = {}
    for i, each in enumerate(cues):
        for j, pattern in enumerate(each.patterns):
            for key in sorted(asked(pattern)):
                index.setdefault(key, []).append((i, j))
    return {key: tuple(places) for key, places in index.items()}
