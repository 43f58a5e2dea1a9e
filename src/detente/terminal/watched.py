"""What to watch, for people."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.console import Console
from rich.text import Text

from detente.language.counted import futures
from detente.language.current import gettext as _
from detente.language.current import ngettext
from detente.language.format import day, decimal, integer, interval, percent, short_day
from detente.language.listing import listing
from detente.terminal.relations import note
from detente.terminal.table import Table, flowing, numeric
from detente.watch.looked import FEWEST
from detente.watch.said import target, title, together_said

if TYPE_CHECKING:
    from detente.watch.result import Indicator, Watch


def show(console: Console, found: Watch) -> None:
    """Print what to watch, what each thing would tell, and how to ask for it."""
    console.print(Text(_("What to watch: {what}").format(what=target(found)), style="bold"))
    console.print(
        Text(
            _("{p} ({span}); {n}. Counted on the evenings of {dates}.").format(
                p=percent(found.estimate.probability),
                span=interval(*found.estimate.interval),
                n=futures(found.futures),
                dates=listing([day(each.date) for each in found.evenings]),
            )
        )
    )
    console.print()
    if not found.indicators:
        console.print(_nothing(found))
        return
    console.print(_table(found))
    note(console, _explained(found))
    if found.together is not None:
        console.print(Text(together_said(found.setting.scenario, found.together)))
        console.print()
    _texts(console, found)


def _nothing(found: Watch) -> Text:
    return Text(
        ngettext(
            "Of {n} thing that may be seen by then, it tells no more than chance would.",
            "Of {n} things that may be seen by then, none tells more than chance would.",
            found.looked,
        ).format(n=integer(found.looked))
    )


def _table(found: Watch) -> Table:
    table = Table(
        flowing(_("If this is seen")),
        numeric(_("By"), _("by")),
        numeric(_("Chance of that"), _("chance of that")),
        numeric(_("Then")),
        numeric(_("95 %")),
        numeric(_("Else")),
        numeric(_("95 %")),
        numeric(_("Tells"), _("tells")),
    )
    for each in found.indicators:
        table.add_row(title(found.setting.scenario, each.candidate), *_cells(each))
    return table


def _cells(each: Indicator) -> tuple[str, ...]:
    return (
        f"{short_day(each.by)} {each.by.year}",
        percent(each.chance),
        percent(each.if_seen),
        interval(each.if_seen_low, each.if_seen_high),
        percent(each.if_not),
        interval(each.if_not_low, each.if_not_high),
        f"{percent(each.entropy_share, 1)} ±{decimal(100.0 * each.entropy_error, 1)}",
    )


def _explained(found: Watch) -> str:
    said = [
        _(
            "Then and else: how likely it is once this has been seen by that evening, and if it "
            "has not. Tells: the share of all that is uncertain (of the entropy) which looking is "
            "expected to take away, with its standard error, corrected for the bias of counting."
        )
    ]
    if found.outcome is not None:
        said.append(
            _(
                "Futures in which it has come by then, or can come no more, are left out: what the "
                "outcome tells of itself is no indicator."
            )
        )
    said.append(
        _(
            "Each thing stands with the evening and the threshold at which it tells most; of {n} "
            "looked at, {told} told more than chance would. What fewer than {fewest} futures see, "
            "or do not see, is left out."
        ).format(told=integer(found.telling), n=integer(found.looked), fewest=integer(FEWEST))
    )
    return " ".join(said)


def _texts(console: Console, found: Watch) -> None:
    console.print(Text(_("To see what follows from one of them:"), style="bold"))
    for each in found.indicators:
        if each.seen:
            options = " ".join(f"--seen '{text}'" for text in each.seen)
            console.print(Text(options, no_wrap=True), soft_wrap=True)
    console.print()
