"""A scenario's tables without what may be left out: the way back from `whole`.

Nothing changes by it: what is left out is what stands in its place, and what is put otherwise says
the same.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from pydantic import BaseModel

from detente.effects.registry import effects as known_effects
from detente.ontology.acts import Act
from detente.ontology.fields import keys_of
from detente.ontology.titled import capital
from detente.planes.index import RelationIndex
from detente.scenario.short.background import KEY as BACKGROUND
from detente.scenario.short.background import WORD
from detente.scenario.short.effects import usual_otherwise
from detente.scenario.short.named_lists import Named
from detente.scenario.short.owned import KEY as OWNED
from detente.scenario.short.owned import OWNERS, called
from detente.scenario.short.usual import WORDS, coefficient
from detente.scenario.short.usual_effects import EFFECTS
from detente.scenario.short.whole import whole

Raw = dict[str, Any]

TEMPLATE = "template"


def shortened(tables: Mapping[str, Any]) -> Raw:
    """The tables as short as they can be without a change of what they say.

    Parameters
    ----------
    tables : mapping
        In full, as `whole` gives them.

    Returns
    -------
    dict
        In the same order. Effects that a claim owns stand within it.
    """
    found = Named.of(tables).put()
    found["actors"] = [_alone(each, "id") for each in found.get("actors", [])]
    found["index"] = [
        _alone(_without_defaults(each, RelationIndex), "pair") for each in found.get("index", [])
    ]
    found["processes"] = [_process(each) for each in found.get("processes", [])]
    effects = found.get("effects", [])
    found["effects"] = [_effect(each) for each in effects if owner(each) is None]
    found["claims"] = [
        _claim(claim, [each for each in effects if owner(each) == claim["id"]], found)
        for claim in found.get("claims", [])
    ]
    found = {key: value for key, value in found.items() if value not in ([], {})}
    return _with_word(found)


def _with_word(tables: Raw) -> Raw:
    """The tables with the usual background in a word, where that stands for the same effects."""
    usual = [each for each in tables.get("effects", []) if each in EFFECTS]
    own = [each for each in tables.get("effects", []) if each not in EFFECTS]
    said = {BACKGROUND: WORD} | {k: own if k == "effects" else v for k, v in tables.items()}
    meant = [each for each in whole(said)["effects"] if each in EFFECTS]
    if not usual or "index" not in tables or meant != usual:
        return tables
    return {key: value for key, value in said.items() if value != []}


def owner(effect: Mapping[str, Any]) -> str | None:
    """The claim that owns or denies an effect, or that is its intent; None of the background."""
    return next((effect[key] for key in OWNERS if key in effect), None)


def _alone(entry: Raw, key: str) -> Any:
    """What an entry has under a key, where it has nothing else."""
    return entry[key] if set(entry) == {key} else entry


def _process(entry: Raw) -> Raw:
    found = _done_by(entry)
    if found.get("prose") == capital(found.get("title", "")):
        del found["prose"]
    return found


def _done_by(entry: Mapping[str, Any]) -> Raw:
    """An entry whose act says who does it."""
    sign = "~" if Act.parse(entry["act"]).joint else ">"
    others = "".join(f"~{each}" for each in entry.get("with", []))
    act = f"{entry['source']}{sign}{entry['target']}{others}: {entry['act']}"
    rest = {key: v for key, v in entry.items() if key not in ("source", "target", "with")}
    return {key: act if key == "act" else value for key, value in rest.items()}


def _claim(entry: Raw, effects: Iterable[Raw], tables: Mapping[str, Any]) -> Raw:
    found: Raw = {}
    for key, value in entry.items():
        if key == "sentence" and "fingerprint" in entry:
            found["at"] = f"{value} {entry['fingerprint']}"
        elif key == "signs":
            found["signs"] = _signs(value)
        elif key == "fingerprint" and "sentence" in entry:
            continue
        elif not (key in ("document", "voice") and len(tables.get(f"{key}s", [])) == 1):
            found[key] = value
    owned: list[Raw] = []
    taken: list[str] = []
    for each in effects:
        plain = {"claim": entry["id"], "id": called(entry["id"], each, taken)}
        owned.append({k: v for k, v in _effect(each).items() if plain.get(k) != v})
        taken.append(each["id"])
    signs = {"signs": found.pop("signs")} if "signs" in found else {}
    return found | ({OWNED: owned} if owned else {}) | signs


def _signs(signs: Sequence[Raw]) -> Any:
    """Signs as a table, where all are of the claim forced to be true."""
    targets = [each["target"] for each in signs]
    keys = {"forced", "target", "moves"}
    if len({*targets}) < len(targets) or not all(s["forced"] and set(s) == keys for s in signs):
        return signs
    return {each["target"]: each["moves"] for each in signs}


def _effect(entry: Raw) -> Raw:
    kind = entry["effect"]
    known = known_effects().get(kind)
    found = entry if known is None else _without_defaults(entry, known)
    if kind == "scheduled-acts":
        found = _done_by(found)
    if "claim" in found and found.get("otherwise") == usual_otherwise(kind):
        found = {key: value for key, value in found.items() if key != "otherwise"}
    theta = found.get("coefficient")
    if theta is not None and theta == coefficient(kind, None):
        return {key: value for key, value in found.items() if key != "coefficient"}
    word = next((word for word in WORDS if theta == coefficient(kind, word)), None)
    return found if word is None else found | {"coefficient": word}


def _without_defaults(entry: Mapping[str, Any], model: type[BaseModel]) -> Raw:
    """An entry without numbers that are what they are when they are left out."""
    usual = {
        key
        for key, info in keys_of(model).items()
        if type(info.default) in (int, float) and entry.get(key) == info.default
    } - {"otherwise"}
    found = {key: value for key, value in entry.items() if key not in usual}
    if TEMPLATE in found:
        left = {key: value for key, value in found[TEMPLATE].items() if key not in usual}
        found = {key: value for key, value in found.items() if key != TEMPLATE}
        found |= {TEMPLATE: left} if left else {}
    return found
