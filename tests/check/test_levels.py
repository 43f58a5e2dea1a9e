"""What a check notes of windows that leave nothing out and of levels that run away."""

from __future__ import annotations

from detente.check.notes import notes
from tests.engine.worlds import add, quantity
from tests.scenario.mutated import Raw
from tests.states.worlds import hazard, level, move, state, world

STOCK = level(start=1000, inflow=50, unit="tons")


def noted(*effects: Raw, states: tuple[Raw, ...] = (), text: str) -> list[str]:
    scenario = world(
        add(levels=[STOCK], effects=list(effects), states=list(states)), sanction=20, ease=10
    )
    return [line for line in notes(scenario) if text in line]


def follows(**keys: object) -> Raw:
    return {"effect": "level", "id": "stocked", "level": "stock", "on": ["sanction"],
            "coefficient": quantity(0.01)} | keys  # fmt: skip


def test_a_linear_function_that_runs_away_is_noted() -> None:
    (line,) = noted(follows(), text="linear")
    assert "“The stock” goes" in line
    for keys in ({"unit_change": 1000.0}, {"function": "log1p"}):
        assert not noted(follows(**keys), text="linear")


def test_so_is_a_factor_of_a_transition() -> None:
    factor = {"level": "stock", "coefficient": quantity(0.01)}
    war = state(
        values=["war", "peace"], start="war",
        transitions=[move(from_="war", to="peace", rate=hazard(1), factors=[factor])],
    )  # fmt: skip
    (line,) = noted(states=(war,), text="linear")
    assert line.startswith("“The truce”")


def test_a_window_from_which_nothing_falls_is_noted() -> None:
    def regime(days: int) -> Raw:
        return {"effect": "regime", "id": "then", "on": ["ease"], "coefficient": quantity(1.0),
                "while": {"not": {"on": ["sanction"], "within": days}}}  # fmt: skip

    (line,) = noted(regime(3000), text="within = 3000")
    assert "so that nothing ever falls out of it" in line
    assert not noted(regime(60), text="within = 60")
