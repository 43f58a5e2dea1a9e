"""The brief with its switches: each passage, its claims, and what each is worth."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from detente.ensemble.reweighted import ENOUGH
from detente.language.current import gettext as _
from detente.language.format import difference, integer, labelled, percent, points, semicolons
from detente.language.listing import listing
from detente.report.passages import paragraphs
from detente.report.scenario_texts import ScenarioTexts
from detente.scenario.effect_names import claim_said, short_claim
from detente.scenario.owned import moved_by
from detente.web.play.links import believed, forced, link
from detente.web.play.worths import Worth, too_few, worths

if TYPE_CHECKING:
    from detente.claims.claim import Claim
    from detente.scenario.scenario import Scenario
    from detente.web.play.played import Played
    from detente.web.view import View

MOST = 3
"""Claims that are named above the brief, as those that move the outcome most."""


@dataclass(frozen=True, slots=True)
class Choice:
    """One position of a switch; `value` is empty for as it is believed."""

    value: str
    words: str
    chosen: bool


@dataclass(frozen=True, slots=True)
class Value:
    """What a claim is worth.

    `sign` is up, down, quiet or, where too few futures tell, few; `size` from 0 to 100 for its bar.
    """

    sign: str
    arrow: str
    words: str
    interval: str
    size: int


@dataclass(frozen=True, slots=True)
class Control:
    """A claim with its switch and its slider.

    Attributes
    ----------
    id, statement, voice : str
    choices : sequence of Choice
        Empty of a claim that moves nothing.
    position : str
        ``believed``, ``moved``, ``true`` or ``false``.
    credence : int
        Where the slider stands, in per cent.
    stated : int
        How far it is believed in the brief, likewise.
    stated_said : str
    back : str
        Link to the page with this claim as in the brief; empty where it is.
    value : Value or None
        What it is worth for the outcome.
    seen : str
        How likely it is in the futures in which something is seen; empty if nothing is.
    lines : sequence of str
        On what it hangs, and what the other way of asking would give.
    """

    id: str
    statement: str
    voice: str
    choices: Sequence[Choice]
    position: str
    credence: int
    stated: int
    stated_said: str
    back: str
    value: Value | None
    seen: str
    lines: Sequence[str]


@dataclass(frozen=True, slots=True)
class Part:
    """A heading (its level), or a passage (0) with the controls of its claims."""

    level: int
    text: str
    direction: str
    controls: Sequence[Control]


def controls(view: View, played: Played, outcome: str) -> dict[str, Control]:
    """The control of each claim."""
    scenario = played.start.scenario
    now = worths(played.changed, outcome)
    before = now if played.changed is played.start else worths(played.start, outcome)
    few = too_few(played.start)
    found = {claim.id: now.get(claim.id, before.get(claim.id)) for claim in scenario.claims}
    largest = max((abs(each.worth) for each in found.values() if each is not None), default=0.0)
    return {
        claim.id: _control(
            view, played, claim, _value(found[claim.id], largest, few.get(claim.id)), outcome
        )
        for claim in scenario.claims
    }


def brief(scenario: Scenario, found: Mapping[str, Control]) -> Iterator[Part]:
    """The brief, passage by passage; at its end the claims that it does not mark."""
    left = dict(found)
    for each in paragraphs(scenario):
        if each.level:
            yield Part(each.level, each.passages[0].text, each.direction, ())
            continue
        for passage in each.passages:
            here = [left.pop(claim) for claim in passage.claims if claim in left]
            yield Part(0, passage.text, each.direction, here)
    if left:
        if len(left) < len(found):
            yield Part(3, _("Claims that the brief does not mark"), "ltr", ())
        for control in left.values():
            yield Part(0, "", "ltr", [control])


def strongest(found: Mapping[str, Control]) -> list[Control]:
    """The claims that move the outcome most, and can be switched."""
    moving = [
        each
        for each in found.values()
        if each.choices and each.value is not None and each.value.sign in ("up", "down")
    ]
    return sorted(moving, key=lambda each: -(each.value.size if each.value else 0))[:MOST]


def _value(worth: Worth | None, largest: float, few: int | None) -> Value | None:
    if worth is None:
        if few is None:
            return None
        told = _("{n} of the {enough} that it takes").format(n=integer(few), enough=integer(ENOUGH))
        return Value("few", "○", _("too few futures"), told, 0)
    sign = "quiet" if not worth.told else "up" if worth.worth > 0 else "down"
    arrow = {"quiet": "●", "up": "▲", "down": "▼"}[sign]
    words = _("{points} points").format(points=points(worth.worth))
    size = round(100 * abs(worth.worth) / largest) if largest else 0
    return Value(sign, arrow, words, difference(*worth.interval), size)


def _control(
    view: View, played: Played, claim: Claim, value: Value | None, outcome: str
) -> Control:
    scenario = played.start.scenario
    said = ScenarioTexts(scenario)
    number = [each.id for each in scenario.claims].index(claim.id)
    held, moved = view.forced.get(claim.id), view.credences.get(claim.id)
    stated = claim.credence
    if claim.given is not None or claim.cases:
        stated = float(played.start.truth[:, number].mean())
    position = "believed" if moved is None else "moved"
    if held is not None:
        position = "true" if held else "false"
    alone = idle(scenario, claim)
    choices = [
        Choice("", _("as believed"), held is None),
        Choice("true", _("true"), held is True),
        Choice("false", _("false"), held is False),
    ]
    back = link(believed(forced(view, claim.id, None), claim.id, None), part=f"claim-{claim.id}")
    seen = ""
    if played.seen is not None and held is None and not alone:
        beside = played.seen.claims[claim.id]
        seen = _("{p} in the futures seen").format(p=percent(beside.given, 0))
    return Control(
        claim.id,
        said.claim(claim.id),
        said.voice(claim.voice),
        [] if alone else choices,
        position,
        round(100 * (stated if moved is None else moved)),
        round(100 * stated),
        percent(stated, 0),
        "" if position == "believed" else back,
        None if alone else value,
        seen,
        list(_lines(played, claim, outcome, held)),
    )


def idle(scenario: Scenario, claim: Claim) -> bool:
    """Whether it is a judgement and nothing else: switching it would move nothing."""
    if claim.judgement is None:
        return False
    owners = [
        *(name for each in scenario.effects for name in each.claims()),
        *(each.claim for each in moved_by(scenario)),
    ]
    others = [
        name
        for each in scenario.claims
        for name in (
            each.given,
            *each.excludes,
            *each.implies,
            *each.equivalent,
            *(name for case in each.cases for name in case.where),
        )
    ]
    return claim.id not in {*owners, *others}


def _lines(played: Played, claim: Claim, outcome: str, held: bool | None) -> Iterator[str]:
    """What is to be said of a claim besides."""
    scenario = played.start.scenario
    if held is not None:
        yield from _had_it_been_seen(played, claim.id, outcome, held)
    settled = played.changed.setting.settled
    if claim.id in settled and held is None:
        yield (
            _("true in all these futures: what is forced implies it")
            if settled[claim.id]
            else _("false in all these futures: what is forced rules it out")
        )
    yield from _hangs(scenario, claim)
    if claim.judgement is not None:
        asked = claim.judgement.outcome
        p = played.now.estimate(asked).probability
        yield _(
            "A judgement of the source on “{outcome}”: {low} to {high}. These futures say {p}."
        ).format(
            outcome=ScenarioTexts(scenario).outcome(asked),
            low=percent(claim.judgement.low, 0),
            high=percent(claim.judgement.high, 0),
            p=percent(p),
        ) + (" " + _("It moves nothing.") if idle(scenario, claim) else "")


def _hangs(scenario: Scenario, claim: Claim) -> Iterator[str]:
    """On which other claims it hangs, and how."""
    if claim.given is not None and claim.credence_otherwise is not None:
        yield _("Hangs on {claim}: {p} if that holds, {q} if not.").format(
            claim=claim_said(scenario, claim.given),
            p=percent(claim.credence, 0),
            q=percent(claim.credence_otherwise, 0),
        )
    if claim.cases:
        cases = [
            labelled(
                _(" and ").join(
                    (_("{claim} holds") if holds else _("{claim} does not")).format(
                        claim=claim_said(scenario, other)
                    )
                    for other, holds in case.where.items()
                ),
                percent(case.credence, 0),
            )
            for case in claim.cases
        ]
        yield _("Hangs on others: {cases}; otherwise {p}.").format(
            cases=semicolons(cases), p=percent(claim.credence, 0)
        )
    for template, others in (
        (_("Excludes {claims}."), claim.excludes),
        (_("Implies {claims}."), claim.implies),
        (_("Holds just where this does: {claims}."), claim.equivalent),
    ):
        if others:
            yield template.format(claims=listing([short_claim(scenario, each) for each in others]))


def _had_it_been_seen(played: Played, claim: str, outcome: str, held: bool) -> Iterator[str]:
    """What seeing the claim to be so, instead of setting it, would have said."""
    start = played.start
    number = [each.id for each in start.scenario.claims].index(claim)
    so = start.truth[:, number] == held
    if so.sum() < 20:
        return
    p = float(start.happened(outcome)[so].mean())
    yield (
        _("Forced. Had one seen it to hold instead, with nothing else changed: {p}.")
        if held
        else _("Forced. Had one seen it to fail instead, with nothing else changed: {p}.")
    ).format(p=percent(p))
