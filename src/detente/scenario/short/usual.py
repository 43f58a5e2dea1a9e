"""Numbers that a scenario leaves out: usual coefficients, and usual spreads of what it states."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from detente.language.current import marked

COEFFICIENT = marked("the usual size of such an effect: a placeholder that nobody has estimated")
"""Reference of a coefficient that is left out."""

JUDGED = marked("judged, with the usual spread")
"""Reference of a number that is stated alone."""

REFERENCES = frozenset({COEFFICIENT, JUDGED})

RATE_SD = 0.5
"""Spread, on the log scale, of a rate of which only the days a year are stated."""

SIZES: Mapping[str, tuple[float, float]] = {
    "advantage": (-1.0, 0.4),
    "audience": (-0.7, 0.3),
    "contested-order": (-0.9, 0.4),
    "deadline": (1.5, 0.5),
    "disposition": (0.7, 0.3),
    "economic-stance": (0.5, 0.25),
    "guarantee": (-0.7, 0.3),
    "lame-duck": (0.8, 0.3),
    "legacy": (-0.25, 0.1),
    "lock": (-1.4, 0.4),
    "mediation": (0.8, 0.3),
    "office": (1.0, 0.4),
    "outside-options": (-1.0, 0.4),
    "patronage": (0.5, 0.25),
    "rapport": (0.5, 0.25),
    "reciprocity": (0.08, 0.05),
    "red-line": (4.0, 1.0),
    "regime": (1.0, 0.4),
    "response": (0.8, 0.3),
    "restraint": (-0.7, 0.3),
    "signal": (0.7, 0.3),
    "third-parties": (0.15, 0.06),
}
"""Mean and standard deviation of θ by effect, with the sign that the effect is expected to have.

Not there: effects whose θ is in units of the scenario's own, such as those of a level or of a stock
of measures.
"""

WORDS: Mapping[str, float] = {"raises": 1.0, "lowers": -1.0}
"""What stands in the place of a coefficient of the usual size, with its sign."""


def coefficient(effect: str, given: Any) -> Any:
    """A coefficient as a table: of the usual size with a sign, or a number alone.

    Parameters
    ----------
    effect : str
    given : object
        None where it is left out; anything that is no short form is given back.
    """
    if isinstance(given, int | float) and not isinstance(given, bool):
        sd = max(round(abs(given) / 2.0, 6), 0.05)
        return {"mean": given, "sd": sd, "basis": "judgement", "reference": JUDGED}
    said = given is None or (isinstance(given, str) and given in WORDS)
    if effect not in SIZES or not said:
        return given
    mean, sd = SIZES[effect]
    if given is not None:
        mean = WORDS[given] * abs(mean)
    return {"mean": mean, "sd": sd, "basis": "judgement", "reference": COEFFICIENT}


def rate(given: Any) -> Any:
    """A rate as a table: from the days a year alone."""
    if not isinstance(given, int | float) or isinstance(given, bool):
        return given
    return {"per_year": given, "sd": RATE_SD, "basis": "judgement", "reference": JUDGED}
