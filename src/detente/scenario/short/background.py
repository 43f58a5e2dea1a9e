"""`background = "usual"`: the effects that hold whatever is believed, in one word."""

from __future__ import annotations

import copy
from typing import Any

from detente.language.current import gettext as _
from detente.language.faults import Faults
from detente.language.format import written
from detente.ontology.acts import ActClass
from detente.scenario.short.groups import Deed, deeds_of
from detente.scenario.short.usual_effects import EFFECTS

KEY = "background"
WORD = "usual"


def with_background(tables: dict[str, Any], where: str, faults: Faults) -> dict[str, Any]:
    """The tables with the effects of the usual background, before their own.

    An effect of the scenario with one of their ids takes its place; one that would touch nothing
    is left out, and the pair of the first two actors has an index where none is followed.
    """
    if KEY not in tables:
        return tables
    given = tables[KEY]
    rest = {key: value for key, value in tables.items() if key != KEY}
    if given != WORD:
        faults.tell(
            _('{place}: write "{word}", or leave it out and write effects without a claim').format(
                place=f"{where}: {KEY}", word=WORD
            )
            + (f" ({written(given[:60])})" if isinstance(given, str) else "")
        )
        return rest
    own = rest.get("effects", [])
    if not isinstance(own, list):
        return rest
    ids = [entry.get("id") for entry in own if isinstance(entry, dict)]
    usual = [copy.deepcopy(each) for each in EFFECTS if each["id"] not in ids]
    rest["effects"] = [*usual, *own]
    match rest:
        case {"index": [*_rest]}:
            pass
        case {"actors": [{"id": str(one)}, {"id": str(other)}, *_others]}:
            rest["index"] = [{"pair": [one, other]}]
    return rest


def without_idle(tables: dict[str, Any]) -> dict[str, Any]:
    """The tables without effects of the background that nothing here could feel."""
    own = tables.get("effects")
    if not isinstance(own, list) or not any(each in EFFECTS for each in own):
        return tables
    deeds = list(deeds_of(tables.get("processes")))
    groups = {"all": [deed.id for deed in deeds]} | tables.get("groups", {})
    return tables | {
        "effects": [each for each in own if each not in EFFECTS or _felt(each, deeds, groups)]
    }


def _felt(effect: dict[str, Any], deeds: list[Deed], groups: dict[str, Any]) -> bool:
    """Whether an effect of the background touches a process, and hears one where it listens."""
    named = {member for name in effect["on"] for member in groups.get(name, ())}
    touched = [deed for deed in deeds if deed.id in named]
    if "acts" not in effect:
        return bool(touched)
    within = [deed for deed in deeds if ActClass.parse(effect["acts"]).contains(deed.act)]
    if effect["effect"] == "reciprocity":
        return any(deed.meets(other) for deed in touched for other in within)
    return any(deed in within for deed in touched)
