"""What a check reports of a scenario that cannot be read."""

from __future__ import annotations

from typing import Any

from detente.check.report import FORMAT, VERSION
from detente.errors import InputError


def unread(error: InputError) -> dict[str, Any]:
    """The report as plain data: its faults, a line each, and nothing else (docs/json.md)."""
    return {"format": FORMAT, "version": VERSION, "faults": list(error.faults)}
