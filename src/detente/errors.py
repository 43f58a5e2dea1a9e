"""Exceptions of Détente.

::

    DetenteError
     └── InputError           something the user wrote is wrong; exit code 2
          ├── ScenarioError   in a scenario folder: names file and key
          └── OutcomeError    no such outcome, claim or path
"""

from __future__ import annotations

import difflib
from collections.abc import Iterable


class DetenteError(Exception):
    """Base of everything that Détente raises on purpose."""


class InputError(DetenteError):
    """Input that cannot be used; the message says what, where and what would be right."""


class ScenarioError(InputError):
    """A scenario folder that cannot be used."""


class OutcomeError(InputError):
    """A question about an outcome, claim or path that does not exist."""


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """Return a suffix that proposes the nearest known words, or lists them.

    Parameters
    ----------
    word : str
        What the user wrote.
    known : iterable of str
        What would have been right.

    Returns
    -------
    str
        Text that begins with ``"; "``, to be put behind an error message.
    """
    names = sorted(set(known))
    near = difflib.get_close_matches(word, names, n=3, cutoff=0.6)
    if near:
        return "; did you mean " + " or ".join(f"'{name}'" for name in near) + "?"
    if not names:
        return "; none is defined"
    shown = ", ".join(names[:12]) + (", …" if len(names) > 12 else "")
    return f"; known: {shown}"
