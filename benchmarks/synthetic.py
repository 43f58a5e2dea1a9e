"""Scenarios of any size: powers in a ring, each of which deals with its two neighbours."""

from __future__ import annotations

from detente.scenario.folder import Folder, Memory, find
from detente.scenario.read import read
from detente.scenario.scenario import Scenario

ACTS = ("ACCUSE", "REJECT", "THREATEN", "AID/economic")
"""What each power does to each neighbour: eight processes a power."""

HEAD = """\
format = 1
id = "ring"
title = "Powers in a ring"
as_of = 2024-11-18
horizon = {days}

[[index]]
pair = ["P0", "P1"]
"""

ACTOR = """
[[actors]]
id = "P{i}"
kind = "party"
name = "Power {i}"
"""

PROCESS = """
[[processes]]
id = "p{i}"
title = "an act"
source = "P{source}"
target = "P{target}"
act = "{act}"
prose = "An act"
rate = {{ per_year = 20, sd = 0.2, basis = "judgement", reference = "a benchmark" }}
"""

EFFECTS = """
[[effects]]
effect = "mood"
id = "mood"
on = {on}
half_life = 30
sigma = {{ mean = 0.3, sd = 0.0, basis = "judgement", reference = "a benchmark" }}

[[effects]]
effect = "inertia"
id = "inertia"
on = {on}
acts = "any"
half_lives = {half_lives}
coefficients = [{coefficients}]
"""

COEFFICIENT = '{{ mean = {mean:.4f}, sd = 0.0, basis = "judgement", reference = "a benchmark" }}'

OUTCOME = """
[[outcomes]]
kind = "acts"
id = "first"
title = "The first act"
on = ["p0"]
"""


def ring(powers: int, memories: int = 5, days: int = 365) -> Scenario:
    """Make a scenario of powers in a ring.

    Parameters
    ----------
    powers : int
        At least three; eight processes each.
    memories : int
        Half-lives of inertia: so many terms for each process, beside its mood.
    days : int
    """
    parts = [HEAD.format(days=days), *(ACTOR.format(i=i) for i in range(powers))]
    processes = [
        (i, (i + step) % powers, act) for i in range(powers) for step in (1, -1) for act in ACTS
    ]
    parts += [
        PROCESS.format(i=n, source=i, target=j, act=act) for n, (i, j, act) in enumerate(processes)
    ]
    names = "[" + ", ".join(f'"p{n}"' for n in range(len(processes))) + "]"
    half_lives = [float(h) for h in range(2, 2 + memories)]
    coefficients = ", ".join([COEFFICIENT.format(mean=0.3 / memories)] * memories)
    parts += [EFFECTS.format(on=names, half_lives=half_lives, coefficients=coefficients), OUTCOME]
    return read(Memory({"scenario.toml": "".join(parts), "brief.md": "Nothing is claimed.\n"}))


def prolonged(name: str, days: int) -> Scenario:
    """Read a built-in scenario with another horizon."""
    folder = Folder(find(name))
    texts = {file: folder.text(file) for file in ("scenario.toml", "brief.md", "acts.csv")}
    lines = texts["scenario.toml"].splitlines()
    texts["scenario.toml"] = "\n".join(
        f"horizon = {days}" if line.startswith("horizon = ") else line for line in lines
    )
    return read(Memory(texts))
