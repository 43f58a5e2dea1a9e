"""The result of `detente relations`, for people."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from rich.cells import cell_len
from rich.console import Console
from rich.text import Text

from detente.language.counted import acts, stated, stated_acts, stated_days
from detente.language.current import gettext as _
from detente.language.current import ngettext
from detente.language.format import day, decimal, integer, percent, plus, signed
from detente.relations.reciprocity import WITHIN
from detente.relations.words import (
    act_words,
    actor_name,
    direction,
    pair_name,
    quad_name,
    side_name,
)
from detente.terminal.table import Column, Table, flowing, numeric
from detente.terminal.text import clean, sparkline, together

if TYPE_CHECKING:
    from detente.relations.data import RelationsData
    from detente.relations.index import Index

CURVE = 60
"""Characters of the widest curve of the index."""


def show(console: Console, found: RelationsData) -> None:
    """Print what is counted, the index, classes, turning points, largest days, reciprocity."""
    console.print()
    console.print(Text(pair_name(found.a, found.b), style="bold"))
    _counted(console, found)
    console.print()
    _index(console, found)
    _classes(console, found)
    _turning(console, found)
    _largest(console, found)
    _balance(console, found)
    _answers(console, found)


def heading(console: Console, text: str) -> None:
    """A heading of a part."""
    console.print(Text(text, style="bold"))


def note(console: Console, text: str) -> None:
    """How to read what stands above."""
    console.print(Text(text, style="dim"))
    console.print()


def missing_days(n: int) -> str:
    """How many days the source lacks."""
    return ngettext(
        "{n} day is missing from the source: nothing is known of it, and the index only decays.",
        "{n} days are missing from the source: nothing is known of them, and the index only "
        "decays.",
        n,
    ).format(n=integer(n))


def _counted(console: Console, found: RelationsData) -> None:
    counted = found.counted
    lines = [
        _("{first} to {last} ({days}); data: {datasets}.").format(
            first=day(found.first),
            last=day(found.last),
            days=ngettext("{n} day", "{n} days", found.days).format(n=integer(found.days)),
            datasets=clean(", ".join(found.datasets)),
        ),
        _(
            "Counted: {acts} ({forth} {n_forth}, {back} {n_back}, joint {n_joint}, each once)."
        ).format(
            acts=acts(counted.acts),
            forth=direction(found.a, found.b),
            n_forth=integer(counted.forth),
            back=direction(found.b, found.a),
            n_back=integer(counted.back),
            n_joint=integer(counted.joint),
        ),
    ]
    left_out = []
    if counted.unclassed:
        left_out.append(
            ngettext(
                "{n} statement or appeal", "{n} statements and appeals", counted.unclassed
            ).format(n=integer(counted.unclassed))
        )
    if counted.late:
        left_out.append(
            ngettext(
                "{n} act told long after its date",
                "{n} acts told long after their date",
                counted.late,
            ).format(n=integer(counted.late))
        )
    if left_out:
        lines.append(_("Not counted: {what}.").format(what=", ".join(left_out)))
    if counted.unweighed:
        lines.append(
            ngettext(
                "{n} act has no Goldstein weight and is not in the index.",
                "{n} acts have no Goldstein weight and are not in the index.",
                counted.unweighed,
            ).format(n=integer(counted.unweighed))
        )
    if found.missing:
        lines.append(missing_days(len(found.missing)))
    console.print(Text(" ".join(lines)))


def _index(console: Console, found: RelationsData) -> None:
    index = found.index
    heading(console, _("Relation index (−10 hostile … 10 friendly)"))
    series = (
        (_("pair"), index.pair),
        (direction(found.a, found.b), index.forth),
        (direction(found.b, found.a), index.back),
    )
    low = min(float(values.min()) for _name, values in series)
    high = max(float(values.max()) for _name, values in series)
    label = max(cell_len(name) for name, _values in series)
    room = min(max(console.width - label - 20, 8), CURVE)
    table = Table(Column(""), numeric(""), Column(""), numeric(""))
    for name, values in series:
        table.add_row(
            name,
            signed(float(values[0])),
            Text(_curve(values.tolist(), low, high, room), style="cyan"),
            Text(signed(float(values[-1])), style="bold"),
        )
    console.print(table)
    note(console, _index_note(found, index, low, high))


def _index_note(found: RelationsData, index: Index, low: float, high: float) -> str:
    return ngettext(
        "First value, curve, last value; the curves go from {low} (▁) to {high} (█). An act counts "
        "half after {half_life}; {prior} at the usual tone ({usual}) is added, and at the end "
        "{weight} weigh against it.",
        "First value, curve, last value; the curves go from {low} (▁) to {high} (█). An act counts "
        "half after {half_life}; {prior} at the usual tone ({usual}) are added, and at the end "
        "{weight} weigh against them.",
        stated(found.prior),
    ).format(
        low=signed(low),
        high=signed(high),
        half_life=stated_days(found.half_life),
        prior=stated_acts(found.prior),
        usual=signed(index.usual_pair),
        weight=acts(float(index.acts[-1]), 1),
    )


def _curve(values: Sequence[float], low: float, high: float, width: int) -> str:
    """A curve in which even the lowest value can be seen."""
    reach = high - low
    if reach < 0.005:  # nothing that the numbers beside it would show
        return sparkline([0.5] * len(values), width)
    return sparkline([(value - low) / reach * 0.87 + 0.06 for value in values], width)


def _classes(console: Console, found: RelationsData) -> None:
    ways = (
        together(direction(found.a, found.b)),
        together(direction(found.b, found.a)),
        _("joint"),
    )
    table = Table(flowing(_("Acts")), *map(numeric, ways))
    for quad in range(1, 5):
        numbers = (integer(int(n)) for n in found.classes.total[:, quad - 1])
        table.add_row(quad_name(quad), *numbers)
    console.print(table)
    console.print()


def _turning(console: Console, found: RelationsData) -> None:
    turning = found.turning
    heading(console, _("Turning points"))
    if not turning.points:
        console.print(
            Text(
                _("None that stands out from chance.")
                if turning.enough
                else _("Too few days or weeks with acts to look for any.")
            )
        )
        console.print()
        return
    names = (_("Before"), _("After"), "p", _("Size"), _("Acts before, after"))
    table = Table(Column(_("From")), *map(numeric, names))
    for point in turning.points:
        table.add_row(
            day(point.date),
            signed(point.before),
            signed(point.after),
            decimal(point.p, 3),
            _("{n} SD").format(n=signed(point.size)),
            f"{integer(point.acts_before)}, {integer(point.acts_after)}",
        )
    console.print(table)
    by = _("by day") if turning.resolution == "day" else _("by week")
    note(
        console,
        _(
            "Mean Goldstein weight of the acts up to the next turning point, looked at {by}. "
            "p: how often the same values in random order break as clearly."
        ).format(by=by),
    )


def _largest(console: Console, found: RelationsData) -> None:
    heading(console, _("Largest days"))
    if not found.largest:
        console.print(_("None."))
    for large in sorted(found.largest, key=lambda each: each.date):
        text = _("{date}: {acts}, weight {size} ({times} times a usual day), tone {tone}").format(
            date=day(large.date),
            acts=acts(large.acts),
            size=decimal(large.size),
            times=decimal(large.times_usual, 1),
            tone=signed(large.tone),
        )
        console.print(Text(text))
        for act in large.told:
            weight = "—" if act.goldstein is None else plus(act.goldstein, 1)
            line = Text(f"{weight:>6}  {act_words(act)}", style="dim")
            line.pad_left(2)
            console.print(line)
        rest = large.acts - sum(act.acts for act in large.told)
        if rest > 0:
            text = ngettext("… and {n} other act", "… and {n} other acts", rest)
            console.print(Text(f"  {text.format(n=integer(rest))}", style="dim"))
    console.print()


def _balance(console: Console, found: RelationsData) -> None:
    heading(console, _("Who sends more"))
    forth, back = direction(found.a, found.b), direction(found.b, found.a)
    table = Table(
        flowing(_("Directed acts")), *map(numeric, (forth, back, _("Balance"), _("95 %")))
    )
    for each in found.balances:
        table.add_row(
            quad_name(each.quad),
            integer(each.forth),
            integer(each.back),
            "—" if each.balance is None else plus(each.balance, 2),
            _range(each.interval, signs=True),
        )
    console.print(table)
    text = _("Balance: +1 if all such acts are {forth}, −1 if all are {back}.")
    note(console, text.format(forth=forth, back=back))


def _answers(console: Console, found: RelationsData) -> None:
    heading(console, _("Who answers in kind"))
    names = (_("Occasions"), _("After"), _("Usual"), _("Ratio"), _("95 %"))
    table = Table(flowing(_("Answer")), *map(numeric, names))
    for each in found.answers:
        actor = actor_name(found.a if each.by_first else found.b)
        table.add_row(
            _("{actor}, {side}").format(actor=actor, side=side_name(each.side)),
            integer(each.occasions),
            "—" if each.answered is None else percent(each.answered, 0),
            "—" if each.usual is None else percent(each.usual, 0),
            "—" if each.ratio is None else decimal(each.ratio, 2),
            _range(each.interval),
        )
    console.print(table)
    note(
        console,
        _(
            "After: of the days on which the other did such an act, the share followed by one of "
            "the answering side within {days} days; usual: the same share of all days around them. "
            "Above 1, it answers. Directed acts only."
        ).format(days=WITHIN),
    )


def _range(interval: tuple[float, float] | None, *, signs: bool = False) -> str:
    """An interval, or a dash."""
    if interval is None:
        return "—"
    low, high = (plus(v, 2) if signs else decimal(v, 2) for v in interval)
    return _("{low} to {high}").format(low=low, high=high)
