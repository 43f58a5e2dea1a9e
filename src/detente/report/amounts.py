"""How large the amounts of a scenario are: the numbers, and how the futures spread over them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any

import altair as alt
import numpy as np
from numpy.typing import NDArray

from detente.charts.chart import Chart, Table
from detente.charts.rows import LINE, NARROW, WIDE, rows, scale
from detente.charts.style import BLUE, GREY, INK, PALE_BLUE, data, share_axis, spec, track
from detente.ensemble.amount_said import (
    asked_when,
    between,
    error,
    number,
    titled,
    titled_when,
    value_named,
)
from detente.language.current import gettext as _
from detente.language.format import decimal, interval, labelled, percent, semicolons
from detente.report.outcomes import EDGES, THIRD, VALUE
from detente.scenario.given_names import given_row

if TYPE_CHECKING:
    from detente.ensemble.amount import AmountAnswer, ValueChance
    from detente.ensemble.ensemble import Ensemble
    from detente.outcomes.amount import Amount

F64 = NDArray[np.float64]

BINS = 24
"""Most bars of a number's law."""

TAIL = 0.005
"""Share of the futures beyond the last bars on either side; they count to these."""


def amount_table(ensemble: Ensemble) -> Table:
    """Means with intervals and errors, medians, where 80 % of the futures lie; chances of values.

    No rows where the scenario lists no amount.
    """
    found: list[tuple[str, ...]] = []
    for amount in _listed(ensemble):
        told = ensemble.amount(amount.id)
        when = asked_when(ensemble, told)
        if amount.state is not None:
            title = titled(ensemble, amount)
            found += _chances(ensemble, amount, title, when, ensemble.value_chances(amount.id))
            told_given = ensemble.value_chances_given(amount.id)
            if told_given is not None and amount.given is not None:
                share = float(ensemble.sees_given(amount).mean())
                name = labelled(title, given_row(ensemble.scenario, amount.given, share))
                found += _chances(ensemble, amount, name, when, told_given)
            continue
        found.append((titled(ensemble, amount), when, *_cells(amount, told)))
        given = ensemble.amount_given(amount.id)
        if given is not None and amount.given is not None:
            share = float(ensemble.sees_given(amount).mean())
            found.append(
                (given_row(ensemble.scenario, amount.given, share), when, *_cells(amount, given))
            )
    head = (
        _("How large"),
        _("On the evening of"),
        _("Mean, or chance"),
        _("95 % interval"),
        _("Monte Carlo error"),
        _("Median"),
        _("80 % of futures"),
    )
    return Table(head, found)


def _chances(
    ensemble: Ensemble, amount: Amount, title: str, when: str, chances: Iterable[ValueChance]
) -> Iterator[tuple[str, ...]]:
    """A row for each value."""
    for each in chances:
        name = labelled(title, value_named(ensemble, amount, each.value))
        error = f"±{decimal(100 * each.monte_carlo_error, 1)}"
        yield name, when, percent(each.probability), interval(each.low, each.high), error, "", ""


def _listed(ensemble: Ensemble) -> list[Amount]:
    return [amount for amount in ensemble.scenario.amounts if amount.listed]


def _cells(amount: Amount, found: AmountAnswer) -> tuple[str, ...]:
    return (
        number(amount, found.mean, mean=True),
        between(amount, found.low, found.high, mean=True),
        f"±{error(found.monte_carlo_error)}",
        number(amount, found.median),
        between(amount, found.quantile_10, found.quantile_90),
    )


def amount_charts(ensemble: Ensemble) -> list[Chart]:
    """How the futures spread, one small chart for each amount that is asked in some of them."""
    charts = (amount_chart(ensemble, amount) for amount in _listed(ensemble))
    return [chart for chart in charts if chart is not None]


def amount_chart(ensemble: Ensemble, amount: Amount) -> Chart | None:
    """How the futures spread over an amount; None where it is asked in none of them."""
    values = ensemble.amount_values(amount.id)
    values = values[np.isfinite(values)]
    if not values.size:
        return None
    return _law(ensemble, amount, values) if amount.state is None else _state(ensemble, amount)


def _law(ensemble: Ensemble, amount: Amount, values: F64) -> Chart:
    """Bars of shares of the futures, and a line at the median."""
    edges, shares = histogram(values, whole=amount.whole)
    bars = [
        {
            "low": float(low),
            "high": float(high),
            "zero": 0.0,
            "p": float(share),
            "tip": labelled(_bar(amount, low, high), percent(float(share))),
        }
        for low, high, share in zip(edges[:-1], edges[1:], shares, strict=True)
    ]
    told = ensemble.amount(amount.id)
    base = alt.Chart(data(bars))
    domain = [float(edges[0]), float(edges[-1])]
    x = alt.X(
        "low:Q",
        scale=alt.Scale(domain=domain, nice=False, zero=False),
        axis=alt.Axis(title=None, grid=False, tickCount=5, labelOverlap="parity"),
    )
    y = alt.Y("p:Q", axis=share_axis(values=_ticks(float(shares.max()))))
    middle = alt.Chart(data([{"low": told.median}]))
    chart = alt.layer(
        base.mark_rect(color=PALE_BLUE, stroke=BLUE, strokeWidth=1).encode(
            x=x, x2=alt.X2("high:Q"), y=y, y2=alt.Y2("zero:Q"), tooltip=alt.Tooltip("tip:N")
        ),
        middle.mark_rule(color=INK, strokeWidth=2).encode(x=alt.X("low:Q")),
    )
    title = titled_when(ensemble, amount)
    return Chart(
        f"amount-{amount.id}",
        title,
        _(
            "How the futures spread, as bars: {title}; mean {mean}, median {median} (the line), "
            "80 % of the futures {between}."
        ).format(
            title=title,
            mean=number(amount, told.mean, mean=True),
            median=number(amount, told.median),
            between=between(amount, told.quantile_10, told.quantile_90),
        ),
        spec(chart, 96),
        still=THIRD,
    )


def _ticks(most: float) -> tuple[float, ...]:
    """Zero, and a round share below the highest bar."""
    steps = (0.01, 0.02, 0.05, 0.1, 0.2, 0.25, 0.5, 1.0)
    return (0.0, max((step for step in steps if step <= most), default=most))


def _bar(amount: Amount, low: float, high: float) -> str:
    """What a bar holds: a whole number, or from where to where."""
    if amount.whole:
        first, last = round(low + 0.5), round(high - 0.5)
        return number(amount, first) if first == last else between(amount, first, last)
    return between(amount, low, high)


def histogram(values: F64, *, whole: bool) -> tuple[F64, F64]:
    """Edges of bars, and the share of the futures in each.

    Whole numbers stand in the middle of bars that are a whole number of them wide; what lies
    beyond all but a few futures counts to the last bar on its side.

    Returns
    -------
    arrays of float64, shapes (bars + 1,) and (bars,)
    """
    low, high = (float(np.quantile(values, share)) for share in (TAIL, 1.0 - TAIL))
    if whole:
        low, high = np.floor(low), np.ceil(high)
        step = max(int(np.ceil((high - low + 1.0) / BINS)), 1)
        bars = int((high - low) // step) + 1
        edges = low - 0.5 + step * np.arange(bars + 1.0)
    else:
        if high <= low:
            low, high = low - 0.5, high + 0.5
        edges = np.linspace(low, high, BINS + 1)
    inside = np.clip(values, np.nextafter(edges[0], np.inf), np.nextafter(edges[-1], -np.inf))
    counts, _edges = np.histogram(inside, edges)
    return edges, counts / values.size


def _state(ensemble: Ensemble, amount: Amount) -> Chart:
    """A row for each value of a state, with its chance and interval."""
    chances = list(ensemble.value_chances(amount.id))
    names = [value_named(ensemble, amount, each.value) for each in chances]
    title = titled_when(ensemble, amount)
    shares = [labelled(n, percent(c.probability)) for n, c in zip(names, chances, strict=True)]
    return Chart(
        f"amount-{amount.id}",
        title,
        _("How likely each value is, {title}: {shares}.").format(
            title=title, shares=semicolons(shares)
        ),
        _rows(names, chances, WIDE),
        narrow=_rows(names, chances, NARROW),
    )


def _rows(names: list[str], chances: list[ValueChance], width: int) -> dict[str, Any]:
    placed, height = rows(names, width - VALUE - EDGES)
    found = [
        {
            "top": row.top,
            "y": row.middle,
            "zero": 0.0,
            "p": each.probability,
            "low": each.low,
            "high": each.high,
            "label": row.label,
            "value": f"{percent(each.probability)} ({interval(each.low, each.high)})",
        }
        for each, row in zip(chances, placed, strict=True)
    ]
    y, top = (alt.Y(f"{at}:Q", axis=None, scale=scale(height)) for at in ("y", "top"))
    x = alt.X(
        "zero:Q",
        scale=alt.Scale(domain=[0, 1]),
        axis=share_axis(values=(0, 0.25, 0.5, 0.75, 1), grid=False),
    )
    base = alt.Chart(data(found))
    chart = alt.layer(
        track(base, y),
        base.mark_bar(size=12, color=PALE_BLUE, stroke=GREY, strokeWidth=1).encode(
            x=x, x2=alt.X2("p:Q"), y=y
        ),
        base.mark_rule(strokeWidth=2, color=BLUE).encode(
            x=alt.X("low:Q"), x2=alt.X2("high:Q"), y=y
        ),
        base.mark_text(
            align="left", baseline="top", lineHeight=LINE, limit=alt.ExprRef(f"width - {VALUE}")
        ).encode(x=alt.value(0), y=top, text=alt.Text("label:N")),
        base.mark_text(align="right", baseline="top", fontWeight="bold", color=INK).encode(
            x=alt.value("width"), y=top, text=alt.Text("value:N")
        ),
    )
    return spec(chart, height)
