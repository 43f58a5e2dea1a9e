"""What `detente new` writes has its texts in the other language too."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

import detente
from detente.language.current import LANGUAGES, use_language
from detente.scaffold.kinds import KINDS
from detente.scaffold.settings import Settings
from detente.scaffold.start import start

AS_OF = dt.date(2026, 11, 25)


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("written", LANGUAGES)
def test_it_says_in_either_what_it_says_when_written_in_it(
    tmp_path: Path, kind: str, written: str
) -> None:
    """The translation of one is the text of the other, but for a party's name."""
    third = {"mediator": "Qatar"} if KINDS[kind].needs_mediator else {}
    actors = ["USA,x,African-Union"]
    scenarios = {}
    for language in LANGUAGES:
        settings = Settings(actors, parties=["x=The X"], as_of=AS_OF, kind=kind, **third)  # type: ignore[arg-type]
        with use_language(language):
            start(str(tmp_path / f"{language}-{kind}"), settings)
            scenarios[language] = detente.load(tmp_path / f"{language}-{kind}")
    (other,) = set(LANGUAGES) - {written}
    here, there = scenarios[written].words, scenarios[other].words
    with use_language(other):
        assert here.untranslated() == {other: []}
        assert here.title == there.title
        for claim in scenarios[other].claims:
            assert here.claim(claim.id) == there.claim(claim.id)
            assert here.passage(claim.id) == there.passage(claim.id)
        for process in scenarios[other].processes:
            assert here.prose(process.id) == there.prose(process.id)
        assert {here.reference(p.rate.reference) for p in scenarios[written].processes} == {
            there.reference(p.rate.reference) for p in scenarios[other].processes
        }


def test_one_language_is_enough_where_it_is_said(tmp_path: Path) -> None:
    settings = Settings(["USA,CHN"], as_of=AS_OF, translated=False)
    files = start(str(tmp_path / "s"), settings)
    assert not {"fr.toml", "brief.fr.md"} & set(files)
    assert detente.load(tmp_path / "s").words.translations == {}
