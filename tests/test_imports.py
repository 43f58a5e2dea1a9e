"""Importing detente costs nothing and says nothing."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

import detente

SOURCE = Path(detente.__file__).parents[1]
HEAVY = (
    "duckdb",
    "httpx",
    "numba",
    "numpy",
    "pydantic",
    "polars",
    "scipy",
    "rich",
    "typer",
    "pycountry",
    "llvmlite",
)


def run(code: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-W", "error", "-c", code],
        env={**os.environ, "PYTHONPATH": str(SOURCE)},
        capture_output=True,
        text=True,
        check=False,
        timeout=600,
    )


@pytest.mark.parametrize(
    "statement",
    [
        "import detente",
        "import detente; detente.__version__; dir(detente); hasattr(detente, 'nothing')",
        "import detente.errors; detente.ScenarioError",
        "import detente; detente.events",
        "import detente; detente.rem; dir(detente.rem)",
    ],
)
def test_nothing_heavy_is_imported(statement: str) -> None:
    shown = run(
        f"{statement}\nimport sys, json\n"
        f"sys.stderr.write(json.dumps([m for m in {HEAVY!r} if m in sys.modules]))"
    )
    assert shown.returncode == 0, shown.stderr
    assert shown.stdout == ""
    assert json.loads(shown.stderr) == []


def test_a_play_without_tables_does_not_load_what_makes_tables() -> None:
    shown = run(
        "import sys; sys.argv = ['detente', 'simulate', 'us-russia-2024', '--paths', '2']\n"
        "from detente.cli import main\n"
        "try: main()\n"
        "except SystemExit: sys.exit('polars' in sys.modules)"
    )
    assert shown.returncode == 0, shown.stderr


def test_importing_prints_nothing() -> None:
    shown = run("import detente")
    assert (shown.returncode, shown.stdout, shown.stderr) == (0, "", "")
