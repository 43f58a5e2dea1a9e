"""Organs of states by their own names, and such as "Yemeni Armed Forces" or "Army of Chad"."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache

from detente.events.placing.ambiguous import meaning
from detente.events.placing.fold import fold
from detente.events.placing.gloss import read
from detente.events.placing.meaning import Meaning, of_state
from detente.events.placing.names import adjectives, rows
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

_BODY = re.compile(
    r"(?:royal )?(armed forces|military forces|police forces|security forces|army|navy|"
    r"air force|government|ministry|department|election commission|central bank|reserve bank|"
    r"security service|parliament|president|prime minister|foreign minister|embassy|"
    r"ambassador|supreme court|national assembly|house of representatives)(?: [\w ]*)?"
)
_OF = re.compile(r"\s+of\s+", re.IGNORECASE)


@cache
def _own() -> Mapping[str, tuple[str, str | None]]:
    return {fold(row["name"]): (row["state"], row["rank"] or None) for row in rows("organs.csv")}


def is_branch(folded: str) -> bool:
    """Whether words can only be a branch of a state's forces, and no faction or rival government.

    Parameters
    ----------
    folded : str
        Folded words.
    """
    return _BRANCHES.issuperset(folded.split(" "))


def organ(text: str) -> tuple[Meaning, str | None] | None:
    """Find the state of an organ.

    Parameters
    ----------
    text : str
        As the source spells it.

    Returns
    -------
    tuple or None
        What its state or bloc is, and rank; None if it is no organ that is known.
    """
    folded = fold(text)
    found = _own().get(folded)
    if found is not None:
        return of_state(found[0]), found[1]
    if folded in adjectives():
        alone = meaning(folded)
        return None if alone is None else (alone, None)
    words = folded.removeprefix("royal ").split(" ")
    for length in (1, 2, 3):
        rest = words[length:]
        if not rest:
            break
        whose = meaning(" ".join(words[:length])) if len(words[0]) > 1 else None
        if whose is not None and _WORDS.issuperset(rest) and folded not in _NO_ORGAN:
            return whose, rank_of(" ".join(rest))
    return _of_a_state(text) if folded else None


def _of_a_state(text: str) -> tuple[Meaning, str | None] | None:
    """Such as "Government of Russia (Soviet Union)": a body, and the name of a state."""
    for joint in _OF.finditer(text):
        before = text[: joint.start()]
        # A comma there stands between two actors: "Government of A, Government of B".
        body = None if "," in before else _BODY.fullmatch(fold(before))
        whose = read(text[joint.end() :]) if body else None
        if body and whose is not None:
            return whose, rank_of(body[1])
    return None
