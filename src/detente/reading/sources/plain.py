"""Plain text and Markdown: a blank line, a heading or an item begins a paragraph."""

from __future__ import annotations

import re

from detente.claims.sentences import paragraphs
from detente.reading.article import Paragraph
from detente.reading.sources.found import Found, single
from detente.reading.sources.published import a_day

_HEADING = re.compile(r"#{1,6}\s+")
_ENDS = re.compile(r"[.!?…:;»”\"')\]]\s*$")
LONGEST_TITLE = 160
"""Characters of a first line that may be a title."""

_FRONT = re.compile(r"\A---\s*\n.*?\n---\s*(?:\n|\Z)", re.DOTALL)
_LINK = re.compile(r"!?\[([^\[\]\n]{0,400})\]\([^()\s]{0,2000}\)")
_MARKS = re.compile(r"(?<!\w)(\*\*|__|\*|_|`)(?=\S)|(?<=\S)(\*\*|__|\*|_|`)(?!\w)")
_FIELD = re.compile(r"^(title|titre|date|author|auteur|lang|language|langue)\s*:\s*(.+?)\s*$", re.I)


def read_plain(text: str) -> Found:
    """Paragraphs as the sentences of a brief are told apart; the first line may be a title."""
    found: list[Paragraph] = []
    for each in paragraphs(text):
        if not (line := single(each)):
            continue
        heading = bool(_HEADING.match(line)) or (
            not found and len(line) <= LONGEST_TITLE and not _ENDS.search(line)
        )
        found.append(Paragraph(line, heading=heading))
    title = _HEADING.sub("", found[0].text) if found and found[0].heading else ""
    return Found(found, title=title)


def read_markdown(text: str) -> Found:
    """The same without the marks of Markdown; a block before the text may give its fields."""
    fields: dict[str, str] = {}
    if front := _FRONT.match(text):
        for line in front[0].splitlines():
            if field := _FIELD.match(line):
                fields[field[1].lower()] = field[2].strip("\"'")
        text = text[front.end() :]
    plain = read_plain(_MARKS.sub("", _LINK.sub(r"\1", text)))
    body = [Paragraph(_HEADING.sub("", p.text), heading=p.heading) for p in plain.paragraphs]
    return Found(
        body,
        title=fields.get("title", fields.get("titre", plain.title)),
        author=fields.get("author", fields.get("auteur", "")),
        date=a_day(fields.get("date", "")),
        language=fields.get("lang", fields.get("language", fields.get("langue", ""))),
    )
