"""`detente report`: one page to send on."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from detente.cli.options import (
    Force,
    Language,
    Overwrite,
    Paths,
    ScenarioOrRun,
    Seed,
    Seen,
    Store,
    Threads,
    Until,
    claims_forced,
)
from detente.cli.playing import Play, check_seen
from detente.cli.printing import printed, tell
from detente.cli.targets import check_apart, check_file, check_folder
from detente.language.current import gettext as _

if TYPE_CHECKING:
    from rich.console import Console


def report(
    scenario: ScenarioOrRun,
    out: Annotated[
        str,
        typer.Option(
            "-o", "--out", metavar="FILE|-", help="The HTML file to be written ('-': stdout)."
        ),
    ],
    outcome: Annotated[
        str | None,
        typer.Option(
            metavar="ID", help="Outcome that is explained.", show_default="the first listed"
        ),
    ] = None,
    charts: Annotated[
        str | None,
        typer.Option(metavar="FOLDER", help="Every chart as SVG and PNG in a new folder."),
    ] = None,
    overwrite: Overwrite = False,
    language: Language = "en",
    paths: Paths = None,
    seed: Seed = None,
    until: Until = None,
    force: Force = None,
    seen: Seen = None,
    threads: Threads = None,
    store: Store = None,
) -> None:
    """Write one page to send on: HTML with charts, the why, the brief and every number."""
    import detente
    from detente.cli.progress import stages
    from detente.report.findings import chosen_outcome
    from detente.report.write import check_page

    play = Play.of(paths, seed, until, claims_forced(force), threads, store)
    check_page(out)
    check_file(out, overwrite)
    check_folder(charts, overwrite)
    source = play.source(scenario)
    for target in (out, charts):
        check_apart(source, target)
    if isinstance(source, detente.Scenario):
        chosen_outcome(source, outcome)  # before the play
    check_seen(seen or [], source)
    with stages() as stage:
        ensemble = play.ensemble(source, stage)
        ensemble.report(
            out,
            outcome=outcome,
            seen=seen or [],
            charts=charts,
            overwrite=overwrite,
            threads=threads,
            stage=stage,
        )
    if out != "-":
        printed(lambda console: _written(console, out, charts))


def _written(console: Console, page: str, charts: str | None) -> None:
    """Say where the page is, and the charts."""
    tell(console, _("Written to {file}").format(file=page))
    if charts is not None:
        tell(console, _("Charts in {folder}").format(folder=charts))
