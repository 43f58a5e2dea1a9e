"""docs/reading.md shows the table of credences as the data have it."""

from __future__ import annotations

from pathlib import Path

from detente.reading.sureness.bands import bands, sources
from tools.sureness import written

PAGE = Path(__file__).parents[2] / "docs" / "reading.md"


def test_the_table_is_that_of_the_data() -> None:
    page = PAGE.read_text(encoding="utf-8")
    assert written(page) == page


def test_each_credence_has_its_sources() -> None:
    used = {
        name
        for section in ("modality", "voice", "evidence")
        for band in bands(section).values()
        for name in band.source
    }
    assert used == set(sources())
