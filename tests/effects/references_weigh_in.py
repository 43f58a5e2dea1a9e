"""What effects document by which others weigh in, in plain NumPy; see `references`."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable

import numpy as np

from detente.ontology.acts import Act
from tests.effects.case import (
    F64,
    PAIR,
    SOURCE,
    TARGET,
    Case,
    Contribution,
    Entry,
    follow,
    for_pair,
    joint,
    memory,
    on_side,
    pair,
    side,
    usual,
)


def _towards(a: str, b: str) -> tuple[str, str]:
    return f"{a}>{b}", pair(a, b)


def _level(
    case: Case,
    dyads: Iterable[str],
    acts: object,
    half_life: float,
    *,
    receiver: str | None = None,
    prior: float = 1.0,
) -> F64:
    """log((c + M)/(c + M̄)) of the sum of memories."""
    every = list(dyads)
    m = sum((memory(case, d, acts, half_life, receiver=receiver) for d in every), np.zeros(1))
    return np.asarray(
        np.log((prior + m) / (prior + sum(usual(case, d, acts, half_life) for d in every)))
    )


def response(case: Case) -> Contribution:
    e = case.entry
    dyads = [
        d
        for by in e["by"]
        for d in (_towards(*by.split(">")) if ">" in by else [pair(*by.split("~"))])
    ]
    level = _level(case, dyads, e["acts"], e["half_life"], prior=e.get("prior", 1.0))
    return on_side(case, e["actor"], level) if "actor" in e else for_pair(case, level)


def mediation(case: Case) -> Contribution:
    e = case.entry
    found: Contribution = {}
    for name in case.on():
        p = case.process(name)

        def effort(k: str, actor: str, value: Callable[..., F64 | float]) -> F64:
            dyads = _towards(k, actor)
            found = [np.asarray(value(case, d, e["acts"], e["half_life"])) for d in dyads]
            return np.asarray(np.sum(found, axis=0))

        def lesser(
            value: Callable[..., F64 | float], i: str = p["source"], j: str = p["target"]
        ) -> F64:
            both = [np.stack([effort(k, actor, value) for k in e["mediators"]]) for actor in (i, j)]
            if e.get("together"):
                return np.asarray(np.minimum(both[0].sum(axis=0), both[1].sum(axis=0)))
            return np.asarray(np.minimum(*both).sum(axis=0))

        now, then = lesser(memory), lesser(usual)
        found[name, PAIR] = case.theta * np.log((e["prior"] + now) / (e["prior"] + then))
    return found


def guarantee(case: Case) -> Contribution:
    e = case.entry
    found = for_pair(case, np.full(case.days, e["credibility"]["mean"]))
    breaches = [case.process(name) for name in case.on()]
    total, normal = np.zeros(case.days), 0.0
    for p in breaches:
        dyad = f"{p['source']}>{p['target']}"
        total += memory(case, dyad, p["act"], e["half_life"])
        normal += usual(case, dyad, p["act"], e["half_life"])
    level = np.log((e["prior"] + total) / (e["prior"] + normal))
    for name in e["answers"]:
        found[name, side(case, name, e["guarantor"])] = e["answer_coefficient"]["mean"] * level
    return found


def patronage(case: Case) -> Contribution:
    e = case.entry
    support = _level(
        case, _towards(e["patron"], e["client"]), e["support"], e["half_life"], prior=e["prior"]
    )
    found: Contribution = {}
    for name in case.on():
        p = case.process(name)
        other = p["target"] if p["source"] == e["client"] else p["source"]
        dyads = _towards(e["patron"], other)
        friendly, hostile = (
            _level(case, dyads, acts, e["half_life"], prior=e["prior"])
            for acts in ("cooperation", "conflict")
        )
        line = follow(friendly - hostile, e["delay"], 0.0)
        way = 1.0 if Act.parse(p["act"]).goldstein > 0 else -1.0
        found[name, side(case, name, e["client"])] = (
            way * case.theta * line + e["support_coefficient"]["mean"] * support
        )
    return found


def restraint(case: Case) -> Contribution:
    e = case.entry
    dyads = [d for k in e["by"] for d in _towards(k, e["actor"])]
    level = _level(case, dyads, e["acts"], e["half_life"], prior=e.get("prior", 1.0))
    return on_side(case, e["actor"], level)


def faction(case: Case) -> Contribution:
    """What the listening effect adds beside what it did."""
    hears, e = case.entries
    share = e["share"]["mean"]

    def level(dyads: Iterable[str], also: Iterable[str], s: float) -> F64:
        kept = hears["acts"], hears["half_life"]
        m, m0 = np.zeros(case.days), 0.0
        for weight, each in ((1.0, dyads), (s, also)):
            for dyad in each:
                m += weight * memory(case, dyad, *kept)
                m0 += weight * usual(case, dyad, *kept)
        return np.asarray(np.log((hears["prior"] + m) / (hears["prior"] + m0)))

    found: Contribution = {}
    for name in hears["on"]:
        p = case.process(name)
        i, j = p["source"], p["target"]
        if hears["effect"] == "response":
            listening = [(PAIR, [by.split(">") for by in hears["by"]])]
        elif joint(p["act"]):
            listening = [(SOURCE, [[j, i]]), (TARGET, [[i, j]])]
        else:
            listening = [(PAIR, [[j, i]])]
        for at, heard in listening:
            own = dict.fromkeys(d for who, whom in heard for d in _towards(who, whom))
            also = [f"{e['part']}>{whom}" for who, whom in heard if who == e["whole"]]
            for a, b in (d.split("~") for d in own if "~" in d):
                if e["whole"] in (a, b):
                    also.append(pair(e["part"], b if a == e["whole"] else a))
            new, old = level(own, also, share), level(own, (), 0.0)
            found[name, at] = hears["coefficient"]["mean"] * (new - old)
    return found


def signal(case: Case) -> Contribution:
    """Bayes' rule, day after day, in chances."""
    e = case.entry
    belief = np.empty(case.days)
    b = e["prior"]
    start = case.holder("new")["elected"]
    assert start <= case.as_of  # so that the call is at risk from the first day on
    for t in range(case.days):
        belief[t] = b
        true, false = b, 1.0 - b
        for each in e["evidence"]:
            happened = case.happened[each["process"]][t] > 0
            for rate, holds in ((each["if_true"], True), (each["if_false"], False)):
                chance = rate / 365.25 if happened else 1.0 - rate / 365.25
                true, false = (true * chance, false) if holds else (true, false * chance)
        b = true / (true + false)
    return on_side(case, e["observer"], belief - e["prior"])


def audience(case: Case) -> Contribution:
    e = case.entry
    found: Contribution = {}
    for name in case.on():
        p: Entry = case.process(name)
        other = p["target"] if p["source"] == e["actor"] else p["source"]
        level = _level(
            case, _towards(e["actor"], other), e["acts"], e["half_life"], prior=e["prior"]
        )
        found[name, side(case, name, e["actor"])] = case.theta * level
    return found


def deadline(case: Case) -> Contribution:
    e = case.entry

    def rush(date: dt.date) -> float:
        left = (e["on_day"] - date).days
        return float(np.exp(-left / e["tau"])) if left >= 0 else 0.0

    plane = case.calendar(rush)
    return on_side(case, e["actor"], plane) if "actor" in e else for_pair(case, plane)


WEIGHING_IN: dict[str, Callable[[Case], Contribution]] = {
    "response": response,
    "mediation": mediation,
    "guarantee": guarantee,
    "patronage": patronage,
    "restraint": restraint,
    "faction": faction,
    "signal": signal,
    "audience": audience,
    "deadline": deadline,
}
