"""A text as it was found: title, day, author, language, and its paragraphs."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal, get_args

Tongue = Literal["en", "fr"]
"""A language that is read, by its ISO 639-1 code."""

Dating = Literal["stated", "line", "file", "told"]
"""How the day of a text is known, the best ground first: it states it apart (front matter, metadata
of a page), a line of it is a date; it is that on which the file was made, or the last that the text
tells of.
"""

DATINGS: tuple[Dating, ...] = get_args(Dating)

TONGUES: tuple[Tongue, ...] = get_args(Tongue)


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph of an article.

    Parameters
    ----------
    text : str
        Its words, with single spaces.
    page : int, optional
        Page of a paged document, from 1.
    heading : bool
        Whether it is a heading, which asserts nothing by itself.
    strong : bool
        Whether all of it is printed in bold, as the questions of many interviews are.
    """

    text: str
    page: int | None = None
    heading: bool = False
    strong: bool = False


@dataclass(frozen=True, slots=True)
class Article:
    """A document that is read.

    Parameters
    ----------
    id : str
        Name of the document in the scenario.
    file : str
        Name of the file that it was read from, without folders.
    language : {"en", "fr"}
        Language of the text.
    paragraphs : sequence of Paragraph
        The body; the title is not in it.
    title : str
        As the document gives it; empty if it gives none.
    date : date, optional
        Day of publication, where the document tells it.
    author : str
        Who signs it; empty if nobody does.
    dated : {"stated", "line", "file", "told"}
        How the day is known, where there is one.
    """

    id: str
    file: str
    language: Tongue
    paragraphs: Sequence[Paragraph]
    title: str = ""
    date: dt.date | None = None
    author: str = ""
    dated: Dating = "stated"

    @property
    def stated(self) -> bool:
        """Whether the text states the day, rather than letting one conclude it."""
        return self.dated in ("stated", "line")

    @property
    def text(self) -> str:
        """The body: paragraphs between empty lines, as sentences are numbered in it."""
        return "\n\n".join(paragraph.text for paragraph in self.paragraphs)
