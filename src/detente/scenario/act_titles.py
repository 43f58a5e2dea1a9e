"""Acts for which a scenario has no words: by their parties and their class."""

from __future__ import annotations

from collections.abc import Iterable

from detente.language.format import labelled
from detente.language.safe import clean
from detente.ontology.acts import Act, describe


def act_title(parties: Iterable[str], act: Act, joint: bool) -> str:
    """An act such as *Israel → Lebanon: aerial assault* in the language in force.

    Parameters
    ----------
    parties : iterable of str
        Names; who does it first.
    act : Act
    joint : bool
        Whether all do it together.
    """
    return labelled((" – " if joint else " → ").join(map(clean, parties)), describe(act))
