"""`detente questions`: forecasts in the formats of platforms."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from detente.cli.options import (
    Force,
    Json,
    Language,
    Overwrite,
    Paths,
    ScenarioOrRun,
    Seed,
    Store,
    Threads,
    Until,
    claims_forced,
)
from detente.cli.playing import Play
from detente.cli.printing import dump, printed, tell
from detente.cli.targets import check_apart, check_distinct, check_file
from detente.errors import InputError
from detente.files.write import write_bytes, write_text
from detente.language.current import gettext as _
from detente.language.current import ngettext
from detente.language.format import integer
from detente.language.hints import hint

if TYPE_CHECKING:
    from rich.console import Console


def questions(
    scenario: ScenarioOrRun,
    form: Annotated[
        str,
        typer.Option("--format", metavar="metaculus|hubverse|views|csv", help="Whose format."),
    ] = "csv",
    mapping: Annotated[
        str | None,
        typer.Option(
            "--map",
            metavar="FILE",
            help="A CSV that says which questions of the platform are answered.",
        ),
    ] = None,
    draws: Annotated[
        int | None,
        typer.Option(
            help="Futures that are written one by one (hubverse: samples).",
            show_default="views 1000, hubverse none",
        ),
    ] = None,
    out: Annotated[
        str | None,
        typer.Option(metavar="FILE|-", help="Where it is written.", show_default="-, stdout"),
    ] = None,
    paths: Paths = None,
    seed: Seed = None,
    until: Until = None,
    force: Force = None,
    threads: Threads = None,
    store: Store = None,
    json: Json = None,
    overwrite: Overwrite = False,
    language: Language = "en",
) -> None:
    """Write all forecasts as platforms take them: probabilities, dates, amounts."""
    from detente.cli.progress import stages
    from detente.forecasts.document import document
    from detente.forecasts.write import check_format, content

    play = Play.of(paths, seed, until, claims_forced(force), threads, store)
    target = "-" if out is None else out
    if json == "-":
        if out == "-":
            raise InputError(
                _("--json - and --out - have the same name") + hint(_("name a file for one"))
            )
        target = "" if out is None else out
    check_format(form, target, mapping, draws)
    for each in (target or None, json):
        check_file(each, overwrite)
    check_distinct({"--out": out, "--json": json, "--map": mapping})
    source = play.source(scenario)
    for each in (target or None, json):
        check_apart(source, each)
    with stages() as stage:
        ensemble = play.ensemble(source, stage)
    if json is not None:
        dump(json, document(ensemble, ensemble.forecasts))
    if not target:
        return
    written = content(ensemble, form, mapping=mapping, draws=draws, target=target)
    if target == "-":
        write_text("-", written.decode())
        return
    write_bytes(target, written)

    def show(console: Console) -> None:
        number = len(ensemble.forecasts)
        text = ngettext("{n} forecast written to {file}", "{n} forecasts written to {file}", number)
        tell(console, text.format(n=integer(number), file=target))

    if json != "-":
        printed(show)
