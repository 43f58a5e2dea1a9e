"""Fit a scenario's coefficients and baselines on the record."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from detente.baseline.beliefs import believed
from detente.effects.base import Effect
from detente.effects.weekday import Weekday
from detente.errors import EstimationError, InputError
from detente.fitting import likelihood
from detente.fitting.design import Design, candidates, design
from detente.fitting.earned import baselines_alone, earned
from detente.fitting.history import (
    History,
    ObservedActs,
    admitting,
    observed,
    take_history,
    windowed,
)
from detente.fitting.moves import factors_of, moves_of
from detente.fitting.prior import Prior
from detente.fitting.profile import THRESHOLD, Profile, ProfiledSetting, asked, search, together
from detente.fitting.result import Fit
from detente.fitting.solve import Solution, solve
from detente.fitting.state import FitState
from detente.fitting.transitions import Found, fit_moves
from detente.fitting.trouble import (
    MANY_MISSING,
    check_acts,
    check_converged,
    collinear,
    kinked,
    separated,
    unstable,
)
from detente.fitting.unknown import Untold, course_of, replay_of, unknown_levels, untold
from detente.fitting.written import Findings, written
from detente.language.current import gettext
from detente.language.current import gettext as _
from detente.language.format import integer
from detente.language.hints import quoted
from detente.language.option import option
from detente.numerics.memory import check_memory
from detente.planes.fitted import Fitted, Law
from detente.planes.model import Draw
from detente.scenario.fitted.file import MOST_TOGETHER, WarningEntry
from detente.scenario.fitted.settings import half_lives, with_half_life
from detente.scenario.folder import Memory
from detente.scenario.replay import Replay
from detente.states.known import NOT_TOLD, Course

if TYPE_CHECKING:
    from detente.events.store.store import Store
    from detente.progress import Stage
    from detente.scenario.scenario import Scenario

STILL = 1e-7
"""Change of a weekday's coefficient at which its plane is right."""

ROUNDS = 30


@dataclass(frozen=True, slots=True)
class FitSize:
    """What a fit is about to take, known before it begins."""

    rows: int
    processes: int
    coefficients: int
    bytes: int


@dataclass(slots=True)
class Fitting:
    """A fit about to be made: the scenario, the record, and what is searched for."""

    scenario: Scenario
    history: History
    settings: list[ProfiledSetting]
    effects: list[Effect]
    laws: dict[str, Law]
    given: ObservedActs
    replay: Replay | None = None
    """Its states on the days of the record"""
    course: Course = NOT_TOLD
    left_out: Untold | None = None
    """Days at risk that hang on what is not known, and are no longer in `given`"""
    by_record: bool = False
    """Whether memories are judged by what is usual in the record, as in a fit that is kept"""

    @classmethod
    def of(cls, scenario: Scenario, history: History, profile: Sequence[str] = ()) -> Fitting:
        """Prepare a fit.

        Raises
        ------
        InputError
            If a setting is unknown, or the scenario is too large to be fitted.
        """
        settings = asked(scenario.effects, profile)
        before = windowed(scenario, history)
        if len(before.processes) > MOST_TOGETHER:
            raise InputError(
                _(
                    "{processes} processes are too many to be fitted together; at most {most}"
                ).format(processes=integer(len(before.processes)), most=MOST_TOGETHER)
            )
        acts = observed(before.processes, history)
        replay = replay_of(scenario, history)
        course = course_of(scenario, history, replay)
        left_out = untold(windowed(scenario, history, course=course), acts)
        given = ObservedActs(acts.acts, acts.known & ~left_out.days)
        effects = list(scenario.effects)
        return cls(scenario, history, settings, effects, {}, given, replay, course, left_out)

    def before(self) -> Scenario:
        """The scenario as it stood before the days of the likelihood."""
        found = windowed(
            self.scenario,
            self.history,
            self.effects,
            by_record=self.by_record,
            course=self.course,
        )
        return replace(found, laws=Fitted(self.laws, "profile")) if self.laws else found

    def size(self) -> FitSize:
        """Rows and bytes that the fit will take, at most."""
        compiled = self.before().compiled()
        rows, k = int(self.given.known.sum()), len(candidates(compiled))
        processes = int(self.given.known.any(axis=0).sum())
        planes = len(compiled.planes) * self.history.days
        parameters = processes + k
        return FitSize(rows, processes, k, 8 * (rows * (4 * k + 12) + planes + 6 * parameters**2))

    def state(self) -> FitState:
        """Build the rows under the effects and laws in force."""
        before = self.before()
        rows = design(before, self.given, now=self._now(before))
        processes = tuple(before.processes[i] for i in rows.processes)
        measured = tuple(entry.id for entry in self.scenario.file.processes if entry.rate is None)
        own = [self.scenario.processes[i] for i in rows.processes]
        stated = tuple(
            admitting(p, p.rate, self.history) if self.by_record else p.rate.log_moments()
            for p in own
        )
        return FitState(before, self._as_stated(rows), processes, stated, measured)

    def _now(self, before: Scenario) -> Scenario:
        """The scenario that is played, whose rates hold at its start, as it is fitted."""
        rates = {p.id: p.rate for p in before.processes}
        return replace(
            self.scenario,
            processes=tuple(replace(p, rate=rates[p.id]) for p in self.scenario.processes),
            effects=before.effects,
            laws=before.laws,
            _compiled={},
        )

    def _as_stated(self, rows: Design) -> Design:
        """Priors as the scenario states them, whatever means the planes were made with."""
        stated = {d.name: d for d in candidates(windowed(self.scenario, self.history).compiled())}

        def own(draw: Draw) -> Draw:
            return stated.get(draw.name, draw)

        return replace(rows, draws=tuple(own(draw) for draw in rows.draws))

    def settled(self, spread: float | None = None) -> tuple[FitState, float | None, Solution]:
        """The mode, and the law about it."""
        state, tau, solution = self._at_rest(spread)
        law = state.prior(1.0 if tau is None else tau)
        return state, tau, solve(state.design, law, solution.values, exact=True)

    def _at_rest(self, spread: float | None) -> tuple[FitState, float | None, Solution]:
        """Solve; again until planes that depend on a coefficient's mean (weekday) agree with it."""
        state = self.state()
        names = {f"{effect.id}.theta" for effect in self.effects if isinstance(effect, Weekday)} & {
            draw.name for draw in state.design.draws
        }
        tau, solution = state.solve(spread)
        for _round in range(ROUNDS if names else 0):
            n, moved = len(state.processes), 0.0
            for k, draw in enumerate(state.design.draws):
                if draw.name in names:
                    mean = float(solution.values[n + k])
                    old = self.laws[draw.name].mean if draw.name in self.laws else draw.mean
                    moved = max(moved, abs(mean - old))
                    self.laws[draw.name] = Law(min(mean, 1.2), draw.sd)
            if moved < STILL:
                break
            state = self.state()
            solution = state.again(tau, solution)
        return state, tau, solution

    def put(self, setting: ProfiledSetting, value: float) -> None:
        """Give a setting a value."""
        if setting.key == THRESHOLD:
            self.laws[f"{setting.effect}.{THRESHOLD}"] = Law(value, 0.0)
            return
        self.effects = [
            with_half_life(effect, setting.key, value) if effect.id == setting.effect else effect
            for effect in self.effects
        ]

    def run(self, stage: Stage | None = None) -> Fit:
        """Make the fit.

        Raises
        ------
        EstimationError
            If nothing sensible can be given: too few acts, no convergence, coefficients that
            neither the record nor a prior holds. It names the effects.
        """
        self.by_record = True
        state, spread, solution = self.settled()
        moved, unexplained = self._moves(state)
        warnings = []
        if state.design.rows or not moved.entries:
            self._check_told(state)
            warnings = check_acts(state.design)
        profiles = self._profiles(spread, stage)
        if profiles:
            state, spread, solution = self.settled()
        n = len(state.processes)
        law = state.prior(1.0 if spread is None else spread)
        sd = law.sd()
        gradient = self._gradient(state, law, solution)
        check_converged(state.design, state.processes, solution, gradient)
        warnings += separated(state.design, sd[n:])
        warnings += collinear(state.design, solution, sd[n:])
        warnings += kinked(state.design, solution, sd[n:])
        warnings += self._warnings(state, profiles)
        warnings += [
            WarningEntry(kind="unexplained", names=[name], numbers=[float(number)])
            for name, number in unexplained.items()
        ]
        warnings += [WarningEntry(kind="alike", names=names) for names in moved.alike]
        progress = None if stage is None else stage(gettext("what each effect earns"))
        findings = Findings(
            scenario=self.scenario,
            history=self.history,
            effects=self.effects,
            compiled=state.scenario.compiled(),
            design=state.design,
            processes=state.processes,
            prior=law,
            solution=solution,
            spread=spread,
            gradient=float(np.abs(gradient).max(initial=0.0)),
            warnings=warnings,
            earned=earned(state.design, law, solution, progress),
            alone=baselines_alone(state.design, law, solution),
            profiles=profiles,
            untold=self._untold(),
            moved=moved,
            left_out=self.left_out,
        )
        found = Fit(self.scenario, written(findings), tuple(profiles), law.mean, sd)
        more = unstable(found.applied().compiled())
        return replace(found, file=found.file.model_copy(update={"warnings": [*warnings, *more]}))

    def _check_told(self, state: FitState) -> None:
        """Refuse a fit of which nothing is left, since states or levels are not known.

        Raises
        ------
        EstimationError
            With their ids, and what would tell them.
        """
        if state.design.rows or self.left_out is None or not self.left_out.waiting:
            return
        names = tuple(self.left_out.waiting)
        raise EstimationError(
            _(
                "nothing can be fitted: every process waits for {names}, of which the record does "
                "not tell in these days; give their values in a history (history = "
                '"history.csv", with lines date,id,value,note,reference)'
            ).format(names=quoted(names)),
            names,
        )

    def _moves(self, state: FitState) -> tuple[Found, dict[str, int]]:
        """Hazards and chances of the states, and how many changes nothing explains."""
        found = Found()
        if self.replay is None:
            return found, {}
        compiled = state.scenario.compiled()
        beliefs = believed(state.scenario)
        levels = unknown_levels(state.scenario, self.history.first, self.history.days)
        every = moves_of(compiled, self.given.acts, self.replay, levels, beliefs)
        found = fit_moves(every, compiled, beliefs)
        for name in self.replay.hidden:
            for move in compiled.model.states[name].stated:
                parts = [c for _value, c in move.to]
                parts += factors_of(move, compiled.model)
                drawn = [*parts, move.rate] if move.rate is not None else parts
                found.kept.update(
                    {c.draw.name: "unrecorded" for c in drawn if c.draw.basis != "definition"}
                )
        return found, {each.state: each.unexplained for each in every if each.unexplained}

    @staticmethod
    def _gradient(state: FitState, law: Prior, solution: Solution) -> np.ndarray:
        """What is left of the gradient of the log-posterior, in posterior standard deviations."""
        n = len(state.processes)
        point = likelihood.point(state.design, solution.values[:n], solution.values[n:])
        gradient = np.zeros(solution.values.shape[0])
        off = (solution.values - law.mean)[law.free]
        gradient[law.free] = point.gradient[law.free] - law.precision @ off
        return np.asarray(gradient * solution.sd)

    def _profiles(self, spread: float | None, stage: Stage | None) -> list[Profile]:
        """Search one setting after the other; several then together, since they may hang together.

        The course of each is then that with the others at their best.
        """
        if not self.settings:
            return []
        now = [setting.stated for setting in self.settings]

        def log_posterior(values: Sequence[float]) -> float:
            for setting, value in zip(self.settings, values, strict=True):
                self.put(setting, value)
            _state, _tau, solution = self._at_rest(spread)
            return solution.log_posterior + sum(map(self._density, self.settings, values))

        def look() -> list[Profile]:
            found = []
            for i, setting in enumerate(self.settings):
                progress = None if stage is None else stage(f"{setting.effect}.{setting.key}")

                def alone(value: float, i: int = i) -> float:
                    return log_posterior([*now[:i], value, *now[i + 1 :]])

                found.append(search(setting, alone, progress, now[i]))
                now[i] = found[-1].best
            return found

        found = look()
        if len(self.settings) > 1:
            now = together(self.settings, log_posterior, now)
            found = look()
        for profile in found:
            self.put(profile.setting, profile.setting.stated)
        for profile in found:
            self.put(profile.setting, self._chosen(profile))
        return found

    def _chosen(self, profile: Profile) -> float:
        """The best value; the stated one where the record says nothing, or another has it."""
        setting = profile.setting
        own = next(effect for effect in self.effects if effect.id == setting.effect)
        others = [h for key, h in half_lives(own).items() if key != setting.key]
        return profile.best if profile.said and profile.best not in others else setting.stated

    def _at_risk(self) -> np.ndarray:
        """Days at risk of which the record tells, whatever else is known."""
        return observed(self.before().processes, self.history).known

    def _density(self, setting: ProfiledSetting, value: float) -> float:
        if setting.key != THRESHOLD:
            return 0.0
        effect = next(e for e in self.scenario.effects if e.id == setting.effect)
        quantity = effect.threshold  # type: ignore[attr-defined]
        return float(-0.5 * ((value - quantity.mean) / quantity.sd) ** 2)

    def _untold(self) -> dict[str, str]:
        """Processes of which the record cannot tell, and why."""
        from detente.scenario.record.kinds import kind_of

        return {
            process.id: self.history.untold[kind]
            for process in self.scenario.processes
            if (kind := kind_of(process)) in self.history.untold
        }

    def _warnings(self, state: FitState, profiles: Sequence[Profile]) -> list[WarningEntry]:
        found = []
        share = self.history.missing_days / self.history.days
        if share > MANY_MISSING:
            found.append(WarningEntry(kind="missing", numbers=[share]))
        for effect, count in state.design.closed.items():
            found.append(WarningEntry(kind="closed", names=[effect], numbers=[float(count)]))
        if self.left_out is not None and self.left_out.waiting:
            lost = int((self.left_out.days & self._at_risk()).sum())
            names = list(self.left_out.waiting)
            found.append(WarningEntry(kind="unrecorded", names=names, numbers=[float(lost)]))
        flat = [f"{p.setting.effect}.{p.setting.key}" for p in profiles if not p.said]
        if flat:
            found.append(WarningEntry(kind="flat", names=flat))
        if not state.design.draws:
            found.append(WarningEntry(kind="constant" if state.design.rows else "moves"))
        gone: dict[str, list[str]] = {}
        for process, why in self._untold().items():
            gone.setdefault(why, []).append(process)
        for why, names in gone.items():
            found.append(WarningEntry(kind="untold", names=names, detail=why))
        return found


def bare(scenario: Scenario) -> Scenario:
    """The scenario with every coefficient as stated, whatever fit it names."""
    if scenario.fitted is None:
        return scenario
    from detente.scenario.read import read

    stated = read(Memory(scenario.texts, scenario.where.rpartition("/")[0]), fitted=False)
    return replace(stated, store=scenario.store)


def fit(
    scenario: Scenario,
    *,
    store: str | Path | Store | None = None,
    dataset: str | None = None,
    first: dt.date | None = None,
    last: dt.date | None = None,
    published_until: dt.date | None = None,
    profile: Sequence[str] = (),
    stage: Stage | None = None,
    announce: Callable[[FitSize], None] | None = None,
) -> Fit:
    """Estimate the coefficients and baselines of a scenario; see `detente.fit`."""
    own = bare(scenario)
    history = take_history(own, store, dataset, first, last, published_until)
    fitting = Fitting.of(own, history, profile)
    size = fitting.size()
    check_memory(
        size.bytes,
        f"{size.rows:,} days at risk with {size.coefficients} coefficients take",
        _("choose fewer days ({first})").format(first=option("--from", argument="first")),
    )
    if announce is not None:
        announce(size)
    return fitting.run(stage)
