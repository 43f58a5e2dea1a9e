"""Amounts, and chances given something, in two ensembles: by how much they differ."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from detente.ensemble.ensemble import Ensemble
from detente.ensemble.estimate import Difference, told
from detente.ensemble.given import shares

F64 = NDArray[np.float64]

Differ = Callable[[F64, F64], Difference]
"""Mean of the second less that of the first: of pairs, or of two sets of draws."""


@dataclass(frozen=True, slots=True)
class AmountDifference:
    """The mean of an amount in both ensembles, or the chance of one of a state's values.

    Differences are second minus first. With `upon`, each mean is that of the futures in which the
    amount is asked.

    Attributes
    ----------
    amount : str
    value : str or None
        Of a state: the value whose chance is compared.
    first, second : float
    difference : float
    interval : (float, float)
        95 %, as that of an outcome's difference.
    monte_carlo : float
    """

    amount: str
    value: str | None
    first: float
    second: float
    difference: float
    interval: tuple[float, float]
    monte_carlo: float

    @property
    def name(self) -> str:
        """The amount, or ``AMOUNT=VALUE`` of a state."""
        return self.amount if self.value is None else f"{self.amount}={self.value}"

    @property
    def told(self) -> bool:
        """Whether the difference is more than twice its Monte Carlo error from zero."""
        return told(self.difference, self.monte_carlo)


@dataclass(frozen=True, slots=True)
class GivenDifference:
    """The chance of an outcome given what its scenario gives it, in both ensembles.

    Attributes
    ----------
    outcome : str
    other : str or None
        The outcome that it is given; None of a condition.
    first, second, difference, interval, monte_carlo
        Of its chance in the futures that see the other.
    joint_first, joint_second, joint_difference, joint_interval, joint_monte_carlo
        Of the chance of both in one future.
    """

    outcome: str
    other: str | None
    first: float
    second: float
    difference: float
    interval: tuple[float, float]
    monte_carlo: float
    joint_first: float
    joint_second: float
    joint_difference: float
    joint_interval: tuple[float, float]
    joint_monte_carlo: float

    @property
    def told(self) -> bool:
        """Whether the difference is more than twice its Monte Carlo error from zero."""
        return told(self.difference, self.monte_carlo)


def amounts_compared(
    first: Ensemble, second: Ensemble, differ: Differ
) -> Iterator[AmountDifference]:
    """Amounts that both have, in the order of the first."""
    theirs = {amount.id for amount in second.scenario.amounts}
    for amount in first.scenario.amounts:
        if amount.id not in theirs:
            continue
        a, b = first.amount_values(amount.id), second.amount_values(amount.id)
        if not (np.isfinite(a).any() and np.isfinite(b).any()):
            continue
        if amount.state is None:
            yield _amount(amount.id, None, a, b, differ)
            continue
        mine, others = ([v.value for v in e.value_chances(amount.id)] for e in (first, second))
        for value in (each for each in mine if each in others):
            yield _amount(
                amount.id,
                value,
                np.where(np.isnan(a), a, a == mine.index(value)),
                np.where(np.isnan(b), b, b == others.index(value)),
                differ,
            )


def _amount(amount: str, value: str | None, a: F64, b: F64, differ: Differ) -> AmountDifference:
    found = differ(_asked(a), _asked(b))
    return AmountDifference(
        amount,
        value,
        float(np.nanmean(a)),
        float(np.nanmean(b)),
        found.mean,
        found.interval,
        found.monte_carlo,
    )


def _asked(values: F64) -> F64:
    """Numbers with the mean, and its errors, of the values that are asked."""
    there = np.isfinite(values)
    return values if there.all() else shares(np.nan_to_num(values), there)


def given_compared(first: Ensemble, second: Ensemble, differ: Differ) -> Iterator[GivenDifference]:
    """Outcomes that both scenarios give the same, in the order of the first."""
    theirs = {outcome.id: outcome for outcome in second.scenario.outcomes}
    for outcome in first.scenario.outcomes:
        other = theirs.get(outcome.id)
        if outcome.given is None or other is None or other.given != outcome.given:
            continue
        came = [e.happened(outcome.id) for e in (first, second)]
        seen = [e.sees_given(outcome) for e in (first, second)]
        if not all(each.any() for each in seen):
            continue
        a, b = (shares(c.astype(np.float64), s) for c, s in zip(came, seen, strict=True))
        both_a, both_b = ((c & s).astype(np.float64) for c, s in zip(came, seen, strict=True))
        given, joint = differ(a, b).within(1.0), differ(both_a, both_b).within(1.0)
        yield GivenDifference(
            outcome.id,
            outcome.given if isinstance(outcome.given, str) else None,
            float(a.mean()),
            float(b.mean()),
            given.mean,
            given.interval,
            given.monte_carlo,
            float(both_a.mean()),
            float(both_b.mean()),
            joint.mean,
            joint.interval,
            joint.monte_carlo,
        )
