"""What a reader of files finds, before its language is known."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence
from dataclasses import dataclass

from detente.reading.article import Paragraph


@dataclass(frozen=True, slots=True)
class Found:
    """The paragraphs of a file, and what it says of itself; see `Article`."""

    paragraphs: Sequence[Paragraph]
    title: str = ""
    date: dt.date | None = None
    """Day of publication, where the file states one."""
    made: dt.date | None = None
    """Day on which the file was made, where it tells: a guess at that of the text."""
    author: str = ""
    language: str = ""
    """Language code that the file itself gives; empty if it gives none."""


_FILE = re.compile(
    r"Microsoft (?:Office )?\w+ - .*|untitled\S*|.*\.(?:docx?|odt|rtf|pages|indd|tex|pdf|txt)",
    re.IGNORECASE,
)
"""What programs put in the place of a title."""


def titled(text: str | None) -> str:
    """The title in a file's properties; empty if a program has put the file's name there."""
    title = single(text or "")
    return "" if _FILE.fullmatch(title) else title


def single(text: str) -> str:
    """Text with single spaces."""
    return " ".join(text.split())
