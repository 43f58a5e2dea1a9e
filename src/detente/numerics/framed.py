"""Answers as frames: of Polars, or of pandas where it is installed."""

from __future__ import annotations

import datetime as dt
import importlib
from collections.abc import Callable, Iterable
from dataclasses import fields
from functools import partial
from operator import attrgetter
from types import UnionType
from typing import TYPE_CHECKING, Any, SupportsIndex, TypeVar, get_args, overload
from typing import get_type_hints as hints

from detente.errors import InputError, OutcomeError
from detente.language.current import gettext as _
from detente.language.hints import did_you_mean
from detente.language.shown import count, shown
from detente.language.shown import rows as listed

if TYPE_CHECKING:
    import pandas
    import polars

T = TypeVar("T")

BOUNDS = "interval"
"""How the names of fields end that hold a pair of bounds: they become two columns."""


class Framed:
    """What has rows and columns."""

    __slots__ = ()

    def to_polars(self) -> polars.DataFrame:
        """The rows as a frame of Polars.

        Returns
        -------
        polars.DataFrame
        """
        raise NotImplementedError

    def to_pandas(self) -> pandas.DataFrame:
        """The same rows and columns as a frame of pandas, with a plain index from 0.

        Returns
        -------
        pandas.DataFrame
            Days are ``datetime64``, an empty one NaT; truth values with empty ones among them are
            of the type ``boolean``, whole numbers of ``Int64``.

        Raises
        ------
        InputError
            If pandas, or PyArrow through which it takes them, is not installed.
        """
        return pandas_frame(self.to_polars())


def pandas_frame(frame: polars.DataFrame) -> pandas.DataFrame:
    """A frame of pandas with the columns of one of Polars; see `Framed.to_pandas`."""
    import polars as pl

    for library in ("pandas", "pyarrow"):
        try:
            importlib.import_module(library)
        except ImportError:
            raise InputError(
                _(
                    "to_pandas() needs {library}: install detente[pandas], or use to_polars()"
                ).format(library=library)
            ) from None
    kinds = {pl.Boolean: "boolean", pl.Int64: "Int64"}
    empty = {
        name: kinds[type(kind)]
        for name, kind in frame.schema.items()
        if type(kind) in kinds and frame[name].has_nulls()
    }
    found: pandas.DataFrame = frame.to_pandas()
    for name, kind in empty.items():  # else they are objects, or numbers with a point
        found[name] = found[name].astype(kind)
    return found


class Rows(tuple[T, ...], Framed):
    """Answers of one kind in a row: by place, by name, or as a frame.

    Parameters
    ----------
    kind : dataclass
        Their class: its fields are the columns, a pair of bounds two of them.
    things : iterable
    key : callable, optional
        Names one; by default its first field does.
    frame : callable, optional
        Makes the frame, where the fields are not the columns.
    """

    _kind: type[T]
    _key: Callable[[T], str]
    _frame: Callable[[Rows[T]], polars.DataFrame] | None

    def __new__(
        cls,
        kind: type[T],
        things: Iterable[T] = (),
        *,
        key: Callable[[T], str] | None = None,
        frame: Callable[[Rows[T]], polars.DataFrame] | None = None,
    ) -> Rows[T]:
        """Put things in a row."""
        self = super().__new__(cls, tuple(things))
        first = fields(kind)[0].name  # type: ignore[arg-type]
        self._kind, self._frame = kind, frame
        self._key = key or (lambda thing: str(getattr(thing, first)))
        return self

    def __reduce__(self) -> tuple[Any, ...]:
        """Copied and pickled as a plain tuple: what names its things may be no name itself."""
        return tuple, (tuple(self),)

    @property
    def names(self) -> tuple[str, ...]:
        """By what each can be asked for."""
        return tuple(self._key(thing) for thing in self)

    @overload
    def __getitem__(self, key: SupportsIndex | str) -> T: ...
    @overload
    def __getitem__(self, key: slice) -> tuple[T, ...]: ...

    def __getitem__(self, key: SupportsIndex | str | slice) -> T | tuple[T, ...]:
        """One by its place or name, or some by their places.

        Raises
        ------
        OutcomeError
            If none has that name.
        IndexError
            If there are not so many.
        """
        if not isinstance(key, str):
            return super().__getitem__(key)
        names = self.names
        if key not in names:
            raise OutcomeError(_("no '{key}'").format(key=key) + did_you_mean(key, names))
        return super().__getitem__(names.index(key))

    def __repr__(self) -> str:
        """How many of what, and the first of them."""
        what = count(len(self), self._kind.__name__)
        return shown(f"{type(self).__name__}: {what}", *listed(list(self.names), "name"))

    def _repr_html_(self) -> str:
        """The frame, for notebooks."""
        return str(self.to_polars()._repr_html_())

    def to_polars(self) -> polars.DataFrame:
        """One row for each, one column for each of its fields.

        Returns
        -------
        polars.DataFrame
            A field of two bounds, ``interval`` or ``…_interval``, gives ``…low`` and ``…high``.
        """
        return self._frame(self) if self._frame is not None else _fields_frame(self._kind, self)


def _fields_frame(kind: type[Any], things: Iterable[Any]) -> polars.DataFrame:
    """Fields as columns; their types are those that the class declares."""
    import polars as pl

    plain = {float: pl.Float64, int: pl.Int64, str: pl.String, bool: pl.Boolean, dt.date: pl.Date}
    schema: dict[str, Any] = {}
    values: dict[str, Callable[[Any], Any]] = {}
    declared = hints(kind)
    for name in (each.name for each in fields(kind)):
        said = _without_none(declared[name])
        if name.endswith(BOUNDS):
            for place, end in enumerate(("low", "high")):
                column = name.removesuffix(BOUNDS) + end
                schema[column] = pl.Float64
                values[column] = partial(_bound, name, place)
        elif said in plain:
            schema[name] = plain[said]
            values[name] = attrgetter(name)
        elif said == tuple[str, ...]:
            schema[name] = pl.List(pl.String)
            values[name] = attrgetter(name)
        elif get_args(said) and set(get_args(said)) == {str}:  # names of several things
            schema[name] = pl.String
            values[name] = partial(_together, name)
    found = list(things)
    return pl.DataFrame(
        {name: [of(thing) for thing in found] for name, of in values.items()}, schema=schema
    )


def _bound(name: str, place: int, thing: Any) -> float:
    return float(getattr(thing, name)[place])


def _together(name: str, thing: Any) -> str:
    return " × ".join(getattr(thing, name))


def _without_none(kind: Any) -> Any:
    """A declared type that may be empty, as what it is otherwise."""
    if isinstance(kind, UnionType):
        known = [each for each in get_args(kind) if each is not type(None)]
        return known[0] if len(known) == 1 else kind
    return kind
