"""Entries whose act says who does it: ``RUS>USA: COERCE``, ``RUS~USA: CONSULT``."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from detente.errors import InputError
from detente.language.current import gettext as _
from detente.language.faults import Faults
from detente.ontology.acts import Act
from detente.scenario.short.usual import rate

_ACTOR = r"[A-Za-z][A-Za-z0-9+_-]*"
WHO = re.compile(rf"\s*({_ACTOR})\s*([>~])\s*({_ACTOR}(?:\s*~\s*{_ACTOR})*)\s*:\s*(.*)", re.DOTALL)
"""Who does it, whether alone or together, with whom, and what."""

NAMED = ("source", "target", "with")


def named(entries: Any) -> Any:
    """Processes, each a table with an id: of its parties and its act where it has none."""
    if not isinstance(entries, list):
        return entries
    written = (entry.get("id") for entry in entries if isinstance(entry, dict))
    taken = {name for name in written if isinstance(name, str)}
    found = []
    for each in entries:
        entry = {"act": each} if isinstance(each, str) else each
        if isinstance(entry, dict) and "id" not in entry and "act" in entry:
            stem = name = called(str(entry["act"]), entry)
            n = 2
            while name in taken:
                name, n = f"{stem}-{n}", n + 1
            taken.add(name)
            entry = {"id": name, **entry}
        found.append(entry)
    return found


def called(act: str, entry: Mapping[str, Any]) -> str:
    """The id of a process that has none: ``rus-usa-consult-visit-leader``."""
    ends = (str(entry[key]) for key in ("source", "target") if key in entry)
    words = " ".join([*ends, act])
    return re.sub(r"[^a-z0-9]+", "-", words.lower()).strip("-")


def process(entry: dict[str, Any], tables: Mapping[str, Any], at: str, faults: Faults) -> Any:
    """A process with what it leaves out."""
    full = parties(entry, at, faults)
    return {**full, "rate": rate(full["rate"])} if "rate" in full else full


def parties(entry: dict[str, Any], at: str, faults: Faults) -> dict[str, Any]:
    """An entry with an act whose parties are keys of their own."""
    act = entry.get("act")
    found = WHO.fullmatch(act) if isinstance(act, str) else None
    if found is None:
        return entry
    source, sign, others, what = found.groups()
    target, *more = (each.strip() for each in others.split("~"))
    named = NAMED if more else NAMED[:2]
    twice = [key for key in named if key in entry]
    if twice:
        faults.tell(
            _("{place}: the act says who does it; leave {keys} out").format(
                place=f"{at}.act", keys=", ".join(twice)
            )
        )
    elif (sign == "~" or more) and _directed(what):
        faults.tell(
            _("{place}: {act} is done by one to another; write {right}").format(
                place=f"{at}.act", act=what, right=f'"{source}>{target}: {what}"'
            )
        )
    who: dict[str, Any] = {"source": source, "target": target} | ({"with": more} if more else {})
    full: dict[str, Any] = {}
    for key, value in entry.items():
        full |= {**who, "act": what} if key == "act" else {key: value}
    return full


def _directed(act: str) -> bool:
    """Whether an act is one that is no joint one."""
    try:
        return not Act.parse(act).joint
    except InputError:
        return False
