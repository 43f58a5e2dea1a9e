"""docs/testing.md names each test that has two forms, and none that is gone."""

from __future__ import annotations

import re
from pathlib import Path

TESTS = Path(__file__).parents[1]

FORMS = re.compile(r"^from tests(\.forms import| import .*\bforms\b)", re.MULTILINE)

PAGE = TESTS.parent / "docs" / "testing.md"


def named() -> set[str]:
    """Files and folders of tests in the first column of the table of forms."""
    _before, _title, part = PAGE.read_text(encoding="utf-8").partition("## Short and whole forms")
    rows = [line for line in part.split("\n## ")[0].splitlines() if line.startswith("| ")]
    return {name for row in rows for name in re.findall(r"`([\w/.]+)`", row.split("|")[1])}


def with_two_forms() -> set[str]:
    return {
        path.relative_to(TESTS).as_posix()
        for path in TESTS.rglob("test_*.py")
        if FORMS.search(path.read_text(encoding="utf-8"))
    }


def test_each_test_with_two_forms_has_its_line() -> None:
    known = named()
    without = {name for name in with_two_forms() if not {name, name.split("/")[0]} & known}
    assert without == set()


def test_each_file_that_is_named_has_two_forms() -> None:
    files = {name for name in named() if name.endswith(".py")}
    assert files
    assert sorted(files - with_two_forms()) == []
