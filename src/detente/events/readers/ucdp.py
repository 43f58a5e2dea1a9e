"""UCDP's georeferenced events: comma-separated, with a header and quoted fields.

The Uppsala Conflict Data Program (Sundberg & Melander 2013, Journal of Peace Research 50(4))
records fatal violence between organised parties, one row an event with an id, a place, and low,
best and high estimates of deaths. Here are read the yearly GED, the monthly Candidate files (the
same 49 columns; some came out without the line of names) and what the web API gives, as a table.

- Side a and side b stand in no order but in one-sided violence, where a is the doer.
- A side of state-based violence may be several governments: "Government of A, Government of B",
  with codes "2, 200". Names and codes are each in an order of their own, so several names are
  placed by themselves. The deaths are those of the event, on each of its acts.
- The day may not be known (``date_prec``): 1 is the day, 2 a span of two to six days, of which the
  first is taken. 3 is a week, 4 a month, 5 a year or a part of one: those are no acts of a day and
  are kept apart, for on the first day of the span they would be a wave of violence that never was.
"""

from __future__ import annotations

import re
from typing import Literal

from detente.errors import InputError
from detente.events.coding.table import Coded
from detente.events.coding.ucdp import coded_ucdp
from detente.events.readers import header
from detente.events.readers.base import NO_COUNT, Check, Fields, Head, Layout
from detente.events.readers.cells import (
    count,
    date,
    negative,
    parties,
    party,
    short_year,
    text,
    whole,
)
from detente.events.readers.foreseen import lasting
from detente.events.readers.precision import coarse
from detente.events.readers.rules import Rule, having
from detente.language.current import gettext as _
from detente.language.current import marked
from detente.language.option import option

_OF_ALL = ("id", "type_of_violence", "side_a", "side_b", "date_start")
_OTHERS = ("year", "date_end", "date_prec", "best", "best_est", "gwnoa", "gwnob")

_NAMES = """\
id,relid,year,active_year,code_status,type_of_violence,conflict_dset_id,conflict_new_id,\
conflict_name,dyad_dset_id,dyad_new_id,dyad_name,side_a_dset_id,side_a_new_id,side_a,\
side_b_dset_id,side_b_new_id,side_b,number_of_sources,source_article,source_office,source_date,\
source_headline,source_original,where_prec,where_coordinates,where_description,adm_1,adm_2,\
latitude,longitude,geom_wkt,priogrid_gid,country,country_id,region,event_clarity,date_prec,\
date_start,date_end,deaths_a,deaths_b,deaths_civilians,deaths_unknown,best,high,low,gwnoa,gwnob"""
COLUMNS = tuple(_NAMES.split(","))
"""Columns of the GED since version 17.1."""

_UNITS = {"1": "day", "2": "day", "3": "week", "4": "month", "5": "year"}
_SEPARATOR = ";"
"""Put between the governments of a side: a comma may stand in a name ("Macedonia, FYR")."""


class Ucdp:
    """Reads events of the Uppsala Conflict Data Program."""

    dataset = "ucdp"
    title = marked("UCDP georeferenced events (GED and Candidate, .csv)")
    scheme = "ucdp"
    countries = "gwn"
    identity: Literal["id"] = "id"
    rules = having(
        *(Rule.MISSING, Rule.SEVERAL, Rule.IDENTITY, Rule.TYPES, Rule.ISO, Rule.YEARS),
        *(Rule.DEATHS, Rule.PRECISION),
    )

    def layout(self, head: Head) -> Layout | None:
        """By the header, or by the shape of the 49 fields of lines without one."""
        for found in header.headers(head):
            if found.has("type_of_violence", "side_a", "side_b"):
                if missing := found.lacks(*_OF_ALL):
                    raise InputError(
                        _(
                            "{head}: UCDP data without the column {missing}; of UCDP's files the "
                            "events are read (GED, Candidate), not conflicts or dyads by year; any "
                            "other table is read by a mapping ({option})"
                        ).format(
                            head=head.name,
                            missing=missing[0],
                            option=option("--map", argument="mapping"),
                        )
                    )
                return found.layout((*_OF_ALL, *_OTHERS), quoted=True)
            if _is_row(found.names):
                return Layout(COLUMNS, found.separator, quoted=True)
        return None

    def fields(self, layout: Layout) -> Fields:
        """Sides as they are named, governments by their Gleditsch-Ward codes."""

        def optional(column: str) -> str:
            return text(column) if column in layout.columns else "''"

        day = date(layout, "date_start")
        if "year" in layout.columns:
            day = f"coalesce({day}, {short_year('date_start', 'year')})"
        # Before version 17.1 the column was called best_est.
        best = next((column for column in ("best", "best_est") if column in layout.columns), None)
        a, b = party("one of side a"), party("one of side b")
        checks = [*_imprecise(layout, day)]
        if best is not None:
            checks.append(Check(negative(best), "'the number of deaths is negative'"))
        return Fields(
            date=day,
            date_text=text("date_start"),
            source=a[0],
            target=b[0],
            source_country=a[1],
            target_country=b[1],
            code=whole(text("type_of_violence")),
            event_id=whole(text("id")),
            revision="0::BIGINT",
            deaths=NO_COUNT if best is None else count(best),
            lateral=f"{_side('a', optional('gwnoa'))}, {_side('b', optional('gwnob'))}",
            checks=tuple(checks),
        )

    def code(self, code: str) -> Coded | None:
        """By the type of violence."""
        return coded_ucdp(code)


def _is_row(cells: tuple[str, ...]) -> bool:
    """Whether a line has the fields of an event, and is no line of names."""
    if len(cells) != len(COLUMNS):
        return False
    row = dict(zip(COLUMNS, cells, strict=True))
    return bool(
        row["id"].isdecimal()
        and row["type_of_violence"] in ("1", "2", "3")
        and re.match(r"\d{4}-\d\d-\d\d", row["date_start"])
    )


def _side(letter: str, country: str) -> str:
    governments = (
        f"replace(replace({text(f'side_{letter}')}, ', Government of ', '; Government of '), "
        f"'; ', '{_SEPARATOR}')"
    )
    codes = f"replace({country}, ',', '{_SEPARATOR}')"
    return parties(f"one of side {letter}", governments, codes, _SEPARATOR, together=False)


def _imprecise(layout: Layout, day: str) -> list[Check]:
    """Rows of which the day is not known, which UCDP has many of."""
    checks = []
    known = "false"
    if "date_prec" in layout.columns:
        precision = whole(text("date_prec"))
        known = f"({precision}) <> ''"
        checks.append(coarse(precision, "date_prec", _UNITS))
    if "date_end" in layout.columns:
        checks.append(lasting(day, date(layout, "date_end"), unless=known))
    return checks
