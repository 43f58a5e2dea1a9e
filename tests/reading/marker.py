"""Names of a few actors, marked in tests that need some."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from detente.reading.article import Article, Paragraph, Tongue
from detente.reading.clauses.split import split
from detente.reading.grammar.analyse import analyse
from detente.reading.grammar.lemmas import plain
from detente.reading.sentence import Mention, Place, Sentence, Span
from detente.reading.voices.attribute import attribute

NAMES: dict[str, tuple[str, str, str, str]] = {
    # name: actor, kind, role, person
    **{
        name: (actor, "metonym", "state", "")
        for name, actor in {
            "Moscow": "RUS",
            "Moscou": "RUS",
            "Kyiv": "UKR",
            "Kiev": "UKR",
            "Washington": "USA",
            "Beijing": "CHN",
            "Pékin": "CHN",
            "Tehran": "IRN",
            "Téhéran": "IRN",
            "Ankara": "TUR",
            "Athens": "GRC",
            "Athènes": "GRC",
            "Cairo": "EGY",
            "Le Caire": "EGY",
            "Paris": "FRA",
            "Berlin": "DEU",
            "Alger": "DZA",
            "Algiers": "DZA",
            "Rabat": "MAR",
            "Delhi": "IND",
            "Islamabad": "PAK",
            "Seoul": "KOR",
            "Séoul": "KOR",
            "Pyongyang": "PRK",
            "Addis Ababa": "ETH",
            "Addis-Abeba": "ETH",
            "Asmara": "ERI",
            "Caracas": "VEN",
            "Bogotá": "COL",
            "Bogota": "COL",
            "Tokyo": "JPN",
            "Belgrade": "SRB",
            "Pristina": "XKX",
        }.items()
    },
    **{
        name: (actor, "state", "state", "")
        for name, actor in {
            "Russia": "RUS",
            "Russie": "RUS",
            "Iran": "IRN",
            "China": "CHN",
            "Chine": "CHN",
            "United States": "USA",
            "États-Unis": "USA",
            "Ukraine": "UKR",
            "Turkey": "TUR",
            "Turquie": "TUR",
            "Greece": "GRC",
            "Grèce": "GRC",
            "Egypt": "EGY",
            "Égypte": "EGY",
            "Ethiopia": "ETH",
            "Éthiopie": "ETH",
            "Eritrea": "ERI",
            "Érythrée": "ERI",
            "India": "IND",
            "Inde": "IND",
            "Pakistan": "PAK",
            "Japan": "JPN",
            "Japon": "JPN",
            "Serbia": "SRB",
            "Serbie": "SRB",
            "Kosovo": "XKX",
            "Venezuela": "VEN",
            "Colombia": "COL",
            "Colombie": "COL",
            "Algeria": "DZA",
            "Algérie": "DZA",
            "Morocco": "MAR",
            "Maroc": "MAR",
            "South Korea": "KOR",
            "Corée du Sud": "KOR",
            "North Korea": "PRK",
            "Corée du Nord": "PRK",
            "France": "FRA",
            "Germany": "DEU",
        }.items()
    },
    "Kremlin": ("RUS", "metonym", "government", ""),
    "White House": ("USA", "metonym", "government", ""),
    "Maison Blanche": ("USA", "metonym", "government", ""),
    "Elena Markova": ("RUS", "person", "spokesperson", "Elena Markova"),
    "Markova": ("RUS", "person", "spokesperson", "Elena Markova"),
    "Karim Haddad": ("DZA", "person", "minister", "Karim Haddad"),
    "Haddad": ("DZA", "person", "minister", "Karim Haddad"),
    "Tesfaye Abera": ("ETH", "person", "leader", "Tesfaye Abera"),
    "Abera": ("ETH", "person", "leader", "Tesfaye Abera"),
    "Ana Robledo": ("COL", "person", "minister", "Ana Robledo"),
    "Robledo": ("COL", "person", "minister", "Ana Robledo"),
    "Li Shan": ("CHN", "person", "leader", "Li Shan"),
    "Marc Duval": ("FRA", "person", "minister", "Marc Duval"),
    "Duval": ("FRA", "person", "minister", "Marc Duval"),
    **dict.fromkeys(
        (
            "analysts",
            "observers",
            "diplomats",
            "experts",
            "analystes",
            "observateurs",
            "diplomates",
            "spécialistes",
        ),
        ("", "office", "observers", ""),
    ),
}
PRONOUNS = {
    "he",
    "she",
    "it",
    "they",
    "il",
    "elle",
    "ils",
    "elles",
    "-il",
    "-elle",
    "-t-il",
    "-t-elle",
}
WOMEN = {"Elena Markova", "Ana Robledo"}


def mark(sentences: Sequence[Sentence]) -> list[Sentence]:
    """Mark names, and pronouns that stand for the last fitting one."""
    last: dict[str, Mention] = {}
    found = []
    for sentence in sentences:
        mentions: list[Mention] = []
        at = 0
        while at < len(sentence.tokens):
            mention = _name_at(sentence, at)
            if mention is None:
                mention = _pronoun_at(sentence, at, last)
            if mention is None:
                at += 1
                continue
            mentions.append(mention)
            if mention.actor and mention.kind != "pronoun":
                last["person" if mention.person else "state"] = mention
                if mention.person:
                    last["she" if mention.person in WOMEN else "he"] = mention
            at = mention.span.last
        found.append(replace(sentence, mentions=tuple(mentions)))
    return found


def _name_at(sentence: Sentence, at: int) -> Mention | None:
    for size in (3, 2, 1):
        if at + size > len(sentence.tokens):
            continue
        span = Span(at, at + size)
        name = sentence.words(span)
        if name in NAMES:
            actor, kind, role, person = NAMES[name]
            return Mention(span, actor, kind, name, role, person)  # type: ignore[arg-type]
    return None


def _pronoun_at(sentence: Sentence, at: int, last: dict[str, Mention]) -> Mention | None:
    small = plain(sentence.tokens[at].text)
    if small not in PRONOUNS:
        return None
    sex = "she" if small in {"she", "elle", "-elle", "-t-elle"} else "he"
    who = last.get(sex) if small not in {"it", "they", "ils", "elles"} else None
    who = who or last.get("state")
    if who is None or (
        at + 1 < len(sentence.tokens)
        and small in {"it", "il"}
        and sentence.tokens[at + 1].text in {"is", "est", "faut", "y"}
    ):
        return None
    return replace(who, span=Span(at, at + 1), kind="pronoun")


def read(text: str, language: Tongue, *, author: str = "", model: bool = False) -> list[Sentence]:
    """Analyse paragraphs whose sentences stand one on a line, through to their voices."""
    paragraphs = [block.strip().split("\n") for block in text.strip().split("\n\n")]
    sentences: list[Sentence] = []
    for number, lines in enumerate(paragraphs, start=1):
        for line in lines:
            place = Place("a", len(sentences) + 1, number, "")
            sentences.append(Sentence(place, line.strip(), language))
    article = Article(
        "a", "a.txt", language, [Paragraph(" ".join(lines)) for lines in paragraphs], author=author
    )
    found, _lost = analyse(sentences, language, model=model)
    return attribute([split(sentence) for sentence in mark(found)], article)
