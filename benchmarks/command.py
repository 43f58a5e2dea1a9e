"""The command line, run from outside and measured."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

CHILD = Path(__file__).with_name("child.py")
DETENTE = [sys.executable, "-c", "from detente.cli import main; main()"]
"""What the installed `detente` does, without depending on where it is installed."""


@dataclass(frozen=True, slots=True)
class Cost:
    """Wall and processor time in seconds, peak memory in bytes."""

    wall: float
    cpu: float
    peak: int


def run(command: list[str], environment: Mapping[str, str] | None = None) -> Cost:
    """Run a command and measure the whole process.

    Raises
    ------
    RuntimeError
        If it fails.
    """
    done = subprocess.run(
        [sys.executable, "-S", str(CHILD), *command],
        env={**os.environ, **(environment or {})},
        capture_output=True,
        text=True,
        check=True,
    )
    report = json.loads(done.stdout)
    if report["code"] != 0:
        raise RuntimeError(f"{' '.join(command)} failed: {done.stderr}")
    return Cost(report["wall"], report["cpu"], report["peak"])


def detente(*arguments: str, environment: Mapping[str, str] | None = None) -> Cost:
    """Run `detente` with these arguments."""
    return run([*DETENTE, *arguments], environment)
