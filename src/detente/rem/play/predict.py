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

    from detente.rem.play.part import Part


def predict(parts: tuple[Part, ...], moment: int | None, at: Any) -> polars.DataFrame:
    """Chances of the next act; see `RelationalEventModel.predict`."""
    import polars as pl

    lead = parts[0]
    design = lead.design
    if moment is not None and len(parts) == 2:
        raise InputError("rate and choice have moments of their own; give at, a time, or neither")
    if moment is not None and at is not None:
        raise InputError("give moment, a place in the record, or at, a time after its end")
    players = []
    for part in parts:
        size = part.design.timeline.time.size
        players.append(
            Player(part.model, part.design, part.theta, size if moment is None else moment)
        )
    player = players[0] if len(players) == 1 else PairedPlayer(players[0], players[1])
    if at is not None:
        when = number_of(at, design.history.clock, "at")
        if when < player.time:
            raise InputError(f"at {at} is not after the end of the record")
        player.to(when)
    labels = design.history.actors.labels
    found = player.expected()
    if lead.model.explains == "sender" and len(parts) == 1:
        here = np.flatnonzero(players[0].live.active)
        columns: dict[str, Any] = {"sender": [labels[i] for i in here.tolist()]}
        values = found[here]
    else:
        active = players[-1].live.active.reshape(found.shape)
        i, j = np.nonzero(active if lead.model.directed else np.triu(active))
        columns = {
            "sender": [labels[k] for k in i.tolist()],
            "receiver": [labels[k] for k in j.tolist()],
        }
        values = found[i, j]
    if lead.model.explains == "receiver" or not lead.model.timed:
        columns["probability"] = values
    else:
        columns["rate"] = values
        columns["probability"] = (
            softmax(np.log(values), values > 0) if values.any() else np.zeros(values.size)
        )
    table = pl.DataFrame(columns)
    if lead.model.explains == "receiver":  # chances of each sender sum to 1
        return table
    return table.sort("probability", descending=True, maintain_order=True)
