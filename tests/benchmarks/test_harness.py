"""The benchmarks' own machinery. Nothing here depends on how fast anything is."""

from __future__ import annotations

import importlib
import json
import math
import sys
from pathlib import Path

import pytest

from benchmarks import command, registry
from benchmarks.__main__ import main
from benchmarks.bench_growth import slope
from benchmarks.machine import describe
from benchmarks.protocol import Figure, NotInstalledError, Options, Result, Target
from benchmarks.registry import BENCHMARKS
from benchmarks.report import document, number
from benchmarks.rounds import interleaved, ratios
from benchmarks.synthetic import prolonged, ring
from detente.ensemble.simulate import simulate

FOLDER = Path(command.__file__).parent


def test_a_target_is_a_bound() -> None:
    at_least, at_most = Target(100, above=True), Target(5)
    assert at_least.reached(100)
    assert not at_least.reached(99.9)
    assert at_most.reached(5)
    assert not at_most.reached(5.1)
    assert (str(at_least), str(at_most)) == ("≥ 100", "≤ 5")


def test_every_benchmark_has_a_module_and_every_module_a_name() -> None:
    modules = {path.stem.removeprefix("bench_") for path in FOLDER.glob("bench_*.py")}
    assert modules == set(BENCHMARKS)


def test_a_missing_package_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    def absent(name: str) -> None:
        raise ModuleNotFoundError(name=name.replace("benchmarks.bench_", ""))

    monkeypatch.setattr(importlib, "import_module", absent)
    with pytest.raises(NotInstalledError, match="'mesa' needs the package 'mesa'; `make bench`"):
        registry.load("mesa")


def test_the_document_says_what_was_reached() -> None:
    figures = [Figure("a", 2.0, "s", (1.0, 2.0, 3.0), Target(1)), Figure("b", 1.0)]
    content = json.loads(json.dumps(document({"x": Result("X", figures)}, describe())))
    assert content["format"] == "detente-benchmarks"
    assert content["machine"]["numpy"]
    first, second = content["benchmarks"]["x"]["figures"]
    assert first["reached"] is False
    assert first["rounds"] == [1.0, 2.0, 3.0]
    assert "target" not in second


def test_rounds_are_interleaved() -> None:
    calls: list[str] = []
    seconds = interleaved({"a": lambda: calls.append("a"), "b": lambda: calls.append("b")}, 2)
    assert calls == ["a", "b"] * 3  # once to warm up
    assert {name: len(times) for name, times in seconds.items()} == {"a": 2, "b": 2}
    assert ratios([2.0, 9.0], [1.0, 3.0]) == (2.0, 3.0)


@pytest.mark.parametrize(
    ("value", "text"), [(0, "0"), (1234.5, "1,234"), (12.34, "12.3"), (2e-15, "2e-15")]
)
def test_numbers_for_people(value: float, text: str) -> None:
    assert number(value) == text


def test_slope_is_the_exponent() -> None:
    at = [1.0, 10.0, 100.0]
    assert math.isclose(slope(at, [a**1.5 for a in at]), 1.5)


def test_synthetic_scenarios_have_the_size_that_was_asked_for() -> None:
    small, more = ring(3, memories=2), ring(5, memories=7, days=30)
    for scenario, processes, terms in ((small, 24, 3), (more, 40, 8)):
        compiled = scenario.compiled()
        assert len(compiled.processes) == processes
        assert len(compiled.model.terms) == processes * terms
        assert simulate(scenario, paths=20).probability("first") > 0
    assert prolonged("us-russia-2024", 500).file.horizon == 500


@pytest.mark.skipif(sys.platform == "win32", reason="os.wait4 is not there")
def test_a_process_is_measured_from_outside() -> None:
    ballast = bytearray(b"x" * 300_000_000)  # what the starter holds must not count
    quiet = command.run([sys.executable, "-c", "pass"])
    loud = command.run([sys.executable, "-c", "x = b'x' * 100_000_000"])
    assert len(ballast) > 2 * loud.peak
    assert quiet.peak < 100_000_000 <= loud.peak
    assert quiet.wall > 0
    with pytest.raises(RuntimeError, match="no such thing"):
        command.run([sys.executable, "-c", "import sys; sys.exit('no such thing')"])


@pytest.mark.parametrize(
    ("arguments", "message"),
    [(["nothing"], "no benchmark 'nothing'"), (["kernel", "--chart", "x.svg"], "--chart is drawn")],
)
def test_wrong_requests_are_refused(
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    arguments: list[str],
    message: str,
) -> None:
    monkeypatch.setattr(sys, "argv", ["benchmarks", *arguments])
    with pytest.raises(SystemExit, match="2"):
        main()
    assert message in capsys.readouterr().err


def test_a_benchmark_runs_from_the_command_line(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    def measure(options: Options) -> Result:
        assert options.quick
        return Result("Kernel", [Figure("speed", 3.0, "M/s", (), Target(2, above=True))])

    monkeypatch.setattr("benchmarks.__main__.load", lambda name: measure)
    target = tmp_path / "figures.json"
    monkeypatch.setattr(sys, "argv", ["benchmarks", "kernel", "--quick", "--json", str(target)])
    main()
    assert "reached" in capsys.readouterr().out
    content = json.loads(target.read_text(encoding="utf-8"))
    assert content["benchmarks"]["kernel"]["figures"][0]["reached"] is True
