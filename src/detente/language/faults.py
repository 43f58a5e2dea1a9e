"""Errors that are found together and told together, in the language in force."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from detente.errors import DetenteError, InputError
from detente.language.current import ngettext
from detente.language.format import integer, labelled

MOST = 50
"""Errors that are printed; of the others their number is."""


class Faults:
    """What is wrong with a text: all of it, so that it is mended in one go.

    Parameters
    ----------
    kind : class of InputError
        What is raised.
    """

    def __init__(self, kind: type[InputError] = InputError) -> None:
        self._kind = kind
        self._told: dict[str, None] = {}
        self._spoilt: set[str] = set()
        self._met = 0

    def __len__(self) -> int:
        """How many errors have been met, those that only follow from others among them."""
        return self._met

    def tell(self, *lines: str) -> None:
        """Add errors, but for those that only follow from others: they name what is spoilt."""
        for line in lines:
            self._met += 1
            if not any(is_about(line, name) for name in self._spoilt):
                self._told[line] = None

    def spoil(self, *names: str) -> None:
        """Tell nothing more of what has these names: it is there, and an error of it is told."""
        self._spoilt.update(names)

    def spoilt(self, name: str) -> bool:
        """Whether an error of what has this name is told."""
        return name in self._spoilt

    @contextmanager
    def heard(self, where: str = "") -> Iterator[None]:
        """Add what is raised, with the place if it does not say it, and go on behind it."""
        try:
            yield
        except InputError as error:
            self.tell(*(labelled(where, line) if where else line for line in error.faults))

    def settle(self) -> None:
        """Raise what has been told, if anything has.

        Raises
        ------
        InputError
            Of the kind that was asked for; `faults` has every line of it.
        """
        lines = list(self._told)
        if lines:
            raise self._kind(summed(lines), lines)


@contextmanager
def told_of(place: str) -> Iterator[None]:
    """Put a place, such as a key, before all that is raised within."""
    try:
        yield
    except InputError as error:
        lines = [labelled(place, line) for line in error.faults]
        raise type(error)(summed(lines), lines) from None


def is_about(line: str, name: str) -> bool:
    """Whether a line is about something: names it in quotation marks, or as a key.

    What comes behind a semicolon only says what would be right.
    """
    subject = re.split(r"\s?;", line)[0]
    word = re.escape(name)
    return name in subject and bool(re.search(rf"['«]\s?{word}\s?['»]|\.{word}:", subject))


def summed(lines: Sequence[str]) -> str:
    """The first of several errors, and how many there are besides."""
    more = len(lines) - 1
    if not more:
        return lines[0]
    return ngettext("{first} (and {n} more)", "{first} (and {n} more)", more).format(
        first=lines[0], n=integer(more)
    )


def listed(error: DetenteError) -> list[str]:
    """All that is wrong, line by line: at most `MOST`, and how many more there are."""
    faults = error.faults
    if len(faults) <= MOST:
        return list(faults)
    more = len(faults) - MOST
    text = ngettext("… and {n} more error", "… and {n} more errors", more)
    return [*faults[:MOST], text.format(n=integer(more))]
