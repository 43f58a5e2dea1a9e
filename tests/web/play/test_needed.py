"""What it would take, and that playing it takes one there."""

from __future__ import annotations

from urllib.parse import urlsplit

import pytest

import detente
from detente.ensemble.ensemble import Ensemble
from detente.ensemble.reweighted import effects
from detente.web.play.needed import Needed, needed
from detente.web.play.played import Played
from detente.web.view import View
from tests.web.play.running import switches

PATHS = 2_000


@pytest.fixture(scope="module")
def start(tmp_path_factory: pytest.TempPathFactory) -> Ensemble:
    folder = switches(tmp_path_factory.mktemp("needed") / "talks")
    return detente.load(folder).simulate(PATHS)


def _asked(start: Ensemble, target: float) -> Needed:
    return needed(View("talks"), Played(start, start, start), "contact", "", target)


def test_a_credence_takes_it_there(start: Ensemble) -> None:
    (ready,) = effects(start, ["contact"], ["ready"])
    target = ready.if_false + 0.8 * ready.worth.mean
    way = next(each for each in _asked(start, target).ways if "ready" in each.href)
    assert way.href.startswith("/play/talks?credence=ready:0.")
    assert way.words.startswith("believe “One side is ready to talk” at 8")
    assert way.words.endswith(" %, not 60 %")
    view = View.of("talks", urlsplit(way.href).query)
    played = start.scenario.simulate(PATHS, credences=view.credences)  # type: ignore[attr-defined]
    estimate = played.estimate("contact")
    assert estimate.probability == pytest.approx(target, abs=3 * estimate.monte_carlo + 0.005)


def test_one_forced_claim_does_if_it_reaches(start: Ensemble) -> None:
    (ready,) = effects(start, ["contact"], ["ready"])
    found = _asked(start, ready.if_true - 0.001)
    assert "/play/talks?force=ready:true" in {each.href for each in found.ways}
    assert "as far as these futures tell" in found.told


def test_two_claims_where_one_is_not_enough(start: Ensemble) -> None:
    holds, wary = (start.truth[:, k].astype(bool) for k in (0, 1))
    both = start.happened("contact")[holds & ~wary].mean()
    hrefs = [each.href for each in _asked(start, float(both) - 0.01).ways]
    assert hrefs == ["/play/talks?force=ready:true&force=wary:false"]


def test_what_no_two_reach_is_said(start: Ensemble) -> None:
    found = _asked(start, 0.99)
    assert found.told.startswith("No one claim and no two bring “The leaders speak” from ")
    assert list(found.ways) == []
    assert needed(View("talks"), Played(start, start, start), "contact", "", None).ways == ()
