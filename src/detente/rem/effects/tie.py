"""A tie of another kind carries acts."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from detente.errors import InputError
from detente.rem.effects.base import NetworkEffect
from detente.rem.engine.arrays import TIE


@dataclass(frozen=True)
class Tie(NetworkEffect):
    """A tie of another kind carries acts.

    Formula
    -------
    x_ij = W_ij of the named network: 1 where it is positive, or its weight. Any covariate of
    pairs can be given as a weighted network.

    Units
    -----
    0 or 1, or those of the network's weights.

    Source
    ------
    Stadtfeld & Block (2017), Sociological Science 4:318-352, tie effect.
    """

    word: ClassVar[str] = "tie"
    kind: ClassVar[int] = TIE

    def __post_init__(self) -> None:
        """Refuse a tie without its network."""
        if self.network is None:
            raise InputError("tie: name the network; for that of the events, use Inertia")
        super().__post_init__()
