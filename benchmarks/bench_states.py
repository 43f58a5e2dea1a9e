"""What ten states with thirty transitions and five levels add to the time of a play."""

from __future__ import annotations

import detente
from benchmarks.protocol import SCENARIO, Figure, Options, Result, Target
from benchmarks.rounds import interleaved, median, ratios
from detente.ensemble.simulate import simulate
from detente.scenario.folder import SCENARIO as FILE
from detente.scenario.folder import Memory, find
from detente.scenario.read import read
from detente.scenario.scenario import Scenario

TARGET = Target(1.2, above=False)

STATE = """
[[states]]
id = "talks-{n}"
title = "Talks {n}"
values = ["none", "talks", "text"]
start = "none"
[[states.transitions]]
from = "none"
to = "talks"
when = {{ act = "{act}", by = ["USA>RUS", "RUS>USA"], at_least = 2, within = {days} }}
[[states.transitions]]
from = "talks"
to = {{ text = 0.5, none = 0.3 }}
for = {days}
[[states.transitions]]
from = "text"
to = "none"
rate = {{ per_year = 2.0, sd = 0.3, basis = "judgement", reference = "the benchmark" }}
"""

STOCK = """
[[levels]]
id = "stock-{n}"
title = "Stock {n}"
start = 100
lower = 0
inflow = -0.1
[[levels.changes]]
act = "{act}"
by = "USA>RUS"
amount = 5
while = {{ state = "talks-{n}", is = "none" }}
"""

PRICE = """
[[levels]]
id = "price-{n}"
title = "Price {n}"
mean = 80
half_life = 60
sd = 12
log = true
"""

ACTS = ("CONSULT", "REJECT", "COERCE", "THREATEN", "ACCUSE")


def with_states(states: int = 10, stocks: int = 3, prices: int = 2) -> Scenario:
    """The built-in scenario with states and levels that touch nothing else."""
    texts = {path.name: path.read_text(encoding="utf-8") for path in find(SCENARIO).iterdir()}
    parts = [STATE.format(n=n, act=ACTS[n % len(ACTS)], days=20 + 5 * n) for n in range(states)]
    parts += [STOCK.format(n=n, act=ACTS[n % len(ACTS)]) for n in range(stocks)]
    parts += [PRICE.format(n=n) for n in range(prices)]
    return read(Memory(texts | {FILE: texts[FILE] + "".join(parts)}))


def measure(options: Options) -> Result:
    """Time both in turn, on one thread: the play, what is kept of it, and nothing else."""
    paths, rounds = (64, 3) if options.quick else (1024, 9)
    plain, moving = detente.load(SCENARIO), with_states()
    for scenario in (plain, moving):
        _play(scenario, paths)
    seconds = interleaved(
        {
            "without": lambda: _play(plain, paths),
            "ten states, five levels": lambda: _play(moving, paths),
        },
        rounds,
    )
    figures = [Figure(name, median(times), "s", tuple(times)) for name, times in seconds.items()]
    paired = ratios(seconds["ten states, five levels"], seconds["without"])
    figures.append(Figure("with / without", median(paired), "", paired, TARGET))
    return Result(f"States and levels: {paths} futures of {plain.file.horizon} days", figures, [])


def _play(scenario: Scenario, paths: int) -> object:
    return simulate(scenario, paths=paths, threads=1)
