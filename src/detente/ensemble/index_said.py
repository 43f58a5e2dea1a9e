"""What a relation index rests on at the start, and how much happens, in words."""

from __future__ import annotations

from detente.ensemble.index import Basis, IndexPath
from detente.language.current import gettext as _
from detente.language.current import ngettext
from detente.language.format import day, decimal, integer, percent


def rests_on(basis: Basis) -> str:
    """How many acts of the record it rests on, and how far."""
    if not basis.known:
        return _("the record has no act between the two")
    return ngettext(
        "{n} act of the record, {share} of the weight; the rest is the usual level",
        "{n} acts of the record, {share} of the weight; the rest is the usual level",
        basis.acts,
    ).format(n=integer(basis.acts), share=percent(basis.share, 0))


def volume_said(path: IndexPath) -> str:
    """How much happens: at the start, usually, and on the last day."""
    volume = path.volume
    text = (
        _(
            "How much happens, in acts per 30 days: now {now}, usually {usual}; on {date} {then} "
            "(80 % of the futures: {low} to {high})."
        )
        if path.basis.known
        else _(
            "How much happens, in acts per 30 days: usually {usual}; on {date} {then} (80 % of the "
            "futures: {low} to {high})."
        )
    )
    return text.format(
        now=decimal(float(volume.mean[0]), 1),
        usual=decimal(volume.usual, 1),
        date=day(volume.dates[-1]),
        then=decimal(float(volume.mean[-1]), 1),
        low=decimal(float(volume.low[-1]), 1),
        high=decimal(float(volume.high[-1]), 1),
    )
