"""The tree of errors and warnings, as it is drawn."""

from __future__ import annotations

import inspect
import re

import pytest

import detente
from detente import errors
from detente.errors import EstimationError, InputError
from detente.language.current import use_language
from detente.language.hints import did_you_mean, quoted
from detente.rem import daily

CLASSES = {
    name: each
    for name, each in vars(errors).items()
    if inspect.isclass(each) and issubclass(each, Exception)
}


def drawn() -> dict[str, str | None]:
    """Class → its base, from the drawing: the line above that is indented less."""
    found: dict[str, str | None] = {}
    above: list[tuple[int, str]] = []
    assert errors.__doc__ is not None
    for line in errors.__doc__.splitlines():
        place = re.search(r"\b\w+(Error|Warning)\b", line)
        if place is None:
            continue
        above = [each for each in above if each[0] < place.start()]
        found[place.group()] = above[-1][1] if above else None
        above.append((place.start(), place.group()))
    return found


def test_every_class_is_drawn_below_its_base() -> None:
    tree = drawn()
    assert set(tree) == set(CLASSES)
    for name, base in tree.items():
        (own,) = CLASSES[name].__bases__
        assert own in (Exception, UserWarning) if base is None else own is CLASSES[base], name


def test_each_is_public_under_one_name() -> None:
    for name, each in CLASSES.items():
        assert getattr(detente, name) is each
        for room in (detente.rem, daily):
            assert name not in room.__all__ or getattr(room, name) is each


def test_the_names_of_the_guilty_go_with_the_error() -> None:
    assert EstimationError("no").effects == ()
    error = errors.CollinearError("a and b", ("a", "b"))
    assert error.effects == ("a", "b")
    assert str(error) == "a and b"
    with pytest.raises(InputError):
        raise error


def test_names_are_not_too_many() -> None:
    assert quoted(["a", "b"]) == "'a', 'b'"
    assert quoted(list("abcdefg")) == "'a', 'b', 'c', 'd' and 3 more"


def test_hints_speak_the_language_in_force() -> None:
    assert did_you_mean("treaty", ["treaties", "x"]) == "; did you mean 'treaties'?"
    assert did_you_mean("treaty", []) == "; none is defined"
    with use_language("fr"):
        assert did_you_mean("ab", ["abc", "abd"]) == (
            "\xa0; vouliez-vous dire «\xa0abd\xa0» ou «\xa0abc\xa0»\xa0?"
        )
        assert did_you_mean("treaty", ["x", "y"]) == "\xa0; choix possibles\xa0: x, y"
        line = InputError(quoted(list("abcdef")))
    assert str(line) == "«\xa0a\xa0», «\xa0b\xa0», «\xa0c\xa0», «\xa0d\xa0» et 2 autres"
