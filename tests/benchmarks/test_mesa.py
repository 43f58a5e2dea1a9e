"""The Mesa peers simulate what the kernel simulates; else a comparison of speed means nothing."""

from __future__ import annotations

from pathlib import Path

import pytest

import detente
from detente.scenario.scenario import Scenario

pytest.importorskip("mesa", reason="mesa is not installed; `make bench` installs it")

TOY = Path(__file__).parents[1] / "data" / "toy"
STYLES = ["Scripted", "ScriptedPlain"]


@pytest.fixture(params=["us-russia-2024", str(TOY)], ids=["us-russia-2024", "toy"])
def scenario(request: pytest.FixtureRequest) -> Scenario:
    return detente.load(request.param)


@pytest.mark.parametrize("style", STYLES)
def test_planes_and_hazards_agree_on_the_same_history(scenario: Scenario, style: str) -> None:
    from benchmarks import agreement

    kind = getattr(agreement, style)
    assert agreement.difference(scenario, kind) < agreement.TOLERANCE


@pytest.mark.parametrize("style", ["Peer", "Plain"])
def test_outcomes_are_as_likely(style: str) -> None:
    """False alarm in one of a thousand seeds; this one passes."""
    from benchmarks import agreement

    compared = agreement.probabilities(
        detente.load("us-russia-2024"), getattr(agreement, style), paths=150, ours=1500
    )
    assert compared.worst < compared.limit
    assert sum(0.05 < p < 0.95 for p in compared.ours) >= 5


@pytest.mark.parametrize("flaw", ["carry_over", "decide", "happen", "update_planes"])
def test_a_flaw_is_found(monkeypatch: pytest.MonkeyPatch, flaw: str) -> None:
    """The comparison sees a peer that gets one part slightly wrong."""
    from benchmarks import agreement, mesa_peer

    right = getattr(mesa_peer.Peer, flaw)

    def wrong(self: mesa_peer.Peer, *arguments: int) -> None:
        right(self, *arguments)
        if flaw == "decide":
            self.hazard[0] += 1e-6
        elif flaw == "happen":
            self.added[0] += 1e-6
        else:
            self.x[self.world.memories][0] += 1e-6

    monkeypatch.setattr(mesa_peer.Peer, flaw, wrong)
    scenario = detente.load("us-russia-2024")
    assert agreement.difference(scenario, agreement.Scripted, paths=2) > 1e-8


def test_other_coefficients_are_found_out(monkeypatch: pytest.MonkeyPatch) -> None:
    """Probabilities tell a peer whose acts are rarer by a third."""
    import numpy as np

    from benchmarks import agreement, mesa_peer

    def rarer(self: mesa_peer.Peer, rows: np.ndarray) -> np.ndarray:
        return self.rng.random(rows.size) * 1.5

    monkeypatch.setattr(mesa_peer.Peer, "chances", rarer)
    compared = agreement.probabilities(
        detente.load("us-russia-2024"), mesa_peer.Peer, paths=150, ours=1500
    )
    assert compared.worst > compared.limit
