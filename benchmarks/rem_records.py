"""Records for the benchmark of relational event models, made by the simulator of `detente.rem`."""

from __future__ import annotations

from typing import Any

import polars as pl

from detente import rem

COUNT: dict[str, Any] = {"weighted": True, "transform": "log1p"}

COEFFICIENTS = {
    "intercept": -3.0,
    "sender_outdegree(weighted, log1p)": 0.2,
    "inertia(weighted, log1p)": 1.2,
    "reciprocity(weighted, log1p)": 0.5,
    "transitivity(log1p)": 0.15,
    "receiver_indegree(weighted, log1p)": 0.1,
}


def made(actors: int, events: int, seed: int = 1) -> pl.DataFrame:
    """A record of rate and choice with actors 1, 2, …: time, sender, receiver, weight."""
    rate = rem.DynamRateModel([rem.Intercept(), rem.SenderOutdegree(**COUNT)], timing="timed")
    choice = rem.DynamChoiceModel(
        [
            rem.Inertia(**COUNT),
            rem.Reciprocity(**COUNT),
            rem.Transitivity(transform="log1p"),
            rem.ReceiverIndegree(**COUNT),
        ]
    )
    return rem.simulate_record(
        (rate, choice), COEFFICIENTS, actors=range(1, actors + 1), n=events, seed=seed
    )
