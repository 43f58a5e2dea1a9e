"""Who does what to whom: the dyads as a small drawing, at the start, in the middle, at the end."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import permutations
from typing import TYPE_CHECKING, Any

import altair as alt
import numpy as np
from numpy.typing import NDArray

from detente.charts.chart import Chart, Entry, Table
from detente.charts.rows import wrapped
from detente.charts.style import BLUE, GREY, INK, VERMILLION, data, spec
from detente.effects.scheduled_acts import ScheduledActs
from detente.ensemble.runner import Block
from detente.explain.again import most_acts, watch
from detente.language import counted
from detente.language.counted import days as in_days
from detente.language.current import gettext as _
from detente.language.format import decimal, labelled, semicolons, signed
from detente.language.format import span as days_between
from detente.ontology.acts import Act
from detente.progress import Progress
from detente.report.scenario_texts import ScenarioTexts

if TYPE_CHECKING:
    from detente.ensemble.ensemble import Ensemble

SUBSET = 500
"""Futures that are played again to count acts."""
WINDOW = 30
"""Days over which acts are counted."""
SIZE = 280
"""Pixels of a drawing from left to right."""
HOSTILE, FRIENDLY = -1.5, 1.5
"""Mean Goldstein weights beyond which a dyad's tone is hostile or friendly."""
MOST = 22
"""Dyads that are drawn; the table has all."""
CURVE = 12
"""Straight pieces of a curve."""
DISC = 2300
"""Area of the disc on which a name stands."""
ROOM = 78.0
"""Width of a line of a name, in pixels of the usual type."""
SHORT = 0.3
"""How far from an actor arrows end; the drawing is 2.6 wide."""
LINES = 3
"""Lines of the longest name that stands in a drawing; a number stands for a longer one."""
HIGH = 0.115
"""Between two lines of a name."""
ABOVE = 0.22
"""Room above the highest name and beneath the lowest."""
FLAT = 0.5
"""The least that a drawing reaches up and down: curves between two actors need it."""

Dyad = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Flow:
    """Acts from one actor towards another in a window: their number, and mean Goldstein weight."""

    volume: float
    tone: float


@dataclass(frozen=True, slots=True)
class Moment:
    """All dyads at one time; joint acts count in both directions."""

    name: str
    when: str
    flows: Mapping[Dyad, Flow]


def moments(
    ensemble: Ensemble, *, threads: int | None = None, progress: Progress | None = None
) -> list[Moment]:
    """The dyads at the start (usual rates), in the middle and at the end (mean of the futures)."""
    days = ensemble.days
    window = min(WINDOW, max(days // 3, 1))
    setting = ensemble.setting.part(SUBSET)
    rows = setting.compiled.rows
    middle = (days - window) // 2
    begins = (middle, days - window)

    def reduce(block: Block) -> NDArray[np.float64]:
        counts = np.zeros((len(begins), len(rows)))
        for codes in block.acts:
            day_, row = np.divmod(codes, len(rows))
            for k, begin in enumerate(begins):
                inside = (day_ >= begin) & (day_ < begin + window)
                counts[k] += np.bincount(row[inside], minlength=len(rows))
        return counts

    counts = np.zeros((len(begins), len(rows)))
    blocks = watch(setting, [], reduce, acts=most_acts(setting), threads=threads, progress=progress)
    for block in blocks:
        counts += block
    counts /= setting.design.paths
    usual = {
        p.id: p.rate.per_day * window
        for p in ensemble.scenario.processes
        if p.first_day <= 0 <= p.last_day
    }
    dates = ensemble.dates

    def span(begin: int) -> str:
        return days_between(dates[begin], dates[begin + window - 1])

    return [
        Moment(
            _("At the start"),
            _("usual rates, in {days}").format(days=in_days(window)),
            flows(ensemble, usual),
        ),
        *(
            Moment(name, span(begins[k]), flows(ensemble, dict(zip(rows, counts[k], strict=True))))
            for k, name in enumerate((_("In the middle"), _("At the end")))
        ),
    ]


def flows(ensemble: Ensemble, counts: Mapping[str, float]) -> dict[Dyad, Flow]:
    """Dyads of rows (processes, or ``effect@date`` of scheduled acts) with their acts."""
    kind: dict[str, tuple[tuple[str, ...], Act]] = {
        p.id: (p.parties, p.act) for p in ensemble.scenario.processes
    }
    for effect in ensemble.scenario.effects:
        if isinstance(effect, ScheduledActs):
            kind[f"{effect.id}@"] = (effect.parties, effect.act)
    sums: dict[Dyad, tuple[float, float]] = {}
    for row, number in counts.items():
        name, at, _date = row.partition("@")
        parties, act = kind[name + at]
        directions = permutations(parties, 2) if act.joint else [(parties[0], parties[1])]
        for dyad in directions:
            volume, weight = sums.get(dyad, (0.0, 0.0))
            sums[dyad] = (volume + number, weight + number * act.goldstein)
    return {dyad: Flow(v, w / v) for dyad, (v, w) in sums.items() if v > 0.0}


def places(ensemble: Ensemble) -> dict[str, tuple[float, float]]:
    """Where actors stand: the pair of the index left and right, the others between them."""
    actors = list(ensemble.scenario.actors)
    pair = list(ensemble.scenario.file.index[0].pair) if ensemble.scenario.file.index else []
    others = [a for a in actors if a not in pair]
    upper, lower = others[: -(-len(others) // 2)], others[-(-len(others) // 2) :]
    ring = [*pair[:1], *upper, *pair[1:], *reversed(lower)]
    found = {}
    if pair:
        for names, sign in ((upper, 1.0), (lower, -1.0)):
            for k, name in enumerate(names):
                angle = math.pi * (1.0 - (k + 1) / (len(names) + 1))
                found[name] = (math.cos(angle), sign * math.sin(angle))
        found |= {pair[0]: (-1.0, 0.0), pair[1]: (1.0, 0.0)}
        return found
    for k, name in enumerate(ring):
        angle = math.pi - 2.0 * math.pi * k / len(ring)
        found[name] = (math.cos(angle), math.sin(angle))
    return found


def drawn(found: list[Moment]) -> list[Dyad]:
    """Dyads that are drawn: those with the most acts at any of the times."""
    most: dict[Dyad, float] = {}
    for each in found:
        for dyad, flow in each.flows.items():
            most[dyad] = max(most.get(dyad, 0.0), flow.volume)
    return sorted(most, key=lambda d: (-most[d], d))[:MOST]


def networks(ensemble: Ensemble, found: list[Moment]) -> list[Chart]:
    """One drawing for each time."""
    at = places(ensemble)
    chosen = drawn(found)
    largest = max((f.volume for m in found for f in m.flows.values()), default=1.0)
    said = ScenarioTexts(ensemble.scenario)
    return [
        _network(f"network-{k + 1}", said, moment, at, chosen, largest)
        for k, moment in enumerate(found)
    ]


def _style(tone: float) -> tuple[str, list[int]]:
    if tone <= HOSTILE:
        return VERMILLION, [6, 3]
    return (BLUE, [1, 0]) if tone >= FRIENDLY else (GREY, [2, 3])


def _curve(
    begin: tuple[float, float], end: tuple[float, float]
) -> tuple[list[tuple[float, float]], float]:
    """Points of a curve that bends right and inwards, short of both actors; angle at its end."""
    (x0, y0), (x1, y1) = begin, end
    dx, dy = x1 - x0, y1 - y0
    length = math.hypot(dx, dy)
    bend = 0.13
    # towards the middle of the ring, clear of those who stand between
    mx, my = 0.35 * (x0 + x1) + bend * dy, 0.35 * (y0 + y1) - bend * dx
    short = SHORT / length
    points = []
    for k in range(CURVE + 1):
        t = short + (1.0 - 2.0 * short) * k / CURVE
        a, b, c = (1 - t) ** 2, 2 * t * (1 - t), t * t
        points.append((a * x0 + b * mx + c * x1, a * y0 + b * my + c * y1))
    (ax, ay), (bx, by) = points[-2], points[-1]
    return points, math.degrees(math.atan2(bx - ax, by - ay))


def _names(
    said: ScenarioTexts, at: Mapping[str, tuple[float, float]]
) -> tuple[list[dict[str, float | str]], list[Entry]]:
    """Names of the actors where they stand, line by line; and those that numbers stand for."""
    shown: list[dict[str, float | str]] = []
    key: list[Entry] = []
    for actor, (x, y) in at.items():
        lines = wrapped(said.actor(actor), ROOM)
        if len(lines) > LINES:
            key.append(Entry(str(len(key) + 1), "", said.actor(actor)))
            lines = [key[-1].mark]
        for n, line in enumerate(lines):
            shown.append({"x": x, "y": y + ((len(lines) - 1) / 2 - n) * HIGH, "label": line})
    return shown, key


def _upright(at: Mapping[str, tuple[float, float]]) -> list[float]:
    """From where to where a drawing reaches: no half of it is empty."""
    heights = [y for _x, y in at.values()]
    return [min(*heights, -FLAT) - ABOVE, max(*heights, FLAT) + ABOVE]


def _network(
    name: str,
    said: ScenarioTexts,
    when: Moment,
    at: Mapping[str, tuple[float, float]],
    chosen: list[Dyad],
    largest: float,
) -> Chart:
    across, upright = [-1.3, 1.3], _upright(at)
    x = alt.X("x:Q", axis=None, scale=alt.Scale(domain=across, nice=False, zero=False))
    y = alt.Y("y:Q", axis=None, scale=alt.Scale(domain=upright, nice=False, zero=False))
    height = round(SIZE * (upright[1] - upright[0]) / (across[1] - across[0]))
    layers: list[alt.Chart] = []
    for source, target in reversed(chosen):
        flow = when.flows.get((source, target))
        if flow is None or flow.volume < 0.05:
            continue
        colour, dash = _style(flow.tone)
        width = 0.9 + 5.0 * math.sqrt(flow.volume / largest)
        points, angle = _curve(at[source], at[target])
        tip = _("{source} → {target}: {acts}, mean weight {tone}").format(
            source=said.actor(source),
            target=said.actor(target),
            acts=counted.acts(flow.volume, 1),
            tone=signed(flow.tone),
        )
        rows = [{"x": px, "y": py, "k": k, "tip": tip} for k, (px, py) in enumerate(points)]
        layers.append(
            alt.Chart(data(rows))
            .mark_line(color=colour, strokeWidth=width, strokeDash=dash, opacity=0.9)
            .encode(x=x, y=y, order=alt.Order("k:Q"), tooltip=alt.Tooltip("tip:N"))
        )
        layers.append(
            alt.Chart(data(rows[-1:]))
            .mark_point(
                shape="triangle",
                angle=angle % 360.0,
                filled=True,
                color=colour,
                size=36 + 16 * width,
                opacity=1,
            )
            .encode(x=x, y=y)
        )
    nodes = alt.Chart(data([{"x": px, "y": py} for px, py in at.values()]))
    layers.append(
        nodes.mark_point(shape="circle", filled=True, size=DISC, color="#ffffff", opacity=1).encode(
            x=x, y=y
        )
    )
    shown, key = _names(said, at)
    names = alt.Chart(data(shown)).encode(x=x, y=y, text=alt.Text("label:N"))
    text: dict[str, Any] = {"fontWeight": "bold", "fontSize": 11, "baseline": "middle"}
    layers.append(names.mark_text(**text, stroke="#ffffff", strokeWidth=4, strokeJoin="round"))
    layers.append(names.mark_text(**text, color=INK))
    busiest = sorted(when.flows.items(), key=lambda item: (-item[1].volume, item[0]))[:3]
    words = semicolons(
        _("{source} → {target}: {acts}, mean weight {tone}").format(
            source=said.actor(a),
            target=said.actor(b),
            acts=counted.acts(f.volume, 1),
            tone=signed(f.tone),
        )
        for (a, b), f in busiest
    )
    return Chart(
        name,
        labelled(when.name, when.when),
        _("Drawing of the dyads; the busiest: {dyads}.").format(dyads=words),
        spec(alt.layer(*layers), height, SIZE),
        key=key,
        width=SIZE,
    )


def network_table(ensemble: Ensemble, found: list[Moment]) -> Table:
    """All dyads: acts and mean weight at each time."""
    said = ScenarioTexts(ensemble.scenario)
    dyads = sorted({dyad for each in found for dyad in each.flows})

    def cells(dyad: Dyad) -> Iterator[str]:
        yield f"{said.actor(dyad[0])} → {said.actor(dyad[1])}"
        for each in found:
            flow = each.flows.get(dyad)
            yield "—" if flow is None else f"{decimal(flow.volume, 1)} ({signed(flow.tone)})"

    return Table(
        (_("From → to: acts (mean weight)"), *(each.name for each in found)),
        [tuple(cells(dyad)) for dyad in dyads],
    )
