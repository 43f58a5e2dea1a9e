"""The state of a relationship, and the ranking of all pairs, read from an event store."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import TYPE_CHECKING

from detente.relations.index import HALF_LIFE
from detente.relations.ranking import Ranking, ranking
from detente.relations.relations import Relations, relations
from detente.relations.spans import Coverage, one_of

if TYPE_CHECKING:
    from detente.events.store.store import Store


def stored_relations(
    store: Store,
    a: str,
    b: str,
    first: dt.date | None = None,
    last: dt.date | None = None,
    *,
    datasets: Sequence[str] | None = None,
    half_life: float = HALF_LIFE,
) -> Relations:
    """Read the state of a relationship from a store; see `relations`.

    Only what the store has of the pair is read, and its manifest says which days are covered.

    Raises
    ------
    InputError
        As `relations` does.
    """
    chosen = one_of(store.datasets(), datasets)
    with store.connect(chosen, (a, b)) as connection:
        return relations(
            connection,
            a,
            b,
            first,
            last,
            datasets=chosen,
            half_life=half_life,
            record=covered(store, chosen),
            everyone=lambda: store.connect(chosen),
        )


def stored_ranking(
    store: Store,
    first: dt.date | None = None,
    last: dt.date | None = None,
    top: int = 20,
    *,
    datasets: Sequence[str] | None = None,
    half_life: float = HALF_LIFE,
) -> Ranking:
    """Find the warmest, coldest and fastest-moving pairs of a store; see `ranking`.

    Raises
    ------
    InputError
        As `ranking` does.
    """
    chosen = one_of(store.datasets(), datasets)
    with store.connect(chosen) as connection:
        return ranking(
            connection,
            first,
            last,
            top,
            datasets=chosen,
            half_life=half_life,
            record=covered(store, chosen),
        )


def covered(store: Store, datasets: Sequence[str]) -> Coverage:
    """What data sources cover together: a day is missing if none of them has it."""
    spans = [store.span(name) for name in datasets]
    first, last = min(span[0] for span in spans), max(span[1] for span in spans)
    if len(datasets) == 1:
        return Coverage.of(first, last, store.missing_days(datasets[0]))
    days = {day for name in datasets for day in store.days(name)}
    whole = (first + dt.timedelta(days=n) for n in range((last - first).days + 1))
    return Coverage.of(first, last, (day for day in whole if day not in days))
