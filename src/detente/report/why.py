"""Why: the parts of what holds an outcome back, stacked over time."""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING

import altair as alt
import numpy as np
from numpy.typing import NDArray

from detente.charts.chart import Chart, Entry, Table
from detente.charts.style import (
    FACTOR,
    INK,
    PARTS,
    PLAIN,
    calendar,
    data,
    moment,
    share_axis,
    spec,
    weeks,
)
from detente.explain.index_acts import EARLIER
from detente.explain.pieces import BASE, Part
from detente.explain.said import own_part_in_words
from detente.explain.stack import ProcessStack
from detente.language.current import gettext as _
from detente.language.format import day, decimal, labelled, percent, signed
from detente.language.safe import clean
from detente.report.scenario_texts import ScenarioTexts

if TYPE_CHECKING:
    from detente.explain.explanation import Explanation

F64 = NDArray[np.float64]

SHOWN = len(PARTS) - 1
"""Parts with a colour of their own; the others are drawn together."""
HEIGHT = 260
TALL = 0.055
"""Part of the axis that a segment must fill to carry its number."""
CLOSED, AJAR = "#1b1f24", "#8a929b"


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


def stacks(explanation: Explanation) -> list[Chart]:
    """The stacks of an outcome, whatever its kind, each with its gates beneath."""
    dates = explanation.ensemble.dates
    figures = []
    for process in explanation.stacks:
        figures.append(draw(_of_process(explanation, process), dates))
        figures += gates(explanation, process)
    if explanation.index is not None:
        figures.append(draw(_of_index(explanation), dates))
    if explanation.pressure is not None:
        figures.append(draw(_of_pressure(explanation), dates))
    return figures


def effect_name(explanation: Explanation, effect: str, claim: str | None) -> str:
    """An effect with what its owner asserts."""
    said = ScenarioTexts(explanation.ensemble.scenario)
    owner = _("background") if claim is None else said.quoted(claim)
    return f"{owner} ({clean(effect)})"


def _of_process(explanation: Explanation, stack: ProcessStack) -> Stack:
    merged: dict[str, F64] = {}
    for i, part in enumerate(stack.parts):
        if part.effect != BASE:
            name = part_name(explanation, part)
            merged[name] = merged.get(name, 0.0) + stack.values[:, i]
    title = ScenarioTexts(explanation.ensemble.scenario).process(stack.process)
    values = np.column_stack(list(merged.values())) if merged else np.zeros((len(stack.waiting), 0))
    # where every gate is closed there is no chance that parts could multiply
    values[~np.isfinite(stack.log_hazard)] = np.nan
    return Stack(
        f"why-{stack.process}",
        _("What holds it back, and what drives it: {act}").format(act=title),
        _("Stacked bars over time: what multiplies the usual daily chance of “{act}”.").format(
            act=title
        ),
        list(merged),
        values,
        True,
        _("all together"),
        stack.selected,
    )


def part_name(explanation: Explanation, part: Part) -> str:
    """A part of a daily chance in words."""
    own = own_part_in_words(part.effect)
    if own is not None:
        return own
    name = effect_name(explanation, part.effect, part.claim)
    if part.gate:
        return _("gate: {effect}").format(effect=name)
    return _("needs both sides: {effect}").format(effect=name) if part.rule else name


def _of_index(explanation: Explanation) -> Stack:
    stack = explanation.index
    assert stack is not None
    said = ScenarioTexts(explanation.ensemble.scenario)
    names = [
        _("acts before the as-of date") if row == EARLIER else said.process(row)
        for row in stack.rows
    ]
    # scheduled acts of one effect go together
    merged: dict[str, F64] = {}
    for i, name in enumerate(names):
        merged[name] = merged.get(name, 0.0) + stack.values[:, i]
    return Stack(
        "why-index",
        _("Which acts moved the index"),
        _("Stacked bars over time: how far each kind of act moves the index from its usual tone."),
        list(merged),
        np.column_stack(list(merged.values())),
        False,
        _("index above its usual tone ({usual})").format(usual=signed(stack.usual)),
    )


def _of_pressure(explanation: Explanation) -> Stack:
    found = explanation.pressure
    assert found is not None
    return Stack(
        "why-pressure",
        _("What presses on it"),
        _("Stacked bars over time: the mean pressure, by what presses."),
        [_pressing(explanation, part) for part in found.parts],
        found.values,
        False,
        _("pressure (it gives way at {threshold} in the mean)").format(
            threshold=decimal(found.threshold, 2)
        ),
    )


def _pressing(explanation: Explanation, part: str) -> str:
    """What presses, such as ``USA>RUS COERCE``, with the names of the actors."""
    dyad, _space, acts = part.partition(" ")
    for sign, arrow in ((">", "→"), ("~", "–")):
        source, found, target = dyad.partition(sign)
        actors = explanation.ensemble.scenario.actors
        if found and acts and source in actors and target in actors:
            said = ScenarioTexts(explanation.ensemble.scenario)
            pair = f"{said.actor(source)} {arrow} {said.actor(target)}"
            return labelled(pair, clean(acts))
    return clean(part)


def _weekly(values: F64, spans: Sequence[slice]) -> F64:
    """Means over the days of each span that have any; NaN where none has."""
    rows = np.full((len(spans), values.shape[1]), np.nan)
    for i, span in enumerate(spans):
        there = values[span][~np.isnan(values[span]).any(axis=1)]
        if there.shape[0]:
            rows[i] = there.mean(axis=0)
    return rows


def draw(stack: Stack, dates: Sequence[dt.date]) -> Chart:
    """Stacked bars: what raises it above the line, what lowers it below."""
    spans = list(weeks(len(dates)))
    values = _weekly(stack.values, spans)
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
            x=x, x2="e:Q", y=y, y2="high:Q", color=fill, tooltip=alt.Tooltip("tip:N")
        ),
        alt.Chart(data([{"zero": 0.0}])).mark_rule(color=INK).encode(y="zero:Q"),
        alt.Chart(data(whole)).mark_line(color=INK, strokeWidth=2.5).encode(x="d:Q", y="sum:Q"),
        alt.Chart(data(numbers))
        .mark_text(fontWeight="bold", fontSize=11)
        .encode(x="d:Q", y="y:Q", text="mark:N", color=alt.Color("ink:N", scale=None, legend=None)),
    )
    shown = sorted({round(i * (len(spans) - 1) / 6) for i in range(7)})
    rows = [*names, stack.level]
    columns.append(sum(columns, np.zeros(len(spans))))
    key = [Entry(str(n + 1), palette[n][0], name) for n, name in enumerate(names)]
    key.append(Entry("—", INK, stack.level))
    if stack.selected is not None:
        moved = _weekly(stack.selected[:, None], spans)[:, 0]
        chart += _dashed(columns[-1] - moved, spans, dates)
        rows.append(_("of it, by who still waits"))
        columns.append(moved)
        key.append(Entry("╌", AJAR, _("all together, were all that ever waited still waiting")))
    table = Table(
        (_("Part"), *(day(dates[spans[i].start]) for i in shown)),
        [
            (name, *(_number(float(column[i])) for i in shown))
            for name, column in zip(rows, columns, strict=True)
        ],
    )
    return Chart(stack.id, stack.title, stack.alt, spec(chart, HEIGHT), table, key)


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
        color=AJAR, strokeWidth=1.5, strokeDash=[5, 3]
    )
    return line.encode(x="d:Q", y="all:Q")


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


def gate_owners(explanation: Explanation) -> dict[str, str | None]:
    """Claims that own gates, by effect."""
    ensemble = explanation.ensemble
    model = ensemble.scenario.compiled(ensemble.days).model
    return {gate.effect: gate.owner for gate in model.gates}


def gates(explanation: Explanation, stack: ProcessStack) -> list[Chart]:
    """Closed and ajar gates, as shares of the futures that wait; one chart for each effect."""
    dates = explanation.ensemble.dates
    spans = list(weeks(len(dates)))
    owner = gate_owners(explanation)
    figures = []
    for effect in stack.closed:
        both = np.column_stack([stack.closed[effect], stack.ajar[effect]])
        if not np.nan_to_num(both).max() > 0.0:
            continue
        values = _weekly(both, spans)
        name = effect_name(explanation, effect, owner.get(effect))
        kinds = ((_("closed"), 0, [1, 0], CLOSED), (_("ajar"), 1, [5, 3], AJAR))
        layers = []
        for word, k, dash, colour in kinds:
            if not np.nan_to_num(values[:, k]).max() > 0.0:
                continue
            rows = [
                {
                    "d": moment(dates[span.start]),
                    "p": float(values[i, k]),
                    "tip": labelled(
                        day(dates[span.start]), f"{word} {percent(float(values[i, k]), 0)}"
                    ),
                }
                for i, span in enumerate(spans)
                if not math.isnan(values[i, k])
            ]
            base = alt.Chart(data(rows))
            y = alt.Y("p:Q", scale=alt.Scale(domain=[0, 1]), axis=share_axis())
            layers.append(
                base.mark_line(
                    color=colour, strokeWidth=2.5, strokeDash=dash, interpolate="step-after"
                ).encode(x=calendar(dates), y=y)
            )
            layers.append(
                base.mark_rule(opacity=0, strokeWidth=8)
                .encode(x="d:Q", tooltip=alt.Tooltip("tip:N"))
                .properties(name="hover")
            )
        shown = sorted({round(i * (len(spans) - 1) / 6) for i in range(7)})
        table = Table(
            (_("Gate"), *(day(dates[spans[i].start]) for i in shown)),
            [
                (word, *("" if math.isnan(v) else percent(float(v), 0) for v in values[shown, k]))
                for word, k, _dash, _colour in kinds
            ],
        )
        title = _("Gate on “{act}”: {effect}").format(
            act=ScenarioTexts(explanation.ensemble.scenario).process(stack.process), effect=name
        )
        figures.append(
            Chart(
                f"gate-{stack.process}--{effect}",
                title,
                _("Share of the futures still waiting on which this gate is closed, or ajar."),
                spec(alt.layer(*layers), 84),
                table,
                [
                    Entry("━", CLOSED, _("closed: the act cannot happen")),
                    Entry("╌", AJAR, _("ajar: the act is held back, not excluded")),
                ],
            )
        )
    return figures
