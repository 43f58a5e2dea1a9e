"""States and organisations by name and by adjective, in any of the common spellings."""

from __future__ import annotations

import csv
import datetime as dt
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from importlib import resources

from detente.events.placing.fold import fold
from detente.events.placing.spans import Spans, within
from detente.events.placing.states import over_time
from detente.ontology.actors import _states, shared_rows
from detente.ontology.known import organisations

LANGUAGES = ("en", "fr", "es", "de", "pt", "it")
"""Languages of which the names of countries are known (Unicode CLDR, through Babel)."""

SHORT = {"us", "uk", "eu"}
"""Names of two letters that are more than a code."""

Carriers = dict[str, Spans]
"""Who carries a name, and when: by id."""


def rows(name: str) -> Iterator[dict[str, str]]:
    """Read a table of ``events/placing/data``, leaving out its head of comments."""
    path = resources.files("detente.events.placing").joinpath("data", name)
    lines = path.read_text(encoding="utf-8").splitlines()
    return csv.DictReader((line for line in lines if not line.startswith("#")), restval="")


def _day(text: str) -> dt.date | None:
    return dt.date.fromisoformat(text) if text else None


def _own(table: Iterable[Mapping[str, str]], column: str) -> dict[str, Carriers]:
    """Names of one of our own tables: a row for each state that carries it, with its time."""
    found: dict[str, Carriers] = {}
    for row in table:
        held = within(over_time(row["state"]), _day(row["from"]), _day(row["until"]))
        for word in row[column].split(";"):
            carriers = found.setdefault(fold(word), {})
            carriers[row["state"]] = (*carriers.get(row["state"], ()), *held)
    return found


def _organisations() -> Iterator[tuple[str, str]]:
    """Names of organisations, with their ids.

    Sources write English: French abbreviations (CPI, BAD, PAM) would be other words in them.
    """
    for id_, known in organisations().items():
        yield id_, id_
        for name in (*known.names["en"], *(name for name in known.names["fr"] if " " in name)):
            yield name, id_


def _foreign() -> Iterator[tuple[str, str]]:
    import pycountry
    from babel import Locale

    ids = {str(c.alpha_2): str(c.alpha_3) for c in pycountry.countries} | {"XK": "XKX"}
    for language in LANGUAGES:
        for code, name in Locale.parse(language).territories.items():
            if code in ids:
                yield fold(name), ids[code]


@cache
def names() -> Mapping[str, Carriers]:
    """Return folded names, each with the states or organisations that carry it.

    In order: our own tables (states that are gone, spellings of ICEWS, GDELT, ACLED, UCDP and of
    Gleditsch and Ward; names that several states carry), the ontology's names, ISO's own, and
    those of other languages.
    """
    import pycountry

    found = _own((*rows("names.csv"), *shared_rows()), "name")
    two = {str(c.alpha_2).lower() for c in pycountry.countries} | {"xk"}
    for name, state in (*_organisations(), *_states()[1].items()):
        found.setdefault(fold(name), {state: over_time(state)})
    for name, state in _foreign():
        found.setdefault(name, {state: over_time(state)})
    return {name: who for name, who in found.items() if name not in two or name in SHORT}


@cache
def adjectives() -> Mapping[str, Carriers]:
    """Return folded adjectives of nationality, each with the states that carry it."""
    return _own(rows("adjectives.csv"), "adjectives")
