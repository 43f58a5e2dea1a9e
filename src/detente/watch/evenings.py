"""The days on whose evenings one looks, and when each future has decided."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from detente.errors import OutcomeError
from detente.language.current import gettext as _
from detente.language.option import option
from detente.numerics.arguments import day, listed
from detente.watch.sightings import Sightings

if TYPE_CHECKING:
    from detente.ensemble.ensemble import Ensemble
    from detente.ensemble.setting import Setting

MOST_DATES = 24
"""Evenings, at most."""


def last_day(ensemble: Ensemble, outcome: str | None) -> int:
    """The last day on whose evening something may be open, and is kept; negative if none is."""
    last = ensemble.days - 2
    if outcome is not None:
        questions = ensemble.setting.compiled.questions
        column = ensemble.setting.compiled.outcomes.index(outcome)
        last = min(last, int(questions.last[column]) - 1)
    return last


def asked_days(setting: Setting, by: Sequence[dt.date], last: int) -> list[int]:
    """Days that were asked for, ascending, each once.

    Raises
    ------
    OutcomeError
        If one is not played, or nothing is open on its evening.
    """
    dates = setting.dates
    found = set()
    for date in listed(by, "by"):
        at = (day(date, "by") - dates[0]).days
        if not 0 <= at <= last:
            raise OutcomeError(
                _(
                    "{given}: nothing is open on that evening, or it is not played; give a date "
                    "from {first} to {last}"
                ).format(given=option("--by", date), first=dates[0], last=dates[last])
            )
        found.add(at)
    if len(found) > MOST_DATES:
        raise OutcomeError(
            _("{given}: at most {most} dates").format(
                given=option("--by", len(found)), most=MOST_DATES
            )
        )
    return sorted(found)


def usual_days(ensemble: Ensemble, outcome: str | None, last: int) -> list[int]:
    """Quarters of the way to the day before the outcome's typical one; of the play for a claim."""
    end = last
    if outcome is not None:
        typical = ensemble.typical_dates(outcome)
        if typical is not None:
            end = min(end, (typical[1] - ensemble.dates[0]).days - 1)
    end = max(end, 0)
    return sorted({round((end + 1) * n / 4) - 1 for n in (1, 2, 3, 4)} - {-1}) or [0]


def decided(
    ensemble: Ensemble, found: Sightings, outcome: str | None, paths: int
) -> NDArray[np.int64]:
    """The day on whose evening each path has decided: it came, or can come no more."""
    never = np.full(paths, ensemble.days, dtype=np.int64)
    if outcome is None:
        return never
    compiled = ensemble.setting.compiled
    questions, column = compiled.questions, compiled.outcomes.index(outcome)
    first = ensemble.first[:paths].astype(np.int64)
    came = np.where(first[:, column] >= 0, first[:, column], ensemble.days)
    late = np.minimum(never, int(questions.last[column]))
    if outcome in found.broken:
        late = np.minimum(late, found.broken[outcome])
    after = int(questions.after[column])
    if after >= 0:
        begun = first[:, after]
        late = np.where(begun >= 0, np.minimum(late, begun + int(questions.within[column])), late)
    return np.minimum(came, late)
