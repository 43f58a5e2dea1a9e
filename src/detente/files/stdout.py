"""Standard output: all of it arrives, or nobody reads any more."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager

from detente.files.reasons import cannot_write, reason
from detente.language.current import gettext as _


@contextmanager
def output() -> Iterator[None]:
    """Write to standard output; all of it has arrived at the end, or nobody reads any more.

    Raises
    ------
    InputError
        If it cannot be written, as on a full disk.
    """
    try:
        yield
        sys.stdout.flush()
    except BrokenPipeError:  # as after `| head`, which has had what it wanted
        unread()
    except OSError as error:
        raise cannot_write(_("the output"), reason(error)) from None


def unread() -> None:
    """Let standard output lead nowhere from now on."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, sys.stdout.fileno())
    os.close(nowhere)
