"""Who *we* are in what an official says or a house declares."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from detente.reading.article import Tongue
from detente.reading.who.atoms import Line, folded_words
from detente.reading.who.groups import Group
from detente.reading.who.resolve import Named
from detente.reading.words.table import table

BEHIND = 4
"""Words within which an institution follows the state that it is of."""
_OPENING, _CLOSING = "“«„", "”»"


def side_of(line: Line, groups: Sequence[Group], language: Tongue) -> str:
    """For whom somebody speaks who signs, or is interviewed: the state of an office or institution.

    Parameters
    ----------
    line : Line
        The by-line.
    groups : sequence of Group
        Who is named in it.
    language : {"en", "fr"}

    Returns
    -------
    str
        Id of an actor; empty where nobody acts for one, as of a scholar or a correspondent.
    """
    institutions = folded_words(table(language, "reference")["first_person"]["institutions"])
    for group in groups:
        entry = group.actor.entry if group.actor is not None else None
        if entry is None or not entry.actors:
            continue
        if group.office and group.role != "observers":
            return entry.actors[0]
        behind = line.words(group.last, min(group.last + BEHIND, len(line.atoms)))
        if entry.sort != "place" and institutions & set(behind):
            return entry.actors[0]
    return ""


def spoken_by(
    line: Line, named: Sequence[Named], side: str, name: Callable[[str], str], language: Tongue
) -> list[Named]:
    """Add to who is named in a sentence those who say *we*, outside quotations."""
    forms = folded_words(table(language, "reference")["first_person"]["we"])
    found = list(named)
    for at, atom in enumerate(line.atoms):
        if atom.folded not in forms or _quoted(line.text, atom.start):
            continue
        if any(each.first <= at < each.last for each in named):
            continue
        found.append(Named(at, at + 1, side, "pronoun", name(side), "state", speaking=True))
    return sorted(found, key=lambda each: each.first)


def _quoted(text: str, place: int) -> bool:
    """Whether a quotation is open there."""
    before = text[:place]
    straight = before.count('"') % 2 == 1
    opened = sum(before.count(sign) for sign in _OPENING)
    return straight or opened > sum(before.count(sign) for sign in _CLOSING)
