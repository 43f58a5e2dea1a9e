"""What an explanation finds, in words."""

from __future__ import annotations

from detente.explain.pieces import BASE, DRAWN, LEAD, ONCE, STANDING
from detente.explain.worth import Joint
from detente.language.current import gettext as _
from detente.language.format import decimal, difference, integer, percent


def own_part_in_words(part: str) -> str | None:
    """A part of a chance that is no effect's, in words; None of an effect."""
    own = {
        BASE: _("usual daily rate"),
        DRAWN: _("rates as they are drawn"),
        STANDING: _("what the usual rate already holds"),
        LEAD: _("lead of the readier side"),
        ONCE: _("once a day at most"),
    }
    return own.get(part)


def joint_in_words(joint: Joint) -> str:
    """What several claims do together, beside the sum of what each does."""
    return _(
        "Worths do not add: {n} claims forced all to their best against all to their worst move "
        "it by {effect} points ({span}), from {worst} to {best}; their worths sum to {total}."
    ).format(
        n=integer(len(joint.claims)),
        effect=decimal(100 * joint.effect, 1),
        span=difference(*joint.interval),
        worst=percent(joint.if_worst),
        best=percent(joint.if_best),
        total=decimal(100 * joint.total, 1),
    )
