"""What is one fact, however the source writes that a country is missing."""

from __future__ import annotations

from pathlib import Path

import pytest

from detente.events import import_files
from tests.events.made import FIRST, icews_row, icews_text, put
from tests.events.readers.facts import acts, imported


def rows() -> list[str]:
    return [
        icews_row(number, FIRST, "Militia", "0311", "Russia", source_country=country)
        for number, country in enumerate(["NA", "", "NULL", "NA"], 1)
    ]


def test_in_one_file(tmp_path: Path) -> None:
    (entry,) = imported(tmp_path / "s", put(tmp_path / "a.tab", icews_text(rows()))).files
    assert (entry.kept, entry.duplicate) == (1, 3)
    assert acts(tmp_path / "s", "source, target_state, reports, event_id") == [
        ("Militia", "RUS", 4, "1")
    ]


@pytest.mark.parametrize("together", [True, False])
def test_in_several_files(tmp_path: Path, together: bool) -> None:
    store = tmp_path / "s"
    files = [put(tmp_path / f"{i}.tab", icews_text([row])) for i, row in enumerate(rows())]
    if together:
        imported(store, *files)
    else:
        for file in files:
            import_files([file], store)
    assert acts(store, "source, target_state, reports, event_id, file") == [
        ("Militia", "RUS", 1, "1", "0.tab")
    ]


def test_another_state_is_another_fact(tmp_path: Path) -> None:
    more = icews_row(9, FIRST, "Militia", "0311", "Russia", source_country="Chad")
    imported(tmp_path / "s", put(tmp_path / "a.tab", icews_text([*rows(), more])))
    assert acts(tmp_path / "s", "source_state, reports") == [("TCD", 1), (None, 4)]
