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


class ScenarioError(InputError):
    """A scenario folder that cannot be used."""


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
