"""French verbs in the future and in the conditional, told by their endings."""

from __future__ import annotations

import re
from functools import cache
from typing import Literal

from detente.reading.grammar.lemmas import lemma, plain
from detente.reading.sentence import Token
from detente.reading.words.table import table

Mood = Literal["future", "conditional"]

_CONDITIONAL = re.compile(r"(.+r)(?:ais|ait|ions|iez|aient)")
_FUTURE = re.compile(r"(.+r)(?:ai|as|a|ons|ez|ont)")


def mood(token: Token) -> Mood | None:
    """Which of the two a French verb is in, if in one: *serait*, *ouvrira*, but not *montrait*.

    Both have the stem of the future, which is the infinitive or one of a few; an imperfect such as
    *retirait* has the stem of a verb in *-er* without that ending.
    """
    word = plain(token.text)
    if token.tag not in {"", "VERB", "AUX"}:
        return None
    if (found := _CONDITIONAL.fullmatch(word)) and _future_stem(found[1], word):
        return "conditional"
    if (found := _FUTURE.fullmatch(word)) and _future_stem(found[1], word):
        return "future"
    return None


def moved(verb: str) -> bool:
    """Whether the perfect of a verb is formed with *être*, which else stands for the passive."""
    return verb in _table("moved")


@cache
def _table(key: str) -> tuple[str, ...]:
    return tuple(table("fr", "tense")["verbs"][key])


def _future_stem(stem: str, word: str) -> bool:
    base = lemma(word, "fr")
    if base == f"{stem}er":
        return False
    if base in {stem, f"{stem}e"} or stem in _table("stems"):
        return True
    if stem.endswith(_table("ends")):
        return True
    return base.endswith("er") and stem.endswith("er") and len(stem) > 3
