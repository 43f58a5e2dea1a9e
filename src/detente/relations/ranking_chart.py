"""The warmest, coldest and fastest-moving pairs as a chart of rows."""

from __future__ import annotations

from typing import TYPE_CHECKING

import altair as alt

from detente.charts.chart import Chart, Entry, Table
from detente.charts.style import BLUE, GREY, GRID, INK, MUTED, VERMILLION, data, spec
from detente.language.current import gettext as _
from detente.language.current import ngettext
from detente.language.format import day, integer, plus, signed, span
from detente.language.safe import clean
from detente.relations.words import pair_name

if TYPE_CHECKING:
    from detente.relations.ranked import Ranked, RankingData

ROW, HEADING = 34, 40
"""Pixels of a pair, and of the heading of a list."""

SIGNED = "datum.value == 0 ? '0' : replace(format(datum.value, '+.2~f'), '-', '−')"


def counted(found: RankingData) -> list[str]:
    """What is counted, for the head of a page."""
    text = _("{first} to {last}; data: {datasets}; {pairs} with at least {fewest} acts.")
    return [
        text.format(
            first=day(found.first),
            last=day(found.last),
            datasets=clean(", ".join(found.datasets)),
            pairs=ngettext("{n} pair", "{n} pairs", found.pairs).format(n=integer(found.pairs)),
            fewest=integer(found.fewest),
        )
    ]


def figure(found: RankingData) -> Chart:
    """Draw each pair's index at the beginning and at the end of the span."""
    rows: list[dict[str, object]] = []
    headings: list[dict[str, object]] = []
    level = 0
    for title, pairs in _lists(found):
        headings.append({"y": level + 16, "label": title})
        level += HEADING
        for each in pairs:
            rows.append(_row(each, level))
            level += ROW
        level += 8
    ends = [0.0, *(v for _t, pairs in _lists(found) for p in pairs for v in (p.before, p.now))]
    scale = alt.Scale(domain=[min(ends) - 0.4, max(ends) + 0.4], nice=False, zero=False)
    axis = alt.Axis(
        title=None, labelExpr=SIGNED, tickCount=6, domain=False, ticks=False, grid=False
    )
    x = alt.X("before:Q", scale=scale, axis=axis)
    place = alt.Y("y:Q", scale=alt.Scale(domain=[0, level], range=[0, level]), axis=None)
    base = alt.Chart(data(rows))
    moved = base.encode(x=x, y=place)
    layers = [
        base.mark_rule(color=GRID).encode(x=alt.value(0), x2=alt.value("width"), y=place),
        alt.Chart(data([{"zero": 0}]))
        .mark_rule(color=GREY, strokeDash=[2, 3])
        .encode(x=alt.X("zero:Q")),
        *(
            moved.transform_filter(alt.datum.warmer == warmer)
            .mark_rule(color=colour, strokeWidth=3)
            .encode(x2=alt.X2("now:Q"))
            for warmer, colour in ((True, BLUE), (False, VERMILLION))
        ),
        moved.mark_point(filled=True, fill="white", stroke=MUTED, strokeWidth=1.5, size=45,
                         opacity=1),
        *(
            base.transform_filter(alt.datum.warmer == warmer)
            .mark_point(filled=True, size=85, color=colour, opacity=1,
                        shape="triangle-right" if warmer else "triangle-left")
            .encode(x=alt.X("now:Q", scale=scale, axis=axis), y=place)
            for warmer, colour in ((True, BLUE), (False, VERMILLION))
        ),
        base.mark_text(align="left", dy=-13, limit=alt.ExprRef("width - 90")).encode(
            x=alt.value(0), y=place, text=alt.Text("label:N")
        ),
        base.mark_text(align="right", dy=-13).encode(
            x=alt.value("width"), y=place, text=alt.Text("number:N")
        ),
        alt.Chart(data(headings))
        .mark_text(align="left", fontWeight="bold", fontSize=13, color=INK)
        .encode(x=alt.value(0), y=place, text=alt.Text("label:N")),
    ]  # fmt: skip
    return Chart(
        "relations",
        _("Warmest, coldest and fastest-moving pairs, {span}").format(
            span=span(found.first, found.last)
        ),
        _("Relation index of {n} pairs at the beginning and at the end of the span.").format(
            n=integer(len(rows))
        ),
        spec(alt.layer(*layers), level),
        _table(found),
        [
            Entry("○", MUTED, _("relation index on {date}").format(date=day(found.first))),
            Entry("→", BLUE, _("on {date}, warmer").format(date=day(found.last))),
            Entry("←", VERMILLION, _("on {date}, colder").format(date=day(found.last))),
        ],
    )


def _lists(found: RankingData) -> tuple[tuple[str, tuple[Ranked, ...]], ...]:
    return (
        (_("Warmest"), found.warmest),
        (_("Coldest"), found.coldest),
        (_("Fastest-moving"), found.fastest),
    )


def _row(each: Ranked, level: int) -> dict[str, object]:
    return {
        "y": level + 18,
        "before": each.before,
        "now": each.now,
        "warmer": each.change >= 0,
        "label": pair_name(each.a, each.b),
        "number": f"{signed(each.now)} ({plus(each.change, 1)})",
    }


def _table(found: RankingData) -> Table:
    return Table(
        (_("Pair"), _("List"), _("Index"), _("Change"), _("Acts")),
        [
            (
                pair_name(each.a, each.b),
                title,
                signed(each.now),
                plus(each.change, 1),
                integer(each.acts),
            )
            for title, pairs in _lists(found)
            for each in pairs
        ],
    )
