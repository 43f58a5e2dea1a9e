"""Conditions as planes that are 1 on days on which they hold and 0 on others.

The phase of the day in which a builder stands decides what a condition sees of acts, states and
the calendar: `detente.planes.model.Phase`.
"""

from __future__ import annotations

from collections.abc import Sequence

from detente.conditions import model as m
from detente.conditions.counting import NEARLY, Acts, counting, number_of
from detente.conditions.dates import office_plane, season_plane, span_plane
from detente.conditions.named import condition_of
from detente.conditions.place import Place
from detente.conditions.since import since_became_true, since_entered
from detente.conditions.vain import check
from detente.planes.builder import Builder
from detente.planes.model import Op


def plane_of(condition: m.Condition, builder: Builder, *, entered: str | None = None) -> str:
    """Name of the plane that is 1 on days on which a condition holds.

    Parameters
    ----------
    condition : Condition
    builder : Builder
        Within `Builder.at`, the plane belongs to that phase of the day.
    entered : str, optional
        In a transition of this state: acts without ``within`` or ``since`` count since the state
        has its value.

    Raises
    ------
    ScenarioError
        If it names what is not there.
    """
    return _noted(condition, Place(builder, entered))


def event_of(condition: m.Condition, builder: Builder) -> str:
    """The same for what happens at a moment: acts without ``within`` or ``since`` are the day's."""
    return _noted(condition, Place(builder, single=True))


def _noted(condition: m.Condition, place: Place) -> str:
    """Its plane, which the model knows it by; one that could never be true is refused."""
    builder = place.builder
    if builder.days == builder.horizon:
        check(condition, builder)
    plane = _plane(condition, place)
    builder.model.conditions.append((condition, plane))
    return plane


def _plane(condition: m.Condition, place: Place) -> str:
    plane = _today(condition, place)
    if condition.for_ is None or _by_age(condition):
        return plane
    run = place.builder.derived(Op.RUN, plane)
    return place.builder.derived(Op.AT_LEAST, run, c1=float(condition.for_))


def _by_age(condition: m.Condition) -> bool:
    """Whether the age of a state says how long a condition has held."""
    return isinstance(condition, m.StateCondition) and len(condition.is_) == 1


def _today(condition: m.Condition, place: Place) -> str:
    """Whether it holds today, `for` left aside but where a state's age tells it."""
    builder = place.builder
    match condition:
        case m.ActsCondition() | m.ProcessesCondition():
            return _counted(condition, place)
        case m.StateCondition():
            return _state(condition, builder)
        case m.LevelCondition():
            return _bounded(condition, builder.level(condition.level), builder)
        case m.IndexCondition():
            return _bounded(condition, builder.index_plane(*condition.index), builder)
        case m.BeliefCondition():
            return _bounded(condition, builder.belief(condition.belief), builder)
        case m.CalendarCondition():
            return span_plane(condition, builder)
        case m.SeasonCondition():
            return season_plane(condition, builder)
        case m.OfficeCondition():
            return office_plane(condition, builder)
        case m.AllCondition():
            return _joined(Op.ALL, [_plane(part, place) for part in condition.all], builder)
        case m.AnyCondition():
            return _joined(Op.ANY, [_plane(part, place) for part in condition.any], builder)
        case m.NotCondition():
            return builder.derived(Op.ONE_MINUS, _plane(condition.not_, place))
        case m.SomeCondition():
            parts = [_plane(part, place) for part in condition.of]
            return _reaches(parts, condition.weights, condition.at_least, builder)
        case m.AfterCondition():
            return _after(condition, place)
        case m.NamedCondition():
            name = condition.condition
            return _plane(condition_of(name, builder), place.within(name))


def _state(condition: m.StateCondition, builder: Builder) -> str:
    plane = builder.in_state(condition.state, condition.is_)
    if condition.for_ is None or not _by_age(condition):
        return plane
    age = builder.state(condition.state).age
    long = builder.derived(Op.AT_LEAST, age, c1=condition.for_ - 1.0)
    return builder.derived(Op.ALL, plane, long)


def _bounded(
    condition: m.LevelCondition | m.IndexCondition | m.BeliefCondition,
    measured: str,
    builder: Builder,
) -> str:
    parts = []
    if condition.above is not None:
        parts.append(builder.derived(Op.AT_LEAST, measured, c1=condition.above))
    if condition.below is not None:
        parts.append(builder.derived(Op.AT_MOST, measured, c1=condition.below))
    return _joined(Op.ALL, parts, builder)


def _joined(op: Op, parts: Sequence[str], builder: Builder) -> str:
    return parts[0] if len(parts) == 1 else builder.derived(op, *parts)


def _reaches(
    parts: Sequence[str], weights: Sequence[float] | None, number: float, builder: Builder
) -> str:
    """Whether planes, each times its weight, reach a number together."""
    if weights is None or all(weight == 1.0 for weight in weights):
        return builder.derived(Op.AT_LEAST, builder.total(parts), c1=number)
    total = builder.derived(Op.WEIGHTED, *parts, weights=weights)
    return builder.derived(Op.AT_LEAST, total, c1=number * (1.0 - NEARLY))


def _after(condition: m.AfterCondition, place: Place) -> str:
    builder = place.builder
    event = _plane(condition.after, place.event)
    if condition.within is None:
        return builder.derived(Op.HIGHEST, event)
    age = builder.derived(Op.AGE, event)
    return builder.derived(Op.AT_MOST, age, c1=condition.within - 1.0)


def _counted(condition: m.ActsCondition | m.ProcessesCondition, place: Place) -> str:
    builder = place.builder
    counted = counting(condition, builder)
    if condition.distinct is not None:
        parts = [
            builder.derived(Op.AT_LEAST, _number(condition, acts, place), c1=1.0)
            for acts in counted.parties.values()
        ]
        weights = [condition.weights.get(party, 1.0) for party in counted.parties]
        return _reaches(parts, weights, condition.at_least, builder)
    if not condition.weights:
        number = _number(condition, counted.whole, place)
        return builder.derived(Op.AT_LEAST, number, c1=condition.at_least)
    parts = [_number(condition, acts, place) for acts in counted.by_weight.values()]
    return _reaches(parts, list(counted.by_weight), condition.at_least, builder)


def _number(condition: m.ActsCondition | m.ProcessesCondition, acts: Acts, place: Place) -> str:
    """How many acts a condition counts, those of parts by their share."""
    return number_of(acts, lambda each: _number_alone(condition, each, place), place.builder)


def _number_alone(
    condition: m.ActsCondition | m.ProcessesCondition, acts: Acts, place: Place
) -> str:
    builder = place.builder
    spans = []
    if condition.within is not None:
        spans.append(_within(condition.within, acts, builder))
    if condition.since is not None:
        since = condition.since
        spans.append(
            since_became_true(acts, lambda: _plane(since, place.event), _is_act(since), builder)
        )
    if spans:
        return _joined(Op.ALL, spans, builder)  # both end today: the shorter counts fewer
    if place.single:
        return acts.of_day(builder)
    if place.entered is not None:
        return since_entered(acts, place.entered, builder)
    return acts.so_far(builder)


def _within(days: int, acts: Acts, builder: Builder) -> str:
    if days == 1:
        return acts.of_day(builder)
    return builder.derived(Op.WINDOW, acts.of_day(builder), c1=float(days))


def _is_act(condition: m.Condition) -> bool:
    """Whether a condition is an act of a single day, so that each day of it is a new one."""
    return (
        isinstance(condition, m.ActsCondition | m.ProcessesCondition)
        and condition.within is None
        and condition.since is None
        and condition.for_ is None
    )
