"""Locators: which sentence of a document a claim comes from, verifiable by whoever holds it."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Sequence
from typing import Any

from detente.errors import InputError
from detente.language.current import gettext as _

_END = re.compile(
    r"""(?<![.!?…])[.!?…]+        # the end of a sentence, from its first sign on
        (?:\s*[»”’"')\]])*      # closing quotes and brackets, with the inner space of French
        \s+                     # white space
        (?=([«“„‘]|["'(\[]?\s*(\w)))   # what comes next: an opening quote, a letter or a digit
    """,
    re.VERBOSE,
)
_PARAGRAPH = re.compile(r"\n\s*")
LENGTH = 12
MOST_MARKS = 200
"""Combining marks on one letter; the time to normalise them grows with the square."""


def normalise(text: str) -> str:
    """Unicode NFC, with every run of white space (also no-break ones) as a single space."""
    return " ".join(unicodedata.normalize("NFC", text).split())


def sentences(text: str) -> list[str]:
    """Split a text into sentences by a fixed rule.

    A line break always ends a sentence. Within a line, a sentence ends after ``.``, ``!``, ``?``
    or ``…`` with any closing quotes or brackets (also after the inner space of French), where
    white space and then a capital letter of any script, a digit or an opening quote follow; after
    a bracket or a straight quote, which may also close, a capital or a digit must come. The rule
    knows no abbreviations: it need only be the same for everyone.

    Returns
    -------
    list of str
        Normalised sentences; the first is number 1 of a locator.

    Raises
    ------
    InputError
        If a letter has more combining marks than any script needs.
    """
    _check_marks(text)
    found = []
    for paragraph in _PARAGRAPH.split(text):
        line = normalise(paragraph)
        begin = 0
        for end in _END.finditer(line):
            letter = end[2]
            if letter and not (letter.isupper() or letter.isdecimal()):
                continue
            found.append(line[begin : end.end()].strip())
            begin = end.end()
        if line[begin:].strip():
            found.append(line[begin:].strip())
    return found


def _check_marks(text: str) -> None:
    if text.isascii():
        return
    marks = 0
    for at, letter in enumerate(text):
        marks = marks + 1 if unicodedata.combining(letter) else 0
        if marks > MOST_MARKS:
            line = text.count("\n", 0, at) + 1
            raise InputError(
                _("line {line}: a letter with more than {most} combining marks").format(
                    line=line, most=MOST_MARKS
                )
            )


def fingerprint(sentence: str) -> str:
    """First twelve hexadecimal digits of the SHA-256 of the normalised sentence in UTF-8."""
    return hashlib.sha256(normalise(sentence).encode("utf-8")).hexdigest()[:LENGTH]


def sentences_document(found: Sequence[str]) -> dict[str, Any]:
    """Return numbered sentences with their fingerprints as plain data (docs/json.md)."""
    return {
        "format": "detente-sentences",
        "version": 1,
        "sentences": [
            {"number": number, "fingerprint": fingerprint(text), "text": text}
            for number, text in enumerate(found, start=1)
        ],
    }
