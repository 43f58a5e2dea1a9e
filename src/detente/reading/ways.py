"""The sentences of a source, in each way in which its text may be taken."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from detente.claims.sentences import sentences
from detente.errors import InputError
from detente.files.read import read_bytes, read_text
from detente.language.format import labelled
from detente.reading.needs import check_installed
from detente.reading.sources.registry import LARGEST, Form, form, read_article
from detente.reading.split import sentences_of


def ways(path: Path) -> Iterator[list[str]]:
    """The sentences of a text as it stands; of another document, and of Markdown, as it is read.

    Raises
    ------
    InputError
        If the file cannot be read; the message begins with the path.
    """
    found = _form(path)
    if found in ("text", "markdown"):
        yield _as_it_stands(path)
    if found == "markdown":
        with suppress(InputError):  # too short to be an article
            yield _as_read(path)
    elif found != "text":
        check_installed()
        yield _as_read(path)


def _form(path: Path) -> Form:
    content = read_bytes(path, LARGEST)
    try:
        return form(path, content)
    except InputError as error:
        raise InputError(labelled(path, error)) from None


def _as_it_stands(path: Path) -> list[str]:
    text = read_text(path)
    try:
        return sentences(text)
    except InputError as error:
        raise InputError(labelled(path, error)) from None


def _as_read(path: Path) -> list[str]:
    return [sentence.text for sentence in sentences_of(read_article(path, "source", "en"))]
