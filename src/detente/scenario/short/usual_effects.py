"""The effects of the usual background: the week, the mood of the times, habit, answers in kind.

Their coefficients are small, so that the rates of a scenario stay what they are.
"""

from __future__ import annotations

from typing import Any

from detente.language.current import marked

_WEEK = marked("ICEWS 2014: a weekend day has a little over half of a weekday's acts")
_MOOD = marked(
    "daily counts of interstate acts vary about twice as much as Poisson counts in ICEWS 2014"
)
_DAY = marked("one-day memories are the best single predictor of verbal acts in ICEWS 2014")
_WEEKLY = marked("weekly memories add a little to daily ones in ICEWS 2014")
_MATERIAL = marked("material cooperation remembers for days rather than hours in ICEWS 2014")
_GOES_ON = marked("cooperation that is going on goes on")
_QUARREL = marked("persistence of conflict acts, Goldstein and Freeman (1990)")
_ANSWERED = marked(
    "tit for tat between the powers, Goldstein and Freeman (1990); weak in one-day data once "
    "joint acts are counted once"
)
_GESTURES = marked("tit for tat between the powers, Goldstein and Freeman (1990)")

REFERENCES = frozenset(
    {_WEEK, _MOOD, _DAY, _WEEKLY, _MATERIAL, _GOES_ON, _QUARREL, _ANSWERED, _GESTURES}
)
"""Where the numbers come from."""


def _number(mean: float, sd: float, basis: str, reference: str) -> dict[str, Any]:
    return {"mean": mean, "sd": sd, "basis": basis, "reference": reference}


def _habit(
    name: str, acts: str, half_lives: list[int], *coefficients: dict[str, Any]
) -> dict[str, Any]:
    what = {"effect": "inertia", "id": name, "on": ["all"], "acts": acts}
    return {**what, "half_lives": half_lives, "coefficients": [*coefficients]}


def _answer(name: str, on: str, acts: str, half_life: int, theta: dict[str, Any]) -> dict[str, Any]:
    what = {"effect": "reciprocity", "id": name, "on": [on], "acts": acts}
    return {**what, "half_life": half_life, "coefficient": theta}


EFFECTS: list[dict[str, Any]] = [
    {
        "effect": "weekday",
        "id": "week",
        "on": ["all"],
        "coefficient": _number(-0.46, 0.1, "record", _WEEK),
    },
    {
        "effect": "mood",
        "id": "weather",
        "on": ["all"],
        "half_life": 45,
        "sigma": _number(0.4, 0.1, "judgement", _MOOD),
    },
    _habit(
        "verbal-habit",
        "verbal-cooperation",
        [1, 7],
        _number(0.10, 0.05, "literature", _DAY),
        _number(0.08, 0.05, "literature", _WEEKLY),
    ),
    _habit(
        "material-habit",
        "material-cooperation",
        [7, 60],
        _number(0.10, 0.05, "literature", _MATERIAL),
        _number(0.10, 0.05, "judgement", _GOES_ON),
    ),
    _habit(
        "quarrel-habit",
        "conflict",
        [1, 7],
        _number(0.10, 0.05, "literature", _QUARREL),
        _number(0.08, 0.05, "literature", _QUARREL),
    ),
    _answer(
        "quarrel-answered",
        "hostility",
        "conflict",
        7,
        _number(0.08, 0.06, "literature", _ANSWERED),
    ),
    _answer(
        "gesture-answered",
        "gestures",
        "cooperation",
        30,
        _number(0.15, 0.08, "literature", _GESTURES),
    ),
]
"""In the order in which a file would have them."""
