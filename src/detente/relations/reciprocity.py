"""The balance of reciprocity: who sends more, and who answers in kind.

Directed acts only: a joint act is both sides' and would look like a perfect answer. For the
question see Ward (1982), International Studies Quarterly 26(1), and Goldstein & Freeman (1990),
Three-Way Street: Strategic Reciprocity in World Politics.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from detente.relations.daily import BACK, F64, FORTH, I64, Daily

Side = Literal["cooperation", "conflict"]

WITHIN = 7
"""Days in which an act is an answer."""

AROUND = 45
"""Days before and after from which the usual chance is taken."""

BLOCK = 28
"""Days that are drawn together where an interval is found by drawing again."""

DRAWS = 999
SEED = 1982

Z = 1.959963984540054
"""Standard normal quantile of a two-sided 95 % interval."""

FEWEST = 3
"""Blocks of which an interval can be drawn."""


@dataclass(frozen=True, slots=True)
class Balance:
    """Who sends more acts of a class.

    Attributes
    ----------
    quad : int
        Quad class, 1 to 4.
    forth, back : int
        Directed acts of the first actor on the second, and of the second on the first.
    balance : float or None
        (n_forth − n_back)/(n_forth + n_back): 1 if all come from the first actor, −1 if all come
        from the second; None without acts.
    interval : (float, float) or None
        95 %.
    """

    quad: int
    forth: int
    back: int
    balance: float | None
    interval: tuple[float, float] | None


@dataclass(frozen=True, slots=True)
class Answers:
    """How far one side answers the other in kind.

    Attributes
    ----------
    side : {"cooperation", "conflict"}
    by_first : bool
        Whether it is the first actor who answers.
    occasions : int
        Days on which the other did such an act, with `WITHIN` full days after them.
    answered : float or None
        Share of these days after which an act of the same side came within `WITHIN` days.
    usual : float or None
        The same share of all days around them.
    ratio : float or None
        `answered` over `usual`; above 1, it answers. None if there is nothing to divide.
    interval : (float, float) or None
        95 %.
    """

    side: Side
    by_first: bool
    occasions: int
    answered: float | None
    usual: float | None
    ratio: float | None
    interval: tuple[float, float] | None


def balances(span: Daily) -> tuple[Balance, ...]:
    """Say for each quad class who sends more.

    The interval is Wilson's (1927) for the share p of the first actor, mapped to 2p − 1, with the
    number of acts divided by their design effect (Rao & Scott 1992, Biometrics 48): acts come in
    bursts, and ten acts of one week say less than ten of ten weeks. The effect is the variance of
    p over weeks as clusters, over that of independent acts, and at least 1.
    """
    found = []
    for quad in range(1, 5):
        forth, back = (span.acts[:, flow, quad] for flow in (FORTH, BACK))
        sent, received = int(forth.sum()), int(back.sum())
        n = sent + received
        if n == 0:
            found.append(Balance(quad, 0, 0, None, None))
            continue
        share = sent / n
        starts = np.arange(0, span.days, 7)
        weekly = np.add.reduceat(forth, starts), np.add.reduceat(forth + back, starts)
        low, high = _wilson(share, n / _design_effect(share, *weekly))
        found.append(
            Balance(quad, sent, received, 2.0 * share - 1.0, (2.0 * low - 1.0, 2.0 * high - 1.0))
        )
    return tuple(found)


def _design_effect(share: float, sent: I64, acts: I64) -> float:
    """Variance of a share over clusters, over that of as many independent acts; at least 1."""
    n, clusters = float(acts.sum()), int(np.count_nonzero(acts))
    if clusters < 2 or share in (0.0, 1.0):
        return 1.0
    clustered = float(((sent - share * acts) ** 2).sum()) / n**2 * clusters / (clusters - 1)
    return max(clustered / (share * (1.0 - share) / n), 1.0)


def _wilson(share: float, n: float) -> tuple[float, float]:
    """Wilson's interval of a share of n."""
    middle = (share + Z * Z / (2.0 * n)) / (1.0 + Z * Z / n)
    half = Z * float(np.sqrt(share * (1.0 - share) / n + (Z / (2.0 * n)) ** 2)) / (1.0 + Z * Z / n)
    return max(middle - half, 0.0), min(middle + half, 1.0)


def answers(span: Daily, missing: NDArray[np.bool_]) -> tuple[Answers, ...]:
    """Say how far each side answers in kind.

    An occasion is a day on which one did at least one directed act of a side, cooperation or
    conflict. It is answered if the other does one of the same side on one of the `WITHIN` days
    after it; the same day does not count, since within a day the record has no order. The usual
    chance is the share of all days within `AROUND` days of the occasion, before and after, that
    are followed by such an act: of the season, so that a year in which both do more does not pass
    for answering. The ratio compares the two over all occasions. Days with a missing day among
    the `WITHIN` after them are left out of both. The interval is the middle 95 % of ratios of
    `DRAWS` draws with replacement of blocks of `BLOCK` days.

    Parameters
    ----------
    span : Daily
        Cut to the span.
    missing : array of bool, shape (days,)
        Days on which the source has nothing.
    """
    sides: tuple[tuple[Side, slice], ...] = (
        ("cooperation", slice(1, 3)),
        ("conflict", slice(3, 5)),
    )
    found = []
    for side, classes in sides:
        did = span.acts[:, :, classes].sum(axis=2) > 0
        for first in (True, False):
            one, other = (FORTH, BACK) if first else (BACK, FORTH)
            found.append(_answers(side, first, did[:, one], did[:, other], missing))
    return tuple(found)


def _ahead(days: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """Whether one of the `WITHIN` days after each day is true."""
    total = np.concatenate(([0], np.cumsum(days)))
    place = np.arange(len(days))
    follows: NDArray[np.bool_] = (
        total[np.minimum(place + WITHIN, len(days) - 1) + 1] > total[place + 1]
    )
    return follows


def _answers(
    side: Side,
    by_first: bool,
    own: NDArray[np.bool_],
    others: NDArray[np.bool_],
    missing: NDArray[np.bool_],
) -> Answers:
    days = len(own)
    whole = np.arange(days) < days - WITHIN
    whole &= ~missing & ~_ahead(missing)
    follows = _ahead(own) & whole
    usual = _around(follows.astype(np.float64), whole)
    occasion = others & whole
    n = int(occasion.sum())
    if n == 0:
        return Answers(side, by_first, 0, None, None, None, None)
    answered, expected = (occasion & follows).astype(np.float64), np.where(occasion, usual, 0.0)
    total, base = float(answered.sum()), float(expected.sum())
    ratio = total / base if base > 0.0 else None
    interval = None if ratio is None else _interval(answered, expected)
    return Answers(side, by_first, n, total / n, base / n, ratio, interval)


def _around(follows: F64, whole: NDArray[np.bool_]) -> F64:
    """Share of the whole days around each day that are followed by an act."""
    hits, count = (np.concatenate(([0.0], np.cumsum(x))) for x in (follows, whole))
    place = np.arange(len(follows))
    low, high = np.maximum(place - AROUND, 0), np.minimum(place + AROUND + 1, len(follows))
    found: F64 = (hits[high] - hits[low]) / np.maximum(count[high] - count[low], 1.0)
    return found


def _interval(answered: F64, expected: F64) -> tuple[float, float] | None:
    starts = np.arange(0, len(answered), BLOCK)
    top, base = np.add.reduceat(answered, starts), np.add.reduceat(expected, starts)
    if np.count_nonzero(base) < FEWEST:
        return None
    generator = np.random.default_rng(SEED)
    counts = generator.multinomial(len(starts), np.full(len(starts), 1.0 / len(starts)), DRAWS)
    tops, bases = counts @ top, counts @ base
    ratios = tops[bases > 0.0] / bases[bases > 0.0]
    low, high = np.quantile(ratios, (0.025, 0.975))
    return float(low), float(high)
