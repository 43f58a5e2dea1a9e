"""`detente check` tries what the claims declare."""

from __future__ import annotations

import json
import shutil
import sys
from pathlib import Path

import numpy as np
import pytest

import detente
from detente.check import report as reports
from detente.check import signs
from detente.check.futures import Futures, alone
from detente.check.report import check
from detente.check.signs import try_signs
from detente.claims.claim import Sign
from detente.cli.entry import main
from detente.ensemble.estimate import standard_error
from detente.ensemble.simulate import simulate
from detente.progress import Progress

TOY = Path(__file__).parent.parent / "data" / "toy"
DECLARED = 'signs = [{ forced = true, target = "contact", moves = "up" }]'


def with_sign(folder: Path, sign: str) -> detente.Scenario:
    """The toy, whose claim moves `contact`, over twenty days and with another sign."""
    shutil.copytree(TOY, folder)
    text = (folder / "scenario.toml").read_text(encoding="utf-8")
    assert DECLARED in text
    text = text.replace("horizon = 120", "horizon = 20")
    text = text.replace(DECLARED, f"signs = [{{ {sign} }}]")
    (folder / "scenario.toml").write_text(text, encoding="utf-8")
    return detente.load(folder)


RIGHT = 'forced = true, target = "contact", moves = "up"'
WRONG = 'forced = true, target = "contact", moves = "down"'


def test_a_sign_that_holds_is_no_fault(tmp_path: Path) -> None:
    told: list[str] = []
    done: list[tuple[int, int]] = []

    def stage(name: str) -> Progress:
        told.append(name)
        return lambda number, whole: done.append((number, whole))

    report = check(with_sign(tmp_path / "toy", RIGHT), stage=stage)
    assert report.signs is not None
    (sign,) = report.signs
    assert (sign.claim, sign.verdict, sign.measure) == ("ready", "holds", "probability")
    assert sign.difference > 1.959964 * sign.monte_carlo > 0.0
    assert report.faults == []
    assert told == ["playing futures", "trying claims", "moving rates", "trying signs"]
    assert done[-1] == (1, 1)


@pytest.mark.parametrize(
    ("sign", "words"),
    [
        (WRONG, "'contact' moves down, but it changes by +0."),
        (
            'forced = false, target = "contact", moves = "up"',
            "'ready' forced false: it declares that 'contact' moves up, but it changes by −0.",
        ),
        ('forced = true, target = "contact", moves = "later"', "moves later, but it changes by −"),
        ('forced = true, target = "contact", moves = "none"', "moves none, but it changes by +0."),
        (
            'forced = true, target = "index:RUS~USA", moves = "down"',
            "'index:RUS~USA' moves down, but it changes by +0.",
        ),
    ],
)
def test_a_sign_that_is_wrong_is_a_fault(tmp_path: Path, sign: str, words: str) -> None:
    report = check(with_sign(tmp_path / "toy", sign))
    (fault,) = report.faults
    assert fault.startswith("claim 'ready' forced ")
    assert words in fault
    assert "95 %" not in fault
    assert (" days (Monte Carlo error" in fault) == ("later" in sign)
    assert fault.isprintable()


def test_a_sign_that_nothing_carries_is_not_shown(tmp_path: Path) -> None:
    scenario = with_sign(tmp_path / "toy", 'forced = true, target = "sanctions", moves = "up"')
    (sign,) = try_signs(scenario, paths=200)
    assert (sign.verdict, sign.difference, sign.fault()) == ("not shown", 0.0, None)


def test_only_what_does_not_move_may_be_said_to_move_nothing(tmp_path: Path) -> None:
    scenario = with_sign(tmp_path / "toy", 'forced = true, target = "sanctions", moves = "none"')
    (sign,) = try_signs(scenario, paths=200)
    assert sign.verdict == "holds"


def run(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], *arguments: str | Path
) -> tuple[int, str, str]:
    monkeypatch.setenv("COLUMNS", "80")
    monkeypatch.setenv("NO_COLOR", "1")
    monkeypatch.setattr(sys, "argv", ["detente", *map(str, arguments)])
    code = 0
    try:
        main()
    except SystemExit as end:
        code = int(end.code or 0)
    captured = capsys.readouterr()
    return code, captured.out, captured.err


def test_the_command_refuses_a_wrong_sign(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    with_sign(tmp_path / "toy", WRONG)
    code, out, err = run(monkeypatch, capsys, "check", tmp_path / "toy")
    assert code == 2
    assert "“One side is ready to talk” true" in " ".join(out.split())
    assert ": less likely" in out
    assert "contact: less likely" not in out
    assert "opposite" in out
    assert "fault: scenario.toml, line 152: claim 'ready' forced true" in " ".join(out.split())
    assert err.startswith("error: 1 fault")
    code, out, _ = run(monkeypatch, capsys, "check", tmp_path / "toy", "--json", "-")
    assert code == 2
    (sign,) = json.loads(out)["signs"]
    assert {key: sign[key] for key in ("claim", "forced", "target", "moves", "verdict")} == {
        "claim": "ready",
        "forced": True,
        "target": "contact",
        "moves": "down",
        "verdict": "opposite",
    }
    assert sign["difference"] > 2 * sign["monte_carlo_error"] > 0


def test_the_command_remarks_on_a_sign_that_is_not_shown(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    with_sign(tmp_path / "toy", 'forced = true, target = "sanctions", moves = "up"')
    code, out, _ = run(monkeypatch, capsys, "check", tmp_path / "toy")
    assert code == 0
    assert "not shown" in out
    assert "1 sign is not shown: it is within twice its Monte Carlo error" in " ".join(out.split())


def test_quick_leaves_them_out(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def never(*_: object, **__: object) -> None:
        raise AssertionError("signs were tried")

    monkeypatch.setattr(reports, "try_signs", never)
    scenario = with_sign(tmp_path / "toy", WRONG)
    report = check(scenario, quick=True)
    assert report.signs is None
    assert report.document()["signs"] is None
    code, out, _ = run(monkeypatch, capsys, "check", tmp_path / "toy", "--quick")
    assert code == 0
    assert "Signs: not tried" in out


def test_a_background_at_fault_comes_first(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reports, "try_signs", None)
    monkeypatch.setattr("detente.check.background.HIGHEST", 0.5)
    report = check(detente.load(TOY))
    assert report.faults
    assert report.signs is None


def test_one_arm_is_the_base_path(monkeypatch: pytest.MonkeyPatch) -> None:
    """The same as playing both arms in full; other claims are given the one that is flipped."""
    scenario = detente.load("us-russia-2024")
    given = {claim.given for claim in scenario.claims}
    claim = next(claim for claim in scenario.claims if claim.id in given and claim.signs)
    arms = {
        value: simulate(scenario, seed=7, forced={claim.id: value}, design=alone(120))
        for value in (True, False)
    }
    monkeypatch.setattr(signs, "PLAIN", np.inf)  # to the end, in several steps
    for result in try_signs(scenario, paths=120, seed=7, claims=[claim.id]):
        sign: Sign = result.sign
        watched = scenario.watched()
        values = {
            value: arm.path_mean[:, watched[sign.target]]
            if sign.target in watched
            else arm.waiting(sign.target)
            if sign.moves in ("sooner", "later")
            else arm.happened(sign.target).astype(np.float64)
            for value, arm in arms.items()
        }
        found = values[sign.forced] - values[not sign.forced]
        assert result.futures == 120
        assert (result.difference, result.monte_carlo) == (found.mean(), standard_error(found))


def test_what_is_plain_is_not_played_on(tmp_path: Path) -> None:
    """A sign is done with on the first futures that show it; that nothing moves is tried on all."""
    plain = with_sign(tmp_path / "plain", RIGHT)
    (early,) = try_signs(plain, paths=1000)
    assert early.verdict == "holds"
    assert early.futures < 1000
    assert abs(early.difference) > signs.PLAIN * early.monte_carlo
    assert early.document()["paths"] == early.futures
    still = with_sign(tmp_path / "still", 'forced = true, target = "sanctions", moves = "none"')
    (whole,) = try_signs(still, paths=300)
    assert whole.futures == 300


def test_futures_that_have_been_played_are_not_played_again(tmp_path: Path) -> None:
    scenario = with_sign(tmp_path / "toy", RIGHT)
    base = Futures.played(scenario, 1, alone(400))
    assert try_signs(scenario, paths=200, base=base) == try_signs(scenario, paths=200)
