"""Conditions within one that exclude each other, so that it could never hold."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from itertools import combinations, product
from typing import NamedTuple

from detente.conditions import model as m

MOST = 64
"""Ways in which a condition may come to hold that are gone through."""


class Part(NamedTuple):
    """A condition within another, which has to be true, or false.

    Attributes
    ----------
    key : str
        Where it stands, such as ``all[2].not``.
    condition : Condition
    holds : bool
    """

    key: str
    condition: m.Condition
    holds: bool


Way = tuple[Part, ...]
"""Parts that have to be as they say, all of them."""


def at_odds(
    condition: m.Condition,
    named: Mapping[str, m.Condition],
    values: Mapping[str, Sequence[str]],
) -> tuple[Part, Part] | None:
    """Two parts that exclude each other, if every way to be true has such; None where one has not.

    Parameters
    ----------
    condition : Condition
    named : mapping
        Conditions by name, which go in no circle.
    values : mapping
        Values of each state.
    """
    ways = _ways(Part("", condition, True), named)
    if len(ways) > MOST:
        return None
    found: tuple[Part, Part] | None = None
    for each in ways:
        # what has not held for so many days may hold today
        way = tuple(part for part in each if part.holds or part.condition.for_ is None)
        pairs = combinations(way, 2)
        found = next((pair for pair in pairs if _excluded(*pair, values)), None)
        found = found or _used_up(way, values)
        if found is None:
            return None
    return found


def _ways(part: Part, named: Mapping[str, m.Condition]) -> list[Way]:
    """Ways in which a part is as it says; one, of itself alone, where it is not taken apart."""
    condition, holds = part.condition, part.holds
    if condition.for_ is not None:
        if not holds:
            return [(part,)]
        today = part._replace(condition=condition.model_copy(update={"for_": None}))
        return _ways(today, named)  # what has held for days holds today
    match condition:
        case m.NotCondition():
            return _ways(Part(_within(part.key, "not"), condition.not_, not holds), named)
        case m.NamedCondition() if condition.condition in named:
            return _ways(part._replace(condition=named[condition.condition]), named)
        case m.AllCondition():
            inner = _each(part.key, "all", condition.all, holds)
            return _together(inner, named) if holds else _either(inner, named)
        case m.AnyCondition():
            inner = _each(part.key, "any", condition.any, holds)
            return _either(inner, named) if holds else _together(inner, named)
        case m.SomeCondition() if condition.weights is None and holds:
            inner = _each(part.key, "of", condition.of, holds)
            number = int(condition.at_least)
            if math.comb(len(inner), number) > MOST:
                return [(part,)]
            return [
                way
                for several in combinations(inner, number)
                for way in _together(list(several), named)
            ][: MOST + 1]
    return [(part,)]


def _each(key: str, list_: str, conditions: Sequence[m.Condition], holds: bool) -> list[Part]:
    return [
        Part(_within(key, f"{list_}[{number}]"), each, holds)
        for number, each in enumerate(conditions, start=1)
    ]


def _within(key: str, inner: str) -> str:
    return f"{key}.{inner}" if key else inner


def _together(parts: list[Part], named: Mapping[str, m.Condition]) -> list[Way]:
    found: list[Way] = [()]
    for part in parts:
        found = [(*way, *more) for way, more in product(found, _ways(part, named)[: MOST + 1])][
            : MOST + 1
        ]
    return found


def _either(parts: list[Part], named: Mapping[str, m.Condition]) -> list[Way]:
    return [way for part in parts for way in _ways(part, named)][: MOST + 1]


def _excluded(one: Part, other: Part, values: Mapping[str, Sequence[str]]) -> bool:
    """Whether two parts cannot both be as they say."""
    if one.holds != other.holds and _more(one if one.holds else other, other if one.holds else one):
        return True
    match one.condition, other.condition:
        case m.StateCondition() as a, m.StateCondition() as b if a.state == b.state:
            return not _left(one, values) & _left(other, values)
        case m.LevelCondition() as a, m.LevelCondition() as b if a.level == b.level:
            return _apart(one, other)
        case m.IndexCondition() as a, m.IndexCondition() as b if {*a.index} == {*b.index}:
            return _apart(one, other)
    return False


def _more(true: Part, false: Part) -> bool:
    """Whether what has to be true is no less than what has to be false."""
    a, b = true.condition, false.condition
    if isinstance(a, m.ActsCondition | m.ProcessesCondition) and type(a) is type(b):
        number = a.at_least
        assert isinstance(b, m.ActsCondition | m.ProcessesCondition)
        return number >= b.at_least and a == b.model_copy(update={"at_least": number})
    return a == b


def _left(part: Part, values: Mapping[str, Sequence[str]]) -> frozenset[str]:
    """Values that a state may have."""
    condition = part.condition
    assert isinstance(condition, m.StateCondition)
    if part.holds:
        return frozenset(condition.is_)
    return frozenset(values.get(condition.state, ("\0",))) - frozenset(condition.is_)


def _used_up(way: Way, values: Mapping[str, Sequence[str]]) -> tuple[Part, Part] | None:
    """Parts about one state that leave it no value, though any two of them do."""
    about: dict[str, list[Part]] = {}
    for part in way:
        if isinstance(part.condition, m.StateCondition):
            about.setdefault(part.condition.state, []).append(part)
    for parts in about.values():
        if not frozenset.intersection(*(_left(part, values) for part in parts)):
            return parts[0], parts[-1]
    return None


class _Span(NamedTuple):
    """Values from a lowest to a highest, of which either may be left out."""

    low: float
    high: float
    above: bool = False
    below: bool = False

    def meets(self, other: _Span) -> bool:
        """Whether some value lies in both."""
        low, above = max((self.low, self.above), (other.low, other.above))
        high, within = min((self.high, not self.below), (other.high, not other.below))
        return low < high or (low == high and within and not above)


def _apart(one: Part, other: Part) -> bool:
    """Whether two spans of something measured have no value in common."""
    return not any(a.meets(b) for a, b in product(_spans(one), _spans(other)))


def _spans(part: Part) -> Iterator[_Span]:
    """Values that something measured may have."""
    condition = part.condition
    assert isinstance(condition, m.LevelCondition | m.IndexCondition)
    above, below = condition.above, condition.below
    if part.holds:
        yield _Span(-math.inf if above is None else above, math.inf if below is None else below)
        return
    if above is not None:
        yield _Span(-math.inf, above, below=True)
    if below is not None:
        yield _Span(below, math.inf, above=True)
