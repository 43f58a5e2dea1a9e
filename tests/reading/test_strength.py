"""How strong a proposal is: what raises it and what lowers it, and that weak ones are left out."""

from __future__ import annotations

from dataclasses import replace

from detente.reading.propose import STRONG
from detente.reading.strength import features, strength, weights
from tests.reading.test_read_articles import ENGLISH, reading_of


def test_every_feature_has_a_weight_and_none_is_left_over() -> None:
    found = reading_of("en", *ENGLISH)
    first = found.proposals[0]
    named = features(found.sentences[first.sentence], first, several=False)
    assert {*named, "constant"} == {*weights()}


def test_what_is_proposed_is_strong_enough_and_says_how_strong() -> None:
    found = reading_of("en", *ENGLISH)
    for each in found.proposals:
        assert STRONG <= each.strength < 1.0
        assert each.strength == strength(
            found.sentences[each.sentence],
            each,
            several=sum(p.sentence == each.sentence for p in found.proposals) > 1,
        )


def test_a_better_cue_is_stronger_and_a_crowd_weaker() -> None:
    found = reading_of("en", *ENGLISH)
    first = found.proposals[0]
    sentence = found.sentences[first.sentence]
    best = first.candidates[0]
    stronger = replace(best, score=best.score + 1, cue=best.cue + 1)
    better = replace(first, candidates=(stronger, *first.candidates[1:]))
    alone = strength(sentence, first, several=False)
    assert strength(sentence, better, several=False) > alone
    assert strength(sentence, first, several=True) < alone
