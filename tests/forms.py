"""The two forms of tests: `make test` runs the short ones, `make test-all` the whole.

docs/testing.md lists what has two forms, and what the short one still catches.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, TypeVar

import pytest
from _pytest.mark import ParameterSet

T = TypeVar("T")

whole = False
"""Whether tests run in their whole form; tests/conftest.py takes it from ``--whole``."""


def size(short: T, long: T) -> T:
    """How many, how long, or which: `short`, or in the whole form `long`."""
    return long if whole else short


only_whole = pytest.mark.whole
"""Marks a test, or one value of a parameter, that only the whole form has."""


def some(*short: tuple[Any, ...], of: Iterable[tuple[Any, ...]]) -> list[ParameterSet]:
    """Values of parameters: all of them, of which the short form has but `short`."""
    return [pytest.param(*each, marks=() if each in short else only_whole) for each in of]
