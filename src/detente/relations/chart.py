"""The state of a relationship as a chart: the index above, the acts by quad class below."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import altair as alt

from detente.charts.chart import Chart, Entry, Table
from detente.charts.style import (
    BLUE,
    GREY,
    INK,
    MUTED,
    PALE_BLUE,
    VERMILLION,
    calendar,
    data,
    moment,
    spec,
    thinned,
)
from detente.language.current import gettext as _
from detente.language.current import ngettext
from detente.language.format import day, decimal, integer, labelled, signed, span
from detente.language.safe import clean
from detente.relations.words import direction, pair_name, quad_name, step_name

if TYPE_CHECKING:
    from detente.relations.classes import Period
    from detente.relations.data import RelationsData
    from detente.relations.largest import LargeDay

INDEX, BARS = 220, 150
"""Pixels of the two panels."""

NOON = 43_200_000
"""Milliseconds: what belongs to a day stands in the middle of its bar."""

LANE = 20
"""Pixels of a row of marks or words between them."""

POINTS = 700
"""Values of a curve that are drawn at most."""

MISSING = "#e9ecef"
PALE_VERMILLION = "#f5b889"
FILLS = {1: PALE_BLUE, 2: BLUE, 3: PALE_VERMILLION, 4: VERMILLION}
STACKS = ((2, 1, 1), (1, 1, 0), (4, -1, 1), (3, -1, 0))
"""Quad class, up or down, next to the middle or not: material acts lie next to the middle."""

SIGNED = "datum.value == 0 ? '0' : replace(format(datum.value, '+.2~f'), '-', '−')"
COUNT = "format(abs(datum.value), ',d')"

SMALL, LARGE = 6.0, 8.6
"""Pixels of a letter, about; capitals and arrows are large."""

NEAR = 0.03
"""Part of the width within which labels are put together."""

LOOKS: dict[str, dict[str, Any]] = {
    "pair": {"strokeWidth": 2.5},
    "forth": {"strokeWidth": 1.5},
    "back": {"strokeWidth": 1.5, "strokeDash": [5, 3]},
}

Layers = list[alt.Chart | alt.LayerChart | alt.FacetChart]
Named = tuple[str, str, dict[str, Any] | None]
"""Name, colour, and how a line looks."""


def counted(found: RelationsData) -> list[str]:
    """What is counted, for the head of a page."""
    text = _("{first} to {last}; data: {datasets}; {acts}.").format(
        first=day(found.first),
        last=day(found.last),
        datasets=clean(", ".join(found.datasets)),
        acts=_acts(found.counted.acts),
    )
    return [text]


def figure(found: RelationsData) -> Chart:
    """Draw the index of the pair and of both directions, and the acts by quad class.

    Turning points are numbered rules, the largest days lettered triangles; days that are missing
    from the source are shaded.
    """
    head = LANE * (4 if found.turning.points else 3) + 4
    foot = head + INDEX
    lane = LANE if found.largest else 0
    top = foot + lane + 2 * LANE + 10
    bottom = top + BARS
    height = bottom + LANE + 4
    layers = [
        *_missing(found, head, bottom),
        *_curves(found, head, foot),
        *_turning(found, foot),
        *_largest(found, foot),
        *_bars(found, top, bottom),
        *_curve_legend(found),
        _words(_("Acts {step}").format(step=step_name(found.classes.step)), top - LANE - 14),
        *legend([(quad_name(q), FILLS[q], None) for q in (1, 2)], top - 14),
        *legend([(quad_name(q), FILLS[q], None) for q in (3, 4)], bottom + 14),
        _hover(found),
    ]
    chart = alt.layer(*layers).resolve_scale(y="independent")
    index = found.index
    pair = pair_name(found.a, found.b)
    return Chart(
        "relations",
        _("{pair}: relation index and acts, {span}").format(
            pair=pair, span=span(found.first, found.last)
        ),
        _(
            "Curves of the relation index {pair}, which goes from {begin} to {end}, above bars of "
            "{acts} by quad class."
        ).format(
            pair=pair,
            begin=signed(float(index.pair[0])),
            end=signed(float(index.pair[-1])),
            acts=_acts(found.counted.acts),
        ),
        spec(chart, height),
        _table(found),
        _key(found),
    )


def _curve_names(found: RelationsData) -> list[Named]:
    return [
        (_("pair"), INK, LOOKS["pair"]),
        (direction(found.a, found.b), BLUE, LOOKS["forth"]),
        (direction(found.b, found.a), VERMILLION, LOOKS["back"]),
    ]


def _curve_legend(found: RelationsData) -> Layers:
    """The curves one below the other: names of states are long."""
    layers: Layers = []
    for n, name in enumerate(_curve_names(found)):
        layers += legend([name], 8 + LANE * n)
    return layers


def legend(names: list[Named], level: int) -> Layers:
    """Marks with their names in a row, in the picture itself: a line where it has looks."""
    layers: Layers = []
    left = 0
    for text, colour, looks in names:
        base = alt.Chart(data([{"label": text}]))
        if looks is None:
            swatch = base.mark_rect(color=colour, opacity=1).encode(
                x=alt.value(left),
                x2=alt.value(left + 12),
                y=alt.value(level - 6),
                y2=alt.value(level + 6),
            )
            start = left + 17
        else:
            swatch = base.mark_rule(color=colour, **looks).encode(
                x=alt.value(left), x2=alt.value(left + 22), y=alt.value(level)
            )
            start = left + 27
        words = base.mark_text(align="left").encode(
            x=alt.value(start), y=alt.value(level), text=alt.Text("label:N")
        )
        layers += [swatch, words]
        left = start + round(sum(LARGE if c.isupper() or c == "→" else SMALL for c in text)) + 14
    return layers


def _axis() -> dict[str, Any]:
    return {"title": None, "orient": "left", "offset": 0, "ticks": False, "domain": False}


def _curves(found: RelationsData, head: int, foot: int) -> Layers:
    index = found.index
    low = float(min(index.pair.min(), index.forth.min(), index.back.min()))
    high = float(max(index.pair.max(), index.forth.max(), index.back.max()))
    margin = max(0.08 * (high - low), 0.1)
    scale = alt.Scale(
        domain=[low - margin, high + margin], range=[foot, head], nice=False, zero=False
    )
    axis = alt.Axis(**_axis(), tickCount=5, labelExpr=SIGNED)
    rows = [
        {
            "d": moment(index.first + dt.timedelta(days=t)) + NOON,
            "pair": float(index.pair[t]),
            "forth": float(index.forth[t]),
            "back": float(index.back[t]),
        }
        for t in thinned(found.days, POINTS)
    ]
    base = alt.Chart(data(rows)).encode(x=calendar([found.first, found.last]))

    def line(name: str, **looks: Any) -> alt.Chart:
        dots = found.days < 3  # too short for a line to be seen
        drawn: alt.Chart = base.mark_line(
            **looks, point={"color": looks["color"]} if dots else False
        ).encode(y=alt.Y(f"{name}:Q", scale=scale, axis=axis))
        return drawn

    # one scale for all three, beside that of the bars
    curves = alt.layer(
        line("back", color=VERMILLION, **LOOKS["back"]),
        line("forth", color=BLUE, **LOOKS["forth"]),
        line("pair", color=INK, **LOOKS["pair"]),
    )
    return [curves]


def _missing(found: RelationsData, head: int, bottom: int) -> Layers:
    rows = [
        {"d": moment(first), "d2": moment(last + dt.timedelta(days=1))}
        for first, last in _runs(found.missing)
    ]
    if not rows:
        return []
    shade = (
        alt.Chart(data(rows))
        .mark_rect(color=MISSING, opacity=1)
        .encode(
            x=calendar([found.first, found.last]),
            x2=alt.X2("d2:Q"),
            y=alt.value(head),
            y2=alt.value(bottom),
        )
    )
    return [shade]


def _runs(days: tuple[dt.date, ...]) -> Iterator[tuple[dt.date, dt.date]]:
    """First and last of the days that follow on each other."""
    start = None
    for n, date in enumerate(days):
        start = start or date
        if n + 1 == len(days) or (days[n + 1] - date).days > 1:
            yield start, date
            start = None


def _grouped(
    found: RelationsData, marks: list[tuple[str, dt.date]], within: int = 0
) -> list[dict[str, object]]:
    """Labels with their places; those that would lie on each other are one, such as 3–5."""
    groups: list[list[tuple[str, dt.date]]] = []
    for label, date in marks:
        if groups and (date - groups[-1][0][1]).days <= NEAR * found.days:
            groups[-1].append((label, date))
        else:
            groups.append([(label, date)])
    return [
        {
            "d": (moment(group[0][1]) + moment(group[-1][1])) // 2 + within,
            "label": group[0][0] if len(group) == 1 else f"{group[0][0]}–{group[-1][0]}",
        }
        for group in groups
    ]


def _turning(found: RelationsData, foot: int) -> Layers:
    marks = [(str(n), point.date) for n, point in enumerate(found.turning.points, start=1)]
    if not marks:
        return []
    x = calendar([found.first, found.last])
    rules = alt.Chart(data([{"d": moment(date)} for _label, date in marks]))
    return [
        rules.mark_rule(color=INK, strokeWidth=1, strokeDash=[2, 2]).encode(
            x=x, y=alt.value(4 * LANE - 4), y2=alt.value(foot)
        ),
        alt.Chart(data(_grouped(found, marks)))
        .mark_text(fontWeight="bold")
        .encode(x=x, y=alt.value(4 * LANE - 11), text=alt.Text("label:N")),
    ]


def _letters(found: RelationsData) -> list[tuple[str, LargeDay]]:
    """The largest days in order of time, with their letters."""
    days = sorted(found.largest, key=lambda each: each.date)
    return [(chr(ord("A") + n), large) for n, large in enumerate(days)]


def _largest(found: RelationsData, foot: int) -> Layers:
    marks = [(letter, large.date) for letter, large in _letters(found)]
    if not marks:
        return []
    x = calendar([found.first, found.last])
    points = alt.Chart(data([{"d": moment(date) + NOON} for _label, date in marks]))
    return [
        points.mark_point(shape="triangle-up", filled=True, size=45, color=INK, opacity=1).encode(
            x=x, y=alt.value(foot + 8)
        ),
        alt.Chart(data(_grouped(found, marks, NOON)))
        .mark_text(fontSize=11)
        .encode(x=x, y=alt.value(foot + 20), text=alt.Text("label:N")),
    ]


def _bars(found: RelationsData, top: int, bottom: int) -> Layers:
    rows = [row for period in found.classes.periods for row in _stack(period)]
    up, down = max([1, *(row["high"] for row in rows)]), min([-1, *(row["high"] for row in rows)])
    scale = alt.Scale(domain=[down, up], range=[bottom, top], nice=False, zero=True)
    axis = alt.Axis(**_axis(), values=_counts(down, up), labelExpr=COUNT)
    base = alt.Chart(data(rows)).encode(x=calendar([found.first, found.last]), x2=alt.X2("d2:Q"))
    bars = [
        base.transform_filter(alt.datum.quad == quad)
        .mark_rect(color=fill, opacity=1)
        .encode(y=alt.Y("low:Q", scale=scale, axis=axis), y2=alt.Y2("high:Q"))
        for quad, fill in FILLS.items()
    ]
    middle = (
        alt.Chart(data([{"zero": 0}]))
        .mark_rule(color=MUTED)
        .encode(y=alt.Y("zero:Q", scale=scale, axis=axis))
    )
    return [alt.layer(*bars, middle)]


def _counts(down: int, up: int) -> list[float]:
    """A few round numbers of acts on either side of 0."""
    largest = max(up, -down)
    step = next(m * 10**k for k in range(12) for m in (1, 2, 5) if largest / (m * 10**k) <= 3.5)
    first, last = int(-down // step), int(up // step)
    return [float(n * step) for n in range(-first, last + 1)]


def _stack(period: Period) -> Iterator[dict[str, int]]:
    """The four classes of a period, each from its lower to its higher end."""
    length = (period.last - period.first).days + 1
    gap = int(0.06 * length * 86_400_000)
    acts = period.acts.sum(axis=0)
    for quad, sign, inner in STACKS:
        base = 0 if inner else int(acts[{1: 1, 3: 3}[quad]])
        if acts[quad - 1]:
            yield {
                "d": moment(period.first) + gap,
                "d2": moment(period.last + dt.timedelta(days=1)) - gap,
                "quad": quad,
                "low": sign * base,
                "high": sign * (base + int(acts[quad - 1])),
            }


def _words(text: str, level: int) -> alt.Chart:
    words: alt.Chart = (
        alt.Chart(data([{"label": text}]))
        .mark_text(align="left", color=MUTED, limit=alt.ExprRef("width"))
        .encode(x=alt.value(0), y=alt.value(level), text=alt.Text("label:N"))
    )
    return words


def _hover(found: RelationsData) -> alt.Chart:
    index = found.index
    rows = []
    for t in thinned(found.days, 200):
        date = index.first + dt.timedelta(days=t)
        values = (
            signed(float(index.pair[t])),
            labelled(direction(found.a, found.b), signed(float(index.forth[t]))),
            labelled(direction(found.b, found.a), signed(float(index.back[t]))),
        )
        rows.append({"d": moment(date) + NOON, "tip": labelled(day(date), ", ".join(values))})
    rule: alt.Chart = (
        alt.Chart(data(rows))
        .mark_rule(opacity=0, strokeWidth=6)
        .encode(x=calendar([found.first, found.last]), tooltip=alt.Tooltip("tip:N"))
        .properties(name="hover")
    )
    return rule


def _key(found: RelationsData) -> list[Entry]:
    entries = []
    if found.missing:
        text = ngettext(
            "{n} day is missing from the source", "{n} days are missing from the source",
            len(found.missing),
        )  # fmt: skip
        entries.append(Entry("▒", GREY, text.format(n=integer(len(found.missing)))))
    for n, point in enumerate(found.turning.points, start=1):
        text = (
            _("turning point: tone {before} before {date}, {after} after it (p = {p})")
            .format(
                before=signed(point.before),
                date=day(point.date),
                after=signed(point.after),
                p=decimal(point.p, 3),
            )
            .replace("p = ", "p\u00a0=\u00a0")
        )
        entries.append(Entry(str(n), INK, text))
    for letter, large in _letters(found):
        text = _("{acts} on {date}, tone {tone}").format(
            acts=_acts(large.acts), date=day(large.date), tone=signed(large.tone)
        )
        entries.append(Entry(letter, INK, text))
    return entries


def _acts(n: int) -> str:
    return ngettext("{n} act", "{n} acts", n).format(n=integer(n))


def _table(found: RelationsData) -> Table:
    head = (
        _("From"),
        _("Index at the end"),
        *(quad_name(quad) for quad in (1, 2, 3, 4)),
        _("Days missing"),
    )
    return Table(
        head,
        [
            (
                day(period.first),
                signed(float(found.index.pair[(period.last - found.first).days])),
                *(integer(int(n)) for n in period.acts.sum(axis=0)),
                integer(period.missing),
            )
            for period in found.classes.periods
        ],
    )
