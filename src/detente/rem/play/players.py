"""Players: models whose record goes on, each with its own way to choose who acts on whom."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from detente.rem.live import Live
from detente.rem.play.draws import WHO, WHOM

if TYPE_CHECKING:
    from detente.rem.engine.arrays import Floats
    from detente.rem.engine.design import Design
    from detente.rem.play.draws import Draws
    from detente.rem.play.part import PlayableModel


class Player:
    """A model with coefficients, as the record goes on.

    Parameters
    ----------
    model : PlayableModel
    design : Design
        The model on the record that goes on.
    theta : float64, shape (p,)
    moment : int
    time : float, optional
        Where to begin; see `Live`.
    """

    def __init__(
        self,
        model: PlayableModel,
        design: Design,
        theta: Floats,
        moment: int,
        time: float | None = None,
    ) -> None:
        self.model = model
        self.theta = theta
        self.live = Live(design, moment, time)
        self.actors = len(design.history.actors.labels)

    @property
    def time(self) -> float:
        """The clock."""
        return self.live.time

    def next_change(self) -> float:
        """When something changes next without an event; infinity if nothing does."""
        return self.live.next_change()

    def to(self, time: float) -> None:
        """Move the clock."""
        self.live.to(time)

    def record(self, sender: int, receiver: int, weight: float) -> None:
        """An event happens now."""
        self.live.record(sender, receiver, weight)

    def expected(self) -> Floats:
        """Rates (timed) or probabilities (ordered), as `PlayableModel.expected` has them."""
        live = self.live
        with np.errstate(over="ignore"):
            return self.model.expected(live.statistics @ self.theta, live.active)

    def weights(self) -> Floats:
        """Rates or probabilities of what is drawn next: pairs i·N + j, each event once."""
        found = self.expected()
        if not self.model.directed:  # each pair stands there twice
            found = np.triu(found)
        return found.ravel()

    def pick(self, weights: Floats, draws: Draws, event: int) -> tuple[int, int]:
        """Who acts on whom."""
        cell = chosen(weights, draws.uniform(WHO, event))
        return divmod(cell, self.actors)


class PairedPlayer(Player):
    """DyNAM's rate and choice: the one draws who acts, the other on whom."""

    def __init__(self, rate: Player, choice: Player) -> None:
        self.rate = rate
        self.choice = choice
        self.actors = rate.actors
        later = max(rate.time, choice.time)
        rate.to(later)
        choice.to(later)

    @property
    def time(self) -> float:
        """The clock."""
        return self.rate.time

    def next_change(self) -> float:
        """When something changes next without an event that the rate knows of."""
        return self.rate.next_change()

    def to(self, time: float) -> None:
        """Move both clocks."""
        self.rate.to(time)
        self.choice.to(time)

    def record(self, sender: int, receiver: int, weight: float) -> None:
        """An event happens now, for both."""
        self.rate.record(sender, receiver, weight)
        self.choice.record(sender, receiver, weight)

    def expected(self) -> Floats:
        """Rates or probabilities of pairs: who acts times whom that actor chooses, (N, N)."""
        who = self.weights()
        if not self.rate.model.timed and who.any():
            who = who / who.sum()
        found: Floats = who[:, None] * self.choice.expected()
        return found

    def weights(self) -> Floats:
        """Rates or probabilities of senders that have somebody to act on."""
        n = self.actors
        somebody = self.choice.live.active.reshape(n, n).any(axis=1)
        return np.where(somebody, self.rate.expected(), 0.0)

    def pick(self, weights: Floats, draws: Draws, event: int) -> tuple[int, int]:
        """Who acts on whom."""
        sender = chosen(weights, draws.uniform(WHO, event))
        return sender, receiver_of(self.choice, sender, draws, event)


class GivenSenders(Player):
    """DyNAM's choice where the senders are those of the record.

    Parameters
    ----------
    senders : int64, shape (events,)
    """

    senders: list[int]

    def weights(self) -> Floats:
        """Something happens."""
        return np.ones(1)

    def pick(self, weights: Floats, draws: Draws, event: int) -> tuple[int, int]:
        """On whom the sender of the record acts."""
        sender = self.senders[event]
        return sender, receiver_of(self, sender, draws, event)


def receiver_of(player: Player, sender: int, draws: Draws, event: int) -> int:
    """The receiver that a choice model draws for a sender."""
    n = player.actors
    live = player.live
    row = slice(sender * n, sender * n + n)
    eta = np.where(live.active[row], live.statistics[row] @ player.theta, -np.inf)
    return chosen(np.exp(eta - eta.max()), draws.uniform(WHOM, event))


def chosen(weights: Floats, uniform: float) -> int:
    """Index drawn in proportion to weights."""
    sums = np.cumsum(weights)
    found = int(np.searchsorted(sums, uniform * sums[-1], side="right"))
    # the product may be rounded up to the sum; the last with a weight is then meant
    return found if found < weights.size else int(np.flatnonzero(weights)[-1])
