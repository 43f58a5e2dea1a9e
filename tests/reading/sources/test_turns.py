"""What the formats keep of how an interview is printed."""

from __future__ import annotations

import io
from pathlib import Path

from detente.reading.article import Article
from detente.reading.sources.registry import read_article

ASKED = "Is the treaty of the river dead after this week, as so many say?"
TOLD = "It is not dead at all, and nobody who was in the room thinks that it will be by spring."


def read(folder: Path, name: str, content: str | bytes) -> Article:
    path = folder / name
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return read_article(path, "article", "en")


def strong(article: Article) -> list[bool]:
    return [each.strong for each in article.paragraphs if each.text in {ASKED, TOLD}]


def test_bold_paragraphs_are_known_in_each_format(tmp_path: Path) -> None:
    import docx

    document = docx.Document()
    for _turn in range(2):
        document.add_paragraph().add_run(ASKED).bold = True
        document.add_paragraph(TOLD)
    held = io.BytesIO()
    document.save(held)
    marked = f"Head\n\n**{ASKED}**\n\n{TOLD}\n\n**{ASKED}**\n\n{TOLD}\n"
    page = "".join(f"<p><strong>{ASKED}</strong></p><p>{TOLD}</p>" for _turn in range(2))
    html = f"<!doctype html><html><body><article><h1>Head</h1>{page}</article></body></html>"
    for name, content in (("a.docx", held.getvalue()), ("a.md", marked), ("a.html", html)):
        assert strong(read(tmp_path, name, content))[:2] == [True, False], name


def test_turns_without_empty_lines_are_paragraphs_and_wrapped_lines_are_not(
    tmp_path: Path,
) -> None:
    text = (
        f"Q: {ASKED}\nA: {TOLD}\nIt is older than both of us, and it has\n"
        f"outlived better men.\nQ: {ASKED}\nA: {TOLD}\n"
    )
    found = [each.text[:2] for each in read(tmp_path, "a.txt", text).paragraphs]
    assert found == ["Q:", "A:", "Q:", "A:"]
    wrapped = "The river — wide\nas ever — has not moved."
    dashes = f"— {ASKED}\n— {TOLD}\n{wrapped}\n— {ASKED}\n— {TOLD}\n"
    found = [each.text[:3] for each in read(tmp_path, "b.txt", dashes).paragraphs]
    assert found == ["— I", "— I", "— I", "— I"]
