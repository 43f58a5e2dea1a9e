"""What is wrong with a fit, in words that name the effects: refusals, and warnings."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from detente.ensemble.coefficients import draw_matrix
from detente.ensemble.design import PARAMETER_DRAWS
from detente.errors import InputError
from detente.fitting.design import SAME, Design
from detente.fitting.solve import Solution
from detente.kernel.compile import Compiled
from detente.kernel.stability import Elasticities
from detente.planes.process import Process
from detente.scenario.fitted.file import WarningEntry, WarningKind

F64 = NDArray[np.float64]

FEW = 10
"""Acts for each coefficient below which a fit is warned of (Peduzzi et al. 1996, J. Clin. Epi. 49:
ten events per variable)."""

ALIKE = 1e-3
"""Smallest eigenvalue of the correlations of the information below which covariates are alike: a
correlation of 0.999, for two."""

WIDE = 3.0
"""Standard deviation of a prior that no longer holds a coefficient: a factor of e³ in the hazard,
either way, for each unit of the covariate."""

MANY_MISSING = 0.05
"""Share of missing days from which on it is said that memories have gaps."""

SHOWN = 4
"""Names that a message lists."""


def named(names: Sequence[str]) -> str:
    """Names for a message, not too many."""
    shown = ", ".join(f"'{name}'" for name in names[:SHOWN])
    return f"{shown} and {len(names) - SHOWN} more" if len(names) > SHOWN else shown


def acts_of_coefficients(design: Design) -> NDArray[np.int64]:
    """Acts of the processes on which each coefficient's covariate varies."""
    found = np.zeros(len(design.draws), dtype=np.int64)
    each = design.acts_of()
    for i, (a, b) in enumerate(zip(design.rows_of[:-1], design.rows_of[1:], strict=True)):
        found += each[i] * (np.ptp(design.side.x[a:b], axis=0) > 0)
    return found


def check_acts(design: Design) -> list[WarningEntry]:
    """Refuse what has too few acts to be fitted; warn of what has few.

    Raises
    ------
    InputError
        If there are fewer acts than coefficients, or none.
    """
    acts, k = int(design.act.sum()), len(design.draws)
    if not design.rows:
        raise InputError(
            "nothing can be fitted: the record tells of no process of the scenario in these days; "
            "choose other days (--from, --to) or processes that the data source has codes for"
        )
    if acts == 0:
        raise InputError(
            f"nothing can be fitted: none of the {len(design.processes)} processes happened in "
            f"{design.rows:,} days at risk; choose a longer record (--from, --to) or wider acts"
        )
    if acts < k:
        raise InputError(
            f"{acts} acts are too few for {k} coefficients ({acts / k:.1f} for each): "
            f"{named([d.name for d in design.draws])}; choose a longer record (--from, --to), or "
            "set sd = 0 for those that shall keep their value"
        )
    if acts < FEW * k:
        return [WarningEntry(kind="few", numbers=[float(acts), float(k)])]
    return []


def separated(design: Design, prior_sd: F64) -> list[WarningEntry]:
    """Coefficients whose covariate tells the days with an act from those without.

    Raises
    ------
    InputError
        If the likelihood has no highest place, and no prior of use holds the coefficient.
    """
    found = []
    for k, draw in enumerate(design.draws):
        ups, downs, seen = True, True, False
        for a, b in zip(design.rows_of[:-1], design.rows_of[1:], strict=True):
            x, act = design.side.x[a:b, k], design.act[a:b]
            if np.ptp(x) == 0 or not act.any() or act.all():
                continue
            seen = True
            ups &= bool(x[act].min() >= x[~act].max())
            downs &= bool(x[act].max() <= x[~act].min())
        if not seen or not (ups or downs):
            continue
        what = "always" if ups else "never"
        text = (
            f"separated: where the covariate of '{draw.name}' is high, the record {what} sees the "
            "act, so the likelihood alone would make the coefficient endless"
        )
        if prior_sd[k] > WIDE:
            raise InputError(
                f"{text}, and its prior (sd {prior_sd[k]:g}) does not hold it; narrow the prior "
                f"to sd {WIDE:g} or less, leave the effect out, or choose a longer record"
            )
        kind: WarningKind = "separated-up" if ups else "separated-down"
        found.append(WarningEntry(kind=kind, names=[draw.name]))
    return found


def collinear(design: Design, solution: Solution, prior_sd: F64) -> list[WarningEntry]:
    """Groups of coefficients that the record cannot tell apart.

    Raises
    ------
    InputError
        If no prior of use tells them apart either.
    """
    n, k = len(design.processes), len(design.draws)
    if k < 2:
        return []
    own = np.diag(solution.information)[:n]
    cross = solution.information[:n, n:]
    left = solution.information[n:, n:] - cross.T @ (cross / np.maximum(own, 1e-300)[:, None])
    size = np.sqrt(np.maximum(np.diag(left), 0.0))
    told = size > 1e-8
    if told.sum() < 2:
        return []
    draws = [draw for draw, each in zip(design.draws, told, strict=True) if each]
    alike = left[np.ix_(told, told)] / np.outer(size[told], size[told])
    values, vectors = np.linalg.eigh(alike)
    found = []
    for value, vector in zip(values, vectors.T, strict=True):
        if value > ALIKE:
            break
        group = [i for i in np.argsort(-np.abs(vector)) if abs(vector[i]) > 0.2]
        names = [draws[i].name for i in group]
        text = (
            f"collinear: the covariates of {named(names)} run together in this record, which "
            "tells their sum alone"
        )
        if max(prior_sd[told][i] for i in group) > WIDE:
            raise InputError(
                f"{text}, and their priors do not tell them apart; leave one out, give it sd = 0, "
                f"or narrow the priors to sd {WIDE:g} or less"
            )
        found.append(WarningEntry(kind="collinear", names=names))
    return found


def kinked(design: Design) -> list[WarningEntry]:
    """Coefficients that speak for one side of an act which the other can bring about alone."""
    rows = design.either
    apart = (np.abs(design.side.x[rows] - design.target.x) > SAME).any(axis=0)
    names = [design.draws[k].name for k in np.flatnonzero(apart)]
    return [WarningEntry(kind="either", names=names)] if names else []


def unstable(compiled: Compiled) -> list[WarningEntry]:
    """Whether the fitted scenario can be played: acts that breed acts without end are refused.

    Parameters
    ----------
    compiled : Compiled
        The scenario with its coefficients drawn from the fit.
    """
    system = Elasticities.of(compiled)
    draws = draw_matrix(compiled.coefficients, 1, np.arange(PARAMETER_DRAWS, dtype=np.int64))
    beyond = sum(not system.settles(values) for values in draws)
    if not beyond:
        return []
    numbers = [system.radius(), float(beyond), float(PARAMETER_DRAWS)]
    return [WarningEntry(kind="unstable", numbers=numbers)]


def check_converged(
    design: Design, processes: Sequence[Process], solution: Solution, slope: F64
) -> None:
    """Refuse a fit that did not come to rest.

    Parameters
    ----------
    design : Design
    processes : sequence of Process
        Those with rows.
    solution : Solution
    slope : array of float64, shape (parameters,)
        What is left of the slope, in standard deviations.

    Raises
    ------
    InputError
        With the coefficients that still move, and what to do.
    """
    if solution.converged and np.isfinite(solution.values).all():
        return
    n = len(processes)
    names = [*(f"baseline of {p.id}" for p in processes), *(d.name for d in design.draws)]
    worst = [names[i] for i in np.argsort(-np.abs(slope))[:3]]
    either = sorted({processes[i].id for i in design.process_of[design.either]})
    more = (
        f"; {named(either)} can be brought about by either side, where the likelihood has kinks: "
        "give them mutual consent, or the coefficients of their sides sd = 0"
        if either
        else "; narrow their priors, or choose a longer record"
    )
    assert n <= len(names)
    raise InputError(
        f"the fit did not converge in {solution.steps} steps; furthest from rest: "
        f"{named(worst)}{more}"
    )
