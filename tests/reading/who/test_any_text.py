"""Whatever the words, marking ends, and says only what stands in the text."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from detente.reading.article import Tongue
from tests.reading.who.plain import marked

TEXT = """
Kenya Kenyan Somalia's la Russie russes U.S. OPEC+ Kremlin the le president président Foreign
minister ministre des Affaires étrangères , ; . : « » ( ) of de for Zorvia Zorvian Zorvie zorvien
Amos Quorra
al-Rashid Mr M. he il it elle its son two deux countries pays both 3 20 000 20,000 2,5 % million $
half quarter mars March 2025 2022-2024 31/02/2025 last next dernier prochain month mois
weeks semaines in en dans il y a ago spring printemps front Front (ZLF) between entre and et - –
's ’ á É ² ٣ 1²³
bloc kingdom Congo Korea army armée said dit elect
"""
WORDS = TEXT.split()


@settings(max_examples=80, deadline=None, derandomize=True)
@given(
    language=st.sampled_from(["en", "fr"]),
    texts=st.lists(
        st.lists(st.sampled_from(WORDS), min_size=1, max_size=20).map(" ".join),
        min_size=1,
        max_size=4,
    ),
)
def test_any_words(language: Tongue, texts: list[str]) -> None:
    sentences, cast = marked(texts, language)
    for sentence in sentences:
        count = len(sentence.tokens)
        spans = [each.span for each in sentence.mentions]
        spans += [each.span for each in sentence.days]
        spans += [each.span for each in sentence.quantities]
        assert all(0 <= span.first < span.last <= count for span in spans)
        firsts = [mention.span.first for mention in sentence.mentions]
        assert firsts == sorted(firsts)
        assert all(day.first < day.end for day in sentence.days)
    assert all(a != b and 0 <= weight <= 1 for a, b, weight in cast.pairs)
    assert marked(texts, language) == (sentences, cast)
