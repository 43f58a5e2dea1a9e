"""Results are pinned: none moves unless it is meant to (`python -m tools.pinned` says by how much).

Days and names are compared exactly; other numbers to a relative 1e-7, for the optimisers: what
they find does not hang on rounding, but their last digits do, and differ between processors.
"""

from __future__ import annotations

import json

import pytest

from tests.forms import only_whole
from tools.pinned import LONG, PARTS, SAMPLED, SAMPLES, distances, written

CLOSE = 1e-7


@pytest.mark.parametrize("name", [name for name in PARTS if name not in SAMPLED | LONG])
def test_a_result_is_what_it_was(name: str) -> None:
    check(name)


@only_whole
@pytest.mark.parametrize("name", sorted(SAMPLED))
@pytest.mark.skipif(not SAMPLES.is_dir(), reason="the samples are not at hand")
def test_a_result_on_samples_is_what_it_was(name: str) -> None:
    check(name)


@only_whole
@pytest.mark.parametrize("name", sorted(LONG))
def test_a_long_result_is_what_it_was(name: str) -> None:
    check(name)


def check(name: str) -> None:
    now = json.loads(json.dumps(PARTS[name]()))
    moved = {
        where: f"{distance:.3g}"
        for where, distance in distances(now, written()[name]).items()
        if distance > CLOSE
    }
    assert not moved


def test_a_changed_number_is_seen() -> None:
    pinned = {"a": {"b": [1.0, None, "x"]}, "c": 2.0}
    assert distances(pinned, pinned) == {"/a/b": 0.0, "/c": 0.0}
    assert distances({**pinned, "c": 2.002}, pinned)["/c"] == pytest.approx(1e-3, rel=1e-2)
    for other in ([1.0, 0.0, "x"], [1.0, None, "y"], [1.0, None]):
        assert distances({"a": {"b": other}, "c": 2.0}, pinned)["/a/b"] == float("inf")
