"""Actors that no table knows: what an article says of a capitalised name decides what it is."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from itertools import pairwise

from detente.reading.article import Tongue
from detente.reading.sentence import MentionKind, Sentence, Token
from detente.reading.who.atoms import Atom, Line, atoms_of, fold
from detente.reading.who.groups import Group
from detente.reading.who.lexicon import Entry, Lexicon
from detente.reading.who.pieces import Piece, is_common
from detente.reading.words.table import table


@dataclass(slots=True)
class Evidence:
    """What speaks for a name's being an actor.

    Parameters
    ----------
    office : int
        It has a president, a ministry, an army.
    faces : int
        "Between it and another", "with it", "against it".
    acts : int
        A verb follows.
    article : int
        Its article, where names of persons have none.
    armed : int
        "The movement", "the rebels" stand beside it.
    within : int
        It is where something is.
    titled : int
        A form of address stands before it.
    human : int
        A pronoun of persons follows.
    count : int
    """

    office: int = 0
    faces: int = 0
    acts: int = 0
    article: int = 0
    armed: int = 0
    within: int = 0
    titled: int = 0
    human: int = 0
    count: int = 0


@dataclass(frozen=True, slots=True)
class Seen:
    """A sentence of the survey."""

    sentence: Sentence
    line: Line
    pieces: Sequence[Piece]
    groups: Sequence[Group]


@dataclass(slots=True)
class Stranger:
    """An actor of the article alone: its id, how it is named, and what its people are called."""

    id: str
    name: str
    kind: MentionKind
    forms: list[str] = field(default_factory=list)
    people: list[str] = field(default_factory=list)


_OF_STATES = frozenset(["leader", "minister", "ministry", "government", "parliament", "military"])
"""Roles that those who act for a state, or the like of one, have."""


_OF_PERSONS = frozenset(["official", "spokesperson"])
"""Roles that those who act for a person have as well."""


def slug(name: str) -> str:
    """An id of a name: lower-case words joined by hyphens."""
    return re.sub(r"[^a-z0-9]+", "-", fold(name)).strip("-")


def strangers(
    seen: Sequence[Seen], persons: frozenset[str], lexicon: Lexicon, language: Tongue
) -> list[Stranger]:
    """Find the actors of an article that no table knows.

    Parameters
    ----------
    seen : sequence of Seen
    persons : frozenset of str
        Folded parts of names of persons.
    lexicon : Lexicon
    language : {"en", "fr"}

    Returns
    -------
    list of Stranger
        In the order in which they are first named.
    """
    words = table(language, "strangers")
    evidence = _evidence(seen, words, language)
    longer = {
        part
        for name in evidence
        if 2 <= len(parts := _parts(name)) <= 3 and not _house(parts, language)
        for part in parts
        if not evidence[name].office and not evidence[name].article
    }
    adjectives = _adjectives((each.line for each in seen), lexicon, words, language)
    stems = _stems(adjectives)
    derived = {form for name in evidence for form in _peoples(name, stems)}
    short = _acronyms(seen)
    found: dict[str, Stranger] = {}
    for name, each in evidence.items():
        if name in derived:
            continue
        parts = _parts(name)
        people = _peoples(name, stems)
        known = all(is_common(atom.text, language) for atom in atoms_of(name))
        person = set(parts) <= persons or (len(parts) == 1 and parts[0] in longer)
        house = _house(parts, language)
        if person and not people and not each.office:
            continue
        called = bool(people) or (house and name in short)
        if not _accepted(each, len(parts), called, house, known):
            continue
        state = bool(people or each.office) and not house and not each.armed
        kind: MentionKind = "state" if state else "party"
        forms = list(dict.fromkeys((name, *short.get(name, ()))))
        stranger = Stranger(slug(name), name, kind, forms, people)
        if stranger.id:
            found.setdefault(stranger.id, stranger)
    whole = {form for each in found.values() for form in each.forms[1:]}
    return [each for each in found.values() if each.name not in whole]


def humans(seen: Sequence[Seen], language: Tongue) -> frozenset[str]:
    """Names of persons of whom an article tells no office: two words or more, and they act."""
    words = table(language, "strangers")
    found = set()
    for name, each in _evidence(seen, words, language).items():
        parts = _parts(name)
        if len(parts) > 4 or _house(parts, language) or each.article or each.office:
            continue
        if len(parts) < 2 and not each.titled:
            continue
        if is_common(atoms_of(name)[-1].text, language) and each.titled == 0:
            continue
        if each.titled or each.acts + each.human > each.within:
            found.add(name)
    return frozenset(found)


def _accepted(each: Evidence, size: int, people: bool, house: bool, known: bool) -> bool:
    """Whether enough speaks for an actor."""
    if house:
        return people or each.count >= 2 or each.acts + each.faces + each.armed > 0
    if known and size == 1:
        return False
    if people or each.armed or (each.office and not known):
        return True
    if known:
        return each.article > 0 and each.acts + each.faces >= 2
    if each.within > each.acts + each.faces + each.article:
        return False
    if each.article and each.acts + each.faces:
        return True
    return size == 1 and each.faces > 0 and each.acts + each.faces >= 2 and each.count >= 2


def _parts(name: str) -> list[str]:
    return [atom.folded for atom in atoms_of(name)]


def _house(parts: Sequence[str], language: Tongue) -> bool:
    """Whether a name of several words has the noun of an organisation at its head."""
    return len(parts) > 1 and not _nouns(language).isdisjoint((parts[0], parts[-1]))


@cache
def _nouns(language: Tongue) -> frozenset[str]:
    return frozenset(fold(noun) for noun in table(language, "strangers")["organisations"])


def _evidence(
    seen: Sequence[Seen], words: Mapping[str, Sequence[str]], language: Tongue
) -> dict[str, Evidence]:
    found: dict[str, Evidence] = {}
    lists = {key: {fold(word) for word in listed} for key, listed in words.items()}
    for each in seen:
        if each.sentence.heading and _shouted(each.line):
            continue
        led = {id(group.actor) for group in each.groups if _of_state(group)}
        titled = {id(group.person) for group in each.groups if group.title}
        owners = {id(group.actor) for group in each.groups if group.role in _OF_PERSONS}
        for piece in each.pieces:
            if piece.kind == "capitals":
                evidence = found.setdefault(piece.words, Evidence())
                evidence.count += 1
                evidence.office += id(piece) in led
                evidence.titled += id(piece) in titled
                evidence.human += id(piece) in owners and piece.size > 1
                _around(evidence, each, piece, lists, language)
    return found


def _of_state(group: Group) -> bool:
    """Whether an office is of a state or the like; "the commander of" may be of any place."""
    entry = group.office[0].entry if group.office else None
    if entry is None or entry.role not in _OF_STATES:
        return False
    ranks = ("command", "admiral", "amira", "gener", "colonel", "soldat", "soldier")
    return not (group.through and fold(entry.surface).startswith(ranks))


def _shouted(line: Line) -> bool:
    """Whether most words of a heading have a capital, which then says nothing."""
    long = [atom for atom in line.atoms if len(atom.text) > 3]
    return len(long) > 1 and sum(atom.capital for atom in long) > 0.7 * len(long)


def _around(
    evidence: Evidence, seen: Seen, piece: Piece, lists: dict[str, set[str]], language: Tongue
) -> None:
    atoms = seen.line.atoms
    before = [atom.folded for atom in atoms[max(0, piece.first - 7) : piece.first]]
    after = [atom.folded for atom in atoms[piece.last : piece.last + 3]]
    last = before[-1] if before else ""
    skipped = [word for word in before if word not in lists["articles"]]
    nearest = skipped[-1] if skipped else ""
    evidence.article += last in lists["articles"]
    evidence.within += nearest in lists["within"]
    if any(word in lists["between"] for word in before) and nearest in lists["joins"]:
        evidence.faces += 1
    evidence.faces += nearest in lists["towards"]
    beside = after[0] if after and seen.line.gap(piece.last - 1) in (" ", "-", "\u00a0") else ""
    said = lists["saying"]
    evidence.acts += any(word in said for word in before[-2:])
    pause = "," in seen.line.gap(piece.last - 1)
    evidence.acts += not pause and any(word in said for word in after)
    evidence.human += bool(after) and after[0] in lists["who"]
    evidence.armed += beside in lists["armed"] if language == "en" else nearest in lists["armed"]
    if beside in lists["verbs"] or _verb(seen.sentence, seen.line, piece.last):
        evidence.acts += nearest not in lists["within"] and nearest not in lists["towards"]


def _verb(sentence: Sentence, line: Line, index: int) -> bool:
    """Whether the word at an atom is a verb, where tokens say what words are."""
    if index >= len(line.atoms) or line.gap(index - 1).strip():
        return False
    tokens = sentence.tokens
    at = bisect_left(tokens, line.atoms[index].start, key=_start)
    return at < len(tokens) and tokens[at].tag in ("VERB", "AUX")


def _start(token: Token) -> int:
    return token.start


def peoples(name: str, lines: Iterable[Line], lexicon: Lexicon, language: Tongue) -> list[str]:
    """Words of an article that are made of a name as those of peoples are, and are no others."""
    words = table(language, "strangers")
    return _peoples(name, _stems(_adjectives(lines, lexicon, words, language)))


def _adjectives(
    lines: Iterable[Line], lexicon: Lexicon, words: Mapping[str, Sequence[str]], language: Tongue
) -> list[str]:
    """Words that look like a people's, and are no word of the language."""
    endings = tuple(fold(ending) for ending in words["people"])
    counts: Counter[str] = Counter()
    for line in lines:
        for atom in line.atoms:
            if atom.folded.endswith(endings) and _unheard(atom, lexicon, language):
                counts[atom.text] += 1
    return list(counts)


def _unheard(atom: Atom, lexicon: Lexicon, language: Tongue) -> bool:
    if language == "en" and not atom.capital:
        return False
    return (
        len(atom.text) > 4 and not lexicon.knows(atom.folded) and not is_common(atom.text, language)
    )


_LONGEST_ENDING = 7


def _stems(adjectives: Iterable[str]) -> dict[str, list[str]]:
    """Words by what is left when an ending of a people's name is taken off, whatever it is."""
    found: dict[str, list[str]] = {}
    for word in adjectives:
        plain = fold(word)
        for length in range(max(4, len(plain) - _LONGEST_ENDING), len(plain) + 1):
            found.setdefault(plain[:length], []).append(word)
    return found


def _peoples(name: str, stems: Mapping[str, Sequence[str]]) -> list[str]:
    """Peoples' names made of a place's: Freedonia, Freedonian; Ruritanie, ruritanien."""
    plain = fold(name)
    stem = plain.rstrip("aeiouy") or plain
    return [
        word
        for word in stems.get(stem, ())
        if fold(word) != plain and len(fold(word)) >= len(plain) - 1
    ]


def _acronyms(seen: Iterable[Seen]) -> dict[str, list[str]]:
    """Capital letters in parentheses, by the name that they stand behind."""
    found: dict[str, list[str]] = {}
    for each in seen:
        for before, after in pairwise(each.pieces):
            beside = before.last == after.first and after.kind == "capitals"
            if beside and after.words.isupper() and each.line.gap(before.last - 1) == " (":
                found.setdefault(before.words, []).append(after.words)
    return found


def entries(stranger: Stranger) -> Iterator[Entry]:
    """Under which words an actor of the article is found."""
    role = "state"
    for form in stranger.forms:
        yield Entry("name", form, (stranger.id,), stranger.kind, role)  # type: ignore[arg-type]
    for form in stranger.people:
        yield Entry("people", form, (stranger.id,), "demonym")
