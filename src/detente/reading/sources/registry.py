"""An article from a file, by what the file holds rather than by its name."""

from __future__ import annotations

import datetime as dt
import io
import zipfile
from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Literal

from detente.errors import InputError
from detente.files.read import UTF_16, read_bytes
from detente.language.current import gettext as _
from detente.language.format import integer, labelled
from detente.reading.article import TONGUES, Article, Dating, Tongue
from detente.reading.dated import day_of
from detente.reading.probable_day import HALF, probable_day
from detente.reading.sources.docx import read_docx
from detente.reading.sources.found import Found
from detente.reading.sources.html import read_html
from detente.reading.sources.language import language_of
from detente.reading.sources.pdf import read_pdf
from detente.reading.sources.plain import read_markdown, read_plain

LARGEST = 50_000_000
"""Bytes of a document with pictures."""

LARGEST_TEXT = 5_000_000
"""Bytes of a text or page."""

LONGEST = 400_000
"""Characters of the text itself: a long chapter of a book has some 100,000."""

FEWEST_WORDS = 20
"""Words of a text of which anything can be said."""

Form = Literal["text", "markdown", "html", "pdf", "docx"]
"""What an article may come in."""


def read_article(path: Path, id: str, language: Tongue | None = None) -> Article:
    """Read text, Markdown, HTML, PDF or DOCX.

    Parameters
    ----------
    path : Path
    id : str
        Name of the document in the scenario.
    language : {"en", "fr"}, optional
        By default what the text is seen to be in.

    Returns
    -------
    Article

    Raises
    ------
    InputError
        If it is empty, binary, too large, in another language or not readable; the message begins
        with the path.
    """
    content = read_bytes(path, LARGEST)
    try:
        return article_of(content, path, id, language)
    except InputError as error:
        raise InputError(labelled(path, error)) from None


def article_of(content: bytes, path: Path, id: str, language: Tongue | None = None) -> Article:
    """Read what a file holds that is there already.

    Parameters
    ----------
    content : bytes
    path : Path
        Its name: the ending of it tells Markdown from text.
    id : str
        Name of the document in the scenario.
    language : {"en", "fr"}, optional
        By default what the text is seen to be in.

    Raises
    ------
    InputError
        As `read_article` does, without the path.
    """
    found = READERS[form(path, content)](content)
    length = sum(len(paragraph.text) for paragraph in found.paragraphs)
    if length > LONGEST:
        raise InputError(
            _("{n} characters of text; at most {most} are read: cut it into chapters").format(
                n=integer(length), most=integer(LONGEST)
            )
        )
    words = sum(len(p.text.split()) for p in found.paragraphs if not p.heading)
    if words < FEWEST_WORDS:
        raise InputError(
            _("no text to read in it")
            if words == 0
            else _("{n} words are too few to be read as an article").format(n=integer(words))
        )
    spoken = language or _stated(found) or language_of(found.paragraphs)
    article = Article(
        id=id,
        file=path.name,
        language=spoken,
        paragraphs=tuple(found.paragraphs),
        title=found.title,
        author=found.author,
    )
    date, dated = _day(article, found)
    return replace(article, date=date, dated=dated)


def _day(article: Article, found: Found) -> tuple[dt.date | None, Dating]:
    """The day of a text, and how it is known: stated, or concluded where nothing states it."""
    if found.date is not None:
        return found.date, "stated"
    if (line := day_of(article)) is not None:
        return line, "line"
    told = probable_day(article, dt.date.today())
    if found.made is not None and (told is None or told <= found.made <= told + HALF):
        return found.made, "file"
    return told, "told"


def _stated(found: Found) -> Tongue | None:
    """The language that the file gives, if the text is one that is read and does not belie it."""
    for each in TONGUES:
        if found.language[:2].lower() == each and language_of(found.paragraphs) == each:
            return each
    return None


def form(path: Path, content: bytes) -> Form:
    """What a file holds, by its content; Markdown alone is known by the file's name.

    Raises
    ------
    InputError
        If it is something else, or too large for a text.
    """
    start = content[:1024].lstrip(b"\xef\xbb\xbf \t\r\n")
    if content.startswith(b"%PDF-"):
        return "pdf"
    if content.startswith(b"PK\x03\x04"):
        if _is_word(content):
            return "docx"
        raise InputError(_("a packed file that is no DOCX; give the text, PDF, HTML or DOCX in it"))
    if len(content) > LARGEST_TEXT:
        raise InputError(
            _("{n} bytes are no article; at most {most} are read").format(
                n=integer(len(content)), most=integer(LARGEST_TEXT)
            )
        )
    if start[:200].lower().startswith((b"<!doctype html", b"<html", b"<?xml")) or (
        path.suffix.lower() in {".html", ".htm", ".xhtml"} and b"<" in content
    ):
        return "html"
    return "markdown" if path.suffix.lower() in {".md", ".markdown"} else "text"


READERS: Mapping[Form, Callable[[bytes], Found]] = {
    "text": lambda content: read_plain(_decoded(content)),
    "markdown": lambda content: read_markdown(_decoded(content)),
    "html": read_html,
    "pdf": read_pdf,
    "docx": read_docx,
}


def _is_word(content: bytes) -> bool:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            return "word/document.xml" in packed.namelist()
    except zipfile.BadZipFile:
        return False


def _decoded(content: bytes) -> str:
    """The text of a file in UTF-8, or in UTF-16 with its mark.

    Raises
    ------
    InputError
        If it is in neither, or no text at all.
    """
    wide = content.startswith(UTF_16)
    if not wide and b"\0" in content:
        raise InputError(_("binary, no text; give text, Markdown, HTML, PDF or DOCX"))
    try:
        return content.decode("utf-16" if wide else "utf-8-sig")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise InputError(
            _("line {line}: not UTF-8; save the text as UTF-8").format(line=integer(line))
        ) from None
