"""Draws of beliefs, coefficients and moods that `observe` has left in a scenario's folder."""

from __future__ import annotations

import csv
import hashlib
import io
import json
import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from detente.claims.claim import Claim, Voice
from detente.claims.kept import KeptBeliefs
from detente.errors import ScenarioError
from detente.language.current import gettext as _
from detente.language.faults import Faults
from detente.language.hints import hint
from detente.planes.sample import Sample
from detente.scenario.csv_lines import other_fields, unreadable
from detente.scenario.file import ScenarioFile
from detente.scenario.fitted.file import DrawsEntry, FitFile
from detente.scenario.folder import Source

F64 = NDArray[np.float64]
I64 = NDArray[np.int64]

DRAW, WEIGHT, CHANCE = "draw", "weight", "chance"
CLAIM, COEFFICIENT, NUMBER = "claim ", "coefficient ", "number "
MOOD, MOOD_SD = "mood mean ", "mood sd "
"""What columns begin with: claims, coefficients, normal numbers, a mood's mean and sd."""


@dataclass(frozen=True, eq=False)
class KeptDraws:
    """Draws that are kept.

    Attributes
    ----------
    sample : Sample
        Of coefficients and rates.
    beliefs : KeptBeliefs
    moods : mapping of mood to array of float64, shape (beliefs, 2)
        Mean and standard deviation of each mood on the evening of the as-of date, in standard
        deviations of its law.
    numbers : mapping of str to array of float64, shape (beliefs,)
        The normal numbers that the draws were made with, in the scenario that was observed first.
    chance : array of int64, shape (draws,)
        Chance index of each draw there.
    """

    sample: Sample
    beliefs: KeptBeliefs
    moods: dict[str, F64]
    numbers: dict[str, F64]
    chance: I64

    def begin(self, seed: int, indices: I64, parameters: I64, moods: Sequence[str]) -> F64:
        """Mean and sd with which moods begin on each path, shape (paths, moods, 2)."""
        rows = self.beliefs.rows(seed, indices, parameters)
        found = np.empty((rows.size, len(moods), 2))
        found[:] = (0.0, 1.0)
        for i, mood in enumerate(moods):
            if mood in self.moods:
                found[:, i] = self.moods[mood][rows]
        return found


def claims_fingerprint(claims: Sequence[Claim], voices: Sequence[Voice]) -> str:
    """Sixteen hexadecimal digits of what is believed: credences, and what they hang on."""
    keys = (
        "id", "voice", "credence", "credence_otherwise", "given", "cases", "excludes", "implies",
        "equivalent",
    )  # fmt: skip
    told = [
        {k: v for k, v in claim.model_dump(mode="json").items() if k in keys} for claim in claims
    ]
    text = json.dumps([told, [[voice.id, voice.correlation] for voice in voices]], sort_keys=True)
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def read_kept(
    text: str,
    where: str,
    entry: DrawsEntry,
    claims: Sequence[Claim],
    voices: Sequence[Voice],
    laws: Sequence[str],
) -> KeptDraws:
    """Read the draws that a file of coefficients names.

    Parameters
    ----------
    text : str
        Of the CSV file, which has a line for each belief of each draw; what a draw's further lines
        leave empty is as in its first.
    where : str
        What messages call it.
    entry : DrawsEntry
    claims, voices
        Of the scenario.
    laws : sequence of str
        Names of the coefficients of which the file has laws.

    Raises
    ------
    ScenarioError
        If it cannot be read, or the claims are no longer those that were observed.
    """
    if claims_fingerprint(claims, voices) != entry.claims:
        raise ScenarioError(
            _(
                "{where}: the claims have changed since they were observed, and the draws no "
                "longer hold for them{more}"
            ).format(where=where, more=hint(remedy(entry)))
        )
    names, table = _table(text, where)
    found = _Columns(names, table, where)
    missing = [f"{CLAIM}{c.id}" for c in claims] + [f"{COEFFICIENT}{name}" for name in laws]
    for name in (DRAW, WEIGHT, CHANCE, *missing):
        if name not in found.at:
            raise ScenarioError(
                _("{where}: no column '{name}'{more}").format(
                    where=where, name=name, more=hint(remedy(entry))
                )
            )
    return found.kept([claim.id for claim in claims], list(laws))


def remedy(entry: DrawsEntry) -> str:
    """What to do where draws no longer fit the scenario beside them."""
    return _(
        "take the table [draws] out of the file of coefficients, and credences and coefficients "
        "are drawn one by one; or change the scenario in {folder}, and observe from there"
    ).format(folder=entry.origin)


def _table(text: str, where: str) -> tuple[list[str], F64]:
    """The header and the numbers; cells that are left empty are those of the line above."""
    faults = Faults(ScenarioError)
    reader = csv.reader(io.StringIO(text))
    rows: list[list[float]] = []
    names: list[str] = []
    try:
        names = next(reader, [])
        above = [math.nan] * len(names)
        for cells in reader:
            place = _("{where}: line {line}").format(where=where, line=reader.line_num)
            if len(cells) != len(names):
                faults.tell(other_fields(place, len(cells), len(names)))
                continue
            above = [_number(c, a) for c, a in zip(cells, above, strict=True)]
            for name, cell, number in zip(names, cells, above, strict=True):
                if not math.isfinite(number):
                    faults.tell(
                        _("{place}: {name} '{cell}' is no number").format(
                            place=place, name=name, cell=cell
                        )
                    )
            rows.append(above)
    except csv.Error as error:
        faults.tell(unreadable(where, reader.line_num, error))
    faults.settle()
    if not rows:
        raise ScenarioError(_("{where}: no draw stands in it").format(where=where))
    return names, np.array(rows)


def _number(cell: str, above: float) -> float:
    try:
        return float(cell) if cell else above
    except ValueError:
        return math.nan


class _Columns:
    """Columns of numbers by name."""

    def __init__(self, names: list[str], table: F64, where: str) -> None:
        self.at = {name: i for i, name in enumerate(names)}
        self.table, self.where = table, where

    def __getitem__(self, name: str) -> F64:
        return self.table[:, self.at[name]]

    def beginning(self, prefix: str) -> dict[str, F64]:
        """Columns whose names begin so, by what follows."""
        return {n.removeprefix(prefix): self[n] for n in self.at if n.startswith(prefix)}

    def kept(self, claims: list[str], laws: list[str]) -> KeptDraws:
        draw, weight = self[DRAW], self[WEIGHT]
        truth = np.column_stack([np.empty((draw.size, 0)), *(self[f"{CLAIM}{c}"] for c in claims)])
        first = np.flatnonzero(np.diff(draw, prepend=-1.0))
        for wrong, text in (
            ((weight <= 0.0) | (weight > 1e300), _("weights are positive numbers")),
            (~np.isin(truth, (0.0, 1.0)).all(axis=1), _("a claim is 1 or 0")),
            (draw != np.repeat(np.arange(first.size), np.diff(first, append=draw.size)),
             _("draws are numbered from 0 on, those of one beside one another")),
        ):  # fmt: skip
            if wrong.any():
                raise ScenarioError(
                    _("{where}: line {line}: {error}").format(
                        where=self.where, line=int(np.argmax(wrong)) + 2, error=text
                    )
                )
        each = np.add.reduceat(weight, first)
        sample = Sample(
            tuple(laws),
            np.column_stack(
                [np.empty((first.size, 0)), *(self[f"{COEFFICIENT}{n}"][first] for n in laws)]
            ),
            each / each.sum(),
        )
        ends = np.append(first, draw.size)
        beliefs = KeptBeliefs(
            sample, tuple(claims), truth.astype(np.uint8), ends,
            weight / np.repeat(each, np.diff(ends)),
        )  # fmt: skip
        spread = self.beginning(MOOD_SD)
        moods = {
            name: np.column_stack([mean, np.maximum(spread[name], 0.0)])
            for name, mean in self.beginning(MOOD).items()
            if name in spread
        }
        chance = self[CHANCE][first].astype(np.int64)
        return KeptDraws(sample, beliefs, moods, self.beginning(NUMBER), chance)


def kept_draws(
    source: Source, file: ScenarioFile, fit: FitFile, texts: dict[str, str]
) -> KeptDraws | None:
    """The draws that a file of coefficients names, or None; what is read is added to `texts`."""
    entry = fit.draws
    if entry is None:
        return None
    text = texts[entry.file] = source.text(entry.file, f"{file.coefficients}: draws: file")
    for name in (*(f"{entry.origin}/{each}" for each in entry.files), entry.acts, entry.account):
        texts[name] = source.text(name, f"{file.coefficients}: draws")
    laws = [name for name, _mean, _sd in fit.laws()]
    where = f"{source.name}/{entry.file}"
    return read_kept(text, where, entry, file.claims, file.voices, laws)
