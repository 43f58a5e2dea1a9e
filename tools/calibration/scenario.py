"""Fits of a scenario on futures that it plays itself, under its own priors."""

from __future__ import annotations

import re
import tempfile
from pathlib import Path

import numpy as np
from scipy.special import ndtr

from detente.fitting.fit import Fitting
from detente.planes.model import Draw
from detente.scenario.read import load
from detente.scenario.scenario import Scenario
from tools.calibration.places import F64, Drawn, Places
from tools.calibration.played import played_history, with_draws

RATE_SD = 0.4

HEAD = """
format = 1
id = "calibration"
title = "Two powers and a neighbour"
as_of = 2020-12-31
horizon = 730
actors = [{ id = "USA" }, { id = "CHN" }, { id = "JPN" }]
"""


def _quantity(mean: float, sd: float) -> str:
    return f'{{ mean = {mean}, sd = {sd}, basis = "judgement", reference = "prior" }}'


def _process(name: str, source: str, target: str, act: str, rate: float) -> str:
    return (
        f'[[processes]]\nid = "{name}"\ntitle = "{name}"\nsource = "{source}"\n'
        f'target = "{target}"\nact = "{act}"\nprose = "It happens"\n'
        f"rate = {{ per_year = {rate}, sd = {RATE_SD}, basis = "
        '"judgement", reference = "prior" }\n'
    )


def text() -> str:
    """A scenario with memories of several kinds, joint acts by mutual consent, and a calendar."""
    processes = [
        _process("us-cn-talks", "USA", "CHN", "CONSULT", 60),
        _process("cn-jp-talks", "CHN", "JPN", "CONSULT", 40),
        _process("us-jp-talks", "USA", "JPN", "CONSULT", 50),
        _process("us-accuses-cn", "USA", "CHN", "ACCUSE", 45),
        _process("cn-accuses-us", "CHN", "USA", "ACCUSE", 45),
        _process("cn-accuses-jp", "CHN", "JPN", "ACCUSE", 30),
        _process("jp-accuses-cn", "JPN", "CHN", "ACCUSE", 20),
        _process("us-coerces-cn", "USA", "CHN", "COERCE", 12),
    ]
    joint = '["us-cn-talks", "cn-jp-talks", "us-jp-talks"]'
    accuse = '["us-accuses-cn", "cn-accuses-us", "cn-accuses-jp", "jp-accuses-cn"]'
    effects = [
        f'effect = "inertia"\nid = "talks"\non = {joint}\nacts = "CONSULT"\n'
        f"half_lives = [1.0, 14.0]\ncoefficients = [{_quantity(0.4, 0.3)}, {_quantity(0.2, 0.2)}]",
        f'effect = "inertia"\nid = "blame"\non = {accuse}\nacts = "conflict"\n'
        f"half_lives = [2.0]\ncoefficients = [{_quantity(0.2, 0.25)}]",
        f'effect = "reciprocity"\nid = "in-kind"\non = {accuse}\nacts = "conflict"\n'
        f"half_life = 3.0\ncoefficient = {_quantity(0.2, 0.25)}",
        f'effect = "disposition"\nid = "ready"\nactor = "CHN"\nsince = 2021-09-01\n'
        f'on = ["us-cn-talks", "cn-jp-talks"]\ncoefficient = {_quantity(0.3, 0.6)}',
        'effect = "mutual-consent"\nid = "both"\non = ' + joint,
        f'effect = "third-parties"\nid = "through-jp"\non = ["us-accuses-cn"]\nvia = ["JPN"]\n'
        f'first = "cooperation"\nsecond = "conflict"\nhalf_life = 10.0\n'
        f"coefficient = {_quantity(0.3, 0.5)}",
    ]
    tables = [*processes, *(f"[[effects]]\n{each}\n" for each in effects)]
    return HEAD + "\n" + "\n".join(tables)


def mood(*processes: str) -> str:
    """A mood of these processes, as an effect of the scenario."""
    on = ", ".join(f'"{process}"' for process in processes)
    return (
        f'\n[[effects]]\neffect = "mood"\nid = "weather"\non = [{on}]\nhalf_life = 45.0\n'
        f"sigma = {_quantity(0.4, 0.12)}\n"
    )


def scenario() -> Scenario:
    """Read it, with a mood of all processes."""
    names = re.findall(r'^\[\[processes\]\]\nid = "(.*)"$', text(), re.MULTILINE)
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / "scenario.toml").write_text(text() + mood(*names), encoding="utf-8")
        (Path(folder) / "brief.md").write_text("Nothing is claimed.\n", encoding="utf-8")
        return load(folder)


def middle(draw: Draw) -> float:
    """Mean of a normal draw; that of a rate states the logarithm of the mean rate."""
    return draw.mean - (0.5 * draw.sd**2 if draw.law == "log-normal" else 0.0)


def one(made: Scenario, seed: int) -> Drawn:
    """Draw, play, fit once: names and, for each, the place of the true value in its posterior."""
    compiled = made.compiled()
    rng = np.random.default_rng(seed)
    draws = {
        c.draw.name: float(rng.normal(middle(c.draw), c.draw.sd))
        for c in sorted(compiled.coefficients, key=lambda c: c.draw.name)
        if c.draw.sd > 0
    }
    history = played_history(made, with_draws(made, draws), seed)
    fitting = Fitting.of(made, history)
    state, _spread, solution = fitting.settled()
    names = [*(p.baseline_name for p in state.processes), *(d.name for d in state.design.draws)]
    truth = np.array([draws[name] for name in names])
    return names, ndtr((truth - solution.values) / solution.sd).tolist()


def some(seeds: list[int]) -> list[Drawn]:
    """Draw, play and fit once for each seed."""
    made = scenario()
    return [one(made, seed) for seed in seeds]


def panels(found: Places) -> dict[str, F64]:
    """Histograms to be drawn: all together, the baselines, and each coefficient."""
    kinds = {"all together": found.places.ravel()}
    baselines = [i for i, name in enumerate(found.names) if name.startswith("rate:")]
    kinds["baselines"] = found.places[:, baselines].ravel()
    kinds |= {
        name: found.places[:, i]
        for i, name in enumerate(found.names)
        if not name.startswith("rate:")
    }
    return kinds
