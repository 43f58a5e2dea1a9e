"""Which models play a record on, and from where."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from detente.errors import InputError
from detente.numerics.arguments import shown
from detente.rem.play.draws import Draws
from detente.rem.play.marks import Marks
from detente.rem.play.players import GivenSenders, PairedPlayer, Player
from detente.rem.play.record import SimulatedRecord, follow_clock, follow_order

if TYPE_CHECKING:
    from detente.rem.engine.arrays import Ints
    from detente.rem.play.part import Part


MOST_EVENTS = 10**7
"""Events of the longest record that is played."""


MOST_SIMULATIONS = 10**6
"""Records that are played at one call."""


def few_enough(events: float) -> float:
    """Refuse a record of too many events.

    Raises
    ------
    InputError
        Saying how many are the most.
    """
    if events > MOST_EVENTS:
        raise InputError(
            f"that are {shown(events)} events; one record is played with {MOST_EVENTS} at most"
        )
    return events


@dataclass(frozen=True)
class Playable:
    """One model, or DyNAM's rate and choice, ready to play.

    Attributes
    ----------
    parts : tuple of Part
        The model; or rate and choice.
    again : bool
        Whether the record is played again from its beginning; if not, it goes on from its end.
    """

    parts: tuple[Part, ...]
    again: bool

    @property
    def lead(self) -> Part:
        """The part that says when, and whether the clock counts."""
        return self.parts[0]

    @property
    def directed(self) -> bool:
        """Whether events have a direction."""
        return self.lead.model.directed

    @property
    def given_senders(self) -> bool:
        """Whether the model says only on whom its senders act."""
        return self.lead.model.explains == "receiver"

    @property
    def whole(self) -> bool:
        """Whether times are days."""
        return self.lead.design.history.clock == "date"

    @property
    def end(self) -> float:
        """Time of the record's end."""
        return max(part.design.timeline.end for part in self.parts)

    @property
    def explained(self) -> int:
        """Number of events that the model explains."""
        return self.lead.design.events

    def check(self) -> None:
        """Refuse what cannot be played.

        Raises
        ------
        InputError
            Saying what would be right.
        """
        model, design = self.lead.model, self.lead.design
        if len(self.parts) == 1 and model.explains == "sender":
            raise InputError(
                "a rate model says who acts, not on whom; play it together with a choice model: "
                "rem.DynamModel(rate, choice)"
            )
        if self.given_senders and not self.again:
            raise InputError(
                "a choice model says on whom an actor acts, not who acts; it can play the record "
                "again with its senders (again=True), or go on together with a rate model: "
                "rem.DynamModel(rate, choice)"
            )
        if model.timed and any(k.window is not None and k.at == "event" for k in design.memories):
            raise InputError(
                "with a window as of the event, a rate depends on when the next event comes; to "
                "simulate, fit without at='event': intervals then end where something leaves"
            )
        if model.timed and any(k.half_life is not None and not k.at_start for k in design.memories):
            raise InputError(
                "with a half-life measured at the end of intervals, a rate depends on how long it "
                "has to wait; to simulate, fit with at='start'"
            )

    def play(
        self,
        seed: int,
        simulation: int,
        *,
        most: int | None,
        until: float | None,
        allowed: int,
    ) -> SimulatedRecord:
        """One simulated record.

        Parameters
        ----------
        seed, simulation : int
        most : int or None
            Number of events; without it, as many as there are until `until`.
        until : float or None
            Last time.
        allowed : int
            Events beyond which a timed model is held to have run away.
        """
        draws = Draws(seed, simulation)
        moment, begin, simulated = self._beginning()
        player = self._player(draws, moment, begin)
        marks = Marks(self.lead.design.history, directed=self.directed)
        if self.lead.model.timed:
            follow_clock(
                player,
                simulated,
                draws,
                marks,
                until=math.inf if until is None else until,
                most=2**31 if most is None else most,
                allowed=allowed,
                whole=self.whole,
            )
        else:
            times = self._times(most, until)
            follow_order(player, simulated, times, draws, marks)
        return simulated

    def _beginning(self) -> tuple[int, float | None, SimulatedRecord]:
        """Moment and time of the lead's design, and events that stand at the very beginning."""
        line = self.lead.design.timeline
        nothing = SimulatedRecord([], [], [], [])
        if not self.again:
            return line.time.size, None, nothing
        if not self.lead.model.timed:
            return 0, None, nothing
        moment = int(np.flatnonzero(line.duration > 0)[0])
        history = self.lead.design.history
        given = self._given_at_start(moment)
        simulated = SimulatedRecord.of(
            history.time[given], history.sender[given], history.receiver[given], given
        )
        return moment, float(line.before[moment]), simulated

    def _given_at_start(self, moment: int) -> Ints:
        """Events that the clock begins with: no time leads to them, so no rate can give them."""
        if not (self.again and self.lead.model.timed):
            return np.zeros(0, np.int64)
        event = self.lead.design.timeline.event[:moment]
        return event[event >= 0]

    def _player(self, draws: Draws, moment: int, begin: float | None) -> Player | PairedPlayer:
        thetas = []
        for part in self.parts:
            theta = part.theta
            if part.covariance is not None:
                root = np.linalg.cholesky(part.covariance)
                drawn = root @ draws.normal(root.shape[0], part.model.title)
                free = slice(None) if part.free is None else part.free
                theta = theta.copy()
                theta[free] += drawn
            thetas.append(theta)
        lead = self.lead
        history = lead.design.history
        if len(self.parts) == 2:
            other = self.parts[1]
            rate = Player(lead.model, lead.design, thetas[0], moment, begin)
            # each has moments of its own; the choice begins, where the rate does, with all that
            # its first event sees
            size = other.design.timeline.time.size
            choice = Player(other.model, other.design, thetas[1], 0 if self.again else size, begin)
            for k in self._given_at_start(moment).tolist():
                choice.record(int(history.sender[k]), int(history.receiver[k]), history.weight[k])
            return PairedPlayer(rate, choice)
        if self.given_senders:
            player = GivenSenders(lead.model, lead.design, thetas[0], moment, begin)
            player.senders = lead.design.moments.sender.tolist()
            return player
        return Player(lead.model, lead.design, thetas[0], moment, begin)

    def _times(self, most: int | None, until: float | None) -> list[float]:
        """Times of the events to come in an ordered model, which knows none.

        The record played again keeps its own; going on, events are as far apart as those of the
        record on average.
        """
        line = self.lead.design.timeline
        if self.again:
            known = line.time[line.event >= 0]
            kept = known if until is None else known[known <= until]
            times: list[float] = kept[:most].tolist()
            if most is None or most <= len(times) or until is not None:
                return times
            raise InputError(
                f"n is {most}, but the record has {len(times)} events to be played again; an "
                "ordered model knows no times of its own"
            )
        step = (line.end - line.start) / max(self.explained - 1, 1)
        if not step > 0:
            step = 1.0
        if most is None and until is not None:
            most = int(few_enough((until - self.end) / step))
        assert most is not None
        times = [self.end + (k + 1) * step for k in range(most)]
        if self.whole:
            times = [float(math.ceil(time)) for time in times]
        return times if until is None else [time for time in times if time <= until]
