"""Claims: their place in one word, the only document, the only voice, signs as a table."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from detente.language.current import gettext as _
from detente.language.faults import Faults

AT = re.compile(r"\s*(\d{1,7})\s+([0-9a-f]{12})\s*")
"""Number of a sentence and its fingerprint."""


def claim(entry: dict[str, Any], tables: Mapping[str, Any], at: str, faults: Faults) -> Any:
    """A claim with every key that it may leave out where only one thing can be meant."""
    full = dict(entry)
    if "at" in full:
        full = _placed(full, at, faults)
    for key, table in (("document", "documents"), ("voice", "voices")):
        if key not in full and (only := _only(tables.get(table))) is not None:
            full[key] = only
    signs = full.get("signs")
    if isinstance(signs, dict):
        full["signs"] = [
            {"forced": True, "target": target, "moves": moves} for target, moves in signs.items()
        ]
    return full


def _placed(entry: dict[str, Any], at: str, faults: Faults) -> dict[str, Any]:
    """The sentence and its fingerprint as keys of their own."""
    given = entry["at"]
    found = AT.fullmatch(given) if isinstance(given, str) else None
    if found is None:
        faults.tell(
            _("{place}: write the number of the sentence and its fingerprint: {example}").format(
                place=f"{at}.at", example='at = "4 0cf4482a46b1"'
            )
        )
    twice = [key for key in ("sentence", "fingerprint") if key in entry]
    if twice:
        faults.tell(
            _("{place}: it says the place already; leave {keys} out").format(
                place=f"{at}.at", keys=", ".join(twice)
            )
        )
    place = {} if found is None else {"sentence": int(found[1]), "fingerprint": found[2]}
    full: dict[str, Any] = {}
    for key, value in entry.items():
        full |= place if key == "at" else {key: value}
    return full


def _only(entries: Any) -> str | None:
    """Id of the only entry of a table; None if there are several, or none."""
    match entries:
        case [{"id": str(name)}]:
            return name
    return None


def with_sources(tables: dict[str, Any]) -> dict[str, Any]:
    """The tables with a document where claims have none."""
    claims = tables.get("claims")
    if not claims or tables.get("documents"):
        return tables
    return tables | {"documents": [{"id": "text"}]}
