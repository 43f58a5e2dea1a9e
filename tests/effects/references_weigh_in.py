"""What effects document by which others weigh in, in plain NumPy; see `references`."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable
from typing import Any

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


def _amount(
    case: Case,
    dyads: Iterable[str],
    acts: object,
    half_life: float,
    *,
    receiver: str | None = None,
    prior: float = 1.0,
) -> F64:
    """log(1 + M/c) of the sum of memories."""
    every = [memory(case, d, acts, half_life, receiver=receiver) for d in dyads]
    return np.asarray(np.log1p(np.sum(every, axis=0) / prior))


def response(case: Case) -> Contribution:
    e = case.entry
    dyads = [
        d
        for by in e["by"]
        for d in (_towards(*by.split(">")) if ">" in by else [pair(*by.split("~"))])
    ]
    level = _amount(case, dyads, e["acts"], e["half_life"], prior=e.get("prior", 1.0))
    return on_side(case, e["actor"], level) if "actor" in e else for_pair(case, level)


def mediation(case: Case) -> Contribution:
    e = case.entry
    found: Contribution = {}
    for name in case.on():
        p = case.process(name)

        def effort(k: str, actor: str) -> F64:
            each = [memory(case, d, e["acts"], e["half_life"]) for d in _towards(k, actor)]
            return np.asarray(np.sum(each, axis=0))

        i, j = (
            np.stack([effort(k, actor) for k in e["mediators"]])
            for actor in (p["source"], p["target"])
        )
        if e.get("together"):
            lesser = np.minimum(i.sum(axis=0), j.sum(axis=0))
        else:
            lesser = np.minimum(i, j).sum(axis=0)
        found[name, PAIR] = case.theta * np.log1p(lesser / e["prior"])
    return found


def guarantee(case: Case) -> Contribution:
    e = case.entry
    found = for_pair(case, np.full(case.days, e["credibility"]["mean"]))
    breaches = [case.process(name) for name in case.on()]
    total = np.zeros(case.days)
    for p in breaches:
        dyad = f"{p['source']}>{p['target']}"
        total += memory(case, dyad, p["act"], e["half_life"])
    amount = np.log1p(total / e["prior"])
    for name in e["answers"]:
        found[name, side(case, name, e["guarantor"])] = e["answer_coefficient"]["mean"] * amount
    return found


def patronage(case: Case) -> Contribution:
    e = case.entry
    support = _amount(
        case, _towards(e["patron"], e["client"]), e["support"], e["half_life"], prior=e["prior"]
    )
    both: tuple[Callable[..., Any], ...] = (memory, usual)
    found: Contribution = {}
    for name in case.on():
        p = case.process(name)
        other = p["target"] if p["source"] == e["client"] else p["source"]
        dyads = _towards(e["patron"], other)
        c, k = (
            [
                e["prior"] + sum(value(case, d, acts, e["half_life"]) for d in dyads)
                for value in both
            ]
            for acts in ("cooperation", "conflict")
        )
        line = follow(np.log(c[0] / k[0]), e["delay"], float(np.log(c[1] / k[1])))
        way = 1.0 if Act.parse(p["act"]).goldstein > 0 else -1.0
        found[name, side(case, name, e["client"])] = (
            way * case.theta * line + e["support_coefficient"]["mean"] * support
        )
    return found


def restraint(case: Case) -> Contribution:
    e = case.entry
    dyads = [d for k in e["by"] for d in _towards(k, e["actor"])]
    level = _amount(case, dyads, e["acts"], e["half_life"], prior=e.get("prior", 1.0))
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
        if hears["effect"] == "response":
            m0 = 0.0
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
        level = _amount(
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
