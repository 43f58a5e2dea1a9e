"""A treaty is given the stages of which the text speaks, and nothing hangs on the others."""

from __future__ import annotations

import tomllib
from dataclasses import replace
from typing import Any

from detente.reading.proposal import Candidate
from detente.reading.sentence import Token
from detente.reading.writing.write import write
from detente.reading.writing.written import Written
from detente.scenario.folder import Memory
from detente.scenario.read import read
from tests.reading.writing.readings import AS_OF, claim, reading

READY = Candidate("disposition", "ready", 3.0, (), {}, 1, "agreement")


def treaty(*lemmas: str, effect: Candidate = READY) -> dict[str, Any]:
    """A scenario about a treaty, of a text with some words."""
    found = reading(claim("it", effect), kind="negotiation")
    tokens = tuple(Token(each, each, 0, 0) for each in lemmas)
    first = replace(found.sentences[0], tokens=tokens)
    files = write(replace(found, sentences=[first, *found.sentences[1:]]), Written("made", AS_OF))
    read(Memory(files, "made"))
    return tomllib.loads(files["scenario.toml"])


def values(whole: dict[str, Any]) -> list[str]:
    return list(next(each["values"] for each in whole["states"] if each["id"] == "treaty"))


def test_without_a_word_of_it_a_treaty_ends_with_its_signature() -> None:
    whole = treaty("implement")  # once may be said of something else
    assert values(whole) == ["talks", "suspended", "text", "signed"]
    assert [each["id"] for each in whole["states"]] == ["treaty"]
    assert not [each for each in whole["processes"] if "leaves" in each["id"]]
    assert "in-force" not in str(whole["outcomes"])


def test_a_text_on_ratification_has_the_votes() -> None:
    for whole in (
        treaty("ratify", "senate", "ratification"),
        treaty(effect=Candidate("vote", "", 3.0, (), {}, 1, "any")),
    ):
        assert values(whole)[-2:] == ["in-force", "rejected"]
        assert {"ind-vote", "chn-vote"} <= {each["id"] for each in whole["states"]}
        assert "ind-part" not in {each["id"] for each in whole["states"]}


def test_a_text_on_implementation_has_all_of_it() -> None:
    whole = treaty("implement", "comply", "enforcement")
    assert {"carried-out", "lapsed"} <= set(values(whole))
    assert {"ind-part", "chn-part"} <= {each["id"] for each in whole["states"]}
