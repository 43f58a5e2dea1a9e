"""Numbers that a scenario leaves out are named, and those that it states are not."""

from __future__ import annotations

from detente.check.defaults import Default, defaults, left_out
from detente.language.current import use_language
from tests.engine.worlds import Change, add, plain, toy
from tests.scenario.mutated import Raw, claim


def index(**more: float) -> Raw:
    return {"pair": ["USA", "RUS"], **more}


def found(*changes: Change) -> list[Default]:
    return defaults(toy(plain, *changes))


def only_index(entry: Raw) -> Change:
    def change(raw: Raw) -> None:
        raw["index"] = [entry]

    return change


def correlated(raw: Raw) -> None:
    for voice in raw["voices"]:
        voice["correlation"] = 0.3


def test_what_is_left_out_is_named() -> None:
    assert found(correlated, only_index(index(half_life=10.0))) == [
        Default("index", "prior", 5.0, ("RUS~USA",))
    ]
    assert found(correlated, only_index(index(half_life=10.0, prior=5.0))) == []


def test_a_correlation_counts_where_a_voice_makes_two_claims() -> None:
    stated = only_index(index(half_life=10.0, prior=5.0))
    assert found(stated) == []
    second = add(claims=[claim("one", 0.5)])
    assert found(stated, second) == [Default("voices", "correlation", 0.0, ("author",))]


def test_it_is_said_in_one_line() -> None:
    numbers = [
        Default("effects", "prior", 1.0, ("a", "b")),
        Default("index", "half_life", 30.0, ("A~B",)),
    ]
    assert left_out([]) == ""
    assert left_out(numbers) == (
        "Left out, so at the usual number: prior = 1 in 2 effects; half_life = 30 in 1 relation "
        "index"
    )
    with use_language("fr"):
        assert "prior = 1 dans 2 effets" in left_out(numbers)
    assert numbers[1].document() == {
        "table": "index", "key": "half_life", "value": 30.0, "entries": ["A~B"], "reference": None,
    }  # fmt: skip
