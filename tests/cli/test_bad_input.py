"""Bad input at the level of the command: one clear line, exit code 2, nothing half-written.

What is said about every single key is tested in tests/scenario/test_read.py; Ctrl-C (exit code
130) in test_interrupt.py.
"""

from __future__ import annotations

import ctypes
import datetime as dt
import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

import detente
from detente.errors import LONGEST
from tests.cli.test_cli import Cli, Result
from tests.files.mounts import disk
from tests.forms import only_whole, size
from tests.scenario.mutated import TEXT, Raw, by_id, changed, claim, copy

SOURCE = Path(detente.__file__).parents[1]
PROGRAM = "from detente.cli import main; main()"
WRITES = size(("sentences", "toy/brief.md"), ("simulate", "toy", "--paths", "20"))
"""A command that writes a document; that of the short form plays nothing for it."""
NAN = float("nan")
SURE = {"mean": 1.0, "sd": 0.0, "basis": "judgement", "reference": "a test"}
posix = pytest.mark.skipif(os.name == "nt", reason="permissions and limits are those of POSIX")


@pytest.fixture
def cli(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path) -> Cli:
    """The command, in an empty working folder."""
    monkeypatch.setenv("COLUMNS", "120")
    monkeypatch.setenv("NO_COLOR", "1")
    monkeypatch.chdir(tmp_path)
    return Cli(monkeypatch, capsys)


def listing(folder: Path) -> dict[str, bytes]:
    """Everything in a folder, hidden files too."""
    return {
        str(path.relative_to(folder)): path.read_bytes() if path.is_file() else b""
        for path in sorted(folder.rglob("*"))
        if not path.is_symlink() and path.stat().st_size < 10_000_000
    }


def assert_one_line(result: Result, *parts: str) -> None:
    assert result.code == 2
    assert result.err.startswith("error: ")
    assert result.err.endswith("\n")
    line = result.err[:-1]
    assert line.isprintable()
    assert len(line) <= LONGEST + len("error: ")
    for part in parts:
        assert part in line


# ------------------------------------------------------------------------------ the scenario

Change = Callable[[Raw], object]


def put(*path: str | int, value: object) -> Change:
    def change(raw: Any) -> None:
        for key in path[:-1]:
            raw = raw[key]
        raw[path[-1]] = value

    return change


def with_text(old: str, new: str) -> Callable[[Path], object]:
    assert TEXT.count(old) == 1
    return lambda folder: (folder / "scenario.toml").write_text(
        TEXT.replace(old, new), encoding="utf-8"
    )


def with_file(name: str, content: bytes) -> Callable[[Path], object]:
    return lambda folder: (folder / name).write_bytes(content)


def with_tables(change: Change) -> Callable[[Path], object]:
    return lambda folder: changed(folder, change)


def with_effect(**entry: object) -> Callable[[Path], object]:
    return with_tables(lambda raw: raw["effects"].append({"id": "tested", **entry}))


def unread(folder: Path) -> None:
    """No record, and the acts still there."""
    acts = (folder / "acts.csv").read_bytes()
    changed(folder, lambda raw: raw.pop("record"))
    (folder / "acts.csv").write_bytes(acts)


def circle(raw: Raw) -> None:
    raw["claims"] += [
        claim(one, 0.5) | {"given": other, "credence_otherwise": 0.5}
        for one, other in (("a", "b"), ("b", "a"))
    ]


def large(folder: Path) -> None:
    with (folder / "scenario.toml").open("ab") as file:
        file.truncate(100_000_000)


HEADER = "date,source,target,act,claim,note,reference\n"
INERTIA: dict[str, Any] = {
    "effect": "inertia", "on": ["ru-accuses", "us-accuses"], "acts": "ACCUSE",
    "half_lives": [30.0], "coefficients": [SURE | {"mean": 1.4}],
}  # fmt: skip

SPOILT: list[tuple[str, Callable[[Path], object], tuple[str, ...]]] = [
    ("malformed TOML", with_text("horizon = 120", "horizon = = 120"),
     ("toy/scenario.toml: not valid TOML", "line 6")),
    ("wrong type", with_text("horizon = 120", "horizon = true"),
     ("toy/scenario.toml, line 6: horizon: give a whole number",)),
    ("wrong type in a list", with_effect(**INERTIA | {"acts": [True]}),
     ("effects[2] ('tested'): acts: write a class of acts as text, or as a list",)),
    ("date outside the horizon",
     with_tables(put("outcomes", 0, "since", value=dt.date(2030, 1, 1))),
     ("outcomes[1] ('contact')", "outside the horizon", "2024-11-19 to 2025-03-18")),
    ("act after the record", with_file("acts.csv", f"{HEADER}2031-01-01,USA,RUS,AID,,,".encode()),
     ("toy/acts.csv: line 2", "after the as-of date 2024-11-18")),
    ("unknown actor", with_tables(put("processes", 1, "source", value="RSU")),
     ("processes[2] ('ru-accuses')", "did you mean 'RUS'?")),
    ("unknown actor who expects", with_effect(
        effect="scheduled-acts", source="USA", target="RUS", act="ACCUSE",
        anticipation={"RSU": SURE}),
     ("effects[2] ('tested').anticipation: unknown actor 'RSU'; did you mean 'RUS'?",)),
    ("unknown act", with_tables(put("processes", 5, "act", value="CONCED")),
     ("processes[6].act ('concede')", "did you mean 'CONCEDE'")),
    ("missing plane", with_effect(
        effect="adaptation", claim="ready", otherwise="none", of=["readiness"], half_life=90.0,
        initial=0.5, faster_with="trade", gain=SURE),
     ("effect 'tested': faster_with names 'trade', which offers no plane",)),
    ("credence above 1", with_tables(put("claims", 0, "credence", value=1.5)),
     ("claims[1].credence ('ready')", "give 1 or less, not 1.5")),
    ("credence below 0", with_tables(put("claims", 0, "credence", value=-0.1)),
     ("claims[1].credence ('ready')", "give 0 or more, not -0.1")),
    ("given in a circle", with_tables(circle), ("'given' goes in a circle: a → b → a",)),
    ("half-life of 0", with_tables(put("index", 0, "half_life", value=0)),
     ("index[1].half_life", "give more than 0, not 0")),
    ("NaN", with_tables(put("effects", 0, "coefficient", "mean", value=NAN)),
     ("effects[1] ('readiness'): coefficient.mean", "finite number, not nan")),
    ("endless", with_tables(put("effects", 0, "coefficient", "mean", value=1e308)),
     ("effects[1] ('readiness'): coefficient.mean", "give 1000000 or less")),
    ("probability of 2", with_effect(
        effect="scheduled-acts", source="USA", target="RUS", act="ACCUSE",
        occasions=[{"date": dt.date(2024, 12, 1), "probability": SURE | {"mean": 2.0}}]),
     ("effect 'tested': 'tested.2024-12-01' has the mean 2; it must lie in [0, 1]",)),
    ("the same day twice", with_effect(
        effect="scheduled-acts", source="USA", target="RUS", act="ACCUSE",
        occasions=[{"date": dt.date(2024, 12, 1), "probability": SURE}] * 2),
     ("effects[2] ('tested')", "two occasions are on 2024-12-01")),
    ("unstable", with_effect(**INERTIA),
     ("toy/scenario.toml: spectral radius 1.12 at the means", "such as inertia")),
    ("empty brief", with_file("brief.md", b" \n"),
     ("toy/brief.md: the brief is empty; write what is claimed",)),
    ("100 MB", large, ("toy/scenario.toml: 100 MB is too large; at most 5 MB",)),
    ("path out of the folder", with_tables(put("brief", value="../secret.md")),
     ("brief = '../secret.md' leaves the scenario's folder",)),
    ("path out and in", with_tables(put("brief", value="../toy/brief.md")),
     ("brief = '../toy/brief.md' leaves the scenario's folder",)),
    ("acts that nobody reads", unread,
     ("toy/acts.csv: no [record] names this file", "write record = { since = DATE }")),
    ("path of another system", with_tables(put("record", "file", value=r"..\acts.csv")),
     (r"record.file = '..\acts.csv' leaves the scenario's folder",)),
    ("bidirectional text", with_tables(put("offices", 0, "actor", value="U\u202eSA")),
     (r"unknown actor 'U\u202eSA'",)),
    ("long text", with_tables(put("offices", 0, "actor", value="U" * 100_000)),
     ("offices[1] ('us-president'): unknown actor 'UUU", " … ", "known: BRICS+")),
]  # fmt: skip


@pytest.mark.parametrize(
    ("command", "spoil", "parts"),
    [
        pytest.param(command, spoil, parts, id=f"{command}-{name}")
        for name, spoil, parts in SPOILT
        for command in ("simulate", "check")
        if (command, name) != ("check", "unstable")  # a fault of its report, tested below
    ],
)
def test_a_scenario_that_cannot_be_used(
    cli: Cli, tmp_path: Path, command: str, spoil: Callable[[Path], object], parts: tuple[str, ...]
) -> None:
    spoil(copy(tmp_path / "toy"))
    before = listing(tmp_path)
    arguments = ["--paths", "20", "--out", "run"] if command == "simulate" else []
    result = cli(command, "toy", "--json", "result.json", *arguments)
    assert result.out == ""
    assert_one_line(result, *parts)
    after = listing(tmp_path)
    if command == "check":  # whose report says the same
        report = json.loads(after.pop("result.json"))
        assert [f"error: {line}\n" for line in report["faults"]] == [result.err]
    assert after == before


@pytest.mark.parametrize("fault", ["unstable", "locator"])
def test_a_check_that_fails(cli: Cli, tmp_path: Path, fault: str) -> None:
    """First the report, then one line."""
    folder = tmp_path / "toy"
    arguments: list[str] = []
    if fault == "unstable":
        with_effect(**INERTIA)(folder)
    else:
        copy(folder)
        (tmp_path / "note.txt").write_text("Something else.\n", encoding="utf-8")
        arguments = ["--source", "note=note.txt"]
    before = listing(tmp_path)
    result = cli("check", "toy", *arguments)
    assert_one_line(result, "1 fault in toy")
    words = "spectral radius" if fault == "unstable" else "no sentence has the fingerprint"
    assert words in " ".join(result.out.split())
    assert listing(tmp_path) == before


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        ([""], "the name of the scenario is empty"),
        (["-"], "no scenario folder '-'"),
        (["nowhere/"], "no scenario folder 'nowhere/'"),
        ([], "name a scenario"),
        (["toy", "toy"], "extra argument"),
        (["toy", "--until", "2025-W01-1"], "--until 2025-W01-1: no date; write it like 2025-06-30"),
        (["toy", "--until", "20250101"], "no date"),
        (["toy", "--until", "2025-02-30"], "no date"),
        (["toy", "--until", "9999-12-31"], "outside the horizon"),
        (["toy", "--until", "2024-11-18"], "outside the horizon"),
        (["toy", "--paths", "99999999999"], "--paths 99999999999: give a number from 1 to"),
        (["toy", "--paths", "0"], "--paths 0"),
        (["toy", "--paths", "many"], "'--paths'"),
        (["toy", "--paths", "9" * 5000], "'--paths'"),
        (["toy", "--seed", str(2**64)], "give a number from 0 to 2**64 - 1"),
        (["toy", "--threads", "0"], "--threads 0: give a number from 1 to"),
        (["toy", "--nonsense"], "--nonsense"),
        (["toy", "--paths"], "--paths"),
        (["toy", "--force", "ready=true", "--force", "ready=true"], "forced twice"),
        (["toy", "--json", ""], "the name is empty"),
        (["toy", "--json", "toy"], "it is a folder; name a file"),
        (["toy", "--json", "no/where.json"], "no folder"),
        (["toy", "--json", "toy/acts.csv"], "the file is there already"),
        (["toy", "--json", "toy/acts.csv", "--overwrite"], "it is a file of the scenario"),
        (["toy", "--json", "x" * 300], "File name too long"),
        (["toy", "--json", "same", "--out", "same"], "--out has the same name"),
        (["toy", "--out", ""], "the name is empty"),
        (["toy", "--out", "."], "the folder is not empty"),
        (["toy", "--out", "toy"], "the folder is not empty"),
        (["toy", "--out", "no/where"], "no folder"),
        (["toy", "--out", "x" * 300], "File name too long"),
        (["--again", "toy"], "toy: a scenario, not a run"),
        (["--again", "nowhere"], "nowhere/run.json: no such file"),
        (["toy", "--again", "toy"], "leave out a scenario"),
        (["--again", "toy", "--seed", "3"], "leave out --seed"),
    ],
)
def test_options_that_cannot_be_used(
    cli: Cli, tmp_path: Path, arguments: list[str], words: str
) -> None:
    copy(tmp_path / "toy")
    (tmp_path / "toy" / "kept").touch()
    before = listing(tmp_path)
    result = cli("simulate", *arguments)
    assert result.out == ""
    assert_one_line(result, words)
    assert listing(tmp_path) == before


@posix
@pytest.mark.parametrize("what", ["fifo", "folder", "circle", "device"])
@pytest.mark.parametrize("name", ["scenario.toml", "brief.md", "acts.csv"])
def test_what_is_no_file(cli: Cli, tmp_path: Path, what: str, name: str) -> None:
    file = copy(tmp_path / "toy") / name
    file.unlink()
    if what == "fifo":
        os.mkfifo(file)
    elif what == "folder":
        file.mkdir()
    elif what == "circle":
        file.symlink_to(file)
    else:
        file.symlink_to("/dev/zero")
    result = cli("simulate", "toy", "--out", "run", "--json", "result.json")
    assert_one_line(result, "toy", name)
    assert [path.name for path in tmp_path.iterdir()] == ["toy"]


def test_a_markup_in_a_name_is_only_text(cli: Cli, tmp_path: Path) -> None:
    def change(raw: Raw) -> None:
        by_id(raw["actors"], "RUS")["name"] = "[/] [bold]Russia\u001b[2J"

    changed(tmp_path / "toy", change)
    result = cli("simulate", "toy", "--paths", "20")
    assert result.code == 0
    assert "[/] [bold]Russia" in result.out
    assert "\u001b[2J" not in result.out


# ------------------------------------------------------------------------------ the system


def run(
    *arguments: str, cwd: Path, stdout: Any = subprocess.PIPE, before: Any = None, **env: str
) -> Result:
    """The command in a process of its own."""
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM, *arguments],
        cwd=cwd,
        env={**os.environ, "PYTHONPATH": str(SOURCE), **env},
        stdout=stdout,
        stderr=subprocess.PIPE,
        preexec_fn=before,
        encoding="utf-8",
        timeout=600,
        check=False,
    )
    return Result(done.returncode, done.stdout or "", done.stderr)


@posix
def test_a_full_disk(tmp_path: Path) -> None:
    copy(tmp_path / "toy")
    small = tmp_path / "disk"
    small.mkdir()
    with disk(small, "size=16k"):
        result = run("simulate", "toy", "--paths", "50", "--json", "disk/x.json", cwd=tmp_path)
        assert_one_line(result, "cannot write disk/x.json: No space left on device")
        assert list(small.iterdir()) == []
        for folder in ("disk/run", "disk"):
            result = run("simulate", "toy", "--paths", "50", "--out", folder, cwd=tmp_path)
            assert_one_line(result, f"cannot write {folder}: the results take about", "are free")
            assert list(small.iterdir()) == []


@posix
def test_a_disk_that_fills_up(tmp_path: Path) -> None:
    """Room enough by the estimate, and then a limit on the size of files."""
    copy(tmp_path / "toy")

    def limit() -> None:
        import resource

        resource.setrlimit(resource.RLIMIT_FSIZE, (2048, 2048))

    names = {path.name for path in tmp_path.iterdir()}
    for option, name in size((("--out", "run"),), (("--out", "run"), ("--json", "x.json"))):
        result = run("simulate", "toy", "--paths", "50", option, name, cwd=tmp_path, before=limit)
        assert_one_line(result, f"cannot write {name}: File too large")
        assert "Two powers, one claim" in result.out  # it is not lost
        assert {path.name for path in tmp_path.iterdir()} == names


@posix
@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no /dev/full on this system")
def test_a_full_device(tmp_path: Path) -> None:
    """A device is written to, and never replaced by a file."""
    copy(tmp_path / "toy")
    result = run(*WRITES, "--json", "/dev/full", cwd=tmp_path)
    assert_one_line(result, "cannot write /dev/full: No space left on device")
    assert Path("/dev/full").is_char_device()
    with open("/dev/full", "w", encoding="utf-8") as full:  # noqa: PTH123 - as a shell does
        for more in size(((),), ((), ("--json", "-"))):
            result = run(*WRITES, *more, cwd=tmp_path, stdout=full)
            assert_one_line(result, "cannot write the output: No space left on device")
        others = [["schema"], ["claims", "toy"], ["effects"], ["sentences", "toy/brief.md"]]
        for other in others[: size(0, len(others))]:
            result = run(*other, cwd=tmp_path, stdout=full)
            assert_one_line(result, "cannot write the output: No space left on device")


@only_whole
@posix
def test_a_device_that_forgets(tmp_path: Path) -> None:
    copy(tmp_path / "toy")
    result = run("simulate", "toy", "--paths", "20", "--json", "/dev/null", cwd=tmp_path)
    assert result.code == 0
    assert Path("/dev/null").is_char_device()


@posix
def test_standard_output_by_its_name(tmp_path: Path) -> None:
    copy(tmp_path / "toy")
    result = run(*WRITES, "--json", "/dev/stdout", cwd=tmp_path)
    assert result.code == 0
    assert result.out.startswith('{\n "format": "detente-')


@posix
def test_standard_output_that_is_closed(tmp_path: Path) -> None:
    copy(tmp_path / "toy")
    arguments = ("simulate", "toy", "--json", "x.json")
    result = run(*arguments, cwd=tmp_path, before=lambda: os.close(1))
    assert_one_line(result, "standard output is closed; direct it to a file, or to /dev/null")
    assert [path.name for path in tmp_path.iterdir()] == ["toy"]


@posix
@pytest.mark.parametrize(
    "arguments",
    [
        pytest.param(["simulate", "toy", "--paths", "20"], marks=only_whole),
        pytest.param(["check", "toy", "--json", "-"], marks=only_whole),
        pytest.param(["effects"], marks=only_whole),
        ["--help"],
        ["simulate", "toy", "--paths", "20", "--json", "/dev/stdout"],
    ],
)
def test_a_pipe_that_nobody_reads(tmp_path: Path, arguments: list[str]) -> None:
    """As in ``detente simulate toy | head -0``, whose reader has had all that it wanted."""
    copy(tmp_path / "toy")
    reading, writing = os.pipe()
    os.close(reading)
    try:
        result = run(*arguments, cwd=tmp_path, stdout=writing)
    finally:
        os.close(writing)
    assert (result.code, result.err) == (0, "")


@posix
def test_errors_into_a_pipe_that_nobody_reads(tmp_path: Path) -> None:
    """As in ``detente simulate nowhere 2>&1 | head -0``: the exit code tells."""
    reading, writing = os.pipe()
    os.close(reading)
    try:
        result = run("schema", "--nonsense", cwd=tmp_path, before=lambda: os.dup2(writing, 2))
    finally:
        os.close(writing)
    assert (result.code, result.out) == (2, "")


def test_a_terminal_that_knows_few_signs(tmp_path: Path) -> None:
    copy(tmp_path / "toy")
    arguments = ("simulate", "toy", "--paths", "20")
    result = run(*arguments, cwd=tmp_path, PYTHONIOENCODING="ascii")
    assert (result.code, result.err) == (0, "")
    assert result.out.isascii()


@only_whole
def test_a_document_for_a_terminal_that_knows_few_signs(tmp_path: Path) -> None:
    copy(tmp_path / "toy")
    arguments = ("simulate", "toy", "--paths", "20")
    found = run(*arguments, "--json", "-", cwd=tmp_path, PYTHONIOENCODING="ascii")
    assert json.loads(found.out)["scenario"]["id"] == "toy"


def unprivileged() -> None:
    """Root without the right to pass over modes; everybody else has no such right."""
    if os.geteuid() == 0:
        library = ctypes.CDLL(None, use_errno=True)
        for capability in (1, 2):  # CAP_DAC_OVERRIDE, CAP_DAC_READ_SEARCH
            if library.prctl(24, capability, 0, 0, 0) != 0:  # PR_CAPBSET_DROP
                raise OSError(ctypes.get_errno(), "prctl")


modes = pytest.mark.skipif(
    os.name == "nt" or (os.geteuid() == 0 and not sys.platform.startswith("linux")),
    reason="modes do not concern this user",
)


@modes
@pytest.mark.parametrize("option", [pytest.param("--json", marks=only_whole), "--out"])
def test_no_permission_to_write(tmp_path: Path, option: str) -> None:
    copy(tmp_path / "toy")
    closed = tmp_path / "closed"
    closed.mkdir()
    closed.chmod(0o555)
    arguments = ("simulate", "toy", "--paths", "20", option, "closed/x")
    result = run(*arguments, cwd=tmp_path, before=unprivileged)
    assert_one_line(result, "cannot write closed/x: no folder", "that can be written to")
    assert list(closed.iterdir()) == []


@modes
def test_a_protected_file_is_not_replaced(tmp_path: Path) -> None:
    copy(tmp_path / "toy")
    file = tmp_path / "x.json"
    file.write_text("kept", encoding="utf-8")
    file.chmod(0o444)
    result = run(*WRITES, "--json", "x.json", cwd=tmp_path, before=unprivileged)
    assert_one_line(result, "cannot write x.json: the file is protected; name another one")
    assert file.read_text(encoding="utf-8") == "kept"


@modes
@pytest.mark.parametrize(
    "name", [pytest.param(name, marks=only_whole) for name in ("scenario.toml", "brief.md")] + ["."]
)
def test_no_permission_to_read(tmp_path: Path, name: str) -> None:
    path = copy(tmp_path / "toy") / name
    path.chmod(0)
    result = run("check", "toy", cwd=tmp_path, before=unprivileged)
    path.chmod(0o755)
    assert_one_line(result, "toy", "ermission denied" if name != "." else "")


@modes
def test_no_place_for_the_compiled_kernel(tmp_path: Path) -> None:
    """Neither beside the program nor in the user's cache: compiled for this process alone."""
    program = "import detente.numerics.jit as jit; print(jit.njit(cache=True)(abs_).__name__)"
    code = f"def abs_(x): return x\n{program}"
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, timeout=600,
        env={**os.environ, "PYTHONPATH": str(SOURCE), "HOME": str(tmp_path / "nowhere")},
    )  # fmt: skip
    assert (done.stdout, done.stderr) == ("abs_\n", "")
