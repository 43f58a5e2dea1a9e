"""How far a store's data sources reach: year by year, and country by country."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from detente.events.store.store import Store


@dataclass(frozen=True, slots=True)
class Year:
    """A year of a data source.

    `days` counts days of the year within the data source's span, `missing` those of them without a
    fact; `months` has the facts of the twelve months, echoes left out.
    """

    dataset: str
    year: int
    facts: int
    days: int
    missing: int
    months: tuple[int, ...]

    def document(self) -> dict[str, Any]:
        """Plain data (docs/json.md)."""
        return {
            "dataset": self.dataset,
            "year": self.year,
            "facts": self.facts,
            "days": self.days,
            "missing_days": self.missing,
            "months": list(self.months),
        }


@dataclass(frozen=True, slots=True)
class Country:
    """A state or bloc in a data source: facts of which it is the source, the target, and when."""

    dataset: str
    state: str
    as_source: int
    as_target: int
    first: dt.date
    last: dt.date

    def document(self) -> dict[str, Any]:
        """Plain data (docs/json.md)."""
        return {
            "dataset": self.dataset,
            "state": self.state,
            "as_source": self.as_source,
            "as_target": self.as_target,
            "first": self.first.isoformat(),
            "last": self.last.isoformat(),
        }


def coverage_document(by_year: Sequence[Year], by_country: Sequence[Country]) -> dict[str, Any]:
    """Return how far data sources reach as plain data (docs/json.md)."""
    return {
        "format": "detente-coverage",
        "version": 1,
        "years": [year.document() for year in by_year],
        "countries": [country.document() for country in by_country],
    }


def years(store: Store, dataset: str) -> list[Year]:
    """Coverage of a data source by year.

    Parameters
    ----------
    store : Store
    dataset : str

    Raises
    ------
    InputError
        If the store has no such data source.
    """
    first, last = store.span(dataset)
    days = store.days(dataset)
    missing = Counter(day.year for day in store.missing_days(dataset))
    found = []
    for year in range(first.year, last.year + 1):
        begin = max(first, dt.date(year, 1, 1))
        end = min(last, dt.date(year, 12, 31))
        months = [0] * 12
        for day, number in days.items():
            if day.year == year:
                months[day.month - 1] += number
        found.append(
            Year(
                dataset=dataset,
                year=year,
                facts=sum(months),
                days=(end - begin).days + 1,
                missing=missing[year],
                months=tuple(months),
            )
        )
    return found


def countries(store: Store, dataset: str) -> list[Country]:
    """Coverage of a data source by country, the busiest first; echoes left out.

    Parameters
    ----------
    store : Store
    dataset : str
    """
    connection = store.connect([dataset])
    rows = connection.execute(
        "SELECT state, count(*) FILTER (source), count(*) FILTER (NOT source), min(date), max(date)"
        " FROM (SELECT source_state AS state, true AS source, date FROM acts WHERE NOT echo"
        " UNION ALL SELECT target_state, false, date FROM acts WHERE NOT echo)"
        " WHERE state IS NOT NULL GROUP BY 1 ORDER BY count(*) DESC, 1"
    ).fetchall()
    connection.close()
    return [Country(dataset, *row) for row in rows]
