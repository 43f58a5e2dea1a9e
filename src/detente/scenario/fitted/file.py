"""What stands in the file of a fit, such as ``fit.toml``."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Literal

import numpy as np
from numpy.typing import NDArray
from pydantic import Field, FiniteFloat, model_validator

from detente.language.current import gettext as _
from detente.language.shown import brief
from detente.ontology.fields import LARGEST, SMALLEST, Date, Number
from detente.scenario.file import MOST, Strict

FORMAT = "detente-fit"
VERSION = 1

MOST_TOGETHER = 400
"""Coefficients and baselines that are fitted together; their correlations are the square of it."""


class CoefficientEntry(Strict):
    """A coefficient of an effect: its law after the fit, and what stood before it."""

    name: str = Field(min_length=1, max_length=300)
    mean: Number
    sd: FiniteFloat = Field(ge=0, le=LARGEST)
    prior_mean: Number
    prior_sd: FiniteFloat = Field(ge=0, le=LARGEST)
    acts: int = Field(ge=0, description="event-days of the processes that it moves")


class BaselineEntry(Strict):
    """The logarithm of a process's rate as things stand, and the rate b of its memories."""

    name: str = Field(min_length=1, max_length=600)
    process: str
    mean: Number
    sd: FiniteFloat = Field(ge=0, le=LARGEST)
    usual: FiniteFloat = Field(ge=SMALLEST, lt=350, description="b, days a year")
    acts: int = Field(ge=0)


class TransitionEntry(Strict):
    """Of a transition: its hazard (its logarithm a day), a factor's coefficient, or a chance."""

    name: str = Field(min_length=1, max_length=600)
    state: str
    part: Literal["rate", "factor", "chance"]
    mean: Number
    sd: FiniteFloat = Field(ge=0, le=LARGEST)
    prior_mean: Number
    prior_sd: FiniteFloat = Field(ge=0, le=LARGEST)
    seen: int = Field(ge=0, description="moves of the record that it may have made")
    days: int = Field(ge=0, description="of a rate the days at risk, of a chance the occasions")


class SettingEntry(Strict):
    """A half-life that was found by profile likelihood, with the bounds of its 95 % interval."""

    effect: str
    key: str
    value: FiniteFloat = Field(gt=0, le=36525)
    low: FiniteFloat = Field(ge=0, le=LARGEST)
    high: FiniteFloat = Field(ge=0, le=LARGEST)
    stated: FiniteFloat


WarningKind = Literal[
    "few",
    "separated-up",
    "separated-down",
    "collinear",
    "missing",
    "closed",
    "flat",
    "constant",
    "either",
    "untold",
    "unstable",
    "unrecorded",
    "unexplained",
    "alike",
    "moves",
]


class WarningEntry(Strict):
    """What one should know before using the numbers (`detente.scenario.fitted.warned`)."""

    kind: WarningKind
    names: list[str] = Field(default=[])
    numbers: list[FiniteFloat] = Field(default=[])
    detail: str = ""


class CorrelationTable(Strict):
    """Correlations below the diagonal, row by row, of coefficients and baselines by name."""

    names: list[str] = Field(max_length=MOST_TOGETHER)
    lower: list[list[FiniteFloat]]

    @model_validator(mode="after")
    def _is_one(self) -> CorrelationTable:
        if len(set(self.names)) < len(self.names):
            raise ValueError(_("a name stands there twice"))
        if [len(row) for row in self.lower] != list(range(len(self.names))):
            raise ValueError(_("row n must hold n numbers, beginning with an empty row"))
        if any(abs(r) > 1 for row in self.lower for r in row):
            raise ValueError(_("a correlation lies in [−1, 1]"))
        if self.names and float(np.linalg.eigvalsh(self.matrix()).min()) < -1e-3:
            raise ValueError(_("these numbers cannot be correlations of one law together"))
        return self

    def matrix(self) -> NDArray[np.float64]:
        """The whole matrix."""
        found = np.eye(len(self.names))
        for i, row in enumerate(self.lower):
            found[i, :i] = found[:i, i] = row
        return found


class DrawsEntry(Strict):
    """Draws that are kept beside the laws, and are played in their place (`scenario.kept`)."""

    file: str = Field(min_length=1, max_length=300, description="the draws, a CSV file")
    claims: str = Field(description="credences that they hold for, as a fingerprint")
    origin: str = Field(
        min_length=1, max_length=300, description="folder of the scenario observed first"
    )
    files: list[str] = Field(max_length=MOST, description="its files")
    acts: str = Field(
        min_length=1, max_length=300, description="all acts from its as-of date on, a CSV file"
    )
    account: str = Field(
        min_length=1, max_length=300, description="what was observed last, as its JSON document"
    )
    seed: int = Field(ge=0, description="the seed of their chance indices")
    untold: list[str] = Field(
        [], max_length=MOST, description="processes of which the sources did not tell"
    )


class FitFile(Strict):
    """A fit: where it comes from, how it went, and the laws of what was fitted."""

    __repr__ = brief

    format: Literal["detente-fit"]
    version: Literal[1]
    scenario: str
    hash: str = Field(description="of the scenario at the fit")
    dataset: str
    since: Date = Field(description="first day that warmed the memories up")
    first: Date = Field(description="first day of the likelihood")
    last: Date
    published_until: Date | None = Field(
        None, description="acts that were published later are left out; none if all count"
    )
    missing_days: int = Field(ge=0)
    rows: int = Field(ge=0, description="days at risk, over all processes")
    acts: int = Field(ge=0, description="those of them that saw the act")
    log_likelihood: FiniteFloat
    log_likelihood_baselines: FiniteFloat
    steps: int = Field(ge=0)
    gradient: FiniteFloat = Field(ge=0, description="largest gradient at the end, in sd")
    pooling_sd: FiniteFloat | None = Field(
        None, description="τ: spread of the pooled baselines; none if none was pooled"
    )
    effects: dict[str, str] = Field({}, description="settings of the effects, as fingerprints")
    kept: dict[str, str] = Field({}, description="coefficients that keep their law, and why")
    earned: dict[str, FiniteFloat] = Field(
        {}, description="log-likelihood that is lost without the effect"
    )
    coefficients: list[CoefficientEntry] = Field([], max_length=MOST)
    baselines: list[BaselineEntry] = Field([], max_length=MOST)
    transitions: list[TransitionEntry] = Field([], max_length=MOST)
    states: dict[str, str] = Field(
        {}, description="settings of the states whose transitions were fitted, as fingerprints"
    )
    settings: list[SettingEntry] = Field([], max_length=MOST)
    warnings: list[WarningEntry] = Field([], max_length=MOST)
    draws: DrawsEntry | None = Field(
        default=None, description="draws that are played in the place of these laws; none of a fit"
    )
    correlation: CorrelationTable

    @model_validator(mode="after")
    def _names_are_there(self) -> FitFile:
        names = [name for name, _mean, _sd in self.laws()]
        if len(set(names)) < len(names):
            raise ValueError(_("a coefficient or baseline stands there twice"))
        for name in self.correlation.names:
            if name not in names:
                raise ValueError(
                    _("correlation names '{name}', which has no mean and sd").format(name=name)
                )
        if not self.since <= self.first <= self.last:
            raise ValueError(_("since, first and last are out of order"))
        return self

    def laws(self) -> list[tuple[str, float, float]]:
        """Name, mean and sd of coefficients, baselines and transitions."""
        return [
            *((each.name, each.mean, each.sd) for each in self.coefficients),
            *((each.name, each.mean, each.sd) for each in self.baselines),
            *((each.name, each.mean, each.sd) for each in self.transitions),
        ]

    def reference(self) -> str:
        """Where the numbers come from, as the reference of a coefficient."""
        return f"fitted on {self.dataset}, {self.first} to {self.last}: {self.acts:,} acts"

    def document(self) -> dict[str, object]:
        """Where it comes from, as plain data (docs/json.md)."""
        return {
            "dataset": self.dataset,
            "first": self.first.isoformat(),
            "last": self.last.isoformat(),
            "acts": self.acts,
            "coefficients": len(self.coefficients),
            "baselines": len(self.baselines),
            "transitions": len(self.transitions),
        }

    def text(self) -> str:
        """The file; the same fit gives the same bytes."""
        return "\n".join(_lines(self)) + "\n"


HEAD = (
    "# Coefficients fitted with `detente fit`. A scenario that says",
    '#     coefficients = "fit.toml"',
    "# draws from these laws. Changed effects need a new fit (docs/fit.md).",
)


LISTS = ("coefficients", "baselines", "transitions", "settings", "warnings")


def _lines(fit: FitFile) -> Iterator[str]:
    yield from HEAD
    plain = fit.model_dump(exclude_none=True)
    tables = {k: v for k, v in plain.items() if isinstance(v, dict)}
    lists = {k: v for k, v in plain.items() if k in LISTS}
    for key, value in plain.items():
        if key not in tables and key not in lists:
            yield f"{key} = {_toml(value)}"
    for key, table in tables.items():
        if table and key != "correlation":
            yield from ("", f"[{key}]")
            yield from (f"{_toml(name)} = {_toml(value)}" for name, value in table.items())
    for key, entries in lists.items():
        for entry in entries:
            yield from ("", f"[[{key}]]")
            yield from (f"{name} = {_toml(value)}" for name, value in entry.items())
    yield from ("", "[correlation]", "names = [")
    yield from (f"  {_toml(name)}," for name in fit.correlation.names)
    yield from ("]", "lower = [")
    yield from (f"  {_toml(row)}," for row in fit.correlation.lower)
    yield "]"


def _toml(value: object) -> str:
    if isinstance(value, str):
        kept = (c if c.isprintable() and c not in '"\\' else _escaped(c) for c in value)
        return '"' + "".join(kept) + '"'
    if isinstance(value, Mapping):
        return "{ " + ", ".join(f"{_toml(k)} = {_toml(v)}" for k, v in value.items()) + " }"
    if isinstance(value, Sequence):
        return "[" + ", ".join(_toml(part) for part in value) + "]"
    if isinstance(value, float):
        text = repr(value)
        return text if any(c in text for c in ".en") else f"{text}.0"
    return str(value)


def _escaped(character: str) -> str:
    if character in '"\\':
        return f"\\{character}"
    code = ord(character)
    return f"\\u{code:04x}" if code < 0x10000 else f"\\U{code:08x}"
