"""The value of every coefficient on every path."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray
from scipy.special import gammaincinv, ndtr, ndtri

from detente.numerics.draws import stratified
from detente.numerics.philox import PARAMETER
from detente.planes.model import Coefficient, Draw, Joint

SMALLEST = 1e-300
"""Quantiles and shares of a Gamma law below this are taken as this."""


def draw_values(
    draw: Draw, seed: int, indices: NDArray[np.int64], shift: float = 0.0
) -> NDArray[np.float64]:
    """Values of a draw for parameter indices, by inversion; see `Draw` for its law.

    Of a kept sample each index picks a draw. Draws that go together with others are cut to their
    bounds. `shift` moves the values by so many standard deviations, within the bounds; under a
    Gamma law those of the standard normal number with the same rank.
    """
    if draw.sd == 0.0:
        value = min(max(draw.mean, draw.low), draw.high)
        return np.full(indices.shape[0], value)
    unique, inverse = np.unique(indices, return_inverse=True)
    if draw.sample is not None:
        found = draw.sample.of(draw.name)[draw.sample.picked(seed, unique)]
        return np.clip(found + shift * draw.sd, draw.low, draw.high)[inverse]
    if draw.joint is not None:
        z = _together(draw.joint, seed, unique)[:, draw.joint.names.index(draw.name)]
        return joint_values_at(draw, z + shift)[inverse]
    u = stratified(seed, PARAMETER, f"coefficient:{draw.name}", unique)
    return values_at(draw, u, shift)[inverse]


def values_at(draw: Draw, u: NDArray[np.float64], shift: float = 0.0) -> NDArray[np.float64]:
    """Values of a draw that goes with no others, by inversion at numbers in (0, 1)."""
    median = draw.mean - 0.5 * draw.sd**2 if draw.law == "log-normal" else draw.mean
    if draw.law == "log-normal":
        return np.asarray(median + draw.sd * (ndtri(u) + shift), dtype=np.float64)
    if draw.law == "log-gamma":
        u = u if shift == 0.0 else ndtr(ndtri(u) + shift)
        share = gammaincinv(draw.shape, np.clip(u, SMALLEST, 1.0 - 2.0**-53)) / draw.shape
        # a shape far below 1 has quantiles that round to 0, whose logarithm no hazard can tell
        return np.asarray(draw.mean + np.log(np.maximum(share, SMALLEST)), dtype=np.float64)
    low = ndtr((draw.low - draw.mean) / draw.sd)
    high = ndtr((draw.high - draw.mean) / draw.sd)
    # below 1 also where it is rounded, since the quantile of 1 is infinite
    share = np.minimum(low + u * (high - low), 1.0 - 2.0**-53)
    values = draw.mean + draw.sd * (ndtri(share) + shift)
    return np.asarray(np.clip(values, draw.low, draw.high), dtype=np.float64)


def joint_values_at(draw: Draw, z: NDArray[np.float64]) -> NDArray[np.float64]:
    """Values of a draw that goes with others, from its own standard deviations."""
    median = draw.mean - 0.5 * draw.sd**2 if draw.law == "log-normal" else draw.mean
    return np.asarray(np.clip(median + draw.sd * z, draw.low, draw.high), dtype=np.float64)


@lru_cache(maxsize=16)
def _kept(joint: Joint, seed: int, indices: bytes) -> NDArray[np.float64]:
    unique = np.frombuffer(indices, dtype=np.int64)
    z = np.column_stack(
        [ndtri(stratified(seed, PARAMETER, f"coefficient:{name}", unique)) for name in joint.names]
    )
    # row by row: the sum of a row must not depend on how many others there are
    values = np.stack([(joint.root * each).sum(axis=1) for each in z])
    values.flags.writeable = False
    return values


def _together(joint: Joint, seed: int, unique: NDArray[np.int64]) -> NDArray[np.float64]:
    """Correlated draws in standard deviations, shape (indices, names); kept for the next block."""
    return _kept(joint, seed, np.ascontiguousarray(unique, dtype=np.int64).tobytes())


def draw_matrix(
    coefficients: Sequence[Coefficient],
    seed: int,
    indices: NDArray[np.int64],
    *,
    central: bool = False,
    shifts: Mapping[str, float] | None = None,
) -> NDArray[np.float64]:
    """Values of the coefficients with every claim true, shape (indices, coefficients).

    With `central` every draw takes its mean; `shifts` moves draws, by name, by so many standard
    deviations.
    """
    draws: dict[Draw, NDArray[np.float64]] = {}
    for draw in dict.fromkeys(c.draw for c in coefficients):
        law = replace(draw, sd=0.0) if central else draw
        draws[draw] = draw_values(law, seed, indices, (shifts or {}).get(draw.name, 0.0))
    return np.column_stack([draws[c.draw] for c in coefficients])


def coefficient_matrix(
    coefficients: Sequence[Coefficient],
    claims: Sequence[str],
    truth: NDArray[np.uint8],
    seed: int,
    indices: NDArray[np.int64],
    *,
    central: bool = False,
    shifts: Mapping[str, float] | None = None,
) -> NDArray[np.float64]:
    """Resolve draws and claims; `central` and `shifts` as in `draw_matrix`.

    Of a baseline it holds the logarithm of the rate; `detente.baseline.standing` says which α
    that takes.

    Returns
    -------
    array of float64, shape (paths, coefficients)
    """
    matrix = draw_matrix(coefficients, seed, indices, central=central, shifts=shifts)
    return under_claims(matrix, coefficients, claims, truth)


def under_claims(
    matrix: NDArray[np.float64],
    coefficients: Sequence[Coefficient],
    claims: Sequence[str],
    truth: NDArray[np.uint8],
) -> NDArray[np.float64]:
    """Put the claims of each row into a matrix of coefficients with every claim true."""
    column = {claim: i for i, claim in enumerate(claims)}
    for j, coefficient in enumerate(coefficients):
        value = matrix[:, j]
        for claim, otherwise in reversed(coefficient.when):
            value = np.where(truth[:, column[claim]] == 1, value, otherwise)
        if coefficient.denied_by is not None:
            value = np.where(truth[:, column[coefficient.denied_by]] == 1, 0.0, value)
        matrix[:, j] = value
    return matrix
