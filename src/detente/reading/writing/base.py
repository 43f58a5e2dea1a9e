"""What a kind of brief begins with, without the claims that its template makes up."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from detente.ontology.toml import parse_toml
from detente.reading.writing.toml import Table
from detente.scaffold.plan import Start
from detente.scaffold.render import opening
from detente.scenario.short.whole import whole


@dataclass(frozen=True, slots=True)
class Base:
    """The tables of a starting scenario that no claim owns."""

    record: Table
    index: list[Table]
    states: list[Table]
    levels: list[Table]
    processes: list[Table]
    groups: dict[str, list[str]]
    effects: list[Table]
    outcomes: list[Table]
    per_year: Mapping[str, float]
    """Days a year with the act of each process."""


def base(start: Start) -> Base:
    """Take the claims out of a starting scenario, and what hangs on them."""
    text, entries = opening(start)
    written = parse_toml(text, "scenario.toml")
    full = whole(written)
    credences = {claim["id"]: claim["credence"] for claim in full["claims"]}
    owned = {each["id"] for each in full["effects"] if {"claim", "denied_by"} & each.keys()}
    groups = {name: ids for name, ids in written.get("groups", {}).items() if name != "all"}
    return Base(
        record=full["record"],
        index=full.get("index", []),
        states=[_unowned(each, credences) for each in full.get("states", [])],
        levels=[_unowned(each, credences) for each in full.get("levels", [])],
        processes=[_short(each) for each in full["processes"]],
        groups=groups,
        effects=[each for each in full["effects"] if each["id"] not in owned],
        outcomes=_standing(full["outcomes"], owned),
        per_year={each.id: each.per_year for each in entries},
    )


def _short(process: Table) -> Table:
    """A process without the prose that is its title with a capital all the same."""
    title = process.get("title", "")
    if process.get("prose") == title[:1].upper() + title[1:]:
        return {k: v for k, v in process.items() if k != "prose"}
    return process


def _standing(outcomes: Iterable[Table], gone: set[str]) -> list[Table]:
    """The outcomes that ask for nothing that is gone."""
    found: list[Table] = []
    lost = set(gone)
    for each in outcomes:
        if {each.get(k) for k in ("of", "given", "after", "upon") if _is_id(each, k)} & lost:
            lost.add(each["id"])
        else:
            found.append(each)
    return found


def _is_id(outcome: Table, name: str) -> bool:
    return isinstance(outcome.get(name), str)


def _unowned(value: Any, credences: dict[str, float]) -> Any:
    """A table whose numbers no claim owns: each is what it was on average."""
    if isinstance(value, list):
        return [_unowned(each, credences) for each in value]
    if not isinstance(value, dict):
        return value
    found = {k: _unowned(v, credences) for k, v in value.items()}
    if "claim" not in found:
        return found
    credence, otherwise = credences[found.pop("claim")], found.pop("otherwise")
    template = found.get("template", {})
    template.pop("otherwise", None)
    for name in ("chance", "start", "amount"):
        if isinstance(found.get(name), float | int) and isinstance(otherwise, float | int):
            mean = round(credence * found[name] + (1 - credence) * otherwise, 2)
            found[name] = mean
            if name in template:
                template[name] = mean
    return found
