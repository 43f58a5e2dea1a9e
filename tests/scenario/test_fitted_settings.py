"""What of an effect gives its coefficients their meaning."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from detente.effects.registry import effects
from detente.scenario.fitted.settings import fingerprint
from tests.effects.example import quantity

READY: dict[str, Any] = {
    "id": "ready", "actor": "USA", "on": ["call"], "coefficient": quantity(1.0),
}  # fmt: skip


def found(**changes: object) -> str:
    return fingerprint(effects()["disposition"].model_validate(READY | changes))


def test_fits_of_before_are_still_fits_of_the_same_effect() -> None:
    """The value that it had when effects had no conditions, and claims could not deny them."""
    assert found() == "28b733f8"


@pytest.mark.parametrize(
    ("changes", "same"),
    [
        ({"id": "other", "on": ["visit"], "note": "another"}, True),
        ({"claim": "held", "otherwise": 0.0}, True),
        ({"denied_by": "held"}, True),
        ({"while": {"until": dt.date(2025, 1, 1)}}, False),
        ({"actor": "RUS"}, False),
    ],
)
def test_who_owns_it_and_where_it_acts_is_free(changes: dict[str, Any], same: bool) -> None:
    assert (found(**changes) == found()) is same
