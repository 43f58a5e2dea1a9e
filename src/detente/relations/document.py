"""Relations and rankings as versioned JSON documents (docs/json.md)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from detente.ontology.quads import Quad

if TYPE_CHECKING:
    from detente.relations.daily import F64, I64
    from detente.relations.data import RelationsData
    from detente.relations.largest import LargeDay
    from detente.relations.ranked import Ranked, RankingData

RELATIONS, RANKING = "detente-relations", "detente-ranking"
VERSION = 1


def relations_document(found: RelationsData) -> dict[str, Any]:
    """Return the state of a relationship as plain data."""
    a, b = found.a, found.b
    return {
        "format": RELATIONS,
        "version": VERSION,
        "actors": [a, b],
        "first": found.first.isoformat(),
        "last": found.last.isoformat(),
        "record": {
            "first": found.record.first.isoformat(),
            "last": found.record.last.isoformat(),
            "datasets": list(found.datasets),
        },
        "missing_days": [day.isoformat() for day in found.missing],
        "counted": {
            "acts": found.counted.acts,
            "forth": found.counted.forth,
            "back": found.counted.back,
            "joint": found.counted.joint,
        },
        "not_counted": {
            "without_quad_class": found.counted.unclassed,
            "told_late": found.counted.late,
        },
        "without_weight": found.counted.unweighed,
        "relation_index": {
            "half_life": found.half_life,
            "prior": found.prior,
            "usual": {
                "pair": _round(found.index.usual_pair),
                "forth": _round(found.index.usual_forth),
                "back": _round(found.index.usual_back),
            },
            "pair": _list(found.index.pair),
            "forth": _list(found.index.forth),
            "back": _list(found.index.back),
            "acts": _list(found.index.acts),
        },
        "quad_classes": {
            "step": found.classes.step,
            "periods": [
                {
                    "first": period.first.isoformat(),
                    "last": period.last.isoformat(),
                    "missing_days": period.missing,
                    **_counts(period.acts),
                }
                for period in found.classes.periods
            ],
            "total": _counts(found.classes.total),
        },
        "largest_days": [_large_day(day) for day in found.largest],
        "turning_points": {
            "resolution": found.turning.resolution,
            "observed": found.turning.observed,
            "enough": found.turning.enough,
            "points": [
                {
                    "date": point.date.isoformat(),
                    "before": _round(point.before),
                    "after": _round(point.after),
                    "acts_before": point.acts_before,
                    "acts_after": point.acts_after,
                    "size": _round(point.size),
                    "p": point.p,
                }
                for point in found.turning.points
            ],
        },
        "reciprocity": {
            "balance": [
                {
                    "class": Quad(each.quad).label,
                    "forth": each.forth,
                    "back": each.back,
                    "balance": _maybe(each.balance),
                    "interval": _pair(each.interval),
                }
                for each in found.balances
            ],
            "answers": [
                {
                    "side": each.side,
                    "by": a if each.by_first else b,
                    "occasions": each.occasions,
                    "answered": _maybe(each.answered),
                    "usual": _maybe(each.usual),
                    "ratio": _maybe(each.ratio),
                    "interval": _pair(each.interval),
                }
                for each in found.answers
            ],
        },
    }


def ranking_document(found: RankingData) -> dict[str, Any]:
    """Return a ranking as plain data."""
    return {
        "format": RANKING,
        "version": VERSION,
        "first": found.first.isoformat(),
        "last": found.last.isoformat(),
        "datasets": list(found.datasets),
        "half_life": found.half_life,
        "prior": found.prior,
        "fewest_acts": found.fewest,
        "pairs": found.pairs,
        "missing_days": [day.isoformat() for day in found.missing],
        "warmest": [_ranked(each) for each in found.warmest],
        "coldest": [_ranked(each) for each in found.coldest],
        "fastest": [_ranked(each) for each in found.fastest],
    }


def _ranked(pair: Ranked) -> dict[str, Any]:
    return {
        "actors": [pair.a, pair.b],
        "before": _round(pair.before),
        "now": _round(pair.now),
        "change": _round(pair.change),
        "acts": pair.acts,
        "usual": _round(pair.usual),
    }


def _large_day(day: LargeDay) -> dict[str, Any]:
    return {
        "date": day.date.isoformat(),
        "acts": day.acts,
        "size": _round(day.size),
        "times_usual": _round(day.times_usual),
        "tone": _maybe(day.tone),
        "told": [
            {
                "source": act.source,
                "target": act.target,
                "direction": "joint" if act.joint else "forth" if act.forth else "back",
                "type": act.type,
                "mode": act.mode,
                "context": act.context,
                "rank": act.rank,
                "code": act.code,
                "class": Quad(act.quad).label,
                "goldstein": act.goldstein,
                "acts": act.acts,
            }
            for act in day.told
        ],
    }


def _counts(acts: I64) -> dict[str, list[int]]:
    """Counts of the four quad classes, by flow."""
    return {
        name: [int(n) for n in acts[flow]] for flow, name in enumerate(("forth", "back", "joint"))
    }


def _round(value: float) -> float:
    return round(float(value), 9)


def _maybe(value: float | None) -> float | None:
    return None if value is None else _round(value)


def _pair(values: tuple[float, float] | None) -> list[float] | None:
    return None if values is None else [_round(value) for value in values]


def _list(values: F64) -> list[float]:
    return [_round(value) for value in values]
