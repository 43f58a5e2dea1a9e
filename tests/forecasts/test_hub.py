"""Output as a hub takes it: held against a `tasks.json`, as its validation reads one.

A model task of a hub lists values of its task id columns, required and optional, and per output
type the `output_type_id` that it takes and the type and bounds of `value` (hubverse.io,
"tasks.json" and "model output", schema v5). The task is written from the scenario alone, not from
the output.
"""

from __future__ import annotations

import io
from typing import Any

import polars as pl
import pytest

from detente.forecasts.write import content
from tests.forecasts.asked import played

LEVELS = [0.01, 0.025, *(round(0.05 * k, 2) for k in range(1, 20)), 0.975, 0.99]


def tasks() -> list[dict[str, Any]]:
    """Model tasks for whether and when outcomes come, and for amounts."""
    scenario = played().scenario
    origin = {"required": [scenario.as_of.isoformat()], "optional": None}
    outcomes = [outcome.id for outcome in scenario.outcomes]
    waits = [f"{outcome} days" for outcome in outcomes]
    chance = {"type": "double", "minimum": 0, "maximum": 1}
    number = {"type": "double"}
    days = list(range(1, scenario.file.horizon + 1))
    cdf = {"output_type_id": {"required": days}, "is_required": False, "value": chance}
    quantile = {"output_type_id": {"required": LEVELS}, "is_required": False, "value": number}
    whether = {"output_type_id": {"required": ["no", "yes"]}, "is_required": True, "value": chance}
    return [
        {
            "task_ids": {"origin_date": origin, "target": {"optional": outcomes}},
            "output_type": {"pmf": whether},
        },
        {
            "task_ids": {"origin_date": origin, "target": {"optional": waits}},
            "output_type": {"cdf": cdf, "quantile": quantile},
        },
    ]  # fmt: skip


def faults(table: pl.DataFrame, task: dict[str, Any]) -> list[str]:
    """What a hub's validation would say of the rows that are of a task."""
    columns = ["origin_date", "target", "horizon", "output_type", "output_type_id", "value"]
    found = [] if table.columns == columns else ["columns"]
    if table.schema["horizon"] != pl.Int64 or table.schema["value"] != pl.Float64:
        found.append("column types")
    for name, values in task["task_ids"].items():
        allowed = [*(values.get("required") or []), *(values.get("optional") or [])]
        found += [f"{name}: {v}" for v in set(table[name].to_list()) - set(allowed)]
    for (target, kind), rows in table.group_by("target", "output_type"):
        told = task["output_type"].get(kind)
        if told is None:
            found.append(f"output_type: {kind}")
            continue
        ids, wanted = rows["output_type_id"].to_list(), told["output_type_id"]["required"]
        as_number = not isinstance(wanted[0], str)
        same = {float(i) for i in ids} if as_number else set(ids)
        if len(ids) != len(same) or not same <= set(wanted):
            found.append(f"{target}: output_type_id of {kind}")
        if told["is_required"] and same != set(wanted):
            found.append(f"{target}: {kind} is not whole")
        low, high = told["value"].get("minimum"), told["value"].get("maximum")
        smallest, largest = rows["value"].min(), rows["value"].max()
        if low is not None and (smallest < low or largest > high):
            found.append(f"{target}: value of {kind}")
    return found


@pytest.mark.parametrize("target", ["table.csv", "table.parquet"])
def test_a_hub_takes_what_is_written(target: str) -> None:
    written = content(played(), "hubverse", mapping=None, draws=None, target=target)
    if target.endswith("parquet"):
        table = pl.read_parquet(io.BytesIO(written))
    else:
        table = pl.read_csv(io.BytesIO(written), schema_overrides={"output_type_id": pl.String})
    outcomes = [outcome.id for outcome in played().scenario.outcomes]
    for task, of in zip(tasks(), (outcomes, [f"{o} days" for o in outcomes]), strict=True):
        rows = table.filter(pl.col("target").is_in(of))
        assert rows.height > 0
        assert faults(rows, task) == []
    assert set(table["horizon"].to_list()) <= set(range(played().days + 1))


def test_what_a_hub_would_refuse_is_seen() -> None:
    """The check itself: a chance above one, a date of another round, an id that nobody asked."""
    task = tasks()[0]
    row = {
        "origin_date": played().scenario.as_of.isoformat(), "target": "calls", "horizon": 3,
        "output_type": "pmf", "output_type_id": "yes", "value": 0.5,
    }  # fmt: skip
    other = {**row, "output_type_id": "no"}
    assert faults(pl.DataFrame([row, other]), task) == []
    assert faults(pl.DataFrame([row]), task) == ["calls: pmf is not whole"]
    for key, value in (("value", 1.5), ("origin_date", "2001-01-01"), ("output_type_id", "maybe")):
        assert faults(pl.DataFrame([{**row, key: value}, other]), task)
