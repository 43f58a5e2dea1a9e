"""What the compiled passes read and write: named tuples of arrays."""

from __future__ import annotations

from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Flags = NDArray[np.bool_]

# Kinds of raw value y. The ones that follow a network read one memory W.
CONSTANT: Final = 0
TIE: Final = 1  # W_ij
TIE_BACK: Final = 2  # W_ji
OUTGOING: Final = 3  # Σ_h min(W_ih, W_hj)
INCOMING: Final = 4  # Σ_h min(W_jh, W_hi)
SHARED_RECEIVERS: Final = 5  # Σ_h min(W_ih, W_jh)
SHARED_SENDERS: Final = 6  # Σ_h min(W_hi, W_hj)
OUTDEGREE: Final = 7  # Σ_h W_kh of the sender or of the receiver
INDEGREE: Final = 8  # Σ_h W_hk
# The ones that follow a covariate v of the actors.
VALUE: Final = 10
SAME: Final = 11
DIFFERENCE: Final = 12  # v_i − v_j
DISTANCE: Final = 13  # |v_i − v_j|
# Participation shifts after the last event A→B.
AB_BA: Final = 20
AB_BY: Final = 21
AB_XA: Final = 22
AB_XB: Final = 23
AB_XY: Final = 24
AB_AY: Final = 25
# More that follow a network.
TOTALDEGREE: Final = 30  # Σ_h W_kh + Σ_h W_hk
SENT_SHARE: Final = 31  # W_ij/Σ_h W_ih; 1/(N − 1) while that is not positive
RECEIVED_SHARE: Final = 32  # W_ji/Σ_h W_hi
SENT_PLACE: Final = 33  # place of j by W_ij, the largest first; 0 where W_ij is 0
RECEIVED_PLACE: Final = 34  # place of j by W_ji

# Whom a value belongs to.
PAIR: Final = 0
SENDER: Final = 1
RECEIVER: Final = 2

# How the raw value y becomes the statistic.
PLAIN: Final = 0
LOG1P: Final = 1
POSITIVE: Final = 2  # 1[y > 0]
UNMET: Final = 3  # 1[y < number of last events]
INVERSE: Final = 4  # 1/y; 0 where y is 0
PART: Final = 5  # y divided by the sum of W (of all degrees); 1/N while that is not positive

# What changes.
TIE_CHANGE: Final = 0  # memory, i, j, new value
RESCALE: Final = 1  # memory, factor
NODE_CHANGE: Final = 2  # covariate, i, new value
PRESENCE: Final = 3  # i, 0 or 1
LAST: Final = 4  # i, j, +1 or −1: joins or leaves the last events


class Program(NamedTuple):
    """The effects of a model.

    Attributes
    ----------
    kind, source, level, form : int64, shape (p,)
        Kind of raw value; its memory or covariate (−1: none); whom it belongs to; transformation.
    scale_row, spread_row : int64, shape (p,)
        Row in `scale` or in `centre` and `spread`; −1 where the statistic has none.
    scale : float64, shape (scaled, M)
        The raw value is multiplied by this at each moment (decay).
    centre, spread : float64, shape (standardised, M)
        The statistic is (f(y·scale) − centre)·spread (standardised: 1/sd, 0 where sd is 0).
    """

    kind: Ints
    source: Ints
    level: Ints
    form: Ints
    scale_row: Ints
    spread_row: Ints
    scale: Floats
    centre: Floats
    spread: Floats


class Changes(NamedTuple):
    """What changes before each moment; sorted by moment.

    Attributes
    ----------
    first : int64, shape (M + 1,)
        Changes ``first[m]:first[m + 1]`` apply before moment m.
    what, target, i, j : int64, shape (n,)
    value : float64, shape (n,)
    """

    first: Ints
    what: Ints
    target: Ints
    i: Ints
    j: Ints
    value: Floats


class Moments(NamedTuple):
    """Events, and the ends of intervals without one.

    Attributes
    ----------
    sender, receiver : int64, shape (M,)
        −1 where an interval ends without an event.
    duration : float64, shape (M,)
        Length of the interval that ends here.
    """

    sender: Ints
    receiver: Ints
    duration: Floats


class World(NamedTuple):
    """Where and over whom: what stays the same in all passes.

    Attributes
    ----------
    allowed : bool, shape (N, N)
        Pairs that may ever act; the diagonal is False. Senders (no pairs) are at risk while they
        may act on somebody present.
    present : bool, shape (N,)
        Presence before the first change.
    memories, covariates : int64, shape ()
        How many there are.
    pairs : bool, shape ()
        Whether a cell is a pair (i·N + j) or a sender (i).
    """

    allowed: Flags
    present: Flags
    memories: int
    covariates: int
    pairs: bool


class State(NamedTuple):
    """What holds at one moment; changed in place by `advance`.

    Attributes
    ----------
    w : float64, shape (memories, N, N)
    v : float64, shape (covariates, N)
    present : bool, shape (N,)
    active : bool, shape (C,)
        Cells at risk.
    y, x : float64, shape (C, p)
        Raw values and statistics. Where a statistic has a scale or a spread, `x` is filled by
        the pass that reads it.
    stamp, touched : int64, shape (C,)
        The last moment at which a cell was touched; cells touched at this one.
    counters : int64, shape (3,)
        Number of touched cells; number of last events; whether everything was touched.
    sums : float64, shape (memories, 2)
        Sum of each memory, and how many of its ties are not 0.
    """

    w: Floats
    v: Floats
    present: Flags
    active: Flags
    y: Floats
    x: Floats
    stamp: Ints
    touched: Ints
    counters: Ints
    sums: Floats
