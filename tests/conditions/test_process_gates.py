"""Processes that happen once at most, or only while a condition holds."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from detente.errors import ScenarioError
from detente.kernel.stability import Elasticities
from detente.language.current import use_language
from detente.scenario.effect_names import effect_title
from tests.engine.worlds import Change, add, course, day_of, plain, quantity, rates, toy
from tests.scenario.mutated import by_id

Raw = dict[str, Any]
PATHS, DAYS = 200, 150


def changed(process: str, **keys: object) -> Change:
    """A change of a process."""

    def change(raw: Raw) -> None:
        by_id(raw["processes"], process).update({k.rstrip("_"): v for k, v in keys.items()})

    return change


def expected(date: dt.date, probability: float) -> Change:
    """Sanctions that are expected on a day."""
    return add(
        effects=[
            {
                "effect": "scheduled-acts", "id": "measures", "source": "USA", "target": "RUS",
                "act": "COERCE.restrict/economic",
                "occasions": [{"date": date, "probability": quantity(probability)}],
            }
        ]
    )  # fmt: skip


def test_what_happens_once_never_happens_twice() -> None:
    often = toy(plain, rates(sanction=200), changed("sanction", once=True))
    played = course(often, PATHS, days=DAYS)
    assert (played.count("n-sanction") <= 1).all()
    assert (played.count("n-sanction") == 1).all()  # 1 - exp(-82) is 1
    always = course(toy(plain, rates(sanction=200)), PATHS, days=DAYS)
    assert (played.first("n-sanction") == always.first("n-sanction")).all()


def test_a_scheduled_act_of_the_same_kind_counts() -> None:
    date = dt.date(2024, 12, 3)
    scenario = toy(plain, rates(sanction=200), changed("sanction", once=True), expected(date, 0.5))
    played = course(scenario, PATHS, days=DAYS)
    scheduled = played.act("measures@2024-12-03").any(axis=1)
    later = played.act("sanction")[:, day_of(date) + 1 :].any(axis=1)
    assert scheduled.any()
    assert not (scheduled & later).any()


def test_what_the_record_has_cannot_happen_once_more() -> None:
    with pytest.raises(ScenarioError) as caught:
        toy(plain, changed("aid", once=True))
    (line,) = caught.value.faults
    assert "process 'aid': once = true, but the record has the act on 2024-10-05" in line


def test_an_act_that_a_claim_owns_has_happened_where_it_holds() -> None:
    # the accusation of the record is what the claim `ready` reports
    played = course(
        toy(plain, rates(ru_accuses=200), changed("ru-accuses", once=True)), PATHS, days=DAYS
    )
    holds = played.truth[:, played.compiled.claims.index("ready")] == 1
    assert holds.any()
    assert not holds.all()
    assert (played.count("n-ru-accuses") == 1 - holds).all()


def test_a_process_with_a_condition_happens_on_its_days_alone() -> None:
    condition = {"not": {"season": ["12-01", "12-31"]}}
    often = toy(plain, rates(sanction=200))
    free = course(often, PATHS, days=DAYS).act("sanction")
    bound = course(
        toy(plain, rates(sanction=200), changed("sanction", while_=condition)), PATHS, days=DAYS
    ).act("sanction")
    december = slice(day_of(dt.date(2024, 12, 1)), day_of(dt.date(2025, 1, 1)))
    free = free.copy()
    free[:, december] = False
    assert (bound == free).all()


def test_what_happens_once_breeds_nothing_without_end() -> None:
    feeds: Raw = {
        "effect": "inertia", "id": "more", "on": ["sanction"], "acts": "COERCE.restrict",
        "half_lives": [365], "coefficients": [quantity(3.0)], "prior": 1.0,
    }  # fmt: skip
    often = toy(plain, add(effects=[feeds])).compiled()
    once = toy(plain, add(effects=[feeds]), changed("sanction", once=True)).compiled()
    assert Elasticities.of(often).radius() > 1.0
    assert Elasticities.of(once).radius() == 0.0


@pytest.mark.parametrize(
    ("condition", "english", "french"),
    [
        (
            {"after": {"state": "talks", "is": "open"}},
            "only while “The talks” has at some time been “open”",
            "seulement tant que «\u00a0The talks\u00a0» a été un jour dans l’état "
            "«\u00a0open\u00a0»",
        ),
        (
            {"not": {"after": {"state": "talks", "is": "open"}, "within": 30}},
            "only while “The talks” has not been “open” in the last 30 days",
            "seulement tant que «\u00a0The talks\u00a0» n’a pas été dans l’état «\u00a0open\u00a0» "
            "au cours des 30 jours écoulés",
        ),
        (
            {"level": "held", "below": 1000},
            "only while “Held” is at 1,000 people or less",
            "seulement tant que «\u00a0Held\u00a0» est à 1\u202f000 people au plus",
        ),
        (
            {"season": ["12-01", "01-15"]},
            "only while it is between 1 December and 15 January",
            "seulement tant qu’on est entre le 1er décembre et le 15 janvier",
        ),
    ],
)
def test_what_a_process_waits_for_is_said(condition: Raw, english: str, french: str) -> None:
    talks = {
        "id": "talks", "title": "The talks", "values": ["closed", "open"], "start": "closed",
        "transitions": [{"from": "closed", "to": "open", "for": 20}],
    }  # fmt: skip
    held = {"id": "held", "title": "Held", "unit": "people", "start": 1200, "lower": 0}
    scenario = toy(plain, add(states=[talks], levels=[held]), changed("sanction", while_=condition))
    assert effect_title(scenario, "sanction.while") == english
    with use_language("fr"):
        assert effect_title(scenario, "sanction.while") == french


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("en", "only once “consultation” (Russia and United States) has happened"),
        (
            "fr",
            "seulement une fois que «\u00a0consultation\u00a0» (Russie et États-Unis) a eu lieu",
        ),
    ],
)
def test_what_waits_for_an_act_waits_until_it_has_happened(language: str, said: str) -> None:
    scenario = toy(plain, changed("sanction", while_={"act": "CONSULT", "by": "RUS~USA"}))
    with use_language(language):
        assert effect_title(scenario, "sanction.while") == said


def test_its_gates_have_names_in_both_languages() -> None:
    scenario = toy(
        plain, changed("sanction", once=True, while_={"not": {"act": "CONSULT", "by": "RUS~USA"}})
    )
    gates = [gate.effect for gate in scenario.compiled().model.gates]
    assert gates == ["sanction.once", "sanction.while"]
    assert [effect_title(scenario, gate) for gate in gates] == [
        "happens once at most",
        "only while “consultation” (Russia and United States) has not happened",
    ]
    with use_language("fr"):
        assert [effect_title(scenario, gate) for gate in gates] == [
            "n’a lieu qu’une fois",
            "seulement tant que «\u00a0consultation\u00a0» (Russie et États-Unis) n’a pas eu lieu",
        ]
