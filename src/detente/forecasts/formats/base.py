"""What a format is: how forecasts become a text, and which columns of a mapping it takes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from detente.forecasts.forecast import Forecast
from detente.forecasts.mapping import Row

if TYPE_CHECKING:
    from detente.ensemble.ensemble import Ensemble


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is to be written.

    Attributes
    ----------
    ensemble : Ensemble
    forecasts : sequence of Forecast
    rows : sequence of Row or None
        Questions of the platform that a mapping names; None without one: every forecast.
    draws : int or None
        Futures of which single values are written, where the format takes such; None as is usual.
    parquet : bool
        Whether it goes into a file of that kind.
    """

    ensemble: Ensemble
    forecasts: Sequence[Forecast]
    rows: Sequence[Row] | None = None
    draws: int | None = None
    parquet: bool = False

    def pairs(self) -> list[tuple[Forecast, Row]]:
        """Each forecast with what the mapping says of it, in the mapping's order."""
        known = {each.name: each for each in self.forecasts}
        rows = [Row(name, name) for name in known] if self.rows is None else self.rows
        return [(known[row.forecast], row) for row in rows]


class Format(Protocol):
    """How one platform takes forecasts."""

    @property
    def title(self) -> str:
        """In a few words of English."""
        ...

    @property
    def columns(self) -> tuple[str, ...]:
        """Columns of a mapping, beside the name of the forecast."""
        ...

    @property
    def draws(self) -> int | None:
        """Futures that are written by default; None where it takes no single ones."""
        ...

    @property
    def parquet(self) -> bool:
        """Whether it may be a file of that kind."""
        ...

    def write(self, wanted: Wanted) -> bytes:
        """The file's content."""
        ...
