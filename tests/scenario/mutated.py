"""Copies of the toy scenario with something changed."""

from __future__ import annotations

import re
import shutil
import tomllib
from collections.abc import Callable
from pathlib import Path
from typing import Any

from tests.effects.toy import TOY, toml

Raw = dict[str, Any]

TEXT = (TOY / "scenario.toml").read_text(encoding="utf-8")


def tree() -> Raw:
    """The toy's tables."""
    return tomllib.loads(TEXT)


def copy(folder: Path) -> Path:
    """A copy of the toy."""
    shutil.copytree(TOY, folder, dirs_exist_ok=True)
    return folder


def write(folder: Path, raw: Raw) -> Path:
    """A copy of the toy with these tables; with its acts only if a record is to name a file."""
    copy(folder)
    record = raw.get("record")
    if not isinstance(record, dict) or "store" in record:
        (folder / "acts.csv").unlink()
    lines = [f"{toml(key)} = {toml(value)}" for key, value in raw.items()]
    (folder / "scenario.toml").write_text("\n".join(lines) + "\n", encoding="utf-8")
    return folder


def changed(folder: Path, change: Callable[[Raw], object]) -> Path:
    """A copy of the toy whose tables have been changed."""
    raw = tree()
    change(raw)
    return write(folder, raw)


def without_line(text: str) -> str:
    """An error without the number of its line, for tests that are not about that."""
    return re.sub(r"(\.toml), line \d+: ", r"\1: ", text)


def by_id(entries: list[Raw], name: str) -> Raw:
    """The entry with this id."""
    return next(entry for entry in entries if entry["id"] == name)


def rate(per_year: float) -> Raw:
    """A rate without uncertainty."""
    return {"per_year": per_year, "sd": 0.0, "basis": "judgement", "reference": "a test"}


def claim(name: str, credence: float, voice: str = "author") -> Raw:
    """A claim that owns nothing."""
    return {
        "id": name, "statement": f"It is {name}.", "voice": voice, "document": "note",
        "sentence": 1, "fingerprint": "0123456789ab", "credence": credence,
        "credence_basis": "a test",
    }  # fmt: skip
