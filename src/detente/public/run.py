"""A run that is kept in a folder."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from detente.numerics.arguments import called, place
from detente.public.kind import as_kind
from detente.public.play import Ensemble, Scenario
from detente.runs import run as runs

if TYPE_CHECKING:
    from detente.progress import Progress


@dataclass(frozen=True, slots=True, repr=False)
class Repeat(runs.Repeat):
    """A run played again, and how it compares.

    `differing` gives, for each outcome with any, the number of futures in which it came about on
    another day or not at all; `largest` the largest difference in a daily mean; `versions` what
    was then and is now, where they differ.
    """

    ensemble: Ensemble


class Run(runs.Run):
    """A run folder; open one with `detente.open_run`.

    Attributes
    ----------
    folder : Path
    manifest : Manifest
        What `run.json` says: scenario, seed, paths, versions, digest of the results.
    """

    @cached_property
    def scenario(self) -> Scenario:
        """The scenario as it was played, from the copy in the folder.

        Raises
        ------
        InputError
            If the copy has been changed.
        """
        return as_kind(Scenario, super().scenario)

    def ensemble(self) -> Ensemble:
        """The ensemble as it was, to be asked anything; nothing is played.

        Raises
        ------
        InputError
            If the tables have been changed or do not fit the scenario.
        """
        return as_kind(Ensemble, super().ensemble())

    def repeat(self, *, threads: int | None = None, progress: Progress | None = None) -> Repeat:
        """Play the run again and compare.

        Raises
        ------
        InputError
            If the folder is damaged.
        """
        called(progress, "progress")
        found = super().repeat(threads=threads, progress=progress)
        return as_kind(Repeat, found, ensemble=as_kind(Ensemble, found.ensemble))


def open_run(folder: str | Path) -> Run:
    """Open a run folder that `detente simulate --out` wrote.

    Parameters
    ----------
    folder : str or Path

    Returns
    -------
    Run

    Raises
    ------
    InputError
        If it is no run folder, is damaged, or was written by a newer program.
    """
    found = runs.open_run(place(folder, "folder"))
    return Run(found.folder, found.manifest)
