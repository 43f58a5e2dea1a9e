"""The main brake: what takes most from the acts that futures still waiting would see.

With w_t the share of the futures that wait on day t, C_tp the mean daily chance of a process p over
them and v_tp a part of ln C_tp, the part takes

    L = Σ_t Σ_p w_t C_tp (e^−v_tp − 1)

acts from a future in the mean, directly, all else as it was. Parts of one claim are one brake, and
so are those of one effect of the background; L is largest of the main one. That what happens once
at most has happened is none.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from detente.effects.vote import Vote
from detente.explain.again import waiting
from detente.explain.memo.at_times import TURNED, brake_acts, regime_said
from detente.explain.memo.effects import direction
from detente.explain.memo.names import owner_named
from detente.explain.memo.shares import ALL, still_waiting
from detente.explain.memo.spans import Span
from detente.explain.memo.worths import effect_said, worth_of
from detente.explain.pieces import BASE, DRAWN, LEAD, ONCE, STANDING, Part
from detente.language.current import gettext as _
from detente.language.fill import fill
from detente.language.format import integer, percent, semicolons
from detente.language.sentence import finished, sentence
from detente.language.the_day import the_day
from detente.scenario.process_gates import ONCE as HAPPENS_ONCE

if TYPE_CHECKING:
    from detente.explain.explanation import Explanation

F64 = NDArray[np.float64]

LEAST = 0.05
"""Share of the daily chance that a brake takes off at least, to be named."""

ACTS = 0.01
"""Share of a day's chance from which on a part acts on that day."""

BLOCK = 20_000
"""Futures whose days of waiting are looked at together."""

OWN = (BASE, DRAWN, STANDING, LEAD, ONCE)


@dataclass(frozen=True, slots=True)
class Brake:
    """A brake on the acts of an outcome.

    Attributes
    ----------
    claim : str or None
        Its owner; None of the background.
    effect : str
        One of its effects, the one that takes most.
    gate, rule : bool
        Whether that is a gate, or the rule that both sides must consent.
    span : Span
        From the first to the last day on which it acts.
    share : float or None
        Share of the futures still waiting, over those days, in which it acts: a gate that is not
        open, a claim that holds; None of the background.
    cut : float
        Share of their mean daily chance that it takes off, over those days.
    """

    claim: str | None
    effect: str
    gate: bool
    rule: bool
    span: Span
    share: float | None
    cut: float


def brakes(explanation: Explanation) -> list[Brake]:
    """Brakes that take `LEAST` of the daily chance, in some future: those that take most first."""
    found = [each for each in _all(explanation) if each[1].cut >= LEAST and each[1].share != 0.0]
    return [brake for _lost, brake in sorted(found, key=lambda each: -each[0])]


def _all(explanation: Explanation) -> Iterator[tuple[float, Brake]]:
    """Each brake with the acts that it takes."""
    stacks = explanation.stacks
    keys = dict.fromkeys(
        _key(part)
        for stack in stacks
        for part in stack.parts
        if part.effect not in OWN and part.effect != f"{stack.process}{HAPPENS_ONCE}"
    )
    at_risk = np.array([np.nan_to_num(stack.waiting) for stack in stacks]).max(axis=0, initial=0.0)
    days = np.flatnonzero(at_risk > 0.0)
    for key in keys if days.size else ():
        with_, without = _chances(explanation, key)
        lost = without - with_
        with np.errstate(divide="ignore", invalid="ignore"):
            acting = np.flatnonzero(np.nan_to_num(lost / without) >= ACTS)
        if not acting.size or lost.sum() <= 0.0:
            continue
        span = Span(int(acting[0]), int(acting[-1]), int(days[0]), int(days[-1]))
        while_ = slice(span.first, span.last + 1)
        part = _largest(explanation, key, while_)
        yield (
            float(lost.sum()),
            Brake(
                part.claim,
                part.effect,
                part.gate,
                part.rule,
                span,
                _share(explanation, part, while_),
                1.0 - float(with_[while_].sum() / without[while_].sum()),
            ),
        )


def _key(part: Part) -> tuple[str, str]:
    return ("claim", part.claim) if part.claim is not None else ("effect", part.effect)


def _chances(explanation: Explanation, key: tuple[str, str]) -> tuple[F64, F64]:
    """Acts that a future sees on each day in the mean, and would without a brake."""
    days = explanation.ensemble.days
    with_, without = np.zeros(days), np.zeros(days)
    for stack in explanation.stacks:
        others = [i for i, part in enumerate(stack.parts) if _key(part) != key]
        left = np.exp(stack.values[:, others].sum(axis=1))
        with_ += np.nan_to_num(stack.waiting * np.exp(stack.log_hazard))
        without += np.nan_to_num(stack.waiting * left)
    return with_, without


def _largest(explanation: Explanation, key: tuple[str, str], days: slice) -> Part:
    """The part of a brake that lies lowest over its days."""
    parts = {
        part: float(np.nan_to_num(stack.values[days, i], neginf=-100.0).sum())
        for stack in reversed(explanation.stacks)
        for i, part in enumerate(stack.parts)
        if _key(part) == key
    }
    return min(parts, key=lambda part: parts[part])


def _share(explanation: Explanation, part: Part, days: slice) -> float | None:
    """Share of the futures that wait on those days in which the brake acts."""
    if part.gate:
        held = weight = 0.0
        for stack in explanation.stacks:
            if part.effect in stack.closed:
                w = np.nan_to_num(stack.waiting[days])
                acts = np.nan_to_num(stack.closed[part.effect] + stack.ajar[part.effect])
                held += float((w * acts[days]).sum())
                weight += float(w.sum())
        return held / weight if weight else None
    return None if part.claim is None else held_while_waiting(explanation, part.claim, days)


def held_while_waiting(explanation: Explanation, claim: str, days: slice) -> float:
    """Share of the days of waiting, over all futures, on which a claim holds."""
    ensemble = explanation.ensemble
    setting = ensemble.setting
    column = [each.id for each in ensemble.scenario.claims].index(claim)
    number = setting.compiled.outcomes.index(explanation.outcome.id)
    held = total = 0
    for begin in range(0, ensemble.paths, BLOCK):
        block = slice(begin, begin + BLOCK)
        waits = waiting(setting, number, ensemble.first[block])[:, days].sum(axis=1)
        held += int(waits[ensemble.truth[block, column] == 1].sum())
        total += int(waits.sum())
    return held / total if total else 0.0


def brake_said(explanation: Explanation, brake: Brake) -> str:
    """The sentence on the main brake."""
    if (state := regime_said(explanation, brake.effect)) is not None and brake.claim is None:
        return state
    said = fill(
        _("The main brake is {name}: {acts}"),
        name=_name(explanation, brake),
        acts=_acts(explanation, brake),
    )
    more = [
        brake_acts(explanation, brake.effect, named=brake.claim is None),
        _again(explanation, brake),
        _passes(explanation, brake),
    ]
    parts = [said, *(each for each in more if each), *_whole(explanation, brake)]
    return finished(semicolons(parts))


def gate_said(explanation: Explanation, brake: Brake) -> str:
    """The sentence on a gate that is not the main brake."""
    return sentence(
        _("A gate stands before it too, by {name}: {acts}"),
        name=_name(explanation, brake),
        acts=_acts(explanation, brake),
    )


def _again(explanation: Explanation, brake: Brake) -> str | None:
    """Of a gate that is open for a while and closed again: in how many of the futures."""
    if not brake.gate or _closed_days(explanation, brake) is not None:
        return None
    on, share = _shut(explanation, brake, ajar=True)
    if not on.size:
        return None
    least = int(share.argmin())
    if min(share[0], share[-1]) - share[least] < TURNED:
        return None
    dates = explanation.ensemble.dates
    return fill(
        _(
            "it opens, and is closed again: it acts in {first} of them at first, in {least} on "
            "{day} and in {last} at the end"
        ),
        first=percent(float(share[0]), 0),
        least=percent(float(share[least]), 0),
        day=the_day(dates[int(on[least])]),
        last=percent(float(share[-1]), 0),
    )


def _shut(explanation: Explanation, brake: Brake, *, ajar: bool) -> tuple[NDArray[np.int64], F64]:
    """Days of waiting, and in which share of the futures a gate is closed then, or ajar."""
    shut, waits = np.zeros((2, explanation.ensemble.days))
    for stack in explanation.stacks:
        if brake.effect in stack.closed:
            w = np.nan_to_num(stack.waiting)
            closed = stack.closed[brake.effect]
            shut += w * np.nan_to_num(closed + stack.ajar[brake.effect] if ajar else closed)
            waits += w
    on = np.flatnonzero(waits > 0.0)
    return on, shut[on] / waits[on]


def _closed_days(explanation: Explanation, brake: Brake) -> tuple[int, int] | None:
    """Of a gate that is closed on the same days in all futures, more than once: on how many."""
    on, share = _shut(explanation, brake, ajar=False)
    shut = np.flatnonzero(share >= ALL)
    if not shut.size or not ((share >= ALL) | (share <= 1.0 - ALL)).all():
        return None
    if shut[-1] - shut[0] + 1 == shut.size:
        return None  # from one day to another, which the span says
    return int(shut.size), int(on.size)


def _passes(explanation: Explanation, brake: Brake) -> str | None:
    """Of a vote: the chance with which it passes, in the mean of the futures still waiting."""
    effects = explanation.ensemble.scenario.effects
    if not any(isinstance(each, Vote) and each.id == brake.effect for each in effects):
        return None
    through = waits = 0.0
    for stack in explanation.stacks:
        if brake.effect in stack.through:
            w = np.nan_to_num(stack.waiting)
            through += float((w * np.nan_to_num(stack.through[brake.effect])).sum())
            waits += float(w.sum())
    if not waits:
        return None
    return fill(
        _("the vote passes with a chance of {p} in the mean"), p=percent(through / waits, 0)
    )


def _name(explanation: Explanation, brake: Brake) -> str:
    scenario = explanation.ensemble.scenario
    return owner_named(scenario, brake.claim, brake.effect, rule=brake.rule)


def _acts(explanation: Explanation, brake: Brake) -> str:
    """When it acts, in how many of the futures, and what it takes off the chance of a day."""
    when = brake.span.said(explanation.ensemble.dates)
    if brake.gate and (days := _closed_days(explanation, brake)) is not None:
        return fill(
            _("on {n} of the {all} days, it lets none of the acts happen"),
            n=integer(days[0]),
            all=integer(days[1]),
        )
    if brake.gate and brake.cut > ALL:
        return fill(_("{when}, it lets none of the acts happen"), when=when)
    cut = percent(brake.cut, 0)
    if brake.share is None:
        return fill(_("{when}, it takes {cut} off the mean daily chance"), when=when, cut=cut)
    template = (
        _("{when}, it acts in {share} and takes {cut} off the mean daily chance of them all")
        if brake.gate
        else _("{when}, it holds in {share} and takes {cut} off the mean daily chance of them all")
    )
    return fill(template, when=when, share=still_waiting(brake.share), cut=cut)


def _whole(explanation: Explanation, brake: Brake) -> Iterator[str]:
    """What the claim does in all, as far as that is an effect."""
    worth = worth_of(explanation, brake.claim)
    if worth is not None and direction(worth.worth, worth):
        yield fill(_("in all, where it holds, the outcome {effect}"), effect=effect_said(worth))
