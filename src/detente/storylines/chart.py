"""Kinds of future as bands of the relation index, and as a map."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import altair as alt
import numpy as np

from detente.charts.chart import Chart, Entry, Table, apart
from detente.charts.style import (
    INK,
    PARTS,
    PLAIN,
    Row,
    calendar,
    data,
    moment,
    spec,
)
from detente.ensemble.kept.courses import followed, windows
from detente.language.current import gettext as _
from detente.language.format import day, decimal, integer, labelled, percent, short_day, signed
from detente.language.safe import clean
from detente.planes.index import INDEX
from detente.planes.moving import LEVEL

if TYPE_CHECKING:
    from detente.ensemble.ensemble import Ensemble
    from detente.storylines.storylines import Storylines

HEIGHT = 280
SIDE = 420
"""Pixels of the map."""

DRAWN = 1_500
"""Futures on the map, evenly spread over all."""

DASHES = ([1, 0], [8, 4], [2, 3], [8, 3, 2, 3], [14, 4], [4, 4], [2, 6], [12, 3, 2, 3, 2, 3])
SHAPES = (
    "circle",
    "square",
    "triangle-up",
    "triangle-down",
    "triangle-right",
    "triangle-left",
    "diamond",
    "cross",
)
SIGNS = ("●", "■", "▲", "▼", "►", "◄", "◊", "+")

LEAST = 0.07
"""Part of the height by which numbers at the ends of lines lie apart."""


def colour(number: int) -> str:
    """Of a kind, by its number from 1."""
    return PARTS[(number - 1) % len(PARTS)][0]


def figures(found: Storylines) -> list[Chart]:
    """Bands of the first index, of the index or level that differs most by kind, and the map."""
    planes = followed(list(found.ensemble.scenario.watched()))
    drawn = dict.fromkeys([0, _widest(found)]) if planes else {}
    return apart([*(bands(found, plane) for plane in drawn), futures_map(found)])


def _widest(found: Storylines) -> int:
    """The index or level of which kinds explain the largest share of the variance."""
    courses = found.ensemble.courses.astype(np.float64)
    between = np.zeros(courses.shape[1:])
    for kind in found.kinds:
        mean = courses[found.label == kind.number].mean(axis=0)
        between += kind.futures / found.label.size * np.square(mean - courses.mean(axis=0))
    whole = courses.var(axis=0).sum(axis=1)
    shares = between.sum(axis=1) / np.where(whole > 0.0, whole, np.inf)
    return int(shares.argmax())


def spread_out(values: Sequence[float], least: float) -> list[float]:
    """Places near values, in their order and at least so far apart."""
    order = np.argsort(values, kind="stable")
    placed = np.array(values, dtype=np.float64)[order]
    steps = least * np.arange(placed.size)
    raised = np.maximum.accumulate(placed - steps) + steps
    lowered = np.minimum.accumulate((placed - steps)[::-1])[::-1] + steps
    middle = np.empty_like(placed)
    middle[order] = 0.5 * (raised + lowered)
    return [float(value) for value in middle]


def _subject(ensemble: Ensemble, plane: str) -> str:
    words = ensemble.scenario.words
    if plane.startswith(LEVEL):
        return clean(words.level(plane.removeprefix(LEVEL)))
    pair = " – ".join(clean(words.actor(a)) for a in plane.removeprefix(INDEX).split("~"))
    return _("Relation index {pair}").format(pair=pair)


def _key(found: Storylines, marks: tuple[str, ...]) -> list[Entry]:
    return [
        Entry(
            marks[(kind.number - 1) % len(marks)],
            colour(kind.number),
            labelled(integer(kind.number), f"{name} ({percent(kind.probability, 0)})"),
        )
        for kind, name in zip(found.kinds, found.names, strict=True)
    ]


def bands(found: Storylines, plane: int) -> Chart:
    """The middle half of the futures of each kind by date, and their median."""
    ensemble = found.ensemble
    name = followed(list(ensemble.scenario.watched()))[plane]
    index = name.startswith(INDEX)
    subject = _subject(ensemble, name)
    at = windows(ensemble.days)
    middle = [ensemble.dates[int(d)] for d in (at[:-1] + at[1:] - 1) // 2]
    scale = alt.Scale(nice=True, zero=False)
    form = PLAIN if index else alt.Undefined
    axis = alt.Axis(title=None, tickCount=5, labelExpr=form, ticks=False, domain=False)
    x = calendar(ensemble.dates)
    layers: list[alt.Chart] = []
    labels: list[alt.Chart] = []
    for kind in found.kinds:
        rows = [
            {"d": moment(date), "low": float(low), "mid": float(mid), "high": float(high)}
            for date, (low, mid, high) in zip(middle, kind.courses[plane].T, strict=True)
        ]
        base = alt.Chart(data(rows)).encode(x=x)
        area = base.mark_area(color=colour(kind.number), opacity=0.25)
        layers.append(area.encode(y=alt.Y("low:Q", scale=scale, axis=axis), y2=alt.Y2("high:Q")))
        line = base.mark_line(
            color=colour(kind.number),
            strokeWidth=2.5,
            strokeDash=DASHES[(kind.number - 1) % len(DASHES)],
        )
        labels.append(line.encode(y=alt.Y("mid:Q", scale=scale)))
    ends = [float(kind.courses[plane][1][-1]) for kind in found.kinds]
    shown_values = np.concatenate([kind.courses[plane].ravel() for kind in found.kinds])
    least = LEAST * float(np.ptp(shown_values))
    numbers: list[Row] = [
        {"d": moment(middle[-1]), "mid": place, "label": integer(kind.number)}
        for kind, place in zip(found.kinds, spread_out(ends, least), strict=True)
    ]
    text = alt.Chart(data(numbers)).mark_text(align="left", dx=8, fontWeight="bold", color=INK)
    labels.append(text.encode(x=x, y=alt.Y("mid:Q", scale=scale), text=alt.Text("label:N")))
    write = signed if index else (lambda value: decimal(value, 1))
    table = Table(
        (
            _("Date"),
            *(
                labelled(integer(k.number), n)
                for k, n in zip(found.kinds, found.names, strict=True)
            ),
        ),
        [
            (
                day(date),
                *(
                    f"{write(float(k.courses[plane][1][i]))} "
                    f"({write(float(k.courses[plane][0][i]))} … "
                    f"{write(float(k.courses[plane][2][i]))})"
                    for k in found.kinds
                ),
            )
            for i, date in enumerate(middle)
        ],
    )
    return Chart(
        "kinds-bands",
        _("{subject} by kind of future").format(subject=subject),
        _(
            "{subject}: for each kind of future the median and the band in which the middle half "
            "of its futures lies, from {first} to {last}."
        ).format(subject=subject, first=short_day(middle[0]), last=short_day(middle[-1])),
        spec(alt.layer(*layers, *labels), HEIGHT),
        table,
        _key(found, ("—", "– –", "···", "–·–", "— —", "- -", "·  ·", "–··")),
    )


def futures_map(found: Storylines) -> Chart:
    """Futures as points, those alike near each other; the example of each kind by its number."""
    paths = found.ensemble.paths
    picked = np.unique(np.linspace(0, paths - 1, min(paths, DRAWN)).astype(np.int64))
    scales = {
        name: alt.Scale(
            domain=[float(values.min()) - 0.1, float(values.max()) + 0.1], nice=False, zero=False
        )
        for name, values in zip("xy", found.points.T, strict=True)
    }
    axis = alt.Axis(title=None, labels=False, ticks=False, grid=False)
    x = alt.X("x:Q", scale=scales["x"], axis=axis)
    y = alt.Y("y:Q", scale=scales["y"], axis=axis)
    layers: list[alt.Chart] = []
    labels: list[alt.Chart] = []
    for kind in found.kinds:
        here = picked[found.label[picked] == kind.number]
        rows = [{"x": float(a), "y": float(b)} for a, b in found.points[here].round(4)]
        shape = SHAPES[(kind.number - 1) % len(SHAPES)]
        dots = alt.Chart(data(rows)).mark_point(
            filled=True, size=22, opacity=0.45, color=colour(kind.number), shape=shape
        )
        layers.append(dots.encode(x=x, y=y))
        place = dict(zip("xy", found.points[kind.example].tolist(), strict=True))
        example = alt.Chart(data([{**place, "label": integer(kind.number)}]))
        disc = example.mark_point(
            filled=True, size=420, opacity=1, color="#ffffff", stroke=colour(kind.number)
        )
        labels.append(disc.encode(x=x, y=y))
        text = example.mark_text(fontWeight="bold", fontSize=14, color=INK)
        labels.append(text.encode(x=x, y=y, text=alt.Text("label:N")))
    head = (_("Kind of future"), _("Likely"), _("Futures"), _("Example"))
    cells = [
        (name, percent(k.probability), integer(k.futures), integer(k.example))
        for k, name in zip(found.kinds, found.names, strict=True)
    ]
    return Chart(
        "kinds-map",
        _("A map of the futures"),
        _(
            "{n} of the futures as points, those alike near each other, in the two directions in "
            "which futures differ most; each kind has its colour and sign, and its example a "
            "number. Directions have no unit."
        ).format(n=integer(picked.size)),
        spec(alt.layer(*layers, *labels), SIDE),
        Table(head, cells),
        _key(found, SIGNS),
    )
