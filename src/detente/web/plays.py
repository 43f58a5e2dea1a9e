"""What a view plays: its ensemble, by way of what has been played already."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from detente.ensemble.setting import Setting
    from detente.progress import Progress
    from detente.public.play import Ensemble, Scenario
    from detente.web.view import View


def played(
    scenario: Scenario,
    view: View,
    among: Iterable[Ensemble] = (),
    *,
    threads: int | None = None,
    progress: Progress | None = None,
) -> Ensemble:
    """Play the futures of a view, all that is seen left out.

    Parameters
    ----------
    scenario : Scenario
    view : View
    among : iterable of Ensemble
        What has been played already: of the one that is nearest, only the futures are played anew
        in which some claim is another.
    threads : int, optional
    progress : callable, optional
        Told how many futures are done, and how many there are.
    """
    from detente.ensemble.replayed import replayed
    from detente.public.kind import as_kind
    from detente.public.play import Ensemble

    setting = setting_of(scenario, view)
    found, truth = nearest(among, setting)
    if found is not None:
        made = replayed(found, setting, threads=threads, progress=progress, truth=truth)
        return as_kind(Ensemble, made)
    return scenario.simulate(
        view.paths,
        view.seed,
        until=view.until,
        force=view.forced,
        credences=view.credences,
        threads=threads,
        progress=progress,
    )


def setting_of(scenario: Scenario, view: View) -> Setting:
    """What a view is played with."""
    from detente.ensemble.design import nested
    from detente.ensemble.setting import Setting

    return Setting(
        scenario,
        scenario.days_until(view.until),
        view.seed,
        dict(view.forced),
        nested(view.paths),
        credences=dict(view.credences),
    )


def nearest(
    among: Iterable[Ensemble], setting: Setting
) -> tuple[Ensemble | None, NDArray[np.uint8] | None]:
    """The ensemble of which most futures are those of a setting, and the setting's beliefs.

    None of both if no ensemble is like it.
    """
    from detente.ensemble.replayed import alike

    like = [each for each in among if each.by_day is not None and alike(each.setting, setting)]
    if not like:
        return None, None
    truth = setting.beliefs()
    return min(like, key=lambda each: int((each.truth != truth).any(axis=1).sum())), truth


def lighter(result: object) -> object:
    """An ensemble without what only others that are played from it need; all else as it is.

    That is the most of it; others are then played from an older one, as that with nothing changed.
    """
    from detente.ensemble.ensemble import Ensemble

    if isinstance(result, Ensemble) and result.by_day is not None:
        return replace(result, by_day=None)
    return result
