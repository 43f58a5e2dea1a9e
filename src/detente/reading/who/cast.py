"""Who plays in an article: actors, persons in office, and who faces whom."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field

from detente.reading.article import Tongue
from detente.reading.proposal import Holder, Named


@dataclass(frozen=True, slots=True)
class Setting:
    """What is known before an article is read.

    Parameters
    ----------
    day : date
        From which "next month" is counted.
    language : {"en", "fr"}
    declared : mapping of str to str
        Actors that no table knows: id → name.
    pair : (str, str), optional
        Who faces whom, where the user says so.
    title, author : str
        Of the article. The title is read for its names alone; an author that is no person but acts
        for a state or an organisation is the one whose ministry, and whose government, is meant
        where the article names no other.
    """

    day: dt.date
    language: Tongue
    declared: Mapping[str, str] = field(default_factory=dict)
    pair: tuple[str, str] | None = None
    title: str = ""
    author: str = ""


@dataclass(frozen=True, slots=True)
class Cast:
    """Actors by how often they are named, holders of offices, and pairs, the likeliest first."""

    actors: tuple[Named, ...]
    holders: tuple[Holder, ...]
    pairs: tuple[tuple[str, str, float], ...]
