"""Explanations and comparisons as plain data: docs/explain.md lists the keys."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

import numpy as np

from detente.conditions.given import given_name, plain
from detente.ensemble.document import (
    after_document,
    given_document,
    only_document,
    timing_document,
)
from detente.ensemble.intervention import intervention_document
from detente.explain.memo import compared, explained
from detente.language.current import LANGUAGES, use_language
from detente.numerics.arguments import in_json
from detente.scenario.draw_names import draw_name

if TYPE_CHECKING:
    from detente.ensemble.ensemble import Ensemble
    from detente.explain.amounts_compared import GivenDifference
    from detente.explain.claim_shares import ClaimShare
    from detente.explain.compare import Comparison
    from detente.explain.explanation import Explanation
    from detente.explain.interactions import Interaction
    from detente.explain.reach import Way
    from detente.explain.stack import ProcessStack
    from detente.explain.variance import Share
    from detente.explain.weighed import Weighed
    from detente.explain.worth import Worth
    from detente.scenario.scenario import Scenario

EXPLANATION, COMPARISON = "detente-explanation", "detente-comparison"
VERSION = 2


def numbers(values: Iterable[float]) -> list[float | None]:
    """Plain numbers, null where there is none or too few futures to tell."""
    return [float(v) if math.isfinite(v) else None for v in values]


def in_each(said: Callable[[], list[str]]) -> dict[str, list[str]]:
    """Sentences in each language: a document is the same whatever the one in force."""
    found = {}
    for name in LANGUAGES:
        with use_language(name):
            found[name] = said()
    return found


def explanation_document(explanation: Explanation) -> dict[str, Any]:
    """Return an explanation as plain data, the same whatever the language in force."""
    with use_language("en"):
        return _explanation(explanation)


def _explanation(explanation: Explanation) -> dict[str, Any]:
    ensemble = explanation.ensemble
    scenario = ensemble.scenario
    return {
        "format": EXPLANATION,
        "version": VERSION,
        "scenario": {"id": scenario.id, "title": scenario.title, "hash": scenario.hash},
        "analyst": scenario.believes,
        "template": scenario.placeholders.document(),
        "seed": in_json(ensemble.seed),
        "paths": ensemble.paths,
        "forced": dict(ensemble.forced),
        "credences": dict(ensemble.credences),
        "intervention": intervention_document(ensemble.intervention),
        "seen": only_document(ensemble.only),
        "outcome": _outcome(explanation),
        "memo": in_each(lambda: explained.memo(explanation)),
        "dates": [date.isoformat() for date in ensemble.dates],
        "stacks": [_stack(stack) for stack in explanation.stacks],
        "against": [_stack(stack) for stack in explanation.against],
        "brought": None if explanation.brought is None else asdict(explanation.brought),
        "weighed": [_weighed(each) for each in explanation.weighed],
        "scheduled": [
            {"row": each.row, "date": each.date.isoformat(), "chance": each.chance}
            for each in explanation.scheduled
        ],
        "index": _index(explanation),
        "pressure": _pressure(explanation),
        "worths": [_worth(worth, explanation) for worth in explanation.worths],
        "worth_paths": explanation.worth_paths,
        "joint": _joint(explanation),
        "interactions": [_interaction(each) for each in explanation.interactions],
        "variance": _variance(explanation),
        "level": explanation.level,
        "ways": [_way(way, scenario) for way in explanation.ways],
        "judgements": _judgements(explanation),
    }


def _outcome(explanation: Explanation) -> dict[str, Any]:
    ensemble, outcome, estimate = explanation.ensemble, explanation.outcome, explanation.estimate
    return {
        "id": outcome.id,
        "title": outcome.title,
        "kind": outcome.model_dump()["kind"],
        "probability": estimate.probability,
        "interval": list(estimate.interval),
        "timing": timing_document(ensemble.timing(outcome.id)),
        "after": after_document(ensemble.after(outcome.id)),
        "given": given_document(ensemble.given(outcome.id), outcome),
        "monte_carlo_error": estimate.monte_carlo,
        "restricted_mean_waiting_days": explanation.waiting,
    }


def _weighed(found: Weighed) -> dict[str, Any]:
    return {
        "name": found.name,
        "state": found.state,
        "hazard": found.hazard,
        "waiting": numbers(found.waiting),
        "log_chance": numbers(found.log_chance),
        "parts": [
            {"part": part, "values": numbers(found.values[:, i])}
            for i, part in enumerate(found.parts)
        ],
    }


def _worth(worth: Worth, explanation: Explanation) -> dict[str, Any]:
    return {
        "claim": worth.claim,
        "paths": worth.paths,
        "held": worth.held,
        "if_true": worth.if_true,
        "if_false": worth.if_false,
        "now": explanation.estimate.probability,
        "worth": worth.worth,
        "interval": numbers(worth.interval),
        "monte_carlo_error": numbers([worth.monte_carlo])[0],
        "waiting_days": worth.waiting,
        "waiting_interval": numbers(worth.waiting_interval),
        "waiting_monte_carlo_error": numbers([worth.waiting_monte_carlo])[0],
    }


def _interaction(pair: Interaction) -> dict[str, Any]:
    return {
        "claims": list(pair.claims),
        "effect": pair.effect,
        "interval": numbers(pair.interval),
        "monte_carlo_error": numbers([pair.monte_carlo])[0],
        "screened": pair.screened,
    }


def _judgements(explanation: Explanation) -> list[dict[str, Any]]:
    found = []
    for claim in explanation.judgements:
        if claim.judgement is None:
            continue
        judged = explanation.ensemble.judged(claim)
        found.append(
            {
                "claim": claim.id,
                "expected": [claim.judgement.low, claim.judgement.high],
                "given": given_name(claim.judgement.given),
                "condition": plain(claim.judgement.given),
                "ensemble": None if judged is None else judged.probability,
            }
        )
    return found


def _joint(explanation: Explanation) -> dict[str, Any] | None:
    joint = explanation.joint
    if joint is None:
        return None
    return {
        "claims": dict(joint.claims),
        "if_best": joint.if_best,
        "if_worst": joint.if_worst,
        "effect": joint.effect,
        "interval": numbers(joint.interval),
        "monte_carlo_error": numbers([joint.monte_carlo])[0],
        "sum_of_worths": joint.total,
        "excess": joint.excess,
        "excess_monte_carlo_error": numbers([joint.excess_monte_carlo])[0],
        "adds": joint.adds,
    }


def _stack(stack: ProcessStack) -> dict[str, Any]:
    return {
        "process": stack.process,
        "title": stack.title,
        "waiting": numbers(stack.waiting),
        "open": numbers(stack.open),
        "log_hazard": numbers(stack.log_hazard),
        "daily_chance": numbers(np.exp(stack.log_hazard)),
        "by_who_waits": numbers(stack.selected),
        "parts": [
            {
                "effect": part.effect,
                "claim": part.claim,
                "side": part.side,
                "gate": part.gate,
                "rule": part.rule,
                "values": numbers(stack.values[:, i]),
                "by_who_waits": numbers(stack.selection[:, i]),
            }
            for i, part in enumerate(stack.parts)
        ],
        "closed": {effect: numbers(share) for effect, share in stack.closed.items()},
        "ajar": {effect: numbers(share) for effect, share in stack.ajar.items()},
        "through": {effect: numbers(share) for effect, share in stack.through.items()},
        "held": {effect: numbers(share) for effect, share in stack.held.items()},
        "where_held": {effect: numbers(added) for effect, added in stack.where_held.items()},
    }


def _variance(explanation: Explanation) -> dict[str, Any] | None:
    split = explanation.split
    if split is None:
        return None
    return {
        "variance": split.variance,
        "groups": [{"group": share.group, **_share(share)} for share in split.shares],
        "together": split.together,
        "claims": [{"claim": share.claim, **_share(share)} for share in explanation.claim_shares],
    }


def _share(share: Share | ClaimShare) -> dict[str, Any]:
    return {
        "first_order": share.first,
        "first_order_error": share.first_error,
        "total": share.total,
        "total_error": share.total_error,
    }


def _index(explanation: Explanation) -> dict[str, Any] | None:
    stack = explanation.index
    if stack is None:
        return None
    return {
        "usual": stack.usual,
        "waiting": numbers(stack.waiting),
        "mean": numbers(stack.index),
        "parts": [
            {"row": row, "values": numbers(stack.values[:, i])} for i, row in enumerate(stack.rows)
        ],
    }


def _pressure(explanation: Explanation) -> dict[str, Any] | None:
    found = explanation.pressure
    if found is None:
        return None
    return {
        "threshold": found.threshold,
        "waiting": numbers(found.waiting),
        "mean": numbers(found.pressure),
        "parts": [
            {
                "pressing": part,
                "share_at_crossing": numbers(found.at_crossing)[i],
                "values": numbers(found.values[:, i]),
            }
            for i, part in enumerate(found.parts)
        ],
    }


def _way(way: Way, scenario: Scenario) -> dict[str, Any]:
    found = way.plausibility
    return {
        "claims": dict(way.claims),
        "shifts": dict(way.shifts),
        "names": {draw: draw_name(scenario, draw) for draw in way.shifts},
        "probability": way.estimate.probability,
        "interval": list(way.estimate.interval),
        "monte_carlo_error": way.estimate.monte_carlo,
        "reached": way.reached,
        "plausibility": {
            "joint_credence": found.credence,
            "joint_credence_error": found.credence_error,
            "distance": found.distance,
            "relative_density": found.density,
            "share_as_far_out": found.as_far,
        },
    }


def comparison_document(comparison: Comparison) -> dict[str, Any]:
    """Return a comparison as plain data, the same whatever the language in force."""
    with use_language("en"):
        return _comparison(comparison)


def _comparison(comparison: Comparison) -> dict[str, Any]:
    return {
        "format": COMPARISON,
        "version": VERSION,
        "memo": in_each(lambda: compared.memo(comparison)),
        "paired": comparison.paired,
        "in_common": comparison.common,
        "compared": {
            "days": comparison.days,
            "same_dates": comparison.same_dates,
            **{
                name: {"from": first.isoformat(), "until": last.isoformat()}
                for name, (first, last) in zip(("first", "second"), comparison.spans, strict=True)
            },
        },
        "first": _ensemble(comparison.first),
        "second": _ensemble(comparison.second),
        "outcomes": [
            {
                "outcome": row.outcome,
                "title": row.title,
                "first": row.first,
                "second": row.second,
                "difference": row.difference,
                "interval": numbers(row.interval),
                "monte_carlo_error": numbers([row.monte_carlo])[0],
                "waiting_days": row.waiting,
                "waiting_interval": numbers(row.waiting_interval),
                "waiting_monte_carlo_error": numbers([row.waiting_monte_carlo])[0],
                "first_after": _after(comparison, comparison.first, row.outcome),
                "second_after": _after(comparison, comparison.second, row.outcome),
            }
            for row in comparison.outcomes
        ],
        "amounts": [
            {
                "amount": row.amount,
                "value": row.value,
                "first": row.first,
                "second": row.second,
                "difference": row.difference,
                "interval": numbers(row.interval),
                "monte_carlo_error": numbers([row.monte_carlo])[0],
            }
            for row in comparison.amounts
        ],
        "given": [_given(row, comparison) for row in comparison.given],
        "only_first": comparison.only_first,
        "only_second": comparison.only_second,
        "contributions_of": comparison.outcome,
        "contributions": [
            {
                "process": part.process,
                "effect": part.effect,
                "first": part.first,
                "second": part.second,
                "difference": part.difference,
            }
            for part in comparison.contributions
        ],
    }


def _after(comparison: Comparison, ensemble: Ensemble, outcome: str) -> dict[str, Any] | None:
    """The chances behind that of both; none where days would count that are not compared."""
    return after_document(ensemble.after(outcome)) if ensemble.days == comparison.days else None


def _given(row: GivenDifference, comparison: Comparison) -> dict[str, Any]:
    return {
        "outcome": row.outcome,
        "other": row.other,
        "condition": plain(comparison.first.scenario.outcome(row.outcome).given),
        "first": row.first,
        "second": row.second,
        "difference": row.difference,
        "interval": numbers(row.interval),
        "monte_carlo_error": numbers([row.monte_carlo])[0],
        "joint_first": row.joint_first,
        "joint_second": row.joint_second,
        "joint_difference": row.joint_difference,
        "joint_interval": numbers(row.joint_interval),
        "joint_monte_carlo_error": numbers([row.joint_monte_carlo])[0],
    }


def _ensemble(ensemble: Ensemble) -> dict[str, Any]:
    return {
        "scenario": ensemble.scenario.id,
        "hash": ensemble.scenario.hash,
        "analyst": ensemble.scenario.believes,
        "template": ensemble.scenario.placeholders.document(),
        "as_of": ensemble.scenario.as_of.isoformat(),
        "paths": ensemble.paths,
        "horizon": ensemble.days,
        "last_day": ensemble.dates[-1].isoformat(),
        "seed": in_json(ensemble.seed),
        "forced": dict(ensemble.forced),
        "credences": dict(ensemble.credences),
        "intervention": intervention_document(ensemble.intervention),
        "seen": only_document(ensemble.only),
    }
