"""Continuations as a versioned JSON document (docs/branch.md)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from detente.branch.branches import came_before
from detente.ensemble.branch_said import branch_document
from detente.ensemble.document import document
from detente.numerics.arguments import in_json

if TYPE_CHECKING:
    from detente.branch.branches import Branches
    from detente.ensemble.future import Future
    from detente.explain.compare import OutcomeDifference

FORMAT, VERSION = "detente-branch", 1


def branches_document(found: Branches) -> dict[str, Any]:
    """Return what is continued, with and without, as plain data."""
    scenario, changed = found.changed.scenario, found.changed
    return {
        "format": FORMAT,
        "version": VERSION,
        "scenario": {"id": scenario.id, "title": scenario.title, "hash": scenario.hash},
        "analyst": scenario.believes,
        "as_of": scenario.as_of.isoformat(),
        "branch": branch_document(changed.branched),
        "paths": changed.paths,
        "seed": in_json(changed.seed),
        "past": None if found.past is None else _past(found, found.past),
        "put_in": [
            {
                "row": each.act.row,
                "date": each.act.first.isoformat(),
                "chance_on_the_day": each.chance,
                "gate_closed": each.closed,
            }
            for each in found.put_in
        ],
        "differences": [_difference(each) for each in found.outcomes],
        "without": document(found.plain),
        "with": None if found.plain is changed else document(changed),
    }


def _past(found: Branches, past: Future) -> dict[str, Any]:
    return {
        "acts": [{"date": act.date.isoformat(), "row": act.row} for act in past.acts],
        "moves": [
            {
                "date": move.date.isoformat(),
                "state": move.state,
                "before": move.before,
                "value": move.value,
            }
            for move in past.moves
        ],
        "outcomes": {name: date.isoformat() for name, date in came_before(found).items()},
        "claims": dict(past.claims),
    }


def _difference(each: OutcomeDifference) -> dict[str, Any]:
    return {
        "outcome": each.outcome,
        "without": each.first,
        "with": each.second,
        "difference": each.difference,
        "interval": list(each.interval),
        "monte_carlo_error": each.monte_carlo,
        "told": each.told,
        "waiting_days": each.waiting,
        "waiting_days_interval": list(each.waiting_interval),
        "waiting_days_monte_carlo_error": each.waiting_monte_carlo,
    }
