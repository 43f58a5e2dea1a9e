"""Tables of a TOML text, within bounds."""

from __future__ import annotations

import re
from typing import Any

from detente.errors import InputError, ScenarioError
from detente.language.current import gettext as _
from detente.ontology.toml import parse_toml
from detente.scenario.file import FORMAT

MOST_PARTS = 20
"""Parts of a dotted key; the time that the parser takes grows with the square of their number."""


_DEEP = re.compile(
    rf"""(?<![\w-])(?:(?:[\w-]+|"[^"\n]*"|'[^'\n]*')[ \t]*+\.[ \t]*+){{{MOST_PARTS}}}""", re.ASCII
)


def tables_of(text: str, where: str, newest: int | None = FORMAT) -> dict[str, Any]:
    """Parse a text; `newest` is the newest format that it may have, None where it has none."""
    if (deep := _DEEP.search(text)) is not None:
        line = text.count("\n", 0, deep.start()) + 1
        raise ScenarioError(
            _("{where}: line {line}: a key of more than {most} parts").format(
                where=where, line=line, most=MOST_PARTS
            )
        )
    try:
        raw = parse_toml(text, where)
    except InputError as error:
        raise ScenarioError(str(error), error.faults) from None
    if newest is not None and type(raw.get("format")) is int and raw["format"] > newest:
        raise ScenarioError(
            _(
                "{where}: format {raw} is newer than this program knows ({format}); update detente"
            ).format(where=where, raw=min(raw["format"], 10**9), format=FORMAT)
        )
    return raw
