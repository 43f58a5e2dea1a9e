"""The article that the built-in scenario restates, read, and held against that scenario."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import detente
from detente.effects.titles import kind_of
from detente.reading.article import Article, Paragraph
from detente.reading.proposal import Reading
from detente.reading.read import Asked, read_articles
from detente.reading.sources.plain import read_plain

ARTICLE = Path(__file__).parents[2].parent / "shared" / "seed" / "article.fr.txt"
"""Held beside a clone by those who have it; it is not part of the product."""

SCENARIO = "us-russia-2024"
DAY = dt.date(2024, 11, 18)


def seed_reading() -> Reading:
    """What is read in it."""
    found = read_plain(ARTICLE.read_text(encoding="utf-8"))
    paragraphs = tuple(Paragraph(p.text) for p in found.paragraphs)
    article = Article("article", ARTICLE.name, "fr", paragraphs, date=DAY)
    return read_articles([article], Asked(today=DAY))


def mechanisms() -> dict[str, tuple[int, frozenset[str]]]:
    """Of each claim of the scenario: its sentence, and the effects that it owns."""
    scenario = detente.load(SCENARIO)
    owned: dict[str, set[str]] = {}
    for effect in scenario.effects:
        claim = getattr(effect, "claim", None)
        if claim is not None:
            owned.setdefault(claim, set()).add(kind_of(effect))
    found = {}
    for claim in scenario.claims:
        effects = owned.get(claim.id, set()) | ({"judgement"} if claim.judgement else set())
        if effects and claim.sentence is not None:
            found[claim.id] = (claim.sentence, frozenset(effects))
    return found


def found_first(reading: Reading) -> tuple[int, int, int]:
    """Mechanisms in all; found with a right effect among three candidates; with it first.

    A proposal answers to one claim of the scenario at most.
    """
    asked = mechanisms()
    left = list(reading.proposals)
    within = first = 0
    for rank in (1, 3):
        for claim, (number, effects) in list(asked.items()):
            for proposal in left:
                place = reading.sentences[proposal.sentence].place
                names = {candidate.effect for candidate in proposal.candidates[:rank]}
                if place.number == number and names & effects:
                    left.remove(proposal)
                    del asked[claim]
                    first += rank == 1
                    within += 1
                    break
    return within + len(asked), within, first
