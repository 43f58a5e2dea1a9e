"""Every indicator against conditioning on it: the same futures asked one outcome more."""

from __future__ import annotations

import datetime as dt
from dataclasses import fields, replace

import numpy as np
import pytest

import detente
from detente.branch.continued import continued
from detente.ensemble.ensemble import Ensemble
from detente.ensemble.estimate import probability
from detente.ensemble.simulate import simulate
from detente.outcomes.base import Outcome
from detente.seen.chosen import seen as chosen
from detente.seen.said import said
from detente.watch.candidates import all_acts, candidates
from detente.watch.document import document
from detente.watch.said import seen_text
from detente.watch.sightings import sightings
from detente.watch.watch import watch
from tests.engine.worlds import SEED
from tests.watch.worlds import mixed

DAYS = (12, 30, 60)


def asked(ensemble: Ensemble, texts: list[str]) -> list[np.ndarray]:
    """Whether each future sees each text: played again with one outcome for each."""
    scenario, dates = ensemble.scenario, ensemble.dates
    outcomes: list[Outcome] = []
    for number, text in enumerate(texts):
        outcome = said(text, scenario).asked(f"seen-{number}", dates[0], dates[-1])
        assert outcome is not None
        outcomes.append(outcome)
    more = replace(scenario, outcomes=(*scenario.outcomes, *outcomes), _vain=[], _compiled={})
    again = simulate(more, paths=ensemble.paths, seed=SEED)
    return [again.happened(f"seen-{number}") for number in range(len(texts))]


def test_all_that_may_be_seen_is_what_its_condition_says() -> None:
    """Path by path: acts once and often, of one side, scheduled; states, levels, the index."""
    ensemble = mixed()
    setting = ensemble.setting
    found = sightings(setting, DAYS)
    everything = np.ones(ensemble.paths, dtype=bool)
    acts = all_acts(ensemble.scenario, setting.compiled)
    texts, expected, kinds = [], [], set()
    for place, day in enumerate(DAYS):
        met = candidates(acts, setting.compiled, found, place, everything, 1)
        for candidate, seen in zip(met.candidates, met.seen, strict=True):
            text = seen_text(setting, candidate, day)
            assert text is not None
            texts.append(text)
            expected.append(seen)
            kinds.add(candidate.kind)
    assert kinds == {"act", "acts", "state", "level", "index"}
    assert any("THREATEN" in text for text in texts)
    for text, seen, wanted in zip(texts, asked(ensemble, texts), expected, strict=True):
        assert np.array_equal(seen, wanted), text


@pytest.mark.parametrize("name", list(detente.built_in()))
def test_what_is_kept_shows_what_playing_shows(name: str) -> None:
    """Acts, states, levels, indices and unbroken conditions, of the first futures alone too."""
    scenario = detente.load(name)
    until = scenario.as_of + dt.timedelta(days=90)
    ensemble = simulate(scenario, paths=30, until=until)
    for paths in (20, 30):
        setting = ensemble.setting.part(paths)
        assert ensemble.known is not None
        kept = sightings(setting, (10, 50, 88), ensemble.known.part(paths))
        played = sightings(setting, (10, 50, 88))
        for each in fields(kept):
            np.testing.assert_equal(getattr(kept, each.name), getattr(played, each.name))


def test_some_futures_and_continuations_are_watched_as_all_are() -> None:
    """Without playing them again, with what is seen said; in a branch from its day on."""
    some = chosen(mixed(), ["aid by 2024-12-20"])
    on = some.dates[40]
    branch = continued(mixed().setting, 3, on, paths=300)
    for ensemble in (some, branch):
        found = watch(ensemble, "sanctions", most=1000)
        again = watch(replace(ensemble, chronicle=None, kept={}), "sanctions", most=1000)
        assert document(found) == document(again)
        assert found.indicators
    assert document(watch(some, "sanctions"))["seen"]["said"] == ["aid by 2024-12-20"]
    assert all(each.by > on for each in watch(branch, "sanctions").indicators)


@pytest.mark.parametrize(
    ("outcome", "claim"), [("contact", None), ("sanctions", None), (None, "tied")]
)
def test_what_it_tells_is_what_conditioning_on_it_gives(
    outcome: str | None, claim: str | None
) -> None:
    """In the futures in which it has not come by then; the falls are weighed by their share."""
    ensemble = mixed()
    found = watch(ensemble, outcome, claim=claim, most=1000)
    assert found.indicators
    claims = [each.id for each in ensemble.scenario.claims]
    if outcome is not None:
        came = ensemble.happened(outcome)
    else:
        came = ensemble.truth[:, claims.index(str(claim))] == 1
    total = bits(float(came.mean()))
    seens = asked(ensemble, [each.seen[0] for each in found.indicators])
    for each, seen in zip(found.indicators, seens, strict=True):
        open_ = np.ones(ensemble.paths, dtype=bool)
        if outcome is not None:
            names = [one.id for one in ensemble.scenario.outcomes]
            day = ensemble.first[:, names.index(outcome)]
            open_ = ~((day >= 0) & (day <= (each.by - ensemble.dates[0]).days))
        both, neither = open_ & seen, open_ & ~seen
        parameters = ensemble.design.parameters
        assert each.chance == pytest.approx(seen[open_].mean())
        assert each.prior == pytest.approx(came[open_].mean())
        for part, p, ends in (
            (both, each.if_seen, (each.if_seen_low, each.if_seen_high)),
            (neither, each.if_not, (each.if_not_low, each.if_not_high)),
        ):
            there = probability(came[part], parameters[part])
            assert p == pytest.approx(there.probability)
            assert ends == there.interval
        p, share = seen[open_].mean(), open_.mean()
        counted = bits(each.prior) - p * bits(each.if_seen) - (1.0 - p) * bits(each.if_not)
        least = 1.0 / (2.0 * open_.sum() * np.log(2.0))
        told = each.entropy / share
        assert told <= counted - least + 1e-12
        assert told > counted - 12.0 * least
        assert each.entropy_share == pytest.approx(each.entropy / total)


def bits(p: float) -> float:
    return float(-sum(q * np.log2(q) for q in (p, 1.0 - p) if q > 0.0))


def test_the_order_of_the_futures_does_not_matter() -> None:
    ensemble = mixed()
    order = np.random.default_rng(1).permutation(ensemble.paths)
    other = simulate(
        ensemble.scenario, paths=ensemble.paths, seed=SEED, design=ensemble.design.picked(order)
    )
    first, second = watch(ensemble, "contact"), watch(other, "contact")
    assert [each.name for each in first.indicators] == [each.name for each in second.indicators]
    for a, b in zip(first.indicators, second.indicators, strict=True):
        assert (a.entropy, a.brier, a.z, a.if_seen) == pytest.approx(
            (b.entropy, b.brier, b.z, b.if_seen)
        )
    assert first.together is not None
    assert second.together is not None
    assert first.together.entropy_share == pytest.approx(second.together.entropy_share)


def test_what_is_decided_by_then_is_left_out() -> None:
    """An outcome that came, one that is broken, and one whose days after another are over."""
    ensemble = mixed()
    by = ensemble.dates[40]
    names = [each.id for each in ensemble.scenario.outcomes]
    first = {name: ensemble.first[:, k] for k, name in enumerate(names)}
    call = first["contact"]
    expected = {
        "contact": ~((call >= 0) & (call <= 40)),
        "holds": ~((call >= 0) & (call <= 40)),
        "soon": ~(
            ((first["soon"] >= 0) & (first["soon"] <= 40))
            | ((first["first"] >= 0) & (first["first"] + 20 <= 40))
        ),
    }
    for outcome, open_ in expected.items():
        (evening,) = watch(ensemble, outcome, by=[by]).evenings
        assert evening.open == pytest.approx(open_.mean()), outcome
        assert evening.prior == pytest.approx(ensemble.happened(outcome)[open_].mean())


def test_it_looks_before_the_outcome_typically_comes() -> None:
    ensemble = mixed()
    found = watch(ensemble, "contact")
    typical = ensemble.typical_dates("contact")
    assert typical is not None
    dates = [each.date for each in found.evenings]
    assert len(dates) == 4
    assert dates[-1] == typical[1] - dt.timedelta(days=1)
    assert all(each.by in dates for each in found.indicators)
