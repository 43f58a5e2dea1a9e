"""Numbers that a scenario leaves out, so that the program's own stand in their place."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from pydantic import BaseModel

from detente.language.current import gettext as _
from detente.language.current import ngettext
from detente.language.format import general, integer, semicolons
from detente.ontology.fields import keys_of
from detente.planes.quantity import Quantity
from detente.scenario.rate import JudgedRate
from detente.scenario.short.usual import COEFFICIENT, JUDGED

if TYPE_CHECKING:
    from detente.scenario.scenario import Scenario

OWNED = "_otherwise"
"""End of keys that say what holds where a claim is false: without the claim they mean nothing."""


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
    """

    table: str
    key: str
    value: float
    entries: tuple[str, ...]

    def document(self) -> dict[str, Any]:
        """As plain data (docs/json.md)."""
        return {
            "table": self.table,
            "key": self.key,
            "value": self.value,
            "entries": list(self.entries),
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
    found: dict[tuple[str, str, float], list[str]] = {}
    for table, key, value, name in _shortened(scenario):
        found.setdefault((table, key, value), []).append(name)
    for table, entries in tables:
        for name, entry in entries:
            for key, value in _of(entry):
                found.setdefault((table, key, value), []).append(name)
    return [Default(*what, tuple(names)) for what, names in found.items()]


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
    """One line in the language in force; empty if nothing is left out."""
    if not found:
        return ""
    return _("Left out, so at the usual number: {numbers}").format(
        numbers=semicolons(each.said() for each in found)
    )
