"""`detente watch`: what would tell most about an outcome or a claim."""

from __future__ import annotations

from typing import Annotated

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
    a_date,
    claims_forced,
)
from detente.cli.playing import Play
from detente.cli.printing import give
from detente.cli.targets import check_apart, check_chart, check_distinct, check_file


def watch(
    scenario: ScenarioOrRun,
    outcome: Annotated[
        str | None, typer.Argument(help="Id of the outcome; without one, the ids are listed.")
    ] = None,
    claim: Annotated[
        str | None,
        typer.Option(metavar="ID", help="In its place a claim: what would show whether it holds."),
    ] = None,
    by: Annotated[
        list[str] | None,
        typer.Option(
            metavar="DATE",
            help="Day on whose evening one looks; may be repeated.",
            show_default="four, up to when it typically comes",
        ),
    ] = None,
    most: Annotated[int, typer.Option(help="Indicators that are told.")] = 10,
    chart: Annotated[
        str | None,
        typer.Option(metavar="FILE", help="Draw them: FILE.svg, FILE.png or FILE.html."),
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
    """What to watch: acts, states and levels that would tell most about an outcome or a claim."""
    from detente.cli.progress import stages
    from detente.language.current import gettext as _
    from detente.terminal.watched import show
    from detente.watch.target import check_target

    play = Play.of(paths, seed, until, claims_forced(force), threads, store)
    days = [day for text in by or [] if (day := a_date("--by", text)) is not None]
    check_file(json, overwrite)
    check_chart(chart, overwrite)
    check_distinct({"--json": json, "--chart": chart})
    source = play.source(scenario)
    for target in (json, chart):
        check_apart(source, target)
    played = play.played(source)
    check_target(played, outcome, claim)  # before the play
    with stages() as stage:
        ensemble = play.ensemble(source, stage)
        found = ensemble.watch(
            outcome,
            claim=claim,
            by=days,
            most=most,
            threads=threads,
            progress=stage(_("looking at the futures")),
        )
    if chart is not None:
        found.figure().save(chart, overwrite=overwrite)
    give(json, found.document, lambda console: show(console, found))
