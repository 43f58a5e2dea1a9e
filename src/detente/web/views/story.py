"""A future told in lines: its acts, the moves of its states, and which act decided what."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from detente.ensemble.decided import decided
from detente.ensemble.tell import asked_about, telling
from detente.language.current import gettext as _
from detente.language.format import day
from detente.language.listing import listing
from detente.language.safe import clean
from detente.report.scenario_texts import ScenarioTexts

if TYPE_CHECKING:
    from detente.ensemble.future import Future
    from detente.scenario.scenario import Scenario


@dataclass(frozen=True, slots=True)
class Line:
    """Something that happens in a future.

    Attributes
    ----------
    date : date
    number : int
        Of the day, from 0.
    when, text : str
    kind : str
        ``act``, ``scheduled`` or ``move``.
    decides : str
        Outcomes that come about by it, in words; empty if none does.
    row : str
        Of an act, as a branch takes it out; empty of a move.
    """

    date: dt.date
    number: int
    when: str
    text: str
    kind: str
    decides: str
    row: str


@dataclass(frozen=True, slots=True)
class Came:
    """An outcome that came about, and its day."""

    date: dt.date
    number: int
    when: str
    title: str
    by: str
    """The act that decided it; empty where none did."""


def lines(
    scenario: Scenario,
    future: Future,
    by: Mapping[str, list[tuple[str, int]]],
    *,
    whole: bool = True,
) -> list[Line]:
    """All that happens, or what is worth telling of it, with all that decides a listed outcome.

    Parameters
    ----------
    scenario : Scenario
    future : Future
    by : mapping
        As `detente.ensemble.decided.deciding` gives it.
    whole : bool
        Whether every act is told.
    """
    words, said = scenario.words, ScenarioTexts(scenario)
    deciding: dict[int, list[str]] = {}
    for outcome, place in decided(future, by):
        if scenario.outcome(outcome).listed:
            deciding.setdefault(place, []).append(said.outcome(outcome))
    chosen = set(map(id, future.acts if whole else telling(future, asked_about(scenario), 8)))
    begun = scenario.as_of + dt.timedelta(days=1)
    found = [
        Line(
            act.date,
            (act.date - begun).days,
            day(act.date),
            clean(words.prose(act.row)),
            "scheduled" if act.scheduled else "act",
            _decides(deciding.get(place, [])),
            act.row if act.scheduled else f"{act.row}@{act.date}",
        )
        for place, act in enumerate(future.acts)
        if id(act) in chosen or place in deciding
    ]
    found += [
        Line(
            move.date,
            (move.date - begun).days,
            day(move.date),
            clean(words.moved(move.state, move.value)),
            "move",
            "",
            "",
        )
        for move in future.moves
    ]
    # a state moves in the morning
    return sorted(found, key=lambda line: (line.date, line.kind != "move"))


def _decides(outcomes: list[str]) -> str:
    if not outcomes:
        return ""
    return _("decides: {outcomes}").format(outcomes=listing(outcomes))


def came(scenario: Scenario, future: Future, by: Mapping[str, list[tuple[str, int]]]) -> list[Came]:
    """The listed outcomes that came about, in order of time, each with the act that decided it."""
    words, said = scenario.words, ScenarioTexts(scenario)
    acts: dict[str, str] = {}
    for outcome, place in decided(future, by):
        acts.setdefault(outcome, clean(words.prose(future.acts[place].row)))
    begun = scenario.as_of + dt.timedelta(days=1)
    return [
        Came(date, (date - begun).days, day(date), said.outcome(outcome), acts.get(outcome, ""))
        for outcome, date in future.outcomes.items()
        if scenario.outcome(outcome).listed
    ]
