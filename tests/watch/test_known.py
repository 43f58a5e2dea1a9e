"""What tells nothing is not told, and what tells so much is told to be so much."""

from __future__ import annotations

import itertools
import math

import numpy as np
import pytest

from detente.watch.information import Groups, entropy, joint, told
from detente.watch.watch import ALARM, watch
from tests.forms import size
from tests.watch.test_conditioning import bits
from tests.watch.worlds import apart, signs

SEEDS = size(6, 40)


@pytest.mark.parametrize("sds", [(), (("call", 0.8), ("aid", 0.8), ("summit", 0.8))])
def test_noise_does_not_rank(sds: tuple[tuple[str, float], ...]) -> None:
    """Also where the rates are uncertain, so that futures of one draw go together.

    False alarms: of so many seeds more than this many tell of something with a chance below
    0.2 %, if one in `ALARM` does.
    """
    alarms = sum(bool(watch(apart(600, seed, sds), "contact").indicators) for seed in range(SEEDS))
    assert alarms <= {6: 2, 40: 7}[SEEDS], ALARM


def test_noise_tells_nothing_in_the_mean() -> None:
    """Counted it tells 1/2n nats, among futures of one draw more: the correction takes it away."""
    random = np.random.default_rng(5)
    draws, shared = 60, 20
    parameters = np.repeat(np.arange(draws), shared)
    groups = Groups.of(parameters)
    counted, corrected = [], []
    for _ in range(size(60, 400)):
        rates = np.repeat(random.uniform(0.1, 0.6, (2, draws)), shared, axis=1)
        seen, so = random.uniform(size=(2, parameters.size)) < rates
        found = told(seen[None], so, groups)
        p, q = seen.mean(), so.mean()
        plain = entropy(q) - p * entropy(so[seen].mean()) - (1 - p) * entropy(so[~seen].mean())
        counted.append(float(plain))
        corrected.append(float(found.entropy[0]))
    error = np.std(corrected) / np.sqrt(len(corrected))
    miller = 1.0 / (2.0 * parameters.size * np.log(2.0))
    assert np.mean(counted) > 1.3 * miller
    assert abs(np.mean(corrected)) < 4.0 * error


def test_the_cells_of_one_thing_tell_what_it_tells() -> None:
    random = np.random.default_rng(2)
    seen = random.uniform(size=900) < 0.4
    so = random.uniform(size=900) < np.where(seen, 0.7, 0.3)
    groups = Groups.of(np.arange(900) // 20)
    one, cells = told(seen[None], so, groups), joint(seen.astype(np.int64), so, groups)
    assert cells.entropy == pytest.approx(float(one.entropy[0]))
    assert cells.brier == pytest.approx(float(one.brier[0]))


def test_signs_of_a_claim_tell_what_bayes_says() -> None:
    """At credence one half, of signs that come with a chance where it holds and never else."""
    chances = (0.6, 0.5, 0.3)
    paths = size(1500, 20_000)
    found = watch(signs(paths, *chances), claim="tied")
    by_act = {each.id: each for each in found.indicators}
    for act, chance in zip(("threaten", "accuse", "reject"), chances, strict=True):
        each = by_act[f"sign-{act}"]
        silent = 0.5 * (1.0 - chance) / (1.0 - 0.5 * chance)
        share = 1.0 - (1.0 - 0.5 * chance) * bits(silent)
        assert each.if_seen == 1.0
        assert each.if_not == pytest.approx(silent, abs=0.05)
        assert abs(each.entropy_share - share) < 4.0 * each.entropy_error
        assert each.seen[0].startswith('{ act = "')
    together = found.together
    assert together is not None
    assert len(together.candidates) == 3
    whole = 1.0
    none = 0.5 * math.prod(1.0 - chance for chance in chances)
    whole -= (0.5 + none) * bits(none / (0.5 + none))
    assert abs(together.entropy_share - whole) < 4.0 * together.entropy_error
    alone = [by_act[f"sign-{act}"].entropy_share for act in ("threaten", "accuse", "reject")]
    assert max(alone) < together.entropy_share < sum(alone)
    assert list(itertools.accumulate(alone, max)) == [alone[0]] * 3  # the surest tells most
