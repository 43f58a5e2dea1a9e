"""French verbs in the future and in the conditional, told by their endings."""

from __future__ import annotations

import re
from typing import Literal

from detente.reading.cues.forms import dictionary_form, plain
from detente.reading.sentence import Token

Mood = Literal["future", "conditional"]

_STEMS = (
    "aur", "ser", "ir", "pourr", "voudr", "devr", "saur", "faudr", "viendr", "tiendr", "verr",
    "enverr", "vaudr", "cevr", "courr", "mourr", "querr", "fer", "pleuvr", "mouvr",
)  # fmt: skip
"""Stems of the future that are not the infinitive, or the ends of such."""
_CONDITIONAL = re.compile(r"(.+r)(?:ais|ait|ions|iez|aient)")
_FUTURE = re.compile(r"(.+r)(?:ai|as|a|ons|ez|ont)")


MOVED = frozenset(
    "aller venir arriver partir entrer sortir mourir naître rester tomber devenir revenir parvenir"
    " repartir retourner monter descendre passer rentrer convenir".split()
)
"""Verbs whose perfect is formed with *être*, which otherwise stands for the passive."""


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


def _future_stem(stem: str, word: str) -> bool:
    lemma = dictionary_form(word, "fr")
    if lemma == f"{stem}er":
        return False
    if lemma in {stem, f"{stem}e"} or stem in _STEMS:
        return True
    if stem.endswith(_STEMS[3:]):
        return True
    return lemma.endswith("er") and stem.endswith("er") and len(stem) > 3
