"""The toy scenario with other effects: written as TOML, read as a user would."""

from __future__ import annotations

import datetime as dt
import functools
import json
import shutil
import tempfile
import tomllib
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from detente.scenario.read import load
from detente.scenario.scenario import Scenario

TOY = Path(__file__).resolve().parents[1] / "data" / "toy"
Entry = dict[str, Any]

CLAIMS = ("held", "expected", "presses", "slow")
"""Claims beside the toy's own `ready`: the owner of the effect under test, and of its parts."""

ACTS = (
    "2024-11-14,USA,RUS,COERCE.restrict/economic,ready,an owned sanction,a test",
    "2024-11-17,CHN,RUS,COOPERATE/economic,,trade that the incomplete list does not count,a test",
    "2024-11-18,RUS,USA,CONSULT.phone@leader,,a call on the last day,a test",
)
"""Acts of the record beside the toy's own."""


def toml(value: object) -> str:
    """A value as inline TOML."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, dt.date | int | float):
        return str(value)
    if isinstance(value, str):
        return json.dumps(value, ensure_ascii=False)
    if isinstance(value, Mapping):
        parts = (f"{json.dumps(key)} = {toml(part)}" for key, part in value.items())
        return "{" + ", ".join(parts) + "}"
    assert isinstance(value, list | tuple)
    return "[" + ", ".join(toml(part) for part in value) + "]"


STOCK: Entry = {
    "id": "stock", "title": "A stock", "start": 4.0, "lower": 0.0, "inflow": -0.1,
    "changes": [{"on": ["ru-accuses"], "amount": 3.0}],
}  # fmt: skip
"""A level, for the effect that asks for one."""


def claim(name: str) -> Entry:
    """A claim without signs."""
    return {
        "id": name, "statement": f"It is {name}.", "voice": "author", "document": "note",
        "sentence": 1, "fingerprint": "0123456789ab", "credence": 0.5,
        "credence_basis": "a test",
    }  # fmt: skip


def raw_toy(effects: Sequence[Entry]) -> dict[str, Any]:
    """The toy's tables with these effects, and an outcome for every process."""
    raw: dict[str, Any] = tomllib.loads((TOY / "scenario.toml").read_text(encoding="utf-8"))
    raw["effects"] = list(effects)
    raw["levels"] = [STOCK]
    known = [entry["id"] for entry in raw["claims"]]
    raw["claims"] += [claim(name) for name in CLAIMS if name not in known]
    for entry in raw["claims"]:
        entry["signs"] = []
    raw["outcomes"] += [
        {"kind": "acts", "id": f"n-{p['id']}", "title": p["title"], "on": [p["id"]]}
        for p in raw["processes"]
    ]
    return raw


def write_toy(folder: Path, effects: Sequence[Entry]) -> Path:
    """Write the toy with these effects into a folder."""
    shutil.copytree(TOY, folder, dirs_exist_ok=True)
    lines = [f"{key} = {toml(value)}" for key, value in raw_toy(effects).items()]
    (folder / "scenario.toml").write_text("\n".join(lines) + "\n", encoding="utf-8")
    acts = (TOY / "acts.csv").read_text(encoding="utf-8").rstrip("\n").splitlines()
    (folder / "acts.csv").write_text("\n".join([*acts, *ACTS]) + "\n", encoding="utf-8")
    return folder


def toy(effects: Sequence[Entry]) -> Scenario:
    """The toy with these effects; read once for each list."""
    return _toy(json.dumps(list(effects), default=_dated))


def _dated(value: object) -> object:
    assert isinstance(value, dt.date)
    return {"date": value.isoformat()}


def _undated(value: dict[str, Any]) -> object:
    if list(value) == ["date"]:
        return dt.date.fromisoformat(value["date"])
    return value


@functools.cache
def _toy(text: str) -> Scenario:
    with tempfile.TemporaryDirectory() as folder:
        return load(write_toy(Path(folder), json.loads(text, object_hook=_undated)))
