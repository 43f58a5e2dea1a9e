"""Which act comes next."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from detente.errors import InputError
from detente.rem.data.times import number_of
from detente.rem.engine.softmax import softmax
from detente.rem.play.players import PairedPlayer, Player

if TYPE_CHECKING:
    import polars

    from detente.rem.engine.arrays import Ints
    from detente.rem.play.part import Part


def predict(parts: tuple[Part, ...], moment: int | None, at: Any) -> polars.DataFrame:
    """Chances of the next act; see `RelationalEventModel.predict`."""
    import polars as pl

    lead = parts[0].model
    players = _players(parts, moment)
    player = players[0] if len(players) == 1 else PairedPlayer(players[0], players[1])
    if at is not None:
        if moment is not None:
            raise InputError("give moment, a place in the record, or at, a time after its end")
        when = number_of(at, parts[0].design.history.clock, "at")
        if when < player.time:
            raise InputError(f"at {at} is not after the end of the record")
        player.to(when)
    labels = parts[0].design.history.actors.labels
    found = player.expected()
    if lead.explains == "sender" and len(parts) == 1:
        ends: dict[str, Ints] = {"sender": np.flatnonzero(players[0].live.active)}
    else:
        active = players[-1].live.active.reshape(found.shape)
        i, j = np.nonzero(active if lead.directed else np.triu(active))
        ends = {"sender": i, "receiver": j}
    values = found[tuple(ends.values())]
    columns: dict[str, Any] = {
        side: [labels[k] for k in who.tolist()] for side, who in ends.items()
    }
    history = parts[0].design.history
    if history.types:
        columns["type"] = history.types_at(ends["sender"])
    if lead.explains == "receiver" or not lead.timed:
        columns["probability"] = values
    else:
        columns["rate"] = values
        columns["probability"] = (
            softmax(np.log(values), values > 0) if values.any() else np.zeros(values.size)
        )
    table = pl.DataFrame(columns)
    if lead.explains == "receiver":  # chances of each sender sum to 1
        return table
    return table.sort("probability", descending=True, maintain_order=True)


def _players(parts: tuple[Part, ...], moment: int | None) -> list[Player]:
    """The parts as they stand before a moment of the record, or at its end."""
    if moment is not None and len(parts) == 2:
        raise InputError("rate and choice have moments of their own; give at, a time, or neither")
    players = []
    for part in parts:
        begin = part.design.timeline.time.size if moment is None else moment
        players.append(Player(part.model, part.design, part.theta, begin))
    return players
