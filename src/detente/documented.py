"""What a class or function says of itself, also where Python was told to forget it (``-OO``)."""

from __future__ import annotations

import ast
import inspect
import textwrap
from typing import Any


def docstring(thing: Any) -> str:
    """Docstring of a class or function, without its indentation; from its source if need be.

    Parameters
    ----------
    thing : class or function

    Returns
    -------
    str
        Empty if it has none, or its source is not there.
    """
    if thing.__doc__:
        return inspect.cleandoc(thing.__doc__)
    try:
        tree = ast.parse(textwrap.dedent(inspect.getsource(thing)))
    except (OSError, TypeError, SyntaxError):
        return ""
    found = tree.body[0]
    if isinstance(found, ast.ClassDef | ast.FunctionDef):
        return ast.get_docstring(found) or ""
    return ""
