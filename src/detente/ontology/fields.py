"""Types of fields that tables share: numbers within bounds, and dates.

The bounds are far outside anything that has a meaning (a coefficient of 50 already turns never
into always); they are there so that whatever can be written down also gives finite results.
"""

from __future__ import annotations

import datetime as dt
import re
from typing import Annotated

from pydantic import BeforeValidator, Field, FiniteFloat

LARGEST = 1e6
SMALLEST = 1e-6
"""Of numbers that must lie above 0."""

Number = Annotated[FiniteFloat, Field(ge=-LARGEST, le=LARGEST)]
"""A coefficient, a level of a policy, what holds where a claim is false."""

Positive = Annotated[FiniteFloat, Field(ge=SMALLEST, le=LARGEST)]
"""A prior, a weight, a unit."""

HalfLife = Annotated[FiniteFloat, Field(gt=0, le=36525)]
"""Days, above 0."""

Share = Annotated[FiniteFloat, Field(ge=0, le=1)]
"""A number in [0, 1]."""


def _date(value: object) -> object:
    if isinstance(value, dt.datetime):
        raise ValueError("give a date without a time, such as 2024-11-18")
    if not isinstance(value, dt.date):
        raise ValueError("give a date without quotation marks, such as 2024-11-18")
    return value


def parse_date(text: str) -> dt.date:
    """Read a date in the one form that people expect, such as 2024-11-18.

    Raises
    ------
    ValueError
        If it is none; the other forms of ISO 8601, such as 2024-W47-1, are refused too.
    """
    if not re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", text):
        raise ValueError("no date")
    return dt.date.fromisoformat(text)


Date = Annotated[dt.date, BeforeValidator(_date)]
"""A TOML date."""
