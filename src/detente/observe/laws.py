"""What was learnt of coefficients and rates, as the files that a scenario draws from.

Their laws stand in a file as that of a fit, for people and for whoever draws one by one; beside it
lie the draws themselves, which are played.
"""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from detente.baseline.standing import standing
from detente.claims.claim import Claim
from detente.observe.document import document
from detente.observe.kept import beliefs_of, text_of_draws
from detente.observe.observed import Observed
from detente.observe.rows import text_of_acts
from detente.scenario.fitted.file import (
    MOST_TOGETHER,
    BaselineEntry,
    CoefficientEntry,
    CorrelationTable,
    DrawsEntry,
    FitFile,
    TransitionEntry,
)
from detente.scenario.fitted.settings import fingerprint, state_fingerprint
from detente.scenario.folder import Memory
from detente.scenario.kept import claims_fingerprint
from detente.scenario.read import read

if TYPE_CHECKING:
    from detente.scenario.scenario import Scenario

F64 = NDArray[np.float64]

OBSERVED, FOLDER = "observed.toml", "observed"
DRAWS, ACCOUNT = f"{FOLDER}/draws.csv", f"{FOLDER}/account.json"
ORIGIN, SINCE = f"{FOLDER}/first", f"{FOLDER}/acts.csv"
"""The scenario that was observed first, and the acts since."""
DAY = dt.timedelta(days=1)
DIGITS = 9


def laws_and_draws(
    observed: Observed, tables: Mapping[str, Any], texts: Mapping[str, str]
) -> dict[str, str]:
    """Files of laws and draws, of the account, and of the scenario that was observed first.

    Parameters
    ----------
    observed : Observed
    tables, texts
        The scenario that goes on from it, which names the first of these files.
    """
    first = observed.start.scenario
    beliefs = beliefs_of(observed)
    draws = beliefs[0]
    values = observed.sampler.values(draws.z)
    files = dict(first.texts)
    made = {f"{ORIGIN}/{name}": text for name, text in files.items()}
    made[SINCE] = text_of_acts((*observed.start.acts, *observed.acts, *observed.unplayed))
    account = json.dumps(document(observed), ensure_ascii=False, allow_nan=False)
    made[ACCOUNT] = account + "\n"
    claims = [Claim.model_validate(each) for each in tables.get("claims", [])]
    entry = DrawsEntry(
        file=DRAWS,
        claims=claims_fingerprint(claims, observed.scenario.file.voices),
        origin=ORIGIN,
        files=list(files),
        acts=SINCE,
        account=ACCOUNT,
        seed=observed.chances,
        untold=sorted({*observed.start.untold, *observed.untold}),
    )

    def with_rates(scenario: Scenario, rates: F64, *, checked: bool) -> dict[str, str]:
        laws = _laws(observed, scenario, values, rates, draws.weight, checked=checked)
        names = [name for name, _mean, _sd in laws.laws()]
        own = {p.baseline_name: rates[:, i] for i, p in enumerate(scenario.processes)}
        chosen = {name: own[name] if name in own else values[name] for name in names}
        text = text_of_draws(observed, beliefs, chosen)
        return {OBSERVED: laws.model_copy(update={"draws": entry}).text(), DRAWS: text}

    # α stays, and what rate that is follows from what is believed, which the draws say
    bare = read(Memory({**texts, **made}, first.id), first.store, fitted=False, goes_on=True)
    alpha = observed.sampler.alpha(bare, draws.z, draws.truth)
    made |= with_rates(bare, alpha, checked=False)
    plain = read(Memory({**texts, **made}, first.id), first.store)
    stated = observed.sampler.matrix(values, plain.compiled().coefficients, draws.weight.size)
    rates = alpha + standing(plain).log_normaliser(stated)
    return made | with_rates(plain, rates, checked=True)


def _laws(
    observed: Observed,
    scenario: Scenario,
    values: Mapping[str, F64],
    rates: F64,
    weight: F64,
    *,
    checked: bool,
) -> FitFile:
    """Means and standard deviations, with correlations, as a file of coefficients has them."""
    compiled = scenario.compiled()
    names: list[str] = []
    columns: list[F64] = []
    coefficients: list[CoefficientEntry] = []
    transitions: list[TransitionEntry] = []
    baselines: list[BaselineEntry] = []
    before = {each.name: each for each in observed.coefficients}
    known = {c.draw.name for c in compiled.coefficients}
    moves = _moves(scenario)
    begun = {level.start.draw.name for level in compiled.model.levels.values()}
    usual = {process.id: process.rate.per_year for process in observed.scenario.processes}
    for name in sorted(values):
        if name not in known or name in begun or before[name].process:
            continue
        mean, sd = _moments(values[name], weight)
        told = before[name]
        law = {
            "name": name, "mean": mean, "sd": sd,
            "prior_mean": short(told.mean), "prior_sd": short(told.sd),
        }  # fmt: skip
        if name in moves:
            state, part = moves[name]
            more = {"state": state, "part": part, "seen": 0, "days": 0}
            transitions.append(TransitionEntry.model_validate(law | more))
        else:
            coefficients.append(CoefficientEntry.model_validate(law | {"acts": 0}))
        names.append(name)
        columns.append(values[name])
    for i, process in enumerate(scenario.processes):
        mean, sd = _moments(rates[:, i], weight)
        came = sum(m.date is not None for m in observed.movers if m.what == process.id)
        baselines.append(
            BaselineEntry(
                name=process.baseline_name,
                process=process.id,
                mean=mean,
                sd=sd,
                usual=usual[process.id],
                acts=came,
            )
        )
        names.append(process.baseline_name)
        columns.append(rates[:, i])
    found = observed.scenario.fitted
    return FitFile.model_validate(
        {
            "format": "detente-fit",
            "version": 1,
            "scenario": observed.scenario.id,
            "hash": observed.scenario.hash,
            "dataset": "observed",
            "since": observed.scenario.as_of + DAY,
            "first": observed.scenario.as_of + DAY,
            "last": observed.to,
            "missing_days": 0,
            "rows": int(observed.days * len(scenario.processes)),
            "acts": len(observed.acts),
            "log_likelihood": short(float(observed.score.sum())),
            "log_likelihood_baselines": short(float(observed.score_before.sum())),
            "steps": observed.resampled,
            "gradient": 0.0,
            "effects": {e.id: fingerprint(e) for e in scenario.effects} if checked else {},
            "states": {s.id: state_fingerprint(s) for s in scenario.states} if checked else {},
            "coefficients": coefficients,
            "baselines": baselines,
            "transitions": transitions,
            "settings": [] if found is None else found.settings,
            "correlation": _correlation(
                names, np.column_stack(columns), weight, observed.effective
            ),
        }
    )


def _moves(scenario: Scenario) -> dict[str, tuple[str, str]]:
    """Draws of transitions, with the state and what they are of it."""
    found: dict[str, tuple[str, str]] = {}
    for entry, state in zip(
        scenario.states, scenario.compiled().model.states.values(), strict=True
    ):
        for move in state.transitions:
            if move.rate is not None:
                found[move.rate.draw.name] = (entry.id, "rate")
            for _value, chance in move.to:
                found.setdefault(chance.draw.name, (entry.id, "chance"))
    return found


def _moments(values: F64, weight: F64) -> tuple[float, float]:
    mean = float(weight @ values)
    return short(mean), short(float(np.sqrt(weight @ (values - mean) ** 2)))


def _correlation(names: list[str], columns: F64, weight: F64, effective: float) -> CorrelationTable:
    """Correlations, shrunk by what the number of draws leaves uncertain of them.

    Schäfer & Strimmer (2005), Statistical Applications in Genetics and Molecular Biology 4(1), 32.
    """
    away = columns - weight @ columns
    covariance = (away * weight[:, None]).T @ away
    sd = np.sqrt(np.diag(covariance))
    free = np.flatnonzero(sd > 1e-9)[:MOST_TOGETHER]
    r = covariance[np.ix_(free, free)] / np.outer(sd[free], sd[free])
    off = ~np.eye(free.size, dtype=bool)
    noise = float(((1.0 - r[off] ** 2) ** 2).sum()) / max(effective, 1.0)
    size = float((r[off] ** 2).sum())
    kept = 1.0 - min(noise / size, 1.0) if size > 0.0 else 0.0
    lower = [
        [round(float(np.clip(kept * x, -1.0, 1.0)), 6) + 0.0 for x in r[i, :i]]
        for i in range(free.size)
    ]
    return CorrelationTable(names=[names[i] for i in free], lower=lower)


def short(number: float) -> float:
    """A number with as many digits as are written."""
    return float(f"{number:.{DIGITS}g}") + 0.0
