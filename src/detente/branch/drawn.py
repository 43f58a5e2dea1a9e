"""Continuations whose beliefs are drawn anew: weighed by what the future has seen until the day.

What happened in the future is observed as if it were news (`detente.observe`), and the scenario as
of that day is played on, with the claims and coefficients that are likely then.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import numpy as np

from detente.ensemble.design import nested
from detente.ensemble.future import Future
from detente.ensemble.setting import Setting
from detente.ensemble.simulate import simulate
from detente.errors import OutcomeError
from detente.language.current import gettext as _
from detente.language.option import option
from detente.observe.acts import acts_given
from detente.observe.observe import observe
from detente.observe.successor import successor
from detente.progress import Progress

BELIEFS = ("kept", "drawn")
"""Of continuations of a future: its own, or anew."""

PATHS = 10_000
DAY = dt.timedelta(days=1)


def weighed(
    setting: Setting,
    path: int | None,
    on: dt.date | None,
    *,
    paths: int | None = None,
    threads: int | None = None,
    progress: Progress | None = None,
) -> tuple[Setting, Future]:
    """What continuations are played with, and the future until the day.

    Parameters
    ----------
    setting : Setting
    path : int or None
    on : date or None
    paths : int, optional
        Continuations.
    threads, progress
        As in `detente.observe.observe.observe`.

    Raises
    ------
    OutcomeError
        Where no future and day are named, or claims are forced.
    InputError
        If the future cannot be observed.
    """
    given = option("--beliefs", "drawn")
    if path is None or on is None:
        raise OutcomeError(
            _("{given}: of a future; name one with {path} and {on}").format(
                given=given, path=option("--path"), on=option("--on")
            )
        )
    if setting.forced or setting.credences:
        raise OutcomeError(
            _("{given}: claims that are forced or moved are not weighed; leave them out").format(
                given=given
            )
        )
    scenario, last = setting.scenario, setting.dates[-1]
    if not scenario.as_of < on < last:
        raise OutcomeError(
            _(
                "{on}: no day from which a future could go on; give one from {first} to {last}"
            ).format(on=option("--on", on), first=scenario.as_of + DAY, last=last - DAY)
        )
    alone = simulate(
        scenario,
        paths=1,
        seed=setting.seed,
        until=last,
        threads=threads,
        design=setting.design.picked(np.array([path])),
    )
    future = alone.future(0).until(on, alone.dates[0])
    found = observe(
        scenario, acts_given(list(future.acts)), on, seed=setting.seed, threads=threads,
        progress=progress,
    )  # fmt: skip
    later = successor(found).scenario
    days = (last - on).days
    design = nested(PATHS if paths is None else paths)
    return Setting(later, days, setting.seed, {}, design), replace(future, path=path)
