"""How sure the answer is, and what its uncertainty hangs on."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from detente.ensemble.estimate import told
from detente.explain.variance import Share
from detente.language.counted import chance, points
from detente.language.current import gettext as _
from detente.language.format import percent
from detente.language.sentence import sentence

if TYPE_CHECKING:
    from detente.explain.explanation import Explanation

WHOLE = 0.1
"""Upper end from which on an interval is of whole per cent."""

ALL = 0.995
"""Share of a variance from which on it prints as all of it."""


def sure_said(explanation: Explanation) -> str | None:
    """The interval and the Monte Carlo error; None of a single future."""
    estimate = explanation.estimate
    low, high = estimate.interval
    if explanation.ensemble.paths == 1 or not all(
        map(math.isfinite, (low, high, estimate.monte_carlo))
    ):
        return None
    return sentence(
        _(
            "The probability lies between {low} and {high} (95 %) as the coefficients, and the "
            "credences stated with a spread, may be; the Monte Carlo error is {error}"
        ),
        low=chance(low, 0 if high >= WHOLE else 1),
        high=chance(high, 0 if high >= WHOLE else 1),
        error=points(estimate.monte_carlo),
    )


def hangs_on_said(explanation: Explanation) -> str | None:
    """Which knowledge would remove how much of the variance, and what chance leaves."""
    split = explanation.split
    if split is None or split.variance <= 0.0:
        return None
    shares = {share.group: share for share in split.shares}
    claims, numbers, luck = (shares[g] for g in ("belief", "parameters", "chance"))
    left = _left(luck)
    if _told(claims) and _told(numbers):
        template = _(
            "Knowing the coefficients would remove {numbers} of the variance and knowing which "
            "claims hold {claims}; with both known, {left}"
        )
    elif _told(numbers):
        template = _("Knowing the coefficients would remove {numbers} of the variance; {rest}")
    elif _told(claims):
        template = _("Knowing which claims hold would remove {claims} of the variance; {rest}")
    elif explanation.ensemble.scenario.claims:
        template = _(
            "Neither the coefficients nor which claims hold would, if known, by themselves remove "
            "a part of the variance that these futures can tell from zero; with both known, {left}"
        )
    else:
        template = _(
            "To know the coefficients would remove no part of the variance that these futures can "
            "tell from zero; {left}"
        )
    return sentence(
        template,
        numbers=percent(numbers.first, 0),
        claims=percent(claims.first, 0),
        left=left,
        rest=_("with all else known, {left}").format(left=left),
    )


def _told(share: Share) -> bool:
    return round(100 * share.first) > 0 and told(share.first, share.first_error)


def _left(luck: Share) -> str:
    if luck.total >= ALL:
        return _("chance would leave all of it")
    if round(100 * luck.total) == 0 or not told(luck.total, luck.total_error):
        return _("chance would leave nothing of it that these futures can tell")
    return _("chance would still leave {share}").format(share=percent(luck.total, 0))
