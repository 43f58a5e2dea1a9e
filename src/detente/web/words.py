"""What stands on every page, in the language in force."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from detente.language.current import gettext as _
from detente.language.current import language

if TYPE_CHECKING:
    from detente.web.asked import Asked

TONGUES = (("en", "English"), ("fr", "Français"))
"""Languages by their own names."""


def shared() -> dict[str, str]:
    """Every text of the head of a page by name."""
    return {
        "skip": _("To the content"),
        "scenarios": _("Scenarios"),
        "relations": _("Relations"),
        "dark": _("Dark"),
        "light": _("Light"),
        "pages": _("Pages"),
    }


def tongues(asked: Asked) -> Iterator[tuple[str, str, str]]:
    """The same page in other languages: code, name, link."""
    pairs = [pair for pair in asked.pairs if pair[0] != "lang"]
    for code, name in TONGUES:
        if code != language():
            yield code, name, f"{asked.path}?{urlencode([*pairs, ('lang', code)])}"
