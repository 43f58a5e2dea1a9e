"""The rank that words of office tell."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache, lru_cache

from detente.events.placing.fold import fold
from detente.events.placing.names import rows

_BELOW = ("deputy ", "vice ", "assistant ", "acting deputy ", "under ", "first deputy ")
_MINISTERS = frozenset({"ministry", "minister", "ministers", "ministery", "ministries"})


@cache
def _known() -> Mapping[str, str]:
    return {fold(row["words"]): row["rank"] for row in rows("roles.csv")}


@lru_cache(maxsize=65_536)
def rank_of(words: str) -> str | None:
    """Tell the rank of an office or a generic actor.

    Parameters
    ----------
    words : str
        Such as ``Head of Government``, ``Defense / Security Ministry`` or ``Citizen``; what
        stands before the parentheses in ICEWS.

    Returns
    -------
    str or None
        ``leader`` for who heads state or government, ``minister`` for ministers and ministries,
        ``official`` for others who speak for a government; None for everyone else: people,
        armed forces, police, courts, parliaments, provinces, parties.
    """
    text = fold(words)
    known = _known()
    if text in known:
        return known[text] or None
    for below in _BELOW:
        if text.startswith(below):
            return "official" if rank_of(text.removeprefix(below)) else None
    if text.startswith(("former ", "ex ", "ousted ")):
        return None
    if not _MINISTERS.isdisjoint(text.replace("/", " ").split()):
        return "leader" if "prime minister" in text else "minister"
    return None
