"""Texts of the templates: a sentence with places for actors, in the language in force."""

from __future__ import annotations

import re
from collections.abc import Mapping

from detente.language.current import language
from detente.scaffold.cast import Member

_PLACE = re.compile(
    r"\{(?:(?P<before>\w+|à) )?(?P<key>\w+)\}|\[(?P<one>[^|\]]*)\|(?P<more>[^|\]]*)\]"
)

_BEFORE = re.compile(r" (?=[:;?!»](?:\s|$))|(?<=«) ")
"""Spaces at which French breaks no line."""


def say(english: str, french: str, names: Mapping[str, Member | str]) -> str:
    """Fill a text in the language in force.

    Parameters
    ----------
    english, french : str
        ``{a}`` is the name of an actor with its article, ``{A}`` the same at the start of a
        sentence, ``{de a}`` and ``{à a}`` the name behind that preposition; ``[vend|vendent]`` is
        the form for the number of the actor named last.
    names : mapping of str to Member or str
        By key in lower case; a text stands as it is.
    """
    plural = False

    def fill(place: re.Match[str]) -> str:
        nonlocal plural
        if place["key"] is None:
            return place["more"] if plural else place["one"]
        key = place["key"]
        who = names[key] if key in names else names[key.lower()]
        if isinstance(who, str):
            return who
        plural = who.plural
        if place["before"]:
            return who.behind(place["before"])
        return who.start if key[:1].isupper() else who.the

    if language() != "fr":
        return _PLACE.sub(fill, english)
    return _PLACE.sub(fill, _BEFORE.sub("\u00a0", french))
