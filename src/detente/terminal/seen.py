"""What is seen and what it changes, for people."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from rich.console import Console
from rich.text import Text

from detente.ensemble.intervention import apart
from detente.language.counted import futures
from detente.language.current import gettext as _
from detente.language.current import ngettext
from detente.language.format import integer, interval, percent, points
from detente.scenario.effect_names import claim_said
from detente.terminal.table import Table, flowing, numeric
from detente.terminal.text import clean

if TYPE_CHECKING:
    from detente.seen.answer import Beside, SeenAnswer

TOLD = 8
"""Claims that are listed."""


def show(console: Console, found: SeenAnswer) -> None:
    """Print what is seen, how many futures are left, outcomes and claims beside without it."""
    console.print()
    for line in lines(found):
        console.print(Text(line))
    console.print()
    words = found.setting.scenario.words
    listed = [each for each in found.outcomes if each.listed]
    console.print(_table(found, _("Outcome"), [(words.outcome(e.id), e) for e in listed]))
    console.print()
    moved = [each for each in found.claims if each.told][:TOLD]
    if moved:
        console.print(_table(found, _("Claim"), [(words.claim(e.id), e) for e in moved]))
    unmoved = len(found.claims) - len(moved)
    if unmoved:
        console.print(Text(_unmoved(unmoved, bool(moved)), style="dim"))
    console.print(Text(_legend(found), style="dim"))
    console.print()


def lines(found: SeenAnswer) -> Iterator[str]:
    """What is seen, how likely it was, how many futures are left."""
    scenario = found.setting.scenario
    for each, thing in zip(found.seeings, found.things, strict=True):
        what, p = replace(each, chance=None).words(scenario), percent(thing.probability)
        if each.chance is None:
            yield _("Seen: {what} ({p} in all futures).").format(what=what, p=p)
        else:
            yield _("Seen at {chance}: {what} ({p} in all futures).").format(
                chance=percent(each.chance, 0), what=what, p=p
            )
    if found.share is not None and len(found.seeings) > 1:
        yield _("All of that together: {p} ({interval}).").format(
            p=percent(found.share.probability), interval=interval(*found.share.interval)
        )
    yield _("{left} of {futures} are left, and each counts the same.").format(
        left=integer(found.left), futures=futures(found.among + found.more)
    ) + (
        " "
        + ngettext(
            "{n} of them was played besides, as too few of {among} see it.",
            "{n} of these were played besides, as too few of {among} see it.",
            found.more,
        ).format(n=integer(found.more), among=futures(found.among))
        if found.more
        else ""
    )
    if found.intervention is not None:
        yield apart(found.intervention, lambda claim: claim_said(scenario, claim))


def _table(found: SeenAnswer, name: str, rows: list[tuple[str, Beside]]) -> Table:
    columns = [
        flowing(name),
        numeric(_("All futures")),
        numeric(_("If seen")),
        numeric(_("95 %")),
        numeric(_("Points")),
    ]
    if found.intervention:
        columns.append(numeric(_("If forced")))
    table = Table(*columns)
    for title, each in rows:
        cells = [
            Text(clean(title)),
            Text(percent(each.probability)),
            Text(percent(each.given), style="bold"),
            Text(interval(*each.given_interval)),
            Text(points(each.difference), style="" if each.told else "dim"),
        ]
        if found.intervention:
            cells.append(Text("" if each.forced is None else percent(each.forced)))
        table.add_row(*cells)
    return table


def _unmoved(n: int, some: bool) -> str:
    if not some:
        return _("It tells nothing of any claim beyond the Monte Carlo error.")
    return ngettext(
        "{n} other claim is moved by less, or by no more than the Monte Carlo error.",
        "{n} other claims are moved by less, or by no more than the Monte Carlo error.",
        n,
    ).format(n=integer(n))


def _legend(found: SeenAnswer) -> str:
    text = _(
        "If seen: in the futures in which it is so, which is not what would be if it were brought "
        "about; 95 %: interval of that."
    )
    if found.intervention:
        text += " " + _("If forced: had it been set to be so, by an intervention.")
    return text
