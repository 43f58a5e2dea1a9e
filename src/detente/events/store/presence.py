"""What a data source tells at all: ranks, an actor."""

from __future__ import annotations

import datetime as dt

from detente.events.readers.base import literal
from detente.events.store.connect import connect
from detente.events.store.segments import reading
from detente.events.store.store import Store


def tells_ranks(store: Store, dataset: str) -> bool:
    """Whether a data source tells of any act with which rank it was done.

    Parameters
    ----------
    store : Store
    dataset : str
    """
    return _any(store, dataset, "source_rank IS NOT NULL")


def tells_publication(store: Store, dataset: str) -> bool:
    """Whether a data source says of any fact on which day it was published.

    Parameters
    ----------
    store : Store
    dataset : str
    """
    return _any(store, dataset, "published IS NOT NULL")


def share_with_rank(
    store: Store, dataset: str, pair: tuple[str, str], type_: str, span: tuple[dt.date, dt.date]
) -> float:
    """Share of the acts of a type between two actors of which it is told with which rank.

    Parameters
    ----------
    store : Store
    dataset : str
    pair : (str, str)
    type_ : str
    span : (date, date)
        First and last day.

    Returns
    -------
    float
        1 where there is no such act.
    """
    with store.connect([dataset], pair) as connection:
        row = connection.execute(
            "SELECT count(rank), count(*) FROM acts WHERE NOT echo AND type = ? "
            "AND date BETWEEN ? AND ?",
            [type_, *span],
        ).fetchone()
    ranked, every = row or (0, 0)
    return ranked / every if every else 1.0


def knows(store: Store, dataset: str, actor: str) -> bool:
    """Whether a data source has any act of or towards a state or bloc.

    Parameters
    ----------
    store : Store
    dataset : str
    actor : str
        Its id.
    """
    name = literal(actor)
    return _any(store, dataset, f"source_state = {name}") or _any(
        store, dataset, f"target_state = {name}"
    )


def _any(store: Store, dataset: str, where: str) -> bool:
    segments = list(store.manifest.of(dataset))
    if not segments:
        return False
    with connect() as connection:
        sql = f"SELECT 1 FROM {reading(store.folder, segments)} WHERE {where} LIMIT 1"
        return connection.execute(sql).fetchone() is not None
