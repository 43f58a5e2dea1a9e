"""How time grows with futures, days, processes and terms."""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Callable, Sequence
from functools import partial
from importlib.util import find_spec

import detente
from benchmarks.protocol import REMEDY, SCENARIO, Figure, NotInstalledError, Options, Result
from benchmarks.rounds import interleaved, median
from benchmarks.synthetic import prolonged, ring
from detente.ensemble.simulate import simulate

PATHS = 500
"""Futures of a point, where their number is not what varies."""

Points = dict[float, Callable[[], object]]


def measure(options: Options) -> Result:
    """Time four series of simulations, and draw them if a chart is asked for."""
    if options.chart is not None:
        _check_chart()
    rounds = 1 if options.quick else 5
    series = {
        "futures": _futures(options.quick),
        "days": _days(),
        "processes": _processes(options.quick),
        "terms": _terms(options.quick),
    }
    figures, data = [], {}
    for name, points in series.items():
        calls = {f"{at:g}": call for at, call in points.items()}
        once = name == "futures"  # 100,000 of them take their time
        seconds = interleaved(calls, 1 if once else rounds, warm=not once)
        at = list(points)
        times = [median(each) for each in seconds.values()]
        data[name] = {"at": at, "seconds": times, "slope": slope(at, times)}
        what = f"{name}, {at[0]:,.0f} to {at[-1]:,.0f}: time × {times[-1] / times[0]:.3g}, slope"
        figures.append(Figure(what, slope(at, times)))
    if options.chart is not None:
        from benchmarks.chart import draw

        draw(data, options.chart)
    return Result(
        "Growth: processor time, slope between the last two points on logarithmic axes",
        figures,
        ["Slope 1: twice as much takes twice as long."],
        data,
    )


def slope(at: Sequence[float], seconds: Sequence[float]) -> float:
    """Exponent of growth between the last two points, where what is fixed weighs least."""
    return math.log(seconds[-1] / seconds[-2]) / math.log(at[-1] / at[-2])


def _check_chart() -> None:
    for package in ("altair", "vl_convert"):
        if find_spec(package) is None:
            raise NotInstalledError(f"--chart needs the package '{package}'; {REMEDY}")


def _futures(quick: bool) -> Points:
    scenario = detente.load(SCENARIO)
    scenario.simulate(1)  # the kernel is read from disk here
    sizes = (100, 300, 1000) if quick else (100, 300, 1000, 3000, 10_000, 30_000, 100_000)
    return {n: partial(scenario.simulate, n) for n in sizes}


def _days() -> Points:
    lengths = (30, 60, 120, 240, 480, 960, 1920)
    scenario = prolonged(SCENARIO, lengths[-1])
    until = {days: scenario.as_of + dt.timedelta(days=days) for days in lengths}
    return {
        days: partial(simulate, scenario, paths=PATHS, until=last) for days, last in until.items()
    }


def _processes(quick: bool) -> Points:
    points: Points = {}
    for powers in (3, 6, 12) if quick else (3, 6, 12, 24, 48, 96):
        scenario = ring(powers)
        processes = len(scenario.compiled().processes)
        points[processes] = partial(simulate, scenario, paths=PATHS)
    return points


def _terms(quick: bool) -> Points:
    points: Points = {}
    for memories in (1, 3, 7) if quick else (1, 3, 7, 15, 31, 63):
        scenario = ring(6, memories)
        terms = len(scenario.compiled().model.terms)
        points[terms] = partial(simulate, scenario, paths=PATHS)
    return points
