"""What `detente.rem` offers."""

from __future__ import annotations

import pytest

from detente import rem
from detente.errors import InputError


def test_every_name_has_a_home() -> None:
    assert set(rem._HOME) == set(rem.__all__)
    assert dir(rem) == sorted(rem.__all__)


@pytest.mark.parametrize("name", rem.__all__)
def test_every_name_is_there_and_documented(name: str) -> None:
    member = getattr(rem, name)
    assert name == "EFFECTS" or (member.__doc__ and member.__doc__.strip())


def test_every_effect_is_a_public_name() -> None:
    assert {effect.__name__ for effect in rem.EFFECTS.values()} <= set(rem.__all__)


def test_no_other_name() -> None:
    with pytest.raises(AttributeError, match="no attribute 'Inertias'"):
        rem.Inertias  # noqa: B018


def test_failures_are_input_errors() -> None:
    for error in (rem.CollinearError, rem.SeparatedError, rem.ConvergenceError):
        assert issubclass(error, rem.EstimationError)
        assert issubclass(error, InputError)
