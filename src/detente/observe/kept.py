"""The draws of an observation, as a file that lies in the folder of the scenario that goes on."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from detente.observe.learn import Draws, further
from detente.observe.observed import Observed
from detente.scenario.kept import CHANCE, CLAIM, COEFFICIENT, DRAW, MOOD, MOOD_SD, NUMBER, WEIGHT

F64 = NDArray[np.float64]

BELIEFS = 4
"""Beliefs that are kept with each draw of the coefficients."""

MOST_BELIEFS = 20_000
"""Draws that are kept."""

UNLIKELY = 1e-12
"""Weight up to which a draw is left out."""


def beliefs_of(observed: Observed) -> list[Draws]:
    """The draws, and as many times again with other beliefs that they may have as likely."""
    draws = _likeliest(observed.learnt.draws)
    if observed.exact:
        return [draws]
    if not observed.sampler.of_beliefs.size:
        return [draws]
    return further(observed.sampler, observed.evidence, draws, observed.chances, BELIEFS)


def _likeliest(draws: Draws) -> Draws:
    """Those that are possible, and of very many the likeliest."""
    weight = draws.weight
    order = np.argsort(-weight, kind="stable")[:MOST_BELIEFS]
    rows = np.sort(order[weight[order] > UNLIKELY])
    weighed = type(draws.weighed)(draws.weighed.each[rows], draws.weighed.moods[rows])
    return Draws(
        draws.z[rows], draws.chance[rows], draws.truth[rows], weighed, draws.log_weight[rows]
    )


def text_of_draws(
    observed: Observed, beliefs: Sequence[Draws], coefficients: Mapping[str, F64]
) -> str:
    """The file (`detente.scenario.kept`): a line for each belief of each draw.

    Parameters
    ----------
    observed : Observed
    beliefs : sequence of Draws
        Those of `beliefs_of`.
    coefficients : mapping of str to array of float64, shape (draws,)
        Coefficients and rates by name, as the scenario that goes on has them.
    """
    draws = beliefs[0]
    weight = draws.weight
    sampler, grids = observed.sampler, observed.evidence.grids
    of_beliefs = {sampler.names[i] for i in sampler.of_beliefs}
    claims = [claim.id for claim in observed.scenario.claims]
    header = [
        DRAW, WEIGHT, *(f"{CLAIM}{name}" for name in claims),
        *(f"{prefix}{name}" for name in grids.names for prefix in (MOOD, MOOD_SD)),
        *(f"{NUMBER}{name}" for name in sampler.names if name in of_beliefs),
        CHANCE, *(f"{COEFFICIENT}{name}" for name in coefficients),
        *(f"{NUMBER}{name}" for name in sampler.names if name not in of_beliefs),
    ]  # fmt: skip
    mine = [i for i, name in enumerate(sampler.names) if name in of_beliefs]
    rest = [i for i, name in enumerate(sampler.names) if name not in of_beliefs]
    moods = [_morning(observed, each) for each in beliefs]
    buffer = io.StringIO()
    writer = csv.writer(buffer, lineterminator="\n")
    writer.writerow(header)
    empty = [""] * (1 + len(coefficients) + len(rest))
    alone = observed.exact
    for k in range(weight.size):
        own = [
            str(draws.chance[k]),
            *(f"{values[k]:.8g}" for values in coefficients.values()),
            *(f"{draws.z[k, i]:.5g}" for i in rest),
        ]
        for turn, each in enumerate(beliefs):
            line = [
                "0" if alone else str(k), f"{weight[k] / len(beliefs):.9g}",
                *map(str, each.truth[k].tolist()),
                *(f"{x:.4g}" for x in moods[turn][k]),
                *(f"{each.z[k, i]:.5g}" for i in mine),
            ]  # fmt: skip
            writer.writerow(line + (empty if turn else own))
    return buffer.getvalue()


def _morning(observed: Observed, draws: Draws) -> F64:
    """Mean and sd of each mood on the morning after the last day, shape (draws, 2 · moods)."""
    grids, moods = observed.evidence.grids, observed.evidence.compiled.model.moods
    rho = np.array([2.0 ** (-1.0 / moods[name].half_life) for name in grids.names])
    mean = rho * draws.weighed.moods[:, :, 0]
    spread = np.sqrt(np.maximum(rho**2 * draws.weighed.moods[:, :, 1] + 1.0 - rho**2, 0.0))
    return np.stack([mean, spread], axis=2).reshape(mean.shape[0], -1)
