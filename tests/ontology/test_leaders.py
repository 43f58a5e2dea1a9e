"""Who has led states: names in all spellings, days in order, nobody at odds with himself."""

from __future__ import annotations

import datetime as dt
from itertools import pairwise

import pytest

from detente.ontology.actors import resolve_actor
from detente.ontology.leaders import Leader, leader, leaders


def every() -> list[Leader]:
    return sorted(
        {each for known in leaders().values() for each in known},
        key=lambda each: (each.actor, each.role, each.first),
    )


def test_actors_are_known_and_days_are_in_order() -> None:
    for each in every():
        assert resolve_actor(each.actor).id == each.actor
        assert each.first < each.end
        assert each.role in {"leader", "minister", "official"}


def test_nobody_holds_two_terms_at_once() -> None:
    for one, other in pairwise(every()):
        if (one.name, one.actor, one.role) == (other.name, other.actor, other.role):
            assert one.end <= other.first


@pytest.mark.parametrize(
    ("name", "day", "actor", "role"),
    [
        ("Vladimir Poutine", "2024-11-18", "RUS", "leader"),
        ("Putin", "2024-11-18", "RUS", "leader"),
        ("Donald Trump", "2018-03-01", "USA", "leader"),
        ("Donald Trump", "2024-11-18", "USA", "leader"),
        ("Recep Tayyip Erdogan", "2025-09-15", "TUR", "leader"),
        ("Sergueï Lavrov", "2015-01-01", "RUS", "minister"),
    ],
)
def test_who_is_meant(name: str, day: str, actor: str, role: str) -> None:
    found = leader(name, dt.date.fromisoformat(day))
    assert found is not None
    assert (found.actor, found.role) == (actor, role)


def test_a_surname_of_two_and_a_stranger_are_nobody() -> None:
    day = dt.date(2025, 1, 1)
    assert leader("Kim", day) is None
    assert leader("Sharif al-Nobody", day) is None
