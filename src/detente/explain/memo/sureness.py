"""How sure the answer is, and what its uncertainty hangs on."""

from __future__ import annotations

import math
from collections.abc import Iterator
from typing import TYPE_CHECKING

from detente.ensemble.estimate import told
from detente.explain.variance import Share
from detente.language.counted import chance, points
from detente.language.current import gettext as _
from detente.language.fill import fill
from detente.language.format import percent, semicolons
from detente.language.sentence import finished, sentence

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
    claims, numbers, luck = (shares[group] for group in ("belief", "parameters", "chance"))
    said = fill(
        _known(explanation, claims, numbers),
        numbers=percent(numbers.first, 0),
        claims=percent(claims.first, 0),
    )
    return finished(semicolons([said, *_left(explanation, claims, numbers, luck)]))


def _known(explanation: Explanation, claims: Share, numbers: Share) -> str:
    """What knowing the claims, and the coefficients, would remove, as far as that can be told."""
    if _told(claims) and _told(numbers):
        return _(
            "Knowing the coefficients would remove {numbers} of the variance and knowing which "
            "claims hold {claims}"
        )
    if _told(numbers):
        return _("Knowing the coefficients would remove {numbers} of the variance")
    if _told(claims):
        return _("Knowing which claims hold would remove {claims} of the variance")
    if explanation.ensemble.scenario.claims:
        return _(
            "Neither the coefficients nor which claims hold would, if known, by themselves remove "
            "a part of the variance that these futures can tell from zero"
        )
    return _(
        "Knowing the coefficients would remove no part of the variance that these futures can "
        "tell from zero"
    )


def _told(share: Share) -> bool:
    return round(100 * share.first) > 0 and told(share.first, share.first_error)


def _left(explanation: Explanation, claims: Share, numbers: Share, luck: Share) -> Iterator[str]:
    """What chance would leave if all else were known: no more than what that leaves alone."""
    if round(100 * luck.total) == 0 or not told(luck.total, luck.total_error):
        return
    known = sum(each.first for each in (claims, numbers) if _told(each))
    alone = claims.total == numbers.total == 0.0  # nothing else varies
    left = 1.0 if alone else min(luck.total, 1.0 - known)
    when = _("with both known") if explanation.ensemble.scenario.claims else _("with those known")
    template = (
        _("{when}, chance would leave all of it")
        if left >= ALL
        else _("{when}, chance would still leave {share}")
    )
    yield fill(template, when=when, share=percent(left, 0))
