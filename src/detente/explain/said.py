"""What an explanation finds, in words."""

from __future__ import annotations

from detente.explain.worth import Joint
from detente.language.current import gettext as _
from detente.language.format import decimal, difference, integer, percent


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
