"""Play continuations: an ordinary ensemble, whose setting knows from where on its futures part."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from detente.branch.asked import branch_of
from detente.ensemble.branch import FRESH
from detente.ensemble.design import Design, nested
from detente.ensemble.ensemble import Ensemble
from detente.ensemble.played import played
from detente.ensemble.setting import Setting
from detente.ensemble.simulate import MOST_PATHS, check_request
from detente.errors import OutcomeError
from detente.language.current import gettext as _
from detente.language.format import integer
from detente.language.option import option
from detente.numerics.arguments import whole
from detente.progress import Progress

if TYPE_CHECKING:
    from detente.scenario.scenario import Scenario

PATHS = 10_000


def continued(
    setting: Setting,
    path: int | None = None,
    on: dt.date | None = None,
    *,
    acts: Sequence[str] = (),
    without: Sequence[str] = (),
    paths: int | None = None,
    fresh: bool = True,
    threads: int | None = None,
    progress: Progress | None = None,
) -> Ensemble:
    """Continue a future of a setting, or the record, from one day on.

    Up to and with that day every continuation is the future itself: its claims, its coefficients,
    its acts, states, levels and moods. From the next day on each has draws of its own, the same
    whatever is put in or taken out, so that two branches of one day are compared path by path.

    Parameters
    ----------
    setting : Setting
    path : int, optional
        A future; by default the record is continued, by all futures of the setting.
    on : date, optional
        The last day of the future that is kept.
    acts, without : sequence of str
        What is put in, and taken out: see `detente.branch.asked.branch_of`.
    paths : int, optional
        Continuations of a future.
    fresh : bool
        Whether they have draws of their own; else there is one, with those of the future.
    threads, progress
        As in `detente.ensemble.simulate.simulate`.

    Raises
    ------
    OutcomeError
        If nothing can be continued so.
    """
    _check(setting, path, paths, fresh)
    branch = branch_of(setting, path, on, acts, without)
    design = setting.design
    if path is not None:
        number = 1 if not fresh else PATHS if paths is None else paths
        design = design.picked(np.full(number, path))
        if fresh:
            design = Design(
                design.belief,
                design.parameters,
                FRESH + np.arange(design.paths, dtype=np.int64),
            )
    again = replace(setting, design=design, branch=branch, only=None)
    return played(again, threads=threads, progress=progress)


def setting_of(
    scenario: Scenario,
    path: int | None,
    paths: int | None,
    seed: int,
    until: dt.date | None,
    forced: Mapping[str, bool],
    credences: Mapping[str, float] | None = None,
) -> Setting:
    """What futures of a scenario would be played with, as far as one of them is continued.

    Parameters
    ----------
    scenario : Scenario
    path : int or None
        None has as many futures as `paths` says.
    paths : int or None
    seed, until, forced, credences
        As in `detente.ensemble.simulate.simulate`.

    Raises
    ------
    OutcomeError
        If nothing can be played so.
    """
    check_request(scenario, PATHS if paths is None else paths, seed, forced, credences)
    if path is None:
        design = nested(PATHS if paths is None else paths)
    elif 0 <= whole(path, "path") < MOST_PATHS:
        design = nested(path + 1)
    else:
        raise OutcomeError(
            _("{given}: give a number from 0 to {most}").format(
                given=option("--path", path), most=integer(MOST_PATHS - 1)
            )
        )
    return Setting(
        scenario,
        scenario.days_until(until),
        seed,
        dict(forced),
        design,
        credences=dict(credences or {}),
    )


def _check(setting: Setting, path: int | None, paths: int | None, fresh: bool) -> None:
    if path is not None and not 0 <= whole(path, "path") < setting.design.paths:
        raise OutcomeError(
            _("no path {path}; the ensemble has paths 0 to {last}").format(
                path=path, last=setting.design.paths - 1
            )
        )
    if paths is not None:
        check_request(setting.scenario, paths, setting.seed, {})
    if paths is not None and path is None and paths != setting.design.paths:
        raise OutcomeError(
            _(
                "{paths}: the record is continued by the futures that there are; leave it out"
            ).format(paths=option("--paths", paths))
        )
    if path is None and setting.only is not None:
        raise OutcomeError(
            _(
                "these futures were chosen by what is seen in them, which an act may undo; "
                "continue all futures, or one of these"
            )
        )
    if not fresh and path is None:
        raise OutcomeError(
            _("{fresh}: of a future alone; name one with {path}").format(
                fresh="fresh=False", path=option("--path")
            )
        )
    if not fresh and paths is not None:
        raise OutcomeError(
            _(
                "{paths}: with the draws of the future there is one continuation; leave it out"
            ).format(paths=option("--paths", paths))
        )
