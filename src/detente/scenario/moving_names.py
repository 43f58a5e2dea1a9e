"""What the draws of states and levels are called, for people."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from detente.conditions.words import in_words
from detente.language.counted import stated_days
from detente.language.current import gettext as _
from detente.language.format import integer, quoted, significant
from detente.language.safe import clean
from detente.language.sentence import sentence
from detente.language.the_day import the_day
from detente.states.lower import move_name

if TYPE_CHECKING:
    from detente.scenario.scenario import Scenario
    from detente.states.entry import TransitionEntry

_PARTS = re.compile(r"(state|level):([a-z0-9-]+)(?::([^.]*))?\.?(.*)")


def moving_name(scenario: Scenario, draw: str) -> str:
    """A draw of a state or a level in words.

    Parameters
    ----------
    scenario : Scenario
    draw : str
        Its stable name, such as ``state:truce:in-force>breached.rate`` or ``level:price.mean``.
    """
    found = _PARTS.fullmatch(draw)
    if found is None:
        return clean(draw)
    kind, name, move, what = found.groups()
    if kind == "level":
        return _of_level(scenario, name, what)
    title = clean(scenario.words.state(name))
    if move is None:
        value = what.rpartition(".")[2]
        return _("{state}, chance of {value} at the start").format(
            state=title, value=quoted(_values(scenario, name, value))
        )
    left, _gt, reached = move.partition("#")[0].partition(">")
    key, _dot, value = what.partition(".")
    told = _told_apart(scenario, name, move)
    text = (
        _("{state}, hazard of the move from {left} to {reached}")
        if key == "rate"
        else _("{state}, chance of the move from {left} to {reached}")
    )
    text = text.format(
        state=title,
        left=_values(scenario, name, left),
        reached=_values(scenario, name, value or reached),
    )
    return _("{effect}, {what}").format(effect=text, what=told) if told else text


def _told_apart(scenario: Scenario, state: str, move: str) -> str:
    """When a transition comes, where another leads from the same values to the same."""
    entry = next((each for each in scenario.states if each.id == state), None)
    base, _hash, number = move.partition("#")
    if entry is None:
        return ""
    of_all = [each for each in entry.transitions if move_name(entry, each).endswith(f":{base}")]
    if len(of_all) < 2:
        return ""
    texts = [when_said(scenario, each) for each in of_all]
    n = int(number or 1)
    mine = texts[n - 1]
    if texts.count(mine) > 1:
        return _("number {n} in the file").format(n=integer(n))
    return mine


def when_said(scenario: Scenario, transition: TransitionEntry) -> str:
    """When a transition falls due: on a day, after so many days, while a condition holds."""
    parts = []
    if transition.on is not None:
        parts.append(_("on {day}").format(day=the_day(transition.on)))
    if transition.for_ is not None:
        parts.append(_("after {days}").format(days=stated_days(transition.for_)))
    if transition.when is not None:
        parts.append(in_words(transition.when, scenario.words))
    return " ".join(parts) or _("by itself")


@dataclass(frozen=True, slots=True)
class Known:
    """A value that a state is known to have had from a day on."""

    since: dt.date
    value: str


def known_before(scenario: Scenario, state: str) -> list[Known]:
    """Values that a state had by the as-of date, where they are certain; the earliest first.

    The last is the one with which it begins; those before it are of the history.
    """
    entry = next(each for each in scenario.states if each.id == state)
    if entry.claim is not None or not isinstance(entry.start, str):
        return []
    dated = [each for each in scenario.history.get(state, ()) if each.date <= scenario.as_of]
    found: list[Known] = []
    for each in dated:
        if each.value is None:
            found.clear()  # of what went before, nothing leads up to the start
        elif entry.since is None or each.date < entry.since:
            found.append(Known(each.date, str(each.value)))
    if entry.since is not None:
        found.append(Known(entry.since, entry.start))
    elif not found or found[-1].value != entry.start:
        return []
    return [each for k, each in enumerate(found) if k == 0 or each.value != found[k - 1].value]


def known_said(scenario: Scenario, state: str) -> str:
    """Since when a state has the value with which it begins; empty where that is not known."""
    known = known_before(scenario, state)
    if not known:
        return ""
    return sentence(
        _("{value} since {date}"),
        value=quoted(clean(scenario.words.value(state, known[-1].value))),
        date=the_day(known[-1].since),
    )


def level_value(value: float) -> str:
    """A value of a level: a whole number as it is, others to three digits."""
    return integer(int(value)) if value.is_integer() else significant(value)


def level_titled(scenario: Scenario, level: str) -> str:
    """A level by its title and unit."""
    title, unit = (clean(text(level)) for text in (scenario.words.level, scenario.words.unit))
    return _("{title} ({unit})").format(title=title, unit=unit) if unit else title


def _values(scenario: Scenario, state: str, values: str) -> str:
    return " / ".join(clean(scenario.words.value(state, value)) for value in values.split("+"))


def _of_level(scenario: Scenario, level: str, what: str) -> str:
    title = clean(scenario.words.level(level))
    texts = {
        "start": _("{level}, at the start"),
        "mean": _("{level}, mean to which it returns"),
        "sd": _("{level}, standard deviation"),
        "inflow": _("{level}, inflow a day"),
    }
    return texts.get(what, _("{level}, what an act adds")).format(level=title)
