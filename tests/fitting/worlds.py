"""Small scenarios with known coefficients, and futures of theirs told as records."""

from __future__ import annotations

import copy
import datetime as dt
import functools
import random
import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np

from detente import load
from detente.fitting.fit import Fitting
from detente.fitting.history import DAY, History
from detente.fitting.result import Fit
from detente.scenario.record.kinds import kind_of
from detente.scenario.scenario import Scenario
from tests.effects.toy import toml
from tests.scenario.mutated import Raw
from tools.calibration.played import played_history, with_draws

AS_OF = dt.date(2018, 9, 30)


def quantity(mean: float, sd: float = 0.3) -> Raw:
    return {"mean": mean, "sd": sd, "basis": "judgement", "reference": "a test"}


def process(name: str, source: str, target: str, act: str, per_year: float, sd: float = 0.4) -> Raw:
    return {
        "id": name, "title": name, "source": source, "target": target, "act": act,
        "prose": "It happens",
        "rate": {"per_year": per_year, "sd": sd, "basis": "judgement", "reference": "a test"},
    }  # fmt: skip


TALKS: Raw = {
    "effect": "inertia", "id": "talks", "on": ["talk"], "acts": "CONSULT",
    "half_lives": [1.0, 10.0], "coefficients": [quantity(0.4), quantity(0.2)],
}  # fmt: skip
BLAME: Raw = {
    "effect": "inertia", "id": "blame", "on": ["accuse", "answer"], "acts": "conflict",
    "half_lives": [2.0], "coefficients": [quantity(0.2)],
}  # fmt: skip
IN_KIND: Raw = {
    "effect": "reciprocity", "id": "in-kind", "on": ["accuse", "answer"], "acts": "conflict",
    "half_life": 3.0, "prior": 0.5, "coefficient": quantity(0.3),
}  # fmt: skip
READY: Raw = {
    "effect": "disposition", "id": "ready", "actor": "RUS", "on": ["talk"],
    "since": dt.date(2018, 11, 1), "coefficient": quantity(0.6),
}  # fmt: skip
CONSENT: Raw = {"effect": "mutual-consent", "id": "both", "on": ["talk"]}
WEEKEND: Raw = {
    "effect": "weekday", "id": "weekend", "on": ["talk", "accuse", "answer"],
    "coefficient": quantity(-0.5),
}  # fmt: skip
EFFECTS = (TALKS, BLAME, IN_KIND, READY, CONSENT)


def tables(effects: Sequence[Raw] = EFFECTS, horizon: int = 200) -> Raw:
    """Two powers that talk and accuse each other, and a neighbour who gets aid."""
    return {
        "format": 1, "id": "small", "title": "Two powers", "as_of": AS_OF, "horizon": horizon,
        "documents": [{"id": "note", "title": "A note"}],
        "voices": [{"id": "author", "name": "The author"}],
        "actors": [{"id": "USA"}, {"id": "RUS"}, {"id": "UKR"}],
        "processes": [
            process("talk", "RUS", "USA", "CONSULT", 70),
            process("accuse", "USA", "RUS", "ACCUSE", 60),
            process("answer", "RUS", "USA", "ACCUSE", 50),
            process("aid", "USA", "UKR", "AID", 30),
        ],
        "effects": copy.deepcopy(list(effects)), "claims": [], "outcomes": [],
    }  # fmt: skip


def write(folder: Path, raw: Raw) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    text = "\n".join(f"{key} = {toml(value)}" for key, value in raw.items()) + "\n"
    (folder / "scenario.toml").write_text(text, encoding="utf-8")
    (folder / "brief.md").write_text("Nothing is claimed.\n", encoding="utf-8")
    return folder


def made(raw: Raw, store: Path | None = None) -> Scenario:
    with tempfile.TemporaryDirectory() as folder:
        return load(write(Path(folder), raw), store)


@functools.cache
def small() -> Scenario:
    return made(tables())


def changed(change: Callable[[Raw], object], horizon: int = 200) -> Scenario:
    raw = tables(horizon=horizon)
    change(raw)
    return made(raw)


def random_history(
    scenario: Scenario, seed: int = 1, days: int = 60, warm: int = 20, share: float = 0.2
) -> History:
    """Acts on random days, `warm` of them before the likelihood."""
    draw = random.Random(seed)
    first = AS_OF + DAY
    every = [first + n * DAY for n in range(-warm, days)]
    told = {
        kind_of(p): tuple(day for day in every if draw.random() < share) for p in scenario.processes
    }
    gaps = (first - 3 * DAY, first + 7 * DAY)
    told = {kind: tuple(d for d in dates if d not in gaps) for kind, dates in told.items()}
    return History("made-up", every[0], first, every[-1], gaps, told, {})


def played(scenario: Scenario, seed: int = 1, **draws: float) -> History:
    """A future of the scenario, played at its means but for `draws`, as a record."""
    names = {name.replace("__", ".").replace("_", "-"): value for name, value in draws.items()}
    return played_history(scenario, with_draws(scenario, names), seed)


def laws(fit: Fit) -> dict[str, tuple[float, float]]:
    """Mean and sd of every coefficient and baseline, by name."""
    return {name: (fit.params_[name], fit.standard_errors_[name]) for name in fit.names_}


def fitting(scenario: Scenario, history: History, *profile: str) -> Fitting:
    return Fitting.of(scenario, history, profile)


def normal(seed: int, size: int) -> np.ndarray[tuple[int], np.dtype[np.float64]]:
    return np.random.default_rng(seed).normal(size=size)
