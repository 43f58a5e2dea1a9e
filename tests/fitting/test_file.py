"""The file of a fit: what a scenario draws from, what is refused, and that draws stay apart."""

from __future__ import annotations

import functools
import tomllib
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

import detente
from detente.baseline.coefficients import draw_matrix
from detente.errors import ScenarioError
from detente.fitting.fit import bare
from detente.fitting.result import Fit
from detente.planes.fitted import Fitted, Law, joint
from detente.planes.model import Coefficient, Draw
from detente.scenario.fitted.file import FitFile
from detente.scenario.fitted.read import read_fit
from detente.scenario.scenario import Scenario
from tests.effects.toy import toml
from tests.fitting import worlds
from tests.fitting.worlds import fitting, laws, made, played, tables
from tests.scenario.mutated import Raw

CALM: tuple[Raw, ...] = (
    {**worlds.TALKS, "coefficients": [worlds.quantity(0.2, 0.1), worlds.quantity(0.1, 0.05)]},
    {**worlds.IN_KIND, "coefficient": worlds.quantity(0.2, 0.1)},
    worlds.CONSENT,
)
OUTCOME: Raw = {"kind": "acts", "id": "talks", "title": "they talk", "on": ["talk"]}


def calm() -> Raw:
    raw = tables(CALM)
    raw["outcomes"] = [OUTCOME]
    return raw


@functools.cache
def fit() -> Fit:
    scenario = made(calm())
    return fitting(scenario, played(scenario, 3)).run()


def folder(path: Path, change: Any = None, text: str | None = None) -> Path:
    """The calm scenario with its fit, which it names."""
    raw = calm() | {"coefficients": "fit.toml"}
    if change is not None:
        change(raw)
    worlds.write(path, raw)
    (path / "fit.toml").write_text(fit().text() if text is None else text, encoding="utf-8")
    return path


def changed_file(path: Path, change: Any) -> str:
    """What is said of a fit with something changed."""
    plain = tomllib.loads(fit().text())
    change(plain)
    text = "\n".join(f"{key} = {toml(value)}" for key, value in plain.items())
    with pytest.raises(ScenarioError) as caught:
        detente.load(folder(path, text=text))
    found = str(caught.value)
    assert found.startswith(str(path / "fit.toml"))
    return found


def draws(scenario: Scenario) -> dict[str, Draw]:
    return {c.draw.name: c.draw for c in scenario.compiled().coefficients}


# ------------------------------------------------------------------------------- laws in use


def test_a_scenario_draws_from_its_fit(tmp_path: Path) -> None:
    scenario = detente.load(folder(tmp_path))
    assert scenario.fitted == fit().file
    found = draws(scenario)
    known = laws(fit())
    for name in (each.name for each in fit().file.coefficients):
        mean, sd = known[name]
        assert (found[name].mean, found[name].sd, found[name].basis) == (mean, sd, "fitted")
        assert "played, 2018-10-01 to 2019-04-18" in found[name].reference
    for process in scenario.processes:
        mean, sd = known[f"baseline of {process.id}"]
        draw = found[process.baseline_name]  # of a rate, whose mean is that of a log-normal law
        assert draw.mean == pytest.approx(mean + sd**2 / 2)
        assert draw.sd == sd
        assert process.rate.basis == "fitted"
    used = [c for c in scenario.compiled().coefficients if c.draw.joint is not None]
    values = draw_matrix(used, 5, np.arange(40_000))
    names = [c.draw.name for c in used]
    table = fit().file.correlation
    order = [names.index(name) for name in table.names]
    np.testing.assert_allclose(
        np.asarray(np.corrcoef(values.T))[np.ix_(order, order)], table.matrix(), atol=0.03
    )
    for i, each in enumerate(used):
        middle = each.draw.mean - (each.draw.sd**2 / 2 if each.draw.law == "log-normal" else 0.0)
        assert values[:, i].mean() == pytest.approx(middle, abs=0.03 * each.draw.sd)
        assert values[:, i].std() == pytest.approx(each.draw.sd, rel=0.02)


def test_usual_rates_stay_those_of_the_fit(tmp_path: Path) -> None:
    """Coefficients mean what they meant: b is the fit's, the rate itself apart from it."""

    def other(raw: Raw) -> None:
        raw["processes"][0]["rate"]["per_year"] = 200
        del raw["processes"][1]["rate"]

    scenario = detente.load(folder(tmp_path, other))
    usual = {e.process: e.usual for e in fit().file.baselines}
    assert {p.id: p.rate.per_year for p in scenario.processes} == usual
    plain = detente.load(folder(tmp_path / "plain")).compiled().model.memories
    for name, memory in scenario.compiled().model.memories.items():
        assert memory.usual == plain[name].usual


def test_threads_and_blocks_change_nothing(tmp_path: Path) -> None:
    scenario = detente.load(folder(tmp_path))
    one = scenario.simulate(600, seed=4, threads=1)
    for other in (scenario.simulate(600, seed=4, threads=3),
                  detente.load(tmp_path).simulate(600, seed=4)):  # fmt: skip
        assert one.first.tobytes() == other.first.tobytes()
        assert one.count.tobytes() == other.count.tobytes()


def test_hash_and_run_folder(tmp_path: Path) -> None:
    scenario = detente.load(folder(tmp_path / "a"))
    assert "fit.toml" in scenario.texts
    moved = fit().text().replace(f"mean = {fit().file.coefficients[0].mean}", "mean = 0.25", 1)
    assert moved != fit().text()
    assert detente.load(folder(tmp_path / "b", text=moved)).hash != scenario.hash
    ensemble = scenario.simulate(50, seed=2)
    detente.write_run(ensemble, tmp_path / "run")
    assert (tmp_path / "run" / "scenario" / "fit.toml").read_text(encoding="utf-8") == fit().text()
    repeat = detente.open_run(tmp_path / "run").repeat()
    assert repeat.identical


def test_applied_is_the_scenario_with_its_fit(tmp_path: Path) -> None:
    applied = fit().applied()
    assert draws(applied) == {
        name: (draw if draw.joint is None else _with(draw, draws(applied)[name]))
        for name, draw in draws(detente.load(folder(tmp_path))).items()
    }
    assert applied.texts["fit.toml"] == fit().text()
    again = fitting(made(calm()), played(made(calm()), 3)).run()
    assert again.text() == fit().text()


def _with(draw: Draw, other: Draw) -> Draw:
    """The draw with the joint law of an equal one, after comparing what is in it."""
    assert draw.joint is not None
    assert other.joint is not None
    assert draw.joint.names == other.joint.names
    np.testing.assert_array_equal(draw.joint.root, other.joint.root)
    return replace(draw, joint=other.joint)


def test_a_scenario_with_a_fit_is_fitted_from_its_own_priors(tmp_path: Path) -> None:
    scenario = bare(detente.load(folder(tmp_path)))
    assert scenario.fitted is None
    assert fitting(scenario, played(made(calm()), 3)).run().params_ == fit().params_


# ------------------------------------------------------------------------------- joint draws


def matrix(names: list[str], correlation: NDArray[np.float64]) -> NDArray[np.float64]:
    shared = joint(names, correlation)
    laws = Fitted({name: Law(0.0, 1.0, shared) for name in names}, "a test")
    used = [Coefficient(laws.draw(Draw(name, 5.0, 9.0))) for name in sorted(names)]
    return draw_matrix(used, 3, np.arange(200))


def test_order_of_names_changes_nothing() -> None:
    found = np.array([[1.0, 0.6, -0.2], [0.6, 1.0, 0.1], [-0.2, 0.1, 1.0]])
    turn = [2, 0, 1]
    one = matrix(["a", "b", "c"], found)
    other = matrix([["a", "b", "c"][i] for i in turn], found[np.ix_(turn, turn)])
    np.testing.assert_allclose(one, other, atol=1e-12)


def test_a_further_coefficient_moves_the_others_as_little_as_may_be() -> None:
    pair = np.array([[1.0, 0.7], [0.7, 1.0]])
    one = matrix(["a", "b"], pair)
    apart = matrix(["a", "b", "c"], np.block([[pair, np.zeros((2, 1))],
                                              [np.zeros((1, 2)), np.eye(1)]]))  # fmt: skip
    np.testing.assert_allclose(apart[:, :2], one, atol=1e-12)
    alone = matrix(["c"], np.eye(1))
    np.testing.assert_allclose(apart[:, 2:], alone, atol=1e-12)
    plain = draw_matrix([Coefficient(Draw("c", 0.0, 1.0))], 3, np.arange(200))
    np.testing.assert_allclose(alone, plain, atol=1e-12)


def test_a_law_without_company_is_the_draw_of_before() -> None:
    draw = Draw("a", 1.0, 2.0)
    assert Fitted({}, "x").draw(draw) is draw


# ---------------------------------------------------------------------------------- refusals


def test_unknown_names_are_refused_with_the_nearest(tmp_path: Path) -> None:
    def coefficient(plain: Raw) -> None:
        name = "talks.h2"
        plain["correlation"]["names"] = [
            name if n == "talks.h1" else n for n in plain["correlation"]["names"]
        ]
        plain["coefficients"][0]["name"] = name

    text = changed_file(tmp_path, coefficient)
    assert "coefficients[1]: no coefficient 'talks.h2'; did you mean 'talks.h1'" in text

    def baseline(plain: Raw) -> None:
        for entry in plain["baselines"]:
            if entry["process"] == "aid":
                entry["process"] = "aids"
                old, entry["name"] = entry["name"], "rate:act:USA>UKR:AIDS"
                names = plain["correlation"]["names"]
                names[names.index(old)] = entry["name"]

    text = changed_file(tmp_path, baseline)
    assert "no process 'aids'" in text
    assert "did you mean 'aid'" in text


def test_what_has_changed_since_is_refused(tmp_path: Path) -> None:
    def slower(raw: Raw) -> None:
        raw["effects"][1]["half_life"] = 30.0

    with pytest.raises(ScenarioError, match="effect 'in-kind' has changed since the fit"):
        detente.load(folder(tmp_path, slower))

    def other_act(raw: Raw) -> None:
        raw["processes"][3]["act"] = "COOPERATE"

    with pytest.raises(ScenarioError, match=r"process 'aid' of the name .* have changed since"):
        detente.load(folder(tmp_path, other_act))

    def renamed(raw: Raw) -> None:
        raw["effects"][1]["id"] = "in-kinds"

    with pytest.raises(
        ScenarioError, match="effects: no effect 'in-kind'; did you mean 'in-kinds'"
    ):
        detente.load(folder(tmp_path, renamed))

    def harmless(raw: Raw) -> None:
        raw["effects"][1]["note"] = "a note"
        raw["effects"][1]["coefficient"]["mean"] = 7.0

    assert detente.load(folder(tmp_path, harmless)).fitted is not None


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (lambda p: p.update(version=2), "version 2 is newer"),
        (lambda p: p.update(format="other"), "format: give 'detente-fit'"),
        (lambda p: p.update(colour="red"), "colour: unknown key"),
        (lambda p: p.pop("dataset"), "dataset: this key is missing"),
        (lambda p: p["coefficients"][0].update(sd=-1.0), "coefficients[1].sd"),
        (lambda p: p["coefficients"][0].update(mean=float("nan")), "coefficients[1].mean"),
        (lambda p: p["coefficients"].append(p["coefficients"][0]), "stands there twice"),
        (lambda p: p["correlation"]["names"].append("x"), "row n must hold n numbers"),
        (lambda p: p["correlation"]["lower"][1].__setitem__(0, 1.5), "[−1, 1]"),
        (lambda p: p.update(first=p["last"], last=p["first"]), "out of order"),
        (lambda p: p["settings"].append({"effect": "talk", "key": "half_life", "value": 2.0,
                                         "low": 1.0, "high": 3.0, "stated": 1.0})
         if "settings" in p else p.update(settings=[{"effect": "talk", "key": "half_life",
         "value": 2.0, "low": 1.0, "high": 3.0, "stated": 1.0}]), "no effect 'talk'"),
    ],
)  # fmt: skip
def test_a_file_that_is_no_fit(tmp_path: Path, change: Any, words: str) -> None:
    assert words in changed_file(tmp_path, change)


def test_correlations_that_cannot_be(tmp_path: Path) -> None:
    def impossible(plain: Raw) -> None:
        lower = plain["correlation"]["lower"]
        lower[1][0], lower[2][0], lower[2][1] = 0.9, 0.9, -0.9

    assert "cannot be correlations" in changed_file(tmp_path, impossible)


def test_text_is_read_back_and_names_may_be_anything() -> None:
    found = FitFile.model_validate(tomllib.loads(fit().text()))
    assert found == fit().file
    odd = fit().file.model_copy(update={"dataset": 'a "b" \\ \n\x07 ü \U0001f54a'})
    assert read_fit(tomllib.loads(odd.text()), "here").dataset == odd.dataset


def test_a_fit_that_is_not_there(tmp_path: Path) -> None:
    path = folder(tmp_path)
    (path / "fit.toml").unlink()
    with pytest.raises(ScenarioError, match=r"coefficients.*no file 'fit\.toml'"):
        detente.load(path)
