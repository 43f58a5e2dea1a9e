"""`detente simulate`: play a scenario, or a run once more."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from detente.cli.options import (
    Analyst,
    Credence,
    Force,
    Json,
    Language,
    Overwrite,
    Paths,
    Seed,
    Seen,
    Store,
    Threads,
    Until,
    claims_forced,
    claims_moved,
)
from detente.cli.playing import PATHS, Play, check_seen
from detente.cli.printing import give, tell
from detente.cli.targets import check_apart, check_distinct, check_file, check_folder
from detente.errors import InputError
from detente.language.current import gettext as _
from detente.language.hints import hint
from detente.scenario.folder import RUN

if TYPE_CHECKING:
    from rich.console import Console

    from detente.ensemble.kept.keep import Keep


def simulate(
    scenario: Annotated[
        str | None,
        typer.Argument(
            help="Scenario folder, or id of a built-in one (see detente --help).",
            show_default=False,
        ),
    ] = None,
    paths: Paths = None,
    seed: Seed = None,
    until: Until = None,
    force: Force = None,
    credence: Credence = None,
    analyst: Analyst = None,
    seen: Seen = None,
    out: Annotated[
        str | None, typer.Option(metavar="FOLDER", help="Keep the run in a new folder.")
    ] = None,
    again: Annotated[
        str | None,
        typer.Option(metavar="FOLDER", help="Play the run of a folder again, and compare."),
    ] = None,
    belief_range: Annotated[
        bool,
        typer.Option(
            "--belief-range",
            help="Also: the range of each probability if one knew which claims hold.",
        ),
    ] = False,
    threads: Threads = None,
    store: Store = None,
    json: Json = None,
    overwrite: Overwrite = False,
    language: Language = "en",
) -> None:
    """Play many futures: how likely is each outcome, and when."""
    play = Play.of(
        paths,
        seed,
        until,
        claims_forced(force),
        claims_moved(credence),
        threads,
        store,
        analyst,
    )
    if again is not None:
        because = _("--again {again}: the run says what is played").format(again=again)
        if scenario is not None:
            raise InputError(because + hint(_("leave out a scenario")))
        if belief_range:
            raise InputError(
                because + hint(_("leave out {option}").format(option="--belief-range"))
            )
        if seen:
            raise InputError(because + hint(_("leave out {option}").format(option="--seen")))
        play.check_unset(because)
    check_file(json, overwrite)
    check_folder(out, overwrite, RUN)
    check_distinct({"--out": out, "--json": json})
    if again is not None:
        _repeat(again, play, out, json, overwrite)
    elif scenario is None:
        raise InputError(_("name a scenario: its folder, or the id of a built-in one"))
    else:
        _simulate(scenario, play, seen or [], belief_range, out, json, overwrite)


def _simulate(
    name: str,
    play: Play,
    seen: list[str],
    belief: bool,
    out: str | None,
    json: str | None,
    overwrite: bool,
) -> None:
    """Load, play, keep, print."""
    import detente
    from detente.check.notes import misleading
    from detente.check.refusals import refusals
    from detente.cli.progress import stages
    from detente.runs.disk import check_disk
    from detente.terminal import result
    from detente.terminal import seen as answers
    from detente.terminal.checked import noted, refused

    scenario = play.scenario(name)
    check_apart(scenario, json)
    if out is not None:
        compiled = scenario.compiled(scenario.days_until(play.until))
        check_disk(Path(out), compiled, PATHS if play.paths is None else play.paths)
    check_seen(seen, scenario)  # before the play
    with stages() as stage:
        remarks = misleading(scenario)
        faults = refusals(scenario, stage(_("checking rates")))
        keep: Keep = "days" if seen else "acts" if out is not None or belief else "nothing"
        ensemble = play.ensemble(scenario, stage, keep)
        answer, shown = play.seen(ensemble, seen, stage)
        known = (
            shown.belief_ranges(
                threads=play.threads, progress=stage(_("if one knew which claims hold"))
            )
            if belief
            else None
        )
    lost = None
    if out is not None:
        try:
            detente.write_run(
                shown, out, overwrite=overwrite
            )  # with Polars, which takes a while to load
        except InputError as error:  # a disk that is full by now: the answers are told all the same
            lost = error

    def show(console: Console) -> None:
        if answer is not None:
            answers.show(console, answer)
        result.show(console, shown, known)
        noted(console, remarks)
        refused(console, scenario, faults)
        if out is not None and lost is None:
            tell(console, _("Run kept in {folder}").format(folder=out))

    def document() -> dict[str, Any]:
        found = shown.document(known) | {"check_refuses": faults}
        return found if answer is None else found | {"seen": answer.document()}

    give(json, document, show)
    if lost is not None:
        raise lost


def _repeat(folder: str, play: Play, out: str | None, json: str | None, overwrite: bool) -> None:
    """Play a run again and say whether it is the same; exit code 1 if it is not."""
    import detente
    from detente.cli.progress import stages
    from detente.runs.document import repeat_document
    from detente.terminal.repeated import show

    run = detente.open_run(folder)
    check_apart(run, json)
    check_apart(run, out)
    with stages() as stage:
        repeat = run.repeat(threads=play.threads, progress=stage(_("playing futures")))
    if out is not None:
        detente.write_run(repeat.ensemble, out)
    give(json, lambda: repeat_document(run, repeat), lambda console: show(console, run, repeat))
    if not repeat.identical:
        raise SystemExit(1)
