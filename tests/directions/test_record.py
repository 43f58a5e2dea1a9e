"""Which way acts of the record move the index and the outcomes of every shipped scenario.

And of one that `detente new` writes. Draws are paired, so a change of the record is all that moves.
"""

from __future__ import annotations

import datetime as dt
import functools
import tempfile
from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

import numpy as np
import pytest

from detente.ensemble.ensemble import Ensemble
from detente.ensemble.simulate import simulate
from detente.planes.index import index_name
from detente.scaffold.settings import Settings
from detente.scaffold.start import start
from detente.scenario.folder import BUILT_IN, Memory, built_in
from detente.scenario.read import read
from tests.forms import size

AS_OF = dt.date(2024, 11, 18)
NEW = "new"
PATHS = size(400, 1000)


class Meaning(NamedTuple):
    """A kind of act, and the outcomes that it raises or lowers: in number, and in likelihood."""

    act: str
    ends: str
    up: tuple[str, ...] = ()
    down: tuple[str, ...] = ()


HOSTILE = {
    "us-russia-2024": (
        Meaning("COERCE.restrict/economic", "forth", ("red-line-crossed", "new-sanctions")),
        Meaning("THREATEN.violence/cbrn", "back", ("nuclear-threat", "new-sanctions")),
    ),
    NEW: (
        Meaning("COERCE.restrict/economic", "forth", ("chn-line-crossed", "relations-worsen")),
        Meaning("COERCE.restrict/economic", "back", ("jpn-line-crossed", "relations-worsen")),
    ),
    "armenia-azerbaijan-2025": (Meaning("THREATEN.violence", "forth"),),
    "tariff-truce-2025": (Meaning("COERCE.restrict/economic", "back"),),
}
FRIENDLY = {
    "us-russia-2024": (
        Meaning("RETREAT.ease/economic", "forth", ("relations-recover",)),
        Meaning("CONSULT.visit@minister", "joint", ("relations-recover",)),
        Meaning("CONCEDE", "back", ("relations-recover",)),
    ),
    NEW: (
        Meaning("AGREE/diplomatic", "forth", ("relations-improve",), ("relations-worsen",)),
        Meaning("SUPPORT/diplomatic:057", "joint", (), ("relations-worsen",)),
        Meaning("CONCEDE", "back", ("relations-improve",), ("relations-worsen",)),
    ),
    "armenia-azerbaijan-2025": (Meaning("CONSULT.visit@minister", "joint"),),
    "tariff-truce-2025": (Meaning("CONSULT@minister", "joint"),),
}
SHORT = {"israel-hezbollah-2024"}
"""Scenarios whose record covers a few days alone."""


@functools.cache
def texts(name: str) -> dict[str, str]:
    if name != NEW:
        return {p.name: p.read_text(encoding="utf-8") for p in (BUILT_IN / name).iterdir()}
    with tempfile.TemporaryDirectory() as folder:
        start(str(Path(folder) / "new"), Settings(["CHN", "JPN"], as_of=AS_OF))
        return {p.name: p.read_text(encoding="utf-8") for p in (Path(folder) / "new").iterdir()}


@functools.cache
def play(
    name: str, listed: str = "", acts: tuple[str, ...] = (), until: dt.date | None = None
) -> Ensemble:
    """The scenario with further acts; `listed` is a class that its record is to hold wholly."""
    found = dict(texts(name))
    complete = f'complete = ["{listed}", ' if listed else "complete = ["
    assert found["scenario.toml"].count("complete = [") == 1
    found["scenario.toml"] = found["scenario.toml"].replace("complete = [", complete)
    found["acts.csv"] = found["acts.csv"].rstrip("\n") + "\n" + "".join(acts)
    return simulate(read(Memory(found)), paths=PATHS, seed=7, until=until)


def pair(name: str) -> tuple[str, str]:
    return play(name).scenario.file.index[0].pair


def recorded(name: str, meaning: Meaning, ages: Iterable[int]) -> tuple[str, ...]:
    """One act on each of these days; of both together it does not matter who is named first."""
    ends = sorted(pair(name), reverse=meaning.ends == "forth")  # USA > RUS, JPN > CHN
    as_of = play(name).scenario.as_of
    return tuple(
        f"{as_of - dt.timedelta(days=age)},{ends[0]},{ends[1]},{meaning.act},,x,x\n" for age in ages
    )


CASES = [
    pytest.param(name, meaning, sign, whole, id=f"{name}-{meaning.ends}-{meaning.act}-{whole}")
    for sign, kinds in ((-1.0, HOSTILE), (1.0, FRIENDLY))
    for name, meanings in kinds.items()
    for meaning in meanings
    for whole in (False, True)
]


def test_every_shipped_scenario_is_tried() -> None:
    assert {*built_in(), NEW} - SHORT == set(HOSTILE) == set(FRIENDLY)


@pytest.mark.parametrize(("name", "meaning", "sign", "whole"), CASES)
def test_acts_of_the_record_move_the_index_and_outcomes(
    name: str, meaning: Meaning, sign: float, whole: bool
) -> None:
    """Hostile ones down and hostile outcomes up, friendly ones the other way; the more the more."""
    listed = meaning.act if whole else ""
    before = play(name, listed)
    first_day = before.scenario.as_of + dt.timedelta(days=1)
    few = play(name, listed, recorded(name, meaning, range(3)), first_day)
    many = play(name, listed, recorded(name, meaning, range(30)))
    starts = [float(each.index().mean[0]) for each in (before, few, many)]
    assert sign * starts[0] < sign * starts[1] < sign * starts[2]
    assert many.index().basis.acts > before.index().basis.acts + 25  # a day has an act once
    assert many.index().volume.mean[0] > before.index().volume.mean[0] + 5.0
    # so it does on the days that follow, and in the direction of the acts
    column = before.scenario.watched()[index_name(*pair(name))]
    assert (sign * (many.daily_mean[:60, column] - before.daily_mean[:60, column]) > 0.0).all()
    ids = [outcome.id for outcome in before.scenario.outcomes]
    for sign_of, outcomes in ((1.0, meaning.up), (-1.0, meaning.down)):
        for outcome in outcomes:  # its acts, or its days at the level, tell more than whether
            counts = [each.count[:, ids.index(outcome)].mean() for each in (before, many)]
            assert sign_of * counts[0] < sign_of * counts[1], outcome
            likely = [each.probability(outcome) for each in (before, many)]
            assert sign_of * likely[0] <= sign_of * likely[1], outcome


def test_acts_of_others_leave_the_index() -> None:
    """An act of the built-in scenario's record between others is not in the index of the pair."""
    lines = tuple(f"2024-11-{day:02d},UKR,RUS,ASSAULT.aerial,,x,x\n" for day in range(1, 18))
    one, other = play("us-russia-2024"), play("us-russia-2024", "", lines)
    assert one.index().basis == other.index().basis
    np.testing.assert_allclose(one.index().mean[0], other.index().mean[0], rtol=1e-12)
