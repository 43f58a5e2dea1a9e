"""Asking 10,000 stored futures: processor time."""

from __future__ import annotations

import datetime as dt
import functools
from collections.abc import Callable

import detente
from benchmarks.protocol import SCENARIO, Figure, Options, Result, Target
from benchmarks.rounds import interleaved, median, ratios

SECOND = Target(1.0)
AS_FAST = Target(1.1)
MINUTE = Target(60.0)

OUTCOME = "ministers-talk"

SEEN = {
    "an act": "us-threatens-russia by 2025-03-01",
    "a condition": '{ on = ["us-threatens-russia"], at_least = 3, within = 30 } by 2025-06-01',
    "an index": "USA~RUS below -3 on 2025-03-01",
    "a claim, forced beside it": "claim needs-both-sides",
}
"""What is asked of seen; each in a way of its own."""


def times(paths: int, rounds: int) -> list[Figure]:
    """Processor time, over all threads, of each question, once what it loads is loaded.

    Of dates that it has not been asked before (`anew`), watching goes through what happened; so
    does seeing acts, conditions and indices.
    """
    scenario = detente.load(SCENARIO)
    ensemble = scenario.simulate(paths)
    day = scenario.as_of + dt.timedelta(days=90)
    acts = [act for act in ensemble.future(0).acts if act.date <= day]

    def anew() -> None:
        ensemble.kept.clear()
        ensemble.watch(OUTCOME)

    calls: dict[str, Callable[[], object]] = {
        "play": lambda: scenario.simulate(paths),
        "seen": lambda: ensemble.seen_answer(OUTCOME),
        **{
            f"seen, {what}": functools.partial(ensemble.seen_answer, text)
            for what, text in SEEN.items()
        },
        "chosen": lambda: ensemble.seen(SEEN["an act"]),
        "storylines": ensemble.storylines,
        "watch anew": anew,
        "watch": lambda: ensemble.watch(OUTCOME),
        "branch": lambda: ensemble.branch(0, day, paths=paths),
    }
    taken = interleaved(calls, rounds)
    found = [
        Figure(
            f"{name}, {paths:,} stored futures",
            median(taken[name]),
            "s",
            tuple(taken[name]),
            SECOND,
        )
        for name in (
            "seen",
            *(f"seen, {what}" for what in SEEN),
            "chosen",
            "storylines",
            "watch anew",
            "watch",
        )
    ]
    branched = ratios(taken["branch"], taken["play"])
    found.append(
        Figure(f"branch of {paths:,} continuations / play", median(branched), "", branched, AS_FAST)
    )
    draws = min(paths, 1_000)
    observed = interleaved(
        {"observe": lambda: scenario.observe(acts, day, paths=draws)}, 1, warm=False
    )["observe"]
    what = f"observe 90 days, {draws:,} draws, on two cores"
    found.append(Figure(what, observed[0] / 2, "s", (observed[0] / 2,), MINUTE))
    return found


def measure(options: Options) -> Result:
    """Time of each question."""
    paths, rounds = (1_000, 1) if options.quick else (10_000, 5)
    return Result("Asking the futures", times(paths, rounds))
