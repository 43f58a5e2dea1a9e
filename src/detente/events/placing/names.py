"""States and blocs by name, in any of the common spellings."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping
from functools import cache
from importlib import resources

from detente.events.placing.fold import fold
from detente.ontology.actors import _blocs, _states

LANGUAGES = ("en", "fr", "es", "de", "pt", "it")
"""Languages of which the names of countries are known (Unicode CLDR, through Babel)."""

SHORT = {"us", "uk", "eu"}
"""Names of two letters that are more than a code."""


def rows(name: str) -> Iterator[dict[str, str]]:
    """Read a table of ``events/placing/data``, leaving out its head of comments."""
    path = resources.files("detente.events.placing").joinpath("data", name)
    lines = path.read_text(encoding="utf-8").splitlines()
    return csv.DictReader(line for line in lines if not line.startswith("#"))


def _foreign() -> Iterator[tuple[str, str]]:
    import pycountry
    from babel import Locale

    ids = {str(c.alpha_2): str(c.alpha_3) for c in pycountry.countries} | {"XK": "XKX"}
    for language in LANGUAGES:
        for code, name in Locale.parse(language).territories.items():
            if code in ids:
                yield fold(name), ids[code]


@cache
def names() -> Mapping[str, str]:
    """Return folded names with the state or bloc that each stands for.

    In order: our own table (states that are gone, spellings of ICEWS, GDELT and ACLED), the
    ontology's names, ISO's own, and those of other languages.
    """
    import pycountry

    found = {fold(row["name"]): row["state"] for row in rows("names.csv")}
    two = {str(c.alpha_2).lower() for c in pycountry.countries} | {"xk"}
    for index in (_blocs()[1], _states()[1]):
        for name, state in index.items():
            found.setdefault(fold(name), state)
    for name, state in _foreign():
        found.setdefault(name, state)
    return {name: s for name, s in found.items() if name not in two or name in SHORT}


def named(text: str, folded: str) -> str | None:
    """Find a state or bloc by name.

    Parameters
    ----------
    text : str
        As the source spells it. A name of up to three letters, a code perhaps, counts only in
        capitals: "Ben" is not Benin, nor "Per" Peru.
    folded : str
        The same, folded.

    Returns
    -------
    str or None
        Id of the state or bloc.
    """
    state = names().get(folded)
    return state if state is None or len(folded) > 3 or text.isupper() else None
