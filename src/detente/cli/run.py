"""What the commands do."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

import detente
from detente.cli.app import dump
from detente.cli.options import a_date
from detente.cli.progress import stages
from detente.errors import InputError
from detente.files import check_new_folder, check_target, output
from detente.language.current import gettext as _
from detente.scenario.scenario import Scenario
from detente.terminal.console import console

PATHS, SEED = 10_000, 1
MOST_THREADS = 256


def check_threads(threads: int | None) -> None:
    """Refuse a number of threads that makes no sense."""
    if threads is not None and not 1 <= threads <= MOST_THREADS:
        raise InputError(f"--threads {threads}: give a number from 1 to {MOST_THREADS}")


@dataclass(frozen=True, slots=True)
class Request:
    """What `detente simulate` was asked for; None is what was left out."""

    scenario: str | None
    paths: int | None
    seed: int | None
    until: str | None
    forced: dict[str, bool]
    out: str | None
    threads: int | None
    json: str | None
    store: str | None = None

    def check(self) -> None:
        """Refuse what could not be written or played, before any work."""
        if self.json is not None:
            check_target(self.json)
        if self.out is not None:
            check_new_folder(self.out)
            if self.json is not None and Path(self.json).absolute() == Path(self.out).absolute():
                raise InputError(f"--json {self.json}: --out has the same name; name another file")
        check_threads(self.threads)


def opened(name: str, store: str | None = None) -> detente.Scenario | detente.Run:
    """Read what a name stands for: a run folder, or a scenario."""
    return detente.open_run(name) if is_run(name) else detente.load(name, store)


def check_apart(source: Scenario | detente.Run, target: str | None) -> None:
    """Refuse to write a result over a file of a scenario, or into a run folder.

    Parameters
    ----------
    source : Scenario or Run
    target : str or None
        Where a result is to be written; None and '-' are nowhere.
    """
    if target is None or target == "-":
        return
    path = Path(os.path.realpath(target))
    if not isinstance(source, Scenario):
        if path.is_relative_to(os.path.realpath(source.folder)):
            raise InputError(f"cannot write {target}: it lies in the run folder; name another one")
        return
    folder = Path(source.where).parent
    if str(path) in {os.path.realpath(folder / text) for text in source.texts}:
        raise InputError(f"cannot write {target}: it is a file of the scenario; name another one")


def is_run(name: str) -> bool:
    """Whether a name is that of a run folder."""
    try:
        return (Path(name) / "run.json").is_file()
    except (OSError, ValueError):  # a name that no folder can have
        return False


def run_simulate(request: Request) -> None:
    """Load, play, print, keep."""
    from detente.ensemble.document import document
    from detente.ensemble.simulate import simulate
    from detente.runs.disk import check_disk
    from detente.terminal.result import show

    request.check()
    last = a_date("--until", request.until)
    if request.scenario is None:
        raise InputError("name a scenario: its folder, or the id of a built-in one")
    scenario = detente.load(request.scenario, request.store)
    check_apart(scenario, request.json)
    paths = PATHS if request.paths is None else request.paths
    if request.out is not None:
        check_disk(Path(request.out), scenario.compiled(scenario.days_until(last)), paths)
    with stages() as stage:
        ensemble = simulate(
            scenario,
            paths=paths,
            seed=SEED if request.seed is None else request.seed,
            until=last,
            forced=request.forced,
            threads=request.threads,
            progress=stage(_("playing futures")),
        )
    if request.out is not None:
        from detente.runs.write import write_run  # with Polars, which takes a while to load

        write_run(ensemble, request.out)
    if request.json is not None:
        dump(request.json, document(ensemble))
    if request.json != "-":
        with output():
            show(console(), ensemble)
            if request.out is not None:
                text = _("Run kept in {folder}").format(folder=request.out)
                console().print(text, markup=False, soft_wrap=True)


def run_again(folder: str, request: Request) -> None:
    """Play a run again and say whether it is the same; exit code 1 if it is not."""
    from detente.runs.write import write_run
    from detente.terminal.repeated import document, show

    settings = {
        "a scenario": request.scenario,
        "--paths": request.paths,
        "--seed": request.seed,
        "--until": request.until,
        "--force": request.forced or None,
    }
    for name, value in settings.items():
        if value is not None:
            raise InputError(f"--again {folder}: the run says what is played; leave out {name}")
    request.check()
    run = detente.open_run(folder)
    check_apart(run, request.json)
    check_apart(run, request.out)
    with stages() as stage:
        repeat = run.repeat(threads=request.threads, progress=stage(_("playing futures")))
    if request.out is not None:
        write_run(repeat.ensemble, request.out)
    if request.json is not None:
        dump(request.json, document(run, repeat))
    if request.json != "-":
        with output():
            show(console(), run, repeat)
    if not repeat.identical:
        raise SystemExit(1)


def run_check(
    name: str,
    sources: list[str],
    json: str | None,
    store: str | None = None,
    *,
    quick: bool = False,
) -> None:
    """Load, check, print; exit code 2 on a fault."""
    from detente.check.locators import verify
    from detente.check.report import check
    from detente.terminal.checked import show

    if json is not None:
        check_target(json)
    scenario = detente.load(name, store)
    check_apart(scenario, json)
    locators: dict[str, list[str]] = {}
    for source in sources:
        document, sign, file = source.partition("=")
        if not sign:
            raise InputError(f"--source {source}: write DOCUMENT=FILE")
        locators[document] = verify(scenario, document, Path(file))
    with stages() as stage:
        report = check(scenario, locators, quick=quick, stage=stage)
    if json is not None:
        dump(json, report.document())
    if json != "-":
        with output():
            show(console(), scenario, report)
    if report.faults:
        raise InputError(f"{len(report.faults)} fault(s) in {name}")
