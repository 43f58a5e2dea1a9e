"""Things in a row, as a sentence lists them."""

from __future__ import annotations

from collections.abc import Sequence

from detente.language.current import gettext as _
from detente.language.fill import fill


def listing(parts: Sequence[str]) -> str:
    """One, one and another, or one, another and a third."""
    if len(parts) < 2:
        return "".join(parts)
    return fill(_("{several} and {last}"), several=", ".join(parts[:-1]), last=parts[-1])
