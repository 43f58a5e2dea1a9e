"""Credences of analysts beside a scenario: read, refused, kept with a run."""

from __future__ import annotations

from pathlib import Path

import pytest

import detente
from detente.errors import InputError, OutcomeError, ScenarioError
from tests.scenario.mutated import Raw, changed


def beside(tmp_path: Path, table: Raw | None = None, **files: str) -> Path:
    """The toy with the files of some analysts."""

    def change(raw: Raw) -> None:
        if table is not None:
            raw["analysts"] = table

    folder = changed(tmp_path, change)
    (folder / "credences").mkdir()
    for name, text in files.items():
        (folder / "credences" / f"{name}.csv").write_text(text, encoding="utf-8")
    return folder


TWO = {"anna": "claim,credence,low,high\nready,0.9,0.8,1.0\n", "ben": "credence;claim\n0.2;ready\n"}


def test_credences_are_read(tmp_path: Path) -> None:
    scenario = detente.load(beside(tmp_path, {"weights": {"anna": 3}}, **TWO))
    assert scenario.believes is None
    rows = {(row.claim, row.analyst): row for row in scenario.credences}
    assert rows["ready", "anna"].credence == 0.9
    assert rows["ready", "anna"].sd == pytest.approx(0.2 / (2 * 1.959964))
    assert rows["ready", "ben"].credence == 0.2
    assert rows["ready", "pool"].credence == pytest.approx(0.75 * 0.9 + 0.25 * 0.2)
    stated = next(claim for claim in scenario.claims if claim.id == "ready")
    assert rows["ready", "scenario"].credence == stated.credence
    anna = scenario.as_believed_by("anna")
    assert anna.as_believed_by("ben").claims == scenario.as_believed_by("ben").claims
    assert list(anna.credences) == list(scenario.credences)


def test_without_analysts_nothing_is_different(tmp_path: Path) -> None:
    """What analysts say moves nothing until it is asked for."""
    without = detente.load(changed(tmp_path / "a", lambda _raw: None))
    with_ = detente.load(beside(tmp_path / "b", None, **TWO))
    first, second = (s.simulate(40).first for s in (without, with_))
    assert (first == second).all()
    with pytest.raises(OutcomeError, match="has none; put their credences into"):
        without.as_believed_by("anna")
    with pytest.raises(OutcomeError, match="no analyst 'ana'; did you mean 'anna'"):
        with_.as_believed_by("ana")


def test_a_run_knows_whose_credences_it_has(tmp_path: Path) -> None:
    scenario = detente.load(beside(tmp_path, None, **TWO)).as_believed_by("pool")
    detente.write_run(scenario.simulate(60), tmp_path / "run")
    run = detente.open_run(tmp_path / "run")
    assert run.manifest.analyst == "pool"
    assert "--analyst pool" in run.manifest.command
    assert run.scenario.believes == "pool"
    assert run.repeat().identical
    assert run.document["analyst"] == "pool"
    told = run.document["outcomes"][0]["between_analysts"]["by_analyst"]
    assert [each["analyst"] for each in told] == ["anna", "ben"]


def _cases(raw: Raw) -> None:
    """A claim that hangs on two others: 0.9 where both hold, 0.4 where one alone does."""
    base = raw["claims"][0]
    raw["claims"] = [
        *raw["claims"],
        {**base, "id": "one", "signs": []},
        {**base, "id": "other", "signs": []},
        {
            **base, "id": "both", "signs": [], "credence": 0.1,
            "cases": [
                {"where": {"one": True, "other": True}, "credence": 0.9},
                {"where": {"one": True, "other": False}, "credence": 0.4},
            ],
        },
    ]  # fmt: skip


def _with_cases(tmp_path: Path, text: str) -> Path:
    folder = changed(tmp_path, _cases)
    (folder / "credences").mkdir()
    (folder / "credences" / "anna.csv").write_text(text, encoding="utf-8")
    return folder


def test_single_cases_are_restated(tmp_path: Path) -> None:
    text = "claim,given,credence\nboth,other=true one=true,0.7\none,,0.6\n"
    scenario = detente.load(_with_cases(tmp_path, text))
    rows = {(row.claim, row.analyst): row for row in scenario.credences}
    assert rows["both", "scenario"].cases == (0.9, 0.4)
    assert (rows["both", "anna"].credence, rows["both", "anna"].cases) == (0.1, (0.7, 0.4))
    assert rows["both", "pool"].cases == pytest.approx((0.7, 0.4))
    assert rows["one", "anna"].cases == ()
    # P(both) is the sum over what the others are: the toy's own credence for `other`
    anna = scenario.as_believed_by("anna").simulate(4000)
    other = next(claim.credence for claim in scenario.claims if claim.id == "other")
    expected = 0.6 * (other * 0.7 + (1 - other) * 0.4) + 0.4 * 0.1
    held = anna.truth[:, [claim.id for claim in scenario.claims].index("both")].mean()
    assert held == pytest.approx(expected, abs=4 * (0.25 / 4000) ** 0.5)


@pytest.mark.parametrize(
    ("line", "says"),
    [
        ("both,one=true,0.7", "no case 'one=true'; write 'one=true other=true' or 'one=tr"),
        ("one,other=true,0.7", "'one' has no cases; leave 'given' empty"),
        ("both,one=true other=true,", "the credence is missing"),
        ("both,one=true other=true,0.7\nboth,other=true one=true,0.6", "has a line for this case"),
        ("both,,0.7\nboth,,0.6", "has a line already"),
    ],
)
def test_a_case_that_is_not_there_is_refused(tmp_path: Path, line: str, says: str) -> None:
    with pytest.raises(ScenarioError) as caught:
        detente.load(_with_cases(tmp_path, f"claim,given,credence\n{line}\n"))
    assert says in str(caught.value)


@pytest.mark.parametrize(
    ("name", "text", "says"),
    [
        ("anna", "", "line 1: the columns must be claim,credence, and may be low,high"),
        ("anna", "claim,chance\nready,0.5\n", "not claim,chance"),
        ("anna", "claim,credence\n", "it says nothing of any claim; write a line such as"),
        ("anna", "claim,credence\nreddy,0.5\n", "line 2: no claim 'reddy'; did you mean 'ready'"),
        ("anna", "claim,credence\nready,0.5\nready,0.6\n", "line 3: 'ready' has a line already"),
        ("anna", "claim,credence\nready,1.5\n", "line 2: credence '1.5' is no chance; write a num"),
        ("anna", "claim;credence\nready;0,5\n", "line 2: credence '0,5' is no chance; write 0.5"),
        ("anna", "claim,credence\nready,nan\n", "line 2: credence 'nan' is no chance"),
        ("anna", "claim,credence\nready,\n", "line 2: the credence is missing"),
        ("anna", "claim,credence\nready\n", "line 2: 1 fields instead of 2"),
        ("anna", "claim,credence,low\nready,0.5,0.4\n", "line 2: 'low' and 'high' go together"),
        ("anna", "claim,credence,low,high\nready,0.5,0.6,0.7\n", "does not lie between low = 0.6"),
        ("anna", "claim,credence,low,high\nready,0.01,0,1\n", "is too wide about a credence"),
        ("anna", "claim,credence,otherwise\nready,0.1,0.2\n", "is given no other claim"),
        ("pool", "claim,credence\nready,0.5\n", "'pool' is no name for an analyst"),
        ("Anna B", "claim,credence\nready,0.5\n", "'Anna B' is no name for an analyst"),
    ],
)
def test_what_cannot_be_used_is_refused(tmp_path: Path, name: str, text: str, says: str) -> None:
    folder = beside(tmp_path, None, **{name: text})
    with pytest.raises(ScenarioError) as caught:
        detente.load(folder)
    assert says in str(caught.value)
    assert f"credences/{name}.csv" in str(caught.value)
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize(
    ("table", "files", "says"),
    [
        ({"weights": {"carl": 1}}, TWO, "analysts.weights: no analyst 'carl'"),
        ({"weights": {"anna": 0, "ben": 0}}, TWO, "analysts.weights: all are 0"),
        ({"weights": {"anna": -1}}, TWO, "analysts.weights.anna: give 0 or more, not -1"),
        ({"pool": "mean"}, TWO, "linear"),
        ({"pool": "linear"}, {}, "there is no analyst; put their credences into"),
    ],
)
def test_a_pool_that_cannot_be_is_refused(
    tmp_path: Path, table: Raw, files: dict[str, str], says: str
) -> None:
    with pytest.raises(InputError) as caught:
        detente.load(beside(tmp_path, table, **files))
    assert says in str(caught.value)


def test_an_analyst_who_contradicts_the_relations_is_named(tmp_path: Path) -> None:
    def change(raw: Raw) -> None:
        raw["claims"].append({**raw["claims"][0], "id": "other", "credence": 0.1})
        raw["claims"][0]["excludes"] = ["other"]
        raw["claims"][0]["credence"] = 0.5

    folder = changed(tmp_path, change)
    (folder / "credences").mkdir()
    first = detente.load(folder).claims[0].id
    text = f"claim,credence\n{first},0.9\nother,0.8\n"
    (folder / "credences" / "anna.csv").write_text(text, encoding="utf-8")
    with pytest.raises(ScenarioError, match=r"anna\.csv: claims contradict one another: the cred"):
        detente.load(folder)
