"""What a fit gives: laws of the coefficients, and how they came about."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from detente.effects.base import Effect
from detente.files import write_text
from detente.fitting.design import Design
from detente.fitting.earned import effect_of
from detente.fitting.history import History
from detente.fitting.likelihood import expected_daily
from detente.fitting.profile import THRESHOLD, Profile
from detente.fitting.solve import Solution
from detente.fitting.trouble import acts_of_coefficients
from detente.kernel.compile import Compiled
from detente.numerics.estimates import Estimated, Estimates
from detente.planes.process import Process
from detente.scenario.fitted.file import (
    BaselineEntry,
    CoefficientEntry,
    CorrelationTable,
    FitFile,
    SettingEntry,
    WarningEntry,
)
from detente.scenario.fitted.said import warning_said
from detente.scenario.fitted.settings import fingerprint, half_lives
from detente.scenario.folder import SCENARIO, Memory

if TYPE_CHECKING:
    from detente.charts.figure import Figure
    from detente.scenario.scenario import Scenario

F64 = NDArray[np.float64]

FILE = "fit.toml"
"""Name of the file where no other is given."""

DIGITS = 9
"""Significant digits of what is kept."""


@dataclass(frozen=True, slots=True)
class Fit(Estimated):
    """A scenario's coefficients as the record has them.

    Attributes
    ----------
    scenario : Scenario
        The one that was fitted.
    file : FitFile
        Everything that is kept: laws, correlations, counts, warnings.
    profiles : tuple of Profile
        Of the half-lives and thresholds that were searched for.
    prior_mean, prior_sd : array of float64, shape (baselines + coefficients,)
        Of the parameters before the record spoke, baselines first.
    """

    scenario: Scenario
    file: FitFile
    profiles: tuple[Profile, ...]
    prior_mean: F64
    prior_sd: F64

    def _estimates(self) -> Estimates:
        """As the file has them: coefficients, then baselines."""
        file = self.file
        place = {name: i for i, (name, _mean, _sd) in enumerate(file.laws())}
        where = [place[name] for name in file.correlation.names]
        correlation = np.eye(len(place))
        correlation[np.ix_(where, where)] = file.correlation.matrix()
        sd = np.array([sd for _name, _mean, sd in file.laws()])
        entries, n = file.coefficients, len(file.baselines)
        effects = [*(e.name for e in entries), *(e.process for e in file.baselines)]
        parts = ["coefficient"] * len(entries) + ["baseline"] * n
        return Estimates(
            names=(
                *(each.name for each in entries),
                *(f"baseline of {each.process}" for each in file.baselines),
            ),
            coef=np.array([mean for _name, mean, _sd in file.laws()]),
            covariance=correlation * np.outer(sd, sd),
            log_likelihood=file.log_likelihood,
            events=file.acts,
            labels={"effect": effects, "part": parts},
            prior_mean=np.array([*(e.prior_mean for e in entries), *self.prior_mean[:n]]),
            prior_sd=np.array([*(e.prior_sd for e in entries), *self.prior_sd[:n]]),
        )

    @property
    def warnings(self) -> list[str]:
        """What one should know before using the numbers, in the language in force."""
        return [warning_said(each) for each in self.file.warnings]

    def text(self) -> str:
        """The file that a scenario names."""
        return self.file.text()

    def write(self, path: str | Path) -> None:
        """Write the file that a scenario names, whole or not at all.

        Raises
        ------
        InputError
            If it cannot be written.
        """
        write_text(str(path), self.text())

    def applied(self) -> Scenario:
        """The scenario with its coefficients drawn from the fit; its texts name and hold it."""
        from detente.scenario.read import read

        texts = dict(self.scenario.texts)
        name = self.scenario.file.coefficients
        if name is None:
            name = FILE
            texts[SCENARIO] = f'coefficients = "{FILE}"\n{texts[SCENARIO]}'
        texts[name] = self.text()
        return read(Memory(texts, self.scenario.where.rpartition("/")[0]))

    def figure(self) -> Figure:
        """Prior and posterior of each coefficient: for notebooks, and ``.save("fit.svg")``."""
        from detente.charts.figure import Figure
        from detente.fitting import chart

        return Figure(chart.figure(self.file), chart.counted(self.file))

    def document(self) -> dict[str, Any]:
        """The fit as plain data (docs/json.md)."""
        found = self.file.model_dump(mode="json")
        found["profiles"] = [
            {
                "effect": each.setting.effect,
                "key": each.setting.key,
                "stated": each.setting.stated,
                "best": each.best,
                "interval": list(each.interval),
                "open": list(each.open),
                "values": list(each.values),
                "log_posterior": list(each.log_posteriors),
            }
            for each in self.profiles
        ]
        return found


def _short(number: float) -> float:
    return float(f"{number:.{DIGITS}g}") + 0.0


def fit_file(
    scenario: Scenario,
    history: History,
    effects: Sequence[Effect],
    design: Design,
    processes: Sequence[Process],
    solution: Solution,
    prior_sd: F64,
    prior_mean: F64,
    *,
    spread: float | None,
    gradient: float,
    warnings: Sequence[WarningEntry],
    earned: Mapping[str, float],
    alone: float,
    profiles: Sequence[Profile],
    compiled: Compiled,
    untold: Mapping[str, str],
) -> FitFile:
    """Write a fit down.

    Parameters
    ----------
    scenario : Scenario
        As it was given.
    history : History
    effects : sequence of Effect
        With the half-lives that were found.
    design, processes, solution
        The rows, their processes, the mode and its law.
    prior_sd, prior_mean : array of float64, shape (parameters,)
    spread : float or None
        τ of the pooled baselines.
    gradient : float
        Largest part of the gradient that is left, in standard deviations.
    warnings : sequence of WarningEntry
    earned : mapping of effect to float
    alone : float
        Log-likelihood of the baselines alone.
    profiles : sequence of Profile
    compiled : Compiled
        The scenario before the days of the likelihood.
    untold : mapping of process to str
        Why the record does not tell of it.
    """
    n = len(processes)
    sd = solution.sd
    coefficients = [
        CoefficientEntry(
            name=draw.name,
            mean=_short(solution.values[n + k]),
            sd=_short(sd[n + k]),
            prior_mean=_short(prior_mean[n + k]),
            prior_sd=_short(prior_sd[n + k]),
            acts=int(acts),
        )
        for k, (draw, acts) in enumerate(
            zip(design.draws, acts_of_coefficients(design), strict=True)
        )
    ]
    free = np.flatnonzero(np.diag(solution.covariance) > 0)
    names = [*(p.baseline_name for p in processes), *(d.name for d in design.draws)]
    correlation = solution.covariance[np.ix_(free, free)] / np.outer(sd[free], sd[free])
    daily = expected_daily(design, solution.values[:n], solution.values[n:])
    thresholds = [each for each in profiles if each.setting.key == THRESHOLD and each.said]
    coefficients += [_threshold(each, scenario.effects, design) for each in thresholds]
    used = {effect_of(each.name) for each in coefficients}
    stated = {effect.id: half_lives(effect) for effect in scenario.effects}
    now = {effect.id: half_lives(effect) for effect in effects}
    return FitFile(
        format="detente-fit",
        version=1,
        scenario=scenario.id,
        hash=scenario.hash,
        dataset=history.dataset,
        since=history.since,
        first=history.first,
        last=history.last,
        missing_days=history.missing_days,
        rows=design.rows,
        acts=int(design.act.sum()),
        log_likelihood=_short(solution.log_likelihood),
        log_likelihood_baselines=_short(alone),
        steps=solution.steps,
        gradient=float(f"{gradient:.3g}"),
        pooling_sd=None if spread is None else _short(spread),
        warnings=list(warnings),
        effects={effect.id: fingerprint(effect) for effect in effects if effect.id in used},
        kept=_kept(compiled, design, [each.name for each in coefficients], untold),
        earned={effect: _short(value) for effect, value in earned.items()},
        coefficients=coefficients,
        baselines=[
            BaselineEntry(
                name=p.baseline_name,
                process=p.id,
                mean=_short(solution.values[i]),
                sd=_short(sd[i]),
                usual=p.rate.per_year,
                expected=_short(max(365.25 * float(daily[i]), 1e-9)),
                acts=int(acts),
            )
            for i, (p, acts) in enumerate(zip(processes, design.acts_of(), strict=True))
        ],
        settings=[
            SettingEntry(
                effect=each.setting.effect,
                key=each.setting.key,
                value=now[each.setting.effect][each.setting.key],
                low=_short(each.interval[0]),
                high=_short(each.interval[1]),
                stated=stated[each.setting.effect][each.setting.key],
            )
            for each in profiles
            if each.setting.key != THRESHOLD and each.said
        ],
        correlation=CorrelationTable(
            names=[names[i] for i in free],
            lower=[
                [round(float(np.clip(r, -1.0, 1.0)), 6) + 0.0 for r in correlation[i, :i]]
                for i in range(len(free))
            ],
        ),
    )


def _threshold(profile: Profile, effects: Sequence[Effect], design: Design) -> CoefficientEntry:
    """A threshold's law: the best value, and a quarter of the interval's width as its sd."""
    name = profile.setting.effect
    quantity = next(e for e in effects if e.id == name).threshold  # type: ignore[attr-defined]
    acts = acts_of_coefficients(design)
    moved = [i for i, draw in enumerate(design.draws) if effect_of(draw.name) == name]
    low, high = profile.interval
    return CoefficientEntry(
        name=f"{name}.{THRESHOLD}",
        mean=_short(profile.best),
        sd=_short(min((high - low) / 3.92, quantity.sd)),
        prior_mean=quantity.mean,
        prior_sd=quantity.sd,
        acts=int(max((acts[i] for i in moved), default=0)),
    )


def _kept(
    compiled: Compiled, design: Design, fitted: Sequence[str], untold: Mapping[str, str]
) -> dict[str, str]:
    """Coefficients and baselines that keep their law, and why.

    ``constant``: the covariate does not vary in this record; ``certain``: stated with sd = 0;
    ``elsewhere``: a threshold, a speed, an anticipation, a spread; of baselines, why the data
    source does not tell of the process.
    """
    still = {draw.name for draw in design.constant}
    terms = {term.coefficient.draw.name for term in compiled.model.terms}
    found = {}
    for coefficient in compiled.coefficients:
        draw = coefficient.draw
        if draw.basis == "definition" or draw.name in fitted or draw.name.startswith("rate:"):
            continue
        certain = "certain" if draw.sd == 0 and draw.name in terms else "elsewhere"
        found[draw.name] = "constant" if draw.name in still else certain
    return found | dict(untold)
