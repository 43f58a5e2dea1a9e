"""What the draws of states and levels are called, for people."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from detente.language.current import gettext as _
from detente.language.format import quoted
from detente.language.safe import clean

if TYPE_CHECKING:
    from detente.scenario.scenario import Scenario

_PARTS = re.compile(r"(state|level):([a-z0-9-]+)(?::([^.]*))?\.?(.*)")


def moving_name(scenario: Scenario, draw: str) -> str:
    """A draw of a state or a level in words.

    Parameters
    ----------
    scenario : Scenario
    draw : str
        Its stable name, such as ``state:truce:in-force>breached.rate`` or ``level:price.mean``.
    """
    found = _PARTS.fullmatch(draw)
    if found is None:
        return clean(draw)
    kind, name, move, what = found.groups()
    if kind == "level":
        return _of_level(scenario, name, what)
    title = clean(scenario.words.state(name))
    if move is None:
        value = what.rpartition(".")[2]
        return _("{state}, chance of {value} at the start").format(
            state=title, value=quoted(_values(scenario, name, value))
        )
    left, _gt, reached = move.partition("#")[0].partition(">")
    key, _dot, value = what.partition(".")
    text = (
        _("{state}, hazard of the move from {left} to {reached}")
        if key == "rate"
        else _("{state}, chance of the move from {left} to {reached}")
    )
    return text.format(
        state=title,
        left=_values(scenario, name, left),
        reached=_values(scenario, name, value or reached),
    )


def level_titled(scenario: Scenario, level: str) -> str:
    """A level by its title and unit."""
    title, unit = (clean(text(level)) for text in (scenario.words.level, scenario.words.unit))
    return _("{title} ({unit})").format(title=title, unit=unit) if unit else title


def _values(scenario: Scenario, state: str, values: str) -> str:
    return " / ".join(clean(scenario.words.value(state, value)) for value in values.split("+"))


def _of_level(scenario: Scenario, level: str, what: str) -> str:
    title = clean(scenario.words.level(level))
    texts = {
        "start": _("{level}, at the start"),
        "mean": _("{level}, mean to which it returns"),
        "sd": _("{level}, standard deviation"),
        "inflow": _("{level}, inflow a day"),
    }
    return texts.get(what, _("{level}, what an act adds")).format(level=title)
