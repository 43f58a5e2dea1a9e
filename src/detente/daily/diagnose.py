"""Whether the record can tell the coefficients, and which it cannot."""

from __future__ import annotations

import warnings

import numpy as np

from detente.daily.arrays import F64, I64, Sums
from detente.daily.coefficients import Coefficients
from detente.daily.failures import DailyFitError, DailyFitWarning, listed
from detente.daily.plan import Plan

SINGULAR = 1e-10
"""Least eigenvalue of the scaled information below which columns count as collinear."""
LOADING = 0.1
"""Share of the largest loading from which a column is named."""
PER_COEFFICIENT = 10
"""Acts for each coefficient below which a warning is due (Peduzzi and others 1996)."""


def enough_acts(plan: Plan, coefficients: Coefficients, acts: I64) -> None:
    """Refuse layers with fewer acts than free coefficients, and warn of few.

    Parameters
    ----------
    acts : array of int, shape (layers,)
        Event-days in the likelihood.

    Raises
    ------
    DailyFitError
        Naming the class, its acts and its coefficients.
    """
    for row, layer in enumerate(plan.layers):
        if acts[row] == 0:
            raise DailyFitError(
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
            raise DailyFitError(
                f"{what}: {number} acts for {len(free)} coefficients without a prior "
                f"({listed(free)}); {advice}",
                free,
            )
        if number < PER_COEFFICIENT * len(free):
            warnings.warn(
                f"{what}: only {number} acts for {len(free)} coefficients without a prior; "
                f"{advice}",
                DailyFitWarning,
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
    DailyFitError
    """
    flat: list[str] = []
    held: list[str] = []
    for k, name in enumerate(coefficients.names):
        at = np.nonzero(coefficients.place == k)
        low, high = sums.low[:, at[0], at[1]], sums.high[:, at[0], at[1]]
        varies = low.min(axis=0) < high.max(axis=0)
        if not varies.any():
            continue  # a constant: the collinear are sought among the information
        low, high = low[:, varies], high[:, varies]
        bottom, top = low.min(axis=0), high.max(axis=0)
        for y in (0, 1):
            if np.all(high[y] <= bottom) or np.all(low[y] >= top):
                (held if coefficients.precision[k] > 0 else flat).append(name)
                break
    if flat:
        raise DailyFitError(
            f"separated: {listed(tuple(flat))} never or always sees an act, so its coefficient "
            f"has no finite estimate; give it a prior, {_pool(coefficients)}or leave it out",
            tuple(flat),
        )
    if held:
        warnings.warn(
            f"{listed(tuple(held))} never or always sees an act; only the prior holds its "
            "coefficient",
            DailyFitWarning,
            stacklevel=4,
        )


def collinear(coefficients: Coefficients, information: F64) -> None:
    """Refuse columns of which a combination never changes.

    Parameters
    ----------
    information : array
        With the priors' precisions.

    Raises
    ------
    DailyFitError
    """
    size = np.sqrt(np.diag(information))
    nothing = tuple(
        n for n, s in zip(coefficients.names, size, strict=True) if not (np.isfinite(s) and s > 0)
    )
    if nothing:
        raise DailyFitError(
            f"collinear: {listed(nothing)} is zero wherever an act is possible; leave it out",
            nothing,
        )
    values, vectors = np.linalg.eigh(information / np.outer(size, size))
    if values[0] > SINGULAR:
        return
    load = np.abs(vectors[:, 0])
    order = np.argsort(-load)
    names = tuple(coefficients.names[k] for k in order if load[k] > LOADING * load.max())
    raise DailyFitError(
        f"collinear: {listed(names)} say the same together; leave one of them out or give it a "
        "prior",
        names,
    )
