"""Web pages: the article in them, without menus and comments."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from detente.reading.article import Paragraph
from detente.reading.sources.found import Found, single
from detente.reading.sources.published import ORIGINAL, a_day, published
from detente.reading.sources.quiet import quiet

if TYPE_CHECKING:
    from lxml.etree import _Element
    from lxml.html import HtmlElement

_BLOCKS = {"p", "quote", "item", "head", "cell", "code"}


def read_html(content: bytes) -> Found:
    """The main text of a page, by trafilatura, with the title, day and author that it states."""
    import trafilatura
    from trafilatura.settings import Document

    for library in ("trafilatura", "htmldate", "courlan"):
        quiet(library)
    page = trafilatura.bare_extraction(
        content,
        with_metadata=True,
        include_comments=False,
        include_tables=False,
        include_formatting=True,
        favor_recall=True,
        date_extraction_params=dict(ORIGINAL),
    )
    if not isinstance(page, Document):
        return Found(())
    tree = _tree(content)
    return Found(
        list(_paragraphs(page.body)),
        title=single(page.title or ""),
        author=single(page.author or ""),
        date=None if tree is None else published(tree),
        made=a_day(page.date),
        language="" if tree is None else str(tree.xpath("string(/*/@lang)"))[:2].lower(),
    )


def _paragraphs(body: _Element) -> Iterator[Paragraph]:
    """Blocks that hold no other block."""
    for element in body.iter(*_BLOCKS):
        if any(child is not element for child in element.iter(*_BLOCKS)):
            continue
        if text := single("".join(element.itertext())):
            yield Paragraph(text, heading=element.tag == "head", strong=_strong(element))


def _strong(element: _Element) -> bool:
    """Whether all words of a block are in bold."""
    rest = [element.text or "", *(child.tail or "" for child in element)]
    bold = [child.tag == "hi" and child.get("rend") == "#b" for child in element]
    return bool(bold) and all(bold) and not any(text.strip() for text in rest)


def _tree(content: bytes) -> HtmlElement | None:
    """The page as lxml sees it, if it can."""
    from lxml import html

    try:
        return html.fromstring(content)
    except Exception:  # what lxml cannot make a tree of states nothing for machines
        return None
