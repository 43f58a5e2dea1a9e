"""What a view plays: its ensemble, by way of what has been played already."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from detente.progress import Progress
    from detente.public.play import Ensemble, Scenario
    from detente.web.view import View


def played(
    scenario: Scenario,
    view: View,
    *,
    threads: int | None = None,
    progress: Progress | None = None,
) -> Ensemble:
    """Play the futures of a view, all that is seen left out.

    Parameters
    ----------
    scenario : Scenario
    view : View
    threads : int, optional
    progress : callable, optional
        Told how many futures are done, and how many there are.
    """
    return scenario.simulate(
        view.paths,
        view.seed,
        until=view.until,
        force=view.forced,
        threads=threads,
        progress=progress,
    )
