"""Texts of the benchmark, from words to a folder that checks, plays and quotes little."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path

import pytest

import detente
from benchmarks.reading.texts import Text, read_text, text_files
from detente.language.current import use_language
from detente.progress import silent
from detente.reading.article import Article, Paragraph
from detente.reading.proposal import Reading
from detente.reading.read import Asked, read_articles
from detente.reading.writing.cast import parts
from detente.reading.writing.write import drafted
from detente.reading.writing.written import Written
from tests.forms import only_whole, size

TEXTS = text_files("tuned")
SOME = ("ararat-road.fr.txt", "nile-dam.en.txt")
"""Those of the short form."""
LONGEST = 6
"""Words of the source in a row that may stand in a folder."""

some = pytest.mark.parametrize(
    "path",
    [pytest.param(each, marks=() if each.name in SOME else only_whole) for each in TEXTS],
    ids=lambda path: path.stem,
)


@cache
def made(path: Path, *, tried: bool = False) -> tuple[Text, Reading, Mapping[str, str]]:
    """A text, its reading, and the folder in the language of the text."""
    text = read_text(path)
    paragraphs = [Paragraph(" ".join(each)) for each in text.paragraphs]
    article = Article(
        "article", path.name, text.language, paragraphs, text.title, text.date, text.author  # type: ignore[arg-type]
    )  # fmt: skip
    with use_language(text.language):
        reading = read_articles([article], Asked(text.date))
        trial = silent if tried else None
        return text, reading, drafted(reading, Written("made", text.date), trial).files


def words(text: str) -> list[str]:
    return re.findall(r"\w+", text.casefold())


def runs(text: str) -> Iterator[str]:
    """Words in a row, more than may be quoted."""
    found = words(text)
    return (" ".join(found[at : at + LONGEST + 1]) for at in range(len(found) - LONGEST))


@some
def test_a_folder_checks_and_plays(path: Path, tmp_path: Path) -> None:
    _text, reading, files = made(path, tried=True)
    for name, content in files.items():
        (tmp_path / name).write_text(content, encoding="utf-8")
    (tmp_path / "source.txt").write_text(
        "\n\n".join(each.text for each in reading.articles[0].paragraphs), encoding="utf-8"
    )
    scenario = detente.load(tmp_path)
    report = scenario.check({"article": tmp_path / "source.txt"}, quick=size(True, False))
    assert report.faults == []
    assert report.without_passage == report.passages_without_claim == []
    assert scenario.simulate(20).paths == 20
    assert len(scenario.claims) >= 0.8 * len(reading.proposals)


@pytest.mark.parametrize(
    "path",
    [pytest.param(each, marks=() if not at % 4 else only_whole) for at, each in enumerate(TEXTS)],
    ids=lambda path: path.stem,
)
def test_no_more_than_six_words_in_a_row_are_the_text_s(path: Path) -> None:
    text, reading, files = made(path)
    with use_language(text.language):
        who = parts(reading, Written("made", text.date)).members.values()
        named = {member.name for member in who} | {holder.name for holder in reading.holders}
    own = set(runs(" . ".join(text.sentences)))
    titles = set(runs(text.title))
    for name, content in files.items():
        plain = content.replace(text.title, "")
        for each in sorted(named, key=len, reverse=True):
            plain = plain.replace(each, "")
        assert not (set(runs(plain)) & own) - titles, name


@some
def test_every_sentence_is_accounted_for(path: Path) -> None:
    _text, reading, files = made(path)
    numbers = {each.place.number for each in reading.sentences}
    proposed = {reading.sentences[each.sentence].place.number for each in reading.proposals}
    remarked = {each.place.number for each in reading.remarks}
    assert proposed | remarked == numbers
    told = {int(each) for each in re.findall(r"\b\d+\b", files["reading.md"])}
    assert numbers <= told
