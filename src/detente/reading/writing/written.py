"""What a user says of the scenario that a reading is written into."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from detente.scaffold.counts import Opened


@dataclass(frozen=True, slots=True)
class Written:
    """How a reading is written down; see `write.write`.

    Parameters
    ----------
    id : str
        Of the scenario.
    as_of : date
        Last day that is known.
    horizon : int, optional
        Days to play; by default what the kind of brief needs.
    pair : tuple of str, optional
        Ids of the two in question; by default those who face each other most in the text.
    title : str, optional
        One line; made from the actors' names by default.
    kind : str, optional
        Kind of brief (`detente.scaffold.kinds`); by default the one that fits the text.
    store : Opened, optional
        An event store in which rates are counted.
    """

    id: str
    as_of: dt.date
    horizon: int | None = None
    pair: tuple[str, str] | None = None
    title: str | None = None
    kind: str | None = None
    store: Opened | None = None
