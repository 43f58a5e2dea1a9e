"""Which days of two ensembles are compared, in words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from detente.language.current import gettext as _
from detente.language.current import ngettext
from detente.language.format import day, integer

if TYPE_CHECKING:
    from detente.explain.compare import Comparison


def in_words(comparison: Comparison) -> str:
    """Up to which day A and B are compared; where they begin on other days, which of each."""
    (a_first, a_last), (b_first, b_last) = comparison.spans
    longer = [
        name
        for name, each in (("A", comparison.first), ("B", comparison.second))
        if each.days > comparison.days
    ]
    if comparison.same_dates:
        text = (
            _("Compared up to {date}; what {longer} plays beyond it does not count.")
            if longer
            else _("Compared up to {date}.")
        )
        return text.format(date=day(a_last), longer="".join(longer))
    text = ngettext(
        "A and B begin on different dates: the first day of A ({a_first}) is compared with the "
        "first of B ({b_first}).",
        "A and B begin on different dates: each day is compared with the one as long after the "
        "beginning, {n} days of each, from {a_first} to {a_last} in A, from {b_first} to {b_last} "
        "in B.",
        comparison.days,
    ).format(
        n=integer(comparison.days),
        a_first=day(a_first),
        a_last=day(a_last),
        b_first=day(b_first),
        b_last=day(b_last),
    )
    if not longer:
        return text
    beyond = _("What {longer} plays beyond them does not count.").format(longer="".join(longer))
    return f"{text} {beyond}"
