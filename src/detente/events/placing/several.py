"""Cells that name several actors, where the reader takes them for one."""

from __future__ import annotations

from functools import cache

from detente.events.placing.hints import hinted
from detente.events.placing.places import Places
from detente.events.placing.spans import NOWHERE, Spans

SIGNS = (";", "|", ",", "&", "/")
"""What may stand between two actors."""


def between(places: Places, entity: str, country: str, scheme: str) -> str | None:
    """Find what stands between several actors that one cell names.

    Only what is placed nowhere is looked at: a name with such a sign in it that is known, as
    "Macedonia, FYR", is one actor.

    Parameters
    ----------
    places : Places
    entity, country : str
        As the source spells them; '' where there is none.
    scheme : str
        What the field of the country holds.

    Returns
    -------
    str or None
        The sign; None if nothing says that there are several.
    """
    if places.place(entity or None, country or None, scheme) != NOWHERE:
        return None
    by_name = next((sign for sign in SIGNS if _each(places, entity, sign)), None)
    if by_name is not None or scheme == "name":
        return by_name
    return next((sign for sign in SIGNS if _codes(country, sign, scheme)), None)


def _each(places: Places, entity: str, sign: str) -> bool:
    """Whether every part of a name is a state or bloc, or an organ of one, and not all the same."""
    found = [
        frozenset(filter(None, (span.state for span in places.place(part, None, "name"))))
        for part in _parts(entity, sign)
    ]
    return len(found) > 1 and all(found) and len(set(found)) > 1


@cache
def _codes(country: str, sign: str, scheme: str) -> bool:
    found: list[Spans] = [hinted(part, scheme) for part in _parts(country, sign)]
    return len(found) > 1 and NOWHERE not in found


def _parts(text: str, sign: str) -> list[str]:
    return [part.strip() for part in text.split(sign)] if sign in text else []
