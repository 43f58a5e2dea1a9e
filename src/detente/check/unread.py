"""What a check reports of a scenario that cannot be read."""

from __future__ import annotations

from typing import Any

from detente.check.report import FORMAT, VERSION
from detente.errors import ScenarioError


def unread(error: ScenarioError) -> dict[str, Any]:
    """The report as plain data: its faults, where each stands, and nothing else (docs/json.md)."""
    return {
        "format": FORMAT,
        "version": VERSION,
        "faults": list(error.faults),
        "locations": [None if each is None else each.document() for each in error.locations],
    }
