"""The answers of an ensemble."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import astuple, dataclass, field
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from detente.ensemble.after import After, after
from detente.ensemble.amount import AmountAnswer, ValueChance, moments, value_chances
from detente.ensemble.analysts import BetweenAnalysts, between_analysts
from detente.ensemble.answer import Answer
from detente.ensemble.branch import Branch
from detente.ensemble.certain import certain
from detente.ensemble.design import Design
from detente.ensemble.estimate import Drawn, Estimate, probability
from detente.ensemble.future import Future, replay
from detente.ensemble.given import Given, given
from detente.ensemble.index import IndexPath, VolumePath, basis, indices_frame, usual_volume
from detente.ensemble.intervention import Intervention, intervention
from detente.ensemble.kept.bins import Scale, scales
from detente.ensemble.kept.by_day import ByDay
from detente.ensemble.moving import LevelPath, StatePath, frames
from detente.ensemble.one_day import on_one_day, running
from detente.ensemble.recall import Known
from detente.ensemble.setting import Only, Setting
from detente.ensemble.timing import Timing, timing
from detente.errors import OutcomeError
from detente.kernel.chronicle import Chronicle
from detente.language.current import gettext as _
from detente.language.hints import did_you_mean
from detente.language.shown import count, named, rows, shown
from detente.numerics.arguments import listed, real, whole, word
from detente.numerics.framed import Framed, Rows
from detente.ontology.dyads import pair_key, spelled
from detente.outcomes.condition import HOLDS
from detente.planes.index import index_name, volume_name
from detente.planes.moving import LEVEL

if TYPE_CHECKING:
    import polars

    from detente.claims.claim import Claim
    from detente.outcomes.amount import Amount
    from detente.outcomes.base import Asked
    from detente.scenario.scenario import Scenario

F64 = NDArray[np.float64]

CONDITION = "condition"
"""What stands for what an outcome is given where that is no outcome."""


@dataclass(slots=True, repr=False)
class Ensemble(Framed):
    """Many futures of a scenario, reduced to what its outcomes and indices need.

    `first` and `count` hold, for each path and outcome, the day of first passage (−1 for never)
    and the number of acts or days; `truth` which claims held; `readings` what was read on one
    evening (see `amounts`), NaN where that did not come.
    """

    scenario: Scenario
    seed: int
    days: int
    forced: Mapping[str, bool]
    design: Design
    first: NDArray[np.int32]
    count: NDArray[np.int32]
    truth: NDArray[np.uint8]
    path_mean: NDArray[np.float64]
    last: NDArray[np.float64]
    daily_mean: NDArray[np.float64]
    histogram: NDArray[np.int64]
    readings: NDArray[np.float64]
    state_last: NDArray[np.uint8]
    """Number of the value of each state on the last day, by path"""
    state_counts: NDArray[np.int64]
    """Paths by state, day and number of the value"""
    level_counts: NDArray[np.int32]
    """Paths by level, day and bin"""
    level_scales: tuple[Scale, ...]
    """The bins of each level"""
    courses: NDArray[np.float32]
    """Means of relation indices and levels (`courses.followed`) by path, plane and window"""
    state_days: NDArray[np.int32]
    """Days of each path with each value of each state"""
    only: Only | None = None
    """What is seen in all of them, where they were chosen by that"""
    branched: Branch | None = None
    """Where its futures part, and which acts are set, if it is a branch"""
    chronicle: Chronicle | None = field(default=None, repr=False, compare=False)
    """What happened in each future; None where that takes too much memory"""
    credences: Mapping[str, float] = field(default_factory=dict)
    """Claims that are believed otherwise than stated"""
    replayed: int = 0
    """Futures that were played for it; the others are those of an ensemble played before"""
    by_day: ByDay | None = field(default=None, repr=False, compare=False)
    """What its futures hold day by day; None where that would be too much"""
    estimates: dict[str, Estimate] = field(default_factory=dict, repr=False, compare=False)
    """Those that were asked for."""
    kept: dict[object, object] = field(default_factory=dict, repr=False, compare=False)
    """What others have worked out from it"""

    def __repr__(self) -> str:
        """What was played, and how likely the outcomes are."""
        forced = ", ".join(f"{claim} = {str(held).lower()}" for claim, held in self.forced.items())
        moved = ", ".join(f"{claim} = {p:g}" for claim, p in self.credences.items())
        listed = [outcome.id for outcome in self.scenario.outcomes if outcome.listed]
        return shown(
            f"{type(self).__name__} of {self.scenario.id}: {count(self.paths, 'future')}, seed "
            f"{self.seed}",
            f"{self.dates[0]} to {self.dates[-1]}",
            f"intervention, forced: {forced}" if forced else "",
            f"intervention, credences moved: {moved}" if moved else "",
            f"seen: {named(each.said for each in self.only.seen)}" if self.only else "",
            self.scenario.placeholders.short,
            *rows([f"{self.estimate(name).short}  {name}" for name in listed], "outcome"),
        )

    @property
    def setting(self) -> Setting:
        """What it was played with."""
        return Setting(
            self.scenario,
            self.days,
            self.seed,
            self.forced,
            self.design,
            self.only,
            self.branched,
            self.credences,
        )

    @property
    def known(self) -> Known | None:
        """Its futures, to go through once more without playing; None if that cannot be."""
        if self.chronicle is None:
            return None
        return Known(self.setting, self.truth, self.chronicle)

    @property
    def of_one_future(self) -> bool:
        """Whether it goes on from one future, with the claims and coefficients of that one."""
        return self.branched is not None and self.branched.of_one_future

    @property
    def paths(self) -> int:
        """Number of futures."""
        return self.design.paths

    @property
    def dates(self) -> list[dt.date]:
        """Dates of the days played."""
        return self.setting.dates

    @property
    def intervention(self) -> Intervention:
        """What is forced, and where seeing it would have been something else."""
        return intervention(self.setting)

    @property
    def outcomes(self) -> Rows[Answer]:
        """What it answers about each outcome: by place, by id, or as a frame."""
        return Rows(Answer, (self.answer(each.id) for each in self.scenario.outcomes))

    def answer(self, outcome: str) -> Answer:
        """How likely an outcome is, and when it comes, in one row.

        Raises
        ------
        OutcomeError
            If there is no such outcome.
        """
        asked, estimate = self.scenario.outcome(outcome), self.estimate(outcome)
        dates = self.typical_dates(outcome) or (None, None, None)
        timing, after, told = self.timing(outcome), self.after(outcome), self.given(outcome)
        following = None if after is None else after.given
        return Answer(
            outcome=outcome,
            title=asked.title,
            listed=asked.listed,
            probability=estimate.probability,
            low=estimate.interval[0],
            high=estimate.interval[1],
            monte_carlo_error=estimate.monte_carlo,
            parameter_sd=estimate.parameter_sd,
            restricted_mean_waiting_days=self.mean_waiting(outcome),
            median_date=self.median_date(outcome),
            quartile_1=dates[0],
            quartile_2=dates[1],
            quartile_3=dates[2],
            timing_tells=None if timing is None else timing.tells,
            antecedent_probability=None if after is None else after.first.probability,
            probability_given_antecedent=None if following is None else following.probability,
            given=None if told is None else told.other or CONDITION,
            given_probability=None if told is None else told.first.probability,
            probability_given=(
                None if told is None or told.given is None else told.given.probability
            ),
            joint_probability=None if told is None else told.both.probability,
        )

    @property
    def amounts(self) -> Rows[AmountAnswer]:
        """How large each amount of the scenario is: by place, by id, or as a frame."""
        return Rows(AmountAnswer, (self.amount(each.id) for each in self.scenario.amounts))

    def amount(self, amount: str, given: str | None = None) -> AmountAnswer:
        """How large an amount is, over the futures.

        Parameters
        ----------
        amount : str
        given : str, optional
            An outcome: only in the futures in which it comes about.

        Raises
        ------
        OutcomeError
            If there is no such amount or outcome.
        """
        asked = self.scenario.amount(amount)
        values = self.amount_values(amount)
        there = np.isfinite(values)
        if given is not None:
            there &= self.happened(given)
        return self._amount(asked, values, there)

    def amount_given(self, amount: str) -> AmountAnswer | None:
        """The same in the futures that see what the scenario gives it; None if it gives nothing."""
        asked = self.scenario.amount(amount)
        if asked.given is None:
            return None
        values = self.amount_values(amount)
        return self._amount(asked, values, np.isfinite(values) & self.sees_given(asked))

    def _amount(self, asked: Amount, values: F64, there: NDArray[np.bool_]) -> AmountAnswer:
        return AmountAnswer(
            asked.id,
            asked.title,
            asked.unit(self.scenario.units),
            asked.listed,
            self.amount_date(asked.id),
            asked.upon,
            float(there.mean()),
            *astuple(
                moments(
                    values[there],
                    self.design.parameters[there],
                    asked.bounds({each.id: each.bounds for each in self.scenario.levels}),
                )
            ),
        )

    def amount_values(self, amount: str) -> F64:
        """An amount on each path; NaN where it is not asked: its outcome never comes.

        Raises
        ------
        OutcomeError
            If there is no such amount.
        """
        self.scenario.amount(amount)
        return self.readings[:, self.setting.compiled.readings.index(amount)]

    def amount_date(self, amount: str) -> dt.date | None:
        """The day on whose evening an amount is asked; None where an outcome decides."""
        compiled = self.setting.compiled
        day = int(compiled.questions.value_day[compiled.readings.index(amount)])
        return None if day < 0 else self.scenario.as_of + dt.timedelta(days=day + 1)

    def value_chances(self, amount: str, given: str | None = None) -> Rows[ValueChance]:
        """Chance of each value of a state, or of each number of acts or days.

        Parameters
        ----------
        amount : str
        given : str, optional
            As in `amount`.

        Returns
        -------
        Rows of ValueChance
            Empty of a level or an index, which has no values of its own.

        Raises
        ------
        OutcomeError
            If there is no such amount or outcome.
        """
        asked = self.scenario.amount(amount)
        return self._chances(asked, None if given is None else self.happened(given))

    def value_chances_given(self, amount: str) -> Rows[ValueChance] | None:
        """The same in the futures that see what the scenario gives it; None if it gives nothing."""
        asked = self.scenario.amount(amount)
        return None if asked.given is None else self._chances(asked, self.sees_given(asked))

    def _chances(self, asked: Amount, seen: NDArray[np.bool_] | None) -> Rows[ValueChance]:
        found: list[ValueChance] = []
        if asked.state is not None or asked.whole:
            values = self.amount_values(asked.id)
            there = np.isfinite(values)
            if seen is not None:
                there &= seen
            names = None if asked.state is None else self.setting.compiled.values(asked.state)
            found = value_chances(values[there], names, self.design.parameters[there])
        return Rows(ValueChance, found)

    @property
    def indices(self) -> Rows[IndexPath]:
        """The relation indices that the scenario declares, by the name of their pair: ``A~B``.

        As a frame: one row for each pair and day (docs/runs.md has its columns).
        """
        declared = [self.index(*each.pair) for each in self.scenario.file.index]
        return Rows(IndexPath, declared, key=lambda path: path.name, frame=indices_frame)

    @property
    def states(self) -> Rows[StatePath]:
        """The states of the scenario, by id: the share of the futures in each value, by day.

        As a frame: one row for each state, day and value (docs/runs.md has its columns).
        """
        found = [
            StatePath(
                state.id,
                self.scenario.words.state(state.id),
                tuple(state.values),
                self.dates,
                self.state_counts[k, :, : len(state.values)] / self.paths,
            )
            for k, state in enumerate(self.scenario.states)
        ]
        return Rows(StatePath, found, frame=frames)

    @property
    def levels(self) -> Rows[LevelPath]:
        """The levels of the scenario, by id: mean, median and the band of 80 % of the futures.

        As a frame: one row for each level and day (docs/runs.md has its columns).
        """
        words, columns = self.scenario.words, self.scenario.watched()
        found = []
        for level in self.scenario.levels:
            low, median, high = self.level_quantiles(level.id, (0.1, 0.5, 0.9)).T
            found.append(
                LevelPath(
                    level.id,
                    words.level(level.id),
                    words.unit(level.id),
                    self.dates,
                    self.daily_mean[:, columns[f"{LEVEL}{level.id}"]],
                    low,
                    median,
                    high,
                )
            )
        return Rows(LevelPath, found, frame=frames)

    def _column(self, outcome: str) -> int:
        self.scenario.outcome(outcome)
        return [o.id for o in self.scenario.outcomes].index(outcome)

    def happened(self, outcome: str) -> NDArray[np.bool_]:
        """Whether the outcome came about on each path."""
        return np.asarray(self.first[:, self._column(outcome)] >= 0)

    @property
    def drawn(self) -> Drawn:
        """Which of its futures share a parameter draw."""
        if "drawn" not in self.kept:
            self.kept["drawn"] = Drawn.of(self.design.parameters)
        found: Drawn = self.kept["drawn"]  # type: ignore[assignment]
        return found

    def estimate(self, outcome: str) -> Estimate:
        """Probability of an outcome with its interval and errors.

        Raises
        ------
        OutcomeError
            If there is no such outcome.
        """
        happened = self.happened(outcome)
        if outcome not in self.estimates:
            self.estimates[outcome] = certain(self.setting, outcome) or probability(
                happened, self.drawn
            )
        return self.estimates[outcome]

    def between_analysts(self, outcome: str) -> BetweenAnalysts | None:
        """How far the analysts of a linear pool are apart about an outcome; None without one.

        Raises
        ------
        OutcomeError
            If there is no such outcome.
        """
        sd = self.estimate(outcome).parameter_sd
        return between_analysts(self.setting, outcome, self.happened(outcome), sd)

    def probability(self, outcome: str) -> float:
        """Share of the futures in which the outcome comes about."""
        return float(self.happened(outcome).mean())

    def first_passage(self, outcome: str) -> NDArray[np.float64]:
        """Share of the futures in which it has come about by the end of each day."""
        day = self.first[:, self._column(outcome)]
        hits = np.bincount(day[day >= 0], minlength=self.days)
        return np.asarray(np.cumsum(hits) / self.paths)

    def waiting(self, outcome: str) -> NDArray[np.float64]:
        """Days until the outcome on each path, cut at the horizon."""
        day = self.first[:, self._column(outcome)].astype(np.float64)
        return np.where(day >= 0, day + 1.0, float(self.days))

    def mean_waiting(self, outcome: str) -> float:
        """Restricted mean waiting time: mean days until the outcome, cut at the horizon."""
        return float(self.waiting(outcome).mean())

    def median_date(self, outcome: str) -> dt.date | None:
        """Date by which half of all futures have seen it; None where it stays below half."""
        reached = np.flatnonzero(self.first_passage(outcome) >= 0.5)
        return self.dates[int(reached[0])] if reached.size else None

    def typical_dates(self, outcome: str) -> tuple[dt.date, dt.date, dt.date] | None:
        """Quartiles of the date among the futures in which it comes about."""
        day = self.first[:, self._column(outcome)]
        day = day[day >= 0]
        if not day.size:
            return None
        low, middle, high = np.quantile(day, [0.25, 0.5, 0.75], method="inverted_cdf")
        dates = self.dates
        return dates[int(low)], dates[int(middle)], dates[int(high)]

    def timing(self, outcome: str) -> Timing | None:
        """When an outcome comes, beside what a constant chance would have given.

        Returns
        -------
        Timing or None
            None where it never comes, counts only after another outcome, or asks of one day.
        """
        column = self._column(outcome)
        questions = self.setting.compiled.questions
        if questions.after[column] >= 0 or self.on_one_day(outcome):
            return None
        return timing(
            self.first[:, column],
            int(questions.first[column]) + running(self.setting.compiled, outcome) - 1,
            int(questions.last[column]),
            int(questions.at_least[column]),
            self.estimate(outcome),
            self.dates,
        )

    def on_one_day(self, outcome: str) -> bool:
        """Whether an outcome can come on one day alone, so that there is no waiting for it."""
        self.scenario.outcome(outcome)
        return on_one_day(self.setting.compiled, outcome)

    def after(self, outcome: str) -> After | None:
        """Of an outcome that counts after another: the chance given that one, and of both.

        Returns
        -------
        After or None
            None for an outcome that counts by itself.
        """
        column = self._column(outcome)
        questions = self.setting.compiled.questions
        antecedent = int(questions.after[column])
        if antecedent < 0:
            return None
        return after(
            self.scenario.outcomes[antecedent].id,
            int(questions.within[column]),
            self.first[:, antecedent],
            self.first[:, column] >= 0,
            self.design.parameters,
            int(questions.last[column]),
        )

    def given(self, outcome: str, other: str | None = None) -> Given | None:
        """Chance of an outcome given another, and of both in one future, beside its own.

        Parameters
        ----------
        outcome : str
        other : str, optional
            Any other outcome; by default what the scenario gives it.

        Returns
        -------
        Given or None
            None where the scenario gives it nothing.

        Raises
        ------
        OutcomeError
            If there is no such outcome.
        """
        asked = self.scenario.outcome(outcome)
        if other is not None:
            seen = self.happened(other)
        elif asked.given is None:
            return None
        else:
            other = asked.given if isinstance(asked.given, str) else None
            seen = self.sees_given(asked)
        return given(outcome, other, self.happened(outcome), seen, self.design.parameters)

    def sees_given(self, asked: Asked) -> NDArray[np.bool_]:
        """Whether each path sees what the scenario gives an outcome or an amount."""
        return self.sees(getattr(asked, "given", None), f"given:{asked.id}")

    def sees(self, named: object, reading: str) -> NDArray[np.bool_]:
        """Whether each path sees an outcome, by its id, or the condition of a reading."""
        if isinstance(named, str):
            return self.happened(named)
        return self.readings[:, self.setting.compiled.readings.index(reading)] >= HOLDS

    def judged(self, claim: Claim) -> Estimate | None:
        """Chance of the outcome that a claim's judgement is about, where it holds what it is given.

        Returns
        -------
        Estimate or None
            None where no future sees what the judgement is given.
        """
        judgement = claim.judgement
        assert judgement is not None
        if judgement.given is None:
            return self.estimate(judgement.outcome)
        seen = self.sees(judgement.given, f"judgement:{claim.id}")
        if not seen.any():
            return None
        came = self.happened(judgement.outcome)
        return probability(came[seen], self.design.parameters[seen])

    def index(self, a: str | None = None, b: str | None = None) -> IndexPath:
        """Relation index of a pair (the scenario's first by default): mean and 80 % band.

        With what it rests on at the start, and the volume beside its tone. A pair is named by its
        two actors, or as ``A~B``.

        Raises
        ------
        OutcomeError
            If the scenario has no index for the pair; proposes the nearest.
        """
        declared = {pair_key(*i.pair): i.pair for i in self.scenario.file.index}
        if not declared:
            raise OutcomeError(_("the scenario declares no relation index"))
        if a is None and b is None:
            name = next(iter(declared))
        else:
            ends = [word(end, key) for end, key in ((a, "a"), (b, "b")) if end is not None]
            name = pair_key(*ends) if len(ends) > 1 else spelled(ends[0])
        if name not in declared:
            raise OutcomeError(
                _("no relation index '{name}'{hint}").format(
                    name=name, hint=did_you_mean(name, declared)
                )
            )
        pair = declared[name] if a is None or b is None else (a, b)
        columns = self.scenario.watched()
        compiled = self.setting.compiled
        held = dict(zip(compiled.claims, self.truth.mean(axis=0).tolist(), strict=True))
        volume = self._course(columns[volume_name(*pair)])
        return IndexPath(
            (pair[0], pair[1]),
            self.dates,
            *self._course(columns[index_name(*pair)]),
            basis=basis(compiled, pair, held),
            volume=VolumePath(
                (pair[0], pair[1]), self.dates, *volume, usual=usual_volume(compiled, pair)
            ),
        )

    def _course(self, plane: int) -> tuple[F64, F64, F64, F64]:
        """Mean, quantile .1, median and quantile .9 of a watched plane."""
        low, median, high = self.index_quantiles(plane, (0.1, 0.5, 0.9)).T
        return self.daily_mean[:, plane], low, median, high

    def index_quantiles(self, plane: int, shares: Sequence[float]) -> F64:
        """Quantiles of a relation index or volume over the futures, by day, to half a bin's width.

        Parameters
        ----------
        plane : int
            Its column among the watched planes.
        shares : sequence of float
            In [0, 1].

        Returns
        -------
        array of float64, shape (days, shares)
        """
        plane = whole(plane, "plane", 0, self.histogram.shape[0] - 1)
        shares = [real(share, "shares") for share in listed(shares, "shares")]
        if not shares or not all(0.0 <= share <= 1.0 for share in shares):
            raise OutcomeError(
                _("shares {shares}: give shares from 0 to 1, one or more").format(shares=shares)
            )
        scale = scales(list(self.scenario.watched()))[plane]
        return self._quantiles(self.histogram[plane], scale, shares)

    def level_quantiles(self, level: str, shares: Sequence[float]) -> F64:
        """Quantiles of a level over the futures, by day; see `index_quantiles`.

        Raises
        ------
        OutcomeError
            If there is no such level.
        """
        names = [each.id for each in self.scenario.levels]
        if level not in names:
            raise OutcomeError(
                _("no level '{level}'{hint}").format(level=level, hint=did_you_mean(level, names))
            )
        k = names.index(level)
        found = self._quantiles(self.level_counts[k], self.level_scales[k], shares)
        return np.clip(found, *self.scenario.levels[k].bounds)

    def _quantiles(
        self, counts: NDArray[np.integer[Any]], scale: Scale, shares: Sequence[float]
    ) -> F64:
        """Quantiles by day of what is counted in bins, shape (days, shares)."""
        cumulative = np.cumsum(counts, axis=1) / self.paths
        at = [(cumulative >= share).argmax(axis=1) for share in shares]
        return scale.at(np.stack(at, axis=1) + 0.5)

    def future(self, path: int) -> Future:
        """One path in full, played again exactly.

        Raises
        ------
        OutcomeError
            If there is no such path.
        """
        if not 0 <= (path := whole(path, "path")) < self.paths:
            raise OutcomeError(
                _("no path {path}; the ensemble has paths 0 to {last}").format(
                    path=path, last=self.paths - 1
                )
            )
        return replay(self.setting, path)

    def sample(self) -> dict[str, Future]:
        """A colder and a warmer future: a tenth and nine tenths of the way by mean index."""
        if self.scenario.file.index and self.path_mean.shape[1]:
            order = np.argsort(self.path_mean[:, 0], kind="stable")
        else:
            order = np.arange(self.paths)
        return {
            "a colder future": self.future(int(order[int(0.1 * (self.paths - 1))])),
            "a warmer future": self.future(int(order[int(0.9 * (self.paths - 1))])),
        }

    def to_polars(self) -> polars.DataFrame:
        """One row for each path: indices, first-passage dates, claims, amounts.

        Returns
        -------
        polars.DataFrame
            `path`, `belief`, `parameters`, `chance`; one Date column for each outcome, null where
            it never comes about; one Boolean column ``claim:ID`` for each claim; one column for
            each amount, null where it is not asked; one column ``state:ID`` for each state, its
            value on the last day.
        """
        import polars as pl

        columns: dict[str, Any] = {
            "path": np.arange(self.paths),
            "belief": self.design.belief,
            "parameters": self.design.parameters,
            "chance": self.design.chance,
        }
        frame = pl.DataFrame(columns)
        start = self.scenario.as_of + dt.timedelta(days=1)
        epoch = start.toordinal() - dt.date(1970, 1, 1).toordinal()
        dates = []
        for i, outcome in enumerate(self.scenario.outcomes):
            day = self.first[:, i]
            column = pl.Series(outcome.id, np.where(day >= 0, day + epoch, 0).astype(np.int32))
            never = pl.Series(day < 0)
            dates.append(
                pl.select(pl.when(never).then(None).otherwise(column.cast(pl.Date)))
                .to_series()
                .alias(outcome.id)
            )
        claims = [
            pl.Series(f"claim:{claim.id}", self.truth[:, i].astype(bool))
            for i, claim in enumerate(self.scenario.claims)
        ]
        amounts = [
            pl.Series(amount.id, self.amount_values(amount.id)).fill_nan(None)
            for amount in self.scenario.amounts
        ]
        states = [
            pl.Series(f"state:{state.id}", np.array(state.values)[self.state_last[:, k]])
            for k, state in enumerate(self.scenario.states)
        ]
        return frame.with_columns(*dates, *claims, *amounts, *states)

    def to_frame(self) -> polars.DataFrame:
        """The same as `to_polars`."""
        return self.to_polars()
