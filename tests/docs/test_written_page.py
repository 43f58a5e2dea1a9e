"""docs/reading.md says of every effect how it is written, with the number that the piece has."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

from detente.reading.writing.effects.registry import PIECES, UNSAID
from detente.reading.writing.write import write
from detente.reading.writing.written import Written
from detente.scenario.short.whole import whole
from tests.reading.writing.readings import AS_OF, reading
from tests.reading.writing.said import proposed

PAGE = (Path(__file__).parents[2] / "docs" / "reading.md").read_text(encoding="utf-8")
ROW = re.compile(r"^\| (`[a-z-]+`(?:, `[a-z-]+`)*) \|.*\|([^|]*)\|$", re.MULTILINE)


def rows() -> dict[str, str]:
    """Effect → what the table says that it begins with."""
    found: dict[str, str] = {}
    for names, begins in ROW.findall(PAGE.rpartition("| effect | what is written |")[2]):
        each = re.findall(r"`([a-z-]+)`", names)
        parts = begins.strip().split("; ") if len(each) > 1 else [begins.strip()]
        found |= dict(zip(each, parts, strict=True))
    return found


def test_every_effect_has_a_row() -> None:
    assert set(rows()) == set(PIECES)
    assert all(f"`{name}`" in PAGE for name in UNSAID)


def test_each_begins_with_the_number_of_the_table() -> None:
    for name, begins in rows().items():
        number = re.search(r"\d\.\d+", begins)
        if number is None:
            continue
        text = write(reading(proposed(name)), Written("made", AS_OF))["scenario.toml"]
        full = whole(tomllib.loads(text))
        (own,) = [each for each in full["effects"] if each["effect"] == name
                  and f"says-{name}" in (each.get("claim"), each.get("intent"))]  # fmt: skip
        stated = set(re.findall(r"'(?:mean|ajar)': -?(\d\.\d+)", str(own)))
        assert number[0] in stated, name
