"""Scenarios with very many actors, each of whom does one thing to the next."""

from __future__ import annotations

from detente.scenario.folder import Memory
from detente.scenario.read import read
from detente.scenario.scenario import Scenario

ACTS = ("ACCUSE", "COOPERATE/economic", "CONSULT.phone@leader", "COERCE.restrict/economic")

HEAD = """\
format = 1
id = "crowd"
title = "A crowd"
as_of = 2024-11-18
horizon = {days}
{actors}{processes}
[[index]]
pair = ["P0", "P1"]

[groups]
all = [{names}]

[[effects]]
effect = "mood"
id = "mood"
on = ["all"]
half_life = 45
sigma = {{ mean = 0.3, sd = 0.1, basis = "judgement", reference = "a benchmark" }}

[[effects]]
effect = "inertia"
id = "inertia"
on = ["all"]
acts = "any"
half_lives = [7]
coefficients = [{coefficient}]

[[effects]]
effect = "reciprocity"
id = "reciprocity"
on = ["p0"]
acts = "any"
half_life = 7
coefficient = {coefficient}

[[outcomes]]
kind = "acts"
id = "first"
title = "The first act"
on = ["p0"]
"""

ACTOR = """
[[actors]]
id = "P{i}"
kind = "party"
name = "Power {i}"
"""

PROCESS = """
[[processes]]
id = "p{n}"
title = "an act"
source = "P{source}"
target = "P{target}"
act = "{act}"
prose = "An act"
rate = {{ per_year = 4, sd = 0.5, basis = "judgement", reference = "a benchmark" }}
"""

COEFFICIENT = '{ mean = 0.08, sd = 0.04, basis = "judgement", reference = "a benchmark" }'


def crowd(actors: int, days: int = 365) -> Scenario:
    """Make a scenario of so many actors and as many processes.

    Parameters
    ----------
    actors : int
        At least three.
    days : int
    """
    processes = [(i, (i + 1) % actors) for i in range(actors - 1)]
    processes.append((1, 0))  # answers the first
    text = HEAD.format(
        days=days,
        actors="".join(ACTOR.format(i=i) for i in range(actors)),
        processes="".join(
            PROCESS.format(n=n, source=i, target=j, act=ACTS[n % len(ACTS)])
            for n, (i, j) in enumerate(processes)
        ),
        names=", ".join(f'"p{n}"' for n in range(actors)),
        coefficient=COEFFICIENT,
    )
    return read(Memory({"scenario.toml": text, "brief.md": "Nothing is claimed.\n"}))
