"""Standard error: what is said beside the result."""

from __future__ import annotations

import sys
from contextlib import suppress


def aside(text: str) -> None:
    """Print a line on standard error, in the encoding that it has, if anybody is there to read."""
    if sys.stderr is not None:
        with suppress(OSError):
            sys.stderr.write(f"{text}\n")
            sys.stderr.flush()
