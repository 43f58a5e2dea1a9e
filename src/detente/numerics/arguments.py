"""Numbers and settings that users give, checked: one line says what is wrong and would be right."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from datetime import date, datetime
from os import PathLike
from pathlib import Path
from textwrap import shorten
from typing import Any, TypeVar

import numpy as np
from numpy.typing import NDArray

from detente.errors import InputError
from detente.language.current import gettext as _
from detente.language.hints import did_you_mean

T = TypeVar("T")


def shown(value: Any) -> str:
    """A value as a message shows it: short, whatever it is."""
    return shorten(repr(value), 80, placeholder=" …")


def whole(value: Any, name: str, least: int | None = None, most: int | None = None) -> int:
    """A whole number.

    Raises
    ------
    InputError
        If it is no whole number, or outside least … most.
    """
    if isinstance(value, bool | np.bool_) or not isinstance(value, int | np.integer):
        raise InputError(
            _("{name} is {shown}; give a whole number").format(name=name, shown=shown(value))
        )
    number = int(value)
    if (least is not None and number < least) or (most is not None and number > most):
        bounds = [_("{least} or more").format(least=least)] if least is not None else []
        bounds += [_("{most} or less").format(most=most)] if most is not None else []
        raise InputError(
            _("{name} is {shown}; give a whole number, {bounds}").format(
                name=name, shown=shown(number), bounds=_(" and ").join(bounds)
            )
        )
    return number


def seeded(value: Any, name: str = "seed") -> int:
    """A seed.

    Raises
    ------
    InputError
        If it is no whole number in [0, 2**64).
    """
    number = whole(value, name)
    if not 0 <= number < 2**64:
        raise InputError(
            _("{name} {shown} is outside 0 … 2**64 - 1").format(name=name, shown=shown(number))
        )
    return number


EXACT = 2**53
"""Up to here every whole number survives readers of JSON that hold all numbers as doubles."""


def in_json(number: int) -> int | str:
    """A whole number for JSON: beyond `EXACT` a string of its digits."""
    return number if abs(number) <= EXACT else str(number)


def real(value: Any, name: str) -> float:
    """A finite number.

    Raises
    ------
    InputError
        If it is no number, or not finite.
    """
    if isinstance(value, np.generic):
        value = value.item()
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise InputError(
            _("{name} is {shown}; give a number").format(name=name, shown=shown(value))
        )
    try:
        number = float(value)
    except OverflowError:
        number = math.inf
    if not math.isfinite(number):
        raise InputError(
            _("{name} is {shown}; it must be finite").format(name=name, shown=shown(value))
        )
    return number


def positive(value: Any, name: str) -> float:
    """A finite number above 0.

    Raises
    ------
    InputError
        If it is anything else.
    """
    number = real(value, name)
    if not number > 0:
        raise InputError(
            _("{name} is {shown}; it must be positive").format(name=name, shown=shown(value))
        )
    return number


def share(value: Any, name: str) -> float:
    """A number between 0 and 1.

    Raises
    ------
    InputError
        If it is anything else.
    """
    number = isinstance(value, int | float | np.floating) and not isinstance(value, bool)
    if not (number and 0.0 < value < 1.0):
        raise InputError(
            _("{name} is {shown}; a share between 0 and 1, such as 0.95").format(
                name=name, shown=shown(value)
            )
        )
    return float(value)


def flag(value: Any, name: str) -> bool:
    """True or False.

    Raises
    ------
    InputError
        If it is anything else.
    """
    if not isinstance(value, bool | np.bool_):
        raise InputError(
            _("{name} is {shown}; give True or False").format(name=name, shown=shown(value))
        )
    return bool(value)


def among(value: object, known: Iterable[str]) -> bool:
    """Whether a value, which may be anything, is one of these words."""
    return isinstance(value, str) and value in known


def word(value: Any, name: str, known: Iterable[str] | None = None) -> str:
    """A text, one of those that are known if they are given.

    Raises
    ------
    InputError
        If it is none.
    """
    if not isinstance(value, str):
        raise InputError(_("{name} is {shown}; give a text").format(name=name, shown=shown(value)))
    if known is not None:
        words = list(known)
        if value not in words:
            raise InputError(
                _("{name} is {shown}").format(name=name, shown=shown(value))
                + did_you_mean(value, words)
            )
    return value


def listed(values: Any, name: str) -> list[Any]:
    """A list of values, from any that can be gone over; not a text, which is one value.

    Raises
    ------
    InputError
        If it is none.
    """
    if isinstance(values, str | bytes) or not isinstance(values, Iterable):
        raise InputError(_("{name} is {shown}; give a list").format(name=name, shown=shown(values)))
    return list(values)


def vector(values: Any, name: str, size: int) -> NDArray[np.float64]:
    """A vector of finite numbers, from any array of that shape or list of that length.

    Raises
    ------
    InputError
        If it has another shape, or holds what is no finite number.
    """
    try:
        found = np.asarray(values)
    except (TypeError, ValueError):
        found = np.asarray(None)
    if found.shape != (size,) or found.dtype.kind not in "iuf":
        raise InputError(
            _("{name} is {shown}; give {size} numbers in a list or an array").format(
                name=name, shown=shown(values), size=size
            )
        )
    numbers = np.ascontiguousarray(found, np.float64)
    if not np.isfinite(numbers).all():
        raise InputError(
            _("{name} is {shown}; its numbers must be finite").format(
                name=name, shown=shown(values)
            )
        )
    return numbers


def day(value: Any, name: str) -> date:
    """A date without a time of day.

    Raises
    ------
    InputError
        If it is anything else.
    """
    if not isinstance(value, date) or isinstance(value, datetime):
        raise InputError(_("{name} is {shown}; give a date").format(name=name, shown=shown(value)))
    return value


def place(value: Any, name: str) -> Path:
    """A path, from a text or what stands for one.

    Raises
    ------
    InputError
        If it is anything else.
    """
    if not isinstance(value, str | PathLike):
        raise InputError(_("{name} is {shown}; give a path").format(name=name, shown=shown(value)))
    try:
        return Path(value)
    except TypeError:  # one of bytes
        raise InputError(
            _("{name} is {shown}; give a path as text").format(name=name, shown=shown(value))
        ) from None


def instance(value: Any, name: str, kind: type[T], how: str = "") -> T:
    """One of a class of Détente's.

    Raises
    ------
    InputError
        If it is anything else; the message says `how` one is had.
    """
    if not isinstance(value, kind):
        more = f", {how}" if how else ""
        if kind.__name__[0] in "AEIOU":
            text = _("{name} is {shown}; give an {kind}{more}")
        else:
            text = _("{name} is {shown}; give a {kind}{more}")
        raise InputError(text.format(name=name, shown=shown(value), kind=kind.__name__, more=more))
    return value


def called(value: Any, name: str) -> None:
    """Refuse what is neither a function nor None.

    Raises
    ------
    InputError
    """
    if value is not None and not callable(value):
        raise InputError(
            _("{name} is {shown}; give a function, or None").format(name=name, shown=shown(value))
        )


def table(value: Any, name: str) -> dict[Any, Any]:
    """A mapping.

    Raises
    ------
    InputError
        If it is anything else.
    """
    if not isinstance(value, Mapping):
        raise InputError(_("{name} is {shown}; give a dict").format(name=name, shown=shown(value)))
    return dict(value)
