"""Groups of processes that a scenario does not have to name."""

from __future__ import annotations

from detente.scenario.file import ScenarioFile

ALL = "all"
"""The group of all processes."""


def with_all(file: ScenarioFile) -> ScenarioFile:
    """The same with the group `ALL`, unless a group or a process has that name."""
    ids = [process.id for process in file.processes]
    if ALL in file.groups or ALL in ids:
        return file
    return file.model_copy(update={"groups": {**file.groups, ALL: ids}})
