"""What was observed, as plain data: the document of ``--json``."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from detente.numerics.arguments import in_json
from detente.scenario.draw_names import draw_name

if TYPE_CHECKING:
    from detente.observe.observed import Observed
    from detente.planes.record import PastAct

FORMAT = "detente-observed"
VERSION = 1


def document(observed: Observed) -> dict[str, Any]:
    """Everything that it holds, but for the draws (docs/observe.md)."""
    scenario = observed.scenario
    return {
        "format": FORMAT,
        "version": VERSION,
        "scenario": {"id": scenario.id, "title": scenario.title, "hash": scenario.hash},
        "analyst": scenario.believes,
        "as_of": scenario.as_of.isoformat(),
        "to": observed.to.isoformat(),
        "seed": in_json(observed.seed),
        "paths": observed.paths,
        "effective": observed.effective,
        "exact": observed.exact,
        "resampled": observed.resampled,
        "score": observed.score.tolist(),
        "score_before": observed.score_before.tolist(),
        "acts": [_act(each) for each in observed.acts],
        "unplayed": [_act(each) for each in observed.unplayed],
        "outside": observed.outside,
        "untold": list(observed.untold),
        "claims": [
            asdict(each) | {"by_chance": observed.by_chance[each.claim]} for each in observed.claims
        ],
        "coefficients": [
            asdict(each) | {"title": draw_name(scenario, each.name)}
            for each in observed.coefficients
        ],
        "moods": [asdict(each) for each in observed.moods],
        "states": {name: dict(values) for name, values in observed.states.items()},
        "since": {name: day.isoformat() for name, day in observed.since.items()},
        "came": {name: day.isoformat() for name, day in observed.came.items()},
        "levels": {name: {"mean": mean, "sd": sd} for name, (mean, sd) in observed.levels.items()},
        "movers": [
            asdict(each)
            | {
                "date": None if each.date is None else each.date.isoformat(),
                "moved": dict(each.moved),
            }
            for each in observed.movers
        ],
        "together": [
            {"first": one, "second": other, "correlation": r}
            for one, other, r in observed.together[:20]
        ],
    }


def _act(act: PastAct) -> dict[str, Any]:
    return {
        "date": act.date.isoformat(),
        "source": act.source,
        "target": act.target,
        "others": list(act.others),
        "act": str(act.act),
    }
