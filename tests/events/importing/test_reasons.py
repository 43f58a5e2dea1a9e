"""Why rows were not read: kept in English, told in the language in force."""

from __future__ import annotations

import pytest

from detente.events.importing.quarantine import fields_instead
from detente.events.importing.reasons import keys_place, retold
from detente.language.current import use_language


@pytest.mark.parametrize(
    ("reason", "french"),
    [
        (fields_instead(1, 5), "1 champ au lieu de 5"),
        (fields_instead(3, 5), "3 champs au lieu de 5"),
        ("the date {x} lies in the future", "la date {x} est à venir"),
        (
            f"a quoted field runs on to line 7: {fields_instead(2, 5)}",
            "un champ entre guillemets se prolonge jusqu’à la ligne 7\xa0: 2 champs au lieu de 5",
        ),
        ("what nobody knows", "what nobody knows"),
    ],
)
def test_a_reason_is_retold(reason: str, french: str) -> None:
    assert retold(reason) == reason
    with use_language("fr"):
        assert retold(reason) == french


def test_where_keys_stand() -> None:
    assert keys_place("in m.toml") == "in m.toml"
    with use_language("fr"):
        assert keys_place("in m.toml") == "dans m.toml"
