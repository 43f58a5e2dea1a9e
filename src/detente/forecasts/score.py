"""Score pledged forecasts against what came."""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING

from detente.errors import InputError
from detente.forecasts.by_acts import by_acts
from detente.forecasts.mapping import Row, table
from detente.forecasts.pledge import Pledge, by_scenario, read_pledges
from detente.forecasts.resolved import Known, Resolved, read_resolved
from detente.forecasts.rules import (
    brier,
    categorical,
    crps,
    crps_of_constant,
    crps_of_date,
    logarithmic,
)
from detente.forecasts.scores import (
    Calibrated,
    Card,
    Scored,
    Scores,
    Unscored,
    calibration,
    card,
    mean,
)
from detente.language.current import gettext as _
from detente.language.option import option
from detente.numerics.arguments import day, place, word
from detente.numerics.framed import Rows
from detente.scenario.record.later import Later, check_later, from_file, from_store
from detente.scenario.scenario import Scenario

if TYPE_CHECKING:
    from detente.events.store.store import Store

OPEN, VOID = "open", "void"

BASE_COLUMNS = ("id", "scenario", "probability")

Base = Mapping[tuple[str, str], float]


def score(
    pledges: str | Path,
    resolved: str | Path | None = None,
    *,
    acts: str | Path | None = None,
    dataset: str | None = None,
    store: str | Path | Store | None = None,
    until: dt.date | None = None,
    base: str | Path | None = None,
    scenario: str | Scenario | None = None,
) -> Scores:
    """Score the forecasts of a file of pledges.

    Parameters
    ----------
    pledges : str or Path
    resolved : str or Path, optional
        A CSV of what came: `id`, `date` (or ``never``), `until`, `value`, `scenario`.
    acts : str or Path, optional
        A file of acts after the as-of date, as the record's own: it resolves by itself what hangs
        on acts alone, of pledges of this very scenario that were played to its end. What
        `resolved` says goes before it.
    dataset : str, optional
        A data source of the event store whose acts do the same.
    store : path or Store, optional
        That store; by default ``$DETENTE_STORE``, else the user's data directory.
    until : date, optional
        Last day that these acts cover; by default that of the last of them.
    base : str or Path, optional
        A CSV of base forecasts to be better than: `id`, `probability`, `scenario`. Without it, and
        for outcomes that it leaves out, the base is the climatology of what is scored: the share of
        the forecasts whose outcome came.
    scenario : str or Scenario, optional
        Whose pledges are scored, by its id; by default all. With `acts`, the scenario itself.

    Returns
    -------
    Scores

    Raises
    ------
    InputError
        If a file cannot be used.
    """
    for name, file in (("resolved", resolved), ("base", base), ("acts", acts)):
        if file is not None:
            place(file, name)
    if until is not None:
        day(until, "until")
    told = _told(acts, dataset, store, scenario, until)
    if scenario is not None and not isinstance(scenario, Scenario):
        word(scenario, "scenario")
    wanted = scenario.id if isinstance(scenario, Scenario) else scenario
    found = by_scenario(read_pledges(place(pledges, "pledges")), wanted)
    names = {n for each in found for n in (each.forecast.id, each.forecast.given) if n}
    stated_by_hand = Resolved() if resolved is None else read_resolved(resolved, sorted(names))
    known = Sources(stated_by_hand, told)
    stated = {} if base is None else _read_base(base)
    windows = _windows(found)
    scored, left = [], []
    for pledge in found:
        result = _scored(pledge, known, windows)
        if isinstance(result, str):
            left.append(Unscored.of(pledge, result))
        else:
            scored.append(result)
    usual = mean(None if each.came is None else float(each.came) for each in scored)
    scored = [_based(each, pledge, stated, usual) for each, pledge in _beside(scored, found)]
    return Scores(
        Rows(Scored, scored, key=lambda each: str(each.line)),
        Rows(Card, _cards(scored)),
        Rows(Calibrated, calibration(scored)),
        Rows(Unscored, (e for e in left if e.why == OPEN), key=lambda each: str(each.line)),
        Rows(Unscored, (e for e in left if e.why == VOID), key=lambda each: str(each.line)),
        "climatology" if base is None else "file",
    )


@dataclass(frozen=True, slots=True)
class Sources:
    """From where it is known what came: said by hand, else told by acts."""

    said: Resolved
    told: Told | None

    def of(self, pledge: Pledge, name: str) -> Known:
        """What is known of an outcome, amount or condition that a pledge asks."""
        known = self.said.of(pledge.scenario, name)
        if known is None and self.told is not None:
            told = self.told.of(pledge)
            known = None if told is None else told.of(pledge.scenario, name)
        return known or Known()


@dataclass(frozen=True, slots=True)
class Told:
    """What acts tell of a scenario."""

    scenario: Scenario
    acts: Later
    _known: dict[int, Resolved] = field(default_factory=dict)

    def of(self, pledge: Pledge) -> Resolved | None:
        """What they tell of what a pledge asks, over the days that were played for it.

        None if it asks of another scenario, or of one that has been changed since.
        """
        days = pledge.horizon
        if pledge.hash != self.scenario.hash or not 1 <= days <= self.scenario.file.horizon:
            return None
        if days not in self._known:
            told = self.acts
            self._known[days] = by_acts(self.scenario, told.acts, told.until, told.untold, days)
        return self._known[days]


def _told(
    acts: str | Path | None,
    dataset: str | None,
    store: str | Path | Store | None,
    scenario: str | Scenario | None,
    until: dt.date | None,
) -> Told | None:
    """What acts tell, of a file or of the event store; None where neither is given."""
    if acts is None and dataset is None:
        if until is not None:
            raise InputError(
                _("{given} says until when acts are told; name them").format(
                    given=option("--until", until)
                )
            )
        return None
    given = option("--acts", acts) if dataset is None else option("--dataset", dataset)
    if acts is not None and dataset is not None:
        raise InputError(
            _("{given}: the acts come from a file already; leave one of them out").format(
                given=given
            )
        )
    if not isinstance(scenario, Scenario):
        raise InputError(
            _("{given}: the acts need the scenario that was pledged; name it").format(given=given)
        )
    if acts is not None:
        found = from_file(acts, scenario, until)
    else:
        from detente.events.store.store import open_store  # with DuckDB

        found = from_store(open_store(store), word(dataset, "dataset"), scenario, until)
    check_later(scenario, found.until)
    return Told(scenario, found)


Windows = Mapping[tuple[str, str, str | None, str, str], Pledge]


def _windows(pledges: Sequence[Pledge]) -> Windows:
    """Pledges by when, by whom, of what and as whom believes, to look up what another is given."""
    return {_window(pledge, pledge.forecast.name): pledge for pledge in pledges}


def _window(pledge: Pledge, name: str) -> tuple[str, str, str | None, str, str]:
    return pledge.made, pledge.by, pledge.analyst, pledge.hash, name


def _given(pledge: Pledge, known: Sources, windows: Windows) -> bool | None:
    """Whether what a forecast is given came; None where it is not known."""
    named = pledge.forecast.given
    other = windows.get(_window(pledge, named))
    window = pledge.forecast if other is None else other.forecast
    came = known.of(pledge, named).came(window.opens, window.closes)
    return None if came is None else came is not False


def _scored(pledge: Pledge, known: Sources, windows: Windows) -> Scored | str:
    """A forecast beside what came, or why there is nothing to compare it with."""
    told = pledge.forecast
    if told.given:
        seen = _given(pledge, known, windows)
        if not seen:
            return OPEN if seen is None else VOID
    found = known.of(pledge, told.id)
    if told.kind == "date":
        came = found.came(told.opens, told.closes)
        if came is None:
            return OPEN
        day = None if isinstance(came, bool) else (came - told.opens).days + 1.0
        yes = day is not None
        return replace(
            _row(pledge, "never" if isinstance(came, bool) else came.isoformat()),
            probability=told.probability,
            came=yes,
            brier=brier(told.probability, yes),
            log=logarithmic(told.probability, yes, told.paths),
            crps=None if told.single else crps_of_date(told, day),
        )
    if found.value is None:
        return OPEN
    row = _row(pledge, found.value)
    if told.kind == "category":
        if found.value not in told.points:
            raise _no_value(pledge, found.value, ", ".join(map(str, told.points)))
        first, second = categorical(told, found.value)
        return replace(row, brier=first, log=second)
    try:
        value = float(found.value)
    except ValueError:
        value = math.nan
    if not math.isfinite(value):
        raise _no_value(pledge, found.value, _("a number"))
    return replace(row, crps=crps(told.values, told.shares, value))


def _no_value(pledge: Pledge, value: str, right: str) -> InputError:
    return InputError(
        _("'{id}' cannot have the value '{value}'; give {right}").format(
            id=pledge.forecast.id, value=value, right=right
        )
    )


def _row(pledge: Pledge, result: str) -> Scored:
    told = pledge.forecast
    return Scored(
        pledge.line,
        told.name,
        told.title,
        told.given_title,
        told.kind,
        pledge.scenario,
        pledge.by,
        pledge.made,
        told.closes,
        result,
    )


def _beside(scored: Sequence[Scored], pledges: Sequence[Pledge]) -> list[tuple[Scored, Pledge]]:
    by_line = {pledge.line: pledge for pledge in pledges}
    return [(each, by_line[each.line]) for each in scored]


def _based(each: Scored, pledge: Pledge, stated: Base, usual: float | None) -> Scored:
    """The same with the scores of the base forecast; amounts have none."""
    told = pledge.forecast
    chance = stated.get((each.scenario, told.name), stated.get(("", told.name), usual))
    if each.came is None or chance is None:
        return each
    day = None
    if each.came:
        day = (told.opens.fromisoformat(each.result) - told.opens).days + 1.0
    return replace(
        each,
        base_brier=brier(chance, each.came),
        base_log=logarithmic(chance, each.came, told.paths),
        base_crps=None if told.single else crps_of_constant(chance, told.days, day),
    )


def _cards(scored: Sequence[Scored]) -> list[Card]:
    """All, then each who pledged and each scenario where there are several."""
    if not scored:
        return []
    found = [card("all", scored)]
    keys: tuple[tuple[str, Callable[[Scored], str]], ...] = (
        ("by", lambda each: each.by),
        ("scenario", lambda each: each.scenario),
    )
    for name, key in keys:
        groups = sorted({key(each) for each in scored})
        if len(groups) > 1:
            found += [
                card(f"{name}: {group}", [each for each in scored if key(each) == group])
                for group in groups
            ]
    return found


def _read_base(file: str | Path) -> Base:
    """Base forecasts by scenario, empty for any, and name.

    Raises
    ------
    InputError
    """
    found: dict[tuple[str, str], float] = {}
    for where, cells in table(file, BASE_COLUMNS, ("probability",)):
        chance = Row("", where, cells).number("probability")
        if chance is None or not 0.0 <= chance <= 1.0:
            raise InputError(
                _("{place}: probability: give a number from 0 to 1").format(place=where)
            )
        key = (cells.get("scenario", ""), cells.get("id", ""))
        if key in found:
            raise InputError(
                _("{place}: '{name}' stands there twice").format(place=where, name=key[1])
            )
        found[key] = chance
    return found
