"""What the product computes, as numbers that are pinned: a change of results must be meant.

``python -m tools.pinned`` computes them anew and writes tests/pinned/pinned.json; do it in the
commit that changes a result, and say there what moved, by how much and why. ``--compare`` prints
how far each part lies from what is written there, and writes nothing.
"""

from __future__ import annotations

import argparse
import contextlib
import datetime as dt
import hashlib
import json
import math
import sys
import tempfile
import warnings
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import numpy as np

Numbers = dict[str, Any]

ROOT = Path(__file__).parents[1]
FILE = ROOT / "tests" / "pinned" / "pinned.json"
SAMPLES = ROOT.parent / "shared" / "data"

MAPPING = """\
dataset = "icews-2014"
scheme = "cameo"
countries = "iso3"
[columns]
date = "date"
source = "source"
target = "target"
code = "cameo"
source_country = "source_state"
target_country = "target_state"
"""


def _digest(*arrays: np.ndarray) -> str:
    found = hashlib.sha256()
    for array in arrays:
        found.update(f"{array.dtype.str}{array.shape}".encode())
        found.update(np.ascontiguousarray(array).tobytes())
    return found.hexdigest()


def simulation(paths: int = 10_000) -> Numbers:
    """The README's simulation."""
    import detente

    ensemble = detente.load("us-russia-2024").simulate(paths=paths, seed=1)
    return {
        "days": _digest(ensemble.first, ensemble.count, ensemble.truth),
        "histogram": _digest(ensemble.histogram),
        "daily_mean": ensemble.daily_mean[::30].ravel().tolist(),
        "last": ensemble.last[:20].ravel().tolist(),
    }


def short_simulation() -> Numbers:
    """The same in short."""
    return simulation(600)


def explanation(
    paths: int = 400,
    outcomes: Sequence[str] = ("leaders-speak", "relations-recover", "red-line-crossed"),
) -> Numbers:
    """Why the leaders do, or do not, speak; and the two kinds of stack that are left."""
    import detente

    ensemble = detente.load("us-russia-2024").simulate(paths=paths, seed=1)
    return {outcome: _explained(ensemble.explain(outcome)) for outcome in outcomes}


def short_explanation() -> Numbers:
    """The first of these in short."""
    return explanation(40, ("leaders-speak",))


def _explained(found: Any) -> Numbers:
    split = found.split
    parts: Numbers = {
        "worths": [
            n
            for w in found.worths
            for n in (w.if_true, w.if_false, *w.interval, w.monte_carlo, w.waiting)
        ],
        "claims": [w.claim for w in found.worths],
        "variance": []
        if split is None
        else [split.variance, *(n for s in split.shares for n in (s.first, s.total))],
        "shares": {s.claim: [s.first, s.total] for s in found.claim_shares},
        "interactions": [each.effect for each in found.interactions],
    }
    for stack in found.stacks:
        parts[stack.process] = _some(stack.waiting, stack.open, stack.log_hazard, stack.values)
        parts[f"{stack.process} gates"] = _some(*stack.closed.values(), *stack.ajar.values())
    if found.index is not None:
        parts["index"] = _some(found.index.values)
    if found.pressure is not None:
        parts["pressure"] = _some(found.pressure.values, found.pressure.pressure)
    return parts


def _some(*arrays: np.ndarray) -> list[float | None]:
    flat = np.concatenate(
        [np.asarray(a, dtype=float)[::45].ravel() for a in arrays] or [np.zeros(0)]
    )
    return [x if math.isfinite(x) else None for x in flat]


def small_fit() -> Numbers:
    """Two powers that talk and accuse each other, fitted on a future of theirs."""
    from tests.fitting import worlds

    history = worlds.played(worlds.small(), seed=3)
    return _fitted(worlds.fitting(worlds.small(), history).run())


def icews_fit() -> Numbers:
    """A starting scenario of four powers, fitted on `icews-2014`."""
    import detente
    from detente.events import import_files
    from detente.scaffold.settings import Settings
    from detente.scaffold.start import start

    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "map.toml").write_text(MAPPING, encoding="utf-8")
        import_files(
            [SAMPLES / "events" / "icews-2014.parquet"],
            folder / "store",
            mapping=folder / "map.toml",
        )
        start(
            str(folder / "four"),
            Settings(["CHN,JPN,KOR,PRK"], as_of=dt.date(2014, 12, 31), horizon=200, dyad="any"),
        )
        scenario = detente.load(folder / "four", store=folder / "store")
        return _fitted(scenario.fit(store=folder / "store", first=dt.date(2014, 3, 1)))


def _fitted(fit: Any) -> Numbers:
    file = fit.file
    return {
        "names": [each.name for each in (*file.coefficients, *file.baselines)],
        "mean": [each.mean for each in (*file.coefficients, *file.baselines)],
        "sd": [each.sd for each in (*file.coefficients, *file.baselines)],
        "log_likelihood": [file.log_likelihood, file.log_likelihood_baselines],
        "earned": list(file.earned.values()),
        "correlation": [n for row in file.correlation.lower for n in row],
        "warnings": [each.kind for each in file.warnings],
    }


def peers() -> Numbers:
    """Four of the fits that peer packages have made on the same data."""
    from tests.rem.test_peers import DATA, FITS

    found = {}
    for name in ("SE_choice_complex", "SE_rate_intercept", "RH_full", "SE_rate_ordered_1"):
        fit = FITS[name]
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            fit.model.fit(**DATA[fit.data]())
        found[name] = _estimated(fit.model)
    return found


def _estimated(model: Any) -> Numbers:
    return {
        "theta": [float(n) for n in model.coef_],
        "error": [float(n) for n in model.standard_errors_.values()],
        "log_likelihood": float(model.log_likelihood_),
    }


def small_rem() -> Numbers:
    """A relational event model of each kind on a made-up history."""
    from detente import rem
    from tests.rem.made import drawn

    rows = drawn(7)
    effects = [rem.Inertia(), rem.Reciprocity(), rem.SenderOutdegree()]
    return {
        "ordered": _estimated(rem.RelationalEventModel(effects).fit(rows)),
        "timed": _estimated(
            rem.RelationalEventModel([rem.Intercept(), *effects], timing="timed").fit(rows)
        ),
        "choice": _estimated(rem.DynamChoiceModel(effects[:2]).fit(rows)),
        "rate": _estimated(rem.DynamRateModel([rem.SenderOutdegree()]).fit(rows)),
        "coordination": _estimated(rem.DynamCoordinationModel([rem.Inertia()]).fit(rows)),
    }


def small_daily() -> Numbers:
    """The daily model of a made-up world."""
    from detente.daily import DailyModel
    from tests.daily import small

    model = DailyModel(small.every_effect(), half_lives=(1, 3, 7))
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # few acts, as it says
        return _daily(model.fit(small.acts(), actors=small.ACTORS))


def icews_daily() -> Numbers:
    """The daily model of `icews-2014`, the twenty busiest states."""
    import polars as pl

    from detente.rem import daily

    acts = pl.read_parquet(SAMPLES / "events" / "icews-2014.parquet").filter(
        pl.col("quad").is_not_null() & (pl.col("source_state") != pl.col("target_state"))
    )
    joint = pl.col("cameo").str.starts_with("04") | (pl.col("cameo") == "057")
    acts = acts.with_columns(joint.alias("joint"))
    rows = pl.concat([acts["source_state"], acts["target_state"]]).value_counts(name="rows")
    busy = rows.sort("rows", "source_state", descending=[True, False])["source_state"].head(20)
    effects = [daily.Baseline(), daily.Inertia(), daily.Reciprocity(), daily.JointMemory()]
    model = daily.DailyModel([*effects, daily.Weekend()])
    return _daily(model.fit(acts, actors=busy.to_list(), first=dt.date(2014, 3, 1)))


def _daily(model: Any) -> Numbers:
    summary = model.summary
    return {
        "effects": [" ".join(map(str, row)) for row in summary.select("effect", "class").rows()],
        "theta": model.coef_.tolist(),
        "covariance": np.diag(model.covariance_).tolist(),
        "log_likelihood": float(model.log_likelihood_),
    }


PARTS: dict[str, Callable[[], Numbers]] = {
    "short simulation": short_simulation,
    "short explanation": short_explanation,
    "explanation": explanation,
    "small fit": small_fit,
    "small rem": small_rem,
    "small daily": small_daily,
    "simulation": simulation,
    "icews fit": icews_fit,
    "icews daily": icews_daily,
    "peers": peers,
}
"""By name; those with samples are left out where these are not at hand."""

LONG = {"explanation", "simulation"}
SAMPLED = {"icews fit", "icews daily", "peers"}


def written() -> dict[str, Numbers]:
    """What is pinned."""
    return dict(json.loads(FILE.read_text(encoding="utf-8")))


def distances(now: Any, then: Any, where: str = "") -> dict[str, float]:
    """Largest relative distance of the numbers of each leaf; infinite where they are not alike."""
    if isinstance(now, dict) and isinstance(then, dict):
        if now.keys() != then.keys():
            return {where: float("inf")}
        found: dict[str, float] = {}
        for key, value in now.items():
            found |= distances(value, then[key], f"{where}/{key}")
        return found
    a, b = (value if isinstance(value, list) else [value] for value in (now, then))
    if len(a) != len(b):
        return {where: float("inf")}
    return {where: max((_apart(x, y) for x, y in zip(a, b, strict=True)), default=0.0)}


def _apart(x: Any, y: Any) -> float:
    if x == y:
        return 0.0
    if isinstance(x, str) or isinstance(y, str) or x is None or y is None:
        return float("inf")
    return float(abs(x - y) / max(abs(x), abs(y), 1e-6))


def main(arguments: list[str]) -> int:
    """Write the numbers, or compare them."""
    parser = argparse.ArgumentParser(description=__doc__, prog="python -m tools.pinned")
    parser.add_argument("--compare", action="store_true", help="write nothing; say what moved")
    parser.add_argument("parts", nargs="*", help="only these (default: all that can be computed)")
    given = parser.parse_args(arguments)
    pinned = written() if FILE.exists() else {}
    for name, compute in PARTS.items():
        if (given.parts and name not in given.parts) or (name in SAMPLED and not SAMPLES.is_dir()):
            continue
        now = json.loads(json.dumps(compute()))
        moved = distances(now, pinned.get(name, {}))
        print(f"{name}: largest relative distance {max(moved.values(), default=0.0):.3g}")
        for where, distance in moved.items():
            if distance > 0:
                print(f"  {where}: {distance:.3g}")
        pinned[name] = now
    if not given.compare:
        FILE.write_text(json.dumps(pinned, indent=1) + "\n", encoding="utf-8")
    return 0


if __name__ == "__main__":
    with contextlib.suppress(KeyboardInterrupt):
        sys.exit(main(sys.argv[1:]))
