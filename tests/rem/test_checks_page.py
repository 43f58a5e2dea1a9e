"""docs/rem-checks.md says what is so: its code runs, and gives the tables below it."""

from __future__ import annotations

import ast
import re
from pathlib import Path
from typing import Any

import polars as pl
import pytest

from tests.forms import size

DOCS = Path(__file__).parents[2] / "docs"
PAGE = (DOCS / "rem-checks.md").read_text(encoding="utf-8")


def shown(frame: pl.DataFrame) -> str:
    """A table as the page has it."""
    with pl.Config(
        float_precision=3,
        tbl_hide_dataframe_shape=True,
        tbl_hide_column_data_types=True,
        fmt_str_lengths=60,
        tbl_rows=30,
        tbl_width_chars=120,
        tbl_formatting="MARKDOWN",
    ):
        return "\n".join(line for line in str(frame).splitlines() if line)


def run(page: str) -> list[tuple[str, Any]]:
    """Each block of code with the value of its last expression."""
    names: dict[str, Any] = {}
    found = []
    for code in re.findall(r"```python\n(.*?)```", page, re.DOTALL):
        tree = ast.parse(code)
        last = tree.body.pop() if isinstance(tree.body[-1], ast.Expr) else None
        exec(compile(tree, "page", "exec"), names)
        value = None
        if isinstance(last, ast.Expr):
            value = eval(compile(ast.Expression(last.value), "page", "eval"), names)
        found.append((code, value))
    return found


def test_the_page_says_what_is_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    page = size(PAGE.partition("## Goodness of fit")[0], PAGE)
    tables = [value for _, value in run(page) if isinstance(value, pl.DataFrame)]
    assert len(tables) == size(1, 5)
    for table in tables:
        assert shown(table) in PAGE
    pictures = {path.name for path in tmp_path.iterdir()}
    assert pictures == {"rem-coefficients.svg", *size((), ("rem-fit.svg",))}
    for name in re.findall(r"!\[.*?\]\((.*?)\)", PAGE):
        assert (DOCS / name).is_file()
