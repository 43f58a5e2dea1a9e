"""How long to wait for a server, how often to ask again, and how much to take from it."""

from __future__ import annotations

import random
import time
from dataclasses import dataclass

from detente.errors import InputError
from detente.language.current import gettext as _


@dataclass(frozen=True)
class Patience:
    """What a download puts up with.

    Attributes
    ----------
    timeout : float
        Seconds in which a connection must be made, and in which bytes must come.
    slowest : float
        Bytes a second, averaged over `timeout`: a server that sends less is taken for one that
        sends nothing.
    attempts : int
        How often one file is asked for before giving up.
    pause : float
        Seconds before the second attempt; each later pause is twice as long. A random share of
        up to a half is taken off, so that many clients do not come back at the same moment.
    longest_pause : float
        Seconds.
    redirects : int
        How often one request may be sent elsewhere.
    largest : int
        Bytes of the largest file that is taken.
    """

    timeout: float = 30.0
    slowest: float = 100.0
    attempts: int = 6
    pause: float = 1.0
    longest_pause: float = 60.0
    redirects: int = 5
    largest: int = 4_000_000_000


class PassingError(Exception):
    """Something that may be over by the next attempt.

    Parameters
    ----------
    message : str
    wait : float
        Seconds for which the server asks to be left alone.
    """

    def __init__(self, message: str, wait: float = 0.0) -> None:
        super().__init__(message)
        self.wait = wait


class Retries:
    """Counts the attempts at one file and waits between them.

    Parameters
    ----------
    what : str
        Name for messages.
    patience : Patience
    """

    def __init__(self, what: str, patience: Patience) -> None:
        self._what = what
        self._patience = patience
        self._failed = 0

    def forgive(self) -> None:
        """Begin to count anew, because the last attempt got a good way on."""
        self._failed = 0

    def after(self, error: PassingError) -> None:
        """Wait until the next attempt is due.

        Raises
        ------
        InputError
            If this was the last attempt.
        """
        patience = self._patience
        self._failed += 1
        if self._failed >= patience.attempts:
            raise InputError(
                _(
                    "{what}: {error}; given up after {attempts} attempts; the same command "
                    "later goes on from here"
                ).format(what=self._what, error=error, attempts=patience.attempts)
            ) from None
        pause = patience.pause * 2 ** (self._failed - 1) * random.uniform(0.5, 1.0)
        time.sleep(min(max(pause, error.wait), patience.longest_pause))
