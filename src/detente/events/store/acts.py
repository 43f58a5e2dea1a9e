"""From facts to acts: what the view ``acts`` of a store is made of.

Facts of a joint label are joined into one act of the pair, day and label: of the facts of both
directions the one with the highest ranks speaks for it. Other facts are acts as they are.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from pathlib import Path

from detente.events.joint import LABEL
from detente.events.readers.base import literal
from detente.events.schema import ACT, BETWEEN
from detente.events.store.manifest import Manifest
from detente.events.store.segments import reading

_RANK = "CASE {rank} WHEN 'leader' THEN 3 WHEN 'minister' THEN 2 WHEN 'official' THEN 1 ELSE 0 END"
_NAME = "CASE {rank} WHEN 3 THEN 'leader' WHEN 2 THEN 'minister' WHEN 1 THEN 'official' END"


def acts_sql(
    folder: Path,
    manifest: Manifest,
    datasets: Sequence[str],
    joint: Mapping[str, Mapping[str, str]],
    pair: tuple[str, str] | None = None,
    published_until: dt.date | None = None,
) -> str:
    """SQL that selects the acts of a store.

    Parameters
    ----------
    folder : Path
    manifest : Manifest
    datasets : sequence of str
        Data sources.
    joint : mapping
        Of each data source its joint labels, each with the one under which both sides are joined.
    pair : (str, str), optional
        Only acts between these two; the segments are then read where they lie, and not whole.
    published_until : date, optional
        Leave out facts that the source had later than this day; one of which it does not say when
        counts as told on its date.
    """
    parts = []
    for dataset in datasets:
        segments = [s for s in manifest.of(dataset) if s.between or pair is None]
        if segments:
            table = reading(folder, segments)
            if published_until is not None:
                known = f"coalesce(published, date) <= DATE '{published_until}'"
                table = f"(SELECT * FROM {table} WHERE {known})"
            facts = _facts(table, pair)
            scheme = manifest.datasets[dataset].scheme
            parts += _acts(facts, dataset, scheme, joint.get(dataset, {}))
    if not parts:
        empty = ", ".join(f"NULL::{kind} AS {column}" for column, kind in ACT.items())
        return f"SELECT {empty} WHERE false"
    return " UNION ALL BY NAME ".join(parts)


def _facts(table: str, pair: tuple[str, str] | None) -> str:
    if pair is None:
        return f"SELECT * FROM {table}"
    a, b = map(literal, pair)
    return (
        f"SELECT * FROM {table} WHERE source_state = {a} AND target_state = {b} "
        f"UNION ALL SELECT * FROM {table} WHERE source_state = {b} AND target_state = {a}"
    )


def _acts(facts: str, dataset: str, scheme: str, joint: Mapping[str, str]) -> list[str]:
    columns = (
        f"date, {_given('source')} AS source, {_given('target')} AS target, "
        "source_state, target_state, type, mode, context, "
        f"source_rank AS rank, code, {literal(scheme)} AS scheme, quad, goldstein, false AS joint, "
        f"echo, reports, deaths, published, {literal(dataset)} AS dataset, "
        f"{_given('event_id')} AS event_id, file"
    )
    if not joint:
        return [f"SELECT {columns} FROM ({facts})"]
    labels = ", ".join(literal(label) for label in joint)
    label = LABEL[scheme]
    return [
        f"SELECT {columns} FROM ({facts}) WHERE {label} NOT IN ({labels})",
        _joined(f"SELECT * FROM ({facts}) WHERE {label} IN ({labels})", dataset, scheme, joint),
    ]


def _given(column: str) -> str:
    """SQL of text that facts have as '' where it is missing, and acts as NULL."""
    return f"nullif({column}, '')"


def _joined(facts: str, dataset: str, scheme: str, joint: Mapping[str, str]) -> str:
    """Joint acts: once for each pair, day and label, in the order of the pair's states.

    A pair is one of states where both are known and differ, else of entities.
    """
    cases = " ".join(f"WHEN {literal(label)} THEN {literal(one)}" for label, one in joint.items())
    source, target = _RANK.format(rank="source_rank"), _RANK.format(rank="target_rank")
    a = f"CASE WHEN {BETWEEN} THEN source_state ELSE source END"
    b = f"CASE WHEN {BETWEEN} THEN target_state ELSE target END"
    turned = (
        f"SELECT *, CASE {LABEL[scheme]} {cases} END AS one, "
        f"least({source}, {target}) AS level, "
        f"({a}) > ({b}) AS turn, least({a}, {b}) AS first_side, greatest({a}, {b}) AS second_side "
        f"FROM ({facts})"
    )
    side = (
        "CASE WHEN turn THEN target ELSE source END AS s, "
        "CASE WHEN turn THEN source ELSE target END AS t, "
        "CASE WHEN turn THEN target_state ELSE source_state END AS ss, "
        "CASE WHEN turn THEN source_state ELSE target_state END AS ts"
    )
    best = (
        "(PARTITION BY date, first_side, second_side, one, echo "
        "ORDER BY level DESC, code, s, t, event_id)"
    )
    ranked = (
        f"SELECT *, row_number() OVER {best} AS n, max(level) OVER w AS highest, "
        "sum(reports) OVER w AS told, min(published) OVER w AS first_told FROM "
        f"(SELECT *, {side} FROM ({turned})) "
        "WINDOW w AS (PARTITION BY date, first_side, second_side, one, echo)"
    )
    return (
        f"SELECT date, {_given('s')} AS source, {_given('t')} AS target, "
        "ss AS source_state, ts AS target_state, type, "
        f"mode, context, {_NAME.format(rank='highest')} AS rank, one AS code, "
        f"{literal(scheme)} AS scheme, quad, goldstein, true AS joint, echo, "
        "told::INTEGER AS reports, deaths, first_told AS published, "
        f"{literal(dataset)} AS dataset, "
        f"{_given('event_id')} AS event_id, file "
        f"FROM ({ranked}) WHERE n = 1"
    )
