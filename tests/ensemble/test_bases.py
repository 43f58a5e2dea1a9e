"""What was played a moment ago is used, within a bound of memory, and changes no result."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from typer.testing import CliRunner

import detente
from detente.cli.app import app
from detente.ensemble.bases import BASES, Bases
from detente.ensemble.simulate import simulate
from detente.explain.recalled import Recalled
from detente.explain.worth import flip_claims
from detente.scenario.read import load
from tests.effects.toy import TOY
from tests.ensemble.test_replayed import assert_same_bits


@pytest.fixture(autouse=True)
def nothing_kept() -> Iterator[None]:
    BASES.clear()
    yield
    BASES.clear()


def test_a_forced_play_uses_the_one_before_and_only_of_the_same_futures() -> None:
    toy = detente.load(TOY)
    assert toy.simulate(200, seed=3, force={"ready": True}).replayed == 200  # nothing is there
    base = toy.simulate(200, seed=3)
    assert base.replayed == 200  # with nothing forced all are played, whatever is there
    held = int(base.truth[:, 0].sum())
    forced = toy.simulate(200, seed=3, force={"ready": False})
    assert forced.replayed == min(held, 200)
    assert_same_bits(forced, simulate(toy, paths=200, seed=3, forced={"ready": False}))
    again = detente.load(TOY).simulate(200, seed=3, credences={"ready": 0.7})
    assert 0 < again.replayed < 200
    for other in (
        toy.simulate(200, seed=4, force={"ready": True}),
        toy.simulate(100, seed=3, force={"ready": True}),
        toy.simulate(200, seed=3, until=base.dates[50], force={"ready": True}),
    ):
        assert other.replayed == other.paths


def test_what_was_not_asked_for_longest_is_let_go() -> None:
    toy = load(TOY)
    played = [simulate(toy, paths=50, seed=seed) for seed in range(4)]
    one = Bases()
    one.put(played[0])
    few = Bases(most=int(2.5 * one.bytes))
    for each in played:
        few.put(each)
        assert few.bytes <= few.most
    assert [few.nearest(each.setting) is each for each in played] == [False, False, True, True]


def test_worths_are_the_same_with_futures_that_are_known() -> None:
    ensemble = detente.load("tariff-truce-2025").simulate(150, seed=5)
    outcome = ensemble.scenario.outcomes[0].id
    known = Recalled.of(ensemble, outcome)
    anew = flip_claims(ensemble.setting, outcome, paths=60)
    recalled = flip_claims(ensemble.setting, outcome, paths=60, recalled=known)
    assert recalled.worths == anew.worths
    assert recalled.joint == anew.joint


def test_what_is_kept_changes_no_result() -> None:
    toy = detente.load(TOY)
    whole = toy.simulate(200, seed=3)
    assert whole.by_day is not None
    forced = whole.forcing({"ready": False})
    for keep in ("acts", "nothing"):
        BASES.clear()
        less = toy.simulate(200, seed=3, keep=keep)
        assert less.by_day is None
        assert (less.chronicle is None) == (keep == "nothing")
        assert less.document() == whole.document()
        assert BASES.bytes == 0
        again = less.forcing({"ready": False})
        assert (again.replayed, forced.replayed < 200) == (200, True)
        assert again.document() == forced.document()
        assert less.seen("contact").document() == whole.seen("contact").document()
    with pytest.raises(detente.OutcomeError, match="keep='day': give one of days, acts, nothing"):
        toy.simulate(10, keep="day")  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("options", "keep"),
    [
        (["simulate"], "nothing"),
        (["simulate", "--out", "run"], "acts"),
        (["simulate", "--seen", "contact"], "days"),
        (["explain", "contact"], "acts"),
        (["explain", "contact", "--reach", "0.5"], "days"),
    ],
)
def test_a_command_keeps_what_it_needs(
    options: list[str], keep: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    class PlayedError(Exception):
        pass

    def played(*_given: object, keep: str, **_more: object) -> None:
        raise PlayedError(keep)

    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("detente.ensemble.bases.played", played)
    command, *rest = options
    found = CliRunner().invoke(app, [command, str(TOY), *rest])
    assert isinstance(found.exception, PlayedError)
    assert str(found.exception) == keep
