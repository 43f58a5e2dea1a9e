"""Acts that claims own, beside those of a store."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import numpy as np
import pytest

import detente
from detente.scenario.record.taken import FILE
from detente.scenario.scenario import Scenario
from tests.scenario.record.stores import (
    AS_OF,
    FACTS,
    HEADER,
    H,
    memories,
    process_of,
    scenario,
    stored,
    told,
)


def owned(folder: Path, *lines: str) -> Path:
    """The toy with acts that claims own."""
    record = {"store": "icews", "owned": "acts.csv"}
    scenario(folder, record=record)
    text = HEADER + "".join(f"{line},a note,a test\n" for line in lines)
    (folder / "acts.csv").write_text(text, encoding="utf-8")
    return folder


def with_claim(found: Scenario, dyad: str) -> float:
    """The memory where every claim holds."""
    remembered = found.compiled().beginning.remembered[memories(found)[dyad].name]
    return float(remembered.value(np.ones((len(remembered.owned), 1)))[0, 0])


@pytest.mark.parametrize("act", ["ACCUSE", "ACCUSE.disapprove", "ACCUSE.allege/military"])
def test_an_owned_act_is_not_counted_twice_and_can_be_taken_out(tmp_path: Path, act: str) -> None:
    store = stored(tmp_path, FACTS)
    free = detente.load(scenario(tmp_path / "free"), store=store)
    day = AS_OF - dt.timedelta(days=8)
    found = detente.load(owned(tmp_path / "owned", f"{day},RUS,USA,{act},ready"), store=store)
    before = memories(free)["RUS>USA"].initial
    assert with_claim(found, "RUS>USA") == pytest.approx(before)
    assert memories(found)["RUS>USA"].initial == pytest.approx(before - 2 ** (-8 / H))
    assert process_of(found, "ru-accuses").rate == process_of(free, "ru-accuses").rate
    assert found.hash != free.hash
    assert found.texts[FILE] == free.texts[FILE]


def test_an_owned_act_that_the_store_lacks_is_added(tmp_path: Path) -> None:
    store = stored(tmp_path, FACTS)
    free = detente.load(scenario(tmp_path / "free"), store=store)
    lines = [
        f"{AS_OF},RUS,USA,ACCUSE,ready",
        f"{AS_OF - dt.timedelta(days=8)},USA,RUS,ACCUSE,ready",
    ]
    found = detente.load(owned(tmp_path / "owned", *lines), store=store)
    assert memories(found)["RUS>USA"].initial == pytest.approx(memories(free)["RUS>USA"].initial)
    assert with_claim(found, "RUS>USA") == pytest.approx(memories(free)["RUS>USA"].initial + 1.0)


def test_an_owned_file_has_owned_acts_alone(tmp_path: Path) -> None:
    folder = owned(tmp_path / "toy", f"{AS_OF},RUS,USA,ACCUSE,")
    assert "line 2: no claim; the record comes from the store" in told(
        folder, stored(tmp_path, FACTS)
    )
    folder = owned(tmp_path / "early", "2018-01-01,RUS,USA,ACCUSE,ready")
    assert "is before record.since 2018-08-02" in told(folder, tmp_path / "store")
