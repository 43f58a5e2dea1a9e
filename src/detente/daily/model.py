"""The daily model: who does what to whom on a day, for many actors at once."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from textwrap import shorten
from typing import TYPE_CHECKING

import numpy as np

from detente.daily.arrays import F64, World
from detente.daily.build import build
from detente.daily.coefficients import Coefficients, coefficients
from detente.daily.diagnose import enough_acts
from detente.daily.effects import Effect, Intercept
from detente.daily.estimate import Mode, Step, maximise
from detente.daily.forecast import Score, chances, scored
from detente.daily.passes import Passes
from detente.daily.plan import Plan
from detente.daily.rates import usual_rates
from detente.daily.record import Record, read_record
from detente.daily.size import Size, check_fits, measure, sample, world_bytes
from detente.daily.tell import Progress, size_line, step_line, teller
from detente.errors import InputError
from detente.numerics.arguments import (
    day,
    flag,
    listed,
    positive,
    real,
    seeded,
    shown,
    whole,
)
from detente.numerics.estimates import Estimated, Estimates
from detente.numerics.information import inverse
from detente.numerics.threads import worker_count

if TYPE_CHECKING:
    import polars as pl


class DailyModel(Estimated):
    """Chance of an act of each class, for each dyad and day: 1 − exp(−exp(η)).

    Parameters
    ----------
    effects : sequence of Effect
        Each once; the intercept is there without being named.
    half_lives : sequence of float
        Days; for effects with memories that name none of their own.
    by_class : bool
        Whether each class of acts has its own coefficients; otherwise directed classes share all
        but the intercept, and so do joint ones.
    prior_acts : float
        c of the log-level log((c + M)/(c + M̄)), in acts.

    Raises
    ------
    InputError
        For a half-life or prior that is not positive.
    """

    def __init__(
        self,
        effects: Sequence[Effect],
        *,
        half_lives: Sequence[float] = (1.0, 7.0, 60.0),
        by_class: bool = True,
        prior_acts: float = 1.0,
    ) -> None:
        self.effects = tuple(listed(effects, "effects"))
        for effect in self.effects:
            if not isinstance(effect, Effect):
                raise InputError(f"effects: {shown(effect)} is no effect of detente.daily")
        self.prior_acts = real(prior_acts, "prior_acts")
        if not self.prior_acts > 0:
            raise InputError(f"prior_acts: {self.prior_acts} is not a positive number of acts")
        self.half_lives = tuple(real(h, "half-lives") for h in listed(half_lives, "half-lives"))
        self.by_class = flag(by_class, "by_class")
        self._all_half_lives = self._every_half_life()
        self._fitted: tuple[Record, Plan, F64, Coefficients, Mode, Size] | None = None

    def __repr__(self) -> str:
        """Effects and, once it is fitted, acts, pairs and log-likelihood."""
        names = ", ".join(type(effect).__name__ for effect in self.effects) or "no effects"
        lives = ", ".join(f"{h:g}" for h in self.half_lives)
        what = f"DailyModel: {shorten(names, 300, placeholder=' …')}"
        what += f"; half-lives {shorten(lives, 100, placeholder=' …')} d"
        fit = "not fitted"
        if self._fitted is not None:
            fit = (
                f"fitted to {self.size_.event_days} acts of {self.size_.pairs} pairs, "
                f"{self.size_.coefficients} coefficients, log-likelihood {self.log_likelihood_:.2f}"
            )
        return f"{what}\n{fit}"

    def _every_half_life(self) -> tuple[float, ...]:
        found = set(self.half_lives)
        for effect in self.effects:
            if effect.half_lives is not None:
                what = f"half-lives of {type(effect).__name__}"
                found |= {real(h, what) for h in listed(effect.half_lives, what)}
        for h in found:
            if not h > 0:
                raise InputError(f"half-lives: {h:g} is not a positive number of days")
        return tuple(sorted(found))

    def size(
        self,
        acts: pl.DataFrame,
        *,
        actors: Sequence[str] | None = None,
        first: dt.date | None = None,
        last: dt.date | None = None,
        missing: Sequence[dt.date] = (),
    ) -> Size:
        """How large a fit would be; arguments as for `fit`."""
        record = read_record(acts, actors=actors, first=first, last=last, missing=missing)
        return measure(record, self._prepare(record, None, True)[-1])

    def _prepare(
        self, record: Record, threads: int | None, grouped: bool
    ) -> tuple[Plan, F64, Coefficients, Passes]:
        plan = self._plan(record)
        named = coefficients(plan, self.by_class)
        counts = record.counts()
        by_flow = counts.sum(axis=0)
        enough_acts(
            plan,
            named,
            np.array([sum(by_flow[q] for q, _ in plan.flows_of(layer)) for layer in plan.layers]),
        )
        check_fits(world_bytes(record, len(plan.half_lives), len(plan.series), len(plan.dyads)))
        rates = usual_rates(record)
        world = build(record, plan, rates, self.prior_acts, record.folds())
        passes = Passes(world, plan.lowered(), named.place, len(named), grouped, threads)
        return plan, rates, named, passes

    def _plan(self, record: Record) -> Plan:
        plan = Plan(record.actors, record.directed, record.joint, self._all_half_lives)
        for layer in plan.layers:
            plan.columns[layer] = [
                column
                for effect in (Intercept(), *self.effects)
                for column in effect.columns(layer, plan)
            ]
        return plan

    def fit(
        self,
        acts: pl.DataFrame,
        *,
        actors: Sequence[str] | None = None,
        first: dt.date | None = None,
        last: dt.date | None = None,
        missing: Sequence[dt.date] = (),
        progress: bool | Progress = False,
        threads: int | None = None,
        grouped: bool = True,
        tolerance: float = 1e-4,
        most_passes: int = 25,
        seed: int = 0,
    ) -> DailyModel:
        """Estimate the coefficients: maximum a posteriori, full risk set.

        Parameters
        ----------
        acts : polars.DataFrame
            Columns `date`, `source_state`, `target_state`, `quad` (and `joint`, `echo`), as the
            view ``acts`` of the event store has them, or `date`, `source`, `target`, `class`.
        actors : sequence of str, optional
            By default all that occur. The risk set is every two of them, on every day.
        first, last : date, optional
            Days of the likelihood, both included. Acts before `first` build memories only.
        missing : sequence of date
            Days on which the source has nothing; they leave the likelihood, memories decay.
        progress : bool or callable
            True writes the size before the start, and each pass, to the standard error stream.
        threads : int, optional
            By default the processors that are there. No number depends on it.
        grouped : bool
            False streams silent pairs one by one as well: the same numbers, more slowly.
        tolerance : float
            Expected gain in log-likelihood of the last step.
        most_passes : int
            Passes over the whole likelihood.
        seed : int
            Of the case-control sample that gives a large fit its start.

        Raises
        ------
        InputError
            If the frame cannot be used or does not fit into memory.
        EstimationError
            If the record cannot tell the coefficients; the message names them.
        """
        threads = None if threads is None else worker_count(threads)
        grouped, seed = flag(grouped, "grouped"), seeded(seed)
        tolerance = positive(tolerance, "tolerance")
        most_passes = whole(most_passes, "most_passes", 1)
        tell = teller(progress)
        record = read_record(acts, actors=actors, first=first, last=last, missing=missing)
        plan, rates, named, passes = self._prepare(record, threads, grouped)
        size = measure(record, passes)
        if tell is not None:
            tell(size_line(size))
        check_fits(size.memory // 2)
        mode = maximise(
            passes,
            named,
            _start(named, record),
            sample=sample(record, passes, size, seed),
            tolerance=tolerance,
            most=most_passes,
            tell=None if tell is None else _steps(tell),
        )
        self._fitted = (record, plan, rates, named, mode, size)
        return self

    def _done(self) -> tuple[Record, Plan, F64, Coefficients, Mode, Size]:
        if self._fitted is None:
            raise InputError("the daily model is not fitted yet; call .fit(acts) first")
        return self._fitted

    def _estimates(self) -> Estimates:
        _, _, _, named, mode, size = self._done()
        informed = named.precision > 0
        sd = np.full(len(named), np.nan)
        sd[informed] = named.precision[informed] ** -0.5
        return Estimates(
            names=named.names,
            coef=mode.coefficients,
            covariance=inverse(mode.information),
            log_likelihood=mode.log_likelihood,
            events=size.event_days,
            labels={"effect": named.effects, "class": named.classes},
            prior_mean=np.where(informed, named.mean, np.nan),
            prior_sd=sd,
        )

    @property
    def steps_(self) -> tuple[Step, ...]:
        """Passes: gradient, step, expected gain and seconds of each."""
        return self._done()[4].steps

    @property
    def size_(self) -> Size:
        """Size of the fit."""
        return self._done()[5]

    @property
    def usual_rates_(self) -> pl.DataFrame:
        """Usual daily rate b of every flow, shrunk; joint acts once, source before target."""
        import polars as pl

        record, plan, rates = self._done()[:3]
        a, b = record.ends
        names = np.array(record.actors)
        parts = []
        for layer in plan.layers:
            for q, side in plan.flows_of(layer):
                source, target = (a, b) if side == 0 else (b, a)
                parts.append(
                    pl.DataFrame(
                        {"source": names[source], "target": names[target], "rate": rates[-1][:, q]}
                    ).with_columns(
                        pl.lit(layer.label).alias("class"),
                        pl.lit(layer.kind == "joint").alias("joint"),
                    )
                )
        return pl.concat(parts).select("source", "target", "class", "joint", "rate")

    def predict(
        self,
        acts: pl.DataFrame | None = None,
        *,
        first: dt.date | None = None,
        last: dt.date | None = None,
    ) -> pl.DataFrame:
        """Chance of an act on a day, given all acts of the days before it.

        Parameters
        ----------
        acts : polars.DataFrame, optional
            The record up to then, those of the fit included; by default the fit's own.
        first, last : date, optional
            Days that are predicted; by default the day after the last of the record.

        Returns
        -------
        polars.DataFrame
            Columns date, source, target, class, directed, joint and chance; the last is that of
            either kind, 1 − (1 − directed)·(1 − joint).
        """
        record, world = self._world(acts, first, last)
        _, plan, _, named, mode, _ = self._done()
        passes = Passes(world, plan.lowered(), named.place, len(named))
        begin, end = self._span(record, first, last)
        return chances(record, plan, passes, mode.coefficients, begin, end)

    def score(
        self,
        acts: pl.DataFrame,
        *,
        first: dt.date,
        last: dt.date,
        missing: Sequence[dt.date] = (),
    ) -> Score:
        """Log loss on days that were not fitted, each predicted from the days before it.

        Parameters
        ----------
        acts : polars.DataFrame
            The record up to `last`, those of the fit included.
        first, last : date
            Days that are scored.
        missing : sequence of date
            Days on which the source has nothing; they are not scored.
        """
        record, world = self._world(acts, first, last, missing)
        _, plan, _, named, mode, _ = self._done()
        passes = Passes(world, plan.lowered(), named.place, len(named))
        begin, end = self._span(record, first, last)
        return scored(record, plan, passes, mode.coefficients, begin, end)

    def _world(
        self,
        acts: pl.DataFrame | None,
        first: dt.date | None,
        last: dt.date | None,
        missing: Sequence[dt.date] = (),
    ) -> tuple[Record, World]:
        record, plan, rates = self._done()[:3]
        if acts is not None:
            record = read_record(
                acts,
                actors=plan.actors,
                first=None if last is None else first,
                last=last,
                missing=missing,
                classes=(plan.directed, plan.joint),
            )
        return record, build(record, plan, rates, self.prior_acts)

    def _span(self, record: Record, first: dt.date | None, last: dt.date | None) -> tuple[int, int]:
        """Days [begin, end) as numbers."""
        first = None if first is None else day(first, "first")
        last = None if last is None else day(last, "last")
        end = record.weight.size if last is None else (last - record.origin).days + 1
        begin = end - 1 if first is None else (first - record.origin).days
        if not 0 <= begin < end <= record.weight.size:
            raise InputError(
                f"predict: days {first} to {last} do not lie within the record, "
                f"{record.origin} to {record.date(record.weight.size - 1)}"
            )
        return begin, end


def _start(named: Coefficients, record: Record) -> F64:
    """Priors' means; the intercept puts the average chance right where no baseline does."""
    start = named.mean.copy()
    if "baseline" in named.effects:
        start[[k for k, effect in enumerate(named.effects) if effect == "baseline"]] = 1.0
        return start
    rate = record.counts().sum() / (record.pairs * record.flows * record.weight.sum())
    start[[k for k, effect in enumerate(named.effects) if effect == "intercept"]] = np.log(rate)
    return start


def _steps(tell: Progress) -> Callable[[Step | None, float], None]:
    def told(step: Step | None, share: float) -> None:
        if step is not None:
            tell(step_line(step))

    return told
