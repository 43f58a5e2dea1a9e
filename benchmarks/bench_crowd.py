"""How checking and playing grow with actors, up to as many as a scenario may have."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from benchmarks.bench_growth import PATHS, slope
from benchmarks.crowd import crowd
from benchmarks.protocol import Figure, Options, Result, Target
from benchmarks.rounds import interleaved, median
from detente.check.report import check
from detente.ensemble.simulate import simulate
from detente.scenario.scenario import Scenario

LINEAR = Target(1.3)
"""Slope up to which growth is as good as in proportion: some of the work is sorting."""


def measure(options: Options) -> Result:
    """Time reading, checking and playing with ever more actors."""
    sizes = (50, 200) if options.quick else (50, 200, 2000)
    rounds = 1 if options.quick else 3
    works: dict[str, Callable[[int], object]] = {
        "reading": crowd,
        "checking": lambda actors: check(_known(actors)),
        f"{PATHS} futures": lambda actors: simulate(_known(actors), paths=PATHS),
    }
    figures, data = [], {}
    for name, work in works.items():
        calls = {str(actors): partial(work, actors) for actors in sizes}
        seconds = interleaved(calls, rounds)
        times = [median(each) for each in seconds.values()]
        data[name] = {"at": sizes, "seconds": times}
        figures.append(Figure(f"{name}, {sizes[-1]:,} actors", times[-1], "s"))
        what = f"{name}, {sizes[-2]:,} to {sizes[-1]:,}: time × {times[-1] / times[-2]:.3g}, slope"
        figures.append(Figure(what, slope(sizes, times), target=LINEAR))
    return Result(
        "Crowds: processor time, as many processes as actors, a year",
        figures,
        ["Slope 1: twice as much takes twice as long. Checking plays fewer futures of a crowd."],
        data,
    )


_SCENARIOS: dict[int, Scenario] = {}


def _known(actors: int) -> Scenario:
    """The crowd, read once."""
    if actors not in _SCENARIOS:
        _SCENARIOS[actors] = crowd(actors)
    return _SCENARIOS[actors]
