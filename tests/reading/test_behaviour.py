"""Texts of the benchmark, reworded in a known way: what must then become of their claims.

``python -m benchmarks behaviour`` reads all of them; here a few of the half that rules are made
with, each check on others.
"""

from __future__ import annotations

import functools

import pytest

from benchmarks.reading import wording
from benchmarks.reading.behaviour import CHECKS, Account, Count, account, names, parallels
from benchmarks.reading.renaming import by_invented, by_others
from detente.reading.article import Tongue

LEAST = {
    "negated: the claim flips or is believed less": 0.6,
    "denied in the text itself: not proposed as held": 0.4,
    "renamed by known actors: only names change": 0.8,
    "renamed by invented ones: only names change": 0.6,
    "conceded: not of its own strength": 0.6,
    "refuted as a cause: not held": 0.7,
}
"""What is reached at least where not all is as it must be; else nine of ten."""

TEXTS, MOST, CASES = 2, 8, 5
"""How many texts each check reads; more, up to so many, until it has so many cases."""


@functools.cache
def read(name: str) -> Account:
    return account(name, "tuned", grammar=False)


@pytest.mark.parametrize("what", CHECKS)
def test_behaviour(what: str) -> None:
    begin = 5 * list(CHECKS).index(what)
    every = names("tuned")
    count = Count((), 0)
    for step in range(MOST):
        if step < TEXTS or len(count.cases) < CASES:
            count += CHECKS[what](read(every[(begin + 11 * step) % len(every)]))
    broken = [case.where for case in count.cases if not case.held]
    assert count.held >= LEAST.get(what, 0.9) * len(count.cases), "\n".join(broken)


def test_the_same_article_in_both_languages() -> None:
    pair = {name: read(name) for name in ("mercosur-beef.en", "mercosur-beef.fr")}
    first, three = parallels(pair)
    assert len(first.cases) >= 8
    assert first.held >= 0.5 * len(first.cases)
    assert three.held >= 0.8 * len(three.cases)


def test_every_check_has_cases_and_can_fail(monkeypatch: pytest.MonkeyPatch) -> None:
    """A reader that is deaf to the change breaks what the check is for."""
    one = read("mercosur-beef.en")
    monkeypatch.setattr(Account, "again", lambda self, text, declared=None: self)
    monkeypatch.setattr(Account, "_among", lambda self, proposal, words: True)
    for what in CHECKS:
        if "order" in what or "in the text itself" in what:
            continue
        count = CHECKS[what](one)
        if count.cases:
            assert count.held < len(count.cases), what


CLAIM = ("Brazil is ready to sign.", "Brazil is ready to sign")
FRENCH = ("Il est prêt à signer.", "Il est prêt à signer")


@pytest.mark.parametrize(
    ("change", "language", "claim", "sentence"),
    [
        (wording.negated, "en", CLAIM, "Brazil is not ready to sign."),
        (wording.negated, "fr", FRENCH, "Il n’est pas prêt à signer."),
        (
            wording.negated,
            "en",
            ("The guards shoot sooner.", "The guards shoot sooner."),
            "It is not true that the guards shoot sooner.",
        ),
        (wording.asked, "en", CLAIM, "Is it true that Brazil is ready to sign?"),
        (wording.asked, "fr", FRENCH, "Est-il vrai qu’il est prêt à signer ?"),
        (
            wording.conceded,
            "fr",
            FRENCH,
            "Même s’il est prêt à signer, la vallée est à huit cents mètres.",
        ),
        (
            wording.refuted,
            "en",
            CLAIM,
            "It is not because Brazil is ready to sign that the valley is quiet.",
        ),
        (
            wording.said_by("Oslo said", "a dit Oslo"),
            "en",
            CLAIM,
            "“Brazil is ready to sign,” Oslo said.",
        ),
        (
            wording.said_by("Oslo said", "a dit Oslo"),
            "fr",
            FRENCH,
            "« Il est prêt à signer », a dit Oslo.",
        ),
    ],
)
def test_wording(
    change: wording.Change, language: Tongue, claim: tuple[str, str], sentence: str
) -> None:
    new = change(*claim, language)
    assert new is not None
    assert new.sentence == sentence
    assert new.part in sentence


@pytest.mark.parametrize(
    ("change", "sentence", "part"),
    [
        (wording.negated, "Nobody is ready.", "is ready"),
        (wording.negated, "A man who is here left.", "man who is here left"),
        (wording.asked, "But Brazil is ready.", "But Brazil is ready"),
        (wording.asked, "We hold that it is ready.", "We hold that it is ready"),
        (wording.refuted, "Perhaps it is ready: so it says.", "it is ready"),
        (wording.said_by("Oslo said", ""), "“It is ready,” Oslo said.", "It is ready"),
    ],
)
def test_what_does_not_allow_for_a_change(change: wording.Change, sentence: str, part: str) -> None:
    assert change(sentence, part, "en") is None


def test_renaming() -> None:
    one = read("mercosur-beef.fr")
    known = by_others(one.text, one.reading)
    assert known.actors
    assert not {*known.actors.values()} & {actor.id for actor in one.reading.actors}
    new = known.text(one.text)
    assert len(new.sentences) == len(one.text.sentences)
    for name, other in known.forms.items():
        assert known.of(f"à {name}, dit-on") == f"à {other}, dit-on"
    assert known.of("Rien de tel.") == "Rien de tel."
    invented = by_invented(one.text, one.reading)
    assert {*invented.actors.values()} == {*invented.declared}
