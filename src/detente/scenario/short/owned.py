"""Effects that stand within the claim that owns them."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from typing import Any

from detente.language.current import gettext as _
from detente.language.faults import Faults

KEY = "effects"
"""Of a claim: what follows from it, each as in ``[[effects]]``."""

OWNERS = ("claim", "denied_by", "intent")
"""Keys by which an effect names a claim."""


def within(tables: Mapping[str, Any]) -> Iterator[tuple[int, int, str, dict[str, Any]]]:
    """Every effect within a claim: numbers of the claim and of the effect, from 1, its id, itself.

    An id that is left out is that of the claim, then the kind of effect, then a number from 2 on.
    """
    claims = tables.get("claims")
    for number, claim in enumerate(claims if isinstance(claims, list) else (), start=1):
        if not isinstance(claim, Mapping) or not isinstance(claim.get(KEY), list):
            continue
        taken: set[str] = set()
        for n, effect in enumerate(claim[KEY], start=1):
            if isinstance(effect, dict):
                name = str(effect.get("id") or called(claim.get("id"), effect, taken))
                taken.add(name)
                yield number, n, name, effect


def called(claim: Any, effect: Mapping[str, Any], taken: Collection[str]) -> str:
    """The id of an effect that has none, within a claim some of whose effects have been named."""
    stem = f"{claim}-{effect.get('effect')}"
    found, n = stem, 2
    while found in taken:
        found, n = f"{stem}-{n}", n + 1
    return found


def with_owned(tables: dict[str, Any], where: str, faults: Faults) -> dict[str, Any]:
    """The tables with the effects that stand within claims behind the others."""
    claims, effects = tables.get("claims"), tables.get("effects", [])
    if not isinstance(claims, list) or not isinstance(effects, list):
        return tables
    for number, claim in enumerate(claims, start=1):
        told = claim.get(KEY, []) if isinstance(claim, dict) else []
        if not isinstance(told, list) or not all(isinstance(each, dict) for each in told):
            faults.tell(
                _("{place}: write a list of tables, such as {example}").format(
                    place=f"{where}: claims[{number}].{KEY}",
                    example='[{ effect = "disposition", actor = "RUS", on = ["contact"] }]',
                )
            )
    found = [
        _owned(claims[number - 1], name, effect) for number, _n, name, effect in within(tables)
    ]
    if not any(isinstance(claim, dict) and KEY in claim for claim in claims):
        return tables
    bare = [
        {key: value for key, value in claim.items() if key != KEY}
        if isinstance(claim, dict)
        else claim
        for claim in claims
    ]
    return tables | {"claims": bare, "effects": [*effects, *found]}


def _owned(claim: Mapping[str, Any], name: str, effect: dict[str, Any]) -> dict[str, Any]:
    """An effect with its id and with the claim that owns it, unless it names one in another way."""
    head = {key: effect[key] for key in ("effect",) if key in effect} | {"id": name}
    owner = {} if any(key in effect for key in OWNERS) else {"claim": claim.get("id")}
    return head | owner | effect


def places(tables: Mapping[str, Any]) -> dict[int, str]:
    """Where the effects stand that `with_owned` puts behind the others, by the number they get."""
    own = tables.get("effects", [])
    first = len(own) if isinstance(own, list) else 0
    return {
        first + order: f"claims[{number}].{KEY}[{n}]"
        for order, (number, n, _name, _effect) in enumerate(within(tables), start=1)
    }
