"""Philox 4×32-10, the counter-based generator behind every draw.

A draw is a pure function of (seed, index, stable name, absolute date): nothing is consumed, so
no draw depends on how many were made before it.

Source: Salmon, Moraes, Dror & Shaw (2011), "Parallel random numbers: as easy as 1, 2, 3",
SC'11, doi:10.1145/2063384.2063405 (table 2 and section 4.3: multipliers, Weyl constants and ten
rounds).
"""

from __future__ import annotations

import hashlib
from typing import Final

import numpy as np

from detente.numerics.jit import njit

BELIEF: Final = 0
PARAMETER: Final = 1
ACT: Final = 2
MOOD: Final = 3
MOOD_START: Final = 4
SEEN: Final = 5

_M0 = np.uint64(0xD2511F53)
_M1 = np.uint64(0xCD9E8D57)
_W0 = np.uint64(0x9E3779B9)
_W1 = np.uint64(0xBB67AE85)
_MASK = np.uint64(0xFFFFFFFF)
_S32 = np.uint64(32)
_BIG = np.uint64(0x4330000000000000)  # bits of 2**52


@njit(cache=True, nogil=True, inline="always")
def philox(c0, c1, c2, c3, k0, k1):  # type: ignore[no-untyped-def]
    """Return the four 32-bit words of one block.

    Parameters
    ----------
    c0, c1, c2, c3 : uint64
        Counter words, each below 2**32.
    k0, k1 : uint64
        Key words, each below 2**32.

    Returns
    -------
    tuple of uint64
        Four words, each below 2**32.
    """
    for _ in range(10):
        p0 = c0 * _M0
        p1 = c2 * _M1
        n0 = (p1 >> _S32) ^ c1 ^ k0
        n2 = (p0 >> _S32) ^ c3 ^ k1
        c1 = p1 & _MASK
        c3 = p0 & _MASK
        c0 = n0
        c2 = n2
        k0 = (k0 + _W0) & _MASK
        k1 = (k1 + _W1) & _MASK
    return c0, c1, c2, c3


@njit(cache=True, nogil=True, error_model="numpy")
def fill_words(c0, names, high, tag, k0, k1, out):  # type: ignore[no-untyped-def]
    """Fill `out` with the four words of one block for each name, as uniforms in (0, 1).

    Equal to `philox` name by name; written so that compilers run several names at a time. An
    integer w below 2**32 becomes a float by way of the bits of 2**52 + w.

    Parameters
    ----------
    c0 : uint64
        First counter word, the same for all.
    names : array of uint64, shape (2, n)
        Words of the stable names: second and third counter word.
    high : uint64
        Mixed into the second counter word (the high bits of the draw index).
    tag : uint64
        Last counter word: domain and block of days.
    k0, k1 : uint64
        Key words.
    out : array of float64, shape (4, n)
        Filled in place.
    """
    bits = out.view(np.uint64)
    n = names.shape[1]
    for i in range(n):
        a, b, c, d = philox(c0, names[0, i] ^ high, names[1, i], tag, k0, k1)
        bits[0, i] = a | _BIG
        bits[1, i] = b | _BIG
        bits[2, i] = c | _BIG
        bits[3, i] = d | _BIG
    for lane in range(4):
        for i in range(n):
            out[lane, i] = (out[lane, i] - 4503599627370495.5) * 2.3283064365386963e-10


@njit(cache=True, nogil=True)
def fill_uniform(k0, k1, domain, name0, name1, indices, out):  # type: ignore[no-untyped-def]
    """Fill `out` with one uniform in (0, 1) for each index, 52 bits of resolution.

    Parameters
    ----------
    k0, k1 : uint64
        Key words of the seed.
    domain : uint64
        `BELIEF` or `PARAMETER`.
    name0, name1 : uint64
        Words of the stable name.
    indices : array of int64, shape (n,)
        Draw indices.
    out : array of float64, shape (n,)
        Filled in place.
    """
    for i in range(indices.shape[0]):
        index = np.uint64(indices[i])
        w0, w1, _, _ = philox(
            index & _MASK, name0, name1, (domain << np.uint64(28)) | (index >> _S32), k0, k1
        )
        high = (w0 >> np.uint64(6)) * 67108864.0
        out[i] = (high + (w1 >> np.uint64(6)) + 0.5) / 4503599627370496.0


def name_words(name: str) -> tuple[int, int]:
    """Return the two 32-bit words by which a stable name enters the counter.

    Parameters
    ----------
    name : str
        A claim id, a coefficient name, or the canonical text of an act on a dyad.

    Returns
    -------
    tuple of int
        The first eight bytes of the SHA-256 of the name in UTF-8, as two little-endian words.
    """
    digest = hashlib.sha256(name.encode("utf-8")).digest()
    return int.from_bytes(digest[:4], "little"), int.from_bytes(digest[4:8], "little")


def seed_words(seed: int) -> tuple[int, int]:
    """Split a seed in [0, 2**64) into the two key words.

    Raises
    ------
    ValueError
        If the seed is outside that range.
    """
    if not 0 <= seed < 2**64:
        raise ValueError(f"seed {seed} is outside 0 … 2**64 - 1")
    return seed & 0xFFFFFFFF, seed >> 32
