"""A memo at the head of what is printed: a sentence a line, and the scale of its words."""

from __future__ import annotations

from collections.abc import Sequence

from rich.console import Console
from rich.text import Text

from detente.language.likelihood import scale
from detente.terminal.text import unbroken


def show(console: Console, sentences: Sequence[str], *, words: bool = True) -> None:
    """Print the sentences; `words` says whether some are of probability."""
    for sentence in sentences:
        console.print(unbroken(Text(sentence), console.width))
    if words:
        console.print(unbroken(Text(scale(), style="dim"), console.width))
    console.print()
