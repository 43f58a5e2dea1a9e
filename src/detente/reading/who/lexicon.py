"""Names and words of one language, found by their atoms, the longest first."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Literal

from detente.reading.sentence import MentionKind, Role
from detente.reading.who.atoms import Line, atoms_of

Sort = Literal["name", "place", "people", "office", "person", "style", "both", "pronoun", "nobody"]
"""What an entry is: a name, a capital or seat, a people, an office, …; nobody's name."""

_WITHIN = re.compile(r"[\s\-\u2010-\u2013'’./\u00a0\u202f]{0,2}")
"""What may stand between the atoms of one name."""


@dataclass(frozen=True, slots=True)
class Entry:
    """What some words mean.

    Parameters
    ----------
    sort : str
    surface : str
        The words, as the table has them.
    actors : tuple of str
        Ids of those who may be meant; empty of words that are nobody's own.
    kind : str
        Of the mention.
    role : str
    mark : str
        A capital, a style, a pronoun's kind, the full name of a person.
    weak : bool
        Whether it is understood only where the text names the actor otherwise.
    """

    sort: Sort
    surface: str
    actors: tuple[str, ...] = ()
    kind: MentionKind = "state"
    role: Role = "state"
    mark: str = ""
    weak: bool = False


@dataclass(frozen=True, slots=True)
class Hit:
    """An entry where it stands: atoms from `first` to before `last`."""

    entry: Entry
    first: int
    last: int


class Lexicon:
    """Entries by their atoms.

    Parameters
    ----------
    entries : iterable of Entry
        Where two have the same words, they are one that may mean either if their sort is the
        same, and else the first.
    """

    def __init__(self, entries: Iterable[Entry] = ()) -> None:
        self._entries: dict[tuple[str, ...], list[Entry]] = {}
        self._longest: dict[str, int] = {}
        for entry in entries:
            self.add(entry)

    def copy(self) -> Lexicon:
        """Another with the same entries."""
        other = Lexicon()
        other._entries = {key: list(found) for key, found in self._entries.items()}
        other._longest = dict(self._longest)
        return other

    def add(self, entry: Entry) -> None:
        """Take in an entry."""
        key = tuple(atom.folded for atom in atoms_of(entry.surface))
        if not key:
            return
        same = self._entries.setdefault(key, [])
        for index, other in enumerate(same):
            if other.sort == entry.sort and _form(other.surface) == _form(entry.surface):
                # Whoever is understood without more comes first.
                first, last = (entry, other) if other.weak and not entry.weak else (other, entry)
                actors = tuple(dict.fromkeys((*first.actors, *last.actors)))
                same[index] = replace(first, actors=actors)
                return
        same.append(entry)
        self._longest[key[0]] = max(self._longest.get(key[0], 0), len(key))

    def knows(self, *folded: str) -> bool:
        """Whether some atoms are the words of an entry."""
        return folded in self._entries

    def at(self, line: Line, index: int) -> Hit | None:
        """The longest entry that begins at an atom."""
        atoms = line.atoms
        first = atoms[index].folded
        longest = max(self._longest.get(first, 0), self._longest.get(first.rstrip("+"), 0))
        for length in range(min(longest, len(atoms) - index), 0, -1):
            key = tuple(atom.folded for atom in atoms[index : index + length])
            found = self._entries.get(key) or self._entries.get((*key[:-1], key[-1].rstrip("+")))
            if found is None or not _joined(line, index, length):
                continue
            for entry in found:
                if _cased(line, index, entry.surface):
                    return Hit(entry, index, index + length)
        return None


def _form(surface: str) -> str:
    """Whether a word is written with a capital: "Polish" and "polish" are two."""
    return "".join(
        "U" if atom.text.isupper() else "A" if atom.capital else "a" for atom in atoms_of(surface)
    )


def _joined(line: Line, index: int, length: int) -> bool:
    return all(_WITHIN.fullmatch(line.gap(at)) for at in range(index, index + length - 1))


def _cased(line: Line, index: int, surface: str) -> bool:
    """Whether the capitals of the text allow for the words; small accented words need them all."""
    for at, wanted in enumerate(atoms_of(surface)):
        found = line.atoms[index + at]
        if wanted.capital and not found.capital:
            return False
        short = 1 < len(wanted.text) <= 4 and not wanted.text[1:].islower()
        if short and any(c.isupper() for c in wanted.text[1:]) and wanted.text != found.text:
            return False
        accented = not wanted.text.isascii() and len(wanted.text) <= 4
        if accented and found.text.casefold() != wanted.text.casefold():
            return False
    return True
