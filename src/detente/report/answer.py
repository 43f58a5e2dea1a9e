"""The answer in words, made from the numbers."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from detente.ensemble.after import in_words
from detente.ensemble.index_said import rests_on, volume_said
from detente.explain.memo.explained import memo
from detente.explain.memo.likely import last_day
from detente.language.counted import days
from detente.language.current import gettext as _
from detente.language.format import (
    day,
    interval,
    percent,
    points,
    semicolons,
    signed,
    span,
)
from detente.report.scenario_texts import ScenarioTexts
from detente.scenario.credences import POOL

if TYPE_CHECKING:
    from detente.ensemble.ensemble import Ensemble
    from detente.explain.explanation import Explanation


@dataclass(frozen=True, slots=True)
class Fact:
    """A number that stands large at the head of the page, and what it is."""

    number: str
    words: str


def answer(explanation: Explanation, known: tuple[float, float]) -> list[str]:
    """Paragraphs: the memo, what it leaves out of how likely and when, the relation.

    `known` is the range of the outcome if one knew which claims hold.
    """
    first, *others = memo(explanation)
    return [
        first,
        " ".join(others),
        " ".join(_more(explanation, known)),
        *_relation(explanation.ensemble),
    ]


def _believed(ensemble: Ensemble, outcome: str) -> Iterator[str]:
    """Whose credences these are, and how far the analysts of a pool are apart."""
    who, between = ensemble.scenario.believes, ensemble.between_analysts(outcome)
    if between is not None:
        chances = semicolons(
            _("{analyst} {p}").format(analyst=each.analyst, p=percent(each.estimate.probability))
            for each in between.held
            if each.estimate is not None
        )
        yield _(
            "The analysts are of different minds ({chances}): the standard deviation between them "
            "is {sd}, {share} of the variance that the interval shows."
        ).format(chances=chances, sd=percent(between.sd), share=percent(between.share, 0))
    elif who == POOL:
        yield _("The credences are the logarithmic pool of the analysts'.")
    elif who is not None:
        yield _("The credences are those of {analyst}.").format(analyst=who)


def _more(explanation: Explanation, known: tuple[float, float]) -> Iterator[str]:
    ensemble, outcome = explanation.ensemble, explanation.outcome.id
    said = ScenarioTexts(ensemble.scenario)
    yield _(
        "If one knew besides which claims hold, the probability would lie in {interval} (95 %)."
    ).format(interval=interval(*known))
    yield from _believed(ensemble, outcome)
    dates = ensemble.typical_dates(outcome)
    both = ensemble.after(outcome)
    if both is not None:
        yield from in_words(both, said.outcome(both.antecedent))[both.given is not None :]
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


def facts(explanation: Explanation) -> list[Fact]:
    """At most four numbers for the head of the page."""
    ensemble = explanation.ensemble
    said = ScenarioTexts(ensemble.scenario)
    outcome = explanation.outcome.id
    found = [
        Fact(percent(explanation.estimate.probability), said.outcome(outcome)),
    ]
    median = ensemble.median_date(outcome)
    if ensemble.on_one_day(outcome):
        found.append(Fact(day(last_day(ensemble, outcome)), _("the day that it is about")))
    elif median is not None:
        found.append(Fact(day(median), _("half of all futures have seen it by then")))
    else:
        found.append(
            Fact(
                days(explanation.waiting),
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
