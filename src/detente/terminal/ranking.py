"""The result of `detente relations --all`, for people."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from rich.console import Console
from rich.text import Text

from detente.language import counted
from detente.language.current import gettext as _
from detente.language.current import ngettext
from detente.language.format import day, integer, plus, signed
from detente.relations.words import pair_name
from detente.terminal.relations import heading, missing_days, note
from detente.terminal.table import Table, flowing, numeric
from detente.terminal.text import clean

if TYPE_CHECKING:
    from detente.relations.ranked import Ranked, RankingData


def show(console: Console, found: RankingData) -> None:
    """Print the three lists, and what is in them."""
    console.print()
    heading(console, _("Warmest, coldest and fastest-moving pairs"))
    text = _("{first} to {last}; data: {datasets}; {pairs} with at least {fewest}.").format(
        first=day(found.first),
        last=day(found.last),
        datasets=clean(", ".join(found.datasets)),
        pairs=ngettext("{n} pair", "{n} pairs", found.pairs).format(n=integer(found.pairs)),
        fewest=counted.acts(found.fewest),
    )
    if found.missing:
        text += " " + missing_days(len(found.missing))
    console.print(Text(text))
    console.print()
    for title, pairs in (
        (_("Warmest"), found.warmest),
        (_("Coldest"), found.coldest),
        (_("Fastest-moving"), found.fastest),
    ):
        _list(console, title, pairs)
    note(
        console,
        _(
            "Relation index (−10 hostile … 10 friendly) at the end of the span, and its change "
            "since the first day; half-life {half_life}, prior {prior} at the pair's usual "
            "tone. Joint acts count once."
        ).format(
            half_life=counted.stated_days(found.half_life), prior=counted.stated_acts(found.prior)
        ),
    )


def _list(console: Console, title: str, pairs: Sequence[Ranked]) -> None:
    table = Table(flowing(title), numeric(_("Index")), numeric(_("Change")), numeric(_("Acts")))
    for each in pairs:
        table.add_row(
            pair_name(each.a, each.b),
            Text(signed(each.now), style="bold"),
            plus(each.change, 1),
            integer(each.acts),
        )
    console.print(table)
    console.print()
