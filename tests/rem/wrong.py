"""Values that nobody should give, for tests that give them everywhere."""

from __future__ import annotations

import datetime as dt
import warnings
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from decimal import Decimal
from typing import Any

import numpy as np
import polars as pl
from hypothesis import strategies as st

from detente.errors import DetenteError, DetenteWarning

HUGE = [2**31, 2**63, 2**64, 2**70, 10**400]

JUNK: list[Callable[[], Any]] = [
    lambda: None,
    lambda: True,
    lambda: -1,
    lambda: 0,
    lambda: 2,
    lambda: 0.5,
    lambda: -0.5,
    lambda: float("nan"),
    lambda: float("inf"),
    lambda: float("-inf"),
    lambda: 1e308,
    lambda: -1e308,
    lambda: "",
    lambda: "3",
    lambda: "nobody",
    lambda: b"bytes",
    lambda: 1j,
    lambda: Decimal("1.5"),
    lambda: Decimal("NaN"),
    object,
    lambda: len,
    lambda: int,
    list,
    lambda: [None],
    lambda: [1, "a", None],
    lambda: [0.1, float("nan")],
    lambda: ["a", "b"],
    lambda: [[1, 2], [3]],
    lambda: [{}],
    lambda: (1, 2, 3),
    lambda: {"a", 1},
    dict,
    lambda: {"a": 1},
    lambda: {1: [2]},
    lambda: {"time": [1], "sender": ["a", "b"]},
    lambda: np.zeros(0),
    lambda: np.ones(3),
    lambda: np.ones((2, 2)),
    lambda: np.ones((4, 4), bool),
    lambda: np.array(["a", "b"]),
    lambda: np.array([1, "a", None], object),
    lambda: np.float64("nan"),
    lambda: np.int64(3),
    lambda: np.datetime64("NaT"),
    lambda: np.datetime64("2024-01-01"),
    lambda: dt.date(2024, 1, 1),
    lambda: dt.datetime(2024, 1, 1),
    lambda: dt.datetime(2024, 1, 1, tzinfo=dt.UTC),
    lambda: dt.timedelta(days=2),
    lambda: dt.timedelta(0),
    pl.DataFrame,
    lambda: pl.DataFrame({"a": [1]}),
    lambda: pl.DataFrame({"time": [None], "sender": [None], "receiver": [None]}),
    lambda: pl.Series("a", [1, 2]),
    lambda: pl.LazyFrame({"a": [1]}),
    lambda: iter([1, 2]),
]
"""Makers of values of every type, shape and size."""


def junk() -> st.SearchStrategy[Any]:
    """Any value that is not what was asked for (now and then it may be)."""
    return st.one_of(
        st.sampled_from(JUNK).map(lambda make: make()),
        st.sampled_from(HUGE),
        st.integers(-5, 60),
        st.floats(),
        st.text(max_size=5),
    )


@st.composite
def spoiled(draw: st.DrawFn, value: Any) -> Any:
    """Junk instead of a value, or of a column, a cell or an entry in it."""
    if isinstance(value, pl.DataFrame) and draw(st.integers(0, 3)):
        value = value.to_dict(as_series=False)
    if isinstance(value, Mapping) and value and draw(st.integers(0, 4)):
        key = draw(st.sampled_from(sorted(value, key=str)))
        if draw(st.integers(0, 9)) == 0:
            return {name: each for name, each in value.items() if name != key}
        return {**value, key: draw(spoiled(value[key]))}
    if isinstance(value, list) and value and draw(st.booleans()):
        place = draw(st.integers(0, len(value) - 1))
        return [*value[:place], draw(junk()), *value[place + 1 :]]
    return draw(junk())


@contextmanager
def only_what_is_told() -> Iterator[None]:
    """Let pass what succeeds and what is refused on purpose; other warnings are errors."""
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        warnings.simplefilter("ignore", DetenteWarning)
        try:
            yield
        except DetenteError as refused:
            said = str(refused)
            assert said
            assert "\n" not in said
