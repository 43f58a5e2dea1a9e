"""A page of a play in which next to nothing can happen says nothing that was not seen."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from typer.testing import CliRunner

import detente
from detente.cli.app import app
from detente.language.current import LANGUAGES
from tests.report.pages import read
from tests.scenario.mutated import Raw, by_id, changed


def one_day(raw: Raw) -> None:
    """A day, and an outcome that comes in no future, or in all."""
    raw["horizon"] = 1
    by_id(raw["processes"], "answer")["rate"]["per_year"] = 0.001
    raw["outcomes"] = [
        {"kind": "acts", "id": "never", "title": "Never happens", "on": ["answer"]},
        {"kind": "acts", "id": "contact", "title": "Often", "on": ["call"]},
    ]


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_share_of_what_was_not_seen(tmp_path: Path, language: str) -> None:
    folder = changed(tmp_path, one_day)
    made = CliRunner().invoke(
        app, ["report", str(folder), "-o", "-", "--paths", "60", "--language", language]
    )
    assert made.exit_code == 0, made.output
    words = " ".join(next(e for e in read(made.stdout) if e.name == "main").text.split())
    answer = words[: words.index("ICD 203")]
    assert "varian" not in answer
    assert not re.search(r"(?<![\d.,])1 (days|jours|futures|futurs)\b", words)
    shares = [float(each.replace(",", ".")) for each in re.findall(r"([\d.,]*\d) %", answer)]
    assert shares
    assert max(shares) <= 100.0


def test_what_does_not_vary_has_no_share(tmp_path: Path) -> None:
    """No claim, and rates without a spread: all is chance."""

    def certain(raw: Raw) -> None:
        for table in ("claims", "effects", "record", "index"):
            raw.pop(table, None)
        raw["outcomes"] = [{"kind": "acts", "id": "call", "title": "A call", "on": ["call"]}]
        raw["horizon"] = 10
        for process in raw["processes"]:
            process["rate"]["sd"] = 0.0

    explanation = detente.load(changed(tmp_path, certain)).simulate(60).explain("call")
    assert explanation.split is not None
    shares = {share.group: (share.first, share.total) for share in explanation.split.shares}
    assert shares["belief"] == shares["parameters"] == (0.0, 0.0)
    assert all(0.0 <= part <= 1.0 for each in shares.values() for part in each)
    said = explanation.memo()
    assert "would remove no part of the variance" in said[-1]
    assert said[-1].endswith("; with those known, chance would leave all of it.")
    assert not any("claim" in each for each in said)
