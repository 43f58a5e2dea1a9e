"""What the futures of a setting tell of outcomes, claims, amounts and of what is to be seen."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence
from dataclasses import astuple, dataclass, replace
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from detente.ensemble.runner import Block, Runner, block_size
from detente.ensemble.setting import Setting
from detente.errors import OutcomeError, ScenarioError
from detente.kernel.compile import Compiled
from detente.language.current import gettext as _
from detente.language.format import labelled
from detente.language.option import option
from detente.outcomes.base import Outcome
from detente.progress import Progress
from detente.seen.said import as_written
from detente.seen.seeing import Seeing
from detente.seen.span import ONE_DAY
from detente.seen.what import ActSeen, AmountSeen, ClaimSeen, ConditionSeen, OutcomeSeen

if TYPE_CHECKING:
    from detente.ensemble.ensemble import Ensemble

Bools = NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Look:
    """Futures, looked at.

    Attributes
    ----------
    first : array of int32, shape (paths, outcomes)
        Day of first passage of the scenario's outcomes, −1 for never.
    truth : array of uint8, shape (paths, claims)
    readings : array of float64, shape (paths, readings)
    so : array of bool, shape (paths, seeings)
        Whether that which is seen is as it is said to be.
    """

    first: NDArray[np.int32]
    truth: NDArray[np.uint8]
    readings: NDArray[np.float64]
    so: Bools

    def joined(self, other: Look) -> Look:
        """These futures, and others behind them."""
        pairs = zip(astuple(self), astuple(other), strict=True)
        return Look(*(np.concatenate(pair) for pair in pairs))


def look(
    setting: Setting,
    seeings: Sequence[Seeing],
    played: Ensemble | None = None,
    *,
    threads: int | None = None,
    progress: Progress | None = None,
) -> Look:
    """Look at the futures of a setting.

    What the ensemble of the setting, if it is at hand, tells already is not played again; nor is
    the rest, where the ensemble knows what happened.
    """
    extra = _asked(setting, seeings)
    known = None if played is None else played.known
    if played is not None and (known is not None or not extra):
        first, truth, readings = played.first, played.truth, played.readings
        if extra and known is not None:
            names = [outcome.id for outcome in extra.values()]
            compiled = _compiled(setting, extra, seeings)
            besides = known.first(compiled, names, threads=threads, progress=progress)
            first = np.column_stack([first, besides])
    else:
        first, truth, readings = _play(setting, extra, seeings, threads, progress)
    so = np.ones((first.shape[0], len(seeings)), dtype=bool)
    own = len(setting.scenario.outcomes)
    columns = {number: own + place for place, number in enumerate(extra)}
    for number, seeing in enumerate(seeings):
        found = (
            first[:, columns[number]] >= 0
            if number in columns
            else _told(setting, seeing, first, truth, readings)
        )
        so[:, number] = found == seeing.wanted
    return Look(first[:, :own], truth, readings, so)


def _asked(setting: Setting, seeings: Sequence[Seeing]) -> dict[int, Outcome]:
    """Outcomes that have to be asked besides, by the number of what is seen."""
    dates = setting.dates
    names = {each.id for each in (*setting.scenario.outcomes, *setting.scenario.amounts)}
    found = {}
    for number, seeing in enumerate(seeings):
        name = f"seen-{number + 1}"
        while name in names:
            name += "-x"
        outcome = seeing.asked(name, dates[0], dates[-1])
        if outcome is not None:
            found[number] = outcome
    return found


def _play(
    setting: Setting,
    extra: dict[int, Outcome],
    seeings: Sequence[Seeing],
    threads: int | None,
    progress: Progress | None,
) -> tuple[NDArray[np.int32], NDArray[np.uint8], NDArray[np.float64]]:
    """First passages, those of what is asked besides behind the others, claims and readings."""
    compiled = _compiled(setting, extra, seeings) if extra else setting.compiled

    def kept(block: Block) -> tuple[NDArray[np.int32], NDArray[np.uint8], NDArray[np.float64]]:
        played = block.played
        return played.first.copy(), block.truth, played.value.copy()

    runner = Runner(setting, compiled=compiled)
    parts = list(runner.blocks(kept, block_size(compiled), threads=threads, progress=progress))
    first, truth, readings = (np.concatenate(each) for each in zip(*parts, strict=True))
    return first, truth, readings


def _compiled(setting: Setting, extra: dict[int, Outcome], seeings: Sequence[Seeing]) -> Compiled:
    scenario = setting.scenario
    asked = replace(
        scenario, outcomes=(*scenario.outcomes, *extra.values()), _vain=[], _compiled={}
    )
    try:
        return asked.compiled(setting.days)
    except ScenarioError as error:
        lines = []
        for line in error.faults:
            for number, outcome in extra.items():
                what = _("outcome '{outcome}'").format(outcome=outcome.id)
                if what in line:
                    why = re.sub(r"^\W+", "", line.partition(what)[2])
                    place = option("--seen", seeings[number].said)
                    lines.append(labelled(place, as_written(why)))
                    break
            else:
                lines.append(line)
        raise OutcomeError("\n".join(lines), lines) from None


def _told(
    setting: Setting,
    seeing: Seeing,
    first: NDArray[np.int32],
    truth: NDArray[np.uint8],
    readings: NDArray[np.float64],
) -> Bools:
    """Whether it is so, where the futures tell it by themselves."""
    scenario, what = setting.scenario, seeing.what
    match what:
        case ClaimSeen(claim):
            number = [each.id for each in scenario.claims].index(claim)
            return truth[:, number].astype(bool)
        case OutcomeSeen(outcome, span):
            day = first[:, [each.id for each in scenario.outcomes].index(outcome)]
            if span is None:
                return np.asarray(day >= 0)
            begin, end = span.days(scenario.as_of + ONE_DAY, setting.dates[-1])
            low, high = (_day(date, scenario.as_of) for date in (begin, end))
            return np.asarray((day >= max(low, 0)) & (day <= high))
        case AmountSeen(amount, above, below, values):
            value = readings[:, setting.compiled.readings.index(amount)]
            state = scenario.amount(amount).state
            if state is not None:
                numbers = [setting.compiled.values(state).index(each) for each in values]
                return np.isin(value, numbers)
            so = np.isfinite(value)
            if above is not None:
                so &= value >= above
            if below is not None:
                so &= value <= below
            return so
        case ActSeen() | ConditionSeen():
            raise AssertionError(what)


def _day(date: dt.date, as_of: dt.date) -> int:
    return (date - as_of).days - 1
