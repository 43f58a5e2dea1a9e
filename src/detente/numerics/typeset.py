"""A table of estimates for a paper (LaTeX) or a page (HTML)."""

from __future__ import annotations

import math
from collections.abc import Iterable
from html import escape
from typing import TYPE_CHECKING, Any

from detente.numerics.arguments import whole, word

if TYPE_CHECKING:
    import polars

MOST_DECIMALS = 15

SPECIAL = {
    "\\": r"\textbackslash{}",
    "{": r"\{",
    "}": r"\}",
    "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}",
    "<": r"\textless{}",
    ">": r"\textgreater{}",
    "|": r"\textbar{}",
    '"': r"\textquotedbl{}",
    "−": "$-$",
} | {mark: f"\\{mark}" for mark in "&%$#_"}
"""What LaTeX would not print as it stands."""


def latex(
    frame: polars.DataFrame, decimals: int, caption: str | None = None, label: str | None = None
) -> str:
    """A frame as a table in LaTeX, with the rules of booktabs.

    Parameters
    ----------
    frame : polars.DataFrame
    decimals : int
        Of numbers that are not whole.
    caption, label : str, optional
        The caption is text, not LaTeX; the label is one of letters, digits and ``:-_.``.

    Raises
    ------
    InputError
        If an argument is of another type.
    """
    rows = _rows(frame, decimals)
    columns = "".join("r" if right else "l" for right in _right(frame))
    return "\n".join(
        [
            r"\begin{table}",
            r"\centering",
            *([] if caption is None else [rf"\caption{{{_escaped(word(caption, 'caption'))}}}"]),
            *([] if label is None else [rf"\label{{{_plain(word(label, 'label'))}}}"]),
            rf"\begin{{tabular}}{{{columns}}}",
            r"\toprule",
            _line(frame.columns),
            r"\midrule",
            *map(_line, rows),
            r"\bottomrule",
            r"\end{tabular}",
            r"\end{table}",
            "",
        ]
    )


def html(frame: polars.DataFrame, decimals: int, caption: str | None = None) -> str:
    """A frame as a table in HTML; arguments as `latex` has them.

    Raises
    ------
    InputError
        If an argument is of another type.
    """
    rows = _rows(frame, decimals)
    marks = [' style="text-align: right"' if right else "" for right in _right(frame)]
    head = "".join(f'<th scope="col">{escape(name)}</th>' for name in frame.columns)
    body = [
        "".join(f"<td{mark}>{escape(cell)}</td>" for mark, cell in zip(marks, row, strict=True))
        for row in rows
    ]
    told = "" if caption is None else f"<caption>{escape(word(caption, 'caption'))}</caption>\n"
    lines = "".join(f"<tr>{cells}</tr>\n" for cells in body)
    return (
        f"<table>\n{told}<thead>\n<tr>{head}</tr>\n</thead>\n<tbody>\n{lines}</tbody>\n</table>\n"
    )


def _right(frame: polars.DataFrame) -> list[bool]:
    return [kind.is_numeric() for kind in frame.dtypes]


def _rows(frame: polars.DataFrame, decimals: int) -> list[list[str]]:
    decimals = whole(decimals, "decimals", 0, MOST_DECIMALS)
    return [
        [_shown(value, name, decimals) for name, value in zip(frame.columns, row, strict=True)]
        for row in frame.iter_rows()
    ]


def _shown(value: Any, column: str, decimals: int) -> str:
    if value is None or (isinstance(value, float) and math.isnan(value)):
        return ""
    if not isinstance(value, float):
        return str(value)
    least = 10.0**-decimals
    if column == "p" and value < least:
        return f"< {least:.{decimals}f}"
    text = f"{value:.{decimals}f}"
    if not float(text):  # no −0.000
        text = text.removeprefix("-")
    return text.replace("-", "−")


def _line(cells: Iterable[str]) -> str:
    return " & ".join(map(_escaped, cells)) + r" \\"


def _escaped(text: str) -> str:
    return "".join(SPECIAL.get(mark, mark) for mark in text)


def _plain(text: str) -> str:
    return "".join(mark for mark in text if mark.isalnum() or mark in ":-_.")
