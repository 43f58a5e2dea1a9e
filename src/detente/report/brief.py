"""The brief, each passage marked with its claim."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from detente.language.current import gettext as _
from detente.language.format import labelled, percent, points
from detente.report.passages import paragraphs
from detente.scenario.effect_names import short_claim

if TYPE_CHECKING:
    from detente.explain.explanation import Explanation
    from detente.scenario.scenario import Scenario

STRONG, WEAK = 0.03, 0.005
"""Worths from which on a passage is marked strongly, or at all."""


@dataclass(frozen=True, slots=True)
class Badge:
    """A claim of a passage: its sign (up, down or quiet), and what is to be read beside it."""

    sign: str
    arrow: str
    words: str


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of a paragraph; `badges` is empty where it is no passage; `kind` is its marking."""

    text: str
    kind: str
    badges: list[Badge]


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph, or a heading of level 3 or 4; `direction` as in HTML's ``dir``."""

    level: int
    pieces: list[Piece]
    direction: str = "ltr"


def blocks(explanation: Explanation) -> Iterator[Block]:
    """Read the brief, each passage with what is told of its claims."""
    for each in paragraphs(explanation.ensemble.scenario):
        pieces = [
            _piece(explanation, passage.text, passage.claims)
            if passage.claims
            else Piece(passage.text, "", [])
            for passage in each.passages
        ]
        yield Block(each.level, pieces, each.direction)


def _piece(explanation: Explanation, text: str, claims: Sequence[str]) -> Piece:
    several = len(claims) > 1
    badges = [_badge(explanation, claim, named=several) for claim in claims]
    worths = {w.claim: w.worth for w in explanation.worths}
    strongest = max(claims, key=lambda c: abs(worths.get(c, 0.0)))
    worth = worths.get(strongest, 0.0)
    kind = "quiet"
    if abs(worth) >= WEAK:
        kind = ("up" if worth > 0 else "down") + (" strong" if abs(worth) >= STRONG else "")
    return Piece(text, kind, badges)


def _badge(explanation: Explanation, claim_id: str, *, named: bool) -> Badge:
    """What is told of a claim; named where its passage has several."""
    scenario = explanation.ensemble.scenario
    claim = next(c for c in scenario.claims if c.id == claim_id)
    worth = next((w for w in explanation.worths if w.claim == claim_id), None)

    def told(words: str) -> str:
        return labelled(short_claim(scenario, claim_id), words) if named else words

    credence = percent(claim.credence, 0)
    if claim.given is not None and claim.credence_otherwise is not None:
        credence += _(" (else {p})").format(p=percent(claim.credence_otherwise, 0))
    if claim.cases:
        spread = [claim.credence, *(case.credence for case in claim.cases)]
        credence = _("{low} to {high}, case by case").format(
            low=percent(min(spread), 0), high=percent(max(spread), 0)
        )
    forced = explanation.ensemble.forced.get(claim_id)
    if forced is not None:
        words = _("intervention: forced true") if forced else _("intervention: forced false")
        return Badge("quiet", "■", told(words))
    words = _("credence {p}").format(p=credence)
    moved = explanation.ensemble.credences.get(claim_id)
    if moved is not None:
        words = _("intervention: believed {credence} instead of {stated}").format(
            credence=percent(moved, 0), stated=credence
        )
    if claim.excludes:
        words += ", " + _("excludes {claims}").format(claims=_claims(scenario, claim.excludes))
    if claim.implies:
        words += ", " + _("implies {claims}").format(claims=_claims(scenario, claim.implies))
    if claim.equivalent:
        words += ", " + _("holds just where: {claims}").format(
            claims=_claims(scenario, claim.equivalent)
        )
    if claim.judgement is not None:
        return Badge("quiet", "◇", told(words + ", " + _("judgement")))
    value = 0.0 if worth is None else worth.worth
    sign = "quiet" if abs(value) < WEAK else "up" if value > 0 else "down"
    arrow = {"quiet": "●", "up": "▲", "down": "▼"}[sign]
    words += ", " + _("worth {points}").format(points=points(value))
    return Badge(sign, arrow, told(words))


def _claims(scenario: Scenario, claims: Iterable[str]) -> str:
    return ", ".join(short_claim(scenario, claim) for claim in claims)
