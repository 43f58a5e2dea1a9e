"""A sentence cut into what names somebody: names, offices, capitalised words, words that refer."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Literal

from detente.reading.article import Tongue
from detente.reading.grammar.lemmas import has_form
from detente.reading.who.atoms import Line, fold
from detente.reading.who.lexicon import Entry, Hit, Lexicon
from detente.reading.words.table import table

Kind = Literal["actor", "office", "capitals", "person", "title", "style", "both", "pronoun"]
"""What a piece is; `capitals` are capitalised words that no table knows."""

_KINDS: dict[str, Kind] = {
    "name": "actor",
    "place": "actor",
    "people": "actor",
    "office": "office",
    "person": "person",
    "style": "style",
    "both": "both",
    "pronoun": "pronoun",
}
PARTICLES = frozenset(
    [
        *("da", "das", "de", "del", "della", "den", "der", "di", "dos", "du", "von", "van", "ter"),
        *("ibn", "bin", "ben", "bint", "al", "el", "ul", "ur", "ould", "zu", "la"),
    ]
)
"""Small words within names of persons."""

_SUFFIXES = frozenset(["based", "led", "backed", "held", "controlled", "born", "style", "era"])
_NAME_GAP = re.compile(r"[\u00a0 ]|[-\u2010\u2011]|\.[\u00a0 ]?|['’]")


@dataclass(frozen=True, slots=True)
class Piece:
    """Atoms from `first` to before `last` that name somebody."""

    kind: Kind
    first: int
    last: int
    entry: Entry | None = None
    words: str = ""

    @property
    def people(self) -> bool:
        """Whether it is an adjective or noun of a people."""
        return self.entry is not None and self.entry.sort == "people"

    @property
    def size(self) -> int:
        """How many atoms it has."""
        return self.last - self.first


def pieces_of(
    line: Line, lexicon: Lexicon, titles: frozenset[str], language: Tongue
) -> list[Piece]:
    """Cut a sentence into pieces, from left to right, the longest known words first."""
    return list(_pieces(line, lexicon, titles, language))


def _pieces(
    line: Line, lexicon: Lexicon, titles: frozenset[str], language: Tongue
) -> Iterator[Piece]:
    index = 0
    titled = False
    while index < len(line.atoms):
        last = _both(line, index, language)
        if last:
            yield Piece("both", index, last, None, line.said(index, last))
            index = last
            continue
        hit = lexicon.at(line, index)
        if hit is not None and _surname(line, lexicon, hit, language):
            last = _run(line, lexicon, index)
            yield Piece("capitals", index, last, None, line.said(index, last))
            index = last
            continue
        if hit is not None:
            if hit.entry.sort != "nobody":
                said = line.said(hit.first, hit.last)
                yield Piece(_KINDS[hit.entry.sort], hit.first, hit.last, hit.entry, said)
            index = hit.last
            continue
        atom = line.atoms[index]
        if atom.folded in titles and _title(line, index):
            yield Piece("title", index, index + 1, None, atom.text)
            index += 1
            titled = True
            continue
        last = _run(line, lexicon, index, titled=titled)
        titled = False
        if last > index:
            first = index
            while (
                first < last and line.starts(first) and is_common(line.atoms[first].text, language)
            ):
                first += 1
            if first < last:
                yield Piece("capitals", first, last, None, line.said(first, last))
            index = last
            continue
        index += 1


def _surname(line: Line, lexicon: Lexicon, hit: Hit, language: Tongue) -> bool:
    """Whether a name that a state has is the first of a person's, as in "Israel Katz"."""
    single = hit.entry.sort in ("name", "place") and hit.last == hit.first + 1
    if not single or hit.last >= len(line.atoms) or line.gap(hit.first) not in (" ", "\u00a0"):
        return False
    after = line.atoms[hit.last]
    if not after.capital or after.text.isupper() or line.atoms[hit.first].text.isupper():
        return False
    return lexicon.at(line, hit.last) is None and not is_common(after.text, language)


def _both(line: Line, index: int, language: Tongue) -> int:
    """Where "the two great powers" ends, if it begins at an atom; else 0."""
    two, nouns, behind = _two(language)
    if line.atoms[index].folded not in two:
        return 0
    if index and line.atoms[index - 1].folded in ("the", "les"):
        # "The two will sign"; "between the two."
        end = index + 1 == len(line.atoms)
        if end or line.gap(index).strip() or line.atoms[index + 1].folded in behind:
            return index + 1
    for last in range(index + 1, min(index + 3, len(line.atoms))):
        if line.gap(last - 1).strip():
            return 0
        if line.atoms[last].folded in nouns:
            return last + 1
    return 0


@cache
def _two(language: Tongue) -> tuple[frozenset[str], frozenset[str], frozenset[str]]:
    both = table(language, "reference")["both"]
    nouns = frozenset(fold(noun) for noun in both["nouns"])
    return frozenset(both["two"]), nouns, frozenset(fold(word) for word in both["behind"])


def _title(line: Line, index: int) -> bool:
    """Whether a word before a capitalised one is a form of address: "M. Dupont", not "m"."""
    if not line.atoms[index].capital or index + 1 >= len(line.atoms):
        return False
    return line.atoms[index + 1].capital or line.atoms[index + 1].folded in PARTICLES


def _run(line: Line, lexicon: Lexicon, index: int, *, titled: bool = False) -> int:
    """Where the capitalised words that begin at an atom end; the atom itself if none do."""
    atoms = line.atoms
    begin = index
    while index < len(atoms) and atoms[index].folded in PARTICLES and not atoms[index].capital:
        # "General al-Burhan", "Mme von der Leyen": a name that begins with a small word.
        hyphen = atoms[index].folded in ("al", "el") and line.gap(index) == "-"
        if not hyphen and not titled:
            return begin
        index += 1
    if index >= len(atoms) or not atoms[index].capital:
        return begin
    last = index + 1
    while last < len(atoms) and _NAME_GAP.fullmatch(line.gap(last - 1)):
        if not _dotted(line, last - 1):
            break
        ahead = last
        while ahead < len(atoms) and atoms[ahead].folded in PARTICLES and ahead - last < 2:
            if not atoms[ahead].capital and not _NAME_GAP.fullmatch(line.gap(ahead)):
                break
            if atoms[ahead].capital:
                break
            ahead += 1
        small = ahead < len(atoms) and not atoms[ahead].capital
        if small and _second_half(line, begin, last):
            last += 1
            continue
        if ahead >= len(atoms) or small or _known(line, lexicon, ahead):
            break
        if line.gap(last - 1)[0] in "'’" and atoms[last].text == "s":
            break
        last = ahead + 1
    return last


def _known(line: Line, lexicon: Lexicon, index: int) -> bool:
    """Whether a word has a meaning of its own, which "Group" within a name has not."""
    hit = lexicon.at(line, index)
    general = ("party", "group", "organisation", "alliance")
    return hit is not None and (hit.entry.sort != "style" or hit.entry.mark not in general)


def _second_half(line: Line, begin: int, index: int) -> bool:
    """Whether a small word is the second half of a given name, as in "Lee Jae-myung"."""
    hyphen = line.gap(index - 1) in ("-", "\u2010", "\u2011")
    return hyphen and index - begin >= 2 and line.atoms[index].folded not in _SUFFIXES


def _dotted(line: Line, index: int) -> bool:
    """Whether a point after a word is that of an initial, or there is none."""
    return not line.gap(index).startswith(".") or len(line.atoms[index].text) == 1


@cache
def is_common(word: str, language: Tongue) -> bool:
    """Whether a word is one of the language's own, and not just a name.

    The library's own question is of no use here: it takes a name for a word.
    """
    return word.isalpha() and has_form(word.lower(), language)
