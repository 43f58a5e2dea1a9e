"""An ensemble's answers as a versioned JSON document (docs/json.md)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from detente.conditions.given import given_name, plain
from detente.ensemble.branch_said import branch_document
from detente.ensemble.given import estimate_document
from detente.ensemble.intervention import intervention_document
from detente.numerics.arguments import in_json

if TYPE_CHECKING:
    from detente.ensemble.after import After
    from detente.ensemble.amount import AmountAnswer
    from detente.ensemble.ensemble import Ensemble
    from detente.ensemble.given import Given
    from detente.ensemble.index import IndexPath
    from detente.ensemble.setting import Only
    from detente.ensemble.timing import Timing
    from detente.outcomes.amount import Amount
    from detente.outcomes.base import Outcome

FORMAT = "detente-ensemble"
VERSION = 1


def document(
    ensemble: Ensemble, known: Mapping[str, tuple[float, float]] | None = None
) -> dict[str, Any]:
    """Return the answers of an ensemble as plain data.

    `known` holds, by outcome, the range if one knew which claims hold; null without.
    """
    scenario = ensemble.scenario
    return {
        "format": FORMAT,
        "version": VERSION,
        "scenario": {"id": scenario.id, "title": scenario.title, "hash": scenario.hash},
        "as_of": scenario.as_of.isoformat(),
        "record": None if scenario.taken is None else scenario.taken.document(),
        "fit": None if scenario.fitted is None else scenario.fitted.document(),
        "template": scenario.placeholders.document(),
        "horizon": ensemble.days,
        "paths": ensemble.paths,
        "parameter_draws": len(set(ensemble.design.parameters.tolist())),
        "seed": in_json(ensemble.seed),
        "analyst": scenario.believes,
        "claims": [
            {
                "id": c.id,
                "credence": c.credence,
                "credence_sd": c.credence_sd,
                "forced": ensemble.forced.get(c.id),
                "moved_to": ensemble.credences.get(c.id),
            }
            for c in scenario.claims
        ],
        "intervention": intervention_document(ensemble.intervention),
        "seen": only_document(ensemble.only),
        "branch": branch_document(ensemble.branched),
        "outcomes": [
            outcome_document(ensemble, outcome, None if known is None else known[outcome.id])
            for outcome in scenario.outcomes
        ],
        "relation_index": [
            index_document(ensemble.index(*declared.pair)) for declared in scenario.file.index
        ],
        "amounts": [amount_document(ensemble, amount) for amount in scenario.amounts],
        "states": [state.document() for state in ensemble.states],
        "levels": [level.document() for level in ensemble.levels],
        "judgements": [
            {
                "claim": c.id,
                "outcome": c.judgement.outcome,
                "given": given_name(c.judgement.given),
                "condition": plain(c.judgement.given),
                "expected": [c.judgement.low, c.judgement.high],
                "ensemble": None if judged is None else judged.probability,
            }
            for c, judged in ((c, ensemble.judged(c)) for c in scenario.claims if c.judgement)
            if c.judgement is not None
        ],
    }


def only_document(only: Only | None) -> dict[str, Any] | None:
    """What is seen in all futures, and among how many they were, as plain data."""
    if only is None:
        return None
    return {"said": [each.said for each in only.seen], "among": only.among.paths}


def outcome_document(
    ensemble: Ensemble, outcome: Outcome, known: tuple[float, float] | None
) -> dict[str, Any]:
    """How likely an outcome is and when it comes, as plain data."""
    estimate = ensemble.estimate(outcome.id)
    median = ensemble.median_date(outcome.id)
    typical = ensemble.typical_dates(outcome.id)
    between = ensemble.between_analysts(outcome.id)
    return {
        "id": outcome.id,
        "title": outcome.title,
        "listed": outcome.listed,
        "probability": estimate.probability,
        "interval": list(estimate.interval),
        "belief_range": None if known is None else list(known),
        "monte_carlo_error": estimate.monte_carlo,
        "parameter_sd": estimate.parameter_sd,
        "between_analysts": None if between is None else between.document(),
        "never": 1.0 - estimate.probability,
        "median_date": median.isoformat() if median else None,
        "quartile_dates_if_it_happens": (
            [date.isoformat() for date in typical] if typical else None
        ),
        "timing": timing_document(ensemble.timing(outcome.id)),
        "after": after_document(ensemble.after(outcome.id)),
        "given": given_document(ensemble.given(outcome.id), outcome),
        "restricted_mean_waiting_days": ensemble.mean_waiting(outcome.id),
        "first_passage": {
            "dates": [date.isoformat() for date in ensemble.dates],
            "cumulative": [round(v, 9) for v in ensemble.first_passage(outcome.id)],
        },
    }


def given_document(found: Given | None, outcome: Outcome) -> dict[str, Any] | None:
    """The chance given what the scenario gives an outcome, and the joint chance, as plain data."""
    if found is None:
        return None
    return {
        "outcome": found.other,
        "condition": plain(outcome.given),
        "chance_of_it": estimate_document(found.first),
        "chance_given_it": estimate_document(found.given),
        "joint_chance": estimate_document(found.both),
    }


def amount_document(ensemble: Ensemble, asked: Amount) -> dict[str, Any]:
    """How large an amount is, as plain data."""
    given = ensemble.amount_given(asked.id)
    return {
        "id": asked.id,
        "title": asked.title,
        "listed": asked.listed,
        "what": asked.what,
        **_law(ensemble.amount(asked.id)),
        "values": [asdict(chance) for chance in ensemble.value_chances(asked.id)],
        "given": None
        if given is None
        else {
            "outcome": given_name(asked.given),
            "condition": plain(asked.given),
            **_law(given),
            "values": [asdict(chance) for chance in ensemble.value_chances_given(asked.id) or ()],
        },
    }


def _law(found: AmountAnswer) -> dict[str, Any]:
    """The numbers of an amount, as plain data."""
    kept = asdict(found)
    for key in ("amount", "title", "listed", "low", "high"):
        del kept[key]
    kept["on"] = None if found.on is None else found.on.isoformat()
    interval = None if found.low is None else [found.low, found.high]
    return {**kept, "mean_interval": interval}


def index_document(path: IndexPath) -> dict[str, Any]:
    """A relation index, what it rests on, and the volume beside it, as plain data."""
    return {
        "pair": list(path.pair),
        "dates": [date.isoformat() for date in path.dates],
        **path.document(),
        "start": {
            "rests_on": "record" if path.basis.known else "usual",
            "acts": path.basis.acts,
            "share": round(path.basis.share, 9),
            "usual": round(path.basis.usual, 9),
        },
        "volume": {**path.volume.document(), "usual": round(path.volume.usual, 9)},
    }


def timing_document(timing: Timing | None) -> dict[str, Any] | None:
    """When an outcome comes, beside a constant chance, as plain data."""
    if timing is None:
        return None
    return {
        "quartile_dates": [date.isoformat() for date in timing.dates],
        "constant_chance_quartile_dates": [date.isoformat() for date in timing.constant],
        "distance": timing.distance,
        "tells": timing.tells,
    }


def after_document(after: After | None) -> dict[str, Any] | None:
    """The chance given an antecedent, and of both, as plain data."""
    if after is None:
        return None

    return {
        "antecedent": after.antecedent,
        "within": after.within,
        "antecedent_chance": estimate_document(after.first),
        "chance_given_antecedent": estimate_document(after.given),
        "chance_of_both": estimate_document(after.both),
        "share_cut_by_the_horizon": after.cut,
    }
