"""How often pairs of a kind do an act: estimated from an event file.

    python -m tools.dyad_rates icews-2018-september.parquet rivalry.csv

writes ``src/detente/ontology/usual/data/rates.toml``, the same to the byte each time. The event
file has the columns ``date``, ``source``, ``target``, ``source_state``, ``target_state``, ``cameo``
and ``core``; the list of rivals ``iso3_a``, ``iso3_b``, ``last_year``. How well the estimates hold
of other pairs and another year says ``tools/rates_held_out.py``.
"""

from __future__ import annotations

import csv
import datetime as dt
import re
import sys
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import polars as pl

from detente.events.coding.table import coded
from detente.events.placing.places import Places
from detente.events.placing.spans import within
from detente.ontology.actor import Actor
from detente.ontology.acts import Act
from detente.ontology.folded import folded
from detente.ontology.known import organisation_names, organisations, parties, party_names
from detente.ontology.usual.pairs import DYADS, dyad_of
from detente.ontology.usual.tables import DATA
from tools.crossed import Cell, Crossed, Estimate

LEAST = 4
"""Days of the file on which a pair has to act so that it counts as one in the news."""

FEWEST = 5
"""Days with an act of a class, over all pairs of states, so that the class has a row."""

RIVAL = 2010
"""Year in which a rivalry has to be open."""

YEAR = 365.25
MOST_SD = 3.0
"""Widest spread that a scenario may state."""

APART = ("rivals", "any")
"""Kinds whose pairs are of other kinds too: estimated beside these, which they do not move."""

OTHER_NAMES = {"north atlantic treaty organization": "NATO"}
_IN_BRACKETS = re.compile(r".*\((.*)\)$")
RANKS = ("leader", "minister", "official")

Pair = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Record:
    """Days with each class of act, on each dyad or pair."""

    days: int
    first: dt.date
    last: dt.date
    seen: Mapping[str, Counter[Pair]]
    in_news: Sequence[Pair]
    ranked: float
    """Share of talks of which both ranks are told"""


def actor(identity: str) -> Actor:
    """An actor by id; whoever is in no table is a state."""
    known = organisations().get(identity) or parties().get(identity)
    return Actor(identity, identity) if known is None else known.actor


def who(name: str, state: str | None) -> str | None:
    """Who stands behind a name of the file."""
    if state:
        return state
    inner = _IN_BRACKETS.match(name)
    for text in (name, inner[1] if inner else name):
        found = OTHER_NAMES.get(text.casefold()) or (
            organisation_names().get(folded(text)) or party_names().get(folded(text))
        )
        if found:
            return found
    return None


def classes(code: str) -> list[Act]:
    """The classes that a code is of."""
    found = coded("cameo")[code]
    every = {
        Act(found.type, mode, context)
        for mode in {None, found.mode}
        for context in {None, found.context}
    }
    if code == "057":  # a joint act, which the type that it is of is not
        every = {Act(each.type, each.mode, each.context, None, code) for each in every}
    return sorted(every, key=str)


def rank(one: str | None, other: str | None) -> str | None:
    """Of what rank a talk is: the lower of the two, as in an event store; None if one is untold."""
    return RANKS[max(map(RANKS.index, (one, other)))] if one and other else None


def read(file: Path, *, core: bool = False, least: int = LEAST) -> Record:
    """Count the days of an event file."""
    frame = pl.read_parquet(file).sort("date", "source", "target", "cameo")
    days = frame["date"].n_unique()
    first, last = (dt.date.fromisoformat(str(day)) for day in frame["date"].sort()[[0, -1]])
    places = Places()
    known = coded("cameo")
    seen: dict[str, dict[Pair, set[dt.date]]] = defaultdict(lambda: defaultdict(set))
    active: dict[Pair, set[dt.date]] = defaultdict(set)
    talks: Counter[bool] = Counter()
    for row in frame.filter(pl.col("core") | (not core)).iter_rows(named=True):
        code, day = row["cameo"], row["date"]
        if code not in known or known[code].type in ("STATEMENT", "APPEAL"):
            continue
        source = who(row["source"], row["source_state"])
        target = who(row["target"], row["target_state"])
        if not source or not target or source == target:
            continue
        pair = (min(source, target), max(source, target))
        active[pair].add(day)
        acts = classes(code)
        if known[code].type == "CONSULT":
            sides = [
                within(places.place(row[side], None, "iso3"), day, day + dt.timedelta(days=1))
                for side in ("source", "target")
            ]
            one = rank(*(side[0].rank if side else None for side in sides))
            talks[one is not None] += 1
            if one is not None:
                acts += [Act(each.type, each.mode, each.context, one) for each in acts]
        for act in acts:
            seen[str(act)][pair if act.joint else (source, target)].add(day)
    return Record(
        days,
        first,
        last,
        {act: Counter({on: len(each) for on, each in seen[act].items()}) for act in sorted(seen)},
        sorted(pair for pair, each in active.items() if len(each) >= least),
        talks[True] / max(1, talks.total()),
    )


def by_kind(record: Record, rivals: set[frozenset[str]]) -> dict[str, list[Pair]]:
    """The pairs in the news, by kind."""
    kinds: dict[str, list[Pair]] = {dyad: [] for dyad in DYADS}
    for pair in record.in_news:
        dyad = dyad_of(actor(pair[0]), actor(pair[1]), record.last)
        kinds[dyad].append(pair)
        if dyad not in ("party", "bloc"):
            kinds["any"].append(pair)
        if frozenset(pair) in rivals:
            kinds["rivals"].append(pair)
    return kinds


def counts(record: Record, act: str, pairs: Sequence[Pair]) -> list[int]:
    """Days with the act: of each pair, or of each of its two directions."""
    seen = record.seen.get(act, Counter())
    if Act.parse(act).joint:
        return [seen[pair] for pair in pairs]
    return [seen[order] for pair in pairs for order in (pair, pair[::-1])]


def cell(record: Record, act: str, pairs: Sequence[Pair], at: tuple[int, int]) -> Cell:
    """What was seen of a class on a kind."""
    seen, n = np.unique(counts(record, act, pairs), return_counts=True)
    return Cell(*at, seen.astype(float), n.astype(float), float(record.days))


Table = dict[str, dict[str, Estimate]]


def estimate(
    record: Record,
    kinds: Mapping[str, Sequence[Pair]],
    acts: Sequence[str],
    apart: Sequence[str] = APART,
) -> tuple[Table, dict[str, float]]:
    """The estimate of every class on every kind, and the standard deviations of the effects."""
    every = [dyad for dyad in kinds if dyad not in APART]
    cells = [
        cell(record, act, kinds[dyad], (k, c))
        for k, dyad in enumerate(every)
        for c, act in enumerate(acts)
    ]
    found, sds = Crossed(cells).fit()
    table: Table = {act: {} for act in acts}
    for each, one in zip(cells, found, strict=True):
        table[acts[each.act]][every[each.kind]] = one
    for dyad in apart:
        beside = [
            cell(record, act, kinds.get(dyad, []), (len(every), c)) for c, act in enumerate(acts)
        ]
        again, _same = Crossed([*cells, *beside]).fit(sds)
        for act, one in zip(acts, again[len(cells) :], strict=True):
            table[act][dyad] = one
    return table, sds


def usual(one: Estimate) -> tuple[float, float]:
    """Days a year, the mean of the law, and its spread."""
    sd = min(one.sd, MOST_SD)
    hazard = np.exp(one.mean + 0.5 * sd**2)
    return min(float(YEAR * -np.expm1(-hazard)), 300.0), sd


def told(record: Record, pairs: Sequence[Pair]) -> list[str]:
    """Classes that are seen often enough."""
    return [act for act in record.seen if sum(counts(record, act, pairs)) >= FEWEST]


def rows(record: Record, kinds: Mapping[str, Sequence[Pair]]) -> Iterator[str]:
    """The lines of the table."""
    table, sds = estimate(record, kinds, told(record, kinds["any"]))
    print("standard deviations:", ", ".join(f"{name} {sd:.2f}" for name, sd in sds.items()))
    yield "[record]"
    yield 'name = "ICEWS"'
    yield f"since = {record.first}"
    yield f"until = {record.last}"
    yield "\n[pairs]"
    for dyad in DYADS:
        yield f"{dyad} = {len(kinds[dyad])}"
    yield "\n[usual]"
    for act, row in table.items():
        law = {dyad: usual(row[dyad]) for dyad in DYADS}
        cells = ", ".join(f"{dyad} = [{mean:.2g}, {sd:.2f}]" for dyad, (mean, sd) in law.items())
        yield f'"{act}" = {{ {cells} }}'


def rivals_of(file: Path) -> set[frozenset[str]]:
    """Rivals."""
    with file.open(encoding="utf-8") as lines:
        return {
            frozenset({row["iso3_a"], row["iso3_b"]})
            for row in csv.DictReader(lines)
            if int(row["last_year"]) >= RIVAL
        }


def main() -> None:
    """Write the table."""
    events, rivalries = map(Path, sys.argv[1:])
    rivals = rivals_of(rivalries)
    record = read(events)
    print(f"{events}: {record.days} days, {len(record.in_news)} pairs in the news")
    head = f"""\
# Written by tools/dyad_rates.py. How often a pair of a kind does an act of a class: [mean of the
# days a year that see it, standard deviation on the log scale], of a pair about which nothing more
# is known than that it is in the news: acts on {LEAST} of {record.days} days. Joint acts are of the
# pair, others of each direction. Estimated from ICEWS, 29 August to 30 September 2018 (Boschee et
# al., Harvard Dataverse, doi:10.7910/DVN/28075), by the model of tools/crossed.py. `rivals` are
# those open in {RIVAL} (Thompson & Dreyer 2012); `pairs` says how many were counted. The ranks of
# both sides are told of {record.ranked:.0%} of the talks: rates of a rank are lower bounds.

"""
    text = head + "\n".join(rows(record, by_kind(record, rivals))) + "\n"
    (DATA / "rates.toml").write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
