"""Numbers that stand as `detente new` wrote them: placeholders, until somebody edits them.

Any table of a scenario may hold under `template` the numbers that the template wrote into it. One
that still is what is written there has been looked at by nobody; one that was edited, or is gone,
is the user's, whatever `template` goes on to say.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any, get_args

from pydantic import BaseModel

from detente.conditions.model import ActsCondition, LevelCondition
from detente.effects.domain import is_numeric, numeric_keys
from detente.effects.registry import effects
from detente.language.current import gettext as _
from detente.language.current import ngettext
from detente.language.faults import Faults
from detente.language.format import integer
from detente.language.hints import did_you_mean
from detente.language.shown import count
from detente.outcomes.registry import OUTCOMES
from detente.planes.quantity import Quantity
from detente.scenario.file import RecordEntry, ScenarioFile
from detente.scenario.rate import JudgedRate
from detente.scenario.short.usual import COEFFICIENT
from detente.states.entry import StateEntry, TransitionEntry
from detente.states.level import ChangeEntry, LevelEntry
from detente.states.rate import TransitionRate
from detente.states.size import SizeEntry

KEY = "template"
"""The key of any table that holds the template's numbers."""

DEEPEST = 25
"""Tables and lists within each other; deeper than any table of a scenario lies."""

DATES = ("since", "until", "from", "on", "on_day")
"""Keys that may hold a day."""

BY_VALUE = ("to", "start")
"""Keys of tables whose own keys are the values of a state, with the chance of each."""

CREDENCES = ("credence", "credence_otherwise")


@dataclass(frozen=True, slots=True)
class Placeholders:
    """How many numbers of a scenario are still the template's.

    Attributes
    ----------
    rates, credences, coefficients : (int, int)
        Placeholders among them, and how many there are. A rate or a coefficient is one number with
        its spread: who edits either has looked at it.
    others : int
        Placeholders among half-lives, levels, days, dates and the like.
    usual : int
        Coefficients that the scenario leaves at the usual size of their effect.
    usual_rates : int
        Rates that are left out, or stand as the template wrote them, and are no placeholders: the
        usual ones of a kind of pair, estimated from a record, though not from that of the pair.
    """

    rates: tuple[int, int] = (0, 0)
    credences: tuple[int, int] = (0, 0)
    coefficients: tuple[int, int] = (0, 0)
    others: int = 0
    usual: int = 0
    usual_rates: int = 0

    @property
    def marked(self) -> int:
        """Those that the template wrote."""
        return self.rates[0] + self.credences[0] + self.coefficients[0] + self.others

    @property
    def count(self) -> int:
        """All of them that nobody has estimated."""
        return self.marked + self.usual

    @property
    def short(self) -> str:
        """How many, for a result that prints itself; empty if there is none."""
        parts = [f"{count(self.marked, 'number')} still the template's"] if self.marked else []
        parts += [f"{count(self.usual, 'coefficient')} of the usual size"] if self.usual else []
        parts += [f"{count(self.usual_rates, 'rate')} usual"] if self.usual_rates else []
        return ", ".join(parts)

    def document(self) -> dict[str, Any]:
        """As plain data (docs/json.md)."""
        found: dict[str, Any] = {
            kind: {"template": n, "all": total}
            for kind, (n, total) in (
                ("rates", self.rates),
                ("credences", self.credences),
                ("coefficients", self.coefficients),
            )
        }
        return found | {
            "others": {"template": self.others},
            "usual": {"rates": self.usual_rates, "coefficients": self.usual},
        }

    def said(self) -> str:
        """A few sentences in the language in force; empty if there is none."""
        usual = (
            ngettext(
                "Of the usual size, which nobody has estimated: {n} of {all} coefficient.",
                "Of the usual size, which nobody has estimated: {n} of {all} coefficients.",
                self.coefficients[1],
            ).format(n=integer(self.usual), all=integer(self.coefficients[1]))
            if self.usual
            else ""
        )
        every = (self._marked_said(), usual, self._usual_rates_said())
        return " ".join(text for text in every if text)

    def _usual_rates_said(self) -> str:
        if not self.usual_rates:
            return ""
        return ngettext(
            "{n} of {all} rates is the usual one of its kind of pair: estimated from a record, but "
            "not from that of this pair.",
            "{n} of {all} rates are the usual ones of their kind of pair: estimated from a record, "
            "but not from that of this pair.",
            self.usual_rates,
        ).format(n=integer(self.usual_rates), all=integer(self.rates[1]))

    def _marked_said(self) -> str:
        if not self.marked:
            return ""
        parts = [
            text.format(n=integer(n), all=integer(total))
            for text, (n, total) in (
                (ngettext("{n} of {all} rate", "{n} of {all} rates", self.rates[1]), self.rates),
                (
                    ngettext("{n} of {all} credence", "{n} of {all} credences", self.credences[1]),
                    self.credences,
                ),
                (
                    ngettext(
                        "{n} of {all} coefficient",
                        "{n} of {all} coefficients",
                        self.coefficients[1],
                    ),
                    self.coefficients,
                ),
            )
            if n
        ]
        if self.others:
            text = ngettext(
                "{n} other number (half-lives, levels, days)",
                "{n} other numbers (half-lives, levels, days)",
                self.others,
            )
            parts.append(text.format(n=integer(self.others)))
        return ngettext(
            "Still the template's: {parts}. It is a placeholder that nobody has estimated.",
            "Still the template's: {parts}. They are placeholders that nobody has estimated.",
            self.marked,
        ).format(parts=", ".join(parts))


NONE = Placeholders()
"""Nothing is the template's."""


@dataclass(frozen=True, slots=True)
class Marked:
    """A table with what the template wrote into it; `place` leads there."""

    place: tuple[str | int, ...]
    template: Mapping[str, Any]
    table: Mapping[str, Any]

    def standing(self) -> list[str]:
        """Keys whose numbers are still the template's."""
        return [key for key, value in self.template.items() if self.table.get(key) == value]


def taken_out(
    tables: Mapping[str, Any], where: str, faults: Faults
) -> tuple[dict[str, Any], list[Marked]]:
    """The tables of a scenario without what the template wrote, and that.

    Parameters
    ----------
    tables : mapping
    where : str
        What messages call the file.
    faults : Faults
        Told of every `template` that is no table of numbers.
    """
    found: list[Marked] = []
    plain = _without(tables, (), found, where, faults)
    assert isinstance(plain, dict)
    return plain, found


def _without(
    value: object, place: tuple[str | int, ...], found: list[Marked], where: str, faults: Faults
) -> object:
    if len(place) > DEEPEST:
        return value
    if isinstance(value, list):
        return [_without(each, (*place, n), found, where, faults) for n, each in enumerate(value)]
    if not isinstance(value, Mapping):
        return value
    if KEY in value and place != ("groups",):  # a group may have any name
        wrong = list(_wrong(value[KEY], place, where))
        faults.tell(*wrong)
        if not wrong:
            found.append(Marked(place, value[KEY], value))
        value = {key: each for key, each in value.items() if key != KEY}
    return {key: _without(each, (*place, key), found, where, faults) for key, each in value.items()}


def _wrong(template: object, place: Sequence[str | int], where: str) -> Iterator[str]:
    """What is wrong with a mark, a line each."""
    text = "".join(f"[{p + 1}]" if isinstance(p, int) else f".{p}" for p in (*place, KEY))
    at = f"{where}: {text.removeprefix('.')}"
    if not isinstance(template, Mapping):
        yield _(
            "{at}: write a table of the numbers that the template had, such as {example}, or take "
            "it out"
        ).format(at=at, example="template = { per_year = 4.0, sd = 0.5 }")
        return
    for key, value in template.items():
        parts = value if isinstance(value, list) else [value]
        if key not in known_numbers() and place[-1:] not in [(name,) for name in BY_VALUE]:
            hint = did_you_mean(key, known_numbers())
            yield _("{at}: no number is called '{key}'{hint}").format(at=at, key=key, hint=hint)
        elif not all(type(part) in (int, float, dt.date) for part in parts):
            text = _("{at}.{key}: write the number or date that the template had")
            yield text.format(at=at, key=key)


@cache
def known_numbers() -> frozenset[str]:
    """Keys of a scenario that hold numbers or dates."""
    models: list[type[BaseModel]] = [
        *(ScenarioFile, RecordEntry, JudgedRate, Quantity),
        *(StateEntry, TransitionEntry, TransitionRate, LevelEntry, ChangeEntry, SizeEntry),
        *(ActsCondition, LevelCondition),
        *effects().values(),
        *OUTCOMES.values(),
    ]
    keys = {key.rpartition(".")[2] for model in models for key in numeric_keys(model)}
    keys |= {
        info.alias or name
        for model in models
        for name, info in model.model_fields.items()
        if _may_be_a_number(info.annotation)
    }
    dates = {
        key
        for model in models
        for name, info in model.model_fields.items()
        if (key := info.alias or name) in DATES
    }
    return frozenset(keys | dates)


def _may_be_a_number(annotation: object) -> bool:
    return is_numeric(annotation) or any(map(_may_be_a_number, get_args(annotation)))


def placeholders(
    tables: Mapping[str, Any],
    marked: Sequence[Marked],
    fitted_processes: Collection[str] = (),
    fitted_effects: Collection[str] = (),
    usual_processes: Collection[str] = (),
) -> Placeholders:
    """Count the numbers that are still the template's.

    Parameters
    ----------
    tables : mapping
        Those of the scenario, without what the template wrote.
    marked : sequence of Marked
    fitted_processes, fitted_effects : collection of str
        Whose numbers a fit has put others in the place of.
    usual_processes : collection of str
        That leave their rate out, and have the usual one of their kind of pair.
    """
    processes, claims = _list(tables, "processes"), _list(tables, "claims")
    mechanisms = _list(tables, "effects")
    rates = credences = coefficients = others = usual_rates = 0
    for each in marked:
        standing = each.standing()
        owner = _owner(tables, each.place)
        if each.place[0] == "processes" and each.place[2:] == ("rate",):
            whole = len(standing) == len(each.template) > 0
            kept = whole and owner not in fitted_processes
            estimated = each.table.get("basis") == "record"
            rates += kept and not estimated
            usual_rates += kept and estimated
        elif each.place[0] == "effects" and "mean" in each.template:
            whole = len(standing) == len(each.template)
            coefficients += whole and owner not in fitted_effects
        elif each.place[0] == "claims" and len(each.place) == 2:
            credences += sum(key in CREDENCES for key in standing)
            others += sum(key not in CREDENCES for key in standing)
        else:
            others += len(standing)
    left_out = [each for each in usual_processes if each not in fitted_processes]
    return Placeholders(
        (rates, sum("rate" in each for each in processes) + len(left_out)),
        (credences, sum(key in each for each in claims for key in CREDENCES)),
        (coefficients, sum(1 for each in mechanisms for _table in _quantities(each))),
        others,
        sum(
            table.get("reference") == COEFFICIENT
            for each in mechanisms
            if isinstance(each, Mapping) and each.get("id") not in fitted_effects
            for table in _quantities(each)
        ),
        usual_rates + len(left_out),
    )


def _list(tables: Mapping[str, Any], key: str) -> list[Any]:
    found = tables.get(key, [])
    return found if isinstance(found, list) else []


def _owner(tables: Mapping[str, Any], place: Sequence[str | int]) -> str:
    """Id of the process or effect that a table belongs to."""
    if len(place) < 2 or not isinstance(place[1], int):
        return ""
    return str(tables[str(place[0])][place[1]].get("id", ""))


def _quantities(value: object) -> Iterator[Mapping[str, Any]]:
    """Tables of a coefficient within an effect."""
    if isinstance(value, Mapping):
        if "mean" in value:
            yield value
        value = list(value.values())
    if isinstance(value, list):
        for each in value:
            yield from _quantities(each)
