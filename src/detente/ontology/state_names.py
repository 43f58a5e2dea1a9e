"""Names of states, present and past, in each language, as texts write them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache

from detente.ontology.actors import other_names, resolve_actor
from detente.ontology.called import called

_GONE = ("SUN", "YUG", "CSK", "DDR")


@cache
def state_names(language: str) -> Mapping[str, tuple[str, ...]]:
    """Names by which a language knows states.

    Parameters
    ----------
    language : {"en", "fr"}

    Returns
    -------
    mapping of str to tuple of str
        By id, the usual name first, without articles and what stands in parentheses.
    """
    import pycountry
    from babel import Locale

    territories = Locale.parse(language).territories
    found: dict[str, tuple[str, ...]] = {}
    for country in pycountry.countries:
        id_ = str(country.alpha_3)
        names = [str(territories.get(country.alpha_2, country.name))]
        if language == "en":
            names = [resolve_actor(id_).name, *names, country.name]
            names += [getattr(country, "official_name", country.name), *other_names(id_)]
        found[id_] = _plain(id_, names, language)
    found["XKX"] = _plain("XKX", ["Kosovo"], language)
    for id_ in _GONE:
        own = [resolve_actor(id_).name] if language == "en" else []
        found[id_] = _plain(id_, own, language)
    return found


def _plain(state: str, names: list[str], language: str) -> tuple[str, ...]:
    row = called(language).get(state)
    also = row.also if row is not None else ()
    return tuple(dict.fromkeys(plain_name(name) for name in (*names, *also)))


def plain_name(name: str) -> str:
    """A name without its article, and without what follows in parentheses or behind a comma."""
    short = re.sub(r"\s*[(,].*", "", name.replace("\N{RIGHT SINGLE QUOTATION MARK}", "'"))
    return re.sub(r"^(the|la|le|les) (?=[A-ZÉÎ])", "", short, flags=re.IGNORECASE)
