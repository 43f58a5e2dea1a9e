"""A forecast: the chances of one thing that a scenario asks, as counts of futures.

Counts are whole numbers, so that a forecast can be written down exactly and read back the same.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

import numpy as np
from numpy.typing import NDArray

from detente.ensemble.ensemble import CONDITION
from detente.ensemble.estimate import probability
from detente.language.current import use_language
from detente.language.shown import count, named, shown
from detente.numerics.framed import Rows
from detente.scenario.given_names import condition_said

if TYPE_CHECKING:
    from detente.ensemble.ensemble import Ensemble
    from detente.outcomes.amount import Amount
    from detente.outcomes.base import Outcome

F64 = NDArray[np.float64]

READING = "given:"
"""What the name of a condition begins with that something is given."""

Kind = Literal["date", "number", "whole", "category"]
"""What is asked: on which day (or never), how large, how many, which of several values."""


@dataclass(frozen=True, slots=True, repr=False)
class Forecast:
    """The chances of one thing: of each day, number or value, as counts of futures.

    Attributes
    ----------
    name : str
        Its id; given something else, with that behind a bar: ``truce-holds|elected``.
    id : str
        The outcome or amount.
    title : str
        In the words of the scenario.
    kind : {"date", "number", "whole", "category"}
        On which day, or never; how large; how many; which value of a state.
    given : str
        Outcome, or condition (as ``given:ID``), in the futures that see which it is counted;
        empty where it is counted in all.
    given_title : str
        That outcome's title, or the condition in English; empty likewise.
    opens, closes : date
        First and last day that count; of an amount the day on whose evening it is asked.
    unit : str
        Of an amount, empty where it has none.
    points : tuple of float or str
        What came in some future, in order: days from 1 for `opens`, numbers, or values.
    counts : tuple of int
        Futures of each.
    paths : int
        Futures that it is counted in: with what is given, those that see it. The rest of them,
        beyond the counts, never see the outcome.
    single : bool
        Whether it can come on one day alone, so that nobody asks when.
    low, high : float
        The 95 % interval of the chance that it comes about; of amounts both are 1.
    """

    name: str
    id: str
    title: str
    kind: Kind
    given: str
    given_title: str
    opens: dt.date
    closes: dt.date
    unit: str
    points: tuple[float, ...] | tuple[str, ...]
    counts: tuple[int, ...]
    paths: int
    single: bool
    low: float
    high: float

    def __repr__(self) -> str:
        """What is forecast, until when, and how likely or large."""
        told = f"{self.probability:.1%} [{self.low:.1%}, {self.high:.1%}]"
        if self.kind == "category":
            told = named(f"{p} {s:.0%}" for p, s in zip(self.points, self.shares, strict=True))
        elif self.kind != "date":
            told = f"median {self.quantile(0.5):g} {self.unit}".rstrip()
        window = str(self.closes) if self.single else f"{self.opens} to {self.closes}"
        return shown(
            f"{type(self).__name__} of {self.name}: {told}",
            f"{self.kind}, {window}",
            count(self.paths, "future"),
        )

    @property
    def probability(self) -> float:
        """Chance that it comes about; of an amount 1."""
        return sum(self.counts) / self.paths

    @property
    def days(self) -> int:
        """Days from the first that counts to the last."""
        return (self.closes - self.opens).days + 1

    @property
    def values(self) -> F64:
        """The points as numbers; of categories their places, from 0."""
        if self.kind == "category":
            return np.arange(len(self.points), dtype=np.float64)
        return np.array(self.points, dtype=np.float64)

    @property
    def shares(self) -> F64:
        """Chance of each point; of a day that nobody waits for until `closes` the rest is never."""
        return np.array(self.counts, dtype=np.float64) / self.paths

    def up_to(self, points: F64) -> F64:
        """Chance of a value of at most each of these: a share of the futures, exactly."""
        before = np.searchsorted(self.values, points, side="right")
        total = np.concatenate(([0], np.cumsum(np.array(self.counts, dtype=np.int64))))
        return np.asarray(total[before] / self.paths)

    def quantile(self, share: float) -> float | None:
        """Least value with so large a share at or below it; None where so many never see it."""
        reached = np.flatnonzero(np.cumsum(self.counts) >= share * self.paths - 1e-9)
        return float(self.values[reached[0]]) if reached.size else None

    def date_of(self, day: float) -> dt.date:
        """The date of a day of its window."""
        return self.opens + dt.timedelta(days=round(day) - 1)


def forecasts(ensemble: Ensemble) -> Rows[Forecast]:
    """All that an ensemble forecasts: outcomes, then amounts, each also given what it is given.

    What is counted in no future at all, such as an amount upon an outcome that never comes, or
    whose window lies after the last day played, is no forecast and left out.
    """
    return Rows(Forecast, _all(ensemble))


def forecast(ensemble: Ensemble, name: str) -> Forecast:
    """One of them, by its name.

    Raises
    ------
    OutcomeError
        If there is none of that name; proposes the nearest.
    """
    return forecasts(ensemble)[name]


def _all(ensemble: Ensemble) -> Iterator[Forecast]:
    everywhere = np.ones(ensemble.paths, dtype=np.bool_)
    questions = ensemble.setting.compiled.questions
    for column, outcome in enumerate(ensemble.scenario.outcomes):
        if questions.last[column] < questions.first[column]:
            continue
        yield _dated(ensemble, outcome, everywhere, "")
        if outcome.given is not None:
            seen = ensemble.sees_given(outcome)
            if seen.any():
                yield _dated(ensemble, outcome, seen, _given(outcome))
    for amount in ensemble.scenario.amounts:
        asked = np.isfinite(ensemble.amount_values(amount.id))
        if asked.any():
            yield _sized(ensemble, amount, asked, "")
        if amount.given is not None:
            seen = asked & ensemble.sees_given(amount)
            if seen.any():
                yield _sized(ensemble, amount, seen, _given(amount))


def _given(asked: Outcome | Amount) -> str:
    return asked.given if isinstance(asked.given, str) else f"{READING}{asked.id}"


def _name(asked: Outcome | Amount, given: str) -> str:
    if not given:
        return asked.id
    return f"{asked.id}|{CONDITION if given.startswith(READING) else given}"


def _given_title(ensemble: Ensemble, asked: Outcome | Amount, given: str) -> str:
    if not given.startswith(READING):
        return ensemble.scenario.outcome(given).title if given else ""
    assert asked.given is not None
    assert not isinstance(asked.given, str)
    with use_language("en"):
        return condition_said(ensemble.scenario, asked.given)


def _dated(ensemble: Ensemble, asked: Outcome, seen: NDArray[np.bool_], given: str) -> Forecast:
    column = [each.id for each in ensemble.scenario.outcomes].index(asked.id)
    questions = ensemble.setting.compiled.questions
    first, last = int(questions.first[column]), int(questions.last[column])
    came = ensemble.first[:, column][seen]
    days, counts = np.unique(came[came >= 0], return_counts=True)
    estimate = probability(came >= 0, ensemble.design.parameters[seen])
    return Forecast(
        name=_name(asked, given),
        id=asked.id,
        title=asked.title,
        kind="date",
        given=given,
        given_title=_given_title(ensemble, asked, given),
        opens=ensemble.dates[first],
        closes=ensemble.dates[last],
        unit="",
        points=tuple((days - first + 1).astype(np.float64).tolist()),
        counts=tuple(counts.tolist()),
        paths=int(came.size),
        single=ensemble.on_one_day(asked.id),
        low=estimate.interval[0],
        high=estimate.interval[1],
    )


def _sized(ensemble: Ensemble, asked: Amount, there: NDArray[np.bool_], given: str) -> Forecast:
    values, counts = np.unique(ensemble.amount_values(asked.id)[there], return_counts=True)
    points: tuple[float, ...] | tuple[str, ...] = tuple(values.tolist())
    kind: Kind = "whole" if asked.whole else "number"
    if asked.state is not None:
        kind = "category"
        known = ensemble.setting.compiled.values(asked.state)
        tally = dict(zip(values.astype(int).tolist(), counts.tolist(), strict=True))
        points = tuple(known)
        counts = np.array([tally.get(number, 0) for number in range(len(known))])
    on = ensemble.amount_date(asked.id)
    given = given or (asked.upon or "")
    return Forecast(
        name=_name(asked, given),
        id=asked.id,
        title=asked.title,
        kind=kind,
        given=given,
        given_title=_given_title(ensemble, asked, given),
        opens=on or ensemble.dates[0],
        closes=on or ensemble.dates[-1],
        unit=asked.unit(ensemble.scenario.units),
        points=points,
        counts=tuple(counts.tolist()),
        paths=int(there.sum()),
        single=True,
        low=1.0,
        high=1.0,
    )
