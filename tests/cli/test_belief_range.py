"""`simulate --belief-range`, as a user calls it."""

from __future__ import annotations

import json
from pathlib import Path

from tests.cli.test_cli import TOY, Cli, cli, refused

__all__ = ["cli"]  # the fixture


def test_the_command_prints_it(cli: Cli) -> None:
    plain = cli("simulate", TOY, "--paths", "200")
    asked = cli("simulate", TOY, "--paths", "200", "--belief-range")
    assert (asked.code, asked.err) == (0, "")
    assert "Claims known" in asked.out
    assert "Claims known" not in plain.out
    rows = json.loads(cli("simulate", TOY, "--paths", "200", "--belief-range", "--json", "-").out)
    for row in rows["outcomes"]:
        low, high = row["belief_range"]
        assert 0.0 <= low <= high <= 1.0


def test_a_run_says_what_is_played(cli: Cli, tmp_path: Path) -> None:
    result = cli("simulate", "--again", tmp_path, "--belief-range")
    assert "leave out --belief-range" in refused(result)
