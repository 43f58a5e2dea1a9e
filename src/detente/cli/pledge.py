"""`detente pledge`: forecasts put down in a file in which every change is found."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

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
    Store,
    Threads,
    Until,
    claims_forced,
    claims_moved,
)
from detente.cli.playing import Play
from detente.cli.printing import give, tell
from detente.cli.targets import check_apart, check_distinct, check_file
from detente.errors import InputError
from detente.language.current import gettext as _
from detente.language.current import ngettext
from detente.language.format import integer
from detente.language.hints import hint

if TYPE_CHECKING:
    from rich.console import Console


def pledge(
    scenario: Annotated[
        str | None,
        typer.Argument(
            help="Scenario folder, id of a built-in one, or a run folder.", show_default=False
        ),
    ] = None,
    file: Annotated[
        str | None,
        typer.Argument(help="The file of pledges; made if it is not there.", show_default=False),
    ] = None,
    verify: Annotated[
        str | None,
        typer.Option(metavar="FILE", help="See whether a file of pledges is as it was written."),
    ] = None,
    head: Annotated[
        str | None,
        typer.Option(metavar="HASH", help="With --verify: a hash that has to be in it."),
    ] = None,
    by: Annotated[str, typer.Option(metavar="NAME", help="Who pledges.")] = "",
    only: Annotated[
        list[str] | None,
        typer.Option(metavar="FORECAST", help="Pledge this one alone; may be repeated."),
    ] = None,
    paths: Paths = None,
    seed: Seed = None,
    until: Until = None,
    force: Force = None,
    credence: Credence = None,
    analyst: Analyst = None,
    threads: Threads = None,
    store: Store = None,
    json: Json = None,
    overwrite: Overwrite = False,
    language: Language = "en",
) -> None:
    """Append all forecasts to a file; each line bears the hash of the one before."""
    forced, moved = claims_forced(force), claims_moved(credence)
    play = Play.of(paths, seed, until, forced, moved, threads, store, analyst)
    check_file(json, overwrite)
    if verify is not None:
        if scenario is not None:
            raise InputError(_("--verify names the file") + hint(_("leave out a scenario")))
        check_distinct({"--verify": verify, "--json": json})
        _verify(verify, head, json)
        return
    if head is not None:
        raise InputError(_("--head goes with --verify"))
    if scenario is None or file is None:
        raise InputError(_("name a scenario, or a run, and the file of pledges"))
    check_distinct({_("the file of pledges"): file, "--json": json})
    _pledge(scenario, file, play, by, only or [], json)


def _pledge(name: str, file: str, play: Play, by: str, only: list[str], json: str | None) -> None:
    from detente.cli.progress import stages
    from detente.forecasts.pledge import check_by, check_pledges

    check_pledges(Path(file))
    check_by(by)
    source = play.source(name)
    check_apart(source, json)
    check_apart(source, file)
    with stages() as stage:
        ensemble = play.ensemble(source, stage, "nothing")
    done = ensemble.pledge(file, by=by, only=only)

    def show(console: Console) -> None:
        text = ngettext(
            "{n} forecast pledged in {file}, which has {lines} now.",
            "{n} forecasts pledged in {file}, which has {lines} now.",
            done.forecasts,
        )
        lines = ngettext("{n} line", "{n} lines", done.lines).format(n=integer(done.lines))
        tell(console, text.format(n=integer(done.forecasts), file=file, lines=lines))
        tell(console, _("Hash of the last line: {head}").format(head=done.head))

    give(json, done.document, show)


def _verify(file: str, head: str | None, json: str | None) -> None:
    from detente.forecasts.pledge import Pledged, verify_pledges

    chain = verify_pledges(file, head=head)
    number = len(chain.lines)

    def show(console: Console) -> None:
        text = ngettext(
            "{file}: {n} line, as it was written.",
            "{file}: {n} lines, all as they were written.",
            number,
        )
        tell(console, text.format(file=file, n=integer(number)))
        tell(console, _("Hash of the last line: {head}").format(head=chain.head))

    give(json, Pledged(Path(file), 0, number, chain.head).document, show)
