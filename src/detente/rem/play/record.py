"""A simulated record: from one event to the next."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from detente.rem.play.draws import MARK, WAIT

if TYPE_CHECKING:
    from detente.rem.engine.arrays import Floats, Ints
    from detente.rem.play.draws import Draws
    from detente.rem.play.marks import Marks
    from detente.rem.play.players import Player


@dataclass
class SimulatedRecord:
    """A simulated record.

    Attributes
    ----------
    time : list of float
        In the numbers of the history's clock.
    sender, receiver : list of int
    mark : list of int
        The event of the history whose weight (and tone) the event takes.
    ran_away : bool
        Whether play stopped because rates grew without bound, or beyond the events allowed.
    """

    time: list[float]
    sender: list[int]
    receiver: list[int]
    mark: list[int]
    ran_away: bool = False

    @classmethod
    def of(cls, time: Floats, sender: Ints, receiver: Ints, mark: Ints) -> SimulatedRecord:
        """A record that has these events already."""
        return cls(time.tolist(), sender.tolist(), receiver.tolist(), mark.tolist())


def follow_order(
    player: Player, simulated: SimulatedRecord, times: Iterable[float], draws: Draws, marks: Marks
) -> None:
    """Draw one event at each of these times; stop where nobody can act."""
    for event, time in enumerate(times):
        player.to(time)
        weights = player.weights()
        if not weights.any():
            return
        _happen(player, simulated, weights, time, draws, marks, event)


def follow_clock(
    player: Player,
    simulated: SimulatedRecord,
    draws: Draws,
    marks: Marks,
    *,
    until: float,
    most: int,
    allowed: int,
    whole: bool,
) -> None:
    """Draw events and their times until a time, or until there are `most` of them.

    The waiting time solves ∫λ = E with E standard exponential, over pieces of constant rate: they
    end at events, and where a network, covariate, presence or window changes.

    Parameters
    ----------
    player : Player
    simulated : SimulatedRecord
        Added to.
    draws : Draws
    marks : Marks
    until : float
        The last time (included).
    most : int
        Events to draw.
    allowed : int
        Events beyond which the model is held to have run away.
    whole : bool
        Whether times are whole numbers (days): what happens between d − 1 and d is of day d, and
        is seen from the next day on.
    """
    time = player.time
    event = 0
    wait = -math.log(draws.uniform(WAIT, event))
    weights = player.weights()
    while event < most:
        total = float(weights.sum())
        if not math.isfinite(total) or event >= allowed:
            simulated.ran_away = True
            return
        limit = min(player.next_change(), until)
        reached = time + wait / total if total > 0 else math.inf
        if reached <= limit:
            time = reached
            happens = float(math.ceil(time)) if whole else time
            player.to(max(happens, player.time))
            _happen(player, simulated, weights, happens, draws, marks, event)
            event += 1
            wait = -math.log(draws.uniform(WAIT, event))
            if whole:  # what has just happened is a change that waits for the end of the day
                continue
        elif limit >= until:
            return
        else:
            wait -= total * (limit - time)
            time = limit
        player.to(max(float(np.nextafter(time, np.inf)), player.time))
        time = player.time  # events so close that rounding cannot tell them apart stay in order
        weights = player.weights()


def _happen(
    player: Player,
    simulated: SimulatedRecord,
    weights: Floats,
    time: float,
    draws: Draws,
    marks: Marks,
    event: int,
) -> None:
    sender, receiver = player.pick(weights, draws, event)
    mark = marks.drawn(sender, receiver, draws.uniform(MARK, event))
    player.record(sender, receiver, marks.weight(mark))
    simulated.time.append(time)
    simulated.sender.append(sender)
    simulated.receiver.append(receiver)
    simulated.mark.append(mark)
