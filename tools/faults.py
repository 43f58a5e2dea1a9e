"""Deliberate faults of the engine, and whether the tests of `make test` find them.

``python -m tools.faults`` copies the tree once for each fault, puts the fault into the copy, and
runs the short tests of the kernel, the engine and the effects there until one fails. ``--list``
names the faults; names after the command choose among them. The tree itself is never changed.
"""

from __future__ import annotations

import argparse
import os
import re
import shutil
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[1]
LOOP = "src/detente/kernel/_compiled_loop.py"
PLANES = "src/detente/kernel/_compiled_planes.py"
TESTS = ("tests/kernel", "tests/engine", "tests/effects")


@dataclass(frozen=True)
class Fault:
    """A wrong engine: in `file`, `wrong` is put in the place of `right` wherever it stands."""

    name: str
    file: str
    right: str
    wrong: str

    def into(self, text: str) -> str:
        """The text of the file with the fault.

        Raises
        ------
        ValueError
            The code has changed: what was to be replaced is not there.
        """
        if self.right not in text:
            raise ValueError(f"{self.name}: no longer in {self.file}: {self.right}")
        return text.replace(self.right, self.wrong)


FAULTS = (
    Fault(
        "mutual consent goes by the readier side",
        LOOP,
        "hazards[p] += EACH_SIDE * (s1 + s2)",
        "hazards[p] += max(s1, s2)",
    ),
    Fault("a gate of the target's side is ignored", LOOP, "*= g1 * g2", "*= g1"),
    Fault(
        "a mood does not keep mean rates",
        LOOP,
        "s * x[spread_input[i]] - 0.5 * s * s",
        "s * x[spread_input[i]]",
    ),
    Fault("moods begin at their mean", LOOP, "mood[i] = z[0, i]", "mood[i] = 0.0"),
    Fault(
        "an act decays on its own day",
        LOOP,
        "memory[i] * decay[i] + added[i]",
        "(memory[i] + added[i]) * decay[i]",
    ),
    Fault("of two acts on a day one is remembered", LOOP, "added[m] += w", "added[m] = w"),
    Fault(
        "the record comes on top of what is usual",
        "src/detente/planes/remembered.py",
        "self.usual * (1.0 - np.minimum(1.0, number / self.usual_number))",
        "self.usual",
    ),
    Fault(
        "the record sets no latch and opens no gate",
        "src/detente/planes/latches.py",
        "if not mornings:",
        "if mornings:",
    ),
    Fault(
        "what the record has left of a latch does not fade",
        PLANES,
        "else:  # what the record has left of it\n                x[dst] *= constant[o, 0]",
        "else:  # what the record has left of it\n                x[dst] = x[dst]",
    ),
    Fault(
        "what is anticipated counts more, not less",
        LOOP,
        "w *= 1.0 - theta[q]",
        "w *= 1.0 + theta[q]",
    ),
    Fault(
        "the prior of a level is left out",
        LOOP,
        "(log_c[i] + x[log_input[i]])",
        "(1e-9 + x[log_input[i]])",
    ),
    Fault(
        "half-lives of relaxing planes are mean lives",
        LOOP,
        "2.0 ** (-rate / relax_half_life[i])",
        "math.exp(-rate / relax_half_life[i])",
    ),
    Fault(
        "a fallen latch does not fade",
        PLANES,
        "if fired[o]:\n                x[dst] *= constant[o, 0]",
        "if fired[o]:\n                x[dst] = 1.0",
    ),
    Fault(
        "a hazard is taken for a probability",
        LOOP,
        "elif words[lane, p] >= -math.expm1(-hazard)",
        "elif words[lane, p] >= hazard",
    ),
    Fault("four days have the same draws", LOOP, "lane = date & 3", "lane = 0"),
    Fault(
        "draws depend on the block of paths",
        LOOP,
        "np.uint64(chance[n])",
        "np.uint64(n)",
    ),
    Fault(
        "a scheduled act shares the draw of the first process",
        LOOP,
        "words[lane, row] >=",
        "words[lane, 0] >=",
    ),
    Fault(
        "a scheduled act comes on top of one that happened",
        LOOP,
        "if already:",
        "if already and play:",
    ),
    Fault(
        "a first passage is a day late",
        LOOP,
        "if count[o] == at_least[o]:\n                            first[o] = t",
        "if count[o] == at_least[o]:\n                            first[o] = t + 1",
    ),
    Fault(
        "what two do together is heard by neither",
        "src/detente/planes/builder.py",
        "told = [dyad for dyad in dict.fromkeys(dyads) if self.heard(dyad, acts)] or dyads[:1]",
        "told = dyads[:1]",
    ),
    Fault(
        "the week is a day late",
        "src/detente/effects/weekday.py",
        "d.weekday() >= 5",
        "(d.weekday() + 6) % 7 >= 5",
    ),
)


def failed(fault: Fault, tests: tuple[str, ...] = TESTS) -> str | None:
    """The first test that fails with the fault; None if all pass."""
    with tempfile.TemporaryDirectory() as name:
        copy = Path(name) / "copy"
        for part in ("src", "tests", "tools", "docs", "pyproject.toml"):
            source = ROOT / part
            if source.is_dir():
                ignored = shutil.ignore_patterns("__pycache__")
                shutil.copytree(source, copy / part, ignore=ignored)
            else:
                shutil.copy(source, copy / part)
        file = copy / fault.file
        file.write_text(fault.into(file.read_text(encoding="utf-8")), encoding="utf-8")
        # what the tree keeps of compiled code must serve nobody here
        env = {**os.environ, "PYTHONPATH": f"{copy / 'src'}{os.pathsep}{copy}"}
        env.pop("NUMBA_CACHE_DIR", None)
        done = subprocess.run(
            [
                sys.executable,
                "-m",
                "pytest",
                "-q",
                "-x",
                "--tb=no",
                "-p",
                "no:cacheprovider",
                *tests,
            ],
            cwd=copy,
            env=env,
            capture_output=True,
            text=True,
            check=False,
        )
    if done.returncode == 0:
        return None
    found = re.search(r"^(?:FAILED|ERROR) (\S+)", done.stdout, re.MULTILINE)
    if done.returncode != 1 or not found:
        raise RuntimeError(f"{fault.name}: the tests did not run\n{done.stdout}{done.stderr}")
    return found[1]


def main(arguments: list[str]) -> int:
    """Try every fault, or those that are named."""
    parser = argparse.ArgumentParser(description=__doc__, prog="python -m tools.faults")
    parser.add_argument("--list", action="store_true", help="name the faults and try none")
    parser.add_argument("names", nargs="*", help="try these only")
    given = parser.parse_args(arguments)
    if unknown := set(given.names) - {fault.name for fault in FAULTS}:
        parser.error(f"no fault {sorted(unknown)[0]!r}; --list names them")
    missed = 0
    for fault in FAULTS:
        if given.names and fault.name not in given.names:
            continue
        if given.list:
            print(fault.name)
            continue
        found = failed(fault)
        missed += found is None
        print(f"{fault.name}: {found or 'NOT FOUND'}", flush=True)
    return min(missed, 1)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
