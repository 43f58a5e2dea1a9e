"""Types of fields that tables share: numbers within bounds, and dates.

The bounds are far outside anything that has a meaning (a coefficient of 50 already turns never
into always); they are there so that whatever can be written down also gives finite results.
"""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from contextlib import suppress
from typing import Annotated

from pydantic import AfterValidator, BaseModel, BeforeValidator, Field, FiniteFloat
from pydantic.fields import FieldInfo

from detente.language.current import gettext as _

LARGEST = 1e6
SMALLEST = 1e-6
"""Of numbers that must lie above 0."""


def keys_of(model: type[BaseModel]) -> dict[str, FieldInfo]:
    """Fields of a table by the key under which they are written."""
    return {info.alias or name: info for name, info in model.model_fields.items()}


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
        raise ValueError(_("give a date without a time, such as 2024-11-18"))
    if not isinstance(value, dt.date):
        meant = dates_meant(value) if isinstance(value, str) else []
        if meant:
            raise ValueError(
                _("write the date as {dates}, without quotation marks").format(
                    dates=_(" or ").join(map(str, meant))
                )
            )
        raise ValueError(_("give a date without quotation marks, such as 2024-11-18"))
    return value


_PARTS = re.compile(r"\s*(\d{1,4})\s*[-./ ]\s*(\d{1,2})\s*[-./ ]\s*(\d{1,4})\s*")


def dates_meant(text: str) -> list[dt.date]:
    """Days that somebody may have meant by a date in another form, such as 18.11.2024.

    Two where day and month may stand in either order; none where it is no date.
    """
    parts = _PARTS.fullmatch(text)
    if parts is None:
        return []
    a, b, c = (int(part) for part in parts.groups())
    if len(parts[1]) == 4:
        orders = [(a, b, c)]
    elif len(parts[3]) == 4:
        orders = [(c, b, a), (c, a, b)]
    else:
        return []
    found: dict[dt.date, None] = {}
    for year, month, day in orders:
        with suppress(ValueError):
            found[dt.date(year, month, day)] = None
    return list(found)


def parse_date(text: str) -> dt.date:
    """Read a date in the one form that people expect, such as 2024-11-18.

    Raises
    ------
    ValueError
        If it is none; the other forms of ISO 8601, such as 2024-W47-1, are refused too.
    """
    if not re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", text):
        raise ValueError(_("no date"))
    return dt.date.fromisoformat(text)


def date_hint(text: str) -> str:
    """How a date is written that is no date as it stands: as what was meant, or by an example."""
    meant = dates_meant(text)
    if meant:
        return _("write {dates}").format(dates=_(" or ").join(map(str, meant)))
    return _("write it like 2024-11-18")


_UNSEEN = frozenset("\u034f\u115f\u1160\u17b4\u17b5\u2800\u3164\uffa0")
"""Letters and signs that show nothing: joiners, fillers, the blank of Braille."""


def is_seen(text: str) -> bool:
    """Whether a text shows anything; spaces, marks without a letter and the unseen do not."""
    return any(unicodedata.category(c)[0] in "LNPS" and c not in _UNSEEN for c in text)


def _seen(text: str) -> str:
    if not is_seen(text):
        raise ValueError(_("nothing to be read in it; write a text"))
    return text


def _seen_if_any(text: str) -> str:
    if text and not is_seen(text):
        raise ValueError(_("nothing to be read in it; write a text, or leave the key out"))
    return text


Text = Annotated[
    str, Field(min_length=1, json_schema_extra={"pattern": r"\S"}), AfterValidator(_seen)
]
"""A text that people read; nothing but spaces, or what shows nothing, is none."""

FreeText = Annotated[str, AfterValidator(_seen_if_any)]
"""A text that people may read; it may be left out."""

Date = Annotated[dt.date, BeforeValidator(_date)]
"""A TOML date."""

IDENTIFIER = r"^[a-z0-9][a-z0-9-]*$"

Identifier = Annotated[str, Field(pattern=IDENTIFIER, max_length=100)]
"""A name in a scenario: lower-case words joined by hyphens."""
