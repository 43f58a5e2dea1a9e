"""Charts of states, as the shares of their values over time, and of levels, as fans.

What is known of a state before the as-of date stands to the left of it.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from itertools import pairwise
from typing import TYPE_CHECKING, Any

import numpy as np

from detente.charts.chart import Chart, Entry, Table
from detente.charts.layers import (
    Layer,
    Plain,
    bands,
    layered,
    numbers,
    over,
    pointer,
    texts,
)
from detente.charts.style import INK, PARTS, moment, shares, thinned
from detente.language.current import gettext as _
from detente.language.format import day, labelled, percent
from detente.language.listing import listing
from detente.language.safe import clean
from detente.ontology.titled import capital
from detente.scenario.moving_names import (
    Known,
    known_before,
    known_said,
    level_titled,
    level_value,
)

if TYPE_CHECKING:
    from detente.ensemble.ensemble import Ensemble
    from detente.ensemble.moving import LevelPath, StatePath

HEIGHT = 200
QUANTILES = (0.05, 0.1, 0.25, 0.5, 0.75, 0.9, 0.95)
ROWS = 13
"""Days of the table behind a chart."""

THIN = 0.06
"""Share below which a band has no letter: there is no room for one."""

ROOM = 0.06
"""Part of all that is shown that what is known takes at least, to have its letter."""

AREA = {"opacity": 1, "stroke": "#ffffff", "strokeWidth": 1}

BEFORE = 6
"""Of the days that are played the sixth part is what is shown before them, at most."""


def moving_charts(ensemble: Ensemble) -> list[Chart]:
    """A chart for each state, then one for each level."""
    return [
        *(state_chart(ensemble, state) for state in ensemble.states),
        *(level_chart(ensemble, level) for level in ensemble.levels),
    ]


def _days(ensemble: Ensemble) -> list[int]:
    return sorted({round(i * (ensemble.days - 1) / (ROWS - 1)) for i in range(ROWS)})


def _record(known: Sequence[Known], state: StatePath, as_of: dt.date) -> list[dict[str, Any]]:
    """What is known before the first day: the whole height of one value after the other."""
    if not known:
        return []
    begin = as_of - dt.timedelta(days=max(len(state.dates) // BEFORE, 1))
    ends = [*(each.since for each in known[1:]), state.dates[0]]
    rows = []
    for number, (each, end) in enumerate(zip(known, ends, strict=True)):
        first = max(each.since, begin)
        if first < end:
            k = state.values.index(each.value)
            rows += [
                {"d": moment(date), "k": k, "run": number, "low": 0.0, "high": 1.0}
                for date in (first, end)
            ]
    return rows


def state_chart(ensemble: Ensemble, state: StatePath) -> Chart:
    """Areas on top of each other, the first value at the bottom; each with its letter."""
    dates, words = state.dates, ensemble.scenario.words
    names = [clean(words.value(state.state, value)) for value in state.values]
    title = clean(words.state(state.state))
    above = state.share.cumsum(axis=1)
    rows = [
        {
            "d": moment(dates[t]),
            "k": k,
            "low": float(above[t, k] - state.share[t, k]),
            "high": float(above[t, k]),
            "tip": labelled(day(dates[t]), f"{names[k]} {percent(float(state.share[t, k]))}"),
        }
        for k in range(len(names))
        for t in thinned(ensemble.days)
    ]
    known = known_before(ensemble.scenario, state.state)
    record = _record(known, state, ensemble.scenario.as_of)
    before = [_date(row["d"]) for row in record[:1]]
    x, y = over([*before, *dates]), _share_of_all()
    fill = {
        "field": "k",
        "legend": None,
        "scale": {
            "domain": list(range(len(names))),
            "range": [_fill(k) for k in range(len(names))],
        },
        "type": "ordinal",
    }
    areas = {"x": x, "y": y, "y2": {"field": "high"}, "color": fill}
    layers = [
        Layer(rows, "area", AREA, {**areas, "tooltip": texts("tip")}),
        *_letters(state),
    ]
    key = [Entry(_letter(k), _fill(k), name) for k, name in enumerate(names)]
    if record:
        layers += _before(record, areas, state)
        key.append(Entry("¦", INK, _("the as-of date; before it, what is known")))
    table = Table(
        (_("Date"), *names),
        [
            (day(dates[t]), *(percent(float(share)) for share in state.share[t]))
            for t in _days(ensemble)
        ],
    )
    ends = (
        _("{value} {share}").format(value=name, share=percent(float(share)))
        for name, share in zip(names, state.share[-1], strict=True)
    )
    return Chart(
        f"state-{state.state}",
        capital(title),
        _(
            "Stacked areas over the days: the share of the futures in which “{state}” has each of "
            "its values. On {date}: {shares}."
        ).format(state=title, date=day(dates[-1]), shares=listing(list(ends)))
        + (f" {said}" if (said := known_said(ensemble.scenario, state.state)) else ""),
        layered(layers, HEIGHT),
        table,
        key,
    )


def _date(milliseconds: int) -> dt.date:
    return dt.date(1970, 1, 1) + dt.timedelta(milliseconds=milliseconds)


def _share_of_all() -> Plain:
    return numbers("low", scale={"domain": [0, 1], "nice": False}, axis=shares())


def _before(record: list[Plain], areas: Plain, state: StatePath) -> list[Layer]:
    """The areas of what is known, each with its letter, and a dashed line at their end."""
    letters = [
        {
            "d": (a["d"] + b["d"]) // 2,
            "at": 0.5,
            "letter": _letter(int(a["k"])),
            "ink": PARTS[int(a["k"]) % len(PARTS)][1],
        }
        for a, b in pairwise(record)
        if a["run"] == b["run"]
        and b["d"] - a["d"] >= ROOM * (moment(state.dates[-1]) - record[0]["d"])
    ]
    letter = {
        "x": numbers("d"),
        "y": numbers("at"),
        "text": texts("letter"),
        "color": texts("ink", scale=None, legend=None),
    }
    end = {"x": numbers("d"), "y": numbers("low"), "y2": {"field": "high"}}
    dashed = {"color": INK, "strokeWidth": 1.5, "strokeDash": [4, 3]}
    day_before = [{"d": moment(state.dates[0]), "low": 0.0, "high": 1.0}]
    return [
        Layer(record, "area", AREA, {**areas, "detail": texts("run")}),
        Layer(letters, "text", {"fontWeight": "bold"}, letter),
        Layer(day_before, "rule", dashed, end),
    ]


def _fill(number: int) -> str:
    return PARTS[number % len(PARTS)][0]


def _letter(number: int) -> str:
    return chr(ord("A") + number) if number < 26 else chr(ord("a") + number - 26)


def _letters(state: StatePath) -> list[Layer]:
    """A letter in each area, in the middle of the days on which there is most room for it."""
    above, layers = state.share.cumsum(axis=1), []
    at = {"x": numbers("d"), "y": numbers("at"), "text": texts("letter")}
    for k in range(len(state.values)):
        share = state.share[:, k]
        broad = np.flatnonzero(share >= 0.9 * share.max())
        t = int(broad[broad.size // 2])
        if share[t] < THIN:
            continue
        middle = float(above[t, k] - 0.5 * share[t])
        rows = [{"d": moment(state.dates[t]), "at": middle, "letter": _letter(k)}]
        look = {"color": PARTS[k % len(PARTS)][1], "fontWeight": "bold"}
        layers.append(Layer(rows, "text", look, at))
    return layers


def level_chart(ensemble: Ensemble, level: LevelPath) -> Chart:
    """The median in bands of 50, 80 and 90 % of the futures."""
    dates, title = level.dates, level_titled(ensemble.scenario, level.level)
    q = ensemble.level_quantiles(level.level, QUANTILES)
    names = [f"q{i}" for i in range(len(QUANTILES))]

    def write(value: float) -> str:
        return level_value(float(value))

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
    margin = 0.05 * float(q.max() - q.min()) or 1.0
    domain = [float(q.min()) - margin, float(q.max()) + margin]
    axis = {
        "domain": False,
        "labelExpr": "format(datum.value, '~g')",
        "tickCount": 5,
        "ticks": False,
        "title": None,
    }
    x, y = over(dates), {"scale": {"domain": domain, "nice": False, "zero": False}, "axis": axis}
    layers = [*bands(rows, names, x, y), pointer(rows, x)]
    table = Table(
        (_("Date"), *(percent(each, 0) for each in QUANTILES)),
        [(day(dates[t]), *(write(v) for v in q[t])) for t in _days(ensemble)],
    )
    return Chart(
        f"level-{level.level}",
        capital(title),
        _(
            "Fan chart of {level}: the median goes from {begin} to {end}; at the end nine futures "
            "in ten lie between {low} and {high}."
        ).format(
            level=title,
            begin=write(q[0][3]),
            end=write(q[-1][3]),
            low=write(q[-1][0]),
            high=write(q[-1][-1]),
        ),
        layered(layers, HEIGHT),
        table,
    )
