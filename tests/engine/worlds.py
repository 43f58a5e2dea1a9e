"""Scenarios of the engine's tests, their paths in full, and the same arithmetic in plain NumPy."""

from __future__ import annotations

import datetime as dt
import functools
import tomllib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from detente.ensemble.design import Design
from detente.ensemble.runner import Runner
from detente.ensemble.setting import Setting
from detente.kernel.compile import Compiled
from detente.kernel.play import Played
from detente.numerics.philox import ACT, name_words
from detente.planes.model import Coefficient
from detente.scenario.folder import Memory, find
from detente.scenario.read import read
from detente.scenario.scenario import Scenario
from tests.effects.toy import TOY, toml
from tests.scenario.mutated import Raw, by_id, claim, rate

SEED = 20241118
AS_OF = dt.date(2024, 11, 18)
F64 = NDArray[np.float64]
Bools = NDArray[np.bool_]
Change = Callable[[Raw], object]


# ------------------------------------------------------------------------------------ scenarios


def altered(folder: Path, *changes: Change) -> Scenario:
    """A scenario whose tables have been changed, held in memory."""
    texts = {path.name: path.read_text(encoding="utf-8") for path in folder.iterdir()}
    raw = tomllib.loads(texts["scenario.toml"])
    for change in changes:
        change(raw)
    lines = [f"{toml(key)} = {toml(value)}" for key, value in raw.items()]
    return read(Memory(texts | {"scenario.toml": "\n".join(lines) + "\n"}))


def toy(*changes: Change) -> Scenario:
    """The toy, changed."""
    return altered(TOY, *changes)


@functools.cache
def us_russia(*changes: Change) -> Scenario:
    """The built-in scenario, changed."""
    return altered(find("us-russia-2024"), *changes)


def plain(raw: Raw) -> None:
    """No effects and no uncertainty: every process keeps its rate. Each is counted, as n-ID.

    The rates are stated with every claim false, so that α is their logarithm whatever is added.
    """
    raw["effects"] = []
    raw["record"]["complete"] = []
    by_id(raw["claims"], "ready")["signs"] = []
    for process in raw["processes"]:
        process["rate"]["sd"] = 0.0
        process["rate"]["holds"] = "claims-false"
    raw["outcomes"] += [
        {"kind": "acts", "id": f"n-{p['id']}", "title": p["title"], "on": [p["id"]]}
        for p in raw["processes"]
    ]


def only(*names: str) -> Change:
    """No other processes, but for those that the toy's outcomes name."""

    def change(raw: Raw) -> None:
        kept = {"call", "sanction", *names}
        raw["processes"] = [p for p in raw["processes"] if p["id"] in kept]

    return change


def rates(**per_year: float) -> Change:
    """Days a year on which processes happen, by id with underscores; α is their logarithm."""

    def change(raw: Raw) -> None:
        for name, number in per_year.items():
            by_id(raw["processes"], name.replace("_", "-"))["rate"] = {
                **rate(number),
                "holds": "claims-false",
            }

    return change


def add(**entries: list[Raw]) -> Change:
    """Append tables: ``add(effects=[…], outcomes=[…])``."""

    def change(raw: Raw) -> None:
        for key, more in entries.items():
            raw[key] = [*raw.get(key, []), *more]

    return change


def quantity(mean: float, sd: float = 0.0) -> Raw:
    """A number of the tests."""
    return {"mean": mean, "sd": sd, "basis": "judgement", "reference": "a test"}


def tendency(name: str, actor: str, on: str, theta: float) -> Raw:
    """A constant term on an actor's side."""
    return {
        "effect": "disposition", "id": name, "actor": actor, "on": [on],
        "coefficient": quantity(theta),
    }  # fmt: skip


def held(name: str, credence: float = 0.5) -> Change:
    """A further claim."""
    return add(claims=[claim(name, credence)])


def day_of(date: dt.date) -> int:
    """Day index of a date."""
    return (date - AS_OF).days - 1


# ---------------------------------------------------------------------------------------- paths


def independent(paths: int, begin: int = 0) -> Design:
    """Paths that share no index."""
    k = np.arange(begin, begin + paths, dtype=np.int64)
    return Design(k, k, k)


@dataclass(frozen=True)
class Course:
    """Played paths in full; arrays begin with (paths, days)."""

    compiled: Compiled
    truth: NDArray[np.uint8]
    theta: F64
    played: Played
    acts: Bools
    """Whether each row (processes, then scheduled acts) happened."""

    def column(self, coefficient: Coefficient) -> F64:
        """Values of a coefficient on the paths."""
        return np.asarray(self.theta[:, self.compiled.coefficients.index(coefficient)])

    def act(self, row: str) -> Bools:
        """Days of a row."""
        return np.asarray(self.acts[:, :, self.compiled.rows.index(row)])

    def plane(self, name: str) -> F64:
        """A plane on all days."""
        return np.asarray(self.played.planes[:, :, self.compiled.planes.index(name)])

    def first(self, outcome: str) -> NDArray[np.int32]:
        """First passage of an outcome."""
        return np.asarray(self.played.first[:, self.compiled.outcomes.index(outcome)])

    def count(self, outcome: str) -> NDArray[np.int32]:
        """Count of an outcome."""
        return np.asarray(self.played.count[:, self.compiled.outcomes.index(outcome)])


def course(
    scenario: Scenario,
    design: Design | int,
    *,
    seed: int = SEED,
    days: int | None = None,
    forced: Mapping[str, bool] | None = None,
    trace: bool = False,
) -> Course:
    """Play paths and write their acts out by day."""
    compiled = scenario.compiled(days)
    if isinstance(design, int):
        design = independent(design)
    span, rows = int(compiled.program.start[1]), len(compiled.rows)
    setting = Setting(scenario, span, seed, forced or {}, design)
    block = Runner(setting, capacity=span * rows, trace=trace).block()
    record, recorded = block.played.record, block.played.recorded
    acts = np.zeros((design.paths, span * rows), dtype=bool)
    path = np.repeat(np.arange(design.paths), recorded)
    place = np.arange(path.size) - np.repeat(np.cumsum(recorded) - recorded, recorded)
    acts[path, record[path, place]] = True
    assert acts.sum() == recorded.sum()  # no row twice on a day
    happened = acts.reshape(design.paths, span, rows)
    return Course(compiled, block.truth, block.theta, block.played, happened)


def hazards(course: Course, *, without: str = "") -> F64:
    """λ from the traced planes and the symbolic model, shape (paths, days, processes).

    η = α + Σ θ·x by side, the gates of each side, the rule of consent, the days at risk; written
    from docs/model.md, apart from the arrays and the loop of the kernel. The terms of the effect
    `without` are left out.
    """
    compiled, model = course.compiled, course.compiled.model
    paths, days = course.played.planes.shape[:2]
    number = {p: i for i, p in enumerate(compiled.processes)}
    eta = np.zeros((3, len(number), paths, days))
    gate = np.ones_like(eta)
    alphas = compiled.program.alpha
    for i in number.values():
        eta[0, i] = course.theta[:, alphas[i]][:, None]
    for term in model.terms:
        if term.effect == without:
            continue
        weight = term.scale * course.column(term.coefficient)[:, None]
        eta[term.side, number[term.process]] += weight * course.plane(term.plane)
    for closing in model.gates:
        strength = course.column(closing.strength)[:, None]
        factor = 1.0 - strength * (1.0 - course.plane(closing.plane))
        gate[closing.side, number[closing.process]] *= factor
    together = gate[0] * gate[1] * gate[2] * np.exp(eta[0] + 0.5 * (eta[1] + eta[2]))
    readier = (
        gate[0] * np.exp(eta[0]) * np.maximum(gate[1] * np.exp(eta[1]), gate[2] * np.exp(eta[2]))
    )
    mutual = np.zeros((len(number), paths), dtype=bool)
    for process, rule in model.rules.items():
        mutual[number[process]] = course.column(rule.strength) == 1.0
    joint = np.zeros(len(number), dtype=bool)
    joint[compiled.program.joint_process] = True
    mutual[~joint] = True  # a directed act has no sides
    hazard = np.where(mutual[:, :, None], together, readier)
    t = np.arange(days)
    first, last = compiled.program.first_day[:, None], compiled.program.last_day[:, None]
    hazard *= ((t >= first) & (t <= last))[:, None, :]
    return np.moveaxis(hazard, 0, -1)


@dataclass(frozen=True)
class Traced:
    """Acts of the processes and their hazards; the planes behind them are gone."""

    compiled: Compiled
    truth: NDArray[np.uint8]
    theta: F64
    acts: Bools
    hazard: F64
    """λ in plain NumPy."""
    kernel: F64
    """λ of the kernel."""


def traced(
    scenario: Scenario,
    design: Design,
    *,
    days: int | None = None,
    forced: Mapping[str, bool] | None = None,
    without: str = "",
) -> Traced:
    """Play paths and keep their hazards; some at a time, for traces are large."""
    parts = []
    for begin in range(0, design.paths, 64):
        part = design.part(begin, min(begin + 64, design.paths))
        run = course(scenario, part, days=days, forced=forced, trace=True)
        acts = run.acts[:, :, : len(run.compiled.processes)]
        kernel = run.played.terms[..., 3].copy()
        parts.append((run.truth, run.theta, acts, hazards(run, without=without), kernel))
    truth, theta, happened, hazard, kernel = (
        np.concatenate([part[k] for part in parts]) for k in range(5)
    )
    return Traced(scenario.compiled(days), truth, theta, happened, hazard, kernel)


# ---------------------------------------------------------------------------------------- draws


def words(
    seed: int,
    names: Iterable[str],
    index: NDArray[np.int64],
    dates: NDArray[np.int64],
    domain: int = ACT,
) -> NDArray[np.uint64]:
    """Words of names on dates, shape (paths, dates, names): Philox 4×32-10 in NumPy.

    The block of a date is its proleptic ordinal over four, its lane the remainder (ADR 0003).
    """  # fmt: skip
    mask, shift = np.uint64(0xFFFFFFFF), np.uint64(32)
    name = np.array([name_words(n) for n in names], dtype=np.uint64)
    k = index.astype(np.uint64)[:, None, None]
    blocks, where = np.unique(dates >> 2, return_inverse=True)
    tag = (np.uint64(domain << 28) | blocks.astype(np.uint64))[None, :, None]
    c0, c1, c2, c3 = np.broadcast_arrays(k & mask, name[:, 0] ^ (k >> shift), name[:, 1], tag)
    k0, k1 = np.uint64(seed) & mask, np.uint64(seed) >> shift
    for _ in range(10):
        p0, p1 = c0 * np.uint64(0xD2511F53), c2 * np.uint64(0xCD9E8D57)
        c0, c1, c2, c3 = (p1 >> shift) ^ c1 ^ k0, p1 & mask, (p0 >> shift) ^ c3 ^ k1, p0 & mask
        k0 = (k0 + np.uint64(0x9E3779B9)) & mask
        k1 = (k1 + np.uint64(0xBB67AE85)) & mask
    lanes = np.stack([c0, c1, c2, c3])
    return np.asarray(lanes[dates & 3, :, where, :].swapaxes(0, 1))


def as_uniform(word: NDArray[np.uint64]) -> F64:
    """A word as a number in (0, 1)."""
    return np.asarray((word.astype(np.float64) + 0.5) / 2.0**32)


def ordinals(scenario: Scenario, days: int) -> NDArray[np.int64]:
    """Absolute dates of the first days."""
    return scenario.as_of.toordinal() + 1 + np.arange(days, dtype=np.int64)
