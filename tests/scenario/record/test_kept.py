"""What was taken is kept: the same content, the same text; read again without the store."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterable
from pathlib import Path

import detente
from detente.scenario.folder import Memory
from detente.scenario.read import read
from detente.scenario.record.taken import FILE
from tests.scenario.mutated import Raw
from tests.scenario.record.stores import (
    FACTS,
    process,
    scenario,
    stored,
    told,
)


def test_same_content_same_hash(tmp_path: Path) -> None:
    """Whatever the files were, and in which order they came."""
    one = stored(tmp_path / "one", FACTS)
    stored(tmp_path / "two", FACTS[5:], days=20)
    two = stored(tmp_path / "two", FACTS[:5], until=21)
    folder = scenario(tmp_path / "toy")
    first, second = detente.load(folder, store=one), detente.load(folder, store=two)
    assert first.texts[FILE] == second.texts[FILE]
    assert first.hash == second.hash
    other = detente.load(folder, store=stored(tmp_path / "three", FACTS[1:]))
    assert other.record == first.record  # the day has another act of the same kind
    assert other.hash != first.hash


def test_another_order_of_processes_takes_the_same(tmp_path: Path) -> None:
    store = stored(tmp_path, FACTS)
    one = detente.load(scenario(tmp_path / "a"), store=store)
    two = detente.load(
        scenario(tmp_path / "b", lambda raw: raw["processes"].reverse()), store=store
    )
    assert one.texts[FILE] == two.texts[FILE]


def test_it_is_read_again_without_the_store(tmp_path: Path) -> None:
    folder = scenario(tmp_path / "toy")
    found = detente.load(folder, store=stored(tmp_path, FACTS))
    again = read(Memory(found.texts), store=tmp_path / "nowhere")
    assert again.hash == found.hash
    assert again.record == found.record
    assert again.processes == found.processes
    assert not (folder / FILE).exists()


def _damaged(text: str) -> Iterable[str]:
    raw = json.loads(text)
    yield text[:-20]
    yield "{}"
    for key, value in (
        ("version", 2),
        ("covered", 3),
        ("missing", ["2017-01-01"]),
        ("missing", ["2018-09-22"]),
        ("missing", ["2018-09-03", "2018-09-03"]),
        ("last", "2018-10-01"),
        ("since", "2018-09-29"),
        ("acts", 2),
        ("kinds", raw["kinds"] * 2),
        ("kinds", [raw["kinds"][1] | {"days": {"2018-09": "31"}}]),
        ("kinds", [raw["kinds"][1] | {"days": {"2018-13": "1"}}]),
        ("kinds", [raw["kinds"][1] | {"days": {"2017-01": "1"}}]),
        ("kinds", [raw["kinds"][1] | {"days": {"2018-09": "4 3"}}]),
    ):
        yield json.dumps(raw | {key: value})


def test_a_kept_record_that_is_damaged_or_does_not_fit(tmp_path: Path) -> None:
    folder = scenario(tmp_path / "toy")
    store = stored(tmp_path, FACTS)
    text = detente.load(folder, store=store).texts[FILE]
    for damaged in _damaged(text):
        (folder / FILE).write_text(damaged, encoding="utf-8")
        message = told(folder, store)
        assert FILE in message
        assert "not a record that Détente has taken; delete it" in message

    def narrower(raw: Raw) -> None:
        process(raw, "aid")["act"] = "AID"

    def later(raw: Raw) -> None:
        raw["as_of"] = dt.date(2018, 9, 29)

    for name, change, record, part in (
        ("as-of", later, "store", "taken as of 2018-09-30, not 2018-09-29"),
        ("processes", narrower, "store", "taken for other processes"),
        ("source", None, {"store": "gdelt"}, "taken from 'icews', not 'gdelt'"),
        ("since", None, {"store": "icews", "since": dt.date(2018, 9, 1)},
         "taken since 2018-08-02, not 2018-09-01"),
    ):  # fmt: skip
        other = scenario(tmp_path / name, *([change] if change else []), record=record)
        (other / FILE).write_text(text, encoding="utf-8")
        message = told(other, store)
        assert message.startswith(str(other / FILE))
        assert part in message
        assert "delete it" in message
