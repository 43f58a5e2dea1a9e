"""What a user says of articles that are to be read."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import KW_ONLY, dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from detente.reading.article import Tongue

if TYPE_CHECKING:
    from detente.events.store.store import Store


@dataclass(frozen=True, slots=True)
class ReadSettings:
    """How articles become a scenario, as it was said; see `start.prepare`.

    Parameters
    ----------
    as_of : date, optional
        Last day that is known; by default the day of the latest article, else today.
    horizon : int, optional
        Days to play; by default what the kind of brief needs.
    pair : (str, str), optional
        Two actors by name or id: who faces whom. By default what the text says.
    parties : sequence of str
        Actors that no table knows, as ``id=name``.
    kind : str, optional
        What the text is about (`detente.scaffold.kinds`); by default what its words say.
    title : str, optional
        One line; made from the actors' names by default.
    text_language : {"en", "fr"}, optional
        Language of the articles; by default what each is seen to be in.
    grammar : bool
        Whether a spaCy model of that language is used where one is installed.
    model : str, optional
        URL of an OpenAI-compatible endpoint, to which sentences are sent: it proposes as well.
    model_name : str, optional
        Name of the language model there.
    record, store, dataset
        As `detente.scaffold.settings.Settings` has them.
    """

    _: KW_ONLY
    as_of: dt.date | None = None
    horizon: int | None = None
    pair: tuple[str, str] | None = None
    parties: Sequence[str] = ()
    kind: str | None = None
    title: str | None = None
    text_language: Tongue | None = None
    grammar: bool = True
    model: str | None = None
    model_name: str | None = None
    record: bool = False
    store: str | Path | Store | None = None
    dataset: str | None = None

    @property
    def counts(self) -> bool:
        """Whether rates are counted in an event store."""
        return self.record or self.store is not None or self.dataset is not None
