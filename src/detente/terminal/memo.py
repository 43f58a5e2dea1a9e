"""A memo at the head of what is printed: a sentence a line, and the scale of its words."""

from __future__ import annotations

from collections.abc import Sequence

from rich.console import Console
from rich.text import Text

from detente.language.likelihood import scale


def show(console: Console, sentences: Sequence[str], *, words: bool = True) -> None:
    """Print the sentences; `words` says whether some are of probability."""
    for sentence in sentences:
        console.print(Text(sentence))
    if words:
        console.print(Text(scale(), style="dim"))
    console.print()
