"""The relation index as a fan, with what the calendar brings."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from detente.charts.chart import Chart, Entry, Table
from detente.charts.layers import Layer, Plain, bands, layered, numbers, over, pointer, texts
from detente.charts.style import INK, moment, thinned
from detente.effects.scheduled_acts import ScheduledActs
from detente.language.current import gettext as _
from detente.language.format import day, decimal, labelled, percent, short_day, signed
from detente.outcomes.index_held import IndexHeld
from detente.planes.index import index_name, volume_name
from detente.report.scenario_texts import ScenarioTexts

if TYPE_CHECKING:
    from detente.ensemble.ensemble import Ensemble
    from detente.planes.index import RelationIndex

QUANTILES = (0.05, 0.1, 0.25, 0.5, 0.75, 0.9, 0.95)
HEIGHT = 230
LANE = 18
"""Pixels of a row of scheduled acts, or of labels."""
SIGNED = "datum.value == 0 ? '0' : replace(format(datum.value, '+.1f'), '-', '−')"
PLAIN = "format(datum.value, '~g')"
LONGEST = 100
"""Characters of a pair in the name of a file."""
FAR = 0.6
"""Part of the horizon from which on labels stand to the left of their line."""


@dataclass(frozen=True, slots=True)
class Event:
    """Something that the calendar brings to an office."""

    date: dt.date
    text: str


def events(ensemble: Ensemble) -> list[Event]:
    """Elections and inaugurations within the horizon, in order of time."""
    said = ScenarioTexts(ensemble.scenario)
    first, last = ensemble.dates[0], ensemble.dates[-1]
    found = []
    for office in ensemble.scenario.offices:
        for holder in office.holders:
            name = said.holder(holder.id)
            if holder.only is not None:  # one of several who may
                found.append(Event(holder.start, _("{name} may take office").format(name=name)))
                continue
            if holder.elected is not None:
                found.append(Event(holder.elected, _("{name} is elected").format(name=name)))
            found.append(Event(holder.start, _("{name} takes office").format(name=name)))
    return sorted((e for e in found if first <= e.date <= last), key=lambda e: (e.date, e.text))


@dataclass(frozen=True, slots=True)
class Lane:
    """Scheduled acts of one effect: days within the horizon, with their probabilities."""

    mark: str
    text: str
    occasions: list[tuple[dt.date, float]]


def lanes(ensemble: Ensemble) -> list[Lane]:
    """Scheduled acts within the horizon, by effect."""
    said = ScenarioTexts(ensemble.scenario)
    found: list[Lane] = []
    for effect in ensemble.scenario.effects:
        if isinstance(effect, ScheduledActs):
            days = [
                (o.date, o.probability.mean)
                for o in sorted(effect.occasions, key=lambda o: o.date)
                if o.date <= ensemble.dates[-1]
            ]
            if days:
                number = len(found)
                mark = chr(ord("A") + number) if number < 26 else str(number + 1)
                found.append(Lane(mark, said.prose(f"{effect.id}@"), days))
    return found


def fans(ensemble: Ensemble) -> list[Chart]:
    """For each relation index a fan of its tone, and one of its volume."""
    columns = ensemble.scenario.watched()
    found = []
    for index in ensemble.scenario.file.index:
        found.append(tone_fan(ensemble, index))
        volume = _volume(ensemble, index)
        found.append(_fan(ensemble, volume, columns[volume_name(*index.pair)]))
    return found


def tone_fan(ensemble: Ensemble, index: RelationIndex) -> Chart:
    """The fan of the tone of a relation index."""
    column = ensemble.scenario.watched()[index_name(*index.pair)]
    return _fan(ensemble, _tone(ensemble, index), column)


@dataclass(frozen=True, slots=True)
class _Subject:
    """What a fan shows: names, words, how its numbers are written, and levels to be marked."""

    pair: str
    name: str
    title: str
    description: str
    axis: str
    write: Callable[[float], str]
    levels: list[tuple[float, str]]
    least: float
    margin: float


def _slug(index: RelationIndex) -> str:
    """The pair in a name of a chart; other pairs may have the same (`charts.chart.apart`)."""
    said = "-".join(a.lower().replace("+", "plus") for a in sorted(index.pair))
    return re.sub(r"[^a-z0-9-]", "-", said)[:LONGEST]


def _tone(ensemble: Ensemble, index: RelationIndex) -> _Subject:
    said = ScenarioTexts(ensemble.scenario)
    pair = said.pair(index.pair)
    levels = [
        (o.level, said.outcome(o.id))
        for o in ensemble.scenario.outcomes
        if isinstance(o, IndexHeld) and sorted(o.pair) == sorted(index.pair) and o.listed
    ]
    return _Subject(
        pair,
        f"relation-index-{_slug(index)}",
        _("Relation index {pair}").format(pair=pair),
        _(
            "Fan chart of the relation index {pair}: the median goes from {begin} to {end}; at the "
            "end nine futures in ten lie between {low} and {high}."
        ),
        SIGNED,
        signed,
        levels,
        -10.0,
        0.2,
    )


def _volume(ensemble: Ensemble, index: RelationIndex) -> _Subject:
    pair = ScenarioTexts(ensemble.scenario).pair(index.pair)
    usual = ensemble.index(*index.pair).volume.usual
    return _Subject(
        pair,
        f"volume-{_slug(index)}",
        _("How much happens {pair}, in acts per 30 days").format(pair=pair),
        _(
            "Fan chart of the acts per 30 days {pair}: the median goes from {begin} to {end}; at "
            "the end nine futures in ten lie between {low} and {high}."
        ),
        PLAIN,
        lambda value: decimal(value, 1),
        [(usual, _("the usual volume"))],
        0.0,
        0.0,
    )


def _fan(ensemble: Ensemble, subject: _Subject, plane: int) -> Chart:
    dates, write = ensemble.dates, subject.write
    q = ensemble.index_quantiles(plane, QUANTILES)
    names = [f"q{i}" for i in range(len(QUANTILES))]
    rows = [
        {
            "d": moment(dates[t]),
            **dict(zip(names, map(float, q[t]), strict=True)),
            "tip": labelled(
                day(dates[t]), f"{write(q[t][3])} ({write(q[t][1])} … {write(q[t][5])})"
            ),
        }
        for t in thinned(ensemble.days)
    ]
    bottom, top = float(q.min()), float(q.max())
    near = [level for level, _name in subject.levels if bottom - 2 < level < top + 2]
    low = max(min([bottom, *near]) - subject.margin, subject.least)
    high = max([top, *near]) + 0.3
    marked, tracks = events(ensemble), lanes(ensemble)
    head = LANE * _rows_of(marked, ensemble) + (8 if marked else 0)
    foot = head + HEIGHT
    height = foot + LANE * len(tracks) + (10 if tracks else 0)
    x = over(dates)
    layers = bands(rows, names, x, _upright(subject, (low, high), (foot, head)))
    layers += _level_lines(near)
    layers += _event_lines(marked, ensemble, foot)
    layers += _tracks(tracks, foot)
    layers.append(pointer(rows, x))
    days = sorted({round(i * (ensemble.days - 1) / 12) for i in range(13)})
    table = Table(
        (_("Date"), *(percent(each, 0) for each in QUANTILES)),
        [(day(dates[t]), *(write(float(v)) for v in q[t])) for t in days],
    )
    key = [
        Entry(
            lane.mark,
            "",
            f"{lane.text} ("
            + ", ".join(labelled(short_day(date), percent(p, 0)) for date, p in lane.occasions)
            + ")",
        )
        for lane in tracks
    ]
    key += [Entry("···", "", name) for level, name in subject.levels if level in near]
    return Chart(
        subject.name,
        subject.title,
        subject.description.format(
            pair=subject.pair,
            begin=write(float(q[0][3])),
            end=write(float(q[-1][3])),
            low=write(float(q[-1][0])),
            high=write(float(q[-1][-1])),
        ),
        layered(layers, height),
        table,
        key,
    )


def _rows_of(marked: list[Event], ensemble: Ensemble) -> int:
    return max((row for _event, row in _placed(marked, ensemble)), default=-1) + 1


def _placed(marked: list[Event], ensemble: Ensemble) -> Iterator[tuple[Event, int]]:
    """Events with the row of their label: labels on one row lie well apart."""
    taken: list[dt.date] = []
    for event in marked:
        apart = dt.timedelta(days=0.45 * ensemble.days)
        row = next((i for i, d in enumerate(taken) if event.date - d >= apart), len(taken))
        if row == len(taken):
            taken.append(event.date)
        taken[row] = event.date
        yield event, row


def _upright(subject: _Subject, domain: tuple[float, float], pixels: tuple[int, int]) -> Plain:
    """The scale and the axis of what a fan shows."""
    return {
        "scale": {"domain": list(domain), "nice": False, "range": list(pixels), "zero": False},
        "axis": {
            "domain": False,
            "labelExpr": subject.axis,
            "tickCount": 5,
            "ticks": False,
            "title": None,
        },
    }


def _level_lines(near: list[float]) -> list[Layer]:
    rows = [{"level": level} for level in near]
    look = {"color": INK, "strokeDash": [2, 3]}
    return [Layer(rows, "rule", look, {"y": numbers("level")})] if rows else []


def _event_lines(marked: list[Event], ensemble: Ensemble, foot: int) -> list[Layer]:
    layers: list[Layer] = []
    begin, length = ensemble.dates[0], max(ensemble.days, 1)
    for event, row in _placed(marked, ensemble):
        part = (event.date - begin).days / length
        right = part > FAR
        rows = [{"d": moment(event.date), "label": event.text}]
        x, up = numbers("d"), LANE * row + 10
        layers.append(
            Layer(
                rows,
                "rule",
                {"color": INK, "strokeWidth": 1},
                {"x": x, "y": {"value": up - 8}, "y2": {"value": foot}},
            )
        )
        look = {
            "align": "right" if right else "left",
            "dx": -5 if right else 5,
            "limit": {"expr": f"width * {part if right else 1.0 - part:.4f} - 8"},
        }
        label = {"x": x, "y": {"value": up}, "text": texts("label")}
        layers.append(Layer(rows, "text", look, label))
    return layers


def _tracks(tracks: list[Lane], foot: int) -> list[Layer]:
    layers: list[Layer] = []
    for i, lane in enumerate(tracks):
        at = {"x": numbers("d"), "y": {"value": foot + 12 + LANE * i}}
        rows = [
            {
                "d": moment(date),
                "tip": labelled(day(date), f"{lane.text} ({percent(p, 0)})"),
                "mark": lane.mark,
            }
            for date, p in lane.occasions
        ]
        point = {"shape": "triangle-up", "filled": True, "size": 60, "color": INK, "opacity": 1}
        letter = {"align": "left", "dx": 8, "fontWeight": "bold"}
        layers.append(Layer(rows, "point", point, {**at, "tooltip": texts("tip")}))
        layers.append(Layer(rows[-1:], "text", letter, {**at, "text": texts("mark")}))
    return layers
