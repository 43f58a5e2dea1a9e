"""What it would take to bring an outcome to a probability, as far as the futures tell already.

A claim that is believed more moves the outcome in proportion: P = p·P(if true) + (1 − p)·P(if
false). So one credence, one forced claim or two are found without playing anything. What is found
is a link; its page plays it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import TYPE_CHECKING

import numpy as np

from detente.language.counted import chance
from detente.language.current import gettext as _
from detente.language.format import percent
from detente.language.listing import listing
from detente.language.statement import statement
from detente.report.scenario_texts import ScenarioTexts
from detente.scenario.effect_names import claim_said
from detente.web.play.claims import idle
from detente.web.play.links import believed, forced, link
from detente.web.play.worths import Worth, worths

if TYPE_CHECKING:
    from detente.scenario.scenario import Scenario
    from detente.web.play.played import Played
    from detente.web.view import View

MOST = 4
"""Ways of each kind that are named."""
TRIED = 8
"""Claims of which pairs are tried: those that move the outcome most."""
FEWEST = 50
"""Futures in which both claims of a pair are so, below which nothing is said of it."""


@dataclass(frozen=True, slots=True)
class Way:
    """A change that would do, about how likely the outcome is then, and the link that plays it."""

    words: str
    about: str
    href: str


@dataclass(frozen=True, slots=True)
class Needed:
    """What it would take.

    Attributes
    ----------
    asked : str
        The probability that was typed, as the field has it; empty if none was.
    told : str
    ways : sequence of Way
    """

    asked: str
    told: str
    ways: Sequence[Way]


def needed(view: View, played: Played, outcome: str, asked: str, target: float | None) -> Needed:
    """Find ways to a probability; `asked` is what was typed, None as the target where none was."""
    if target is None:
        return Needed(asked, "", ())
    futures, scenario = played.changed, played.start.scenario
    now = futures.probability(outcome)
    name = statement(ScenarioTexts(scenario).outcome(outcome))
    alone = {claim.id for claim in scenario.claims if idle(scenario, claim)}
    found = [
        each
        for each in worths(futures, outcome).values()
        if each.told and each.claim not in view.forced and each.claim not in alone
    ]
    up = target > now
    ways = [
        *_by_credence(view, scenario, found, target, played),
        *_by_one(view, scenario, found, target, up=up),
    ]
    best = None
    if not any(_reaches(_best(each, up=up)[1], target, up=up) for each in found):
        pairs = list(_by_two(view, played, found, outcome, up=up))
        ways += [way for p, way in pairs if _reaches(p, target, up=up)][:MOST]
        best = pairs[0][1] if pairs else None
    told = _("{outcome} is {now} likely. To bring it to {target}, as far as these futures tell:")
    if not ways:
        told = _("No one claim and no two bring {outcome} from {now} to {target}.")
    text = told.format(outcome=name, now=chance(now), target=chance(target))
    if not ways and best is not None:
        text += " " + _("The furthest that two of them go:")
        ways = [best]
    return Needed(asked, text, ways)


def _reaches(p: float, target: float, *, up: bool) -> bool:
    return p >= target if up else p <= target


def _best(worth: Worth, *, up: bool) -> tuple[bool, float]:
    """The truth of a claim that goes further that way, and how far."""
    held = (worth.worth > 0) == up
    return held, worth.if_true if held else worth.if_false


def _by_credence(
    view: View, scenario: Scenario, found: Sequence[Worth], target: float, played: Played
) -> Iterator[Way]:
    """One claim that is believed more, or less; the smallest change first."""
    claims = {claim.id: (k, claim) for k, claim in enumerate(scenario.claims)}
    moves = []
    for each in found:
        k, claim = claims[each.claim]
        credence = view.credences.get(claim.id, claim.credence)
        if each.claim not in view.credences and (claim.given is not None or claim.cases):
            credence = float(played.changed.truth[:, k].mean())
        p = round((target - each.if_false) / each.worth, 2)
        if 0.0 < p < 1.0:
            moves.append((abs(p - credence), p, credence, each.claim))
    for _size, p, credence, name in sorted(moves)[:MOST]:
        words = _("believe {claim} at {p}, not {q}").format(
            claim=claim_said(scenario, name), p=percent(p, 0), q=percent(credence, 0)
        )
        yield Way(words, chance(target), link(believed(view, name, p)))


def _by_one(
    view: View, scenario: Scenario, found: Sequence[Worth], target: float, *, up: bool
) -> Iterator[Way]:
    """One claim that is forced; the one that goes least beyond first."""
    able = [(*_best(each, up=up), each.claim) for each in found]
    able = [each for each in able if _reaches(each[1], target, up=up)]
    for held, p, claim in sorted(able, key=lambda each: abs(each[1] - target))[:MOST]:
        yield Way(_set(scenario, claim, held), chance(p), link(forced(view, claim, held)))


def _by_two(
    view: View, played: Played, found: Sequence[Worth], outcome: str, *, up: bool
) -> Iterator[tuple[float, Way]]:
    """Two claims that are forced, with the share of the futures in which both are so."""
    futures, scenario = played.changed, played.start.scenario
    ids = [claim.id for claim in scenario.claims]
    hit = futures.happened(outcome)
    able = sorted(
        found, key=lambda each: -abs(_best(each, up=up)[1] - futures.probability(outcome))
    )
    pairs = []
    for one, other in combinations(able[:TRIED], 2):
        held = [_best(each, up=up)[0] for each in (one, other)]
        so = np.ones(futures.paths, dtype=bool)
        for each, value in zip((one, other), held, strict=True):
            so &= futures.truth[:, ids.index(each.claim)] == value
        if so.sum() >= FEWEST:
            pairs.append((float(hit[so].mean()), one.claim, held[0], other.claim, held[1]))
    pairs.sort(key=lambda each: -each[0] if up else each[0])
    for p, one_claim, one_held, other_claim, other_held in pairs:
        words = listing(
            [_set(scenario, one_claim, one_held), _set(scenario, other_claim, other_held)]
        )
        there = forced(forced(view, one_claim, one_held), other_claim, other_held)
        yield p, Way(words, chance(p), link(there))


def _set(scenario: Scenario, claim: str, held: bool) -> str:
    template = _("{claim} forced true") if held else _("{claim} forced false")
    return template.format(claim=claim_said(scenario, claim))
