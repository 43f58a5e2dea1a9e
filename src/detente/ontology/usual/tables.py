"""The tables behind kinds of pairs and usual rates."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

from detente.ontology.toml import parse_toml

DATA = Path(__file__).parent / "data"


@cache
def table(name: str) -> Mapping[str, Any]:
    """A table by the name of its file."""
    return parse_toml((DATA / f"{name}.toml").read_text(encoding="utf-8"), name)
