"""Stored futures in few bytes: which claims hold, when each outcome first comes, which draw."""

from __future__ import annotations

import base64
import zlib

import numpy as np
from numpy.typing import NDArray

I64 = NDArray[np.int64]


def packed(
    truth: NDArray[np.uint8], first: NDArray[np.int32], parameters: I64, minds: I64
) -> dict[str, str]:
    """Arrays of futures, deflated, in base64.

    Parameters
    ----------
    truth : array of uint8, shape (paths, claims)
    first : array of int32, shape (paths, outcomes)
        Day on which each outcome first comes; −1 for never.
    parameters, minds : array of int64, shape (paths,)
        Index of the draw of the coefficients, and number of the analyst.

    Returns
    -------
    dict of str to str
        ``truth``: a bit for each claim and path, claim by claim, each from a new byte on;
        ``first``: int16 for each outcome and path, outcome by outcome; ``draw``: uint32, the
        draws numbered from 0; ``mind``: uint8. The lowest byte stands first.
    """
    _draws, draw = np.unique(parameters, return_inverse=True)
    return {
        "truth": _deflated(np.packbits(truth.T.astype(bool), axis=1)),
        "first": _deflated(np.ascontiguousarray(first.T).astype("<i2")),
        "draw": _deflated(draw.astype("<u4")),
        "mind": _deflated(minds.astype(np.uint8)),
    }


def _deflated(values: NDArray[np.generic]) -> str:
    return base64.b64encode(zlib.compress(values.tobytes(), 9)).decode("ascii")
