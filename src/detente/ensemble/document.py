"""An ensemble's answers as a versioned JSON document (docs/json.md)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from detente.ensemble.ensemble import Ensemble

FORMAT = "detente-ensemble"
VERSION = 1


def document(ensemble: Ensemble) -> dict[str, Any]:
    """Return the answers of an ensemble as plain data."""
    scenario = ensemble.scenario
    dates = [date.isoformat() for date in ensemble.dates]
    outcomes = []
    for outcome in scenario.outcomes:
        estimate = ensemble.estimate(outcome.id)
        median = ensemble.median_date(outcome.id)
        typical = ensemble.typical_dates(outcome.id)
        outcomes.append(
            {
                "id": outcome.id,
                "title": outcome.title,
                "listed": outcome.listed,
                "probability": estimate.probability,
                "interval": list(estimate.interval),
                "monte_carlo_error": estimate.monte_carlo,
                "parameter_sd": estimate.parameter_sd,
                "never": 1.0 - estimate.probability,
                "median_date": median.isoformat() if median else None,
                "quartile_dates_if_it_happens": (
                    [date.isoformat() for date in typical] if typical else None
                ),
                "restricted_mean_waiting_days": ensemble.mean_waiting(outcome.id),
                "first_passage": {
                    "dates": dates,
                    "cumulative": [round(v, 9) for v in ensemble.first_passage(outcome.id)],
                },
            }
        )
    indices = []
    for declared in scenario.file.index:
        path = ensemble.index(*declared.pair)
        indices.append(
            {
                "pair": list(path.pair),
                "dates": dates,
                "mean": [round(float(v), 9) for v in path.mean],
                "quantile_10": [round(float(v), 9) for v in path.low],
                "median": [round(float(v), 9) for v in path.median],
                "quantile_90": [round(float(v), 9) for v in path.high],
            }
        )
    return {
        "format": FORMAT,
        "version": VERSION,
        "scenario": {"id": scenario.id, "title": scenario.title, "hash": scenario.hash},
        "as_of": scenario.as_of.isoformat(),
        "record": None if scenario.taken is None else scenario.taken.document(),
        "fit": None if scenario.fitted is None else scenario.fitted.document(),
        "horizon": ensemble.days,
        "paths": ensemble.paths,
        "seed": ensemble.seed,
        "claims": [
            {"id": c.id, "credence": c.credence, "forced": ensemble.forced.get(c.id)}
            for c in scenario.claims
        ],
        "outcomes": outcomes,
        "relation_index": indices,
        "judgements": [
            {
                "claim": c.id,
                "outcome": c.judgement.outcome,
                "expected": [c.judgement.low, c.judgement.high],
                "ensemble": ensemble.probability(c.judgement.outcome),
            }
            for c in scenario.claims
            if c.judgement is not None
        ],
    }
