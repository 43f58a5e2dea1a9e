"""A text of a scenario within a sentence: in quotation marks, without the stop at its own end."""

from __future__ import annotations

from detente.language.current import gettext as _
from detente.language.current import language
from detente.language.safe import clean

INNER = {"en": "“‘ ”’ «‘ »’", "fr": "«“ »” \u201c“ \u201d”"}
"""Quotation marks, each with the one that it becomes within others."""


def statement(text: str) -> str:
    """Quote a statement, a title or a name.

    A full stop at its end goes, an ellipsis stays; marks of quotation within it become inner ones.
    """
    said = " ".join(clean(text).split())
    if said.endswith(".") and not said.endswith(".."):
        said = said[:-1].rstrip()
    for pair in INNER[language()].split():
        said = said.replace(pair[0], pair[1])
    for space in (" ", "\u00a0", "\u202f"):  # which French has within its outer marks alone
        said = said.replace(f"“{space}", "“").replace(f"{space}”", "”")
    return _("“{text}”").format(text=said)
