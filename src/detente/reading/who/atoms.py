"""Runs of letters and digits of a sentence: what names are compared by, whatever the tokens are."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

from detente.reading.sentence import Span, Token

_ATOM = re.compile(r"(?:[^\W_][\u0300-\u036f]*)+\+?")


@dataclass(frozen=True, slots=True)
class Atom:
    """Letters or digits without a break.

    Parameters
    ----------
    text : str
        As it stands; a "+" that follows belongs to it, as in OPEC+.
    folded : str
        Without case and accents.
    start, end : int
        Characters of the text.
    """

    text: str
    folded: str
    start: int
    end: int

    @property
    def capital(self) -> bool:
        """Whether it begins with a capital letter."""
        return self.text[0].isupper()


def fold(text: str) -> str:
    """Take case and accents off a word."""
    plain = unicodedata.normalize("NFKD", text.replace("œ", "oe").replace("Œ", "Oe")).casefold()
    return "".join(c for c in plain if not unicodedata.combining(c))


def atoms_of(text: str) -> tuple[Atom, ...]:
    """Split a text into its atoms."""
    return tuple(
        Atom(found[0], fold(found[0]), found.start(), found.end()) for found in _ATOM.finditer(text)
    )


def folded_words(phrases: Sequence[str]) -> frozenset[str]:
    """The folded atoms of some words or phrases."""
    return frozenset(atom.folded for phrase in phrases for atom in atoms_of(phrase))


class Line:
    """A sentence as atoms, with what stands between them.

    Parameters
    ----------
    text : str
    """

    def __init__(self, text: str) -> None:
        self.text = text
        self.atoms = atoms_of(text)

    def gap(self, index: int) -> str:
        """The signs between an atom and the next; all that is left after the last one."""
        atoms = self.atoms
        end = atoms[index + 1].start if index + 1 < len(atoms) else len(self.text)
        return self.text[atoms[index].end : end]

    def words(self, first: int, last: int) -> list[str]:
        """The folded atoms from `first` to before `last`."""
        return [atom.folded for atom in self.atoms[first:last]]

    def said(self, first: int, last: int) -> str:
        """The text of the atoms from `first` to before `last`."""
        if first >= last:
            return ""
        return self.text[self.atoms[first].start : self.atoms[last - 1].end]

    def starts(self, index: int) -> bool:
        """Whether an atom begins the sentence, or what is quoted in it."""
        if index == 0:
            return True
        return any(sign in self.gap(index - 1) for sign in '«“"”:–—.!?')


def spans(tokens: Sequence[Token], pieces: Sequence[tuple[int, int]]) -> list[Span]:
    """Tokens that pieces of the text, in order of their start, stand in.

    Parameters
    ----------
    tokens : sequence of Token
    pieces : sequence of (int, int)
        Characters from start to before end.

    Returns
    -------
    list of Span
        One for each; it is empty where no token lies.
    """
    found = []
    begin = 0
    for start, end in pieces:
        while begin < len(tokens) and tokens[begin].end <= start:
            begin += 1
        last = begin
        while last < len(tokens) and tokens[last].start < end:
            last += 1
        found.append(Span(begin, last))
    return found
