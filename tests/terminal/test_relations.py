"""What is printed of a relationship and of a ranking."""

from __future__ import annotations

import io
import re

import pytest
from rich.console import Console

from detente.language.current import use_language
from detente.relations.ranking import Ranking
from detente.relations.relations import Relations
from detente.terminal import ranking as ranking_page
from detente.terminal import relations as relations_page
from tests.relations.histories import ranked, short, whole

LANGUAGES = ("en", "fr")


def printed(found: Relations | Ranking, width: int, language: str = "en") -> str:
    console = Console(file=io.StringIO(), width=width, highlight=False)
    with use_language(language):
        if isinstance(found, Ranking):
            ranking_page.show(console, found)
        else:
            relations_page.show(console, found)
    assert isinstance(console.file, io.StringIO)
    return console.file.getvalue()


@pytest.mark.parametrize("width", [40, 56, 80, 140])
@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("make", [whole, short, ranked])
def test_it_fits_and_is_safe(make: object, width: int, language: str) -> None:
    text = printed(make(), width, language)  # type: ignore[operator]
    assert all(len(line.rstrip()) <= width for line in text.splitlines())
    assert "\x1b" not in text
    assert "\u202e" not in text
    assert "None" not in text.replace("None.", "").replace("None that", "")
    assert not re.search(r"\bnan\b", text)


def test_everything_is_said() -> None:
    found = whole()
    text = " ".join(printed(found, 100).split())
    for part in (
        "United States – Russia",
        "(700 days); data: icews.",
        f"Counted: {found.counted.acts} acts (United States → Russia {found.counted.forth}, "
        f"Russia → United States {found.counted.back}, joint {found.counted.joint}, each once).",
        "Not counted: 136 statements and appeals, 1 act told long after its date.",
        "20 days are missing from the source",
        "An act counts half after 30 days; 5 acts at the usual tone",
        "material conflict",
        "Turning points From Before After p Size",
        "Who sends more",
        "United States, cooperation",
        "within 7 days",
    ):
        assert part in text
    (point,) = found.turning.points
    assert f"{point.date.day} {point.date:%B %Y}" in text
    assert "30 April 2020" in text
    assert "[31m{{7*7}}" in text
    assert "→ Moscow: violence ×6" in text


def test_a_narrow_terminal_keeps_all_that_a_wide_one_has() -> None:
    for width in (100, 56, 40):
        text = printed(whole(), width)
        for words in ("Acts before, after", "Balance", "Ratio", "Occasions"):
            assert words in text


def test_the_curves_have_one_scale_and_end_where_the_numbers_say() -> None:
    lines = printed(whole(), 80).splitlines()
    rows = [line for line in lines if sum(c in "▁▂▃▄▅▆▇█" for c in line) > 8]
    assert len(rows) == 3
    assert all(line.split()[0] in ("pair", "United", "Russia") for line in rows)
    index = whole().index
    for line, values in zip(rows, (index.pair, index.forth, index.back), strict=True):
        assert f"{values[-1]:+.1f}".replace("-", "−") == line.split()[-1]
    assert any("█" in line for line in rows)
    assert any("▁" in line for line in rows)


def test_next_to_nothing_is_said_plainly() -> None:
    text = printed(short(), 80)
    assert "Counted: 1 act (" in text
    assert "Too few days or weeks with acts to look for any." in text
    assert "—" in text


def test_the_ranking() -> None:
    found = ranked()
    text = printed(found, 100)
    assert f"{found.pairs} pairs with at least 10 acts" in text
    for title in ("Warmest", "Coldest", "Fastest-moving"):
        assert title in text
    assert "China – Japan" in text


def test_french_has_its_words() -> None:
    text = printed(whole(), 100, "fr")
    for part in (
        "États-Unis – Russie",
        "Actes comptés\xa0:",
        "coopération matérielle",
        "Tournants",
        "Qui répond à l’identique",
        "violence ×6",
        "20 jours manquent dans la source",
    ):
        assert part in text
    assert "Moscow : violence" in text.replace("\xa0", " ")
    assert "Les plus hostiles" in printed(ranked(), 100, "fr")
