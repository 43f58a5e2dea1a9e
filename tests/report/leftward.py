"""A scenario of parties with names that run from right to left, and what holds of its text."""

from __future__ import annotations

import datetime as dt
import unicodedata
from pathlib import Path

from detente.language.safe import CLOSE, OPEN
from detente.scaffold.settings import Settings
from detente.scaffold.start import start

HEBREW, ARABIC, PERSIAN = "ממשלת הצפון", "اتحاد الجنوب", "جمهوری می\u200cخوش"
"""Parties of no real place; the last is written with a zero-width non-joiner."""
NAMES = {"upland": HEBREW, "lowland": ARABIC, "coast": PERSIAN}
STATEMENT = "ממשלת הצפון מוכנה לדבר, 2 פעמים, עם NATO."
"""A sentence that is Hebrew as a whole."""


def folder(where: Path) -> Path:
    """Write the scenario."""
    parties = [f"{identity}={name}" for identity, name in NAMES.items()]
    start(
        str(where), Settings(list(NAMES), parties=parties, as_of=dt.date(2024, 11, 18), horizon=40)
    )
    file = where / "scenario.toml"
    text = file.read_text(encoding="utf-8")
    said = f'statement = "{HEBREW} is ready to talk with {ARABIC}."'
    assert said in text
    text = text.replace(said, f'statement = "{STATEMENT}"')
    file.write_text(text, encoding="utf-8")
    brief = where / "brief.md"
    said = f"{HEBREW} is ready to talk with {ARABIC}. "
    assert said in brief.read_text(encoding="utf-8")
    brief.write_text(
        brief.read_text(encoding="utf-8").replace(said, f"{STATEMENT} "), encoding="utf-8"
    )
    return where


def exposed(text: str) -> list[str]:
    """Lines in which a right-to-left letter stands outside of marks, or a mark has no partner."""
    found = []
    for line in text.splitlines():
        depth = least = 0
        bare = False
        for c in line:
            depth += (c == OPEN) - (c == CLOSE)
            least = min(least, depth)
            bare |= depth == 0 and unicodedata.bidirectional(c) in ("R", "AL")
        if bare or depth != 0 or least < 0:
            found.append(line)
    return found
