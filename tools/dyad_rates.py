"""How much more often pairs of a kind act than the mean pair in the news: counts in an event file.

    python -m tools.dyad_rates icews-2018-september.parquet rivalry.csv

writes ``src/detente/scaffold/data/rates.toml``. The event file has the columns ``date``,
``source``, ``target``, ``source_state``, ``target_state`` and ``plover``; the list of rivals
``iso3_a``, ``iso3_b`` and ``last_year``. Only the ratios are kept.
"""

from __future__ import annotations

import csv
import datetime as dt
import re
import sys
from collections import defaultdict
from collections.abc import Iterator, Mapping
from pathlib import Path

import polars as pl

from detente.ontology.actor import Actor
from detente.ontology.folded import folded
from detente.ontology.known import organisation_names, organisations, parties, party_names
from detente.scaffold.dyads import DATA, DYADS, dyad_of

LEAST = 4
"""Days of the file on which a pair has to act so that it counts as one in the news."""

SHRUNK = 5.0
"""Acts by which each ratio is drawn towards 1: the weight of a few seen acts is small."""

RIVAL = 2010
"""Year in which a rivalry has to be open."""

OTHER_NAMES = {"north atlantic treaty organization": "NATO"}
_IN_BRACKETS = re.compile(r".*\((.*)\)$")

Pair = tuple[str, str]
Acts = Mapping[tuple[str, str, str], set[dt.date]]


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


def acts_of(file: Path) -> Acts:
    """Days by source, target and type of act."""
    found: dict[tuple[str, str, str], set[dt.date]] = defaultdict(set)
    frame = pl.read_parquet(file).filter(pl.col("plover").is_not_null())
    for row in frame.iter_rows(named=True):
        source = who(row["source"], row["source_state"])
        target = who(row["target"], row["target_state"])
        if source and target and source != target:
            found[source, target, row["plover"]].add(row["date"])
    return found


def busy(acts: Acts) -> list[Pair]:
    """Pairs in the news."""
    days: dict[Pair, set[dt.date]] = defaultdict(set)
    for (source, target, _), dates in acts.items():
        one, other = sorted((source, target))
        days[one, other] |= dates
    return [pair for pair, dates in days.items() if len(dates) >= LEAST]


def rows(acts: Acts, rivals: set[frozenset[str]]) -> Iterator[str]:
    """The lines of the table."""
    last = max(date for dates in acts.values() for date in dates)
    kinds: dict[str, set[Pair]] = {dyad: set() for dyad in DYADS}
    for pair in busy(acts):
        kinds[dyad_of(actor(pair[0]), actor(pair[1]), last)].add(pair)
        if frozenset(pair) in rivals:
            kinds["rivals"].add(pair)
    of_states = set().union(
        *(kinds[each] for each in DYADS if each not in ("party", "bloc", "any"))
    )
    kinds["any"] = of_states
    types = sorted({kind for *_, kind in acts})
    seen = {
        dyad: {
            kind: sum(
                len(acts.get((*order, kind), ())) for pair in pairs for order in (pair, pair[::-1])
            )
            for kind in types
        }
        for dyad, pairs in kinds.items()
    }
    yield "[pairs]"
    for dyad in DYADS:
        yield f"{dyad} = {len(kinds[dyad])}"
    for dyad in DYADS:
        yield f"\n[times.{dyad}]"
        for kind in types:
            usual = seen["any"][kind] / len(kinds["any"]) * len(kinds[dyad])
            yield f"{kind} = {(seen[dyad][kind] + SHRUNK) / (usual + SHRUNK):.2g}"


def main() -> None:
    """Count, and write the table."""
    events, rivalries = map(Path, sys.argv[1:])
    with rivalries.open(encoding="utf-8") as file:
        rivals = {
            frozenset({row["iso3_a"], row["iso3_b"]})
            for row in csv.DictReader(file)
            if int(row["last_year"]) >= RIVAL
        }
    head = f"""\
# Written by tools/dyad_rates.py. How much more often a pair of a kind does an act of a type than
# the mean pair of states in the news: pairs that act on {LEAST} days or more. From ICEWS, 29 August
# to 30 September 2018 (Boschee et al., Harvard Dataverse, doi:10.7910/DVN/28075), {SHRUNK:g} acts
# drawn towards 1. `rivals` are those open in {RIVAL} (Thompson & Dreyer 2012); `pairs` says how
# many were counted.

"""
    text = head + "\n".join(rows(acts_of(events), rivals)) + "\n"
    (DATA / "rates.toml").write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
