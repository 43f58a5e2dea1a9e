"""Organs of states by their own names, and such as "Yemeni Armed Forces" or "Army of Chad"."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache

from detente.events.placing.fold import fold
from detente.events.placing.names import names, rows
from detente.events.placing.roles import rank_of

_ORGAN_WORDS = """
    administration affairs air ambassador armed army authorities bank border cabinet central
    chief coast constitutional consulate corps court defence defense delegation diplomat diplomats
    embassy envoy envoys federal force forces foreign government guard guards head house immigration
    intelligence interior king marine marines military minister ministers ministry mission national
    naval navy of official officials parliament peoples police president prime queen
    representatives royal secret security self senate service services soldiers special state
    supreme troops
"""
_WORDS = frozenset(_ORGAN_WORDS.split())
"""Words of which the name of an organ may consist, after the state's name or adjective.

"Congress", "council", "front", "liberation" and "democratic" are not among them: they make parties
and rebels.
"""

_BRANCH_WORDS = """
    air armed army battalion battalions border brigade brigades carabineros coast command commandos
    corps criminal customs directorate force forces gendarmerie gendarmes guard guards intelligence
    investigation marine marines military national naval navy operations paratroopers police
    presidential prison prisons rangers rapid reaction reserve rifles riot royal secret security
    service services special troops unit units wildlife
"""
_BRANCHES = frozenset(_BRANCH_WORDS.split())
"""Words of which the name of a branch of a state's forces may consist.

A "council", a "house" or a "faction" behind the years of a government is a rival of it.
"""

_NO_ORGAN = frozenset({"lebanese forces", "israeli house", "american house", "indian national"})
"""What is made of such words and is something else."""

_OF = re.compile(
    r"(?:the )?(?:royal )?(armed forces|military forces|police forces|security forces|army|navy|"
    r"air force|government|ministry|department|election commission|central bank|reserve bank|"
    r"security service|parliament|president|prime minister|foreign minister|embassy|"
    r"ambassador|supreme court|national assembly|house of representatives)"
    r"\b(?: [\w ]*?)?? of (?:the )?([\w ]+)"
)


@cache
def _own() -> Mapping[str, tuple[str, str | None]]:
    return {fold(row["name"]): (row["state"], row["rank"] or None) for row in rows("organs.csv")}


@cache
def adjectives() -> Mapping[str, str]:
    """Return folded adjectives of nationality with the state of each."""
    return {
        fold(word): row["state"]
        for row in rows("adjectives.csv")
        for word in row["adjectives"].split(";")
    }


@cache
def _heads() -> Mapping[str, str]:
    """Adjectives and names, as they begin the name of an organ."""
    return {**names(), **adjectives()}


def is_branch(folded: str) -> bool:
    """Whether words can only be a branch of a state's forces, and no faction or rival government.

    Parameters
    ----------
    folded : str
        Folded words.
    """
    return _BRANCHES.issuperset(folded.split(" "))


def organ(folded: str) -> tuple[str, str | None] | None:
    """Find the state of an organ.

    Parameters
    ----------
    folded : str
        Folded name.

    Returns
    -------
    tuple or None
        Id of the state or bloc, and rank; None if it is no organ that is known.
    """
    found = _own().get(folded)
    if found is not None:
        return found
    alone = adjectives().get(folded)
    if alone is not None:
        return alone, None
    words = folded.removeprefix("royal ").split(" ")
    for length in (1, 2, 3):
        rest = words[length:]
        if not rest:
            break
        state = _heads().get(" ".join(words[:length])) if len(words[0]) > 1 else None
        if state is not None and _WORDS.issuperset(rest) and folded not in _NO_ORGAN:
            return state, rank_of(" ".join(rest))
    if " of " not in folded:
        return None
    match = _OF.fullmatch(folded)
    state = _state_of(match[2]) if match else None
    return (state, rank_of(match[1])) if match and state is not None else None


def _state_of(folded: str) -> str | None:
    """A state by its name, or "republic of" its name."""
    known = names()
    return known.get(folded) or known.get(folded.rpartition("republic of ")[2])
