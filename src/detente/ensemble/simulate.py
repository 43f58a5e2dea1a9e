"""Play a scenario and reduce its paths."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from detente.baseline.coefficients import draw_matrix
from detente.ensemble._compiled_counts import count_numbers
from detente.ensemble.bins import BINS, scales
from detente.ensemble.branch import Branch
from detente.ensemble.courses import days_in_values, followed, window_means, windows
from detente.ensemble.design import Design, nested
from detente.ensemble.ensemble import Ensemble
from detente.ensemble.gathered import Gathered
from detente.ensemble.level_bins import LevelBins
from detente.ensemble.runner import Block, Runner, block_size
from detente.ensemble.setting import Setting
from detente.ensemble.size import check_size
from detente.errors import OutcomeError, ScenarioError
from detente.kernel.chronicle import Chronicle
from detente.kernel.compile import Compiled
from detente.kernel.stability import Elasticities, fault
from detente.language.current import gettext as _
from detente.language.format import integer, labelled
from detente.language.hints import did_you_mean
from detente.language.option import option
from detente.planes.moving import LEVEL
from detente.progress import Progress

if TYPE_CHECKING:
    from detente.scenario.scenario import Scenario

MOST_PATHS = 10_000_000


def check_paths(paths: int, most: int = MOST_PATHS) -> None:
    """Refuse a number of futures that cannot be played.

    Raises
    ------
    OutcomeError
        If it is not within its range.
    """
    if not 1 <= paths <= most:
        raise OutcomeError(
            _("{given}: give a number from 1 to {most}").format(
                given=option("--paths", paths), most=integer(most)
            )
        )


def check_request(scenario: Scenario, paths: int, seed: int, forced: Mapping[str, bool]) -> None:
    """Refuse what cannot be played.

    Raises
    ------
    OutcomeError
        If a claim is unknown or a number outside its range.
    """
    numbers: dict[str, object] = {"paths": paths, "seed": seed}
    for name, number in numbers.items():
        if type(number) is not int:
            raise OutcomeError(
                _("{given}: give a whole number").format(given=option(f"--{name}", repr(number)))
            )
    check_paths(paths)
    if not 0 <= seed < 2**64:
        raise OutcomeError(
            _("{given}: give a number from 0 to {most}").format(
                given=option("--seed", seed), most="2**64 - 1"
            )
        )
    known = [claim.id for claim in scenario.claims]
    for claim, value in forced.items():
        if claim not in known:
            raise OutcomeError(
                _("no claim '{claim}'").format(claim=claim) + did_you_mean(str(claim), known)
            )
        if not isinstance(value, bool):
            raise OutcomeError(
                _("claim '{claim}' is forced to {value}; give True or False").format(
                    claim=claim, value=repr(value)
                )
            )


def _check_stability(scenario: Scenario, compiled: Compiled, seed: int, design: Design) -> None:
    """Refuse acts that breed acts without end, at the means or in a draw that would be played.

    Raises
    ------
    ScenarioError
        With the spectral radius.
    """
    elasticities = Elasticities.of(compiled)
    if not elasticities.settles():
        wrong = fault(elasticities.radius(), _("at the means"))
        raise ScenarioError(labelled(scenario.where, wrong))
    for values in draw_matrix(compiled.coefficients, seed, np.unique(design.parameters)):
        if not elasticities.settles(values):
            raise ScenarioError(
                labelled(scenario.where, fault(elasticities.radius(values), _("in a draw")))
            )


class _Reduction:
    """Paths reduced to what an ensemble holds: see `Ensemble` for the arrays."""

    def __init__(self, compiled: Compiled, paths: int) -> None:
        days, watched = int(compiled.program.start[1]), len(compiled.watched)
        self.levels = [k for k, name in enumerate(compiled.watched) if name.startswith(LEVEL)]
        self.level_bins = LevelBins(self.levels, days)
        states = compiled.model.states.values()
        self.state_last = np.empty((paths, len(states)), dtype=np.uint8)
        most = max((len(state.values) for state in states), default=0)
        self.state_counts = np.zeros((len(states), days, most), dtype=np.int64)
        self.state_days = np.empty((paths, len(states), most), dtype=np.int32)
        self.scales = scales(compiled.watched)
        self.followed = [list(compiled.watched).index(n) for n in followed(compiled.watched)]
        shape = (paths, len(self.followed), windows(days).size - 1)
        self.courses = np.empty(shape, dtype=np.float32)
        self.first = np.empty((paths, len(compiled.outcomes)), dtype=np.int32)
        self.count = np.empty((paths, len(compiled.outcomes)), dtype=np.int32)
        self.truth = np.empty((paths, len(compiled.claims)), dtype=np.uint8)
        self.readings = np.empty((paths, len(compiled.readings)))
        self.path_mean = np.empty((paths, watched))
        self.last = np.empty((paths, watched))
        self.total = np.zeros((days, watched))
        self.histogram = np.zeros((len(self.scales), days, BINS), dtype=np.int64)
        self.gathered = Gathered(compiled)

    def put(self, block: Block) -> tuple[NDArray[np.float64], NDArray[np.uint8], Chronicle | None]:
        """Keep what each path has of its own, on any thread.

        Returns planes and states by day, and what happened.
        """
        part, watch = slice(block.begin, block.end), block.played.watch
        self.state_last[part] = block.played.states[:, -1]
        self.state_days[part] = days_in_values(block.played.states, self.state_days.shape[2])
        self.courses[part] = window_means(watch, self.followed)
        self.first[part] = block.played.first
        self.count[part] = block.played.count
        self.truth[part] = block.truth
        self.readings[part] = block.played.value
        self.last[part] = watch[:, -1, :]
        for path, course in enumerate(watch, start=block.begin):
            self.path_mean[path] = course.mean(axis=0)
        return watch, block.played.states, self.gathered.of(block)

    def add(self, watch: NDArray[np.float64], states: NDArray[np.uint8]) -> None:
        """Add to what is summed over paths, block after block."""
        if self.state_counts.size:
            count_numbers(states, self.state_counts)
        if self.levels:
            self.level_bins.add(watch)
        for course in watch:
            self.total += course  # path by path, in order: the same sum for any blocks
        days = self.histogram.shape[1]
        day = np.arange(days) * BINS
        for k, scale in enumerate(self.scales):
            bins = scale.bins(watch[:, :, k])
            flat = np.bincount((bins + day).ravel(), minlength=days * BINS)
            self.histogram[k] += flat.reshape(days, BINS)


def simulate(
    scenario: Scenario,
    *,
    paths: int = 10_000,
    seed: int = 1,
    until: dt.date | None = None,
    forced: Mapping[str, bool] | None = None,
    threads: int | None = None,
    block: int | None = None,
    progress: Progress | None = None,
    design: Design | None = None,
    branch: Branch | None = None,
) -> Ensemble:
    """Play `paths` futures; see `Scenario.simulate`.

    `design` overrides the indices of the draws, `block` the number of paths that are played
    together (which changes no result); `branch` has them part on a later day, or sets acts;
    `progress` is told how far it is.
    """
    forced = dict(forced or {})
    check_request(scenario, paths, seed, forced)
    days = scenario.days_until(until)
    compiled = scenario.compiled(days)
    design = design or nested(paths)
    check_size(compiled, design.paths, threads)
    _check_stability(scenario, compiled, seed, design)
    reduction = _Reduction(compiled, design.paths)
    setting = Setting(scenario, days, seed, forced, design, branch=branch)
    runner = Runner(setting, capacity=reduction.gathered.capacity)
    size = block or block_size(compiled)
    played = runner.blocks(reduction.put, size, threads=threads, progress=progress)
    for planes, states, happened in played:
        reduction.add(planes, states)
        reduction.gathered.add(happened)
    level_counts, level_scales = reduction.level_bins.trimmed()
    return Ensemble(
        scenario=scenario,
        seed=seed,
        days=days,
        forced=forced,
        design=design,
        first=reduction.first,
        count=reduction.count,
        truth=reduction.truth,
        path_mean=reduction.path_mean,
        last=reduction.last,
        daily_mean=reduction.total / design.paths,
        histogram=reduction.histogram,
        readings=reduction.readings,
        state_last=reduction.state_last,
        state_counts=reduction.state_counts,
        level_counts=level_counts,
        level_scales=tuple(level_scales),
        courses=reduction.courses,
        state_days=reduction.state_days,
        branched=branch,
        chronicle=reduction.gathered.made(),
    )
