"""The texts of a starting scenario in the other language, as a translation file."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping

from detente.language.current import LANGUAGES, language
from detente.scenario.folder import Memory
from detente.scenario.read import read
from detente.scenario.references import references
from detente.scenario.scenario import Scenario
from detente.scenario.words import is_own

_BARE = re.compile(r"[A-Za-z0-9_-]+")


def other_language() -> str:
    """The language that is not in force."""
    return next(each for each in LANGUAGES if each != language())


def translation(own: Mapping[str, str], other: Mapping[str, str], head: str, brief: str) -> str:
    """Write what a scenario says in another language, under the ids of `scenario.toml`.

    Parameters
    ----------
    own, other : mapping of str to str
        The files of the scenario in either language; they differ in their texts alone.
    head : str
        Comment at the top.
    brief : str
        Name of the brief in the other language.
    """
    mine, theirs = (read(Memory(files, language())) for files in (own, other))
    said = theirs.words.own.by_key
    lines = [head, f"title = {_quoted(said['title',])}", f"brief = {_quoted(brief)}"]
    last: tuple[str, str] | None = None
    for key in mine.words.own.by_key:
        if key not in said or len(key) != 3 or key[0] == "references" or _has_its_own(mine, key):
            continue
        table, name, what = key
        if (table, name) != last:
            lines.append(f"\n[{table}.{_key(name)}]")
            last = (table, name)
        lines.append(f"{'.'.join(map(_key, what.split('.')))} = {_quoted(said[key])}")
    lines.append("\n[references]")
    lines += [f"{_quoted(one)} = {_quoted(two)}" for one, two in _references(mine, theirs).items()]
    return "\n".join(lines) + "\n"


def _has_its_own(scenario: Scenario, key: tuple[str, ...]) -> bool:
    """Whether it is an actor that has a usual name in every language."""
    table, name, _what = key
    return table == "actors" and name in scenario.words.usual


def _references(one: Scenario, other: Scenario) -> dict[str, str]:
    mine, theirs = (references(each.file, each.effects) for each in (one, other))
    return {one: two for one, two in zip(mine, theirs, strict=True) if not is_own(one)}


def _key(text: str) -> str:
    return text if _BARE.fullmatch(text) else _quoted(text)


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)
