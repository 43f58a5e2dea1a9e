"""Conditions in words: clauses such as “the truce” is “in force”, and what is not so."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Sequence
from typing import Protocol

from detente.conditions import model as m
from detente.conditions.fields import day_of_year
from detente.language.counted import stated_days
from detente.language.current import gettext as _
from detente.language.current import ngettext
from detente.language.fill import fill
from detente.language.format import (
    day,
    day_of_any_year,
    general,
    integer,
    percent,
    quoted,
    semicolons,
)
from detente.language.safe import clean
from detente.ontology.acts import describe_class

GROUPED = 1000.0
"""Whole numbers from which on digits are grouped."""

MOST = 3
"""Names that a clause lists."""


class Naming(Protocol):
    """The names of what a scenario holds, in the language in force."""

    def actor(self, actor_id: str) -> str:
        """Name of an actor."""

    def titles(self, name: str) -> Sequence[str]:
        """Title of a process, or those of a group's."""

    def holder(self, holder_id: str) -> str:
        """Name of the holder of an office."""

    def state(self, state_id: str) -> str:
        """Title of a state."""

    def value(self, state_id: str, value: str) -> str:
        """A value of a state."""

    def level(self, level_id: str) -> str:
        """Title of a level."""

    def unit(self, level_id: str, value: float | None = None) -> str:
        """What a level is counted in, behind a value if one is given; may be empty."""

    def belief(self, signal_id: str) -> str:
        """What an effect `signal` is about: whose belief, in what."""

    def condition(self, name: str) -> m.Condition:
        """A condition by name."""


def in_words(condition: m.Condition, words: Naming) -> str:
    """While a condition holds: while “the truce” is “in force”; of an act, once it has happened."""
    if isinstance(condition, m.ActsCondition | m.ProcessesCondition) and not (
        condition.within or condition.since or condition.for_
    ):
        return fill(_("once {clause}"), clause=clause(condition, words))
    return fill(_("while {clause}"), clause=clause(condition, words))


def clause(condition: m.Condition, words: Naming, *, holds: bool = True) -> str:
    """A condition as a clause, or where it does not hold that it does not."""
    if isinstance(condition, m.NotCondition) and condition.for_ is None:
        return clause(condition.not_, words, holds=not holds)
    if condition.for_ is None:
        return _today(condition, words, holds)
    said = _today(condition, words, True)
    days = stated_days(condition.for_)
    if holds:
        return _("{clause}, for at least {days}").format(clause=said, days=days)
    return _("not for {days} running: {clause}").format(clause=said, days=days)


def _today(condition: m.Condition, words: Naming, holds: bool) -> str:
    match condition:
        case m.ActsCondition() | m.ProcessesCondition():
            return _counted(condition, words, holds)
        case m.StateCondition():
            return _state(condition, words, holds)
        case m.LevelCondition():
            name = quoted(clean(words.level(condition.level)))

            def with_unit(value: float) -> str:
                return f"{in_groups(value)} {clean(words.unit(condition.level, value))}".strip()

            return measured(condition, name, with_unit, holds)
        case m.IndexCondition():
            pair = _(" and ").join(clean(words.actor(actor)) for actor in condition.index)
            name = _("the relation index of {pair}").format(pair=pair)
            return measured(condition, name, in_groups, holds)
        case m.BeliefCondition():
            return measured(condition, clean(words.belief(condition.belief)), percent, holds)
        case m.CalendarCondition():
            return _dated(condition, holds)
        case m.SeasonCondition():
            return _season(condition, holds)
        case m.OfficeCondition():
            return _office(condition, words, holds)
        case m.AllCondition() | m.AnyCondition():
            return _joined(condition, words, holds)
        case m.SomeCondition():
            return _some(condition, words, holds)
        case m.AfterCondition():
            return _after(condition, words, holds)
        case m.NotCondition():
            return clause(condition.not_, words, holds=not holds)
        case m.NamedCondition():
            return clause(words.condition(condition.condition), words, holds=holds)


def _listed(names: Sequence[str], joined: str) -> str:
    """Some names, the first few of them."""
    if len(names) <= MOST:
        return joined.join(names)
    return _("{name} and others").format(name=", ".join(names[: MOST - 1]))


def _who(dyad: str, words: Naming) -> str:
    names = [clean(words.actor(actor)) for actor in re.split("[>~]", dyad)]
    return " → ".join(names) if ">" in dyad else _(" and ").join(names)


def _subject(condition: m.ActsCondition | m.ProcessesCondition, words: Naming) -> str:
    if isinstance(condition, m.ProcessesCondition):
        titles = dict.fromkeys(title for name in condition.on for title in words.titles(name))
        return _listed([quoted(clean(title)) for title in titles], _(" or "))
    acts = quoted(describe_class(condition.act))
    if condition.by is None:
        return acts
    who = _listed([_who(dyad, words) for dyad in condition.by], ", ")
    if condition.parts == "as-whole":
        who = _("{who}, acts of its parts as its own").format(who=who)
    elif condition.parts == "apart":
        who = _("{who}, acts of its parts left out").format(who=who)
    return f"{acts} ({who})"


def _counted(
    condition: m.ActsCondition | m.ProcessesCondition,
    words: Naming,
    holds: bool,
    within: int | None = None,
) -> str:
    subject, number = _subject(condition, words), condition.at_least
    within = within or condition.within
    parties = bool(condition.distinct) and not condition.weights
    if condition.weights:
        text = (
            _("{acts}: weight of at least {n}") if holds else _("{acts}: weight of less than {n}")
        )
    elif parties and condition.distinct == "source":
        text = (
            ngettext(
                "{acts}: done by at least {n} party", "{acts}: done by at least {n} parties",
                int(number),
            )
            if holds
            else ngettext(
                "{acts}: done by fewer than {n} party", "{acts}: done by fewer than {n} parties",
                int(number),
            )
        )  # fmt: skip
    elif parties:
        text = (
            ngettext(
                "{acts}: done to at least {n} party", "{acts}: done to at least {n} parties",
                int(number),
            )
            if holds
            else ngettext(
                "{acts}: done to fewer than {n} party", "{acts}: done to fewer than {n} parties",
                int(number),
            )
        )  # fmt: skip
    elif number == 1:
        text = _("{acts} has happened") if holds else _("{acts} has not happened")
    else:
        text = (
            _("{acts} has happened at least {n} times")
            if holds
            else _("{acts} has happened fewer than {n} times")
        )
    said = text.format(acts=subject, n=general(number))
    if within == 1:
        said = _("{clause} on the last day").format(clause=said)
    elif within is not None:
        said = _("{clause} in the last {days}").format(clause=said, days=stated_days(within))
    if condition.since is not None:
        since = clause(condition.since, words)
        text = (
            _("{clause} since this became true: {since}")
            if within is None
            else _("{clause} and since this became true: {since}")
        )
        return text.format(clause=said, since=since)
    return said


def _state(condition: m.StateCondition, words: Naming, holds: bool) -> str:
    values = [quoted(clean(words.value(condition.state, value))) for value in condition.is_]
    text = _("{state} is {value}") if holds else _("{state} is not {value}")
    state = quoted(clean(words.state(condition.state)))
    return text.format(state=state, value=_listed(values, _(" or ")))


def in_groups(value: float) -> str:
    """A value, in groups of three digits where it is a large whole number."""
    return integer(int(value)) if value.is_integer() and value >= GROUPED else general(value)


class Bounds(Protocol):
    """Thresholds of what is measured."""

    @property
    def above(self) -> float | None:
        """At this value or more."""

    @property
    def below(self) -> float | None:
        """At this value or less."""


def measured(bounds: Bounds, name: str, told: Callable[[float], str], holds: bool) -> str:
    """That what has a name lies at its bounds or beyond; `told` tells a value with its unit."""
    above, below = bounds.above, bounds.below
    low, high = ("" if value is None else told(value) for value in (above, below))
    if above is None:
        text = _("{level} is at {high} or less") if holds else _("{level} lies above {high}")
    elif below is None:
        text = _("{level} is at {low} or more") if holds else _("{level} lies below {low}")
    else:
        text = (
            _("{level} is from {low} to {high}")
            if holds
            else _("{level} is not from {low} to {high}")
        )
    return text.format(level=name, low=low, high=high)


def _dated(condition: m.CalendarCondition, holds: bool) -> str:
    first, until = condition.from_, condition.until
    begin = "" if first is None else day(first)
    if until is None:
        text = _("it is {date} or later") if holds else _("it is before {date}")
        return text.format(date=begin)
    if first is None:
        text = _("it is before {date}") if holds else _("it is {date} or later")
        return text.format(date=day(until))
    last = day(until - dt.timedelta(days=1))
    text = (
        _("it is between {first} and {last}")
        if holds
        else _("it is not between {first} and {last}")
    )
    return text.format(first=begin, last=last)


def _season(condition: m.SeasonCondition, holds: bool) -> str:
    first, last = (day_of_any_year(*day_of_year(text)) for text in condition.season)
    text = (
        _("it is between {first} and {last}")
        if holds
        else _("it is not between {first} and {last}")
    )
    return text.format(first=first, last=last)


def _office(condition: m.OfficeCondition, words: Naming, holds: bool) -> str:
    if condition.elect:
        text = (
            _("{holder} holds office or is elect")
            if holds
            else _("{holder} neither holds office nor is elect")
        )
    else:
        text = _("{holder} holds office") if holds else _("{holder} does not hold office")
    return text.format(holder=clean(words.holder(condition.office)))


def _joined(condition: m.AllCondition | m.AnyCondition, words: Naming, holds: bool) -> str:
    together = isinstance(condition, m.AllCondition)
    parts = condition.all if isinstance(condition, m.AllCondition) else condition.any
    said = [_within(part, words, holds, len(parts) > 1) for part in parts]
    return (_(" and ") if together == holds else _(" or ")).join(said)


def _within(part: m.Condition, words: Naming, holds: bool, several: bool) -> str:
    """A part of several, in brackets where it has parts in its turn."""
    text = clause(part, words, holds=holds)
    inner = part
    while isinstance(inner, m.NotCondition):
        inner = inner.not_
    if isinstance(inner, m.NamedCondition):
        inner = words.condition(inner.condition)
    if several and isinstance(inner, m.AllCondition | m.AnyCondition | m.SomeCondition):
        return f"({text})"
    return text


def _some(condition: m.SomeCondition, words: Naming, holds: bool) -> str:
    said = semicolons(clause(part, words) for part in condition.of)
    if condition.weights is not None:
        text = (
            _("of a weight of at least {n}: {conditions}")
            if holds
            else _("of a weight of less than {n}: {conditions}")
        )
    else:
        text = (
            _("at least {n} of these: {conditions}")
            if holds
            else _("fewer than {n} of these: {conditions}")
        )
    return text.format(n=general(condition.at_least), conditions=said)


def _has_been(condition: m.StateCondition, words: Naming, holds: bool, within: int | None) -> str:
    state = quoted(clean(words.state(condition.state)))
    values = [quoted(clean(words.value(condition.state, value))) for value in condition.is_]
    value = _listed(values, _(" or "))
    if within is None:
        text = (
            _("{state} has at some time been {value}")
            if holds
            else _("{state} has never been {value}")
        )
        return text.format(state=state, value=value)
    text = (
        _("{state} has been {value} in the last {days}")
        if holds
        else _("{state} has not been {value} in the last {days}")
    )
    return text.format(state=state, value=value, days=stated_days(within))


def _after(condition: m.AfterCondition, words: Naming, holds: bool) -> str:
    inner = condition.after
    if isinstance(inner, m.ActsCondition | m.ProcessesCondition) and (
        inner.within is None and inner.since is None and inner.for_ is None
        and (condition.within == 1 or inner.at_least == 1)
    ):  # fmt: skip
        return _counted(inner, words, holds, condition.within)
    if isinstance(inner, m.StateCondition) and inner.for_ is None and condition.within != 1:
        return _has_been(inner, words, holds, condition.within)
    said = clause(inner, words)
    if condition.within == 1:
        return said if holds else clause(inner, words, holds=False)
    if condition.within is None:
        text = _("once this was so: {clause}") if holds else _("never was this so: {clause}")
        return text.format(clause=said)
    text = (
        _("in the last {days} this was so: {clause}")
        if holds
        else _("in the last {days} this was not so: {clause}")
    )
    return text.format(days=stated_days(condition.within), clause=said)
