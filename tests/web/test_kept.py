"""What is kept is bounded, and nothing is lost when it goes."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import numpy as np
import pytest

import detente
from detente.public.play import Scenario
from detente.web.documents import Documents
from detente.web.plays import lighter
from detente.web.results import Memory, size
from detente.web.view import View
from tests.web.servers import TOY, client, running, toy_site


@pytest.fixture(scope="module")
def toy() -> Scenario:
    return detente.load(TOY)


def test_memory_keeps_what_was_asked_for_last() -> None:
    memory = Memory(most=3_000)
    for name in "abc":
        memory.put(name, np.zeros(100))
    assert memory.bytes == 2_400
    memory.get("a")
    memory.put("d", np.zeros(100))
    assert [name for name in "abcd" if memory.get(name) is not None] == ["a", "c", "d"]
    memory.put("large", np.zeros(1_000))  # larger than all of it: kept alone, for who asks now
    assert [name for name in "abcd" if memory.get(name) is not None] == []
    assert memory.get("large") is not None


def test_what_is_kept_becomes_lighter_before_any_goes(toy: Scenario) -> None:
    """Of three ensembles the older ones lose what only replays need; their answers stay."""
    many = [toy.simulate(200, seed) for seed in (1, 2, 3)]
    light = [size(lighter(each)) for each in many]
    assert light[0] < size(many[0])
    memory = Memory(most=light[0] + light[1] + size(many[2]))
    for seed, each in enumerate(many):
        memory.put(seed, each)
    kept = [memory.get(seed) for seed in range(3)]
    assert [each.by_day is None for each in kept] == [True, True, False]
    assert [each.document() for each in kept] == [each.document() for each in many]


def test_an_ensemble_is_weighed_by_its_arrays(toy: Scenario) -> None:
    few, many = toy.simulate(10), toy.simulate(1_000)
    assert size(many) > size(few) > few.first.nbytes
    assert size(many) - size(few) >= many.courses.nbytes - few.courses.nbytes


def test_what_results_have_in_common_is_counted_once(toy: Scenario) -> None:
    start = toy.simulate(200)
    claim = toy.claims[0]
    other = start.with_credence({claim.id: min(claim.credence + 0.05, 1.0)})
    assert start.by_day is not None
    assert other.by_day is not None
    shared = {id(each) for each in start.by_day.parts} & {id(each) for each in other.by_day.parts}
    assert shared
    memory = Memory()
    memory.put("start", start)
    memory.put("other", other)
    common = sum(each.bytes for each in start.by_day.parts if id(each) in shared)
    assert memory.bytes <= size(start) + size(other) - common
    assert memory.bytes > size(start)
    whole = np.zeros(1_000)
    assert size(whole[:10]) == whole.nbytes  # a part keeps the whole


def test_documents_are_kept_within_bounds(tmp_path: Path) -> None:
    documents = Documents(tmp_path / "kept.sqlite", most=250)
    for name in "abc":
        documents.put(name, name.encode() * 100)
    assert documents.get("a") is None
    assert documents.get("c") == b"c" * 100
    assert Documents(tmp_path / "kept.sqlite", made_by="another").get("c") is None
    assert Documents(None).get("c") is None


def test_a_file_may_be_deleted_damaged_or_locked(tmp_path: Path) -> None:
    file = tmp_path / "kept.sqlite"
    documents = Documents(file)
    documents.put("a", b"one")
    file.write_bytes(b"this is no database" * 1_000)
    assert documents.get("a") is None
    documents.put("a", b"two")  # throws the damaged file away
    documents.put("a", b"three")
    assert documents.get("a") == b"three"
    with sqlite3.connect(file) as other:
        other.execute("BEGIN EXCLUSIVE")
        assert documents.get("a") is None
        documents.put("a", b"four")
    other.close()
    assert documents.get("a") == b"three"
    file.unlink()
    assert documents.get("a") is None
    file.mkdir()
    documents.put("a", b"five")
    assert documents.get("a") is None


@pytest.mark.parametrize("harm", ["deleted", "damaged"])
def test_answers_stay_the_same_when_the_cache_goes(tmp_path: Path, harm: str) -> None:
    with running(toy_site(tmp_path)) as address, client(address) as web:
        path = "/api/scenarios/toy/answer"
        before = web.get(path).json()
        file = tmp_path / "documents.sqlite"
        assert file.is_file()
        if harm == "deleted":
            file.unlink()
        else:
            file.write_bytes(b"\0" * 4_096)
        assert web.get(path).json() == before


def test_an_older_programs_numbers_are_not_shown(tmp_path: Path) -> None:
    view = View("toy", seed=5)
    one, other = (Documents(tmp_path / "kept.sqlite", made_by=name) for name in ("old", "new"))
    one.put(view.query(), b"{}")
    assert other.get(view.query()) is None
