"""Whether the record can tell the coefficients, and which it cannot."""

from __future__ import annotations

import warnings

import numpy as np

from detente.daily.arrays import F64, I64, Sums
from detente.daily.coefficients import Coefficients
from detente.daily.plan import Plan
from detente.errors import (
    CollinearError,
    ConvergenceError,
    EstimationError,
    EstimationWarning,
    SeparatedError,
)
from detente.language.hints import quoted
from detente.numerics import identifiability
from detente.numerics.identifiability import ACTS_PER_COEFFICIENT


def enough_acts(plan: Plan, coefficients: Coefficients, acts: I64) -> None:
    """Refuse layers with fewer acts than free coefficients, and warn of few.

    Parameters
    ----------
    acts : array of int, shape (layers,)
        Event-days in the likelihood.

    Raises
    ------
    EstimationError
        Naming the class, its acts and its coefficients.
    """
    for row, layer in enumerate(plan.layers):
        if acts[row] == 0:
            raise EstimationError(
                f"class {layer}: no act in the days of the fit; leave the class out, or take a "
                "longer span"
            )
    users = [set(range(len(plan.layers)))] if _shared(coefficients) else []
    users = users or [{row} for row in range(len(plan.layers))]
    for rows in users:
        mine = np.unique(coefficients.place[sorted(rows)])
        mine = mine[mine >= 0]
        free = tuple(coefficients.names[k] for k in mine if coefficients.precision[k] == 0)
        number = int(acts[sorted(rows)].sum())
        what = f"class {plan.layers[min(rows)]}" if len(rows) == 1 else "all classes"
        advice = f"take fewer effects or a longer span, {_pool(coefficients)}or give them priors"
        if number < len(free):
            raise EstimationError(
                f"{what}: {number} acts for {len(free)} coefficients without a prior "
                f"({quoted(free)}); {advice}",
                free,
            )
        if number < ACTS_PER_COEFFICIENT * len(free):
            warnings.warn(
                f"{what}: only {number} acts for {len(free)} coefficients without a prior; "
                f"{advice}",
                EstimationWarning,
                stacklevel=4,
            )


def _shared(coefficients: Coefficients) -> bool:
    return "all" in coefficients.classes or "joint" in coefficients.classes


def _pool(coefficients: Coefficients) -> str:
    """Advice for those whose classes are apart."""
    return "" if _shared(coefficients) else "pool classes (by_class=False), "


def separated(coefficients: Coefficients, sums: Sums) -> None:
    """Refuse columns that never, or always, see an act: their coefficient runs off to infinity.

    With a prior the coefficient stays, and a warning says that the prior alone holds it.

    Parameters
    ----------
    sums : Sums
        Of a pass over the whole likelihood.

    Raises
    ------
    SeparatedError
    """
    flat: list[str] = []
    held: list[str] = []
    for k, name in enumerate(coefficients.names):
        at = np.nonzero(coefficients.place == k)
        low, high = sums.low[:, at[0], at[1]], sums.high[:, at[0], at[1]]
        if identifiability.separated(low[..., None], high[..., None])[0]:
            (held if coefficients.precision[k] > 0 else flat).append(name)
    if flat:
        raise SeparatedError(
            f"separated: {quoted(tuple(flat))} never or always sees an act, so its coefficient "
            f"has no finite estimate; give it a prior, {_pool(coefficients)}or leave it out",
            tuple(flat),
        )
    if held:
        warnings.warn(
            f"{quoted(tuple(held))} never or always sees an act; only the prior holds its "
            "coefficient",
            EstimationWarning,
            stacklevel=7,
        )


def collinear(coefficients: Coefficients, information: F64) -> None:
    """Refuse columns of which a combination never changes.

    Parameters
    ----------
    information : array
        With the priors' precisions.

    Raises
    ------
    CollinearError
    """
    nothing = tuple(coefficients.names[k] for k in identifiability.untold(information))
    if nothing:
        raise CollinearError(
            f"collinear: {quoted(nothing)} is zero wherever an act is possible; leave it out",
            nothing,
        )
    found = identifiability.collinear(information)
    if found:
        names = tuple(coefficients.names[k] for k in found[0].guilty)
        raise CollinearError(
            f"collinear: {quoted(names)} say the same together; leave one of them out or give it a "
            "prior",
            names,
        )


def no_maximum(coefficients: Coefficients, errors: F64, passes: int) -> ConvergenceError:
    """The error for a search that did not end.

    Parameters
    ----------
    coefficients : Coefficients
    errors : array
        Last step of each coefficient, in its standard errors.
    passes : int
        Passes so far.
    """
    worst = tuple(coefficients.names[k] for k in np.argsort(-errors)[:3])
    return ConvergenceError(
        f"no maximum after {passes} passes; the coefficients that still move most are "
        f"{quoted(worst)}: give them a prior, leave one out, or allow more passes (most_passes)",
        worst,
    )
