"""From a record and a plan to the arrays of the compiled passes."""

from __future__ import annotations

import datetime as dt

import numpy as np

from detente.daily.arrays import F64, I64, World
from detente.daily.plan import Plan
from detente.daily.record import Record


def decay(half_life: float) -> float:
    """What is left of a memory after a day."""
    return float(2.0 ** (-1.0 / half_life))


def build(record: Record, plan: Plan, rates: F64, prior: float, folds: I64 | None = None) -> World:
    """Lay out the world.

    Parameters
    ----------
    record : Record
    plan : Plan
        Of the same actors and classes.
    rates : array, shape (folds + 1, pairs, flows)
        Usual daily rates; the last those of the whole record.
    prior : float
        c of the log-level, in acts.
    folds : array of int, shape (blocks,), optional
        Which rates hold in a block of days; by default the last everywhere.
    """
    a, b = record.ends
    decays = np.array([decay(h) for h in plan.half_lives])
    usual = rates[..., None] / (1.0 - decays)
    days = record.weight.size
    dates = [record.origin + dt.timedelta(days=t) for t in range(days)]
    first = record.first_days()
    block = record.block
    if folds is None:
        folds = np.full(-(-days // block), len(rates) - 1)
    return World(
        a=a,
        b=b,
        at=record.at,
        days=record.days,
        begin=np.where(first < days, first // block * block, days).astype(np.int32),
        weight=record.weight,
        decay=decays,
        prior=np.array([prior]),
        block=np.array([block]),
        fold=folds,
        silent=np.log(prior) - np.log(prior + usual),
        base=np.log(rates),
        dyad=np.array([np.stack([m[a, b], m[b, a]], axis=1) for m in plan.dyads]).reshape(
            len(plan.dyads), a.size, 2
        ),
        series=_series(record, plan, rates[-1], prior),
        calendar=np.array([f(dates) for f in plan.calendars]).reshape(len(plan.calendars), days),
    )


def _series(record: Record, plan: Plan, rates: F64, prior: float) -> F64:
    from scipy.signal import lfilter

    a, b = record.ends
    n, days = len(record.actors), record.weight.size
    event_flow = np.repeat(np.arange(record.at.size - 1), np.diff(record.at))
    pair, flow = event_flow // record.flows, event_flow % record.flows
    # one series of zeros if there is none, so that the number of actors can be seen
    out = np.zeros((max(len(plan.series), 1), n, days))
    for s, series in enumerate(plan.series):
        counts, usual = np.zeros((n, days)), np.zeros(n)
        if series.what == "joint":
            q = 2 * len(record.directed) + series.index
            ends = [(q, a), (q, b)]
        else:
            ends = [(2 * series.index, a), (2 * series.index + 1, b)]
            if series.what == "received":
                ends = [(2 * series.index, b), (2 * series.index + 1, a)]
        for q, who in ends:
            mine = flow == q
            np.add.at(counts, (who[pair[mine]], record.days[mine]), 1.0)
            np.add.at(usual, who, rates[:, q])
        d = decay(series.half_life)
        memory = lfilter([0.0, 1.0], [1.0, -d], counts, axis=1)
        level = np.log((prior + memory) / (prior + usual[:, None] / (1.0 - d)))
        out[s] = level
    return out
