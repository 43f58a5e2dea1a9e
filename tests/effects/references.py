"""What each effect documents, in plain NumPy and apart from the builder and the kernel.

A reference is given a history and returns what the effect adds: (process, side) → [days]. Sides
are those of the trace: 0 the pair, 1 the source, 2 the target; 3 is the hazard itself, for rules
and gates.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import itertools
import math
from collections.abc import Callable
from statistics import NormalDist

import numpy as np

from detente.ontology.acts import Act, ActClass
from tests.effects.case import (
    F64,
    HAZARD,
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
    usual,
    where,
)
from tests.effects.references_weigh_in import WEIGHING_IN

__all__ = ["HAZARD", "PAIR", "REFERENCES", "SOURCE", "TARGET", "Case"]

# ------------------------------------------------------------------------------ the effects


def inertia(case: Case) -> Contribution:
    e = case.entry
    kind = ActClass.parse(e["acts"])
    found: Contribution = {}
    for name in case.on():
        p = case.process(name)
        if kind.contains(Act.parse(p["act"])):
            own = {where(p["source"], p["target"], p["act"]), pair(p["source"], p["target"])}
            found[name, PAIR] = sum(
                (
                    q["mean"] * np.log(
                        (e["prior"] + sum(memory(case, d, e["acts"], h) for d in own))
                        / (e["prior"] + sum(usual(case, d, e["acts"], h) for d in own))
                    )
                    for h, q in zip(e["half_lives"], e["coefficients"], strict=True)
                ),
                np.zeros(case.days),
            )  # fmt: skip
    return found


def _in_kind(case: Case, e: Entry) -> Contribution:
    found: Contribution = {}
    for name in e["on"]:
        p = case.process(name)
        i, j = p["source"], p["target"]
        deciding = [(SOURCE, i, j), (TARGET, j, i)] if joint(p["act"]) else [(PAIR, i, j)]
        for at, actor, other in deciding:
            dyads = (f"{other}>{actor}", pair(i, j))
            m = sum(memory(case, d, e["acts"], e["half_life"], receiver=actor) for d in dyads)
            m0 = sum(usual(case, d, e["acts"], e["half_life"]) for d in dyads)
            level = (e["prior"] + m) / (e["prior"] + m0)
            found[name, at] = e["coefficient"]["mean"] * np.log(level)
    return found


def reciprocity(case: Case) -> Contribution:
    return _in_kind(case, case.entry)


def alpha(case: Case, process: str) -> float:
    """log λ of a day with the usual chance of the act."""
    chance = case.process(process)["rate"]["per_year"] / 365.25
    return math.log(-math.log(1.0 - chance))


def mutual_consent(case: Case) -> Contribution:
    ready, reluctant, personal = (e["coefficient"]["mean"] for e in case.entries[:3])
    both = math.exp(alpha(case, "call") + 0.5 * (ready + reluctant) + personal)
    return {
        ("call", HAZARD): np.full(case.days, both),
        ("summit", HAZARD): np.full(case.days, math.exp(alpha(case, "summit"))),
    }


def disposition(case: Case) -> Contribution:
    e = case.entry
    begin, end = e.get("since", dt.date.min), e.get("until", dt.date.max)
    return on_side(case, e["actor"], case.calendar(lambda d: float(begin <= d < end)))


def third_parties(case: Case) -> Contribution:
    e = case.entry

    def between(a: str, b: str, acts: object) -> F64:
        pair = "~".join(sorted([a, b]))
        return sum(
            (memory(case, d, acts, e["half_life"]) for d in (f"{a}>{b}", f"{b}>{a}", pair)),
            np.zeros(case.days),
        )

    found: Contribution = {}
    for name in case.on():
        i, j = case.process(name)["source"], case.process(name)["target"]
        shared = sum(
            (np.minimum(between(i, k, e["first"]), between(k, j, e["second"])) for k in e["via"]),
            np.zeros(case.days),
        )
        found[name, PAIR] = case.theta * np.log1p(shared)
    return found


def office(case: Case) -> Contribution:
    e = case.entry
    found: Entry = next(o for o in case.raw["offices"] if o["id"] == e["office"])

    def line(date: dt.date) -> float:
        held = [h["id"] for h in found["holders"] if case.holds(h["id"], date)]
        return float(e["lines"].get(held[0], 0.0)) if held else 0.0

    return on_side(
        case, found["actor"], follow(case.calendar(line), e["half_life"], line(case.as_of))
    )


def rapport(case: Case) -> Contribution:
    a, b = case.entry["leaders"]
    return for_pair(
        case,
        case.calendar(
            lambda d: float(case.holds(a, d, elect=True) and case.holds(b, d, elect=True))
        ),
    )


def record(case: Case) -> Contribution:
    e = case.entry
    step = case.calendar(lambda d: float(case.holds(e["leader"], d, elect=True)))
    return on_side(case, e["remembered_by"], math.log(1.0 + e["measures"]) * step)


def offer(case: Case) -> Contribution:
    e = case.entry
    opened = np.zeros(case.days)
    if "opens_with" in e:
        start = case.holder(e["opens_with"])["start"]
        opened = case.calendar(lambda d: float(d >= start))
    elif "opens_after" in e:
        acts = case.happened["answer"]
        opened = np.concatenate([[0.0], np.minimum(np.cumsum(acts), 1.0)[:-1]])
    gate = np.where(opened == 1.0, 1.0, e.get("ajar", 0.0))
    helpers = [h for h in case.entries[:-1] if h["effect"] == "disposition"]
    found: Contribution = {}
    for name in case.on():
        rate = math.exp(alpha(case, name))
        mine = rate * math.exp(sum(h["coefficient"]["mean"] for h in helpers)) * gate
        theirs = (
            np.full(case.days, rate) if joint(case.process(name)["act"]) else np.zeros(case.days)
        )
        found[name, HAZARD] = np.maximum(mine, theirs)
    return found


def gate(case: Case) -> Contribution:
    """Open for ten days after each answer."""
    e = case.entry
    answered = np.concatenate([np.zeros(10), case.happened["answer"]])
    opened = np.array([answered[t : t + 10].any() for t in range(case.days)])
    return on_the_whole(case, np.where(opened, 1.0, e["ajar"]))


def vote(case: Case) -> Contribution:
    """Every way in which four members may vote."""
    e = case.entry
    chances = dict.fromkeys(e["members"], e["chance"]["mean"])
    chances |= {entry["member"]: entry["chance"]["mean"] for entry in e["consents"]}
    passed = 0.0
    for ballot in itertools.product((False, True), repeat=len(chances)):
        weight = sum(e["weights"][m] for m, yes in zip(chances, ballot, strict=True) if yes)
        if sum(ballot) >= e["at_least"] and weight >= e["share"] * sum(e["weights"].values()):
            odds = [p if y else 1 - p for p, y in zip(chances.values(), ballot, strict=True)]
            passed += math.prod(odds)
    return on_the_whole(case, np.full(case.days, passed))


def on_the_whole(case: Case, factor: F64) -> Contribution:
    """A gate of a third party on acts that nothing else touches."""
    return {(name, HAZARD): factor * math.exp(alpha(case, name)) for name in case.on()}


def lame_duck(case: Case) -> Contribution:
    e = case.entry
    actor = next(o["actor"] for o in case.raw["offices"] if o["id"] == e["office"])
    h = case.holder(e["successor"])
    return on_side(case, actor, case.calendar(lambda d: float(h["elected"] <= d < h["start"])))


def legacy(case: Case) -> Contribution:
    e = case.entry
    start = case.holder(e["successor"])["start"]
    stock = sum(
        (
            memory(case, d, e["measures"], e.get("half_life"), until=start)
            for d in (">".join(e["dyad"]), pair(*e["dyad"]))
        ),
        np.zeros(case.days),
    )
    step = case.calendar(lambda d: float(case.holds(e["successor"], d)))
    return on_side(case, e["weighs_on"], np.log1p(stock) * step)


def _without(case: Case) -> Case:
    return Case(case.raw, case.entries[:-1], case.record, case.happened, {}, case.seed, case.path)


def scheduled_acts(case: Case) -> Contribution:
    line, in_kind = case.entries[:2]
    found = {
        key: value - _in_kind(_without(case), in_kind)[key]
        for key, value in _in_kind(case, in_kind).items()
    }
    found["answer", PAIR] = _excess(case, line) - _excess(_without(case), line)
    return found


def _excess(case: Case, e: Entry) -> F64:
    total = sum(
        (
            memory(
                case, d, p["acts"], e["half_life"], receiver=e["actor"], step=p["weight"],
            )
            for p in e["pressure"]
            for d in (f"{p['source']}>{p['target']}", pair(p["source"], p["target"]))
        ),
        np.zeros(case.days),
    )  # fmt: skip
    over = np.maximum(total - e["threshold"]["mean"], 0.0)
    return np.asarray(e["coefficient"]["mean"] * np.log1p(over))


def red_line(case: Case) -> Contribution:
    return {("answer", PAIR): _excess(case, case.entry)}


def lock(case: Case) -> Contribution:
    days = np.flatnonzero(case.happened["answer"])
    latched = np.zeros(case.days)
    if days.size:
        age = np.arange(case.days) - (days[0] + 1)
        latched = np.where(age >= 0, 2.0 ** (-np.maximum(age, 0) / case.entry["half_life"]), 0.0)
    return for_pair(case, latched)


def _stock(case: Case, e: Entry) -> F64:
    unit = e.get("unit", 1000.0)
    total = np.full(case.days, e["in_force"] / unit)
    for sender in e["senders"]:
        total = total + memory(
            case, f"{sender}>{e['actor']}", e["acts"], None, start=0.0, step=e["per_act"] / unit
        )
    return np.asarray(np.log1p(total))


def sanctions(case: Case) -> Contribution:
    return on_side(case, case.entry["actor"], _stock(case, case.entry))


def _outside(case: Case, e: Entry) -> F64:
    def received(k: str) -> F64:
        pair = "~".join(sorted([k, e["actor"]]))
        return memory(case, f"{k}>{e['actor']}", e["acts"], e["half_life"]) + memory(
            case, pair, e["acts"], e["half_life"]
        )

    others = sum((received(k) for k in e["others"]), np.zeros(case.days))
    return np.asarray(others / (e["prior"] + others + received(e["counterpart"])))


def adaptation(case: Case) -> Contribution:
    e = case.entry
    bite, outside = case.entries[:2]
    speed = 1.0 + e["gain"]["mean"] * _outside(case, outside)
    share = follow(np.ones(case.days), e["half_life"], e["initial"], speed)
    lost = -e["strength"] * share * bite["coefficient"]["mean"] * _stock(case, bite)
    return {("concede", PAIR): lost, ("call", SOURCE): lost}


def outside_options(case: Case) -> Contribution:
    return on_side(case, case.entry["actor"], _outside(case, case.entry))


def contested_order(case: Case) -> Contribution:
    e = case.entry
    dyads = {where(p["source"], p["target"], p["act"]) for p in case.raw["processes"]}
    past, total = np.zeros(case.days), np.zeros(case.days)
    for dyad in sorted(dyads):
        m = memory(case, dyad, e["acts"], e["half_life"])
        total += m
        if e["leader"] not in dyad:
            past += m
    share = past / (e["prior"] + total)
    damped = -e["damping"] * share * case.entries[0]["coefficient"]["mean"]
    return {("ease", PAIR): case.theta * share, ("call", SOURCE): damped, ("concede", PAIR): damped}


def economic_stance(case: Case) -> Contribution:
    e = case.entry
    begin, end = e["ramp_from"].toordinal(), e["ramp_to"].toordinal()
    level = np.array(
        [
            np.interp(d.toordinal(), [begin, max(end, begin + 1)],
                      [e.get("before", 0.0), e.get("after", 1.0)])
            for d in case.dates
        ]
    )  # fmt: skip
    return on_side(case, e["actor"], level)


def advantage(case: Case) -> Contribution:
    e = case.entry
    return on_side(
        case, e["actor"], np.clip(e["standing"] + e["drift"] * np.arange(case.days) / 365, -1, 1)
    )


def regime(case: Case) -> Contribution:
    assert case.entry["while"] == {"season": ["12-01", "01-31"]}
    plane = case.theta * case.calendar(lambda d: float(d.month in (12, 1)))
    return {(name, PAIR): plane for name in case.on()}


def level(case: Case) -> Contribution:
    """The toy's stock: 4 at first, 3 more for each accusation, 0.1 less a day, never below 0."""
    value, stock = 4.0, np.zeros(case.days)
    for t in range(case.days):
        stock[t] = value
        value = max(value + 3.0 * case.happened["ru-accuses"][t] - 0.1, 0.0)
    r = case.entry.get("threshold", {"mean": 0.0})["mean"]
    unit = case.entry["unit_change"]
    plane = {
        "linear": (stock - r) / unit,
        "log1p": np.log1p(stock / unit),
        "excess": np.maximum(0.0, stock - r) / unit,
    }[case.entry["function"]]
    actor = case.entry.get("actor")
    return for_pair(case, plane) if actor is None else on_side(case, actor, plane)


def weekday(case: Case) -> Contribution:
    weekend = case.calendar(lambda d: float(d.isoweekday() > 5))
    share = math.exp(case.theta)
    workday = math.log((7.0 - 2.0 * share) / 5.0)
    return {(p, PAIR): np.where(weekend == 1.0, case.theta, workday) for p in case.on()}


def words(counter: list[int], key: list[int]) -> list[int]:
    """Philox 4×32-10 in Python's integers (Salmon et al. 2011)."""
    c, (k0, k1) = list(counter), key
    for _ in range(10):
        a, b = 0xD2511F53 * c[0], 0xCD9E8D57 * c[2]
        c = [(b >> 32) ^ c[1] ^ k0, b & 0xFFFFFFFF, (a >> 32) ^ c[3] ^ k1, a & 0xFFFFFFFF]
        k0, k1 = (k0 + 0x9E3779B9) & 0xFFFFFFFF, (k1 + 0xBB67AE85) & 0xFFFFFFFF
    return c


def normals(case: Case, name: str, domain: int, block: int) -> F64:
    """Four normals of a block, by inversion: one for each of four days."""
    n0, n1 = np.frombuffer(hashlib.sha256(name.encode()).digest()[:8], "<u4").tolist()
    counter = [case.path & 0xFFFFFFFF, n0 ^ (case.path >> 32), n1, domain << 28 | block]
    drawn = words(counter, [case.seed & 0xFFFFFFFF, case.seed >> 32])
    return np.array([NormalDist().inv_cdf((word + 0.5) / 2.0**32) for word in drawn])


def mood(case: Case) -> Contribution:
    e = case.entry
    sigma = e["sigma"]["mean"]
    rho = 0.5 ** (1.0 / e["half_life"])
    found: Contribution = {}
    for name in case.on():
        p = case.process(name)
        dyad = where(p["source"], p["target"], p["act"])
        label = f"mood:{dyad}:{Act.parse(p['act']).quad.label}:h={e['half_life']:g}"
        z = np.empty(case.days)
        value = normals(case, label, 4, case.dates[0].toordinal())[0]
        for t, date in enumerate(case.dates):
            z[t] = value
            shock = normals(case, label, 3, date.toordinal() // 4)[date.toordinal() % 4]
            value = rho * value + math.sqrt(1.0 - rho**2) * shock
        found[name, PAIR] = sigma * z - sigma**2 / 2.0
    return found


REFERENCES: dict[str, Callable[[Case], Contribution]] = {
    "inertia": inertia,
    "reciprocity": reciprocity,
    "mutual-consent": mutual_consent,
    "disposition": disposition,
    "third-parties": third_parties,
    **WEIGHING_IN,
    "office": office,
    "rapport": rapport,
    "record": record,
    "offer": offer,
    "gate": gate,
    "vote": vote,
    "lame-duck": lame_duck,
    "legacy": legacy,
    "scheduled-acts": scheduled_acts,
    "red-line": red_line,
    "lock": lock,
    "sanctions": sanctions,
    "adaptation": adaptation,
    "outside-options": outside_options,
    "contested-order": contested_order,
    "economic-stance": economic_stance,
    "advantage": advantage,
    "level": level,
    "weekday": weekday,
    "regime": regime,
    "mood": mood,
}
"""Name of an effect → the formula that it documents."""
