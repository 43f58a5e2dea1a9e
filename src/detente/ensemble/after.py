"""An outcome that comes after another: the chance given that one, and the chance of both."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from detente.ensemble.estimate import Estimate
from detente.ensemble.given import given
from detente.language.current import gettext as _
from detente.language.current import ngettext
from detente.language.format import integer, interval, percent

NOTED = 0.005
"""Share of cut windows from which on they are mentioned."""


@dataclass(frozen=True, slots=True)
class After:
    """P(both) = P(antecedent) · P(outcome | antecedent).

    Attributes
    ----------
    antecedent : str
        The outcome after which this one counts.
    within : int
        Days after it.
    first : Estimate
        Chance of the antecedent.
    given : Estimate or None
        Chance of the outcome in the futures that see the antecedent; None where none does.
    both : Estimate
        Chance of the antecedent and of the outcome after it.
    cut : float
        Share of the antecedents whose `within` days go beyond the last day that counts: the chance
        given them is of fewer days.
    """

    antecedent: str
    within: int
    first: Estimate
    given: Estimate | None
    both: Estimate
    cut: float


def after(
    antecedent: str,
    within: int,
    begun: NDArray[np.int32],
    came: NDArray[np.bool_],
    parameters: NDArray[np.int64],
    last: int,
) -> After:
    """Take the chance of both apart; it comes after the other, so given that one.

    Parameters
    ----------
    antecedent : str
    within : int
    begun : array of int32, shape (paths,)
        Day of the antecedent; −1 for never.
    came : array of bool, shape (paths,)
        Whether the outcome came after it.
    parameters : array of int64, shape (paths,)
        Parameter index of each path.
    last : int
        Last day that counts.
    """
    seen = begun >= 0
    found = given("", antecedent, came, seen, parameters)
    cut = float((begun[seen] + within > last).mean()) if seen.any() else 0.0
    return After(antecedent, within, found.first, found.given, found.both, cut)


def in_words(found: After, antecedent: str) -> list[str]:
    """The chance of both as a product, and how far the horizon cuts the days that count."""
    if found.given is None:
        return [_("“{antecedent}” came in no future.").format(antecedent=antecedent)]
    said = [
        _(
            "That is the chance of both, {both}: {first} ({first_span}) that “{antecedent}” "
            "comes × {given} ({given_span}) given that it has."
        ).format(
            both=percent(found.both.probability),
            first=percent(found.first.probability),
            first_span=interval(*found.first.interval),
            antecedent=antecedent,
            given=percent(found.given.probability),
            given_span=interval(*found.given.interval),
        )
    ]
    if found.cut >= NOTED:
        said.append(
            ngettext(
                "In {cut} of the futures that see it, the day after it lies beyond the last day "
                "that counts.",
                "In {cut} of the futures that see it, the {days} days after it go beyond the last "
                "day that counts.",
                found.within,
            ).format(cut=percent(found.cut, 0), days=integer(found.within))
        )
    return said
