"""`detente storylines`: a few kinds of future."""

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
    claims_forced,
)
from detente.cli.playing import Play
from detente.cli.printing import give
from detente.cli.targets import check_apart, check_distinct, check_file, check_folder
from detente.language.current import gettext as _


def storylines(
    scenario: ScenarioOrRun,
    kinds: Annotated[
        int | None,
        typer.Option(
            help="Kinds into which the futures are divided, 2 to 8.",
            show_default="as many as stand apart",
        ),
    ] = None,
    outcomes: Annotated[
        list[str] | None,
        typer.Option(
            metavar="ID",
            help="Outcome by whose date futures are compared; may be repeated.",
            show_default="all that are listed",
        ),
    ] = None,
    charts: Annotated[
        str | None,
        typer.Option(metavar="FOLDER", help="The charts as SVG and PNG in a new folder."),
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
    """Tell a few kinds of future: how likely each is, what tells it apart, an example."""
    from detente.cli.progress import stages
    from detente.storylines.storylines import check_kinds
    from detente.terminal.storylines import show

    play = Play.of(paths, seed, until, claims_forced(force), threads, store)
    check_file(json, overwrite)
    check_folder(charts, overwrite)
    check_distinct({"--charts": charts, "--json": json})
    source = play.source(scenario)
    for target in (json, charts):
        check_apart(source, target)
    played = play.played(source)
    check_kinds(played, kinds, outcomes or ())  # before the play
    with stages() as stage:
        ensemble = play.ensemble(source, stage)
        stage(_("dividing futures into kinds"))
        found = ensemble.storylines(kinds, outcomes or (), threads=threads)
        if charts is not None:
            from detente.charts.render import write_charts

            drawn = [figure.chart for figure in found.figures()]
            write_charts(drawn, charts, stage, overwrite=overwrite)
    give(json, found.document, lambda console: show(console, found))
