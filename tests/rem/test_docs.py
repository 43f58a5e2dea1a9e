"""docs/rem.md says what is so."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import polars as pl

from detente import rem

PAGE = (Path(__file__).parents[2] / "docs" / "rem.md").read_text(encoding="utf-8")


def test_the_examples_give_the_tables_below_them() -> None:
    codes = re.findall(r"```python\n(.*?)```", PAGE, re.DOTALL)
    names: dict[str, Any] = {}
    for code in codes[:2]:
        *lines, last = code.rstrip().splitlines()
        exec("\n".join(lines), names)
        assert written(eval(last, names)) in PAGE


def written(table: pl.DataFrame) -> str:
    """A table as the page has it."""
    with pl.Config(
        float_precision=3,
        tbl_hide_dataframe_shape=True,
        tbl_hide_column_data_types=True,
        fmt_str_lengths=40,
        tbl_width_chars=100,
        tbl_formatting="MARKDOWN",
    ):
        shown = str(table)
    return "\n".join(line for line in shown.splitlines() if line)


def test_every_effect_has_its_row() -> None:
    for effect in rem.EFFECTS.values():
        assert f"| `{effect.__name__}(" in PAGE


def test_every_public_model_and_error_is_named() -> None:
    for name in rem.__all__:
        if name.endswith(("Model", "Error")):
            assert f"`{name}" in PAGE, name
