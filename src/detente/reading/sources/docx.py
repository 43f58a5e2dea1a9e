"""Word documents (DOCX)."""

from __future__ import annotations

import io
import zipfile
from typing import TYPE_CHECKING

from detente.errors import InputError
from detente.language.current import gettext as _
from detente.reading.article import Paragraph
from detente.reading.sources.found import Found, single, titled
from detente.reading.sources.made import day_made

if TYPE_CHECKING:
    from docx.document import Document

LARGEST_PART = 50_000_000
"""Bytes of the text of a document once unpacked: more than any that a person wrote."""


def read_docx(content: bytes) -> Found:
    """Paragraphs and headings, by python-docx.

    Raises
    ------
    InputError
        If it cannot be opened, or unpacks to more than a text can be.
    """
    import docx

    try:
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            if sum(part.file_size for part in packed.infolist() if _is_text(part)) > LARGEST_PART:
                raise InputError(_("the document unpacks to more than a text can be"))
        document = docx.Document(io.BytesIO(content))
    except InputError:
        raise
    except Exception as error:  # python-docx raises whatever its parts do
        raise InputError(
            _("the document cannot be opened ({why}); save it as DOCX anew, or as text").format(
                why=str(error)[:120] or type(error).__name__
            )
        ) from None
    found = []
    about = _properties(document)
    title = about.title
    for each in document.paragraphs:
        text = single(each.text)
        style = (each.style.name or "") if each.style is not None else ""
        if text:
            heading = style.startswith(("Heading", "Title"))
            strong = all(run.bold for run in each.runs if run.text.strip())
            found.append(Paragraph(text, heading=heading, strong=strong and bool(each.runs)))
            title = title or (text if style == "Title" else "")
    return Found(found, title=title, author=about.author, made=about.made)


def _properties(document: Document) -> Found:
    """What a document says of itself, less what it has from the template that it began from.

    Programs that write documents by python-docx begin from its template, which has an author and a
    day; a document without any such part is given a title and today by python-docx itself.
    """
    import docx
    from docx.opc.constants import RELATIONSHIP_TYPE

    try:
        document.part.package.part_related_by(RELATIONSHIP_TYPE.CORE_PROPERTIES)
    except KeyError:
        return Found(())
    about, template = document.core_properties, docx.Document().core_properties
    author = single(about.author or "")
    return Found(
        (),
        title=titled(about.title),
        author="" if author == template.author else author,
        made=day_made(about.created, about.modified, template=template.created),
    )


def _is_text(part: zipfile.ZipInfo) -> bool:
    return part.filename.endswith((".xml", ".rels"))
