"""docs/rem.md says what is so."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import polars as pl

from detente import rem

PAGE = (Path(__file__).parents[2] / "docs" / "rem.md").read_text(encoding="utf-8")


def test_the_example_gives_the_table_below_it() -> None:
    code = re.findall(r"```python\n(.*?)```", PAGE, re.DOTALL)[0]
    names: dict[str, Any] = {}
    exec(code, names)
    with pl.Config(
        float_precision=3,
        tbl_hide_dataframe_shape=True,
        tbl_hide_column_data_types=True,
        fmt_str_lengths=40,
        tbl_width_chars=100,
        tbl_formatting="MARKDOWN",
    ):
        shown = str(names["model"].summary)
    lines = [line for line in shown.splitlines() if line]
    assert "\n".join(lines) in PAGE


def test_every_effect_has_its_row() -> None:
    for effect in rem.EFFECTS.values():
        assert f"| `{effect.__name__}(" in PAGE


def test_every_public_model_and_error_is_named() -> None:
    for name in rem.__all__:
        if name.endswith(("Model", "Error")):
            assert f"`{name}" in PAGE, name
