"""Parts stacked over time: what raises a level above the line, what lowers it below."""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Sequence
from dataclasses import asdict, dataclass

import altair as alt
import numpy as np
from numpy.typing import NDArray

from detente.charts.chart import Chart, Entry, Table
from detente.charts.style import FACTOR, INK, PARTS, PLAIN, calendar, data, moment, spec, weeks
from detente.language.current import gettext as _
from detente.language.format import day, labelled, signed

F64 = NDArray[np.float64]

SHOWN = len(PARTS) - 1
"""Parts with a colour of their own; the others are drawn together."""
HEIGHT = 260
TALL = 0.055
"""Part of the axis that a segment must fill to carry its number."""
FAINT = "#8a929b"
"""Of what is beside the main line."""


@dataclass(frozen=True, slots=True)
class Stack:
    """Parts over days, from a level at which they are zero.

    Attributes
    ----------
    id, title, alt : str
    names : sequence of str
        Of the parts.
    values : array of float64, shape (days, parts)
    factor : bool
        Whether the values are logarithms, and the axis shows what they multiply by.
    level : str
        Name of the whole.
    selected : array of float64, shape (days,), or None
        What selection among the waiting does to the whole.
    """

    id: str
    title: str
    alt: str
    names: Sequence[str]
    values: F64
    factor: bool
    level: str
    selected: F64 | None = None


def draw(stack: Stack, dates: Sequence[dt.date]) -> Chart:
    """Stacked bars: what raises it above the line, what lowers it below."""
    spans = list(weeks(len(dates)))
    values = weekly(stack.values, spans)
    weight = np.nan_to_num(np.abs(values)).mean(axis=0)
    order = [int(i) for i in np.argsort(-weight, kind="stable") if weight[i] > 0.0]
    own, rest = order[:SHOWN], order[SHOWN:]
    columns = [values[:, i] for i in own]
    names = [stack.names[i] for i in own]
    if rest:
        columns.append(values[:, rest].sum(axis=1))
        names.append(_("{n} smaller parts").format(n=len(rest)))
    palette = [*PARTS[: len(own)], *([PARTS[-1]] if rest else [])]
    bars, whole = _bars(columns, palette, spans, dates)
    low = min((bar.low for bar in bars), default=0.0)
    high = max((bar.high for bar in bars), default=0.0)
    room = max(high - low, 1e-6)
    label = FACTOR if stack.factor else PLAIN
    axis = alt.Axis(title=None, labelExpr=label, ticks=False, domain=False)
    if stack.factor:
        axis.values = _factors(low, high)
    domain = [low - 0.04 * room, high + 0.04 * room]
    y = alt.Y("low:Q", scale=alt.Scale(domain=domain, nice=False), axis=axis)
    x = calendar(dates)
    fill = alt.Color("fill:N", scale=None, legend=None)
    base = alt.Chart(data([asdict(bar) for bar in bars]))
    numbers = _numbered(bars, len(spans), TALL * room)
    chart = alt.layer(
        base.mark_bar(stroke="white", strokeWidth=0.6).encode(
            x=x,
            x2=alt.X2("e:Q"),
            y=y,
            y2=alt.Y2("high:Q"),
            color=fill,
            tooltip=alt.Tooltip("tip:N"),
        ),
        alt.Chart(data([{"zero": 0.0}])).mark_rule(color=INK).encode(y=alt.Y("zero:Q")),
        alt.Chart(data(whole))
        .mark_line(color=INK, strokeWidth=2.5)
        .encode(x=alt.X("d:Q"), y=alt.Y("sum:Q")),
        alt.Chart(data(numbers))
        .mark_text(fontWeight="bold", fontSize=11)
        .encode(
            x=alt.X("d:Q"),
            y=alt.Y("y:Q"),
            text=alt.Text("mark:N"),
            color=alt.Color("ink:N", scale=None, legend=None),
        ),
    )
    shown = sorted({round(i * (len(spans) - 1) / 6) for i in range(7)})
    rows = [*names, stack.level]
    columns.append(sum(columns, np.zeros(len(spans))))
    key = [Entry(str(n + 1), palette[n][0], name) for n, name in enumerate(names)]
    key.append(Entry("—", INK, stack.level))
    if stack.selected is not None:
        moved = weekly(stack.selected[:, None], spans)[:, 0]
        chart += _dashed(columns[-1] - moved, spans, dates)
        rows.append(_("of it, by who still waits"))
        columns.append(moved)
        key.append(Entry("- -", FAINT, _("all together, were all that ever waited still waiting")))
    table = Table(
        (_("Part"), *(day(dates[spans[i].start]) for i in shown)),
        [
            (name, *(_number(float(column[i])) for i in shown))
            for name, column in zip(rows, columns, strict=True)
        ],
    )
    return Chart(stack.id, stack.title, stack.alt, spec(chart, HEIGHT), table, key)


def weekly(values: F64, spans: Sequence[slice]) -> F64:
    """Means over the days of each span that have any; NaN where none has."""
    rows = np.full((len(spans), values.shape[1]), np.nan)
    for i, span in enumerate(spans):
        there = values[span][~np.isnan(values[span]).any(axis=1)]
        if there.shape[0]:
            rows[i] = there.mean(axis=0)
    return rows


def _dashed(values: F64, spans: Sequence[slice], dates: Sequence[dt.date]) -> alt.Chart:
    """A dashed line through the middles of the spans."""
    rows = [
        {
            "d": (moment(dates[span.start]) + moment(dates[span.stop - 1])) // 2,
            "all": float(values[i]),
        }
        for i, span in enumerate(spans)
        if not math.isnan(values[i])
    ]
    line: alt.Chart = alt.Chart(data(rows)).mark_line(
        color=FAINT, strokeWidth=1.5, strokeDash=[5, 3]
    )
    return line.encode(x=alt.X("d:Q"), y=alt.Y("all:Q"))


def _number(value: float) -> str:
    return "" if math.isnan(value) else signed(value, 2)


def _factors(low: float, high: float) -> list[float]:
    """Logarithms of factors for an axis: powers of 2, or finer where it spans only a few."""
    doublings = (high - low) / math.log(2)
    if doublings > 2.5:
        step = max(math.ceil(doublings / 8), 1)
        first, last = math.ceil(low / math.log(2) / step), math.floor(high / math.log(2) / step)
        return [k * step * math.log(2) for k in range(first, last + 1)]
    fine = doublings <= 0.8
    near = (0.7, 0.8, 0.9, 1.1, 1.2, 1.3, 1.4) if fine else (0.2, 0.3, 0.5, 0.7, 1.5, 2.0, 3.0, 5.0)
    return sorted(log for f in (*near, 1.0) if low <= (log := math.log(f)) <= high)


@dataclass(frozen=True, slots=True)
class _Bar:
    """One part in one span: from `d` to `e` in time, from `low` to `high`."""

    d: int
    e: int
    span: int
    low: float
    high: float
    mark: str
    fill: str
    ink: str
    tip: str


def _bars(
    columns: Sequence[F64],
    palette: Sequence[tuple[str, str]],
    spans: Sequence[slice],
    dates: Sequence[dt.date],
) -> tuple[list[_Bar], list[dict[str, float]]]:
    bars: list[_Bar] = []
    whole = []
    for s, span in enumerate(spans):
        up = down = 0.0
        begin = moment(dates[span.start])
        end = moment(dates[span.stop - 1] + dt.timedelta(days=1))
        for n, column in enumerate(columns):
            value = float(column[s])
            if math.isnan(value) or value == 0.0:
                continue
            if value > 0.0:
                low, high, up = up, up + value, up + value
            else:
                low, high, down = down + value, down, down + value
            tip = labelled(str(n + 1), f"{_number(value)} ({day(dates[span.start])})")
            bars.append(_Bar(begin, end, s, low, high, str(n + 1), *palette[n], tip))
        if columns and not math.isnan(float(columns[0][s])):
            whole.append({"d": (begin + end) // 2, "sum": float(sum(c[s] for c in columns))})
    return bars, whole


def _numbered(bars: Sequence[_Bar], spans: int, tall: float) -> list[dict[str, float | str]]:
    """Numbers on the segments of a few spans, where they fit."""
    chosen = {round(part * (spans - 1)) for part in (0.07, 0.36, 0.65, 0.93)}
    return [
        {
            "d": (bar.d + bar.e) // 2,
            "y": (bar.low + bar.high) / 2.0,
            "mark": bar.mark,
            "ink": bar.ink,
        }
        for bar in bars
        if bar.span in chosen and bar.high - bar.low >= tall
    ]
