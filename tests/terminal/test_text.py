from __future__ import annotations

import io

import pytest
from rich.console import Console
from rich.table import Table
from rich.text import Text

from detente.terminal.console import console
from detente.terminal.text import at_hyphens, clean, sparkline, unbroken


def test_clean_strips_control_characters_and_escape_codes() -> None:
    assert clean("a\x1b[31mred\x1b[0m") == "a[31mred[0m"
    assert clean("bell\x07, del\x7f, csi\x9b31m") == "bell, del, csi31m"
    assert clean("two\nlines\tand a tab") == "two lines and a tab"
    assert clean("right-to-left \u202eoverride") == "right-to-left override"
    assert clean("Détente − ≥ 1 %") == "Détente − ≥ 1 %"


def test_sparkline_of_nothing_is_empty() -> None:
    assert sparkline([]) == ""


def test_sparkline_runs_from_blank_to_full() -> None:
    line = sparkline([0.0, 0.01, 0.5, 1.0])
    assert line[0] == " "
    assert line[1] == "▁"
    assert line[-1] == "█"
    assert len(line) == 4


def test_sparkline_is_as_wide_as_asked_and_ends_with_the_last_value() -> None:
    values = [i / 364 for i in range(365)]
    line = sparkline(values, width=18)
    assert len(line) == 18
    assert line[-1] == "█"
    assert list(line) == sorted(line)


def test_sparkline_scales_to_the_top() -> None:
    assert sparkline([0.2], top=0.2) == "█"


NO_BREAK = "\N{NO-BREAK SPACE}"


def printed(text: str, width: int) -> list[str]:
    console = Console(file=io.StringIO(), width=width)
    console.print(unbroken(Text(text), width))
    assert isinstance(console.file, io.StringIO)
    return [line.rstrip(" ") for line in console.file.getvalue().splitlines()]


def test_a_line_does_not_begin_with_a_colon() -> None:
    text = f"ceci{NO_BREAK}: un et deux, {NO_BREAK}trois"
    assert printed(text, 10) == [f"ceci{NO_BREAK}: un", "et deux,", f"{NO_BREAK}trois"]
    assert printed(f"un ceci{NO_BREAK}: deux", 7) == ["un", f"ceci{NO_BREAK}:", "deux"]
    assert printed(f"a{NO_BREAK}b", 80) == [f"a{NO_BREAK}b"]


@pytest.mark.parametrize("width", [8, 12, 20])
def test_lines_fit_and_nothing_is_lost(width: int) -> None:
    text = f"Un mot, puis{NO_BREAK}: un autre mot et encore des mots\nune ligne 5{NO_BREAK}%"
    lines = printed(text, width)
    assert all(len(line) <= width for line in lines)
    assert " ".join(lines) == text.replace("\n", " ")


def test_text_without_no_break_spaces_is_left_alone() -> None:
    text = Text("one two three", style="dim")
    assert unbroken(text, 5) is text


@pytest.mark.parametrize("width", [8, 12, 15, 40])
def test_ids_are_broken_behind_their_hyphens(width: int) -> None:
    found = Text("new-line ← new-president-new-line", style="bold")
    broken = at_hyphens(found, width)
    assert broken.plain.replace("\n", "") == found.plain
    longest = len("president-")
    assert all(len(word) <= max(width, longest) for word in broken.plain.split())
    assert all(line.endswith("-") for line in broken.plain.split("\n")[:-1])


def test_a_column_too_narrow_for_an_id_breaks_it_behind_a_hyphen(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("COLUMNS", "14")
    table = Table(box=None, show_header=False)
    table.add_row("measures-bind-successor")
    console().print(table)
    assert [line.strip() for line in capsys.readouterr().out.splitlines()] == [
        "measures-",
        "bind-",
        "successor",
    ]
