"""A scenario's tables without values that a state is not to have, and all that hangs on them."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from detente.reading.writing.base import Base
from detente.reading.writing.toml import Table

ALWAYS: Table = {}
"""A condition that holds on every day."""


@dataclass(slots=True)
class _Gone:
    """What is taken out: values of states, processes, outcomes."""

    values: set[tuple[str, str]]
    processes: set[str] = field(default_factory=set)
    groups: Mapping[str, list[str]] = field(default_factory=dict)

    def left(self, ids: Iterable[str]) -> list[str]:
        """Of processes and groups those of which something is left."""
        return [each for each in ids if set(self.groups.get(each, [each])) - self.processes]

    def condition(self, so: Table) -> Table | None:
        """What is left of a condition; None if it can never hold."""
        found = dict(so)
        if "state" in so:
            values = so["is"] if isinstance(so["is"], list) else [so["is"]]
            kept = [each for each in values if (so["state"], each) not in self.values]
            if not kept:
                return None
            found["is"] = kept if len(kept) > 1 else kept[0]
        if "on" in so:
            found["on"] = self.left(so["on"])
            if not found["on"]:
                return None
        if "since" in so and isinstance(so["since"], dict):
            since = self.condition(so["since"])
            if since is None:
                return None
            found["since"] = since
        if "not" in so:
            inner = self.condition(so["not"])
            if inner is None:
                return ALWAYS
            found["not"] = inner
        if "all" in so:
            parts = [self.condition(each) for each in so["all"]]
            if any(each is None for each in parts):
                return None
            found["all"] = [each for each in parts if each]
        if "any" in so:
            found["any"] = [each for part in so["any"] if (each := self.condition(part))]
            if not found["any"]:
                return None
        return found

    def waits(self, table: Table, name: str) -> Table | None:
        """A table whose condition is what is left of it; None if that never holds."""
        if not isinstance(table.get(name), dict):
            return table
        so = self.condition(table[name])
        if so is None:
            return None
        rest = {k: v for k, v in table.items() if k != name}
        return rest | {name: so} if so else rest


def prune(base: Base, values: Collection[tuple[str, str]]) -> Base:
    """Take values of states out, with the transitions, processes and outcomes that need them.

    Parameters
    ----------
    base : Base
    values : collection of (str, str)
        Each the id of a state and one of its values; not the one with which it starts.
    """
    if not values:
        return base
    gone = _Gone(set(values), groups=base.groups)
    while True:
        before = len(gone.values), len(gone.processes)
        processes = [p for each in base.processes if (p := gone.waits(each, "while"))]
        gone.processes |= {p["id"] for p in base.processes} - {p["id"] for p in processes}
        states = [found for each in base.states if (found := _state(each, gone))]
        moves = {each["id"]: _reached(each) for each in states}
        for each in base.states:
            reached = {each["start"], *moves.get(each["id"], ())}
            gone.values |= {(each["id"], v) for v in each["values"] if v not in reached}
        if before == (len(gone.values), len(gone.processes)):
            break
    groups = {name: kept for name, ids in base.groups.items() if (kept := gone.left(ids))}
    outcomes = _outcomes(base.outcomes, gone)
    effects = [e for each in base.effects if (e := _acting(each, gone))]
    return replace(
        base, states=states, processes=processes, groups=groups, effects=effects, outcomes=outcomes
    )


def _state(state: Table, gone: _Gone) -> Table | None:
    """A state with the values and transitions that are left; None if it can never move."""
    values = [v for v in state["values"] if (state["id"], v) not in gone.values]
    moves: list[Table] = []
    for move in state["transitions"]:
        found = gone.waits(move, "when")
        if found is None or found["to"] not in values:
            continue
        if "from" in found:
            start = found["from"] if isinstance(found["from"], list) else [found["from"]]
            kept = [each for each in start if each in values]
            if not kept:
                continue
            found = found | {"from": kept if len(kept) > 1 else kept[0]}
        moves.append(found)
    if not moves:
        return None
    named: dict[str, Any] = {
        name: {v: t for v, t in state[name].items() if v in values}
        for name in ("titles", "prose")
        if name in state
    }
    return state | named | {"values": values, "transitions": moves}


def _reached(state: Table) -> set[str]:
    """Values to which a transition of a state leads."""
    return {each["to"] for each in state.get("transitions", ())}


def _acting(effect: Table, gone: _Gone) -> Table | None:
    """An effect on what is left, if it can act at all."""
    found = gone.waits(effect, "while")
    if found is None or "on" not in found:
        return found
    on = gone.left(found["on"])
    return found | {"on": on} if on else None


def _outcomes(outcomes: Iterable[Table], gone: _Gone) -> list[Table]:
    """Outcomes that can come about, and ask for none that cannot."""
    found: list[Table] = []
    lost: set[str] = set()
    for each in outcomes:
        kept = gone.waits(each, "when")
        ids = None
        if kept is not None:
            ids = next((kept[k] for k in ("on", "acts") if isinstance(kept.get(k), list)), None)
        hangs = {each[k] for k in ("given", "after", "upon") if isinstance(each.get(k), str)}
        if kept is None or hangs & lost or (ids is not None and not gone.left(ids)):
            lost.add(each["id"])
            continue
        for name in ("on", "acts"):
            if isinstance(kept.get(name), list):
                kept = kept | {name: gone.left(kept[name])}
        found.append(kept)
    return found
