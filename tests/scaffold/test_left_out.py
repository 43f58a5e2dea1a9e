"""Usual rates are not written into a starting scenario, and are there all the same."""

from __future__ import annotations

from pathlib import Path

import pytest

from detente.ontology.toml import parse_toml
from detente.ontology.usual.rates import usual
from detente.scaffold.settings import Settings
from detente.scaffold.start import start
from detente.scenario.folder import Memory
from detente.scenario.read import read


@pytest.mark.parametrize("dyad", [None, "rivals"])
def test_a_usual_rate_is_left_out(tmp_path: Path, dyad: str | None) -> None:
    files = start(str(tmp_path / "x"), Settings(["IND,CHN"], dyad=dyad))
    written = {p["id"]: p for p in parse_toml(files["scenario.toml"], "x")["processes"]}
    for process in read(Memory(files, "x")).processes:
        entry, found = written[process.id], usual("rivals" if dyad else "neighbours", process.act)
        assert ("rate" in entry) == (found is None)
        assert entry.get("usual") == (None if found is None else dyad)
        if found is not None:
            assert (process.rate.per_year, process.rate.sd) == (found.per_year, found.sd)
