"""The event store, for reading: acts by dyad, what is covered, what is missing."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import duckdb

from detente.errors import InputError
from detente.events.joint import joint_labels
from detente.events.schema import ACT
from detente.events.store.acts import acts_sql
from detente.events.store.connect import connect
from detente.events.store.folder import store_folder
from detente.events.store.manifest import Manifest, read_manifest
from detente.language.current import gettext as _
from detente.language.hints import did_you_mean
from detente.language.option import option
from detente.language.shown import count, rows, shown
from detente.numerics.arguments import flag, listed, place, word
from detente.ontology.actors import resolve_actor

if TYPE_CHECKING:
    import polars as pl

COLUMNS = ", ".join(ACT)


@dataclass(frozen=True, slots=True, repr=False)
class Store:
    """An event store as it was when it was opened; imports that end later do not show in it.

    Open one with `detente.events.open`.

    Attributes
    ----------
    folder : Path
    manifest : Manifest
    """

    folder: Path
    manifest: Manifest

    def __repr__(self) -> str:
        """Where it lies, and what it holds of which data source."""
        held = []
        for name in self.datasets():
            facts = sum(segment.rows for segment in self.manifest.of(name))
            held.append(f"{name}: {count(facts, 'fact')}, {self._said_span(name)}")
        return shown(
            f"{type(self).__name__} {self.folder}", *(rows(held, "data source") or ["empty"])
        )

    def _said_span(self, dataset: str) -> str:
        if not any(segment.days for segment in self.manifest.of(dataset)):
            return "nothing but echoes"
        first, last = self.span(dataset)
        return f"{first} to {last}"

    def datasets(self) -> list[str]:
        """Names of the data sources that have acts here."""
        return sorted({segment.dataset for segment in self.manifest.segments})

    def dataset(self, name: str | None = None) -> str:
        """The data source to be taken: the one named, or the only one.

        Raises
        ------
        InputError
            If there is none, no such one, or several and none is named.
        """
        known = self.datasets()
        if name is not None:
            if word(name, "dataset") not in known:
                raise InputError(
                    _("{folder}: no data source '{name}'").format(folder=self.folder, name=name)
                    + did_you_mean(name, known)
                )
            return name
        if not known:
            raise InputError(
                _("{folder}: the store is empty; import event files first").format(
                    folder=self.folder
                )
            )
        if len(known) > 1:
            raise InputError(
                _(
                    "{folder}: holds {known}, which count differently and are never mixed; name "
                    "one with {option}"
                ).format(folder=self.folder, known=", ".join(known), option=option("--dataset"))
            )
        return known[0]

    def chosen(self, names: Sequence[str] = ()) -> list[str]:
        """The data sources to be taken: those named, each once, or all.

        Raises
        ------
        InputError
            If there is none, or not one that is named.
        """
        if names := [word(name, "names") for name in listed(names, "names")]:
            return [self.dataset(name) for name in dict.fromkeys(names)]
        return self.datasets() or [self.dataset()]  # which says that the store is empty

    def days(self, dataset: str) -> Counter[dt.date]:
        """Facts of a data source, day by day; echoes left out."""
        counts: Counter[dt.date] = Counter()
        for segment in self.manifest.of(self.dataset(dataset)):
            for i, number in enumerate(segment.days):
                if number:
                    counts[segment.first + dt.timedelta(days=i)] += number
        return counts

    def span(self, dataset: str) -> tuple[dt.date, dt.date]:
        """First and last day of which a data source has facts.

        Raises
        ------
        InputError
            If it has none.
        """
        told = [s for s in self.manifest.of(self.dataset(dataset)) if s.days]
        if not told:
            raise InputError(
                _("{folder}: {dataset} has nothing but echoes").format(
                    folder=self.folder, dataset=dataset
                )
            )
        return min(s.first for s in told), max(s.last for s in told)

    def missing_days(self, dataset: str) -> list[dt.date]:
        """Days of the span of which a data source has no fact at all."""
        first, last = self.span(dataset)
        there = self.days(dataset)
        every = (first + dt.timedelta(days=i) for i in range((last - first).days + 1))
        return [day for day in every if day not in there]

    def connect(
        self,
        datasets: Sequence[str] | None = None,
        pair: tuple[str, str] | None = None,
        published_until: dt.date | None = None,
    ) -> duckdb.DuckDBPyConnection:
        """Open a connection of DuckDB with the view ``acts``.

        Parameters
        ----------
        datasets : sequence of str, optional
            All by default.
        pair : (str, str), optional
            Ids of two actors: only acts between them, found without reading the rest.
        published_until : date, optional
            Only what the source had told by that day; what it does not date counts as told on the
            day of the act.
        """
        given = None if datasets is None else listed(datasets, "datasets")
        names = self.datasets() if given is None else [self.dataset(d) for d in given]
        if pair is not None:
            ends = [word(actor, "pair") for actor in listed(pair, "pair")]
            if len(ends) != 2:
                raise InputError(
                    _("pair: {ends} given; give the ids of two actors").format(ends=len(ends))
                )
            pair = ends[0], ends[1]
        joint = {name: joint_labels(self.manifest, name) for name in names}
        connection = connect()
        sql = acts_sql(self.folder, self.manifest, names, joint, pair, published_until)
        connection.execute(f"CREATE TEMP VIEW acts AS SELECT {COLUMNS} FROM ({sql})")
        return connection

    def dyad(self, a: str, b: str, dataset: str | None = None) -> Dyad:
        """Acts between two actors.

        Parameters
        ----------
        a, b : str
            Codes or names of states or blocs.
        dataset : str, optional
            Data source; needed where the store holds several.

        Raises
        ------
        InputError
            If there is no such actor or data source.
        """
        first, second = resolve_actor(a).id, resolve_actor(b).id
        if first == second:
            raise InputError(_("a dyad needs two actors, not {first} twice").format(first=first))
        return Dyad(self, first, second, self.dataset(dataset))


@dataclass(frozen=True, slots=True, repr=False)
class Dyad:
    """Two actors in a store."""

    store: Store
    a: str
    b: str
    dataset: str

    def __repr__(self) -> str:
        """Who the two are, and where their acts come from."""
        first, last = self.store.span(self.dataset)
        return shown(
            f"{type(self).__name__} {self.a} – {self.b}",
            f"{self.dataset}, {first} to {last}",
            f"store {self.store.folder}",
        )

    def connect(self) -> duckdb.DuckDBPyConnection:
        """Open a connection whose view ``acts`` holds the acts between the two."""
        return self.store.connect([self.dataset], (self.a, self.b))

    def _select(self, echoes: bool) -> str:
        where = "" if flag(echoes, "echoes") else "WHERE NOT echo "
        return f"SELECT * FROM acts {where}ORDER BY ALL"

    def frame(self, *, echoes: bool = False) -> pl.DataFrame:
        """Acts between the two, as a Polars frame in the columns of `detente.events.schema.ACT`.

        Parameters
        ----------
        echoes : bool
            Also what was told long after its date.
        """
        import polars as pl

        return pl.DataFrame(self.connect().sql(self._select(echoes)))

    def arrow(self, *, echoes: bool = False) -> Any:
        """The same as a `pyarrow.Table`; needs pyarrow (``detente[pandas]``)."""
        return self.frame(echoes=echoes).to_arrow()

    def pandas(self, *, echoes: bool = False) -> Any:
        """The same as a pandas frame; needs pandas and pyarrow (``detente[pandas]``)."""
        return self.frame(echoes=echoes).to_pandas()


def open_store(store: str | Path | Store | None = None) -> Store:
    """Open an event store for reading.

    Parameters
    ----------
    store : path or Store, optional
        Folder; by default ``$DETENTE_STORE``, else the user's data directory. One that is open
        already is given back as it is.

    Returns
    -------
    Store

    Raises
    ------
    InputError
        If there is none, it is damaged, or a newer program wrote it.
    """
    if isinstance(store, Store):
        return store
    if store is not None:
        place(store, "store")
    folder = store_folder(store)
    return Store(folder, read_manifest(folder))
