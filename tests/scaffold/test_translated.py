"""What `detente new` writes has its texts in the other language too."""

from __future__ import annotations

import datetime as dt
from itertools import permutations
from pathlib import Path

import pytest

import detente
from detente import Scenario
from detente.language.current import LANGUAGES, use_language
from detente.scaffold.kinds import KINDS
from detente.scaffold.settings import Settings
from detente.scaffold.start import start

AS_OF = dt.date(2026, 11, 25)


@pytest.mark.parametrize("kind", KINDS)
def test_it_says_in_either_what_it_says_when_written_in_it(tmp_path: Path, kind: str) -> None:
    """The translation of one is the text of the other."""
    mediator = "Qatar" if KINDS[kind].needs_mediator else None
    actors, parties = ["USA,x,African-Union"], ["x=The X"]
    settings = Settings(actors, parties=parties, as_of=AS_OF, kind=kind, mediator=mediator)
    scenarios = {}
    for language in LANGUAGES:
        with use_language(language):
            start(str(tmp_path / f"{language}-{kind}"), settings)
            scenarios[language] = detente.load(tmp_path / f"{language}-{kind}")
    for written, other in permutations(LANGUAGES):
        here, there = scenarios[written], scenarios[other]
        with use_language(other):
            assert here.words.untranslated() == {other: []}
            assert said(here) == said(there)


def said(scenario: Scenario) -> list[str | None]:
    """The texts of a scenario in the language in force."""
    words = scenario.words
    return [
        words.title,
        *(words.claim(claim.id) for claim in scenario.claims),
        *(words.credence_basis(claim.id) for claim in scenario.claims),
        *(words.passage(claim.id) for claim in scenario.claims),
        *(words.prose(process.id) for process in scenario.processes),
        *(words.reference(process.rate.reference) for process in scenario.processes),
        *(words.outcome(outcome.id) for outcome in scenario.outcomes),
        *(words.state(state.id) for state in scenario.file.states),
        *(words.unit(level.id) for level in scenario.file.levels),
    ]


def test_one_language_is_enough_where_it_is_said(tmp_path: Path) -> None:
    settings = Settings(["USA,CHN"], as_of=AS_OF, translated=False)
    files = start(str(tmp_path / "s"), settings)
    assert not {"fr.toml", "brief.fr.md"} & set(files)
    assert detente.load(tmp_path / "s").words.translations == {}
