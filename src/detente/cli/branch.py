"""`detente branch`: continuations from one day, with acts put in or taken out."""

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
from detente.language.current import gettext as _


def branch(
    scenario: ScenarioOrRun,
    path: Annotated[
        int | None,
        typer.Option(
            help="The future that is continued, by its number.", show_default="the record"
        ),
    ] = None,
    on: Annotated[
        str | None,
        typer.Option(metavar="DATE", help="The last day of that future that is kept."),
    ] = None,
    act: Annotated[
        list[str] | None,
        typer.Option(
            metavar="PROCESS@DATE", help="Put an act in, an intervention; may be repeated."
        ),
    ] = None,
    without: Annotated[
        list[str] | None,
        typer.Option(
            metavar="PROCESS[@DATE]",
            help="Take acts out, of one day or of all after the branch; may be repeated.",
        ),
    ] = None,
    paths: Paths = None,
    seed: Seed = None,
    until: Until = None,
    force: Force = None,
    threads: Threads = None,
    store: Store = None,
    chart: Annotated[
        str | None,
        typer.Option(
            metavar="FILE",
            help="Draw the outcome that moves most by date: FILE.svg, FILE.png or FILE.html.",
        ),
    ] = None,
    json: Json = None,
    overwrite: Overwrite = False,
    language: Language = "en",
) -> None:
    """Continue one future, or the record, from a day on: with acts put in or taken out."""
    import detente
    from detente.cli.progress import stages
    from detente.terminal.branched import show

    play = Play.of(paths, seed, until, claims_forced(force), threads, store)
    check_file(json, overwrite)
    check_chart(chart, overwrite)
    check_distinct({"--json": json, "--chart": chart})
    day = a_date("--on", on)
    source = play.source(scenario)
    check_apart(source, json)
    check_apart(source, chart)
    with stages() as stage:
        if isinstance(source, detente.Scenario):
            found = source.branches(
                path,
                day,
                acts=act or [],
                without=without or [],
                paths=paths,
                seed=1 if seed is None else seed,
                until=play.until,
                force=play.forced,
                threads=threads,
                stage=stage,
            )
        else:
            play.but_for_paths().check_unset(
                _("{folder}: the run says what was played").format(folder=source.folder)
            )
            found = source.ensemble().branches(
                path,
                day,
                acts=act or [],
                without=without or [],
                paths=paths,
                threads=threads,
                stage=stage,
            )
    if chart is not None:
        found.figure().save(chart, overwrite=overwrite)
    give(json, found.document, lambda console: show(console, found))
