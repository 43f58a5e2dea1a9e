"""The documents, against what docs/json.md says of them."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from detente.language.current import use_language
from detente.relations.ranking import ranking
from detente.relations.relations import relations
from tests.docs.markdown import undocumented
from tests.relations.record import connect, told

DOCS = Path(__file__).parents[2] / "docs" / "json.md"
ROWS = [
    *(told(day, "USA", "RUS", 1 + day % 4) for day in range(60)),
    *(told(day, "RUS", "USA", 1 + day % 3) for day in range(0, 60, 2)),
    *(told(day, "RUS", "USA", joint=True) for day in range(0, 60, 9)),
    *(told(30, "RUS", "USA", 4, source="Army") for _ in range(4)),
]


def documents() -> dict[str, dict[str, Any]]:
    connection = connect(ROWS)
    found = (relations(connection, "USA", "RUS"), ranking(connection))
    return {each.document()["format"]: each.document() for each in found}


@pytest.mark.parametrize("name", ["detente-relations", "detente-ranking"])
def test_every_key_is_described(name: str) -> None:
    content = documents()[name]
    text = DOCS.read_text(encoding="utf-8")
    assert undocumented(text, f"`{name}`, version 1", content) == []
    assert content["version"] == 1
    assert json.loads(json.dumps(content, allow_nan=False)) == content


def test_they_are_the_same_in_every_language_and_every_time() -> None:
    once = documents()
    with use_language("fr"):
        assert documents() == once


def test_numbers_of_the_document() -> None:
    content = documents()["detente-relations"]
    assert content["actors"] == ["USA", "RUS"]
    assert (content["first"], content["last"]) == ("2020-01-01", "2020-02-29")
    assert content["counted"] == {"acts": 101, "forth": 60, "back": 34, "joint": 7}
    assert len(content["relation_index"]["pair"]) == 60
    assert content["largest_days"][0]["date"] == "2020-01-31"
    assert content["largest_days"][0]["told"][0]["direction"] == "back"
    total = content["quad_classes"]["total"]
    assert sum(map(sum, (total[flow] for flow in ("forth", "back", "joint")))) == 101
