"""The answer in words, made from the numbers."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from detente.ensemble.after import in_words
from detente.ensemble.index_said import rests_on, volume_said
from detente.language.current import gettext as _
from detente.language.format import (
    day,
    decimal,
    integer,
    interval,
    percent,
    points,
    semicolons,
    signed,
    span,
)
from detente.report.effect_names import effect_name
from detente.report.gates import gate_owners
from detente.report.scenario_texts import ScenarioTexts

if TYPE_CHECKING:
    from detente.ensemble.ensemble import Ensemble
    from detente.explain.explanation import Explanation

MANY = 3
"""Claims that the answer names."""


@dataclass(frozen=True, slots=True)
class Fact:
    """A number that stands large at the head of the page, and what it is."""

    number: str
    words: str


def likelihood(p: float) -> str:
    """A probability in words, by bands like those of the PHIA yardstick."""
    bands = (
        (0.05, _("almost excluded")),
        (0.2, _("very unlikely")),
        (0.45, _("unlikely")),
        (0.55, _("about as likely as not")),
        (0.8, _("likely")),
        (0.95, _("very likely")),
    )
    return next((words for most, words in bands if p < most), _("almost certain"))


def answer(explanation: Explanation, known: tuple[float, float]) -> list[str]:
    """Paragraphs: how likely and when, the relation, what moves it, what is uncertain.

    `known` is the range of the outcome if one knew which claims hold.
    """
    return [
        " ".join(_how_likely(explanation, known)),
        *_relation(explanation.ensemble),
        *([" ".join(why)] if (why := list(_why(explanation))) else []),
    ]


def _how_likely(explanation: Explanation, known: tuple[float, float]) -> Iterator[str]:
    ensemble, outcome = explanation.ensemble, explanation.outcome.id
    said = ScenarioTexts(ensemble.scenario)
    p = explanation.estimate.probability
    yield _(
        "“{outcome}” is {likelihood}: it comes about in {p} of {n} futures by {last} "
        "(95 % interval {interval})."
    ).format(
        outcome=said.outcome(outcome),
        likelihood=likelihood(p),
        p=percent(p),
        n=integer(ensemble.paths),
        last=day(ensemble.dates[-1]),
        interval=interval(*explanation.estimate.interval),
    )
    yield _(
        "The interval is over what the coefficients, and credences stated with a spread, may be; "
        "if one knew besides which claims hold, "
        "the probability would lie in {interval} (95 %)."
    ).format(interval=interval(*known))
    median = ensemble.median_date(outcome)
    dates = ensemble.typical_dates(outcome)
    if median is not None:
        yield _("Half of all futures have seen it by {day}.").format(day=day(median))
    both = ensemble.after(outcome)
    if both is not None:
        yield from in_words(both, said.outcome(both.antecedent))
    timing = ensemble.timing(outcome)
    if timing is not None and timing.tells:
        yield _(
            "Where it comes, the middle half of its dates is {span}; a constant chance would have "
            "given {constant}."
        ).format(
            span=span(timing.dates[0], timing.dates[2]),
            constant=span(timing.constant[0], timing.constant[2]),
        )
    elif dates is not None and timing is None:
        yield _("Where it comes, the middle half of its dates is {span}.").format(
            span=span(dates[0], dates[2])
        )
    others = [o for o in ensemble.scenario.outcomes if o.listed and o.id != outcome]
    if len(others) > 1:
        ranked = sorted(others, key=lambda o: -ensemble.probability(o.id))
        yield _(
            "Of the other outcomes “{most}” is the likeliest ({p}), “{least}” the least ({q})."
        ).format(
            most=said.outcome(ranked[0].id),
            p=percent(ensemble.probability(ranked[0].id)),
            least=said.outcome(ranked[-1].id),
            q=percent(ensemble.probability(ranked[-1].id)),
        )


def _relation(ensemble: Ensemble) -> Iterator[str]:
    said = ScenarioTexts(ensemble.scenario)
    for declared in ensemble.scenario.file.index:
        path = ensemble.index(*declared.pair)
        known = path.basis.known
        text = (
            _(
                "The relation index {pair}, from −10 (hostile) to 10 (friendly), stands at {start} "
                "({basis}); on {last} it is {then} in the mean, and between {low} and {high} in "
                "80 % of the futures."
            )
            if known
            else _(
                "The relation index {pair}, from −10 (hostile) to 10 (friendly), is usually "
                "{start} ({basis}); on {last} it is {then} in the mean, and between {low} and "
                "{high} in 80 % of the futures."
            )
        ).format(
            pair=said.pair(declared.pair),
            start=signed(float(path.mean[0])),
            basis=rests_on(path.basis),
            last=day(path.dates[-1]),
            then=signed(float(path.mean[-1])),
            low=signed(float(path.low[-1])),
            high=signed(float(path.high[-1])),
        )
        yield f"{text} {volume_said(path)}"


def _why(explanation: Explanation) -> Iterator[str]:
    said = ScenarioTexts(explanation.ensemble.scenario)
    sure = [w for w in explanation.worths if w.told][:MANY]
    if sure:
        yield _("What moves it most, true against false: {claims}.").format(
            claims=semicolons(
                _("“{claim}” ({points} points)").format(
                    claim=said.quoted(w.claim), points=points(w.worth)
                )
                for w in sure
            )
        )
    for stack in explanation.stacks[:1]:
        for effect in stack.closed:
            shut = np.nan_to_num(stack.closed[effect] + stack.ajar[effect])
            days = np.flatnonzero(shut > 0.0)
            if days.size:
                t = int(days[0])
                yield _(
                    "A gate stands before it: {effect}. On {day} it is closed or ajar in {p} of "
                    "the futures that still wait; the last such day is {last}."
                ).format(
                    effect=effect_name(explanation, effect, gate_owners(explanation)[effect]),
                    day=day(explanation.ensemble.dates[t]),
                    p=percent(float(shut[t]), 0),
                    last=day(explanation.ensemble.dates[int(days[-1])]),
                )
    split = explanation.split
    if split is not None and split.variance > 0.0:
        shares = {share.group: share.first for share in split.shares}
        yield _(
            "Of its variance, knowing which claims hold would remove {belief}, knowing the "
            "coefficients {parameters}; chance alone is {chance}, and {together} is what they do "
            "only together."
        ).format(
            together=percent(split.together, 0),
            **{name: percent(value, 0) for name, value in shares.items()},
        )


def facts(explanation: Explanation) -> list[Fact]:
    """At most four numbers for the head of the page."""
    ensemble = explanation.ensemble
    said = ScenarioTexts(ensemble.scenario)
    outcome = explanation.outcome.id
    found = [
        Fact(percent(explanation.estimate.probability), said.outcome(outcome)),
    ]
    median = ensemble.median_date(outcome)
    if median is not None:
        found.append(Fact(day(median), _("half of all futures have seen it by then")))
    else:
        found.append(
            Fact(
                _("{n} days").format(n=decimal(explanation.waiting)),
                _("mean wait, cut at the horizon"),
            )
        )
    if ensemble.scenario.file.index:
        path = ensemble.index()
        found.append(
            Fact(
                f"{signed(float(path.mean[0]))} → {signed(float(path.mean[-1]))}",
                _("relation index, now and at the end")
                if path.basis.known
                else _("relation index, usual and at the end"),
            )
        )
    moving = [w for w in explanation.worths if w.worth != 0.0]
    if moving:
        found.append(
            Fact(
                _("{points} points").format(points=points(moving[0].worth)),
                _("if it holds that “{claim}”, rather than not").format(
                    claim=said.quoted(moving[0].claim)
                ),
            )
        )
    return found
