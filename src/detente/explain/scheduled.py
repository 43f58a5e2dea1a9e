"""Scheduled acts that count for an outcome beside its processes: each has a chance of its own."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from detente.baseline.coefficients import coefficient_matrix
from detente.ensemble.ensemble import Ensemble
from detente.language.current import gettext as _
from detente.language.format import day, percent

MOST = 2000
"""Futures over which a chance is a mean."""


@dataclass(frozen=True, slots=True)
class ScheduledChance:
    """A scheduled act that counts: its row, its date, and its chance over the futures."""

    row: str
    date: dt.date
    chance: float


def scheduled_chances(ensemble: Ensemble, outcome: str) -> list[ScheduledChance]:
    """Scheduled acts that an outcome counts within its window, by date.

    No stack holds them: they happen on a day with a stated probability, not by a hazard. Of futures
    that were chosen by what is seen in them, it is the share of these in which they happen; they
    are left out where that is not known.
    """
    setting = ensemble.setting
    compiled = setting.compiled
    questions, column = compiled.questions, compiled.outcomes.index(outcome)
    part = setting.part(MOST)
    theta = coefficient_matrix(
        compiled.coefficients,
        compiled.claims,
        part.beliefs(),
        setting.seed,
        part.design.parameters,
    )
    found = []
    for act in compiled.model.scheduled:
        row = compiled.rows.index(act.row)
        counts = questions.act_outcome[questions.act_from[row] : questions.act_from[row + 1]]
        within = questions.first[column] <= act.day <= questions.last[column]
        if column in counts and within:
            chance = float(theta[:, compiled.coefficients.index(act.probability)].mean())
            if ensemble.only is not None:
                if ensemble.chronicle is None:
                    continue
                code = act.day * len(compiled.rows) + row
                chance = int((ensemble.chronicle.acts == code).sum()) / ensemble.paths
            date = setting.scenario.as_of + dt.timedelta(days=act.day + 1)
            found.append(ScheduledChance(act.row, date, chance))
    return sorted(found, key=lambda each: (each.date, each.row))


def in_words(found: Sequence[ScheduledChance], named: Callable[[str], str]) -> Iterator[str]:
    """A line for each.

    Parameters
    ----------
    found : list of ScheduledChance
    named : callable
        What a row is called.
    """
    for each in found:
        yield _("Counts too, scheduled for {date} with a chance of {p}: {act}.").format(
            date=day(each.date), p=percent(each.chance, 0), act=named(each.row)
        )
