"""What is seen, in words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from detente.conditions.words import clause, in_groups, measured
from detente.language.current import gettext as _
from detente.language.fill import fill
from detente.language.format import percent, quoted
from detente.language.safe import clean
from detente.language.statement import statement
from detente.language.the_day import the_day
from detente.seen.span import Span
from detente.seen.what import ActSeen, AmountSeen, ClaimSeen, ConditionSeen, OutcomeSeen, What

if TYPE_CHECKING:
    from detente.scenario.scenario import Scenario


def clause_of(what: What, scenario: Scenario, *, wanted: bool, chance: float | None) -> str:
    """What is seen as a clause, with its probability where it is not sure."""
    said = _said(what, scenario, wanted)
    if chance is None:
        return said
    return _("{clause} (at {chance})").format(clause=said, chance=percent(chance, 0))


def _said(what: What, scenario: Scenario, so: bool) -> str:
    words = scenario.words
    match what:
        case ClaimSeen(claim):
            text = _("the claim {claim} holds") if so else _("the claim {claim} does not hold")
            return text.format(claim=statement(words.claim(claim)))
        case OutcomeSeen(outcome, span):
            date = _date(span)
            return fill(_outcome(span, so), outcome=statement(words.outcome(outcome)), date=date)
        case ActSeen(process, span):
            titles = dict.fromkeys(quoted(clean(title)) for title in words.titles(process))
            return fill(_act(span, so), act=_(" or ").join(titles), date=_date(span))
        case ConditionSeen(condition, None):
            said = clause(condition, words, holds=so)
            return fill(_("{clause} at the end"), clause=said)
        case ConditionSeen(condition, Span("on")):
            said = clause(condition, words, holds=so)
            return fill(_("{clause} on {date}"), clause=said, date=_date(what.span))
        case ConditionSeen(condition, span):
            said = clause(condition, words)
            return fill(_some_time(span, so), clause=said, date=_date(span))
        case AmountSeen():
            return _amount(what, scenario, so)


def _date(span: Span | None) -> str:
    return "" if span is None or span.date is None else the_day(span.date)


def _outcome(span: Span | None, so: bool) -> str:
    match None if span is None else span.how:
        case "before":
            return (
                _("{outcome} comes about before {date}")
                if so
                else _("{outcome} does not come about before {date}")
            )
        case "by":
            return (
                _("{outcome} comes about by {date}")
                if so
                else _("{outcome} does not come about by {date}")
            )
        case "on":
            return (
                _("{outcome} first comes about on {date}")
                if so
                else _("{outcome} does not first come about on {date}")
            )
        case "after":
            return (
                _("{outcome} first comes about after {date}")
                if so
                else _("{outcome} does not first come about after {date}")
            )
        case _:
            return _("{outcome} comes about") if so else _("{outcome} does not come about")


def _act(span: Span | None, so: bool) -> str:
    match None if span is None else span.how:
        case "before":
            return (
                _("{act} happens before {date}") if so else _("{act} does not happen before {date}")
            )
        case "by":
            return _("{act} happens by {date}") if so else _("{act} does not happen by {date}")
        case "on":
            return _("{act} happens on {date}") if so else _("{act} does not happen on {date}")
        case "after":
            return (
                _("{act} happens after {date}") if so else _("{act} does not happen after {date}")
            )
        case _:
            return _("{act} happens") if so else _("{act} does not happen")


def _some_time(span: Span | None, so: bool) -> str:
    match None if span is None else span.how:
        case "before":
            return (
                _("at some time before {date}, {clause}")
                if so
                else _("at no time before {date}, {clause}")
            )
        case "by":
            return (
                _("at some time up to {date}, {clause}")
                if so
                else _("at no time up to {date}, {clause}")
            )
        case "after":
            return (
                _("at some time after {date}, {clause}")
                if so
                else _("at no time after {date}, {clause}")
            )
        case _:
            return _("at some time, {clause}") if so else _("at no time, {clause}")


def _amount(what: AmountSeen, scenario: Scenario, so: bool) -> str:
    words, asked = scenario.words, scenario.amount(what.amount)
    name = statement(words.outcome(what.amount))
    if asked.state is not None:
        values = [quoted(clean(words.value(asked.state, value))) for value in what.values]
        text = _("{state} is {value}") if so else _("{state} is not {value}")
        return text.format(state=name, value=_(" or ").join(values))

    def told(value: float) -> str:
        unit = "" if asked.level is None else clean(words.unit(asked.level, value))
        return f"{in_groups(value)} {unit}".strip()

    return measured(what, name, told, so)
