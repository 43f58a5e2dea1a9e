"""Exceptions and warnings of Détente.

::

    DetenteError
     └── InputError                something the user wrote is wrong; exit code 2
          ├── ScenarioError        in a scenario folder: names file and key
          ├── OutcomeError         no such outcome, claim or path
          └── EstimationError      the record cannot tell the coefficients: names the effects
               ├── CollinearError      a combination of effects never varies
               ├── SeparatedError      an effect always, or never, goes with the acts
               └── ConvergenceError    no maximum was found

    DetenteWarning (UserWarning)   the work goes on, but its numbers are to be read with care
     ├── EstimationWarning         an estimate hangs on few acts, or on its prior
     ├── MissingValueWarning       a missing value was filled
     └── UnusedColumnWarning       a column of a table is not used
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

LONGEST = 640
"""Characters of the longest message: what stands in the middle of a longer one is left out."""

SPACES = "\N{NO-BREAK SPACE}\N{NARROW NO-BREAK SPACE}"
"""Spaces that stand in French text, which Python does not count as printable."""


def one_line(text: str) -> str:
    r"""Text as one printable line of at most `LONGEST` characters.

    What cannot be printed is written as in Python (``\n``, ``\x1b``, ``\u202e``).
    """
    if len(text) <= LONGEST and text.isprintable():
        return text
    line = "".join(c if c.isprintable() or c in SPACES else repr(c)[1:-1] for c in _shortened(text))
    return _shortened(line)


def _shortened(text: str) -> str:
    if len(text) <= LONGEST:
        return text
    end = LONGEST // 2 - 2
    return f"{text[:end]} … {text[-end:]}"


class DetenteError(Exception):
    """Base of everything that Détente raises on purpose; its message is one printable line.

    Parameters
    ----------
    message : str
    faults : sequence of str
        All that is wrong, where that is more than the message says.

    Attributes
    ----------
    faults : tuple of str
        All that is wrong, one printable line each; the message alone where that is all.
    """

    faults: tuple[str, ...]

    def __init__(self, message: str, faults: Sequence[str] = ()) -> None:
        super().__init__(one_line(message))
        self.faults = tuple(one_line(fault) for fault in faults) or (str(self),)


class InputError(DetenteError):
    """Input that cannot be used; the message says what, where and what would be right."""


@dataclass(frozen=True, slots=True)
class Location:
    """Where in a scenario's files an error stands.

    Attributes
    ----------
    file : str
        As the message names it.
    line : int or None
        From 1; None if no line of the file has it, as a key that is missing.
    key : str or None
        Such as ``states.truce.transitions[2].to``: an entry of a table by its id, or its number
        from 1; None where a file has no keys, or the error is of no one key.
    """

    file: str
    line: int | None
    key: str | None

    def document(self) -> dict[str, str | int | None]:
        """As plain data (docs/json.md)."""
        return {"file": self.file, "line": self.line, "key": self.key}


class ScenarioError(InputError):
    """A scenario folder that cannot be used.

    Parameters
    ----------
    message : str
    faults : sequence of str
        As of `DetenteError`.
    locations : sequence of Location or None
        Where each of them stands; empty where that is not known.

    Attributes
    ----------
    locations : tuple of Location or None
        As many as `faults`.
    """

    locations: tuple[Location | None, ...]

    def __init__(
        self,
        message: str,
        faults: Sequence[str] = (),
        locations: Sequence[Location | None] = (),
    ) -> None:
        super().__init__(message, faults)
        self.locations = tuple(locations) or (None,) * len(self.faults)


class OutcomeError(InputError):
    """A question about an outcome, claim or path that does not exist."""


class EstimationError(InputError):
    """The record cannot tell the coefficients; the message names the effects and says what to do.

    Parameters
    ----------
    message : str
    effects : tuple of str

    Attributes
    ----------
    effects : tuple of str
        Names of the coefficients concerned, all of them; a message lists the first few.
    """

    def __init__(self, message: str, effects: tuple[str, ...] = ()) -> None:
        super().__init__(message)
        self.effects = effects


class CollinearError(EstimationError):
    """Some combination of the effects never varies, so only part of them can be told."""


class SeparatedError(EstimationError):
    """An effect always, or never, goes with the acts: its coefficient has no finite estimate."""


class ConvergenceError(EstimationError):
    """No maximum was found within the steps allowed."""


class DetenteWarning(UserWarning):
    """Base of the warnings: the work goes on, but its numbers are to be read with care."""


class EstimationWarning(DetenteWarning):
    """An estimate hangs on few acts, or on its prior alone."""


class MissingValueWarning(DetenteWarning):
    """A missing value was filled; the message says where and with what."""


class UnusedColumnWarning(DetenteWarning):
    """A column of a table that nothing reads; the message names table and column."""
