"""An outcome that counts after another has two chances: given that one, and of both."""

from __future__ import annotations

import numpy as np
import pytest

from detente.ensemble.after import after, in_words
from tests.explain.worlds import ensemble


def test_the_two_chances_of_a_played_world() -> None:
    found = ensemble().after("soon")
    assert found is not None
    assert (found.antecedent, found.within) == ("sanctions", 30)
    first, both = ensemble().happened("sanctions"), ensemble().happened("soon")
    assert found.first.probability == first.mean()
    assert found.both.probability == both.mean()
    assert found.given is not None
    assert found.given.probability == both[first].mean() > both.mean()
    product = found.first.probability * found.given.probability
    assert found.both.probability == pytest.approx(product, abs=1e-12)
    begun = ensemble().first[:, [o.id for o in ensemble().scenario.outcomes].index("sanctions")]
    beyond = begun[begun >= 0] + 30 >= ensemble().days
    assert found.cut == beyond.mean()
    text = " ".join(in_words(found, "Sanctions"))
    assert "the chance of both" in text
    assert "given that it has" in text


def test_others_have_none() -> None:
    assert ensemble().after("contact") is None


def test_where_the_first_never_comes() -> None:
    never = np.full(20, -1, dtype=np.int32)
    found = after("first", 9, never, never >= 0, np.arange(20), 99)
    assert found.given is None
    assert in_words(found, "First") == ["“First” came in no future."]


def test_both_are_in_the_document_and_have_names() -> None:
    outcome = next(o for o in ensemble().document()["outcomes"] if o["id"] == "soon")
    found = outcome["after"]
    assert found["chance_of_both"]["probability"] == outcome["probability"]
    assert found["chance_given_antecedent"]["probability"] > outcome["probability"]
    assert found["antecedent"] == "sanctions"
    assert outcome["timing"] is None
    assert ensemble().document()["outcomes"][0]["timing"]["tells"] in (True, False)
