"""Tables as a TOML text."""

from __future__ import annotations

import datetime as dt
import json
import re
from collections.abc import Iterator, Mapping
from typing import Any

_BARE = re.compile(r"[A-Za-z0-9_-]+")


def text_of(tables: Mapping[str, Any], head: str = "") -> str:
    """The text of tables: what stands alone, then tables, then lists of tables."""
    return "\n".join([*(f"# {line}" for line in head.splitlines()), *_lines(tables)]) + "\n"


def _lines(tables: Mapping[str, Any]) -> Iterator[str]:
    lists = {k: v for k, v in tables.items() if _is_list(v)}
    inner = {k: v for k, v in tables.items() if isinstance(v, Mapping)}
    for key, value in tables.items():
        if key not in lists and key not in inner:
            yield f"{_key(key)} = {_value(value)}"
    for key, table in inner.items():
        yield from ("", f"[{_key(key)}]")
        yield from (f"{_key(name)} = {_value(value)}" for name, value in table.items())
    for key, entries in lists.items():
        for entry in entries:
            yield from ("", f"[[{_key(key)}]]")
            yield from (f"{_key(name)} = {_value(value)}" for name, value in entry.items())


def _is_list(value: object) -> bool:
    return isinstance(value, list) and bool(value) and all(isinstance(e, Mapping) for e in value)


def _key(key: str) -> str:
    return key if _BARE.fullmatch(key) else _text(key)


def _text(text: str) -> str:
    # JSON escapes what TOML does, but for the one control character that it leaves as it is
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")


def _value(value: object) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str):
        return _text(value)
    if isinstance(value, dt.date):
        return value.isoformat()
    if isinstance(value, Mapping):
        inside = ", ".join(f"{_key(k)} = {_value(v)}" for k, v in value.items())
        return f"{{ {inside} }}" if inside else "{}"
    if isinstance(value, list):
        return "[" + ", ".join(_value(each) for each in value) + "]"
    if isinstance(value, float):
        text = repr(value)
        return text if any(c in text for c in ".en") else f"{text}.0"
    return str(value)
