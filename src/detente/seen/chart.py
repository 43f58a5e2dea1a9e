"""What is seen as charts: outcomes, and one of them by date, without it and given it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import altair as alt

from detente.charts.chart import Chart, Entry, Table, apart
from detente.charts.rows import LINE, NARROW, WIDE, rows, scale
from detente.charts.style import (
    BLUE,
    GREY,
    INK,
    PALE_BLUE,
    calendar,
    data,
    moment,
    share_axis,
    spec,
    thinned,
    track,
)
from detente.language.current import gettext as _
from detente.language.format import interval, percent, points
from detente.language.safe import clean

if TYPE_CHECKING:
    from detente.seen.answer import Beside, SeenAnswer

VALUE = 120
"""Pixels for the numbers of a row, to the right of its words."""
EDGES = 26
"""Pixels of the place of a chart that are left and right of its rows."""


def named(found: SeenAnswer, outcome: str) -> str:
    """Title of an outcome, in the language in force."""
    return clean(found.setting.scenario.words.outcome(outcome))


def beside(found: SeenAnswer) -> Chart:
    """Probabilities of the listed outcomes without and given what is seen."""
    listed = [each for each in found.outcomes if each.listed]
    key = [
        Entry("○", GREY, _("in all futures")),
        Entry("●", BLUE, _("in those in which it is seen, with the 95 % interval")),
    ]
    if found.intervention:
        key.append(Entry("◆", INK, _("had it been forced")))
    return Chart(
        "seen",
        _("What is seen, and what it changes"),
        _(
            "One row for each outcome: its probability in all futures, and with its 95 % interval "
            "in those in which that is so which is seen; the table has the same numbers."
        ),
        _rows(found, listed, WIDE),
        beside_table(found, listed),
        tuple(key),
        narrow=_rows(found, listed, NARROW),
    )


def charts(found: SeenAnswer) -> list[Chart]:
    """Probabilities, and by date those outcomes that what is seen moves."""
    moved = [each for each in found.outcomes if each.listed and each.told]
    return [beside(found), *apart([course(found, each.id) for each in moved])]


def claims_table(found: SeenAnswer) -> Table:
    """Claims that what is seen moves: credence, and how likely each is given it."""
    head = [_("Claim"), _("All futures"), _("95 %"), _("If seen"), _("95 %"), _("Points")]
    if found.intervention:
        head.append(_("If forced"))
    words = found.setting.scenario.words
    return Table(
        tuple(head),
        [
            (
                clean(words.claim(each.id)),
                percent(each.probability),
                interval(*each.interval),
                percent(each.given),
                each.given_said,
                points(each.difference),
                *([] if each.forced is None else [percent(each.forced)]),
            )
            for each in found.claims
            if each.told
        ],
    )


def beside_table(found: SeenAnswer, listed: list[Beside]) -> Table:
    """The same numbers."""
    head = [_("Outcome"), _("All futures"), _("95 %"), _("If seen"), _("95 %")]
    if found.intervention:
        head += [_("If forced"), _("95 %")]
    return Table(
        tuple(head),
        [
            (
                named(found, each.id),
                percent(each.probability),
                interval(*each.interval),
                percent(each.given),
                each.given_said,
                *(
                    (percent(each.forced), interval(*each.forced_interval))
                    if each.forced is not None and each.forced_interval is not None
                    else ()
                ),
            )
            for each in listed
        ],
    )


def _rows(found: SeenAnswer, listed: list[Beside], width: int) -> dict[str, Any]:
    placed, height = rows([named(found, each.id) for each in listed], width - VALUE - EDGES)
    values = [
        {
            "top": row.top,
            "y": row.middle,
            "p": each.probability,
            "given": each.given,
            "forced": each.forced,
            "low": each.given_interval[0],
            "high": each.given_interval[1],
            "label": row.label,
            "value": f"{percent(each.probability)} → {percent(each.given)}",
        }
        for each, row in zip(listed, placed, strict=True)
    ]
    y, top = (alt.Y(f"{at}:Q", axis=None, scale=scale(height)) for at in ("y", "top"))
    x = alt.X(
        "low:Q",
        scale=alt.Scale(domain=[0, 1]),
        axis=share_axis(values=(0, 0.25, 0.5, 0.75, 1), grid=False),
    )
    base, tip = alt.Chart(data(values)), alt.Tooltip("value:N")
    layers = [
        track(base, y),
        base.mark_rule(strokeWidth=8, color=PALE_BLUE).encode(
            x=x, x2=alt.X2("high:Q"), y=y, tooltip=tip
        ),
        base.mark_point(size=90, color=GREY, strokeWidth=2, opacity=1).encode(
            x=alt.X("p:Q"), y=y, tooltip=tip
        ),
        base.mark_point(filled=True, size=110, color=BLUE, opacity=1).encode(
            x=alt.X("given:Q"), y=y, tooltip=tip
        ),
        base.mark_text(
            align="left", baseline="top", lineHeight=LINE, limit=alt.ExprRef(f"width - {VALUE}")
        ).encode(x=alt.value(0), y=top, text=alt.Text("label:N")),
        base.mark_text(align="right", baseline="top", fontWeight="bold", color=INK).encode(
            x=alt.value("width"), y=top, text=alt.Text("value:N")
        ),
    ]
    if found.intervention:
        layers.insert(
            4,
            base.mark_point(filled=True, shape="diamond", size=70, color=INK, opacity=1).encode(
                x=alt.X("forced:Q"), y=y
            ),
        )
    return spec(alt.layer(*layers), height)


def course(found: SeenAnswer, outcome: str) -> Chart:
    """The share of the futures in which an outcome has come about, by date."""
    both, dates = found.courses[outcome], found.dates
    values = [
        {"d": moment(dates[t]), "without": float(both.without[t]), "given": float(both.given[t])}
        for t in thinned(len(dates))
    ]
    base, x = alt.Chart(data(values)), calendar(dates)
    axis = share_axis()
    layers = alt.layer(
        base.mark_line(color=GREY, strokeWidth=2, strokeDash=[4, 3]).encode(
            x=x, y=alt.Y("without:Q", scale=alt.Scale(domain=[0, 1]), axis=axis)
        ),
        base.mark_line(color=BLUE, strokeWidth=2).encode(
            x=x, y=alt.Y("given:Q", scale=alt.Scale(domain=[0, 1]), axis=axis)
        ),
    )
    without, given = (percent(float(each[-1])) for each in (both.without, both.given))
    return Chart(
        f"seen-{outcome}",
        named(found, outcome),
        _(
            "The share of the futures in which it has come about, by date: {without} at the end "
            "in all futures, {given} in those in which that is so which is seen."
        ).format(without=without, given=given),
        spec(layers, 200),
        None,
        (
            Entry("···", GREY, _("in all futures")),
            Entry("—", BLUE, _("in those in which it is seen")),
        ),
    )
