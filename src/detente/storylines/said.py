"""What the kinds of future are, in sentences; the same on every page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from detente.language.counted import futures
from detente.language.current import gettext as _
from detente.language.current import ngettext
from detente.language.format import decimal, integer
from detente.language.listing import listing
from detente.language.sentence import sentence

if TYPE_CHECKING:
    from detente.storylines.storylines import Storylines


def lead(found: Storylines) -> list[str]:
    """Whether the futures fall into kinds, and how sure that is."""
    number = len(found.kinds)
    how = next((each for each in found.tried if each.kinds == number), None)
    if number == 1:
        return [
            sentence(
                _(
                    "{futures} do not fall into kinds: no division into two to eight of them "
                    "has gaps between its parts, comes out alike in halves of the futures and "
                    "differs in more than one outcome"
                ),
                futures=futures(found.ensemble.paths),
            )
        ]
    assert how is not None
    stability = "—" if how.stability is None else decimal(how.stability, 2)
    if found.found:
        text = ngettext(
            "{futures} fall into {n} kind, with gaps between them; halves of the futures, "
            "divided by themselves, agree (adjusted Rand index {stability})",
            "{futures} fall into {n} kinds, with gaps between them; halves of the futures, "
            "divided by themselves, agree (adjusted Rand index {stability})",
            number,
        )
    else:
        text = ngettext(
            "{futures} are divided into {n} kind, as was asked; the borders are drawn and not "
            "found: there are no gaps there, or halves of the futures disagree (adjusted Rand "
            "index {stability})",
            "{futures} are divided into {n} kinds, as was asked; the borders are drawn and not "
            "found: there are no gaps there, or halves of the futures disagree (adjusted Rand "
            "index {stability})",
            number,
        )
    return [
        sentence(
            text, futures=futures(found.ensemble.paths), n=integer(number), stability=stability
        )
    ]


def compared_by(found: Storylines) -> str:
    """What the futures were compared by."""
    said = {
        "outcomes": _("whether and when outcomes come"),
        "states": _("the days in each value of a state"),
        "courses": _("the courses of indices and levels"),
    }
    if not found.blocks:
        return _("The futures are all the same in what they are compared by.")
    return sentence(
        _("They are compared by {features}"), features=listing([said[b] for b in found.blocks])
    )


def interval_note() -> str:
    """What the intervals of chances and lifts are."""
    return _(
        "Chances sum to one; their 95 % intervals hold for all kinds together, over the "
        "uncertainty of the coefficients and of credences stated with a spread, with the Monte "
        "Carlo error."
    )


def lift_note() -> str:
    """What a lift is."""
    return _(
        "Times: by which seeing it multiplies the chance of the kind, with its 95 % interval. It "
        "is what one would conclude, not what it brings about."
    )
