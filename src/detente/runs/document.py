"""Whether a run that was played again is the same, as a versioned JSON document (docs/json.md)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from detente.runs.run import Repeat, Run

FORMAT = "detente-repeat"
VERSION = 1


def repeat_document(run: Run, repeat: Repeat) -> dict[str, Any]:
    """Return the verdict as plain data."""
    return {
        "format": FORMAT,
        "version": VERSION,
        "run": str(run.folder),
        "identical": repeat.identical,
        "differing_paths": dict(repeat.differing),
        "largest_difference": repeat.largest,
        "versions": {
            name: {"then": then, "now": now} for name, (then, now) in repeat.versions.items()
        },
    }
