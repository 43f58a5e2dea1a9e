"""What is to be seen, as people write it: ``ministers-talk before 2025-03-01``.

    OUTCOME                           it comes about; so with an act, by its process or group
    OUTCOME before|by|on|after DATE   it first comes about then; of an act, it happens then
    claim ID                          a claim holds
    STATE is VALUE                    at the end; with ``on DATE`` on that evening; with ``before``,
                                      ``by`` or ``after DATE``, or ``ever``, on some evening then
    LEVEL above|below N               likewise; ``A~B above N`` of a relation index
    AMOUNT above|below N, is VALUE    on the day on which the scenario asks it
    {…}, condition NAME               a condition, as a scenario writes it; likewise
    not …                             that it is not so
    … at 80 %                         that it is so with this probability

`above` and `below` are met at the number itself, as in conditions.
"""

from __future__ import annotations

import datetime as dt
import json
import re
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, get_args

from pydantic import BaseModel

from detente.conditions import model as m
from detente.errors import InputError, OutcomeError
from detente.language.current import gettext as _
from detente.language.format import labelled
from detente.language.hints import did_you_mean, hint
from detente.language.option import option
from detente.numerics.arguments import shown
from detente.ontology.dyads import pair_key, spelled
from detente.ontology.fields import date_hint, parse_date
from detente.ontology.toml import parse_toml
from detente.planes.quantity import STRICT
from detente.scenario.validate import validate
from detente.seen.seeing import Seeing
from detente.seen.span import ONE_DAY, How, Span
from detente.seen.what import ActSeen, AmountSeen, ClaimSeen, ConditionSeen, OutcomeSeen, What

if TYPE_CHECKING:
    from detente.scenario.scenario import Scenario

LONGEST = 10_000
"""Characters of a text."""

_SOFT = re.compile(r"(.*\S)\s+at\s+(\S+?)\s*(%?)", re.DOTALL)
_NUMBER = re.compile(r"[+−-]?(\d+([.,]\d*)?|[.,]\d+)(e[+-]?\d+)?", re.IGNORECASE)
_NOT = re.compile(r"not\b\s*(.*)", re.DOTALL)
_SPAN = re.compile(r"(.*\S)\s+(before|by|on|after)\s+(\S+)", re.DOTALL)
_EVER = re.compile(r"(.*\S)\s+ever", re.DOTALL)
_IS = re.compile(r"(\S+)\s+is\s+(not\s+)?(.+)", re.DOTALL)
_MEASURED = re.compile(r"(\S+)\s+(above|below)\s+(\S+)")
_CLAIM = re.compile(r"claim\s+(\S+)")
_CONDITION = re.compile(r"condition\s+(\S+)")


def said(what: object, scenario: Scenario, last: dt.date | None = None) -> Seeing:
    """Read one thing that is to be seen.

    Parameters
    ----------
    what : str, mapping or Seeing
        As the head of this file says; a mapping is a condition. What is read already stays.
    scenario : Scenario
    last : date, optional
        Last day played; by default that of the scenario.

    Raises
    ------
    InputError
        If it cannot be understood, or names what is not there; says what would be right.
    """
    if isinstance(what, Seeing):
        return what
    if isinstance(what, Mapping):
        text = _inline(what)
        return Seeing(text, ConditionSeen(_condition(dict(what), option("--seen", text))))
    if not isinstance(what, str):
        raise InputError(_("{name} is {shown}; give a text").format(name="seen", shown=shown(what)))
    text = what.strip()
    where = option("--seen", text if len(text) <= 200 else f"{text[:200]}…")
    if len(text) > LONGEST:
        raise InputError(_("{place}: longer than {n} characters").format(place=where, n=LONGEST))
    if not text:
        raise InputError(
            _("{place}: say what is seen, such as 'OUTCOME before 2025-03-01'").format(place=where)
        )
    end = last or scenario.as_of + dt.timedelta(days=scenario.file.horizon)
    rest, chance = _soft(text, where)
    wanted = True
    if negated := _NOT.fullmatch(rest):
        rest, wanted = negated[1], False
    rest, span = _span(rest, where)
    if span is not None and span.date is not None:
        _check_span(span, scenario.as_of + ONE_DAY, end, where)
    found, so = _what(rest, span, scenario, where)
    return Seeing(text, found, wanted == so, chance)


def _soft(text: str, where: str) -> tuple[str, float | None]:
    """What stands before ``at 80 %``, and the probability."""
    found = _SOFT.fullmatch(text)
    if found is None or text.endswith("}"):
        return text, None
    number = _number(found[2])
    if number is None:
        if not found[3]:
            return text, None  # no probability: a name that holds the word
        raise InputError(
            _("{place}: no probability; write 'at 80 %'").format(place=labelled(where, found[2]))
        )
    if not found[3]:
        percent = 100.0 * number if number <= 1.0 else number
        raise InputError(
            _("{place}: write a probability in per cent, 'at {percent} %'").format(
                place=where, percent=f"{percent:g}"
            )
        )
    if not 0.0 <= number <= 100.0:
        raise InputError(
            _("{place}: {percent} % is no probability; give one from 0 to 100").format(
                place=where, percent=f"{number:g}"
            )
        )
    return found[1], number / 100.0


def _number(text: str) -> float | None:
    if not _NUMBER.fullmatch(text):
        return None
    return float(text.replace(",", ".").replace("−", "-"))


def _span(text: str, where: str) -> tuple[str, Span | None]:
    """What stands before the days, and these."""
    if ever := _EVER.fullmatch(text):
        return ever[1], Span("ever")
    found = _SPAN.fullmatch(text)
    if found is None or text.endswith("}"):
        return text, None
    try:
        date = parse_date(found[3])
    except ValueError:
        raise InputError(
            _("{place}: '{given}' is no date{hint}").format(
                place=where, given=found[3][:60], hint=hint(date_hint(found[3]))
            )
        ) from None
    how: How = next(each for each in get_args(How) if each == found[2])
    return found[1], Span(how, date)


def _check_span(span: Span, first: dt.date, last: dt.date, where: str) -> None:
    """Refuse days of which none, or not all that are meant, are played."""
    assert span.date is not None
    low = {"before": first + ONE_DAY, "after": first - ONE_DAY}.get(span.how, first)
    high = {"before": last + ONE_DAY, "after": last - ONE_DAY}.get(span.how, last)
    if not low <= span.date <= high:
        raise OutcomeError(
            _(
                "{place}: outside the days that are played; give a date from {first} to {last}"
            ).format(place=where, first=low, last=high)
        )


def _what(text: str, span: Span | None, scenario: Scenario, where: str) -> tuple[What, bool]:
    """What a text without negation, days and probability means; False if it denies it."""
    if text.startswith("{"):
        raw = parse_toml(f"when = {text}", where).get("when")
        return ConditionSeen(_condition(raw, where), span), True
    if found := _CONDITION.fullmatch(text):
        named = scenario.file.conditions
        name = _known(found[1], named, where, _("no condition '{name}'{hint}"))
        return ConditionSeen(m.NamedCondition.model_validate({"condition": name}), span), True
    if found := _CLAIM.fullmatch(text):
        _no_days(span, where)
        claims = [claim.id for claim in scenario.claims]
        return ClaimSeen(_known(found[1], claims, where, _("no claim '{name}'{hint}"))), True
    if found := _MEASURED.fullmatch(text):
        return _measured(found, span, scenario, where), True
    if found := _IS.fullmatch(text):
        return _value(found[1], found[3], span, scenario, where), not found[2]
    return _happening(text, span, scenario, where), True


def _condition(raw: object, where: str) -> m.Condition:
    class Table(BaseModel):
        model_config = STRICT
        when: m.Condition

    try:
        return validate(Table, {"when": raw}, where).when
    except InputError as error:
        lines = [as_written(line) for line in error.faults]
        raise OutcomeError("\n".join(lines), lines) from None


def as_written(line: str) -> str:
    """A fault of a condition with its keys as they are written: it stands by itself."""
    return re.sub(r"(?<=: )when(?:\.|: )|^when(?:\.|: )", "", line, count=1)


def _inline(value: object) -> str:
    """A value as it is written in an inline table."""
    if isinstance(value, Mapping):
        parts = (f"{json.dumps(str(key))} = {_inline(each)}" for key, each in value.items())
        return f"{{ {', '.join(parts)} }}"
    if isinstance(value, list | tuple):
        return f"[{', '.join(map(_inline, value))}]"
    if isinstance(value, str | bool):
        return json.dumps(value, ensure_ascii=False)
    return str(value)


def _no_days(span: Span | None, where: str) -> None:
    if span is not None:
        raise InputError(
            _("{place}: claims and amounts have no days; leave out '{span}'").format(
                place=where, span=f"{span.how} {span.date or ''}".strip()
            )
        )


def _measured(
    found: re.Match[str], span: Span | None, scenario: Scenario, where: str
) -> ConditionSeen | AmountSeen:
    """A level, an index or an amount at a threshold or beyond."""
    name, side, text = found.groups()
    number = _number(text)
    if number is None:
        raise InputError(
            _("{place}: '{given}' is no number; write one such as 0.5").format(
                place=where, given=text[:60]
            )
        )
    bound = {side: number}
    pairs = {pair_key(*index.pair): index.pair for index in scenario.file.index}
    if "~" in name:
        key = _known(spelled(name), pairs, where, _("no relation index '{name}'{hint}"))
        index = m.IndexCondition.model_validate({"index": list(pairs[key]), **bound})
        return ConditionSeen(index, span)
    levels = [level.id for level in scenario.levels]
    amounts = [each.id for each in scenario.amounts if each.state is None]
    known = [*levels, *amounts]
    key = _known(name, known, where, _("no level or amount '{name}'{hint}"))
    if key in levels:
        return ConditionSeen(m.LevelCondition.model_validate({"level": key, **bound}), span)
    _no_days(span, where)
    return AmountSeen(key, above=bound.get("above"), below=bound.get("below"))


def _value(
    name: str, text: str, span: Span | None, scenario: Scenario, where: str
) -> ConditionSeen | AmountSeen:
    """A state, or an amount of one, with a value."""
    states = {state.id: list(state.values) for state in scenario.states}
    amounts = {each.id: each.state for each in scenario.amounts if each.state is not None}
    key = _known(name, [*states, *amounts], where, _("no state '{name}'{hint}"))
    state = key if key in states else amounts[key]
    titles = {scenario.words.value(state, value).casefold(): value for value in states[state]}
    given = text.strip("\"'“”«» \u00a0\u202f")
    value = titles.get(given.casefold()) or _known(
        given, states[state], where, _("no such value of the state: '{name}'{hint}")
    )
    if key in states:
        return ConditionSeen(m.StateCondition.model_validate({"state": key, "is": [value]}), span)
    _no_days(span, where)
    return AmountSeen(key, values=(value,))


def _happening(
    text: str, span: Span | None, scenario: Scenario, where: str
) -> OutcomeSeen | ActSeen:
    """An outcome, or an act by its process or group."""
    outcomes = [each.id for each in scenario.outcomes]
    acts = [*(process.id for process in scenario.processes), *scenario.file.groups]
    key = _same(text, [*outcomes, *acts])
    if key is None:
        raise OutcomeError(labelled(where, _not_happening(text, [*outcomes, *acts], scenario)))
    return OutcomeSeen(key, span) if key in outcomes else ActSeen(key, span)


def _not_happening(text: str, known: list[str], scenario: Scenario) -> str:
    """What is wrong with a text that names no outcome and no act, and what would be right."""
    others = {
        "claim {name}": [claim.id for claim in scenario.claims],
        "{name} is VALUE": [
            *(state.id for state in scenario.states),
            *(each.id for each in scenario.amounts if each.state is not None),
        ],
        "{name} above N": [
            *(level.id for level in scenario.levels),
            *(each.id for each in scenario.amounts if each.state is None),
            *(pair_key(*index.pair) for index in scenario.file.index),
        ],
        "condition {name}": list(scenario.file.conditions),
    }
    for form, names in others.items():
        if (key := _same(text, names)) is not None:
            return _("write '{form}'").format(form=form.format(name=key))
    if len(text.split()) > 1:
        return _(
            "not understood; write OUTCOME before DATE, claim ID, STATE is VALUE, LEVEL above N, "
            "or a condition {{…}}"
        ).format()
    return _("no outcome '{name}'{hint}").format(name=text[:60], hint=did_you_mean(text, known))


def _same(name: str, known: Iterable[str]) -> str | None:
    """A known name, however its capitals are and its words are joined."""
    names = {each.casefold(): each for each in known}
    plain = name.casefold()
    return names.get(plain) or names.get(re.sub(r"[\s_]+", "-", plain))


def _known(name: str, known: Iterable[str], where: str, text: str) -> str:
    names = list(known)
    found = _same(name, names)
    if found is None:
        wrong = text.format(name=name[:60], hint=did_you_mean(name, names))
        raise OutcomeError(labelled(where, wrong))
    return found
