"""A few kinds of future, how likely each is, and what tells it from the others."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from detente.errors import OutcomeError
from detente.language.current import gettext as _
from detente.language.current import use_language
from detente.language.option import option
from detente.language.safe import clean
from detente.language.shown import count, rows, shown
from detente.language.statement import statement
from detente.numerics.framed import Rows
from detente.ontology.titled import capital
from detente.storylines.chances import Chance, chances
from detente.storylines.differing import tells as tells_kinds
from detente.storylines.features import features
from detente.storylines.kinds import FEWEST, MOST, Tried, divide
from detente.storylines.marks import Mark, marks, names
from detente.storylines.tells import (
    Tell,
    claims_held,
    early_acts,
    early_days,
    looked_at,
    tells,
)

if TYPE_CHECKING:
    from detente.ensemble.ensemble import Ensemble
    from detente.scenario.scenario import Scenario

F64 = NDArray[np.float64]

QUARTILES = (0.25, 0.5, 0.75)


@dataclass(frozen=True, slots=True)
class Came:
    """An outcome in the futures of a kind.

    Attributes
    ----------
    outcome : str
    share, overall : float
        Share of the futures of the kind, and of all, in which it comes about.
    median : date or None
        Of the day on which it comes, in those of the kind that see it; None where none does.
    """

    outcome: str
    share: float
    overall: float
    median: dt.date | None


@dataclass(frozen=True, slots=True)
class Storyline:
    """A kind of future.

    Attributes
    ----------
    number : int
        From 1, the most likely first.
    futures : int
        How many of the ensemble are of it.
    probability : float
    interval : (float, float)
        95 % for all kinds together; see `detente.storylines.chances`.
    monte_carlo, parameter_sd : float
    marks : tuple of Mark
        What sets it apart, the strongest first; its name is made of them.
    example : int
        Path of the future that is nearest to the centre of the kind.
    outcomes : tuple of Came
    claims, acts : tuple of Tell
        Claims that hold, and acts that are seen early, which go with the kind or against it.
    courses : array of float64, shape (planes, 3, windows)
        Quartiles of relation indices and levels in the windows of the horizon.
    """

    number: int
    futures: int
    probability: float
    interval: tuple[float, float]
    monte_carlo: float
    parameter_sd: float
    marks: tuple[Mark, ...]
    example: int
    outcomes: tuple[Came, ...]
    claims: tuple[Tell, ...]
    acts: tuple[Tell, ...]
    courses: F64


@dataclass(frozen=True, slots=True, repr=False)
class Storylines:
    """The kinds into which the futures of an ensemble fall.

    Attributes
    ----------
    ensemble : Ensemble
    kinds : Rows of Storyline
        One alone where the futures do not fall into kinds.
    outcomes : tuple of str
        Those by whose dates the futures were compared.
    blocks : tuple of str
        What else they were compared by, of ``outcomes``, ``states`` and ``courses``.
    found : bool
        Whether the kinds stand apart and are stable; where not, there is one, or as many as were
        asked for.
    asked : int or None
        How many were asked for.
    tried : tuple of Tried
        Every number of kinds that was tried.
    label : array of int64, shape (paths,)
        Number of the kind of each future, from 1.
    points : array of float64, shape (paths, 2)
        The two directions in which futures differ most.
    early : date
        Acts up to this day are early.
    """

    ensemble: Ensemble
    kinds: Rows[Storyline]
    outcomes: tuple[str, ...]
    blocks: tuple[str, ...]
    found: bool
    asked: int | None
    tried: tuple[Tried, ...]
    label: NDArray[np.int64]
    points: F64
    early: dt.date

    @property
    def names(self) -> list[str]:
        """Names of the kinds, in the language in force."""
        if len(self.kinds) == 1:
            return [_("All futures")]
        return names(self.ensemble.scenario, [kind.marks for kind in self.kinds])

    def __repr__(self) -> str:
        """How many kinds, and how likely each is."""
        with use_language("en"):
            called = self.names
        lines = [
            f"{kind.probability:6.1%} [{kind.interval[0]:.1%}, {kind.interval[1]:.1%}]  {name}"
            for kind, name in zip(self.kinds, called, strict=True)
        ]
        how = "" if self.found else "; these do not stand apart"
        return shown(
            f"{type(self).__name__} of {self.ensemble.scenario.id}: "
            f"{count(len(self.kinds), 'kind')} of future{how}",
            *rows(lines, "kind"),
        )


def check_kinds(scenario: Scenario, kinds: int | None, outcomes: Sequence[str]) -> None:
    """Refuse what cannot be asked, before anything is played.

    Raises
    ------
    OutcomeError
        If the number is not from 2 to 8, or there is no such outcome.
    """
    if kinds is not None and not FEWEST <= kinds <= MOST:
        raise OutcomeError(
            _("{given}: give a number from {least} to {most}").format(
                given=option("--kinds", kinds), least=FEWEST, most=MOST
            )
        )
    for outcome in outcomes:
        scenario.outcome(outcome)


def storylines(
    ensemble: Ensemble,
    kinds: int | None = None,
    outcomes: Sequence[str] = (),
    *,
    threads: int | None = None,
) -> Storylines:
    """Divide futures into kinds; see `Ensemble.storylines`."""
    scenario = ensemble.scenario
    check_kinds(scenario, kinds, outcomes)
    used = tuple(dict.fromkeys(outcomes)) or tuple(o.id for o in scenario.outcomes if o.listed)
    compared = features(ensemble, used, alike=bool(outcomes))
    telling = None if outcomes else partial(tells_kinds, compared.subjects)
    division = divide(compared.points, kinds, telling)
    number = division.centre.shape[0]
    if kinds is not None and number != kinds:
        raise OutcomeError(
            _("{given}: the futures are too much alike to be divided so").format(
                given=option("--kinds", kinds)
            )
        )
    label, parameters = division.label, ensemble.design.parameters
    early: dict[str, NDArray[np.bool_]] = {}
    picked = looked_at(ensemble.paths)
    claims = claims_held(ensemble.setting, ensemble.truth)
    if number > 1:
        early = early_acts(ensemble.setting, picked, threads)
    several = number > 2
    made = []
    for k, chance in enumerate(chances(label, number, parameters)):
        kind = label == k
        away = np.square(compared.points - division.centre[k]).sum(axis=1)
        made.append(
            _storyline(
                ensemble,
                k,
                kind,
                chance,
                used,
                int(np.where(kind, away, np.inf).argmin()),
                tells("claim", claims, kind, parameters, against=several) if number > 1 else (),
                tells("act", early, kind[picked], parameters[picked], against=several),
            )
        )
    return Storylines(
        ensemble=ensemble,
        kinds=Rows(Storyline, made, key=lambda kind: str(kind.number)),
        outcomes=used,
        blocks=compared.blocks,
        found=any(each.kinds == number and each.found for each in division.tried),
        asked=kinds,
        tried=division.tried,
        label=label + 1,
        points=_plane(compared.points),
        early=ensemble.dates[early_days(ensemble.days) - 1],
    )


def _storyline(
    ensemble: Ensemble,
    k: int,
    kind: NDArray[np.bool_],
    chance: Chance,
    outcomes: Sequence[str],
    example: int,
    claims: tuple[Tell, ...],
    acts: tuple[Tell, ...],
) -> Storyline:
    courses = ensemble.courses[kind].astype(np.float64)
    quartiles = np.quantile(courses, QUARTILES, axis=0).transpose(1, 0, 2)
    return Storyline(
        number=k + 1,
        futures=int(kind.sum()),
        probability=chance.probability,
        interval=chance.interval,
        monte_carlo=chance.monte_carlo,
        parameter_sd=chance.parameter_sd,
        marks=() if kind.all() else marks(ensemble, outcomes, kind),
        example=example,
        outcomes=tuple(_came(ensemble, outcome, kind) for outcome in outcomes),
        claims=claims,
        acts=acts,
        courses=quartiles,
    )


def _came(ensemble: Ensemble, outcome: str, kind: NDArray[np.bool_]) -> Came:
    ids = [each.id for each in ensemble.scenario.outcomes]
    day = ensemble.first[kind, ids.index(outcome)]
    there = day[day >= 0]
    median = None
    if there.size:
        median = ensemble.dates[int(np.quantile(there, 0.5, method="inverted_cdf"))]
    return Came(outcome, float((day >= 0).mean()), ensemble.probability(outcome), median)


def _plane(points: F64) -> F64:
    """The two widest directions; the second is level where there is but one."""
    padded = np.zeros((points.shape[0], 2))
    padded[:, : min(2, points.shape[1])] = points[:, :2]
    return padded


def tell_named(scenario: Scenario, tell: Tell) -> str:
    """A claim as it asserts, or an act by its title, in the language in force."""
    words = scenario.words
    if tell.what == "claim":
        return statement(words.claim(tell.id))
    return capital(clean(words.prose(tell.id) if "@" in tell.id else words.process(tell.id)))
