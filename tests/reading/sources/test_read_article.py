"""Files that an article may come in, sound and not."""

from __future__ import annotations

import io
import logging
import zipfile
from pathlib import Path

import pytest

from detente.errors import InputError
from detente.reading.article import Article
from detente.reading.sources.registry import read_article
from detente.reading.split import sentences_of

ENGLISH = (
    "Freedonia is ready to talk, its minister said on Monday. Sylvania has not answered, and few "
    "observers expect that it will before the harvest is in. Much depends on the river."
)
FRENCH = (
    "La Freedonie est prête à parler, a dit lundi son ministre. La Sylvanie n’a pas répondu, et "
    "peu d’observateurs pensent qu’elle le fera avant la récolte. Beaucoup dépend du fleuve."
)


def read(folder: Path, name: str, content: str | bytes) -> Article:
    path = folder / name
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return read_article(path, "article")


def texts(article: Article) -> list[str]:
    return [sentence.text for sentence in sentences_of(article)]


def a_docx(*paragraphs: tuple[str, str], **properties: object) -> bytes:
    """A Word document, whose properties are otherwise those of the template of python-docx."""
    import docx

    document = docx.Document()
    for name, value in properties.items():
        setattr(document.core_properties, name, value)
    for text, style in paragraphs:
        document.add_paragraph(text, style=style)
    held = io.BytesIO()
    document.save(held)
    return held.getvalue()


def a_pdf(*pages: list[str], made: str = "") -> bytes:
    """A PDF in its plainest form: lines of Helvetica, one below the other."""
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [%s] /Count %d >>"
        % (b" ".join(b"%d 0 R" % (4 + 2 * i) for i in range(len(pages))), len(pages)),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
    ]
    for i, lines in enumerate(pages):
        objects.append(
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents %d 0 R "
            b"/Resources << /Font << /F1 3 0 R >> >> >>" % (5 + 2 * i)
        )
        shown = b"".join(
            b"(%s) Tj T* " % line.replace("(", "\\(").replace(")", "\\)").encode("cp1252")
            for line in lines
        )
        stream = b"BT /F1 11 Tf 14 TL 50 780 Td " + shown + b"ET"
        objects.append(b"<< /Length %d >>\nstream\n%s\nendstream" % (len(stream), stream))
    out, places = bytearray(b"%PDF-1.4\n"), []
    for number, each in enumerate(objects, start=1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, each)
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    out += b"".join(b"%010d 00000 n \n" % place for place in places)
    out += b"trailer\n<< /Size %d /Root 1 0 R /Info << /CreationDate (%s) >> >>" % (
        len(objects) + 1,
        made.encode(),
    )
    out += b"\nstartxref\n%d\n%%%%EOF" % start
    return bytes(out)


@pytest.mark.parametrize(("text", "language"), [(ENGLISH, "en"), (FRENCH, "fr")])
def test_text_keeps_its_sentences(tmp_path: Path, text: str, language: str) -> None:
    article = read(tmp_path, "a.txt", f"A title of it\n\n{text}\n\n{text}")
    assert (article.language, article.title) == (language, "A title of it")
    found = list(sentences_of(article))
    assert [s.place.number for s in found] == list(range(1, 8))
    assert [s.place.paragraph for s in found] == [1, 2, 2, 2, 3, 3, 3]
    assert found[0].heading
    assert not found[1].heading


def test_markdown_loses_its_marks(tmp_path: Path) -> None:
    marked = ENGLISH.replace("ready", "**ready**").replace("minister", "[minister](http://x.y)")
    article = read(
        tmp_path,
        "a.md",
        f"---\ntitle: The  talks\ndate: 2025-03-04\nauthor: A. Writer\n---\n\n# Head\n\n{marked}\n",
    )
    assert (article.title, article.author, str(article.date)) == (
        "The talks",
        "A. Writer",
        "2025-03-04",
    )
    assert texts(article)[0] == "Head"
    assert " ".join(texts(article)[1:]) == ENGLISH


def test_a_page_gives_its_article_alone(tmp_path: Path) -> None:
    page = (
        '<!doctype html><html lang="fr"><head><title>Pourparlers</title>'
        '<meta property="article:published_time" content="2025-03-04T08:00:00Z"></head><body>'
        "<nav><a href='/'>Accueil</a> <a href='/m'>Monde</a></nav><article><h1>Pourparlers</h1>"
        f"<p>{FRENCH}</p><h2>Le fleuve</h2><p>{FRENCH.replace('lundi', 'mardi')}</p></article>"
        "<footer>Tous droits</footer></body></html>"
    )
    article = read(tmp_path, "page", page)
    assert (article.language, article.title, str(article.date)) == (
        "fr",
        "Pourparlers",
        "2025-03-04",
    )
    found = texts(article)
    assert len([s for s in found if s.startswith("La Freedonie est")]) == 2
    assert not any("Accueil" in s or "droits" in s for s in found)


def test_word_documents(tmp_path: Path) -> None:
    content = a_docx(
        ("Talks", "Title"), (ENGLISH, "Normal"), ("The river", "Heading 1"), author="A. Writer"
    )
    article = read(tmp_path, "a.bin", content)
    assert (article.title, article.author) == ("Talks", "A. Writer")
    assert [p.heading for p in article.paragraphs] == [True, False, True]
    assert article.paragraphs[1].text == ENGLISH


@pytest.mark.parametrize(
    ("stated", "title"),
    [
        ("Talks  at last", "Talks at last"),
        ("Microsoft Word - draft 3", ""),
        ("talks-final.docx", ""),
        ("Untitled", ""),
        ("An untitled land", "An untitled land"),
    ],
)
def test_the_name_of_a_file_is_no_title(tmp_path: Path, stated: str, title: str) -> None:
    content = a_docx((ENGLISH, "Normal"), title=stated)
    assert read(tmp_path, "a", content).title == title


def test_a_damaged_pdf_is_told_in_our_words_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """The library warns of some faults, and fails its own assertions on others."""
    monkeypatch.setattr(logging.getLogger(), "handlers", [])
    sound = a_pdf([f"{each}." for each in ENGLISH.split(". ")])
    moved = sound.replace(b"startxref\n", b"startxref\n9")
    assert texts(read(tmp_path, "a", moved)) == texts(read(tmp_path, "b", sound))
    picture = sound.replace(b" 14 TL", b" BI 14 TL")
    with pytest.raises(InputError, match="cannot be read"):
        read(tmp_path, "c", picture)
    assert capsys.readouterr().err == ""


def test_pdf_joins_lines_and_drops_heads(tmp_path: Path) -> None:
    bodies = [
        [
            f"For the {week}th time Freedonia is ready, it said on Mon-",
            f"day of week {week}. Sylvania has not answered for",
            f"{week} weeks, and few observers expect",
            f"that it will in week {week}.",
        ]
        for week in ("four", "six", "ten")
    ]
    pages = [["The Review 2025", *body, f"{i} of 3"] for i, body in enumerate(bodies, start=1)]
    article = read(tmp_path, "a.pdf", a_pdf(*pages))
    assert [p.page for p in article.paragraphs] == [1, 2, 3]
    assert article.paragraphs[1].text == (
        "For the sixth time Freedonia is ready, it said on Monday of week six. Sylvania has not "
        "answered for six weeks, and few observers expect that it will in week six."
    )


def test_a_locator_holds_whatever_the_format(tmp_path: Path) -> None:
    """The same text has the same fingerprints as text and as a Word document."""
    plain = read(tmp_path, "a.txt", ENGLISH)
    word = read(tmp_path, "a.docx", a_docx((ENGLISH, "Normal")))
    assert [s.place for s in sentences_of(plain)] == [s.place for s in sentences_of(word)]


def a_bomb() -> bytes:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("word/document.xml", b"\0" * 60_000_000)
    return held.getvalue()


def a_zip() -> bytes:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as packed:
        packed.writestr("a.txt", "text")
    return held.getvalue()


GERMAN = (
    "Die Regierung hat am Montag erklärt, dass sie zu Gesprächen bereit sei, wenn auch die andere "
    "Seite es ist. Beobachter sind jedoch nicht sehr zuversichtlich, was das Tempo einer Annäherung"
    " zwischen den beiden Nachbarn angeht, und verweisen auf die ungelösten Fragen am Fluss."
)


@pytest.mark.parametrize(
    ("name", "content", "says"),
    [
        ("a.txt", b"", "no text to read"),
        ("a.txt", b" \n\n\t\n", "no text to read"),
        ("a.txt", b"Three words only.", "3 words are too few"),
        ("a.txt", b"\x00\x01\x02" * 50, "binary, no text"),
        ("a.txt", b"x " * 5_000_000, "10,000,000 bytes are no article"),
        ("a.txt", b"word. " * 80_000, "479,999 characters of text"),
        ("a.txt", FRENCH.encode("latin-1", "replace"), "line 1: not UTF-8"),
        ("a.txt", GERMAN.encode(), "seems to be in German"),
        ("a.pdf", a_pdf([]), "no text: a scan"),
        ("a.pdf", b"%PDF-1.4 and nothing more", "the PDF cannot be read"),
        ("a.docx", a_zip(), "no DOCX"),
        ("a.docx", a_bomb(), "unpacks to more"),
        ("a.docx", a_docx(("x", "Normal"))[:-200], "no DOCX"),
        ("a.html", b"<html><body></body></html>", "no text to read"),
    ],
)
def test_what_cannot_be_read_says_why(tmp_path: Path, name: str, content: bytes, says: str) -> None:
    with pytest.raises(InputError) as caught:
        read(tmp_path, name, content)
    assert says in str(caught.value)
    assert str(tmp_path / name) in str(caught.value)


def test_a_language_that_is_named_is_believed(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(GERMAN, encoding="utf-8")
    assert read_article(tmp_path / "a.txt", "a", "en").language == "en"
