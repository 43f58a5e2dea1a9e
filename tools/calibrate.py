"""Whether fits are as sure as they should be: `python -m tools.calibrate [NAME …] [--fits N]`."""

from __future__ import annotations

import argparse
import importlib
import sys
import time
from pathlib import Path

from tools.calibration.picture import draw
from tools.calibration.places import ALARM, BINS, calibrate, covered, uniform

FITS = 500
DOCS = Path(__file__).parent.parent / "docs"

CALIBRATIONS = {
    "scenario": "calibration.svg",
    "rem": "calibration-rem.svg",
}
"""Name → picture in docs/. The module of `NAME` is `tools/calibration/NAME.py`: its `some` draws,
makes data and fits, its `panels` says what is drawn."""


def run(name: str, fits: int, path: Path) -> bool:
    """Calibrate, print, draw; whether both checks pass, each at a false-alarm rate of `ALARM`."""
    module = importlib.import_module(f"tools.calibration.{name}")
    begin = time.perf_counter()
    told = (
        (lambda n: print(f"\r{n} of {fits}", end="", flush=True)) if sys.stdout.isatty() else None
    )
    found = calibrate(module.some, fits, told=told)
    share, p_covered = covered(found.within)
    p_uniform = uniform(found.places)
    print(f"{name}: {fits} fits in {time.perf_counter() - begin:.0f} s")
    print(
        f"{share:.2%} of {found.within.size:,} intervals hold the true value; p = {p_covered:.3f}"
    )
    print(f"places are uniform: p = {p_uniform:.3f} (T², {BINS} bins, pooled)")
    for i, parameter in enumerate(found.names):
        p = uniform(found.places[:, i : i + 1])
        print(f"  {parameter:<44} {found.within[:, i].mean():.3f}  p = {p:.3f}")
    draw(module.panels(found), path)
    print(path)
    return min(p_covered, p_uniform) >= ALARM


def main() -> int:
    """Run the calibrations that are named, or all; 1 if one of them is off."""
    parser = argparse.ArgumentParser(prog="python -m tools.calibrate", description=__doc__)
    parser.add_argument("name", nargs="*", help=f"{', '.join(CALIBRATIONS)}; without it, all")
    parser.add_argument("--fits", type=int, default=FITS, help=f"how many ({FITS})")
    parser.add_argument("--folder", type=Path, default=DOCS, help="where pictures go (docs)")
    options = parser.parse_args()
    names = options.name or list(CALIBRATIONS)
    for name in names:
        if name not in CALIBRATIONS:
            parser.error(f"no calibration '{name}'; there are {', '.join(CALIBRATIONS)}")
    passed = [run(name, options.fits, options.folder / CALIBRATIONS[name]) for name in names]
    return int(not all(passed))


if __name__ == "__main__":
    sys.exit(main())
