"""What play asks of a model, and a model ready to be played: its coefficients on a record."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, Protocol

if TYPE_CHECKING:
    from detente.rem.data.history import History
    from detente.rem.effects.base import Effect
    from detente.rem.engine.arrays import Flags, Floats, Ints
    from detente.rem.engine.design import Design

Explains = Literal["event", "sender", "receiver"]
"""What of an event a model explains: all of it, who acts, or on whom a given sender acts."""


class PlayableModel(Protocol):
    """A model as play sees it."""

    @property
    def title(self) -> str:
        """Name of the kind of model; draws of its coefficients go by it."""
        ...

    @property
    def effects(self) -> Sequence[Effect]:
        """One for each statistic, offsets included."""
        ...

    @property
    def explains(self) -> Explains:
        """What of an event it explains."""
        ...

    @property
    def timed(self) -> bool:
        """Whether durations count."""
        ...

    @property
    def directed(self) -> bool:
        """Whether events have a direction."""
        ...

    def design(self, history: History) -> Design:
        """The model on a history, as the engine reads it."""
        ...

    def expected(self, eta: Floats, active: Flags) -> Floats:
        """Rates (timed) or probabilities (ordered) from linear predictors of all cells."""
        ...


@dataclass(frozen=True)
class Part:
    """A model with its coefficients on a record.

    Attributes
    ----------
    model : PlayableModel
    design : Design
    theta : float64, shape (p,)
        Of all effects, offsets included.
    covariance : float64, shape (q, q), or None
        Where the coefficients are drawn.
    free : int64, shape (q,), or None
        Which of them are drawn; all, if None.
    """

    model: PlayableModel
    design: Design
    theta: Floats
    covariance: Floats | None = None
    free: Ints | None = None
