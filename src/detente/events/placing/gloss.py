"""Names of states with a gloss, and in the word order and the short forms of lists.

"Russia (Soviet Union)", "Macedonia, FYR", "Korea, South", "Vietnam (Democratic Republic of)",
"Congo, Dem. Rep.", "Yemen, People's Republic of".
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache

from detente.events.placing.ambiguous import meaning
from detente.events.placing.fold import LONGEST, fold
from detente.events.placing.meaning import Meaning
from detente.events.placing.names import names
from detente.events.placing.spans import Spans, overlay
from detente.events.placing.states import GONE

_SHORT = {
    "rep": "republic", "dem": "democratic", "dr": "democratic republic", "fed": "federated",
    "pdr": "peoples democratic republic", "sts": "states", "st": "saint", "prov": "province",
    "terr": "territory", "terrs": "territories", "yug": "yugoslav", "n": "north", "s": "south",
    "w": "western", "eq": "equatorial", "ar": "arab republic", "dpr": "democratic peoples republic",
     "is": "islands", "herz": "herzegovina",
}  # fmt: skip
"""Short forms in the names of lists."""

_JOINTS = frozenset({"of", "the", "and", "&"})

_TITLE_WORDS = """
    republic democratic peoples kingdom federation federal federated federative states state union
    united islamic arab jamahiriya socialist popular plurinational bolivarian cooperative
    commonwealth principality emirate sultanate duchy grand islands province territory territories
    occupied former yugoslav fyr fr rb sar dprk
"""
_TITLES = frozenset(_TITLE_WORDS.split())
"""Words of which the form of a state's name consists."""

_SIDES = frozenset(["north", "south", "east", "west", "northern", "southern", "eastern", "western"])
"""Words that make a part of a state, or another one, and no form of its name."""

_LONG_FORM = re.compile(r"([\w ]*)(?:republic|kingdom) of (?:the )?(.+)")


def _words(folded: str) -> list[str]:
    """Words of a name without joints, short forms written out."""
    plain = folded.replace("(", " ").replace(")", " ").replace("/", " ")
    long = " ".join(_SHORT.get(word, word) for word in plain.split())
    return [word for word in long.split(" ") if word not in _JOINTS]


@cache
def _by_words() -> Mapping[tuple[str, ...], str]:
    """Folded names by their words in alphabetical order, where all with them mean the same."""
    found: dict[tuple[str, ...], str | None] = {}
    for name in names():
        words = _words(name)
        if len(words) > 1:
            key = tuple(sorted(words))
            other = found.setdefault(key, name)
            if other is not None and names()[other] != names()[name]:
                found[key] = None
    return {key: name for key, name in found.items() if name is not None}


@cache
def _vocabulary() -> frozenset[str]:
    return frozenset(word for words in _by_words() for word in words)


def named(text: str) -> Meaning | None:
    """Find a state or bloc by its plain name, in any order of its words.

    Parameters
    ----------
    text : str
        As the source spells it. A name of up to three letters, a code perhaps, counts only in
        capitals: "Ben" is not Benin, nor "Per" Peru.

    Returns
    -------
    Meaning or None
        None if nothing is called so.
    """
    folded = fold(text)
    if folded in names():
        return meaning(folded) if len(folded) > 3 or text.isupper() else None
    words = _words(folded)
    if not words or words[0] not in _vocabulary():
        return None
    known = _by_words().get(tuple(sorted(words)))
    return None if known is None else meaning(known)


def in_parentheses(text: str) -> tuple[str, str] | None:
    """Split "Foreign Affairs (Russia)"; what is in the last parentheses may have its own."""
    if not text.endswith(")"):
        return None
    depth = 0
    for i in range(len(text) - 1, -1, -1):
        depth += (text[i] == ")") - (text[i] == "(")
        if depth == 0:
            return text[:i].rstrip(), text[i + 1 : -1].strip()
    return None


def read(text: str) -> Meaning | None:
    """Find a state or bloc by its name, with a gloss or without.

    A gloss never undoes the name before it: what it says of the name's form is read with it
    ("Vietnam (Democratic Republic of)"); if it names a state that is gone, that holds while there
    was one ("Russia (Soviet Union)"); between the meanings of an ambiguous name it decides ("Congo
    (Zaire)"); what is not known is left out ("Madagascar (Malagasy)"). Behind a comma only words of
    names are a gloss, since a comma also joins several actors.

    Parameters
    ----------
    text : str
        As the source spells it.

    Returns
    -------
    Meaning or None
        None if nothing is called so.
    """
    return None if len(text) > LONGEST else named(text) or glossed(text)


def glossed(text: str) -> Meaning | None:
    """Find a state or bloc by a name that has a gloss, as `read` does."""
    split = in_parentheses(text)
    if split is not None:
        head, inner = read(split[0]), read(split[1])
        if head is None or (inner is None and not _SIDES.isdisjoint(_words(fold(split[1])))):
            return None
        return _with_gloss(head, inner)
    for joint in "/,":
        before, found, behind = text.rpartition(joint)
        if found:
            head = read(before.strip())
            return None if head is None else _joined(head, behind.strip(), joint)
    return _long_form(text)


def _joined(head: Meaning, behind: str, joint: str) -> Meaning | None:
    """One state under two names, "Italy/Sardinia", or a name and its form, "Macedonia, FYR".

    What names two states, "France, Germany", is neither.
    """
    other = read(behind)
    if other is not None:
        one_state = not _states(head.spans).isdisjoint(_states(other.spans))
        return _with_gloss(head, other) if one_state else None
    words = set(_words(fold(behind)))
    form = joint == "," and behind and words <= _TITLES and words != {"islamic", "state"}
    return head if form else None


def _long_form(text: str) -> Meaning | None:
    """A name behind its form, which no list has: "Socialist Republic of Romania"."""
    match = _LONG_FORM.fullmatch(fold(text))
    if match is None or match[2] not in names() or not _TITLES.issuperset(match[1].split()):
        return None
    found = meaning(match[2])
    return found if found is not None and not found.also else None


def _with_gloss(head: Meaning, gloss: Meaning | None) -> Meaning:
    """What a name means with a gloss."""
    if gloss is None:
        return head
    gone = [span for span in gloss.spans if span.state in GONE]
    if gone:
        return Meaning(overlay(head.spans, gone), head.also, anyone=head.anyone)
    return gloss if _decides(head, gloss) else head


def _decides(head: Meaning, gloss: Meaning) -> bool:
    """Whether a gloss tells which of several is meant: "Congo (Zaire)", "Georgia (USA)"."""
    return head.anyone or not _states(gloss.spans).isdisjoint(head.also)


def _states(spans: Spans) -> set[str]:
    return {span.state for span in spans if span.state is not None}
