"""The self-check of the rates: whether the scenario plays those that it states."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from detente.baseline.coefficients import draw_matrix
from detente.baseline.standing import standing
from detente.check.cause import Cause, blame, held, told
from detente.check.effort import affordable
from detente.check.staying import staying
from detente.ensemble.design import nested
from detente.ensemble.runner import BLOCK_BYTES, Block, Runner, paths_within
from detente.ensemble.setting import Setting
from detente.kernel.compile import Compiled
from detente.kernel.stability import Elasticities, fault
from detente.language.current import gettext as _
from detente.language.format import decimal, general
from detente.planes.process import Process
from detente.planes.rate import YEAR
from detente.progress import Progress

if TYPE_CHECKING:
    from detente.scenario.scenario import Scenario

LOWEST, HIGHEST = 0.8, 1.25
DRAWS = 200

PATHS, CAUSE_PATHS = 1024, 512
"""Futures that are played, and that are played without an effect that may move a rate."""

WORK = 1e8
"""Days of processes that are played at most, for either."""


@dataclass(frozen=True, slots=True)
class PlayedRate:
    """The rate of a process, days a year: as stated or fitted, and as played."""

    stated: float
    played: float

    @property
    def ratio(self) -> float:
        """Played over stated."""
        return self.played / self.stated

    @property
    def kept(self) -> bool:
        """Whether the two are close enough."""
        return LOWEST <= self.ratio <= HIGHEST


@dataclass(frozen=True, slots=True)
class Background:
    """What the scenario does as long as things stand as they do.

    Attributes
    ----------
    rates : dict of process to PlayedRate
        Of every process that is at risk on some day.
    causes : dict of process to tuple of Cause
        What moves the rates that lie too far from what is stated.
    radius, largest_radius : float
        Spectral radius at the means, and the largest over parameter draws.
    silent : float
        Share of paths without any act.
    saturated : float
        Share of paths on which some process acts on more than half of its days.
    paths : int
    """

    rates: dict[str, PlayedRate]
    causes: dict[str, tuple[Cause, ...]]
    radius: float
    largest_radius: float
    silent: float
    saturated: float
    paths: int

    @property
    def ratio(self) -> dict[str, float]:
        """Played over stated rate by process."""
        return {process: rate.ratio for process, rate in self.rates.items()}

    def faults(self, *, rates: bool = True) -> list[str]:
        """What makes it unfit to be played; with or without rates that it does not keep."""
        found = [
            _(
                "process '{process}': plays {played} days a year, {ratio} of its rate {stated} "
                "(must lie in {lowest}–{highest}): {why}"
            ).format(
                process=process,
                played=general(rate.played, 3),
                ratio=decimal(rate.ratio, 2),
                stated=general(rate.stated, 3),
                lowest=general(LOWEST),
                highest=general(HIGHEST),
                why=blame(self.causes.get(process, ())),
            )
            for process, rate in self.rates.items()
            if rates and not rate.kept
        ]
        for name, radius in (
            (_("at the means"), self.radius),
            (_("in a draw"), self.largest_radius),
        ):
            if radius >= 1.0:
                found.append(fault(radius, name))
                break
        return found


@dataclass(frozen=True, slots=True)
class _Realised:
    """What a block did: sum of the daily probabilities of each process; paths counted."""

    hazard: NDArray[np.float64]
    silent: int
    saturated: int


def check_background(
    scenario: Scenario, *, paths: int = PATHS, seed: int = 1, progress: Progress | None = None
) -> Background:
    """Play the scenario as things stand and stay, at the coefficients' means.

    Claims are drawn at their credences, or all false for rates that are stated so; see `staying`
    for the rest. The luck of the beliefs that were drawn is taken off, so that what is left of
    the difference is what the play itself does to the rate.
    """
    paths = affordable(scenario.compiled(), paths, WORK)
    at_risk = [p for p in scenario.processes if p.first_day <= p.last_day]
    groups: dict[tuple[str, int], list[Process]] = {}
    for process in at_risk:
        groups.setdefault((process.rate.holds, max(process.first_day, 0)), []).append(process)
    rates: dict[str, PlayedRate] = {}
    causes: dict[str, tuple[Cause, ...]] = {}
    silent = saturated = 0
    done = 0

    def told(now: int, total: int) -> None:
        if progress is not None:
            progress(done + now, total * len(groups))

    for (holds, day), members in groups.items():
        stays = staying(scenario.compiled(), day)
        found = _played(scenario, stays, holds, paths, seed, told)
        silent, saturated = max(silent, found.silent), max(saturated, found.saturated)
        done += paths
        stated = _stated(stays)
        played = {p.id: PlayedRate(stated[p.id], found.rates[p.id]) for p in members}
        rates |= played
        off = [p for p, rate in played.items() if not rate.kept]
        if off:
            causes |= _causes(scenario, stays, day, holds, {p: played[p] for p in off}, seed)
    radius, largest = radii(scenario, seed)
    return Background(
        {p.id: rates[p.id] for p in at_risk},
        causes,
        radius,
        largest,
        silent / paths,
        saturated / paths,
        paths,
    )


@dataclass(frozen=True, slots=True)
class _Played:
    """Days a year by process, and silent and saturated paths."""

    rates: dict[str, float]
    silent: int
    saturated: int


def _stated(compiled: Compiled) -> dict[str, float]:
    """Days a year that the means of the baselines say, by process."""
    columns = zip(compiled.processes, compiled.program.alpha, strict=True)
    means = {process: compiled.coefficients[i].draw.mean for process, i in columns}
    return {process: -YEAR * float(np.expm1(-np.exp(mean))) for process, mean in means.items()}


def _played(
    scenario: Scenario,
    compiled: Compiled,
    holds: str,
    paths: int,
    seed: int,
    progress: Progress | None = None,
) -> _Played:
    """Play things as they stay; a process that is never at risk has no rate."""
    days, rows = int(compiled.program.start[1]), len(compiled.rows)
    setting = Setting(scenario, days, seed, {}, nested(paths))
    truth = setting.beliefs()
    if holds == "claims-false":
        truth = np.zeros_like(truth)
    at_risk = np.maximum(compiled.program.last_day - compiled.program.first_day + 1, 0)
    capacity = days * rows
    runner = Runner(setting, compiled, truth=truth, central=True, tally=True, capacity=capacity)

    def reduce(block: Block) -> _Realised:
        silent = saturated = 0
        for acts in block.acts:
            count = np.bincount(acts % rows, minlength=rows)[: len(at_risk)]
            silent += int(count.sum() == 0)
            saturated += int(bool((count > 0.5 * np.maximum(at_risk, 1)).any()))
        return _Realised(block.played.hazard.sum(axis=0), silent, saturated)

    hazard = np.zeros(len(at_risk))
    silent = saturated = 0
    for each in runner.blocks(reduce, paths_within(BLOCK_BYTES, 4 * capacity), progress=progress):
        hazard += each.hazard
        silent += each.silent
        saturated += each.saturated
    luck = standing(scenario).luck(truth)
    rates = {
        process: YEAR * float(hazard[row] / (paths * at_risk[row]) / luck[row])
        for row, process in enumerate(compiled.processes)
        if at_risk[row] > 0
    }
    return _Played(rates, silent, saturated)


def _causes(
    scenario: Scenario,
    stays: Compiled,
    day: int,
    holds: str,
    off: Mapping[str, PlayedRate],
    seed: int,
) -> dict[str, tuple[Cause, ...]]:
    """Play without each effect that may move the rates that are off, and see which does."""
    kinds = {effect.id: effect for effect in scenario.effects}
    rest = holds == "claims-false"
    paths = affordable(stays, CAUSE_PATHS, WORK)
    without = {
        name: _played(scenario, still, holds, paths, seed).rates
        for name, still in held(stays, day, list(off), rest=rest)
    }
    once = standing(scenario).once_a_day() if not rest else {}
    found = {}
    for process, rate in off.items():
        options = [
            Cause.of(kinds[name], rate.ratio, rates[process] / rate.stated, rest=rest)
            for name, rates in without.items()
        ]
        if process in once:
            options.append(Cause.once(rate.ratio / once[process]))
        found[process] = told(options, rate.ratio)
    return found


def radii(scenario: Scenario, seed: int) -> tuple[float, float]:
    """Spectral radius at the means, and the largest over parameter draws."""
    compiled = scenario.compiled()
    elasticities = Elasticities.of(compiled)
    draws = draw_matrix(compiled.coefficients, seed, np.arange(DRAWS, dtype=np.int64))
    return elasticities.radius(), max(elasticities.radius(values) for values in draws)
