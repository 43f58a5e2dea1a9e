"""Word documents (DOCX)."""

from __future__ import annotations

import io
import zipfile

from detente.errors import InputError
from detente.language.current import gettext as _
from detente.reading.article import Paragraph
from detente.reading.sources.found import Found, single

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
    title = single(document.core_properties.title or "")
    for each in document.paragraphs:
        text = single(each.text)
        style = (each.style.name or "") if each.style is not None else ""
        if text:
            found.append(Paragraph(text, heading=style.startswith(("Heading", "Title"))))
            title = title or (text if style == "Title" else "")
    made = document.core_properties.created
    return Found(
        found,
        title=title,
        author=single(document.core_properties.author or ""),
        date=made.date() if made is not None else None,
    )


def _is_text(part: zipfile.ZipInfo) -> bool:
    return part.filename.endswith((".xml", ".rels"))
