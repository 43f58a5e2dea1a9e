"""What is sent to be read: files and pasted texts, each an article with an id of its own."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from detente.errors import InputError
from detente.language.current import gettext as _
from detente.language.format import integer, labelled
from detente.language.safe import clean
from detente.reading.start import MOST_ARTICLES, article_id

if TYPE_CHECKING:
    from detente.reading.article import Article
    from detente.web.work import Job

LONGEST_NAME = 80
"""Characters that are kept of the name of a file."""
LONGEST = 400_000
"""Characters of all articles of a reading together."""
PASTED = "pasted.txt"


@dataclass(frozen=True, slots=True)
class Sheet:
    """A file or a pasted text: what it holds, and its name, which leads nowhere."""

    content: bytes
    file: str = PASTED


def articles_of(sheets: Sequence[Sheet], there: Sequence[Article], job: Job) -> tuple[Article, ...]:
    """Read what is sent, beside the articles that are there.

    Parameters
    ----------
    sheets : sequence of Sheet
    there : sequence of Article
    job : Job
        Looked at between one and the next.

    Returns
    -------
    tuple of Article
        All of them, those that were there first.

    Raises
    ------
    InputError
        If one cannot be read, is there already, or they are too many or too long together.
    """
    found = list(there)
    if len(found) + len(sheets) > MOST_ARTICLES:
        raise InputError(_("give 1 to {most} articles").format(most=MOST_ARTICLES))
    for sheet in sheets:
        try:
            found.append(_article(sheet, found))
        except InputError as error:
            if len(sheets) == 1:
                raise
            raise InputError(labelled(clean(_named(sheet.file)), error)) from None
        job.look()
    length = sum(len(each.text) for each in found)
    if length > LONGEST:
        raise InputError(
            _("{n} characters of text together; at most {most} are read at a time").format(
                n=integer(length), most=integer(LONGEST)
            )
        )
    return tuple(found)


def _article(sheet: Sheet, there: Sequence[Article]) -> Article:
    from detente.reading.sources.registry import article_of

    taken = {each.id for each in there}
    free = next(name for i in range(1, 2 + len(there)) if (name := article_id(i)) not in taken)
    read = article_of(sheet.content, Path(_named(sheet.file)), free)
    same = next((each for each in there if each.text == read.text), None)
    if same is not None:
        raise InputError(
            _("the same text is there already: {name}").format(name=clean(same.title or same.file))
        )
    files = {each.file for each in there}
    return replace(read, file=_other(read.file, files)) if read.file in files else read


def _named(file: str) -> str:
    """The name of a file that was sent, without folders and what cannot be shown."""
    return clean(file.replace("\\", "/").rpartition("/")[2])[-LONGEST_NAME:] or PASTED


def _other(file: str, taken: set[str]) -> str:
    """A name beside those that are taken: two texts that were pasted are told apart."""
    name = Path(file)
    numbered = (f"{name.stem}-{i}{name.suffix}" for i in range(2, 3 + len(taken)))
    return next(each for each in numbered if each not in taken)
