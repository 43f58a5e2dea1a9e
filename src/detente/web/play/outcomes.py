"""How likely each outcome is, beside where one started."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from detente.ensemble.estimate import difference, told
from detente.ensemble.interval_said import interval_said
from detente.language.counted import chance
from detente.language.current import gettext as _
from detente.language.format import difference as between
from detente.language.format import points
from detente.report.outcomes import named, shown
from detente.web.play.links import link, seeing

if TYPE_CHECKING:
    from detente.web.play.played import Played
    from detente.web.view import View

F64 = NDArray[np.float64]

CURVE = 48
"""Points of the small curve of a row."""
HEIGHT = 24
"""Its height where 100 is its width."""


@dataclass(frozen=True, slots=True)
class Moved:
    """By how much an outcome differs from where one started.

    `telling` is whether it is more than twice its Monte Carlo error from zero.
    """

    points: str
    interval: str
    sign: str
    telling: bool


@dataclass(frozen=True, slots=True)
class Row:
    """An outcome.

    Attributes
    ----------
    id, title : str
    chosen : bool
        Whether the page is about it.
    href : str
        Link to the page about it.
    now, interval : str
    before : str
        Its probability where one started; empty if nothing is changed or seen.
    moved : Moved or None
    bar : (float, float, float, float)
        Ends of the interval, probability, and that of before, in per cent.
    curve, old : str
        Points of the small curves, as SVG has them.
    seen : str
        Link to only the futures in which it comes about; empty where that is seen already.
    """

    id: str
    title: str
    chosen: bool
    href: str
    now: str
    interval: str
    before: str
    moved: Moved | None
    bar: tuple[float, float, float, float]
    curve: str
    old: str
    seen: str


def rows(view: View, played: Played, outcome: str) -> Iterator[Row]:
    """Every listed outcome, and the one that the page is about."""
    before, now = played.before, played.now
    for name in shown(now, outcome):
        estimate = now.estimate(name)
        low, high = estimate.interval
        changed = before is not now
        yield Row(
            name,
            named(now, name),
            name == outcome,
            link(view.but(outcome=name)),
            chance(estimate.probability),
            interval_said(now, name),
            chance(before.probability(name)) if changed else "",
            moved(played, name) if changed else None,
            (
                _places(low),
                _places(high),
                _places(estimate.probability),
                _places(before.probability(name)),
            ),
            _points(now.first_passage(name)),
            _points(before.first_passage(name)) if changed else "",
            "" if name in view.seen else link(seeing(view, name)),
        )


def moved(played: Played, outcome: str) -> Moved:
    """The difference of an outcome in points: of futures that are the same draw by draw, paired.

    That of a part of the futures from all of them has no interval over the coefficients.
    """
    if played.seen is not None:
        beside = played.seen.outcomes[outcome]
        return _moved(beside.difference, "", beside.told)
    hits = [each.happened(outcome).astype(np.float64) for each in (played.start, played.now)]
    law = difference(hits[1] - hits[0], played.now.drawn).within(1.0)
    return _moved(law.mean, between(*law.interval), told(law.mean, law.monte_carlo))


def _moved(mean: float, ends: str, telling: bool) -> Moved:
    if mean == 0.0:
        return Moved(_("as before"), "", "quiet", telling)
    sign = "quiet" if not telling else "up" if mean > 0 else "down"
    return Moved(points(mean), ends, sign, telling)


def _places(p: float) -> float:
    return round(100 * p, 2)


def _points(curve: F64) -> str:
    """A curve within 100 by `HEIGHT`, from the day before the first on."""
    steps = np.unique(np.linspace(0, len(curve) - 1, CURVE).round().astype(int))
    places = [(0.0, 0.0), *((100.0 * (t + 1) / len(curve), float(curve[t])) for t in steps)]
    return " ".join(f"{x:.1f},{HEIGHT * (1.0 - p):.1f}" for x, p in places)
