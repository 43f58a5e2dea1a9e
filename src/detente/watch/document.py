"""What to watch as plain data."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from detente.ensemble.document import only_document
from detente.language.current import use_language
from detente.numerics.arguments import in_json
from detente.watch.said import title

if TYPE_CHECKING:
    from detente.watch.result import Indicator, Watch

FORMAT = "detente-watch"
VERSION = 1


def document(found: Watch) -> dict[str, Any]:
    """The document of ``detente watch --json`` (docs/json.md)."""
    with use_language("en"):
        return _document(found)


def _document(found: Watch) -> dict[str, Any]:
    setting, estimate = found.setting, found.estimate
    scenario, together = setting.scenario, found.together
    return {
        "format": FORMAT,
        "version": VERSION,
        "scenario": {"id": scenario.id, "title": scenario.title, "hash": scenario.hash},
        "analyst": scenario.believes,
        "as_of": scenario.as_of.isoformat(),
        "horizon": setting.days,
        "paths": found.futures,
        "seed": in_json(setting.seed),
        "forced": dict(setting.forced),
        "credences": dict(setting.credences),
        "seen": only_document(setting.only),
        "outcome": found.outcome,
        "claim": found.claim,
        "probability": estimate.probability,
        "interval": list(estimate.interval),
        "monte_carlo_error": estimate.monte_carlo,
        "entropy": found.entropy,
        "evenings": [
            {
                "date": each.date.isoformat(),
                "open": each.open,
                "probability": each.prior,
                "settled": each.settled,
            }
            for each in found.evenings
        ],
        "looked_at": found.looked,
        "telling": found.telling,
        "indicators": [_indicator(found, each) for each in found.indicators],
        "together": None
        if together is None
        else {
            "by": together.by.isoformat(),
            "titles": [title(scenario, each) for each in together.candidates],
            "entropy_share": together.entropy_share,
            "entropy_error": together.entropy_error,
            "brier_share": together.brier_share,
        },
    }


def _indicator(found: Watch, each: Indicator) -> dict[str, Any]:
    return {
        "name": each.name,
        "title": title(found.setting.scenario, each.candidate),
        "kind": each.kind,
        "id": each.id,
        "by": each.by.isoformat(),
        "seen": list(each.seen),
        "chance": each.chance,
        "prior": each.prior,
        "if_seen": {
            "probability": each.if_seen,
            "interval": [each.if_seen_low, each.if_seen_high],
        },
        "if_not": {"probability": each.if_not, "interval": [each.if_not_low, each.if_not_high]},
        "entropy": each.entropy,
        "entropy_share": each.entropy_share,
        "entropy_error": each.entropy_error,
        "brier": each.brier,
        "z": each.z,
    }
