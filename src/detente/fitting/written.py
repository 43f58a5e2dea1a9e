"""A fit written down: what was found, as the file that a scenario names."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from detente.effects.base import Effect
from detente.fitting.design import Design
from detente.fitting.earned import effect_of
from detente.fitting.history import History
from detente.fitting.prior import Prior
from detente.fitting.profile import THRESHOLD, Profile
from detente.fitting.solve import Solution
from detente.fitting.transitions import Found
from detente.fitting.trouble import acts_of_coefficients
from detente.fitting.unknown import Untold
from detente.kernel.compile import Compiled
from detente.planes.process import Process
from detente.scenario.fitted.file import (
    BaselineEntry,
    CoefficientEntry,
    CorrelationTable,
    FitFile,
    SettingEntry,
    WarningEntry,
)
from detente.scenario.fitted.settings import fingerprint, half_lives, state_fingerprint
from detente.scenario.scenario import Scenario

F64 = NDArray[np.float64]

DIGITS = 9
"""Significant digits of what is kept."""


@dataclass(frozen=True, slots=True)
class Findings:
    """All that a fit has found.

    Attributes
    ----------
    scenario : Scenario
        As it was given.
    history : History
    effects : sequence of Effect
        With the half-lives that were found.
    compiled : Compiled
        The scenario before the days of the likelihood.
    design : Design
        The rows.
    processes : sequence of Process
        Those with rows.
    prior : Prior
        Under which the solution was found.
    solution : Solution
    spread : float or None
        τ of the pooled baselines.
    gradient : float
        Largest part of the gradient that is left, in standard deviations.
    warnings : sequence of WarningEntry
    earned : mapping of effect to float
    alone : float
        Log-likelihood of the baselines alone.
    profiles : sequence of Profile
    untold : mapping of process to str
        Why the record does not tell of it.
    moved : Found
        Of the transitions of states.
    left_out : Untold or None
        Days at risk that hang on what is not known.
    """

    scenario: Scenario
    history: History
    effects: Sequence[Effect]
    compiled: Compiled
    design: Design
    processes: Sequence[Process]
    prior: Prior
    solution: Solution
    spread: float | None
    gradient: float
    warnings: Sequence[WarningEntry]
    earned: Mapping[str, float]
    alone: float
    profiles: Sequence[Profile]
    untold: Mapping[str, str]
    moved: Found
    left_out: Untold | None


def written(found: Findings) -> FitFile:
    """Write a fit down."""
    coefficients = [*_coefficients(found), *_thresholds(found)]
    used = {effect_of(each.name) for each in coefficients}
    history, solution = found.history, found.solution
    return FitFile(
        format="detente-fit",
        version=1,
        scenario=found.scenario.id,
        hash=found.scenario.hash,
        dataset=history.dataset,
        since=history.since,
        first=history.first,
        last=history.last,
        published_until=history.published_until,
        missing_days=history.missing_days,
        rows=found.design.rows,
        acts=int(found.design.act.sum()),
        log_likelihood=_short(solution.log_likelihood),
        log_likelihood_baselines=_short(found.alone),
        steps=solution.steps,
        gradient=float(f"{found.gradient:.3g}"),
        pooling_sd=None if found.spread is None else _short(found.spread),
        warnings=list(found.warnings),
        effects={effect.id: fingerprint(effect) for effect in found.effects if effect.id in used},
        kept=_kept(found, {c.name for c in coefficients} | {t.name for t in found.moved.entries}),
        earned={effect: _short(value) for effect, value in found.earned.items()},
        coefficients=coefficients,
        baselines=list(_baselines(found)),
        transitions=found.moved.entries,
        states=_states(found),
        settings=list(_settings(found)),
        correlation=_correlation(found),
    )


def _short(number: float) -> float:
    return float(f"{number:.{DIGITS}g}") + 0.0


def _states(found: Findings) -> dict[str, str]:
    fitted = {each.state for each in found.moved.entries}
    return {s.id: state_fingerprint(s) for s in found.scenario.states if s.id in fitted}


def _coefficients(found: Findings) -> Iterator[CoefficientEntry]:
    n, sd, prior_sd = len(found.processes), found.solution.sd, found.prior.sd()
    acts = acts_of_coefficients(found.design)
    for k, draw in enumerate(found.design.draws, start=n):
        yield CoefficientEntry(
            name=draw.name,
            mean=_short(found.solution.values[k]),
            sd=_short(sd[k]),
            prior_mean=_short(found.prior.mean[k]),
            prior_sd=_short(prior_sd[k]),
            acts=int(acts[k - n]),
        )


def _thresholds(found: Findings) -> Iterator[CoefficientEntry]:
    """A threshold's law: the best value, and the sd that a 95 % interval so wide would have."""
    draws, acts = found.design.draws, acts_of_coefficients(found.design)
    for profile in found.profiles:
        if profile.setting.key != THRESHOLD or not profile.said:
            continue
        name = profile.setting.effect
        effect = next(e for e in found.scenario.effects if e.id == name)
        quantity = effect.threshold  # type: ignore[attr-defined]
        low, high = profile.interval
        moved = [i for i, draw in enumerate(draws) if effect_of(draw.name) == name]
        yield CoefficientEntry(
            name=f"{name}.{THRESHOLD}",
            mean=_short(profile.best),
            sd=_short(min((high - low) / 3.92, quantity.sd)),
            prior_mean=quantity.mean,
            prior_sd=quantity.sd,
            acts=int(max((acts[i] for i in moved), default=0)),
        )


def _baselines(found: Findings) -> Iterator[BaselineEntry]:
    values, sd = found.solution.values, found.solution.sd
    acts = found.design.acts_of()
    for i, process in enumerate(found.processes):
        yield BaselineEntry(
            name=process.baseline_name,
            process=process.id,
            mean=_short(values[i]),
            sd=_short(sd[i]),
            usual=process.rate.per_year,
            acts=int(acts[i]),
        )


def _settings(found: Findings) -> Iterator[SettingEntry]:
    """Half-lives that were found."""
    stated = {effect.id: half_lives(effect) for effect in found.scenario.effects}
    now = {effect.id: half_lives(effect) for effect in found.effects}
    for profile in found.profiles:
        effect, key = profile.setting.effect, profile.setting.key
        if key != THRESHOLD and profile.said:
            yield SettingEntry(
                effect=effect,
                key=key,
                value=now[effect][key],
                low=_short(profile.interval[0]),
                high=_short(profile.interval[1]),
                stated=stated[effect][key],
            )


def _correlation(found: Findings) -> CorrelationTable:
    """Of all that was free; transitions go together with those of their state alone."""
    names = [p.baseline_name for p in found.processes] + [d.name for d in found.design.draws]
    blocks = [(names, found.solution.covariance), *found.moved.covariances]
    listed: list[str] = []
    lower: list[list[float]] = []
    for names, covariance in blocks:
        free = np.flatnonzero(np.diag(covariance) > 0)
        sd = np.sqrt(np.diag(covariance)[free])
        matrix = covariance[np.ix_(free, free)] / np.outer(sd, sd)
        before = len(listed)
        listed += [names[i] for i in free]
        lower += [
            [0.0] * before + [round(float(np.clip(r, -1.0, 1.0)), 6) + 0.0 for r in matrix[i, :i]]
            for i in range(len(free))
        ]
    return CorrelationTable(names=listed, lower=lower)


def _kept(found: Findings, fitted: Collection[str]) -> dict[str, str]:
    """Coefficients and baselines that keep their law, and why.

    ``constant``: the covariate does not vary in this record; ``certain``: stated with sd = 0;
    ``elsewhere``: a threshold, a speed, an anticipation; ``unrecorded``: it waits for a state or
    level of which the record does not tell; of transitions also ``unrisked``: never due, and
    ``disbelieved``: its claim is never held; of baselines, why the data source does not tell of
    the process.
    """
    still = {draw.name for draw in found.design.constant}
    terms = {term.coefficient.draw.name for term in found.compiled.model.terms}
    terms |= {draw.name for draw in found.design.moods.draws}
    gone = frozenset() if found.left_out is None else found.left_out.processes
    told = {t.coefficient.draw.name for t in found.compiled.model.terms if t.process not in gone}
    kept: dict[str, str] = {}
    stated = (c for c in found.scenario.compiled().coefficients if c.draw.name not in terms)
    for coefficient in (*found.compiled.coefficients, *stated):
        draw = coefficient.draw
        if draw.basis == "definition" or draw.name in fitted or draw.name.startswith("rate:"):
            continue
        certain = "certain" if draw.sd == 0 and draw.name in terms else "elsewhere"
        left = "constant" if draw.name in told else "unrecorded"
        kept[draw.name] = left if draw.name in still else certain
    kept |= {name: why for name, why in found.moved.kept.items() if name not in fitted}
    return kept | dict.fromkeys(sorted(gone), "unrecorded") | dict(found.untold)
