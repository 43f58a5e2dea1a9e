"""Kinds of future as plain data: docs/storylines.md lists the keys."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from detente.ensemble.document import only_document
from detente.ensemble.kept.courses import followed, windows
from detente.explain.document import in_each, numbers
from detente.language.current import use_language
from detente.numerics.arguments import in_json

if TYPE_CHECKING:
    from detente.storylines.storylines import Storyline, Storylines
    from detente.storylines.tells import Tell

FORMAT, VERSION = "detente-storylines", 1


def document(found: Storylines) -> dict[str, Any]:
    """Return the kinds as plain data, the same whatever the language in force."""
    with use_language("en"):
        return _document(found)


def _document(found: Storylines) -> dict[str, Any]:
    ensemble = found.ensemble
    scenario = ensemble.scenario
    names = in_each(lambda: found.names)
    at = windows(ensemble.days)
    return {
        "format": FORMAT,
        "version": VERSION,
        "scenario": {"id": scenario.id, "title": scenario.title, "hash": scenario.hash},
        "analyst": scenario.believes,
        "as_of": scenario.as_of.isoformat(),
        "horizon": ensemble.days,
        "paths": ensemble.paths,
        "seed": in_json(ensemble.seed),
        "seen": only_document(ensemble.setting.only),
        "found": found.found,
        "asked": found.asked,
        "compared_by": {"outcomes": list(found.outcomes), "blocks": list(found.blocks)},
        "tried": [
            {
                "kinds": each.kinds,
                "stability": each.stability,
                "gap": numbers([each.gap])[0],
                "tells": each.tells,
                "found": each.found,
            }
            for each in found.tried
        ],
        "windows": [ensemble.dates[day].isoformat() for day in at[:-1].tolist()],
        "early_until": found.early.isoformat(),
        "kinds": [
            _kind(found, kind, {name: said[k] for name, said in names.items()})
            for k, kind in enumerate(found.kinds)
        ],
        "label": found.label.tolist(),
    }


def _kind(found: Storylines, kind: Storyline, names: dict[str, str]) -> dict[str, Any]:
    scenario = found.ensemble.scenario
    planes = followed(list(scenario.watched()))
    return {
        "number": kind.number,
        "name": names,
        "futures": kind.futures,
        "probability": kind.probability,
        "interval": list(kind.interval),
        "monte_carlo_error": kind.monte_carlo,
        "parameter_sd": numbers([kind.parameter_sd])[0],
        "marks": [asdict(mark) for mark in kind.marks],
        "example": _example(found, kind),
        "outcomes": [
            {
                "outcome": came.outcome,
                "title": scenario.words.outcome(came.outcome),
                "probability": came.share,
                "of_all": came.overall,
                "median_date": None if came.median is None else came.median.isoformat(),
            }
            for came in kind.outcomes
        ],
        "claims": [_tell(each) for each in kind.claims],
        "acts": [_tell(each) for each in kind.acts],
        "courses": {
            plane: {
                name: [round(float(value), 9) for value in quartile]
                for name, quartile in zip(
                    ("quartile_1", "median", "quartile_3"), kind.courses[k], strict=True
                )
            }
            for k, plane in enumerate(planes)
        },
    }


def _example(found: Storylines, kind: Storyline) -> dict[str, Any]:
    """The future in full: its acts, moves and outcomes with their dates, and its claims."""
    future = found.ensemble.future(kind.example)
    return {
        "path": future.path,
        "acts": [
            {
                "date": act.date.isoformat(),
                "row": act.row,
                "source": act.source,
                "target": act.target,
                "with": list(act.others),
                "act": act.act,
                "prose": act.prose,
            }
            for act in future.acts
        ],
        "moves": [
            {"date": move.date.isoformat(), "state": move.state, "value": move.value}
            for move in future.moves
        ],
        "outcomes": {outcome: date.isoformat() for outcome, date in future.outcomes.items()},
        "claims": dict(future.claims),
    }


def _tell(tell: Tell) -> dict[str, Any]:
    return {
        "id": tell.id,
        "share": tell.share,
        "in_kind": tell.among,
        "lift": tell.lift,
        "interval": list(tell.interval),
    }
