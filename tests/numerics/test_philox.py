"""Philox 4×32-10 against known answers and against another implementation."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from detente.numerics.draws import uniform
from detente.numerics.philox import BELIEF, PARAMETER, name_words, philox, seed_words

MULTIPLIERS = {
    32: (0xD2511F53, 0xCD9E8D57),
    64: (0xD2E7470EE14C6C93, 0xCA5A826395121157),
}
WEYL = {
    32: (0x9E3779B9, 0xBB67AE85),
    64: (0x9E3779B97F4A7C15, 0xBB67AE8584CAA73B),
}


def reference(width: int, counter: tuple[int, ...], key: tuple[int, ...]) -> tuple[int, ...]:
    """Philox with four words of any width, ten rounds, as the paper writes it."""
    mask = (1 << width) - 1
    (m0, m1), (w0, w1) = MULTIPLIERS[width], WEYL[width]
    x0, x1, x2, x3 = counter
    k0, k1 = key
    for _ in range(10):
        high0, low0 = divmod(m0 * x0, 1 << width)
        high1, low1 = divmod(m1 * x2, 1 << width)
        x0, x1, x2, x3 = high1 ^ x1 ^ k0, low1, high0 ^ x3 ^ k1, low0
        k0, k1 = (k0 + w0) & mask, (k1 + w1) & mask
    return x0, x1, x2, x3


def ours(counter: tuple[int, ...], key: tuple[int, ...]) -> tuple[int, ...]:
    return tuple(int(w) for w in philox(*(np.uint64(w) for w in (*counter, *key))))


def words(width: int, n: int) -> st.SearchStrategy[tuple[int, ...]]:
    word = st.integers(0, 2**width - 1)
    return st.tuples(*[word] * n)


@pytest.mark.parametrize(
    ("counter", "key", "answer"),
    [
        ("00000000 00000000 00000000 00000000", "00000000 00000000",
         "6627e8d5 e169c58d bc57ac4c 9b00dbd8"),
        ("ffffffff ffffffff ffffffff ffffffff", "ffffffff ffffffff",
         "408f276d 41c83b0e a20bc7c6 6d5451fd"),
        ("243f6a88 85a308d3 13198a2e 03707344", "a4093822 299f31d0",
         "d16cfe09 94fdcceb 5001e420 24126ea1"),
    ],
)  # fmt: skip
def test_known_answers_of_random123(counter: str, key: str, answer: str) -> None:
    at, by, wanted = (tuple(int(w, 16) for w in text.split()) for text in (counter, key, answer))
    assert ours(at, by) == wanted
    assert reference(32, at, by) == wanted


@given(words(64, 4), words(64, 2))
def test_the_reference_is_that_of_numpy(counter: tuple[int, ...], key: tuple[int, ...]) -> None:
    generator = np.random.Philox(
        counter=np.array(counter, dtype=np.uint64), key=np.array(key, dtype=np.uint64)
    )
    number = sum(word << (64 * i) for i, word in enumerate(counter))
    following = (number + 1) % (1 << 256)
    first = tuple((following >> (64 * i)) & (2**64 - 1) for i in range(4))
    assert tuple(int(w) for w in generator.random_raw(4)) == reference(64, first, key)


@given(words(32, 4), words(32, 2))
def test_ours_is_the_reference(counter: tuple[int, ...], key: tuple[int, ...]) -> None:
    assert ours(counter, key) == reference(32, counter, key)


@given(
    st.integers(0, 2**64 - 1), st.integers(0, 2**60 - 1), st.text(max_size=20),
    st.sampled_from([BELIEF, PARAMETER]),
)  # fmt: skip
def test_a_uniform_is_a_pure_function_of_seed_index_and_name(
    seed: int, index: int, name: str, domain: int
) -> None:
    n0, n1 = name_words(name)
    counter = (index & 0xFFFFFFFF, n0, n1, (domain << 28) | (index >> 32))
    w0, w1, _, _ = reference(32, counter, (seed & 0xFFFFFFFF, seed >> 32))
    wanted = (((w0 >> 6) << 26 | (w1 >> 6)) + 0.5) / 2**52
    (got,) = uniform(seed, domain, name, np.array([index]))
    assert got == wanted
    assert 0.0 < got <= 1.0


def test_uniforms_do_not_hang_on_their_neighbours() -> None:
    every = uniform(7, BELIEF, "claim:x", np.arange(100))
    some = np.array([41, 3, 99, 3])
    assert (uniform(7, BELIEF, "claim:x", some) == every[some]).all()


def test_name_words_are_those_of_sha256() -> None:
    # printf abc | sha256sum: ba7816bf 8f01cfea …
    assert name_words("abc") == (0xBF1678BA, 0xEACF018F)


@pytest.mark.parametrize("seed", [-1, 2**64])
def test_seeds_out_of_range(seed: int) -> None:
    with pytest.raises(ValueError, match="outside 0"):
        seed_words(seed)
