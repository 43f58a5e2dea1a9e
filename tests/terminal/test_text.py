from __future__ import annotations

import io

import pytest
from rich.cells import cell_len
from rich.text import Text

from detente.terminal.console import console
from detente.terminal.text import clean, longest_word, sparkline, unbroken


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
    file = io.StringIO()
    console(file, width).print(Text(text))
    return file.getvalue().splitlines()


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


def test_a_number_and_its_per_cent_stay_together() -> None:
    assert printed("between 0.0 % and 25 %", 12) == ["between", "0.0 % and", "25 %"]
    assert longest_word("a 25 % b") == 4


def test_what_stands_in_stays_in() -> None:
    assert printed("  a row that is long", 9) == ["  a row", "  that is", "  long"]


def test_words_are_whole_even_where_they_are_wider_than_a_line() -> None:
    text = "the Donaudampfschifffahrt of 2024"
    assert printed(text, 10) == ["the", "Donaudampfschifffahrt", "of 2024"]


def test_a_script_without_spaces_is_broken_between_its_letters() -> None:
    lines = printed("俄美领导人会晤后的谈判", 9)
    assert "".join(lines) == "俄美领导人会晤后的谈判"
    assert [cell_len(line) for line in lines] == [8, 8, 6]


def test_styles_stay_on_their_words() -> None:
    text = Text.assemble("one ", ("two", "bold"), " three", style="dim")
    broken = unbroken(text, 5)
    assert broken.plain == "one\ntwo\nthree"
    (span,) = [span for span in broken.spans if span.style == "bold"]
    assert broken.plain[span.start : span.end] == "two"


@pytest.mark.parametrize("width", [8, 12, 15, 40])
def test_ids_are_broken_behind_their_hyphens(width: int) -> None:
    found = Text("new-line ← new-president-new-line", style="bold")
    broken = unbroken(found, width)
    lines = broken.plain.split("\n")
    assert "".join(line if line.endswith("-") else line + " " for line in lines) == (
        found.plain + " "
    )
    assert all(len(line) <= max(width, len("president-")) for line in lines)
    whole = [word for word in found.plain.split() if len(word) <= width]
    assert all(word in broken.plain for word in whole)


@pytest.mark.parametrize(("columns", "width"), [("0", 80), ("3", 10), ("33", 33)])
def test_a_terminal_of_no_width_is_printed_on(
    monkeypatch: pytest.MonkeyPatch, columns: str, width: int
) -> None:
    monkeypatch.setenv("COLUMNS", columns)
    assert console().width == width


def test_a_terminal_too_narrow_for_an_id_breaks_it_behind_a_hyphen(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("COLUMNS", "14")
    console().print("measures-bind-successor")
    assert [line.strip() for line in capsys.readouterr().out.splitlines()] == [
        "measures-bind-",
        "successor",
    ]
