"""Conditions that could never be true, or say something that is not so."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from itertools import combinations

from detente.conditions import model as m
from detente.conditions.at_odds import at_odds
from detente.conditions.counting import NEARLY, counting, heard_on
from detente.conditions.named import circle
from detente.conditions.names import parts, within
from detente.conditions.possible import Days
from detente.errors import ScenarioError
from detente.language.current import gettext as _
from detente.language.faults import summed
from detente.language.format import labelled
from detente.language.hints import did_you_mean
from detente.planes.builder import Builder
from detente.planes.model import NEVER_HELD

MOST_TONE = 10.0
"""Of a relation index, either way."""


def check(condition: m.Condition, builder: Builder) -> None:
    """Refuse a condition that could never be true within the horizon.

    Raises
    ------
    ScenarioError
        With a line for each part of it, which names its key.
    """
    lines = [
        labelled(key, line) if key else line
        for key, part in within(condition)
        for line in _wrong(part, builder, past=bool({"after", "since"} & {*key.split(".")}))
    ]
    if not lines and circle(builder.conditions) is None:
        lines = [
            labelled(key, line) if key else line for key, line in _impossible(condition, builder)
        ]
    if lines:
        raise ScenarioError(summed(lines), lines)


def _impossible(condition: m.Condition, builder: Builder) -> Iterator[tuple[str, str]]:
    """What is wrong with a condition as a whole, and where in it."""
    first, last = builder.date_of(0), builder.date_of(builder.days - 1)
    if _dated(condition, builder) and not builder.fitted.goes_on:  # its days may be over there
        days = Days(builder)
        if not days.ever(condition):
            yield (
                _culprit(condition, days),
                _("it holds on no day of the horizon, which goes from {first} to {last}").format(
                    first=first, last=last
                ),
            )
            return
        for key, part in within(condition):
            if key.rsplit(".", 1)[-1] in ("after", "since") and not days.ever(part, past=True):
                yield (
                    key,
                    _("it holds on no day up to {last}, the end of the horizon").format(last=last),
                )
                return
    values = {name: state.values for name, state in builder.model.states.items()}
    for _key, part in within(condition):
        if isinstance(part, m.StateCondition) and not {*part.is_} <= {*values.get(part.state, ())}:
            return  # told where it is looked up
    if (found := at_odds(condition, builder.conditions, values)) is not None:
        one, other = found
        yield (
            "",
            _("{one} and {other} exclude each other, so it could never be true").format(
                one=one.key, other=other.key
            ),
        )


def _dated(condition: m.Condition, builder: Builder) -> bool:
    """Whether the calendar has a say in it."""
    return any(
        isinstance(part, m.CalendarCondition | m.SeasonCondition | m.OfficeCondition)
        or (
            isinstance(part, m.NamedCondition)
            and part.condition in builder.conditions
            and _dated(builder.conditions[part.condition], builder)
        )
        for _key, part in within(condition)
    )


def _culprit(condition: m.Condition, days: Days) -> str:
    """Key of the innermost part for which a condition holds on no day."""
    if isinstance(condition, m.AllCondition | m.AfterCondition):
        past = isinstance(condition, m.AfterCondition)
        for inner, part in parts(condition):
            if not days.ever(part, past=past):
                deeper = _culprit(part, days)
                return f"{inner}.{deeper}" if deeper else inner
    return ""


def _wrong(condition: m.Condition, builder: Builder, *, past: bool) -> Iterator[str]:
    match condition:
        case m.ActsCondition():
            yield from _unheard(condition, builder)
        case m.ProcessesCondition():
            yield from _out_of_reach(condition, builder)
        case m.LevelCondition():
            yield from _beyond(condition, *builder.bounds_of(condition.level))
        case m.IndexCondition():
            yield from _beyond(condition, -MOST_TONE, MOST_TONE)
        case m.BeliefCondition():
            yield from _beyond(condition, 0.0, 1.0)
        case m.CalendarCondition() if not past:
            yield from _outside(condition, builder)
        case m.AllCondition():
            yield from _at_odds(condition, builder)
    if condition.for_ is not None and not isinstance(condition, m.OfficeCondition):
        yield from _too_long(condition.for_, builder)


def _unheard(condition: m.ActsCondition, builder: Builder) -> Iterator[str]:
    acts = condition.act
    if condition.by is None:
        if not builder.dyads_of(acts):
            yield _(
                "nothing plays {acts} on any dyad, and neither the record nor the schedule has it"
            ).format(acts=acts)
            return
    else:
        where = [each for dyad in condition.by for each in heard_on(dyad)]
        if not any(builder.heard(each, acts) for each in where):
            yield _(
                "nothing plays {acts} on {where}, and neither the record nor the schedule has it"
            ).format(acts=acts, where=_(" or ").join(where))
            return
    yield from _out_of_reach(condition, builder)


def _out_of_reach(
    condition: m.ActsCondition | m.ProcessesCondition, builder: Builder
) -> Iterator[str]:
    """Weights of who does no such act, and more parties than there are."""
    parties = counting(condition, builder).parties
    for actor in condition.weights:
        if actor not in parties:
            yield _("weights: '{actor}' has no part in such an act{hint}").format(
                actor=actor, hint=did_you_mean(actor, parties)
            )
    heaviest = max((condition.weights.get(party, 1.0) for party in parties), default=1.0)
    if condition.distinct is not None or heaviest == 0.0:
        most = sum(condition.weights.get(party, 1.0) for party in parties)
        if condition.at_least > most * (1.0 + NEARLY):
            yield _("at_least = {number} is more than all together reach, {most}").format(
                number=f"{condition.at_least:g}", most=f"{most:g}"
            )


def _beyond(
    condition: m.LevelCondition | m.IndexCondition | m.BeliefCondition, low: float, high: float
) -> Iterator[str]:
    above, below = condition.above, condition.below
    high_up = above is not None and above > high + NEARLY * abs(high)
    low_down = below is not None and below < low - NEARLY * abs(low)
    for key, value, never in (("above", above, high_up), ("below", below, low_down)):
        if value is not None and never:
            yield _("{key} = {value} is never reached: it stays from {low} to {high}").format(
                key=key, value=f"{value:g}", low=f"{low:g}", high=f"{high:g}"
            )


def _outside(condition: m.CalendarCondition, builder: Builder) -> Iterator[str]:
    first, last = builder.date_of(0), builder.date_of(builder.days - 1)
    late = condition.from_ is not None and condition.from_ > last
    past = condition.until is not None and condition.until <= first
    if late or past:
        yield _("no day of the horizon, which goes from {first} to {last}, lies in it").format(
            first=first, last=last
        )


def _at_odds(condition: m.AllCondition, builder: Builder) -> Iterator[str]:
    for one, other in combinations(condition.all, 2):
        if (
            isinstance(one, m.StateCondition)
            and isinstance(other, m.StateCondition)
            and one.state == other.state
            and one.state in builder.model.states
            and {*one.is_, *other.is_} <= {*builder.model.states[one.state].values}
            and not {*one.is_} & {*other.is_}
        ):
            yield _("state '{state}' is never {one} and {other} at once").format(
                state=one.state, one=_listed(one.is_), other=_listed(other.is_)
            )
        if isinstance(one, m.CalendarCondition) and isinstance(other, m.CalendarCondition):
            begin = max(each.from_ or dt.date.min for each in (one, other))
            end = min(each.until or dt.date.max for each in (one, other))
            if end <= begin:
                yield _("from {begin} on and until {end} no day is left").format(
                    begin=begin, end=end
                )


def _listed(values: list[str]) -> str:
    return _(" or ").join(f"'{value}'" for value in values)


def _too_long(days: int, builder: Builder) -> Iterator[str]:
    lasted = max((state.lasted for state in builder.model.states.values()), default=0)
    most = builder.days + max(builder.record.span, lasted + 1)
    if days > min(most, NEVER_HELD):
        yield _("for = {days} is longer than the record and the horizon together, {most}").format(
            days=days, most=most
        )
