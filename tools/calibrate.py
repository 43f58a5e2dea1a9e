"""Whether fits are as sure as they should be: `python -m tools.calibrate [FITS] [SVG]`.

Simulation-based calibration (Talts et al. 2018, "Validating Bayesian inference algorithms with
simulation-based calibration"): parameters are drawn from the prior, a future is played with them,
and the scenario is fitted on that future under the same prior. If posteriors are right, the
place of the true value within its posterior is uniform, whatever the parameter, and 95 % of the
intervals hold it.
"""

from __future__ import annotations

import math
import sys
import tempfile
import time
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from scipy.special import ndtr
from scipy.stats import chi2, norm

from detente.fitting.fit import Fitting
from detente.fitting.played import played_history, with_draws
from detente.scenario.read import load
from detente.scenario.scenario import Scenario

F64 = NDArray[np.float64]

FITS, BINS, ALARM = 500, 20, 1e-3
WORKERS = 2
RATE_SD = 0.4
PICTURE = Path(__file__).parent.parent / "docs" / "calibration.svg"

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


def scenario() -> Scenario:
    """Read it."""
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / "scenario.toml").write_text(text(), encoding="utf-8")
        (Path(folder) / "brief.md").write_text("Nothing is claimed.\n", encoding="utf-8")
        return load(folder)


@dataclass(frozen=True, slots=True)
class Places:
    """Where the true values lie in their posteriors, in [0, 1]; arrays of shape (fits, names)."""

    names: tuple[str, ...]
    places: F64
    within: NDArray[np.bool_]


def one(made: Scenario, seed: int) -> tuple[list[str], list[float]]:
    """Draw, play, fit once: names and, for each, the place of the true value in its posterior."""
    compiled = made.compiled()
    rng = np.random.default_rng(seed)
    draws = {
        c.draw.name: float(rng.normal(c.draw.mean, c.draw.sd))
        for c in sorted(compiled.coefficients, key=lambda c: c.draw.name)
        if c.draw.sd > 0
    }
    history = played_history(made, with_draws(made, draws), seed)
    fitting = Fitting.of(made, history)
    state, _spread, solution = fitting.settled()
    names = [*(p.baseline_name for p in state.processes), *(d.name for d in state.design.draws)]
    truth = np.array([draws[name] for name in names])
    return names, ndtr((truth - solution.values) / solution.sd).tolist()


def _some(seeds: list[int]) -> list[tuple[list[str], list[float]]]:
    made = scenario()
    return [one(made, seed) for seed in seeds]


def calibrate(
    fits: int = FITS, workers: int = WORKERS, told: Callable[[int], None] | None = None
) -> Places:
    """Fit many played futures.

    Parameters
    ----------
    fits : int
    workers : int
        Processes; 1 stays in this one.
    told : callable, optional
        Told how many are done.
    """
    chunks = [list(range(n, min(n + 10, fits))) for n in range(0, fits, 10)]
    found: list[tuple[list[str], list[float]]] = []

    def gather(part: list[tuple[list[str], list[float]]]) -> None:
        found.extend(part)
        if told is not None:
            told(len(found))

    if workers == 1:
        made = scenario()
        for chunk in chunks:
            gather([one(made, seed) for seed in chunk])
    else:
        with ProcessPoolExecutor(workers) as pool:
            for part in pool.map(_some, chunks):
                gather(part)
    names = tuple(found[0][0])
    places = np.full((fits, len(names)), math.nan)
    for row, (own, values) in enumerate(found):
        for name, value in zip(own, values, strict=True):
            places[row, names.index(name)] = value
    return Places(names, places, np.abs(places - 0.5) <= 0.475)


def uniform(places: F64) -> float:
    """p-value that places fall into equal bins evenly, several parameters of a fit together.

    The places of one fit go together, so the counts of each fit are one observation: Hotelling's
    T² of their mean, which for many fits has the χ² law.

    Parameters
    ----------
    places : array of float64, shape (fits, parameters)
    """
    bins = np.clip((places * BINS).astype(int), 0, BINS - 1)
    counts = (bins[:, :, None] == np.arange(BINS - 1)).sum(axis=1)  # the last follows from these
    off = counts.mean(axis=0) - places.shape[1] / BINS
    spread = np.cov(counts, rowvar=False)
    return float(chi2.sf(len(places) * off @ np.linalg.solve(spread, off), BINS - 1))


def covered(within: NDArray[np.bool_]) -> tuple[float, float]:
    """Share of the 95 % intervals that hold the true value, and its p-value; fits are independent.

    Parameters
    ----------
    within : array of bool, shape (fits, parameters)
    """
    each = within.mean(axis=1)
    error = float(each.std(ddof=1)) / math.sqrt(len(each))
    share = float(each.mean())
    return share, float(2.0 * norm.sf(abs(share - 0.95) / error))


def draw(found: Places, path: Path) -> None:
    """Histograms of the places, of all coefficients together and of each."""
    import altair as alt

    kinds = {"all together": found.places.ravel()}
    baselines = [i for i, name in enumerate(found.names) if name.startswith("rate:")]
    kinds["baselines"] = found.places[:, baselines].ravel()
    kinds |= {
        name: found.places[:, i]
        for i, name in enumerate(found.names)
        if not name.startswith("rate:")
    }
    panels = []
    for title, values in kinds.items():
        counts, edges = np.histogram(values[~np.isnan(values)], bins=BINS, range=(0.0, 1.0))
        n = int(counts.sum())
        mean, sd = n / BINS, math.sqrt(n / BINS * (1 - 1 / BINS))
        rows = [
            {"a": float(a), "b": float(b), "n": int(c)}
            for a, b, c in zip(edges[:-1], edges[1:], counts, strict=True)
        ]
        band = [{"low": mean - 2.576 * sd, "high": mean + 2.576 * sd, "mean": mean}]
        axis = alt.Axis(title=None, values=[0, 0.5, 1], grid=False)
        base = alt.Chart(alt.InlineData(values=rows))
        flat = alt.Chart(alt.InlineData(values=band))
        bars = base.mark_rect(color="#9cc7e2", stroke="white").encode(
            x=alt.X("a:Q", axis=axis, scale=alt.Scale(domain=[0, 1])),
            x2="b:Q",
            y=alt.Y("n:Q", axis=None, scale=alt.Scale(domain=[0, 1.15 * int(counts.max())])),
            y2=alt.datum(0),
        )
        shade = flat.mark_rect(color="#57606a", opacity=0.18).encode(y="low:Q", y2="high:Q")
        line = flat.mark_rule(color="#57606a").encode(y="mean:Q")
        held = int((np.abs(values - 0.5) <= 0.475).sum())
        subtitle = f"{held / n:.1%} of the 95 % intervals hold it"
        panels.append(
            alt.layer(bars, shade, line)
            .properties(width=200, height=90)
            .properties(title={"text": title, "subtitle": subtitle})
        )
    chart = (
        alt.concat(*panels, columns=3)
        .configure(background="white", font="Helvetica, Arial, sans-serif", padding=12)
        .configure_view(stroke=None)
        .configure_title(anchor="start", fontSize=13, subtitleColor="#57606a", subtitleFontSize=11)
    )
    chart.save(str(path))


def main() -> int:
    """Calibrate, print, draw; 1 if it is off at a false-alarm rate of `ALARM` for each check."""
    fits = int(sys.argv[1]) if len(sys.argv) > 1 else FITS
    path = Path(sys.argv[2]) if len(sys.argv) > 2 else PICTURE
    begin = time.perf_counter()
    told = (
        (lambda n: print(f"\r{n} of {fits}", end="", flush=True)) if sys.stdout.isatty() else None
    )
    found = calibrate(fits, told=told)
    share, p_covered = covered(found.within)
    p_uniform = uniform(found.places)
    print(f"{fits} fits in {time.perf_counter() - begin:.0f} s")
    print(
        f"{share:.2%} of {found.within.size:,} intervals hold the true value; p = {p_covered:.3f}"
    )
    print(f"places are uniform: p = {p_uniform:.3f} (T², {BINS} bins, pooled)")
    for i, name in enumerate(found.names):
        print(
            f"  {name:<34} {found.within[:, i].mean():.3f}"
            f"  p = {uniform(found.places[:, i : i + 1]):.3f}"
        )
    draw(found, path)
    print(path)
    return int(min(p_covered, p_uniform) < ALARM)


if __name__ == "__main__":
    sys.exit(main())
