"""What is wrong with a fit, in words that name the effects: refusals, and warnings."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from detente.baseline.coefficients import draw_matrix
from detente.errors import CollinearError, ConvergenceError, EstimationError, SeparatedError
from detente.fitting.design import SAME, Design, effective
from detente.fitting.solve import Solution
from detente.kernel.compile import Compiled
from detente.kernel.stability import Elasticities
from detente.language.current import gettext as _
from detente.language.current import ngettext
from detente.language.format import decimal, general, integer
from detente.language.hints import hint, quoted
from detente.language.option import option
from detente.numerics import identifiability
from detente.numerics.identifiability import ACTS_PER_COEFFICIENT, ALIKE
from detente.planes.process import Process
from detente.scenario.fitted.file import WarningEntry, WarningKind

F64 = NDArray[np.float64]

WIDE = 3.0
"""Standard deviation of a prior that no longer holds a coefficient: a factor of e³ in the hazard,
either way, for each unit of the covariate."""

NEGLIGIBLE = 1e-16
"""What a process's own baseline may leave of a coefficient's information where it tells nothing."""

DRAWS = 100
"""Parameter draws that are tried for whether acts breed acts without end."""

LITTLE = 1e-3
"""Share of a prior's variance, below which the record tells next to nothing of a coefficient."""

MANY_MISSING = 0.05
"""Share of missing days from which on it is said that memories have gaps."""


def acts_of_coefficients(design: Design) -> NDArray[np.int64]:
    """Acts of the processes on which each coefficient's covariate varies."""
    found = np.zeros(len(design.draws), dtype=np.int64)
    each, x = design.acts_of(), design.covariates()
    for i, (a, b) in enumerate(zip(design.rows_of[:-1], design.rows_of[1:], strict=True)):
        found += each[i] * (np.ptp(x[a:b], axis=0) > 0)
    for block in design.moods.blocks:
        for s in set(block.sigma.tolist()):
            column = design.sigmas[s]
            moved = (block.weight[:, block.sigma == s] != 0).any(axis=1)
            if column >= 0:
                found[column] += int(design.act[block.rows[moved]].sum())
    return found


def check_acts(design: Design) -> list[WarningEntry]:
    """Refuse what has too few acts to be fitted; warn of what has few.

    Raises
    ------
    EstimationError
        If there are fewer acts than coefficients, or none.
    """
    acts, k = int(design.act.sum()), len(design.draws)
    names = tuple(draw.name for draw in design.draws)
    if not design.rows:
        raise EstimationError(
            _(
                "nothing can be fitted: the record tells of no process of the scenario in these "
                "days; choose other days ({days}) or processes that the data source has codes for"
            ).format(days=_days())
        )
    if acts == 0:
        raise EstimationError(
            ngettext(
                "nothing can be fitted: the one process did not happen in {rows}; choose a longer "
                "record ({days}) or wider acts",
                "nothing can be fitted: none of the {processes} processes happened in {rows}; "
                "choose a longer record ({days}) or wider acts",
                len(design.processes),
            ).format(
                processes=integer(len(design.processes)),
                rows=ngettext("{n} day at risk", "{n} days at risk", design.rows).format(
                    n=integer(design.rows)
                ),
                days=_days(),
            )
        )
    if acts < k:
        raise EstimationError(
            ngettext(
                "{acts} act is too few for {k} coefficients ({each} for each): {names}; choose a "
                "longer record ({days}), or set sd = 0 for those that shall keep their value",
                "{acts} acts are too few for {k} coefficients ({each} for each): {names}; choose a "
                "longer record ({days}), or set sd = 0 for those that shall keep their value",
                acts,
            ).format(
                acts=integer(acts),
                k=integer(k),
                each=decimal(acts / k, 1),
                names=quoted(names),
                days=_days(),
            ),
            names,
        )
    if acts < ACTS_PER_COEFFICIENT * k:
        return [WarningEntry(kind="few", numbers=[float(acts), float(k)])]
    return []


def _days() -> str:
    """How the days of a fit are chosen."""
    return f"{option('--from', argument='first')}, {option('--to', argument='last')}"


def ranges(design: Design) -> tuple[F64, F64]:
    """Lowest and highest covariates on days without (0) and with the act (1), by process.

    Returns
    -------
    low, high : array of float64, shape (2, processes, coefficients)
    """
    shape = (2, len(design.processes), len(design.draws))
    low, high = np.full(shape, np.inf), np.full(shape, -np.inf)
    covariates = design.covariates()
    for i, (a, b) in enumerate(zip(design.rows_of[:-1], design.rows_of[1:], strict=True)):
        x, act = covariates[a:b], design.act[a:b]
        for y, rows in enumerate((x[~act], x[act])):
            low[y, i] = rows.min(axis=0, initial=np.inf)
            high[y, i] = rows.max(axis=0, initial=-np.inf)
    return low, high


def separated(design: Design, prior_sd: F64) -> list[WarningEntry]:
    """Coefficients whose covariate tells the days with an act from those without.

    Raises
    ------
    SeparatedError
        If the likelihood has no highest place, and no prior of use holds the coefficient.
    """
    found = []
    which = identifiability.separated(*ranges(design))
    for k in np.flatnonzero(which):
        draw = design.draws[k]
        if which[k] > 0:
            text = _(
                "separated: where the covariate of '{name}' is high, the record always sees the "
                "act, so the likelihood alone would make the coefficient endless"
            )
        else:
            text = _(
                "separated: where the covariate of '{name}' is high, the record never sees the "
                "act, so the likelihood alone would make the coefficient endless"
            )
        text = text.format(name=draw.name)
        if prior_sd[k] > WIDE:
            raise SeparatedError(
                _(
                    "{text}, and its prior (sd {prior_sd}) does not hold it; narrow the prior "
                    "to sd {wide} or less, leave the effect out, or choose a longer record"
                ).format(text=text, prior_sd=general(prior_sd[k]), wide=general(WIDE)),
                (draw.name,),
            )
        kind: WarningKind = "separated-up" if which[k] > 0 else "separated-down"
        found.append(WarningEntry(kind=kind, names=[draw.name]))
    return found


def collinear(design: Design, solution: Solution, prior_sd: F64) -> list[WarningEntry]:
    """Groups of coefficients that the record cannot tell apart.

    Raises
    ------
    CollinearError
        If no prior of use tells them apart either.
    """
    if len(design.draws) < 2:
        return []
    left = _left(design, solution)
    told = _told(design, solution, prior_sd)
    found = []
    for each in identifiability.collinear(left[np.ix_(told, told)], ALIKE):
        group = [told[j] for j in each.guilty]
        names = [design.draws[j].name for j in group]
        text = _(
            "collinear: the covariates of {names} run together in this record, which tells their "
            "sum alone"
        ).format(names=quoted(names))
        if prior_sd[group].max() > WIDE:
            raise CollinearError(
                _(
                    "{text}, and their priors do not tell them apart; leave one out, give it "
                    "sd = 0, or narrow the priors to sd {wide} or less"
                ).format(text=text, wide=general(WIDE)),
                tuple(names),
            )
        found.append(WarningEntry(kind="collinear", names=names))
    return found


def _left(design: Design, solution: Solution) -> F64:
    """Information on the coefficients that the rates leave."""
    n = len(design.processes)
    own = solution.information[:n, :n].copy()
    own[np.diag_indices(n)] = np.maximum(np.diag(own), 1e-300)
    cross = solution.information[:n, n:]
    return np.asarray(solution.information[n:, n:] - cross.T @ np.linalg.solve(own, cross))


def _told(design: Design, solution: Solution, prior_sd: F64) -> list[int]:
    """Coefficients of which the record tells more than next to nothing, beside their priors."""
    left = _left(design, solution)
    gone = {*identifiability.untold(left, NEGLIGIBLE), *_still(design, solution)}
    gain = np.diag(left) * np.minimum(prior_sd, WIDE) ** 2
    return [j for j in range(len(design.draws)) if j not in gone and gain[j] > LITTLE]


def _still(design: Design, solution: Solution) -> list[int]:
    """Coefficients that move the rows of a process all alike: they are told with the rates alone.

    So are the σ of moods, which move none.
    """
    x = effective(design, solution.values[len(design.processes) :])[1]
    spans = zip(design.rows_of[:-1], design.rows_of[1:], strict=True)
    moving = np.any([np.ptp(x[a:b], axis=0) > SAME for a, b in spans], axis=0)
    return np.flatnonzero(~moving).tolist()


def kinked(design: Design, solution: Solution, prior_sd: F64) -> list[WarningEntry]:
    """Coefficients that speak for one side of an act which the other can bring about alone."""
    rows = design.either
    off = np.abs(design.side.x[rows] - design.target.x).max(axis=0, initial=0.0)
    names = [design.draws[k].name for k in _told(design, solution, prior_sd) if off[k] > SAME]
    return [WarningEntry(kind="either", names=names)] if names else []


def unstable(compiled: Compiled) -> list[WarningEntry]:
    """Whether the fitted scenario can be played: acts that breed acts without end are refused.

    Parameters
    ----------
    compiled : Compiled
        The scenario with its coefficients drawn from the fit.
    """
    system = Elasticities.of(compiled)
    draws = draw_matrix(compiled.coefficients, 1, np.arange(DRAWS, dtype=np.int64))
    beyond = sum(not system.settles(values) for values in draws)
    if not beyond:
        return []
    numbers = [system.radius(), float(beyond), float(DRAWS)]
    return [WarningEntry(kind="unstable", numbers=numbers)]


def check_converged(
    design: Design, processes: Sequence[Process], solution: Solution, gradient: F64
) -> None:
    """Refuse a fit that did not come to rest.

    Parameters
    ----------
    design : Design
    processes : sequence of Process
        Those with rows.
    solution : Solution
    gradient : array of float64, shape (parameters,)
        What is left of the gradient, in standard deviations.

    Raises
    ------
    ConvergenceError
        With the coefficients that still move, and what to do.
    """
    if solution.converged and np.isfinite(solution.values).all():
        return
    n = len(processes)
    names = [
        *(_("baseline of {process}").format(process=p.id) for p in processes),
        *(d.name for d in design.draws),
    ]
    worst = tuple(names[i] for i in np.argsort(-np.abs(gradient))[:3])
    rows = design.row_of[design.either]
    either = sorted({processes[i].id for i in design.process_of[rows]})
    more = (
        _(
            "{names} can be brought about by either side, where the likelihood has kinks: give "
            "them mutual consent, or the coefficients of their sides sd = 0"
        ).format(names=quoted(either))
        if either
        else _("narrow their priors, or choose a longer record")
    )
    assert n <= len(names)
    raise ConvergenceError(
        _("the fit did not converge in {steps} steps; furthest from rest: {names}{more}").format(
            steps=solution.steps, names=quoted(worst), more=hint(more)
        ),
        worst,
    )
