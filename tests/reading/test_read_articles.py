"""From an article to a scenario that checks and plays, with all that lies between."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path

import pytest

import detente
from detente.errors import InputError
from detente.reading.article import Article, Paragraph, Tongue
from detente.reading.proposal import Reading
from detente.reading.read import Asked, read_articles
from detente.reading.settings import ReadSettings
from detente.reading.start import articles_of, prepare, write

ENGLISH = (
    "Armenia is ready to sign a peace treaty with Azerbaijan, its foreign minister said on Monday.",
    "Baku insists that it will sign only after Yerevan has changed its constitution.",
    "Observers doubt that the two countries will sign anything this year.",
    "Will the border open in spring?",
    "The valley lies at eight hundred metres.",
)
FRENCH = (
    "L’Arménie est prête à signer un traité de paix avec l’Azerbaïdjan, a déclaré lundi son "
    "ministre des Affaires étrangères.",
    "Bakou affirme qu’il ne signera qu’après que Erevan aura modifié sa constitution.",
    "Les observateurs doutent que les deux pays signent quoi que ce soit cette année.",
    "La frontière ouvrira-t-elle au printemps ?",
    "La vallée est à huit cents mètres d’altitude.",
)
DAY = dt.date(2025, 3, 4)


def reading_of(language: Tongue, *sentences: str) -> Reading:
    paragraphs = tuple(Paragraph(sentence) for sentence in sentences)
    article = Article("article", "a.txt", language, paragraphs, date=DAY)
    return read_articles([article], Asked(today=DAY, grammar=False))


@pytest.mark.parametrize(("language", "sentences"), [("en", ENGLISH), ("fr", FRENCH)])
def test_each_sentence_has_its_fate(language: Tongue, sentences: tuple[str, ...]) -> None:
    found = reading_of(language, *sentences)
    assert {*found.pairs[0][:2]} == {"ARM", "AZE"}
    by_sentence = {p.sentence: p for p in found.proposals}
    ready, only_after, doubted = (by_sentence[i] for i in range(3))
    assert ready.candidates[0].effect == "disposition"
    assert (ready.actor, ready.voice.who, ready.voice.role) == ("ARM", "ARM", "minister")
    assert {c.effect for c in only_after.candidates[:3]} & {"offer", "gate"}
    assert only_after.voice.who == "AZE"
    assert doubted.voice.who == "observers"
    assert "judgement" in {c.effect for c in doubted.candidates[:3]}
    fates = {r.place.number: r.what for r in found.remarks}
    assert fates == {4: "unused", 5: "background"}


def test_of_several_articles_none_is_about_whom_only_another_names() -> None:
    """Each is read by itself: who is meant where a sentence names nobody, its own article says."""
    other = (
        "Mali refuses to speak to the rebels of Algeria, its government said.",
        "A truce is likely this year.",
        "Algeria is ready to host the talks.",
    )
    both = [
        Article(f"a-{i}", "a.txt", "en", tuple(map(Paragraph, text)), date=DAY)
        for i, text in enumerate((ENGLISH, other))
    ]
    found = read_articles(both, Asked(today=DAY, grammar=False))
    meant: dict[str, set[str]] = {}
    for each in found.proposals:
        document = found.sentences[each.sentence].place.document
        meant.setdefault(document, set()).update({each.actor, each.target})
    assert meant == {"a-0": {"ARM", "AZE"}, "a-1": {"MLI", "DZA"}}


def test_the_two_languages_say_the_same() -> None:
    one, other = reading_of("en", *ENGLISH), reading_of("fr", *FRENCH)
    for first, second in zip(one.proposals, other.proposals, strict=True):
        within = [{c.effect for c in p.candidates[:3]} for p in (first, second)]
        assert within[0] & within[1]
        assert (first.actor, first.voice.who) == (second.actor, second.voice.who)


def test_every_sentence_is_a_proposal_or_has_a_remark() -> None:
    found = reading_of("en", *ENGLISH, *ENGLISH)
    proposed = {found.sentences[p.sentence].place.number for p in found.proposals}
    remarked = {remark.place.number for remark in found.remarks}
    assert proposed | remarked == set(range(1, 11))
    assert not proposed & remarked
    assert len(found.proposals) == len(reading_of("en", *ENGLISH).proposals)  # said twice, once


@pytest.mark.parametrize(
    ("sentences", "says"),
    [
        (("The valley lies at eight hundred metres and nobody talks about it.",), "no actor"),
        (("Armenia is ready to sign, its minister said.",), "alone; who faces it"),
    ],
)
def test_nobody_and_one_alone_are_told(sentences: tuple[str, ...], says: str) -> None:
    with pytest.raises(InputError, match=says):
        reading_of("en", *sentences)


def test_a_folder_that_checks_and_plays(tmp_path: Path) -> None:
    source = tmp_path / "a.txt"
    source.write_text("\n\n".join(ENGLISH), encoding="utf-8")
    settings = ReadSettings(as_of=DAY, grammar=False)
    begun = prepare("treaty", articles_of([str(source)], settings), settings)
    folder = tmp_path / "treaty"
    write(str(folder), begun)
    assert {"scenario.toml", "brief.md", "acts.csv", "reading.md"} <= {*begun.files}
    scenario = detente.load(str(folder))
    assert scenario.check({"article": source}, quick=True).faults == []
    assert scenario.simulate(20).paths == 20
    assert len(scenario.claims) >= 3
    assert json.loads(json.dumps(begun.document()))["format"] == "detente-reading"
    again = prepare("treaty", articles_of([str(source)], settings), settings)
    assert again.files == begun.files
