"""Who sends more, and who answers in kind, as tables of the page of a pair."""

from __future__ import annotations

from typing import TYPE_CHECKING

from detente.charts.chart import Table
from detente.language.current import gettext as _
from detente.language.format import decimal, integer, percent, plus
from detente.relations.reciprocity import WITHIN
from detente.relations.words import actor_name, direction, quad_name, side_name

if TYPE_CHECKING:
    from detente.relations.relations import Relations


def balances(found: Relations) -> Table:
    """Directed acts of either side, by their class."""
    forth, back = direction(found.a, found.b), direction(found.b, found.a)
    return Table(
        (_("Directed acts"), forth, back, _("Balance"), _("95 %")),
        [
            (
                quad_name(each.quad),
                integer(each.forth),
                integer(each.back),
                "—" if each.balance is None else plus(each.balance, 2),
                _between(each.interval, signs=True),
            )
            for each in found.balances
        ],
    )


def balances_note(found: Relations) -> str:
    """What their numbers mean."""
    return _("Balance: +1 if all such acts are {forth}, −1 if all are {back}.").format(
        forth=direction(found.a, found.b), back=direction(found.b, found.a)
    )


def answers(found: Relations) -> Table:
    """How often either side answers in kind, beside what is usual."""
    return Table(
        (_("Answer"), _("Occasions"), _("After"), _("Usual"), _("Ratio"), _("95 %")),
        [
            (
                _("{actor}, {side}").format(
                    actor=actor_name(found.a if each.by_first else found.b),
                    side=side_name(each.side),
                ),
                integer(each.occasions),
                "—" if each.answered is None else percent(each.answered, 0),
                "—" if each.usual is None else percent(each.usual, 0),
                "—" if each.ratio is None else decimal(each.ratio, 2),
                _between(each.interval),
            )
            for each in found.answers
        ],
    )


def answers_note() -> str:
    """What their numbers mean."""
    return _(
        "After: of the days on which the other did such an act, the share followed by one of "
        "the answering side within {days} days; usual: the same share of all days around them. "
        "Above 1, it answers. Directed acts only."
    ).format(days=WITHIN)


def _between(interval: tuple[float, float] | None, *, signs: bool = False) -> str:
    if interval is None:
        return "—"
    low, high = (plus(v, 2) if signs else decimal(v, 2) for v in interval)
    return _("{low} to {high}").format(low=low, high=high)
