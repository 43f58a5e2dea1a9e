"""What is fuzzed of reading: files of every format, and texts through to a scenario that plays.

Texts are bytes as they are, or chosen words: names, ways to say every mechanism, what joins and
hedges them, days and numbers. Most are read to their proposals; some are written as a scenario too,
which takes ten times as long.
"""

from __future__ import annotations

import datetime as dt
import functools
import io
import re
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path

import docx  # noqa: F401 - so that the fuzzer sees where it goes
import pypdf  # noqa: F401

from detente.claims.sentences import normalise
from detente.reading.article import TONGUES, Article, Paragraph
from detente.reading.cues.load import cue_files
from detente.reading.proposal import Reading
from detente.reading.settings import ReadSettings
from detente.reading.sources.registry import LONGEST, article_of
from detente.reading.split import sentences_of
from detente.reading.start import made, proposed
from detente.reading.words.table import table
from detente.scenario.folder import Memory
from detente.scenario.read import read
from fuzz.playing import NO_STORE, play
from fuzz.tables import Bytes

FORMS = ("a.txt", "a.md", "a.html", "a.pdf", "a.docx")
"""Names under which bytes are read: as they are."""

DAY = dt.date(2025, 3, 4)
"""The day of every text."""

PAIR = ("ARM", "AZE")
"""Who faces whom in every text: most name nobody."""

MOST_WORDS = 30
"""Words of a text that is made of chosen ones."""

BODY = b"""<w:p><w:r><w:t>Armenia is ready to talk, its minister said.</w:t></w:r></w:p>
<w:p><w:pPr><w:pStyle w:val="Heading1"/></w:pPr><w:r><w:t>The river</w:t></w:r></w:p>
<w:p><w:r><w:t>Azerbaijan has not answered, and few observers expect that it will before the
harvest is in.</w:t></w:r></w:p>"""
"""Of a Word document."""

TEXT = """Armenia is ready to talk, its minister said on Monday. Azerbaijan has not answered, and
few observers expect that it will before the harvest is in. Much depends on the river."""

PDF = b"""%PDF-1.4
1 0 obj
<< /Type /Catalog /Pages 2 0 R >>
endobj
2 0 obj
<< /Type /Pages /Kids [3 0 R] /Count 1 >>
endobj
3 0 obj
<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R
/Resources << /Font << /F1 5 0 R >> >> >>
endobj
4 0 obj
<< /Length 240 >>
stream
BT /F1 11 Tf 14 TL 50 780 Td (Armenia is ready to talk, its minister said on Monday. Azer-) Tj T*
(baijan has not answered, and few observers expect that it will) Tj T* (before the harvest is in.)
Tj T* (Much depends on the river.) Tj ET
endstream
endobj
5 0 obj
<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>
endobj
trailer
<< /Size 6 /Root 1 0 R /Info << /Title (Talks) /CreationDate (D:20250304080000Z) >> >>
startxref
0
%%EOF"""

PAGE = f"""<!doctype html><html lang="en"><head><title>Talks</title>
<meta property="article:published_time" content="2025-03-04T08:00:00Z"></head><body><article>
<h1>Talks</h1><p>{TEXT}</p></article></body></html>"""

MARKDOWN = f"---\ntitle: Talks\ndate: 2025-03-04\nlang: en\n---\n\n# Head\n\n{TEXT} **So** [it](b)."

NAMES = [
    "Armenia", "Azerbaijan", "l’Arménie", "l’Azerbaïdjan", "the Kremlin", "Paris", "NATO", "l’ONU",
    "the United States", "Russians", "President", "le ministre", "Smith", "Mr Smith",
    "its minister", "he", "elle", "they", "the army", "the opposition", "observers",
    "les analystes", "Ruritania",
]  # fmt: skip
JOINTS = [
    ".", ". ", ",", ";", ":", "?", "!", "…", "–", "(", ")", "“", "”", "«", "»", '"', "’", "'", "-",
    "\n\n", "\n\n- ", "\n\n## ", "if", "unless", "si", "although", "because", "not", "ne", "pas",
    "to", "that", "que", "who", "and", "et", "or", "said", "a dit", "according to", "selon", "may",
    "will", "would", "pourrait", "has", "been", "is", "est", "is not", "for instance",
    "3 March 2025", "le 3 mars 2025", "next month", "in 2024", "31 February",
    "99999999999999999999", "1,000", "1e9", "three", "20 %",
    "0", "-1", "\u202e", "\u00a0", "a\u0301", "\U0001f54a", "\x00", "İ", "ß", "ﬁ",
]  # fmt: skip

_ALTERNATIVES = re.compile(r"\(([^()|]*)[^()]*\)\??")


def article(data: bytes) -> None:
    """A file of any format; a byte before it says which, or that it is the body of a DOCX."""
    kind, content = data[:1] or b"\0", data[1:]
    number = kind[0] % (len(FORMS) + 1)
    if number == len(FORMS):
        number, content = FORMS.index("a.docx"), packed(content)
    found = article_of(content, Path(FORMS[number]), "article")
    assert found.language in TONGUES
    assert found.title == " ".join(found.title.split())
    assert sum(len(each.text) for each in found.paragraphs) <= LONGEST
    for each in found.paragraphs:
        assert each.text
        assert each.text == " ".join(each.text.split())
    numbers = [sentence.place.number for sentence in sentences_of(found)]
    assert numbers == list(range(1, len(numbers) + 1))


def packed(body: bytes) -> bytes:
    """The smallest DOCX with a body."""
    held = io.BytesIO()
    start = b"<?xml version='1.0' encoding='UTF-8'?>"
    package = b"http://schemas.openxmlformats.org/package/2006"
    office = b"http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    word = b"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
    with zipfile.ZipFile(held, "w") as file:
        file.writestr(
            "[Content_Types].xml",
            b'%s<Types xmlns="%s/content-types"><Default Extension="rels" ContentType='
            b'"application/vnd.openxmlformats-package.relationships+xml"/><Override PartName='
            b'"/word/document.xml" ContentType="%s"/></Types>' % (start, package, word),
        )
        file.writestr(
            "_rels/.rels",
            b'%s<Relationships xmlns="%s/relationships"><Relationship Id="a" '
            b'Type="%s/officeDocument" Target="word/document.xml"/></Relationships>'
            % (start, package, office),
        )
        file.writestr(
            "word/document.xml",
            b"%s<w:document xmlns:w="
            b'"http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>%s</w:body>'
            b"</w:document>" % (start, body),
        )
    return held.getvalue()


@functools.cache
def vocabulary() -> list[str]:
    """Ways to say every mechanism, and every word that rules look for, in both languages."""
    found: list[str] = [
        _said(pattern)
        for file in cue_files().values()
        for cue in file.cues
        for pattern in (*cue.en, *cue.fr)
    ]
    for language in TONGUES:
        for name in ("speech", "modality", "negation", "connectives", "limits", "timing", "roles"):
            found += _texts(table(language, name))
    return sorted({each for each in found if each})


def _said(pattern: str) -> str:
    """A way to say a pattern: the first of each alternative, without gaps and slots."""
    plain = _ALTERNATIVES.sub(r"\1", pattern)
    return " ".join(word.strip("~?") for word in plain.split() if word[0] not in "*{")


def _texts(raw: object) -> Iterator[str]:
    if isinstance(raw, str):
        yield raw
    elif isinstance(raw, dict):
        for each in (*raw.keys(), *raw.values()):
            yield from _texts(each)
    elif isinstance(raw, list):
        for each in raw:
            yield from _texts(each)


def chosen(data: bytes) -> str:
    """A text of words that the bytes choose."""
    choose, every = Bytes(data), vocabulary()
    found: list[str] = []
    while choose.more and len(found) < MOST_WORDS:
        kind = choose.below(4)
        words = NAMES if kind == 0 else JOINTS if kind == 1 else every
        found.append(words[choose.below(len(words))])
    return " ".join(found)


def reading(data: bytes) -> None:
    """A text to what it proposes, and at times to a scenario that plays.

    Of the first byte one bit is the language and one says whether words are chosen; texts of the
    highest are written.
    """
    kind, rest = (data[:1] or b"\0")[0], data[1:]
    content = chosen(rest) if kind & 2 else rest.decode("utf-8", "replace")
    paragraphs = [" ".join(each.split()) for each in content.split("\n\n")]
    body = tuple(Paragraph(each, heading=each.startswith("## ")) for each in paragraphs if each)
    text = Article("article", "a.txt", TONGUES[kind & 1], body, date=DAY)
    settings = ReadSettings(as_of=DAY, pair=PAIR, grammar=False)
    found = proposed([text], settings)
    _check(found)
    if kind >= 0xF0:
        begun = made("fuzzed", found, settings)
        play(read(Memory(begun.files), NO_STORE))


def _check(found: Reading) -> None:
    """What every reading keeps."""
    ids = {""} | {each.id for each in found.proposals}
    assert len(ids) == len(found.proposals) + 1
    fates = {each.place for each in found.remarks}
    for each in found.proposals:
        sentence = found.sentences[each.sentence]
        assert 0 <= each.clause < len(sentence.clauses)
        assert each.candidates
        assert 0 <= each.sureness.credence <= 1
        assert {each.given, each.example_of, each.contrast_with} <= ids
        fates.add(sentence.place)
    for sentence in found.sentences:
        assert sentence.text == normalise(sentence.text)
        assert sentence.heading or sentence.place in fates
        assert len(sentence.voices) == len(sentence.clauses) >= 1


ARTICLE_TARGETS: dict[str, Callable[[bytes], None]] = {
    each.__name__: each for each in (article, reading)
}


def article_seeds(target: str) -> list[bytes]:
    """Inputs to begin with."""
    if target == "article":
        files = (TEXT.encode(), MARKDOWN.encode(), PAGE.encode(), PDF, packed(BODY), BODY)
        return [bytes([number]) + content for number, content in enumerate(files)]
    english = TEXT.encode()
    french = "L’Arménie est prête à signer si l’Azerbaïdjan retire ses troupes, a dit le ministre."
    places = ((2, 0), (3, 11), (2, 22), (3, 33), (0xFE, 4), (0xFF, 5))
    chosen_ones = [bytes([first, *range(second, 256, 7)]) for first, second in places]
    return [b"\0" + english, b"\1" + french.encode(), *chosen_ones]


def article_words(target: str) -> list[str]:
    """Words that make inputs valid sooner."""
    if target == "article":
        return ["%PDF-", "endobj", "stream", "/Type", "/Kids", "/Count", "<<", ">>", "[", "BT",
                "Tj", "/Encrypt", "/Filter", "/FlateDecode", "/ToUnicode", "R", "<w:p>", "<w:t>",
                "<w:tbl>", '<w:pStyle w:val="Title"/>', "<p>", "<time", "<meta", "datePublished",
                "---\n", "date: ", "# ", "](", "**", "\ufeff", "2025-03-04",
                "9999-12-31"]  # fmt: skip
    return [word for word in (*NAMES, *JOINTS) if word.isprintable()]
