"""What a claim does in all, where it holds against where it does not, as a verb that follows."""

from __future__ import annotations

from typing import TYPE_CHECKING

from detente.explain.memo.effects import between, in_days, in_points, later
from detente.language.counted import points, signed_points
from detente.language.current import gettext as _
from detente.language.fill import fill

if TYPE_CHECKING:
    from detente.explain.explanation import Explanation
    from detente.explain.worth import Worth


def worth_of(explanation: Explanation, claim: str | None) -> Worth | None:
    """The worth of a claim, where it was flipped."""
    return next((each for each in explanation.worths if each.claim == claim), None)


def effect_said(worth: Worth) -> str:
    """The outcome “is 13.0 points less likely and comes 33 days later”, with its intervals.

    Of a worth with an effect: what is none is left out, but a change in points that is told from
    noise is given with its interval.
    """
    shift, delay = in_points(worth.worth, worth), in_days(worth)
    if shift and delay:
        return fill(_("is {shift} and comes {delay}"), shift=_shift(worth), delay=_delay(worth))
    if shift:
        return fill(_("is {shift}"), shift=_shift(worth))
    if worth.told and round(100 * worth.worth, 1):
        template = (
            _("comes {delay}; whether it is likelier too stays open ({points}, 95 %: {between})")
            if worth.worth > 0
            else _(
                "comes {delay}; whether it is less likely too stays open "
                "({points}, 95 %: {between})"
            )
        )
        return fill(
            template,
            delay=_delay(worth),
            points=signed_points(worth.worth),
            between=between(worth.interval, 100.0, 1, size=False),
        )
    return fill(_("comes {delay}"), delay=_delay(worth))


def _shift(worth: Worth) -> str:
    template = (
        _("{points} likelier (95 %: {between})")
        if worth.worth > 0
        else _("{points} less likely (95 %: {between})")
    )
    return fill(
        template, points=points(worth.worth), between=between(worth.interval, 100.0, 1, size=True)
    )


def _delay(worth: Worth) -> str:
    return fill(
        _("{later} (95 %: {between})"),
        later=later(worth.waiting),
        between=between(worth.waiting_interval, 1.0, 0, size=True),
    )
