"""Tables at any width: in columns, with long names above, as labelled lines."""

from __future__ import annotations

import io

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len
from rich.text import Text

from detente.language.current import use_language
from detente.terminal.console import console
from detente.terminal.table import Column, Table, flowing, numeric

NAMES = (
    "The leaders speak",
    "Relations recover (−1.5 for 60 days)",
    "measures-bind-successor",
    "俄美领导人会晤",
    "👩‍👩‍👧 A family meets 🤝",
    "دیدار رهبران دو کشور",
)


def outcomes() -> Table:
    table = Table(
        flowing("Outcome"),
        numeric("Likely"),
        numeric("95 %"),
        Column("When, if it comes"),
        Column("Share by date", shorter=lambda text: Text(text.plain[::2])),
    )
    for n, name in enumerate(NAMES):
        table.add_row(name, f"{n} %", "−12.8 to +28.8", "26 Nov – 19 Dec 24", "▁" * 18)
    return table


def printed(table: Table, width: int) -> list[str]:
    file = io.StringIO()
    console(file, width).print(table)
    return file.getvalue().splitlines()


def words(lines: list[str]) -> set[str]:
    return {word.strip(":,") for line in lines for word in line.split() if word[0] not in "▁─"}


@pytest.mark.parametrize("width", [120, 100, 80, 72, 60, 50, 40, 30, 20])
def test_no_word_is_broken_and_none_is_lost(width: int) -> None:
    lines = printed(outcomes(), width)
    assert max(cell_len(line) for line in lines if len(line.split()) > 1) <= width
    parts = {"measures-bind-", "successor"} if width == 20 else set()
    assert words(lines) - parts == words(printed(outcomes(), 300)) - (
        {"measures-bind-successor"} if parts else set()
    )
    assert all(line == line.rstrip() for line in lines)


def test_in_columns_a_row_is_a_line_where_there_is_room() -> None:
    assert len(printed(outcomes(), 120)) == 2 + len(NAMES)


def test_cells_of_wide_letters_end_in_line() -> None:
    lines = printed(outcomes(), 120)
    heading = lines[0]
    end = cell_len(heading[: heading.index("Likely") + len("Likely")])
    for n, line in enumerate(lines[2:]):
        figure = f"{n} %"
        assert cell_len(line[: line.index(figure) + len(figure)]) == end


def test_a_long_name_stands_above_its_numbers() -> None:
    lines = printed(outcomes(), 70)
    at = lines.index("measures-bind-successor")
    assert lines[at + 1].split()[:2] == ["2", "%"]


def test_a_statement_is_not_squeezed_into_a_column() -> None:
    statement = "Moscow says that it is ready to speak of normal relations if Washington is"
    table = Table(flowing("Claim"), *(numeric(f"Figure {n}") for n in range(7)))
    for name in (statement, "Short"):
        table.add_row(name, *(["75 %"] * 7))
    lines = printed(table, 80)
    rule = next(n for n, line in enumerate(lines) if line.startswith("─"))
    assert lines[rule + 1] == statement
    assert lines[rule + 2].split() == ["75", "%"] * 7
    assert lines[rule + 3].split() == ["Short", *(["75", "%"] * 7)]
    three = printed(table, 90)  # of a column that is wide enough for that
    rule = next(n for n, line in enumerate(three) if line.startswith("─"))
    assert len(three) == rule + 1 + 3 + 1


def test_on_a_narrow_terminal_a_row_is_a_name_with_labelled_values() -> None:
    lines = printed(outcomes(), 40)
    assert lines[:2] == ["Outcome", "─" * 40]
    at = lines.index("The leaders speak")
    assert lines[at + 1 : at + 4] == [
        "  Likely: 0 %   95 %: −12.8 to +28.8",
        "  When, if it comes: 26 Nov – 19 Dec 24",
        f"  Share by date: {'▁' * 18}",
    ]


def test_an_error_follows_its_value() -> None:
    table = Table(flowing("Share of"), numeric("Total"), Column("±", right=True, joins=True))
    table.add_row("chance", "75 %", "13")
    assert printed(table, 12)[2:] == ["chance", "  Total:", "  75 % ± 13"]


@pytest.mark.parametrize("encoding", ["ascii", "latin-1", "cp1252", "utf-8"])
def test_columns_stay_in_line_where_a_sign_takes_more_room(encoding: str) -> None:
    table = Table(flowing("Part (effect ← claim)"), numeric("Share"), numeric("±"))
    for name in ("new-line ← new-president", "week", "a → b …"):
        table.add_row(name, "−5.0 %", Text("0.3", style="dim"))
    file = io.TextIOWrapper(io.BytesIO(), encoding=encoding, errors="strict", write_through=True)
    console(file, 70).print(table)
    file.seek(0)
    lines = file.read().splitlines()
    assert len({len(line) for line in lines}) == 1
    assert lines[2].startswith(f"new-line {'←' if encoding == 'utf-8' else '<-'} new-president  ")


def test_labels_have_the_colon_of_the_language() -> None:
    with use_language("fr"):
        assert "  Likely\N{NO-BREAK SPACE}: 0 %" in printed(outcomes(), 20)


def test_a_row_below_another_keeps_its_indent() -> None:
    table = Table(flowing("Outcome"), numeric("Likely"))
    table.add_row("Contact within ninety days of a show of force", "20 %")
    table.add_row("  given “A show of force”", "50 %")
    assert printed(table, 26) == [
        *("Outcome", "─" * 26),
        *("Contact within ninety days", "of a show of force", "  Likely: 20 %"),
        *("  given “A show of force”", "    Likely: 50 %"),
    ]


def test_a_table_without_headings_or_rows() -> None:
    assert printed(Table(flowing("Outcome"), numeric("Likely")), 40)[0] == "Outcome   Likely"
    table = Table(Column(""), numeric(""))
    table.add_row("pair", "1.5")
    assert printed(table, 40) == ["pair   1.5"]
    assert printed(table, 6) == ["pair", "  1.5"]


NAME = st.lists(
    st.text("ab-é俄ש\u0301\u200d🤝\u2068\u2069", min_size=1, max_size=12), min_size=1, max_size=5
).map(" ".join)
VALUE = st.sampled_from(["", "0", "−12.8 to +28.8", "< 0.1 %", "▁▂▃  ▄"])


@given(
    rows=st.lists(st.tuples(NAME, VALUE, NAME, VALUE), max_size=6),
    width=st.integers(min_value=12, max_value=140),
    names=st.integers(min_value=1, max_value=2),
)
def test_any_table_fits_or_has_a_word_that_does_not(
    rows: list[tuple[str, str, str, str]], width: int, names: int
) -> None:
    table = Table(
        flowing("Name"), numeric("95 %"), flowing("What it says"), Column("By month"), names=names
    )
    for row in rows:
        table.add_row(*row)
    lines = printed(table, width)
    for line in lines:
        assert cell_len(line) <= width or len(longest(line)) > 0
    shown = "".join("".join(lines).split())
    for row in rows:
        for word in row[0].split():
            assert all(letter in shown for letter in word)


def longest(line: str) -> list[str]:
    """Lines that are too long hold one word only, behind their indent."""
    inner = line.strip(" ")
    return [inner] if " " not in inner.replace(" %", "%") else []
