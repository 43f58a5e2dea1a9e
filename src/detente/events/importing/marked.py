"""Lines divided by tabs, of which a field may stand in quotation marks and hold tabs itself.

Nothing says of such a file whether marks are signs or text. A mark that opens a field, and another
that closes it before a tab, are taken for signs; a line whose fields cannot be told is refused.
"""

from __future__ import annotations

import re

from detente.events.importing.quoted import unfit
from detente.events.readers.base import Layout

_FIELD = re.compile(r'(?:^|(?<=\t))"(?:[^"]|"")*+"(?=\t|$)')
"""A field in quotation marks, those inside it doubled."""

_OPEN = re.compile(r'(?:^|\t)"(?:[^"]|"")*+$')
"""A mark that opens a field which the line does not end."""


def marked(line: str, layout: Layout) -> tuple[list[str], str | None]:
    """Divide a line, and say why it is no row.

    Parameters
    ----------
    line : str
        Without its end.
    layout : Layout
        With `marks`.

    Returns
    -------
    cells : list of str
        Marks and all; tabs inside a field are blanks.
    reason : str or None
        None if the line has the fields of a row.
    """
    whole = _FIELD.sub(_without_tabs, line) if '"' in line else line
    cells = whole.split(layout.separator)
    reason = unfit(cells, layout)
    if reason is not None and whole != line:
        reason = f"a field in quotation marks holds a tab, and there are {reason}"
    elif reason is not None and _OPEN.search(line):
        reason = f"{reason}; a quotation mark opens a field, and none closes it on the line"
    return cells, reason


def _without_tabs(field: re.Match[str]) -> str:
    return field[0].replace("\t", " ")
