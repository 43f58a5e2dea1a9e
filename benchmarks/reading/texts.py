"""A text of the benchmark: title, day, author, and one sentence a line."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from pathlib import Path

HERE = Path(__file__).parent
PARTS = ("tuned", "untouched", "fresh")
"""Rules may be written with the first in view; of the others only their total figures are seen."""


@dataclass(frozen=True, slots=True)
class Text:
    """A text as its file has it.

    Attributes
    ----------
    name, language : str
        ``red-sea`` and ``en`` of ``red-sea.en.txt``.
    title, author : str
    date : datetime.date
        Day of publication.
    paragraphs : tuple of tuple of str
        Sentences, those of a paragraph together.
    """

    name: str
    language: str
    title: str
    author: str
    date: dt.date
    paragraphs: tuple[tuple[str, ...], ...]

    @property
    def sentences(self) -> tuple[str, ...]:
        """The sentences of the body; the first has the number 1 in the labels."""
        return tuple(sentence for paragraph in self.paragraphs for sentence in paragraph)

    @property
    def body(self) -> str:
        """What a reader is given: running text, an empty line between paragraphs."""
        return "\n\n".join(" ".join(paragraph) for paragraph in self.paragraphs)


def read_text(path: Path) -> Text:
    """Read ``NAME.LANG.txt``.

    Raises
    ------
    ValueError
        If the file is not as the guide says.
    """
    name, language = path.name.removesuffix(".txt").rsplit(".", 1)
    head, *rest = path.read_text(encoding="utf-8").strip().split("\n\n")
    lines = head.splitlines()
    if len(lines) != 3 or not lines[1].startswith("DATE: ") or not lines[2].startswith("BY: "):
        raise ValueError(f"{path.name}: begins with a title, a line 'DATE: …' and a line 'BY: …'")
    return Text(
        name=name,
        language=language,
        title=lines[0],
        author=lines[2].removeprefix("BY: "),
        date=dt.date.fromisoformat(lines[1].removeprefix("DATE: ")),
        paragraphs=tuple(tuple(paragraph.splitlines()) for paragraph in rest),
    )


def text_files(part: str) -> list[Path]:
    """The texts of a part, by name."""
    return sorted((HERE / part).glob("*.txt"))
