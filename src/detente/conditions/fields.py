"""Types of fields that conditions share: spans of days, dyads, days of the year, lists of one."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass
from typing import Annotated

from pydantic import AfterValidator, BeforeValidator, Field, FiniteFloat, GetJsonSchemaHandler
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema

from detente.language.current import gettext as _

LONGEST = 36_600
"""Days of the longest span that a condition names, a hundred years."""

MOST = 200
"""Entries of a list within a condition."""

Days = Annotated[int, Field(ge=1, le=LONGEST)]
"""A span of days."""

Weight = Annotated[FiniteFloat, Field(ge=0, le=1e6)]
"""What a party or a condition counts."""

Reached = Annotated[FiniteFloat, Field(gt=0, le=1e6)]
"""A number, or a sum of weights, that has to be reached."""


def _listed(value: object) -> object:
    return [value] if isinstance(value, str) else value


@dataclass(frozen=True, slots=True)
class _OneOrMore:
    """Says in the JSON Schema that one entry may stand without its list."""

    def __get_pydantic_json_schema__(
        self, core_schema: CoreSchema, handler: GetJsonSchemaHandler
    ) -> JsonSchemaValue:
        """The list, or one entry."""
        found = handler(core_schema)
        return {"anyOf": [dict(found["items"]), found]}


Names = Annotated[
    list[str], Field(min_length=1, max_length=MOST), BeforeValidator(_listed), _OneOrMore()
]
"""One name, or a list of them."""

DYAD = re.compile(r"[^>~]+(>[^>~]+|(~[^>~]+)+)")


def _dyads(value: list[str]) -> list[str]:
    for dyad in value:
        if not DYAD.fullmatch(dyad):
            raise ValueError(
                _("write '{given}' as A>B, or as A~B for what the two do together").format(
                    given=dyad[:60]
                )
            )
        actors = re.split("[>~]", dyad)
        for actor in actors:
            if actors.count(actor) > 1:
                raise ValueError(_("'{dyad}' names '{actor}' twice").format(dyad=dyad, actor=actor))
    return value


Dyads = Annotated[
    list[str],
    Field(min_length=1, max_length=MOST),
    AfterValidator(_dyads),
    BeforeValidator(_listed),
    _OneOrMore(),
]
"""Dyads ``A>B`` and pairs ``A~B``, or one of them."""


def day_of_year(text: str) -> tuple[int, int]:
    """Month and day of a text such as ``07-01``.

    Raises
    ------
    ValueError
        If no year has that day.
    """
    if not re.fullmatch(r"\d\d-\d\d", text):
        raise ValueError(_("write a day of the year as month-day, such as 07-01"))
    month, day = int(text[:2]), int(text[3:])
    try:
        dt.date(2024, month, day)
    except ValueError:
        raise ValueError(
            _("no year has the day {day}; write the month first, such as 07-01").format(day=text)
        ) from None
    return month, day


def _season(value: list[str]) -> list[str]:
    for text in value:
        day_of_year(text)
    return value


Season = Annotated[list[str], Field(min_length=2, max_length=2), AfterValidator(_season)]
"""First and last day of the year, both included; from the later to the earlier over New Year."""
