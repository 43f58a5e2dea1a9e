"""Files that never change while a server runs: styles, scripts, the library that draws."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

STATIC = Path(__file__).parent / "static"
KINDS = {
    ".css": "text/css; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".svg": "image/svg+xml",
}
VEGA = "vega.js"
"""Vega, Vega-Lite and Vega-Embed as one module, out of an installed package."""


@dataclass(frozen=True, slots=True)
class Still:
    """A file as it is sent.

    Attributes
    ----------
    body : bytes
    kind : str
        Of its content.
    tag : str
        Changes with it.
    """

    body: bytes
    kind: str
    tag: str


@cache
def still(name: str) -> Still | None:
    """Look one up by its name; None where there is none.

    No name is ever a path: what is there is listed, and compared.
    """
    if name == VEGA:
        from detente.charts.render import bundle

        return _still(bundle().encode(), KINDS[".js"])
    for path in STATIC.iterdir():
        if path.name == name and path.suffix in KINDS and path.is_file():
            return _still(path.read_bytes(), KINDS[path.suffix])
    return None


def _still(body: bytes, kind: str) -> Still:
    return Still(body, kind, f'"{hashlib.sha256(body).hexdigest()[:32]}"')
