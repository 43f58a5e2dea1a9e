"""`detente read`, as a user calls it."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from tests.cli.test_cli import Cli
from tests.reading.sources.test_read_article import a_docx

TEXT = "Armenia is ready to sign with Azerbaijan, its minister said. " * 4


@pytest.mark.parametrize(
    ("line", "options", "said"),
    [
        ("", (), ("4 March 2025", "that of its file is taken", "when its file was made")),
        ("Yerevan, 1 February 2024", (), ("1 February 2024",)),
        ("", ("--as-of", "2025-03-10"), ("10 March 2025",)),
    ],
)
def test_a_day_that_is_guessed_is_said_to_be(
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    tmp_path: Path,
    line: str,
    options: tuple[str, ...],
    said: tuple[str, ...],
) -> None:
    article, folder = tmp_path / "a.docx", tmp_path / "made"
    made = dt.datetime(2025, 3, 4, 8, 0)
    article.write_bytes(a_docx((line, "Normal"), (TEXT, "Normal"), created=made))
    result = Cli(monkeypatch, capsys)("read", article, "-o", folder, "--rules-only", *options)
    assert result.code == 0, result.err
    told = result.out + (folder / "reading.md").read_text(encoding="utf-8")
    for each in said:
        assert each in told
    assert ("states no date" in told) == (len(said) > 1)
