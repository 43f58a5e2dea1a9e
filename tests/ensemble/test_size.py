"""The size of a play is known before it starts, and what does not fit is refused."""

from __future__ import annotations

import re
import tracemalloc

import pytest

import detente
from detente.ensemble.kept import size
from detente.ensemble.kept.keep import Keep
from detente.ensemble.simulate import simulate
from detente.numerics import memory
from tests import forms
from tests.effects.toy import TOY


def measured(scenario: detente.Scenario, paths: int, keep: Keep = "days") -> int:
    """Bytes at the peak of a play and of its answers."""
    from detente.ensemble.document import document

    scenario.simulate(10)  # whatever is made once
    tracemalloc.start()
    ensemble = scenario.simulate(paths, keep=keep)
    document(ensemble)
    ensemble.to_frame()
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    return peak


@pytest.mark.parametrize(
    ("name", "paths"),
    [("us-russia-2024", forms.size(1000, 3000)), (str(TOY), forms.size(20_000, 60_000))],
)
def test_the_estimate_is_an_upper_bound_and_no_wild_one(name: str, paths: int) -> None:
    scenario = detente.load(name)
    estimate = size.play_bytes(scenario.compiled(), paths)
    assert estimate / 4 < (peak := measured(scenario, paths)) < estimate
    # plain plays keep neither days nor acts
    estimate = size.play_bytes(scenario.compiled(), paths, keep="nothing")
    assert estimate / 4 < (least := measured(scenario, paths, "nothing")) < estimate
    assert least < 0.8 * peak


def test_more_of_anything_takes_more() -> None:
    compiled = detente.load(TOY).compiled()
    base = size.play_bytes(compiled, 1000, 1)
    assert size.play_bytes(compiled, 2000, 1) > base
    assert size.play_bytes(compiled, 1000, 2) > base
    shorter = detente.load(TOY).compiled(60)
    assert size.play_bytes(shorter, 1000, 1) < base


def test_what_does_not_fit_is_refused_and_what_is_proposed_fits(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    scenario = detente.load(TOY)
    monkeypatch.setattr(memory, "memory_left", lambda: 200_000_000)
    with pytest.raises(detente.OutcomeError) as caught:
        simulate(scenario, paths=5_000_000)
    text = str(caught.value)
    found = re.fullmatch(
        r"paths=5000000: 5,000,000 paths of 120 days take about .* of memory and 150 MB are "
        r"free; about ([\d,]+) paths would fit",
        text,
    )
    assert found, text
    fit = int(found[1].replace(",", ""))
    size.check_size(scenario.compiled(), fit)
    with pytest.raises(detente.OutcomeError):
        size.check_size(scenario.compiled(), int(fit * 1.2))


def test_where_not_one_path_fits(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(memory, "memory_left", lambda: 0)
    with pytest.raises(detente.OutcomeError, match="shorten the horizon with until=…, or free"):
        simulate(detente.load(TOY), paths=1)
