"""Data within a page."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any


def embedded(content: Mapping[str, Any]) -> str:
    """JSON that no element of a page can end."""
    text = json.dumps(content, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    for sign in "<>&\u2028\u2029":
        text = text.replace(sign, f"\\u{ord(sign):04x}")
    return text
