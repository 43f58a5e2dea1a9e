"""The built-in scenarios that are made of states and conditions: whole, and as their briefs say."""

from __future__ import annotations

import functools

import pytest

import detente
from detente.check.report import Report
from detente.check.signs import try_signs
from detente.scenario.folder import BUILT_IN
from tests.forms import size, some

ARMENIA, CHINA, HEZBOLLAH = NAMES = (
    "armenia-azerbaijan-2025",
    "tariff-truce-2025",
    "israel-hezbollah-2024",
)
SEED = 20250318
PATHS = size(100, 1500)

every = pytest.mark.parametrize("name", some((CHINA,), of=[(name,) for name in NAMES]))
"""Each of them; the short form has one."""


@functools.cache
def scenario(name: str) -> detente.Scenario:
    return detente.load(name)


@functools.cache
def report(name: str) -> Report:
    brief = BUILT_IN / name / "brief.md"
    return scenario(name).check({"commentary": brief}, quick=True)


@every
def test_it_has_no_fault(name: str) -> None:
    """Rates are played as stated, nothing waits in vain, locators are those of the brief."""
    assert not report(name).faults
    assert report(name).locators == {"commentary": []}


@every
def test_nothing_is_left_out(name: str) -> None:
    """Claims have effects, signs and passages, texts their French, notes a reason."""
    found = report(name)
    assert not found.without_effect
    assert not found.without_sign
    assert not found.without_passage
    assert not found.passages_without_claim
    assert not any(found.untranslated.values())
    assert not found.idle
    assert not found.opposed
    explained = [outcome.title for outcome in scenario(name).outcomes if outcome.note]
    assert all(any(title in note for title in explained) for note in found.notes)


@every
def test_signs(name: str) -> None:
    """Every claim moves what it says: the short form sees that it does not move it backwards."""
    for result in try_signs(scenario(name), paths=PATHS, seed=SEED):
        assert result.moved, result
        assert result.verdict == "holds" or (size(True, False) and result.verdict == "not shown")


@pytest.mark.parametrize(("name", "outcome"), [(ARMENIA, "treaty-signed"), (CHINA, "deal")])
def test_what_happens_once_happens_once(name: str, outcome: str) -> None:
    futures = scenario(name).simulate(300, seed=SEED)
    column = [each.id for each in scenario(name).outcomes].index(outcome)
    assert futures.count[:, column].max() == 1


def test_peace_lowers_attacks() -> None:
    """Where the claim that denies it is false, a signature makes force rarer than it was."""
    shares = []
    for denied in (True, False):
        force = {"paper-does-not-deter": denied, "constitution-first": False}
        futures = scenario(ARMENIA).simulate(size(600, 3000), seed=SEED, force=force)
        signed = futures.happened("treaty-signed")
        shares.append(futures.happened("force-after-signature")[signed].mean())
    assert shares[1] < 0.8 * shares[0]
