"""A history on the toy scenario, and what its memories hold, in plain NumPy."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from detente.ontology.acts import Act, ActClass

F64 = NDArray[np.float64]
Entry = dict[str, Any]
Contribution = dict[tuple[str, int], F64]
PAIR, SOURCE, TARGET, HAZARD = 0, 1, 2, 3
GROUPS = {"contact": ["call"]}


@dataclass(frozen=True)
class Case:
    """A history on the toy scenario, every claim true, every coefficient at its mean.

    `happened` holds the acts by process; `scheduled` those that were expected: row → (day, entry),
    only where they happened and no process had the same act on that day.
    """

    raw: dict[str, Any]
    entries: tuple[Entry, ...]
    record: tuple[tuple[dt.date, str, str, str, str], ...]
    happened: dict[str, F64]
    forced_schedule: dict[str, bool]
    seed: int
    path: int

    @property
    def entry(self) -> Entry:
        return self.entries[-1]

    @property
    def theta(self) -> float:
        return float(self.entry["coefficient"]["mean"])

    @property
    def as_of(self) -> dt.date:
        date: dt.date = self.raw["as_of"]
        return date

    @property
    def days(self) -> int:
        return int(self.raw["horizon"])

    @property
    def dates(self) -> list[dt.date]:
        return [self.as_of + dt.timedelta(days=t + 1) for t in range(self.days)]

    def calendar(self, value: Callable[[dt.date], float]) -> F64:
        return np.array([value(date) for date in self.dates], dtype=np.float64)

    def process(self, name: str) -> Entry:
        found: Entry = next(p for p in self.raw["processes"] if p["id"] == name)
        return found

    def on(self) -> list[str]:
        return [p for name in self.entry["on"] for p in GROUPS.get(name, [name])]

    def holder(self, name: str) -> Entry:
        found: Entry = next(
            h for office in self.raw["offices"] for h in office["holders"] if h["id"] == name
        )
        return found

    def holds(self, name: str, date: dt.date, *, elect: bool = False) -> bool:
        holder = self.holder(name)
        first = holder["elected" if elect and "elected" in holder else "start"]
        return bool(first <= date and ("end" not in holder or date < holder["end"]))


def joint(act: str) -> bool:
    return Act.parse(act).joint


def where(source: str, target: str, act: str) -> str:
    return "~".join(sorted([source, target])) if joint(act) else f"{source}>{target}"


def pair(a: str, b: str) -> str:
    return "~".join(sorted([a, b]))


def side(case: Case, process: str, actor: str) -> int:
    entry = case.process(process)
    if not joint(entry["act"]):
        assert entry["source"] == actor
        return PAIR
    return SOURCE if entry["source"] == actor else TARGET


def on_side(case: Case, actor: str, plane: F64) -> Contribution:
    return {(p, side(case, p, actor)): case.theta * plane for p in case.on()}


def for_pair(case: Case, plane: F64) -> Contribution:
    return {(p, PAIR): case.theta * plane for p in case.on()}


def scheduled(case: Case) -> Iterable[tuple[int, Entry]]:
    """Expected acts that happened: a day sees an act once."""
    for entry in case.entries:
        if entry["effect"] != "scheduled-acts":
            continue
        for occasion in entry["occasions"]:
            day = (occasion["date"] - case.as_of).days - 1
            if not 0 <= day < case.days:
                continue
            if not case.forced_schedule[f"{entry['id']}@{occasion['date']}"]:
                continue
            twin = [
                p["id"] for p in case.raw["processes"]
                if where(p["source"], p["target"], p["act"])
                == where(entry["source"], entry["target"], entry["act"])
                and p["act"] == entry["act"]
            ]  # fmt: skip
            if not any(case.happened[p][day] for p in twin):
                yield day, entry


def anticipation(entry: Entry, actor: str | None) -> float:
    known = entry.get("anticipation", {})
    return float(known[actor]["mean"]) if actor in known else 0.0


def usual(case: Case, dyad: str, acts: object, half_life: float) -> float:
    """M̄ = b/(1 − 2^(−1/h))."""
    kind = ActClass.parse(acts)  # type: ignore[arg-type]
    daily = sum(
        p["rate"]["per_year"] / 365.25 for p in case.raw["processes"]
        if where(p["source"], p["target"], p["act"]) == dyad
        and kind.contains(Act.parse(p["act"]))
    )  # fmt: skip
    return float(daily / (1.0 - 2.0 ** (-1.0 / half_life)))


def memory(
    case: Case,
    dyad: str,
    acts: object,
    half_life: float | None,
    *,
    receiver: str | None = None,
    until: dt.date | None = None,
    start: float | None = None,
    step: float = 1.0,
) -> F64:
    """M ← M·2^(−1/h) + w·y, from what the record leaves on day 0.

    For classes that the record lists completely: the listed acts, and the usual level before the
    list begins. For others: the usual level, or what is listed of them if that is more, in the
    number of acts. A stock (no half-life) holds the listed acts, beside what is given as its start.
    """
    kind = ActClass.parse(acts)  # type: ignore[arg-type]
    decay = 1.0 if half_life is None else 2.0 ** (-1.0 / half_life)
    complete = [ActClass.parse(c) for c in case.raw["record"]["complete"]]
    span = (case.as_of - case.raw["record"]["since"]).days + 1
    added = np.zeros(case.days)
    level = start or 0.0
    rest, listed = 0.0, 0.0
    for p in case.raw["processes"]:
        act = Act.parse(p["act"])
        if where(p["source"], p["target"], p["act"]) != dyad or not kind.contains(act):
            continue
        added += step * case.happened[p["id"]]
        if half_life is not None:
            known = any(c.contains(act) for c in complete)
            if known:
                level += step * decay**span * usual(case, dyad, p["act"], half_life)
            else:
                rest += step * usual(case, dyad, p["act"], half_life)
    for day, entry in scheduled(case):
        if where(entry["source"], entry["target"], entry["act"]) == dyad and kind.contains(
            Act.parse(entry["act"])
        ):
            added[day] += step * (1.0 - anticipation(entry, receiver))
    for date, source, target, text, claim in case.record:
        act = Act.parse(text)
        if where(source, target, text) != dyad or not kind.contains(act):
            continue
        weight = step * decay ** (case.as_of - date).days
        if claim:
            seen = [e for e in case.entries if e["effect"] == "scheduled-acts"]
            q = max([anticipation(e, receiver) for e in seen if e.get("claim") == claim] or [0.0])
            weight *= 1.0 - q
        if any(c.contains(act) for c in complete):
            level += weight
        else:
            listed += weight
    level += max(rest, listed)
    if until is not None:
        added[(until - case.as_of).days - 1 :] = 0.0
    found = np.empty(case.days)
    for t in range(case.days):
        found[t] = level
        level = level * decay + added[t]
    return found


def follow(target: F64, half_life: float, start: float, speed: F64 | float = 1.0) -> F64:
    """D ← D + (target − D)·(1 − 2^(−speed/h)): half of the gap in a half-life."""
    found = np.empty_like(target)
    rate = 1.0 - 0.5 ** (np.broadcast_to(np.asarray(speed), target.shape) / half_life)
    value = start
    for t in range(len(target)):
        found[t] = value
        value = (1.0 - rate[t]) * value + rate[t] * target[t]
    return found
