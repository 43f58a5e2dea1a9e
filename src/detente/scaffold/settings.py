"""What a user says of a starting scenario."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import KW_ONLY, dataclass
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from detente.events.store.store import Store


@dataclass(frozen=True, slots=True)
class Settings:
    """What a starting scenario is made of, as it was said; see `start.prepare`.

    Parameters
    ----------
    actors : sequence of str
        Names, or lists of them with commas; the first two are the pair in question.
    parties : sequence of str
        Actors that are neither state nor known, as ``id=name``.
    as_of : date, optional
        Last day that is known; by default today, or with a store its last day if that is earlier.
    horizon : int, optional
        Days to play, 7 to 3660; some kinds need more than 7. By default what the kind needs.
    title : str, optional
        One line; made from the actors' names by default.
    kind : str
        What the text is about: one of `kinds.KINDS`.
    mediator, guarantor : str, optional
        A third party by name, where the kind has a part for it.
    dyad : str, optional
        Of what kind the pair is, one of `dyads.DYADS`; by default what the tables know.
    record : bool
        Whether rates are counted in an event store, where it has them: that of `store`, else the
        usual one. Naming a store or a data source says so too.
    store : path or Store, optional
    dataset : str, optional
        Data source in the store; needed if it has several.
    translated : bool
        Whether the texts are written in the other language too.
    """

    actors: Sequence[str]
    _: KW_ONLY
    parties: Sequence[str] = ()
    as_of: dt.date | None = None
    horizon: int | None = None
    title: str | None = None
    kind: str = "thaw"
    mediator: str | None = None
    guarantor: str | None = None
    dyad: str | None = None
    record: bool = False
    store: str | Path | Store | None = None
    dataset: str | None = None
    translated: bool = True

    @property
    def third_parties(self) -> dict[str, str]:
        """Those that are named, by option."""
        every = {"--mediator": self.mediator, "--guarantor": self.guarantor}
        return {option: name for option, name in every.items() if name is not None}

    @property
    def counts(self) -> bool:
        """Whether rates are counted in an event store."""
        return self.record or self.store is not None or self.dataset is not None
