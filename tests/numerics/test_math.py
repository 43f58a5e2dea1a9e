"""The vectorised arithmetic against NumPy and SciPy, and the block draws against single ones."""

from __future__ import annotations

import numpy as np
from scipy.special import ndtri

from detente.kernel.cache import is_compiled
from detente.numerics._compiled_math import exp_in_place, log_in_place, normal_quantile_in_place
from detente.numerics.philox import fill_words, philox


def test_logarithms_agree_to_an_ulp() -> None:
    rng = np.random.default_rng(1)
    x = np.concatenate([np.exp(rng.normal(0.0, 5.0, 20_000)), [1.0, 0.5, 2.0, 1e-300, 1e300]])
    got = x.copy()
    log_in_place(got, np.empty_like(x), x.size)
    wanted = np.log(x)
    assert np.all(np.abs(got - wanted) <= 2.0 * np.spacing(np.abs(wanted)))
    assert got[20_000] == 0.0


def test_exponentials_agree_to_an_ulp_and_are_cut() -> None:
    rng = np.random.default_rng(2)
    x = np.concatenate([rng.normal(0.0, 20.0, 20_000), [0.0, -650.0, 650.0]])
    got = x.copy()
    exp_in_place(got, x.size)
    assert np.allclose(got, np.exp(x), rtol=4e-16 * 4, atol=0.0)
    far = np.array([-1e9, 1e9])
    exp_in_place(far, 2)
    assert np.allclose(far, np.exp([-700.0, 700.0]), rtol=1e-14, atol=0.0)


def test_normal_quantiles_agree_in_the_centre_and_in_both_tails() -> None:
    rng = np.random.default_rng(3)
    u = np.concatenate(
        [rng.random(20_000), rng.random(2_000) * 1e-3, 1.0 - rng.random(2_000) * 1e-3]
    )
    got = u.copy()
    normal_quantile_in_place(got, u.size)
    assert np.allclose(got, ndtri(u), rtol=1e-7, atol=1e-9)


def test_block_draws_are_the_single_draws() -> None:
    rng = np.random.default_rng(4)
    names = rng.integers(0, 2**32, (2, 37)).astype(np.uint64)
    c0, high, tag, k0, k1 = (np.uint64(v) for v in (7, 3, (2 << 28) | 99, 11, 13))
    out = np.empty((4, 37))
    fill_words(c0, names, high, tag, k0, k1, out)
    for i in range(37):
        words = philox(c0, names[0, i] ^ high, names[1, i], tag, k0, k1)
        assert [(int(w) + 0.5) / 2**32 for w in words] == out[:, i].tolist()


def test_a_kernel_that_ran_is_compiled() -> None:
    import detente

    detente.load("us-russia-2024").simulate(2, threads=1)
    assert is_compiled()
