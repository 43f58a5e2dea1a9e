"""Numbers that a scenario leaves out, so that the program's own stand in their place."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from pydantic import BaseModel

from detente.language.current import gettext as _
from detente.language.current import ngettext
from detente.language.format import general, integer, semicolons
from detente.language.safe import clean
from detente.ontology.fields import keys_of
from detente.planes.process import Process
from detente.planes.quantity import Quantity
from detente.scenario.rate import CountedRate, JudgedRate, PooledRate, UsualRate
from detente.scenario.rate_said import rate_reference
from detente.scenario.short.usual import COEFFICIENT, JUDGED
from detente.scenario.usual_rates import COUNTED

if TYPE_CHECKING:
    from detente.scenario.scenario import Scenario

OWNED = "_otherwise"
"""End of keys that say what holds where a claim is false: without the claim they mean nothing."""


RATE = "rate"
"""Key of rates that are left out; they are told apart from other numbers, each with its origin."""


@dataclass(frozen=True, slots=True)
class Default:
    """A number that entries of a table leave out.

    Attributes
    ----------
    table : str
        Of ``scenario.toml``.
    key : str
    value : float
        What stands in its place.
    entries : tuple of str
        Ids; of a relation index its pair, as ``A~B``.
    reference : str
        Where the number comes from, of a rate; empty of others.
    """

    table: str
    key: str
    value: float
    entries: tuple[str, ...]
    reference: str = ""

    def document(self) -> dict[str, Any]:
        """As plain data (docs/json.md)."""
        return {
            "table": self.table,
            "key": self.key,
            "value": self.value,
            "entries": list(self.entries),
            "reference": self.reference or None,
        }

    def said(self) -> str:
        """A few words in the language in force: ``prior = 1`` in how many tables."""
        number = len(self.entries)
        texts = {
            "effects": ngettext(
                "{key} = {value} in {n} effect", "{key} = {value} in {n} effects", number
            ),
            "index": ngettext(
                "{key} = {value} in {n} relation index",
                "{key} = {value} in {n} relation indices",
                number,
            ),
            "processes": ngettext(
                "{key} = {value} in {n} process", "{key} = {value} in {n} processes", number
            ),
            "voices": ngettext(
                "{key} = {value} in {n} voice", "{key} = {value} in {n} voices", number
            ),
        }
        return texts[self.table].format(key=self.key, value=general(self.value), n=integer(number))


def defaults(scenario: Scenario) -> list[Default]:
    """Numbers that are left out and count: of processes, effects, relation indices, voices.

    The correlation of a voice counts where it makes two claims or more.
    """
    made = [claim.voice for claim in scenario.claims]
    tables: list[tuple[str, list[tuple[str, BaseModel]]]] = [
        ("effects", [(effect.id, effect) for effect in scenario.effects]),
        ("index", [("~".join(sorted(each.pair)), each) for each in scenario.file.index]),
        ("voices", [(v.id, v) for v in scenario.file.voices if made.count(v.id) > 1]),
    ]
    found: dict[tuple[str, str, float, str], list[str]] = {}
    for process in scenario.file.processes:
        if process.rate is not None and _left_out(process.rate):
            rate = process.rate.rate()
            found.setdefault(("processes", RATE, rate.per_year, rate.reference), []).append(
                process.id
            )
    for table, key, value, name in _shortened(scenario):
        found.setdefault((table, key, value, ""), []).append(name)
    for table, entries in tables:
        for name, entry in entries:
            for key, value in _of(entry):
                found.setdefault((table, key, value, ""), []).append(name)
    return [
        Default(table, key, value, tuple(names), reference)
        for (table, key, value, reference), names in found.items()
    ]


def _left_out(rate: JudgedRate | CountedRate | PooledRate) -> bool:
    """Whether a rate stands in the place of one that the scenario leaves out."""
    if isinstance(rate, CountedRate):
        return rate.reference == COUNTED
    return isinstance(rate, UsualRate)


def _shortened(scenario: Scenario) -> Iterator[tuple[str, str, float, str]]:
    """Coefficients of the usual size, and spreads of numbers that are stated alone."""
    for process in scenario.file.processes:
        if isinstance(process.rate, JudgedRate) and process.rate.reference == JUDGED:
            yield "processes", "rate.sd", process.rate.sd, process.id
    for effect in scenario.effects:
        theta = getattr(effect, "coefficient", None)
        if not isinstance(theta, Quantity):
            continue
        if theta.reference == COEFFICIENT:
            yield "effects", "coefficient", theta.mean, effect.id
        elif theta.reference == JUDGED:
            yield "effects", "coefficient.sd", theta.sd, effect.id


def _of(entry: BaseModel) -> Iterator[tuple[str, float]]:
    for key, info in keys_of(type(entry)).items():
        name = next(n for n, i in type(entry).model_fields.items() if i is info)
        number = type(info.default) in (int, float)
        if number and name not in entry.model_fields_set and not key.endswith(OWNED):
            yield key, float(info.default)


def left_out(found: Sequence[Default]) -> str:
    """One line in the language in force, rates apart; empty if no other number is left out."""
    others = [each for each in found if each.key != RATE]
    if not others:
        return ""
    return _("Left out, so at the usual number: {numbers}").format(
        numbers=semicolons(each.said() for each in others)
    )


def rates_left_out(scenario: Scenario) -> Iterator[str]:
    """A line for all rates of one origin that the scenario leaves out, with the numbers and why."""
    processes = {process.id: process for process in scenario.processes}
    found: dict[str, list[Process]] = {}
    for entry in scenario.file.processes:
        rate = processes[entry.id].rate
        if entry.rate is not None and _left_out(entry.rate) and entry.rate.rate() == rate:
            why = rate_reference(scenario, processes[entry.id])
            found.setdefault(why, []).append(processes[entry.id])
    for why, those in found.items():
        rates = semicolons(
            _("{process} {rate} (sd {sd})").format(
                process=clean(scenario.words.process(each.id)),
                rate=general(each.rate.per_year),
                sd=general(each.rate.sd),
            )
            for each in those
        )
        yield _("Rates left out, days a year: {rates}. Where from: {why}").format(
            rates=rates, why=why
        )
