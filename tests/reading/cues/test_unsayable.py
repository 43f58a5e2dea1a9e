"""Mechanisms that no effect has, by their sentences."""

from __future__ import annotations

import pytest

from detente.language.current import use_language
from detente.reading.article import TONGUES
from detente.reading.cues.unsayable import Mechanism, mechanisms, unsayable
from tests.reading.cues.plain import sentence


@pytest.mark.parametrize("mechanism", mechanisms(), ids=lambda each: each.name.en)
def test_an_example_is_listed_under_its_mechanism(mechanism: Mechanism) -> None:
    for tongue in TONGUES:
        assert unsayable(sentence(getattr(mechanism, f"example_{tongue}"), tongue)) == (
            mechanism.name.en
        )


def test_what_can_be_said_or_says_nothing_has_no_mechanism() -> None:
    assert unsayable(sentence("Arden is ready to talk with Borland.")) == ""
    assert unsayable(sentence("Nobody took this for a figure of speech.")) == ""


def test_the_name_is_in_the_language_in_force() -> None:
    with use_language("fr"):
        assert unsayable(sentence("A glacier melts.")) == mechanisms()[0].name.fr
