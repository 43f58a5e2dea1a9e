"""`detente watch`: what would tell most about an outcome or a claim."""

from __future__ import annotations

from typing import Annotated

import typer

from detente.cli.asking import Asked, asks
from detente.cli.options import Seen, dates


@asks()
def watch(
    asked: Asked,
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
    seen: Seen = None,
) -> None:
    """What to watch: acts, states and levels that would tell most about an outcome or a claim."""
    from detente.language.current import gettext as _
    from detente.terminal.watched import show
    from detente.watch.target import check_target

    days = dates("--by", by)
    check_target(asked.scenario, outcome, claim)  # before the play
    found = asked.of(
        lambda ensemble, stage: ensemble.watch(
            outcome,
            claim=claim,
            by=days,
            most=most,
            threads=asked.play.threads,
            progress=stage(_("looking at the futures")),
        ),
        seen,
    )
    asked.give(found, show)
