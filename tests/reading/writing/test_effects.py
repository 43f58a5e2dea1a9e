"""Every effect has a piece, and what a piece writes checks, plays and moves what it says."""

from __future__ import annotations

from pathlib import Path

import pytest

import detente
from detente import Scenario
from detente.effects.registry import BUILT_IN
from detente.effects.titles import kind_of
from detente.language.current import LANGUAGES, use_language
from detente.reading.proposal import Proposal
from detente.reading.writing.effects.registry import PIECES, UNSAID
from detente.reading.writing.write import write
from detente.reading.writing.written import Written
from tests.forms import only_whole, size
from tests.reading.writing.readings import AS_OF, reading
from tests.reading.writing.said import SAID, proposed

TOGETHER = [[*PIECES][at::2] for at in range(2)]
"""Effects that are written into one scenario."""


def made(folder: Path, *proposals: Proposal, kind: str = "thaw") -> Scenario:
    folder.mkdir()
    for name, text in write(reading(*proposals, kind=kind), Written("made", AS_OF)).items():
        (folder / name).write_text(text, encoding="utf-8")
    return detente.load(folder)


def test_every_effect_has_a_piece_and_a_case() -> None:
    assert set(PIECES) | UNSAID == set(BUILT_IN) | {"judgement"}
    assert set(SAID) == set(PIECES)


@pytest.mark.parametrize("kind", size(["thaw"], ["thaw", "ceasefire", "trade", "negotiation"]))
@pytest.mark.parametrize("names", TOGETHER, ids=lambda names: names[0])
def test_what_is_written_checks_and_plays(tmp_path: Path, names: list[str], kind: str) -> None:
    scenario = made(tmp_path / "made", *map(proposed, names), kind=kind)
    assert [claim.id for claim in scenario.claims] == [f"says-{name}" for name in names]
    for name in names:
        owned = {kind_of(e) for e in scenario.effects if e.claim == f"says-{name}"}
        assert owned <= {name}
        assert owned or name in ("signal", "judgement")  # the one owns by its intent
    report = scenario.check(quick=True)
    assert report.faults == []
    assert report.without_passage == report.passages_without_claim == []
    assert scenario.simulate(20).paths == 20


def test_each_claim_declares_the_side_to_which_it_moves(tmp_path: Path) -> None:
    scenario = made(tmp_path / "made", *map(proposed, SAID))
    for claim in scenario.claims:
        moves = SAID[claim.id.removeprefix("says-")].moves
        assert [sign.moves for sign in claim.signs] == ([moves] if moves else [])


@pytest.mark.parametrize(
    "name",
    [pytest.param(each, marks=() if each == "disposition" else only_whole) for each in SAID],
)
def test_a_claim_moves_what_its_sign_says(tmp_path: Path, name: str) -> None:
    """Tried on the same futures as forced and not: no model may contradict its claim."""
    report = made(tmp_path / "made", proposed(name)).check()
    assert report.faults == []
    verdicts = [sign.verdict for sign in report.signs or []]
    assert "opposite" not in verdicts
    if name in ("disposition", "red-line", "offer", "gate", "sanctions"):
        assert verdicts == ["holds"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_statements_are_whole_sentences_in_either_language(language: str) -> None:
    with use_language(language):
        files = write(reading(*map(proposed, SAID)), Written("made", AS_OF))
    passages = [line for line in files["brief.md"].splitlines() if "{#" in line]
    assert len(passages) == len(SAID)
    for passage in passages:
        said, _mark, _id = passage.partition(" {#")
        assert said.endswith(".")
        assert said[0].isupper()
        assert not set(said) & set("{}[]|")
