"""Puts the situation of each process together; those that are made of the same share it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from detente.baseline.beliefs import different
from detente.baseline.situation import Group, Situation, held_in, over_cycle
from detente.baseline.standing_planes import StandingPlanes, Under
from detente.kernel.compile import Compiled
from detente.planes.model import Coefficient, Term
from detente.planes.process import Process

F64 = NDArray[np.float64]
I64 = NDArray[np.int64]
U8 = NDArray[np.uint8]

MOST_STARTS = 4096
"""Beliefs by values of states that are told apart; of further states the chances count."""

NOTHING = 1e-12
"""What a plane holds that is at rest, but for rounding."""


@dataclass(frozen=True, slots=True)
class _Kept:
    """A term that counts at the start, with its plane there and over a cycle; 0 if that varies."""

    side: int
    coefficient: Coefficient
    scale: float
    value: float
    swing: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class _Makeup:
    """What the start of a process is made of; processes of which it is equal share it."""

    day: int
    joint: bool
    consent: Coefficient | None
    consent_plane: str | None
    fixed: tuple[_Kept, ...]
    varying: tuple[tuple[int, str, Coefficient, float], ...]


def situations_of(
    compiled: Compiled, processes: Sequence[Process], beliefs: U8, *, always: bool = False
) -> list[Situation]:
    """The start of each process; a plane that is 0 there adds nothing, whatever its coefficient.

    To the rate of a process that is stated with every claim false nothing belongs that comes on
    top of it, unless it is asked for `always`.
    """
    by_day: dict[int, StandingPlanes] = {}
    made: dict[_Makeup, Situation] = {}
    terms: dict[str, list[Term]] = {}
    for term in compiled.model.terms:
        terms.setdefault(term.process, []).append(term)
    everything = np.array([[c.draw.mean for c in compiled.coefficients]])
    means = Under(everything, beliefs[:1])
    found = []
    for row, process in enumerate(processes):
        day = min(max(int(compiled.program.first_day[row]), 0), compiled.model.days - 1)
        if day not in by_day:
            by_day[day] = StandingPlanes(compiled, day)
        planes = by_day[day]
        counts = (
            [] if process.rate.holds == "claims-false" and not always else terms.get(process.id, [])
        )
        varying = [term for term in counts if planes.varies(term.plane)]
        fixed = (_kept(planes, term, means) for term in counts if not planes.varies(term.plane))
        rule = compiled.model.rules.get(process.id) if counts else None
        makeup = _Makeup(
            day,
            process.two_sided,
            None if rule is None else rule.strength,
            None if rule is None else rule.plane,
            tuple(each for each in fixed if abs(each.value) > NOTHING or each.swing),
            tuple((t.side, t.plane, t.coefficient, t.scale) for t in varying),
        )
        if makeup not in made:
            made[makeup] = _situation(planes, makeup, varying, beliefs)
        found.append(made[makeup])
    return found


def _kept(planes: StandingPlanes, term: Term, means: Under) -> _Kept:
    swing = planes.compiled.model.cycles.get(term.plane, ())
    value = float(planes.plane(term.plane, means)[0, 0])
    return _Kept(term.side, term.coefficient, term.scale, value, swing)


def _situation(
    planes: StandingPlanes, makeup: _Makeup, varying: Sequence[Term], beliefs: U8
) -> Situation:
    touched = set() if makeup.consent is None else set(planes.claims_of(makeup.consent))
    if makeup.consent_plane is not None:
        touched |= planes.claims_behind(makeup.consent_plane)
    for kept in makeup.fixed:
        touched |= planes.claims_of(kept.coefficient)
    for term in varying:
        touched |= planes.claims_of(term.coefficient) | planes.claims_behind(term.plane)
    under, weight = different(beliefs, sorted(planes.claims[claim] for claim in touched))
    under, weight, held = _by_start(planes, varying, under, weight)
    offset = np.zeros((3, under.shape[0]))
    grouped: dict[tuple[int, tuple[tuple[str, float], ...]], list[_Kept]] = {}
    for kept in makeup.fixed:
        grouped.setdefault((kept.side, kept.coefficient.when), []).append(kept)
        without = np.zeros(under.shape[0])  # what holds instead where a claim is false
        for claim, otherwise in reversed(kept.coefficient.when):
            brings = kept.scale * otherwise * kept.value
            if kept.swing:
                swing = kept.scale * np.array(kept.swing)
                brings = float(over_cycle(np.array(otherwise), swing))
            without = np.where(under[:, planes.claims[claim]] == 1, without, brings)
        offset[kept.side] += without
    groups = [
        _group(planes, side, held_in(members[0].coefficient, planes.claims, under), members)
        for (side, _), members in grouped.items()
    ]
    return Situation(
        planes,
        under,
        held,
        weight,
        makeup.joint,
        makeup.consent,
        makeup.consent_plane,
        tuple(groups),
        offset,
        tuple(varying),
    )


def _by_start(
    planes: StandingPlanes, varying: Sequence[Term], under: U8, weight: F64
) -> tuple[U8, F64, dict[str, I64]]:
    """Beliefs, each with the values that states may begin with, by their chances at the means."""
    means = np.array([[c.draw.mean for c in planes.compiled.coefficients]])
    held: dict[str, I64] = {}
    for state in sorted({s for term in varying for s in planes.states_behind(term.plane)}):
        starts = planes.starts(state, Under(means, under))
        if under.shape[0] * len(starts) > MOST_STARTS:
            continue
        n = under.shape[0]
        share = np.concatenate([np.broadcast_to(chance, (1, n))[0] for _, chance in starts])
        value = np.repeat(np.array([value for value, _ in starts], dtype=np.int64), n)
        there = np.tile(weight, len(starts)) * share > 0.0
        under = np.tile(under, (len(starts), 1))[there]
        weight = (np.tile(weight, len(starts)) * share)[there]
        held = {name: np.tile(each, len(starts))[there] for name, each in held.items()}
        held[state] = value[there]
    return under, weight, held


def _group(planes: StandingPlanes, side: int, holds: F64, members: Sequence[_Kept]) -> Group:
    steady = [kept for kept in members if not kept.swing]
    return Group(
        side,
        holds,
        np.array([planes.columns[kept.coefficient] for kept in steady], dtype=np.int64),
        np.array([kept.scale * kept.value for kept in steady]),
        tuple(
            (planes.columns[kept.coefficient], kept.scale * np.array(kept.swing))
            for kept in members
            if kept.swing
        ),
    )
