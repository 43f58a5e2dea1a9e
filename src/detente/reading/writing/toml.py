"""Tables as TOML that a person reads: one key a line, short values inline."""

from __future__ import annotations

import datetime as dt
import json
import re
from collections.abc import Mapping, Sequence
from typing import Any

Table = dict[str, Any]

WIDTH = 100
_BARE = re.compile(r"[A-Za-z0-9_-]+")


def key(text: str) -> str:
    """A key, quoted where it has to be."""
    return text if _BARE.fullmatch(text) else json.dumps(text, ensure_ascii=False)


def inline(value: Any) -> str:
    """A value on one line."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str):
        return json.dumps(value, ensure_ascii=False)
    if isinstance(value, dt.date):
        return value.isoformat()
    if isinstance(value, Mapping):
        return "{ " + ", ".join(f"{key(k)} = {inline(v)}" for k, v in value.items()) + " }"
    if isinstance(value, Sequence):
        return "[" + ", ".join(map(inline, value)) + "]"
    return repr(value)


def entry(name: str, value: Any) -> str:
    """A key with its value; a list that is long has a line for each of its parts, if several."""
    line = f"{key(name)} = {inline(value)}"
    alone = isinstance(value, list) and len(value) == 1 and isinstance(value[0], Mapping)
    if (
        len(line) <= WIDTH
        or alone
        or isinstance(value, str | Mapping)
        or not isinstance(value, Sequence)
    ):
        return line
    if any(isinstance(each, Mapping) for each in value):
        return "\n".join([f"{key(name)} = [", *(f"  {inline(each)}," for each in value), "]"])
    lines, row = [f"{key(name)} = ["], " "
    for each in value:
        if len(row) + len(inline(each)) + 2 > WIDTH:
            lines, row = [*lines, row], " "
        row += f" {inline(each)},"
    return "\n".join([*lines, row, "]"])


def array(name: str, values: Sequence[Any]) -> str:
    """A key with a list: on one line where it is short, else a line for each entry."""
    if not any(isinstance(each, Mapping) for each in values):
        return entry(name, values)
    return "\n".join([f"{key(name)} = [", *(f"  {inline(each)}," for each in values), "]"])


def table(name: str, values: Mapping[str, Any]) -> str:
    """One `[[name]]`."""
    return "\n".join([f"[[{name}]]", *(entry(k, v) for k, v in values.items())])
