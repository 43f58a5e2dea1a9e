"""Sentences reworded so that it is known what has to become of their claims.

Each function takes a sentence and the words of a claim in it, and gives the sentence anew with the
words that now stand for the claim; None where its wording does not allow for the change.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import NamedTuple

from detente.reading.article import Tongue
from detente.reading.who.pieces import is_common


class Reworded(NamedTuple):
    """A sentence after a change, and the words of it that stand for the claim."""

    sentence: str
    part: str


Change = Callable[[str, str, Tongue], Reworded | None]

_UNFIT = re.compile(r"[«»“”\"„;:—–?!()…]")
"""What makes a sentence more than one plain statement."""

_OWN = re.compile(r"\b(I|we|us|je|nous|moi)\b|\bj’", re.IGNORECASE)
"""Words by which the author speaks of himself; said by another they are about another."""

_JOINED = {
    "en": frozenset(
        {
            "but", "and", "yet", "nor", "for", "so", "or", "although", "though", "while",
            "if", "unless", "should", "were", "had", "once", "when", "because", "since",
            "as", "until", "after", "before", "whether", "even", "despite", "whoever",
        }
    ),
    "fr": frozenset(
        {
            "mais", "et", "car", "or", "ni", "ou", "donc", "si", "quand", "lorsque", "bien",
            "quoique", "puisque", "comme", "même", "dès", "tant", "à", "après", "avant",
            "parce", "pour", "malgré", "quiconque",
        }
    ),
}  # fmt: skip
"""Words with which no sentence begins that can be put after *that*."""

_VERB = {
    "en": re.compile(
        r"\b(is|are|was|were|will|would|can|could|should|must"
        r"|(?:has|have|had)(?= (?:\w+ed|been)))\b"
        r"(?! (?:not|never|no|hardly|unlikely|scarcely|nothing|nobody)\b)(?!n’t|n't)"
    ),
    "fr": re.compile(
        r"(?<![’'-])\b(est|sont|était|étaient|sera|seront|serait|seraient|ont|aura|auront|peut"
        r"|peuvent|pourrait|pourraient|doit|doivent|devra|veut|veulent|va|vont|reste|restent"
        r"|entend|exige|exigent|attend|souhaite|demeure)\b(?!-)"
        r"(?! (?:pas|plus|jamais|guère|rien|aucun|aucune|que)\b)"
    ),
}
_ASIDE = {
    "en": re.compile(r"\b(who|which|that|if|when|because|as|while|whom|where|whose|than|not)\b"),
    "fr": re.compile(r"\b(qui|que|dont|si|quand|parce|comme|où|lorsque|ne|ni)\b|qu’|\bn’"),
}
"""Words after which a verb is no longer that of the claim."""

_UNDER = re.compile(
    r"\b(who|whom|whose|which|where|until|before|after|if|when|because|unless|whoever|once|while"
    r"|qui|dont|où|quand|lorsque|si|avant|après|jusqu|moins|parce|pourvu|quiconque)\b",
    re.IGNORECASE,
)
"""Words of a clause that is not the one that asserts the claim."""

_CLITICS = frozenset(
    ("ne", "se", "s", "me", "te", "y", "en", "le", "la", "les", "lui", "leur", "nous", "vous", "on")
)


def negated(sentence: str, part: str, language: Tongue) -> Reworded | None:
    """Negate the verb of the claim, and where no known one stands in it the whole sentence."""
    if _negates(sentence, language):
        return None
    verb = _VERB[language].search(part)
    if sentence.count(part) != 1 or _UNDER.search(re.split(r"[,;:—]", sentence.split(part)[0])[-1]):
        return None
    aside = part[: verb.start()] if verb is not None else ""
    if verb is None or _ASIDE[language].search(aside) or _UNDER.search(aside):
        return _after(sentence, part, language, ("It is not true that ", "Il n’est pas vrai que "))
    before = part[: verb.start()].split()
    if language == "fr" and before and before[-1].casefold() in _CLITICS:
        return None
    word = verb.group()
    if language == "en":
        said = "cannot" if word == "can" else f"{word} not"
    else:
        said = f"n’{word} pas" if word[0] in "aeiouyéèêh" else f"ne {word} pas"
    new = f"{part[: verb.start()]}{said}{part[verb.end() :]}"
    return Reworded(sentence.replace(part, new), new)


def _negates(sentence: str, language: Tongue) -> bool:
    """Whether a sentence denies already; to deny it again says nothing plain."""
    words = {"en": r"\b(not|never|no|nor|neither|nobody|nothing|cannot|without|none|hardly)\b|n’t"}
    french = r"\b(ne|ni|sans|aucune?|jamais|nul|rien|non)\b|\bn’"
    return re.search(words.get(language, french), sentence, re.IGNORECASE) is not None


def asked(sentence: str, part: str, language: Tongue) -> Reworded | None:
    """Ask whether it is so."""
    return _after(sentence, part, language, ("Is it true that ", "Est-il vrai que "), "?", " ?")


def conceded(sentence: str, part: str, language: Tongue) -> Reworded | None:
    """Concede it, and go on to something that says nothing of it."""
    return _after(
        sentence,
        part,
        language,
        ("Although ", "Même si "),
        ", the valley lies at eight hundred metres.",
        ", la vallée est à huit cents mètres.",
    )


def refuted(sentence: str, part: str, language: Tongue) -> Reworded | None:
    """Deny that it is the cause of something."""
    return _after(
        sentence,
        part,
        language,
        ("It is not because ", "Ce n’est pas parce que "),
        " that the valley is quiet.",
        " que la vallée est calme.",
    )


def said_by(english: str, french: str) -> Change:
    """Give the claim to somebody who says it between quotation marks."""

    def change(sentence: str, part: str, language: Tongue) -> Reworded | None:
        if not _plain(sentence) or part not in sentence:
            return None
        body, part = sentence.rstrip(". "), part.rstrip(". ,")
        if language == "en":
            return Reworded(f"“{body},” {english}.", part)
        return Reworded(f"« {body} », {french}.", part)

    return change


def _plain(sentence: str) -> bool:
    return sentence.endswith(".") and not _UNFIT.search(sentence)


def _after(
    sentence: str,
    part: str,
    language: Tongue,
    before: tuple[str, str],
    english: str = ".",
    french: str = ".",
) -> Reworded | None:
    """A sentence that begins with its claim, put between other words."""
    first = re.match(r"[\w-]+", sentence)
    if not _plain(sentence) or not sentence.startswith(part) or first is None:
        return None
    if _OWN.search(sentence):
        return None
    word = first.group().casefold()
    if word in _JOINED[language]:
        return None
    body = sentence.rstrip(". ")
    if is_common(first.group(), language):
        body = body[0].lower() + body[1:]
    opening = before[0] if language == "en" else before[1]
    if language == "fr" and opening.endswith(" que ") and body[0] in "aeiouéèêîhAEIOUÉÈÊÎ":
        opening = f"{opening.removesuffix('e ')}’"
    if opening == "Même si " and body.startswith(("il ", "ils ")):
        opening = "Même s’"
    said = part.rstrip(". ,")
    words = (body[0] + said[1:]) if body[0] != said[0] else said
    return Reworded(f"{opening}{body}{english if language == 'en' else french}", words)
