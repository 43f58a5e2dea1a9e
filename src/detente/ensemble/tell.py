"""What of a future is worth telling: its rarest acts, and how states move."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from detente.ensemble.feeding import heard, plane_asked
from detente.language.safe import clean
from detente.outcomes.acts import ActsOutcome
from detente.outcomes.condition import ConditionOutcome

if TYPE_CHECKING:
    from detente.ensemble.future import Future, FutureAct
    from detente.scenario.scenario import Scenario

LINES = 12
"""Acts that a sample future shows."""

MOVES = 8
"""Moves of states that it shows besides."""


@dataclass(frozen=True, slots=True)
class Told:
    """A line of a story: an act, or the value that a state takes."""

    date: dt.date
    text: str
    act: bool


def asked_about(scenario: Scenario) -> set[str]:
    """Processes that listed outcomes ask about; a future tells of them first."""
    asked: set[str] = set()
    for outcome in scenario.outcomes:
        if outcome.listed and isinstance(outcome, ActsOutcome) and outcome.at_least == 1:
            for name in outcome.on:
                asked.update(scenario.file.groups.get(name, [name]))
        elif outcome.listed and isinstance(outcome, ConditionOutcome):
            compiled = scenario.compiled()
            rows = heard(compiled.model, plane_asked(compiled, outcome.id)).rows
            asked.update(row for row, _sign, _lag in rows)
    return asked


def telling(future: Future, asked: set[str], lines: int = LINES) -> list[FutureAct]:
    """The rarest acts of a future, those that are asked about first, each kind twice at most.

    Returns
    -------
    list of FutureAct
        In order of time.
    """
    rare = sorted(future.acts, key=lambda act: (act.row not in asked, act.usual_per_year, act.date))
    seen: dict[str, int] = {}
    chosen: list[FutureAct] = []
    for act in rare:
        if seen.get(act.row, 0) < 2 and len(chosen) < lines:
            seen[act.row] = seen.get(act.row, 0) + 1
            chosen.append(act)
    return sorted(chosen, key=lambda act: act.date)


def told(scenario: Scenario, future: Future, asked: set[str]) -> list[Told]:
    """The story of a future in the language in force, in order of time.

    Of the moves of states the first ones, each value of a state twice at most.
    """
    words = scenario.words
    acts = [Told(act.date, clean(words.prose(act.row)), True) for act in telling(future, asked)]
    seen: Counter[tuple[str, str]] = Counter()
    moves: list[Told] = []
    for move in future.moves:
        seen[move.state, move.value] += 1
        if seen[move.state, move.value] <= 2 and len(moves) < MOVES:
            moves.append(Told(move.date, clean(words.moved(move.state, move.value)), False))
    return sorted([*moves, *acts], key=lambda each: each.date)  # a state moves in the morning
