"""How well the usual rates of `tools.dyad_rates` say what other pairs, and another year, bring.

    python -m tools.rates_held_out icews-2018-september.parquet rivalry.csv icews-2014.parquet

Twice: fitted on every other pair of the later file, what comes of the rest; and fitted on the core
rows of the earlier file, which were chosen by one rule in both, what comes of the core rows of the
later one. Of each class on each pair the days that were seen have a place in the law of a pair that
was not; the share of places within the middle half, and within the middle nine tenths, ought to be
just that. Days are whole numbers, so that each takes up a stretch of the law, of which the part
within counts.
"""

from __future__ import annotations

import sys
from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import chain
from pathlib import Path

import numpy as np

from detente.scaffold.entry import JUDGED_SD
from tools.crossed import WEIGHTS, Estimate, Floats, log_chance
from tools.dyad_rates import (
    APART,
    Pair,
    Record,
    Table,
    by_kind,
    counts,
    estimate,
    read,
    rivals_of,
    told,
)

EXPECTED = 0.25
"""Days, on average, from which on a law has more to say than that nothing comes."""

ALL, LIKELY = "all", "all of which a quarter of a day or more is expected"

TO_PLACE = 6
"""Pairs of a kind that are held out, so that the kind has a line of its own."""


def within(seen: Sequence[int], days: int, one: Estimate, share: float, sd: float) -> Floats:
    """Of each number of days, the part of its stretch that lies in the middle of the law."""
    numbers = np.arange(days + 1, dtype=np.float64)
    chances = np.exp(log_chance(numbers, float(days), one.mean, sd)) @ WEIGHTS
    upper = np.cumsum(chances)
    lower = upper - chances
    low, high = 0.5 - share / 2, 0.5 + share / 2
    inside = np.minimum(upper, high) - np.maximum(lower, low)
    part = np.clip(inside, 0.0, None) / np.maximum(chances, 1e-12)
    return np.asarray(np.clip(part, 0.0, 1.0)[np.asarray(seen, dtype=int)], dtype=np.float64)


def coverage(
    fitted: Mapping[str, Mapping[str, Estimate]],
    record: Record,
    pairs: Mapping[str, Sequence[Pair]],
) -> dict[str, tuple[int, list[float]]]:
    """By kind, of all, and of what is `EXPECTED`: how many numbers of days, and the shares within.

    The last of the shares is that of laws with the spread that a judgement has.
    """
    parts: dict[str, list[Floats]] = {}
    for dyad, held in pairs.items():
        for act, row in fitted.items():
            seen, one = counts(record, act, held), row[dyad]
            shares = np.array([
                within(seen, record.days, one, 0.5, one.sd),
                within(seen, record.days, one, 0.9, one.sd),
                within(seen, record.days, one, 0.9, JUDGED_SD),
            ])  # fmt: skip
            names = [ALL] if len(held) < TO_PLACE else [dyad, ALL]
            if expected(one, record.days) >= EXPECTED:
                names.append(LIKELY)
            for name in names:
                parts.setdefault(name, []).append(shares)
    last = [name for name in (ALL, LIKELY) if name in parts]
    return {
        name: (whole.shape[1], [float(share) for share in whole.mean(axis=1)])
        for name in [*(n for n in parts if n not in last), *last]
        for whole in [np.concatenate(parts[name], axis=1)]
    }


def expected(one: Estimate, days: int) -> float:
    """Days with the act that the law of a new pair has on average."""
    chances = np.exp(log_chance(np.arange(days + 1.0), float(days), one.mean, one.sd)) @ WEIGHTS
    return float(np.arange(days + 1.0) @ chances)


def _said(title: str, found: Mapping[str, tuple[int, list[float]]]) -> None:
    print(f"\n{title}\n")
    print("| kind | numbers of days | within 50 % | within 90 % | within 90 %, were sd 0.5 |")
    print("|---|---|---|---|---|")
    for kind, (n, shares) in found.items():
        cells = " | ".join(f"{100 * share:.0f} %" for share in shares)
        print(f"| {kind} | {n:,} | {cells} |")


def main() -> None:
    """Both tests."""
    later, rivalries, earlier = map(Path, sys.argv[1:])
    rivals = rivals_of(rivalries)
    record = read(later)
    kinds = {k: v for k, v in by_kind(record, rivals).items() if k not in APART}
    first = {k: v[::2] for k, v in kinds.items()}
    table, _sds = estimate(record, first, told(record, [*chain(*first.values())]), ())
    _said("Other pairs", coverage(table, record, {k: v[1::2] for k, v in kinds.items()}))

    before, after = read(earlier, core=True), read(later, core=True)
    kinds = {k: v for k, v in by_kind(before, rivals).items() if k not in APART}
    acts = told(before, [*chain(*kinds.values())])
    fitted = fitted_before(before, kinds, after, acts)
    _said("Another year", coverage(fitted, after, kinds))


def fitted_before(
    before: Record, kinds: Mapping[str, Sequence[Pair]], after: Record, acts: Sequence[str]
) -> Table:
    """The estimates of an earlier record, at the level of a later one.

    One factor for all classes and kinds: of the names in the list by which both were cut, many are
    gone four years later.
    """
    table, _sds = estimate(before, kinds, acts, ())
    then, now = (
        sum(sum(counts(each, act, pairs)) for act in acts for pairs in kinds.values()) / each.days
        for each in (before, after)
    )
    print(f"the later record has {now / then:.2f} times as many days with an act")
    return {
        act: {kind: replace(one, mean=one.mean + np.log(now / then)) for kind, one in row.items()}
        for act, row in table.items()
    }


if __name__ == "__main__":
    main()
