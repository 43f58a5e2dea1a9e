"""A reading as a scenario of the library: the name of the one, and the id of the other."""

from __future__ import annotations

import re

BEGINNING = "read-"
_NAME = re.compile(rf"{BEGINNING}([0-9a-f]{{16}})")


def name_of(draft: str) -> str:
    """Name in the library of the scenario that a draft is played as."""
    return BEGINNING + draft


def draft_of(name: str) -> str:
    """Id of the draft that is played under a name; empty where the name is another's."""
    found = _NAME.fullmatch(name)
    return "" if found is None else found[1]
