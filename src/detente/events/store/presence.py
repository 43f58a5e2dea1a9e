"""What a data source tells at all: ranks, an actor."""

from __future__ import annotations

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
