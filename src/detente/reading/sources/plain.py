"""Plain text and Markdown: a blank line, a heading or an item begins a paragraph."""

from __future__ import annotations

import re
from dataclasses import replace

from detente.claims.sentences import paragraphs
from detente.reading.article import Paragraph
from detente.reading.sources.found import Found, single
from detente.reading.sources.published import a_day

_HEADING = re.compile(r"#{1,6}\s+")
_ENDS = re.compile(r"[.!?…:;»”\"')\]]\s*$")
LONGEST_TITLE = 160
"""Characters of a first line that may be a title."""

_FRONT = re.compile(r"\A---\s*\n.*?\n---\s*(?:\n|\Z)", re.DOTALL)
_TURN = re.compile(
    r"""(?P<end>[.!?…»”"*])[ \t]*\n[ \t]*            # a sentence ends with its line, and then
        (?=[*_]{0,2}(?:[—–][ \t\u00a0]|                # a dash
           [QAR]\d{0,2}[ \u00a0]?[:.][ \t\u00a0]|     # a letter
           [^\W\d_]\w[\w.’' -]{1,40}[ \u00a0]?:[ \t\u00a0])) # or a name begins the next
    """,
    re.VERBOSE,
)
"""Where the turn changes in an interview that is printed without empty lines."""
_STRONG = re.compile(r"^[ \t]*(\*\*|__)(?=\S)(?:(?!\1).)+\1[ \t]*$", re.DOTALL)

_LINK = re.compile(r"!?\[([^\[\]\n]{0,400})\]\([^()\s]{0,2000}\)")
_MARKS = re.compile(r"(?<!\w)(\*\*|__|\*|_|`)(?=\S)|(?<=\S)(\*\*|__|\*|_|`)(?!\w)")
_FIELD = re.compile(r"^(title|titre|date|author|auteur|lang|language|langue)\s*:\s*(.+?)\s*$", re.I)


def read_plain(text: str) -> Found:
    """Paragraphs as the sentences of a brief are told apart; the first line may be a title."""
    found: list[Paragraph] = []
    for each in paragraphs(_TURN.sub(r"\g<end>\n\n", text)):
        if not (line := single(each)):
            continue
        heading = bool(_HEADING.match(line)) or (
            not found and len(line) <= LONGEST_TITLE and not _ENDS.search(line.rstrip("*_ "))
        )
        found.append(Paragraph(line, heading=heading, strong=bool(_STRONG.match(line))))
    title = _HEADING.sub("", found[0].text) if found and found[0].heading else ""
    return Found(found, title=title)


def read_markdown(text: str) -> Found:
    """The same without the marks of Markdown; a block before the text may give its fields."""
    fields: dict[str, str] = {}
    if front := _FRONT.match(text):
        for line in front[0].splitlines():
            if field := _FIELD.match(line):
                fields[field[1].lower()] = single(field[2].strip("\"'"))
        text = text[front.end() :]
    plain = read_plain(_LINK.sub(r"\1", text))
    body = [replace(p, text=_bare(p.text)) for p in plain.paragraphs]
    return Found(
        body,
        title=fields.get("title", fields.get("titre", _bare(plain.title))),
        author=fields.get("author", fields.get("auteur", "")),
        date=a_day(fields.get("date", "")),
        language=fields.get("lang", fields.get("language", fields.get("langue", ""))),
    )


def _bare(text: str) -> str:
    """A paragraph without the marks of Markdown."""
    return _HEADING.sub("", _MARKS.sub("", text))
