"""PDF: the text of its pages, without what stands on the head or foot of each."""

from __future__ import annotations

import io
import re
from collections import Counter
from collections.abc import Iterator, Sequence

from detente.errors import InputError
from detente.language.current import gettext as _
from detente.language.format import integer
from detente.reading.article import Paragraph
from detente.reading.sources.found import Found, single, titled
from detente.reading.sources.made import day_made
from detente.reading.sources.quiet import quiet

MOST_PAGES = 300
"""Pages that are read: more than any chapter has."""

_NUMBER = re.compile(r"\W*\d{1,4}\W*(?:/|of|sur|de)?\W*(?:\d{1,4})?\W*")
_ENDS = re.compile(r"[.!?…:»”\"]\s*$")
_HYPHEN = re.compile(r"(?<=\w)[-\u00ad\u2010]$")


def read_pdf(content: bytes) -> Found:
    """Paragraphs of each page, by pypdf.

    Raises
    ------
    InputError
        If it is encrypted, damaged, too long, or holds no text, as a scan does.
    """
    from pypdf import PdfReader

    quiet("pypdf")
    try:
        reader = PdfReader(io.BytesIO(content))
        if reader.is_encrypted and not reader.decrypt(""):
            raise InputError(_("the PDF is encrypted; save it without a password"))
        if len(reader.pages) > MOST_PAGES:
            raise InputError(
                _("{n} pages; at most {most} are read: cut out the chapter").format(
                    n=integer(len(reader.pages)), most=integer(MOST_PAGES)
                )
            )
        pages = [page.extract_text().splitlines() for page in reader.pages]
        about = reader.metadata
        title = titled(about.title) if about else ""
        author = single(about.author or "") if about else ""
        made = about.creation_date if about else None
    except InputError:
        raise
    except Exception as error:  # pypdf raises whatever its parts do, failed assertions too
        raise InputError(
            _("the PDF cannot be read ({why}); print it to a new PDF, or save its text").format(
                why=str(error)[:120] or type(error).__name__
            )
        ) from None
    if not any(line.strip() for page in pages for line in page):
        raise InputError(
            _(
                "the PDF holds no text: a scan, it seems; have its letters recognised first "
                "(with ocrmypdf, for one)"
            )
        )
    found = list(_paragraphs([_without(page, _repeated(pages)) for page in pages]))
    return Found(found, title=title, author=author, made=day_made(made))


def _repeated(pages: Sequence[Sequence[str]]) -> set[str]:
    """Lines at the head or foot of most pages, but for their numbers."""
    if len(pages) < 3:
        return set()
    counted = Counter(
        line for page in pages for line in {_bare(each) for each in [*page[:2], *page[-2:]]} if line
    )
    return {line for line, n in counted.items() if n > len(pages) / 2}


def _bare(line: str) -> str:
    return re.sub(r"\d+", "", single(line)).strip()


def _without(page: Sequence[str], repeated: set[str]) -> list[str]:
    """The lines of a page, less its head, foot and number."""
    last = len(page) - 2
    return [
        line
        for i, line in enumerate(page)
        if not (
            (i < 2 or i >= last)
            and (_bare(line) in repeated or (line.strip() and _NUMBER.fullmatch(line.strip())))
        )
    ]


def _paragraphs(pages: Sequence[Sequence[str]]) -> Iterator[Paragraph]:
    """Runs of lines, each a paragraph once a short line ends a sentence or an empty one follows."""
    widest = sorted(len(line) for page in pages for line in page if line.strip())
    full = 0.75 * widest[int(0.9 * (len(widest) - 1))]
    run, begun = "", 1
    for number, page in enumerate(pages, start=1):
        for line in [*page, None]:
            text = single(line) if line is not None else None
            if text:
                if not run:
                    begun = number
                if _HYPHEN.search(run) and text[:1].islower():
                    run = _HYPHEN.sub("", run) + text
                else:
                    run = f"{run} {text}".strip()
            ended = text == "" or (text is not None and len(text) < full and _ENDS.search(text))
            if run and (ended or (text is None and _ENDS.search(run))):
                yield Paragraph(run, page=begun)
                run = ""
    if run:
        yield Paragraph(run, page=begun)
