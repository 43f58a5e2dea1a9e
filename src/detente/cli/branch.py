"""`detente branch`: continuations from one day, with acts put in or taken out."""

from __future__ import annotations

from typing import Annotated

import typer

from detente.cli.asking import Asked, asks
from detente.cli.options import a_date


@asks()
def branch(
    asked: Asked,
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
    beliefs: Annotated[
        str,
        typer.Option(
            metavar="KIND",
            help="Claims and coefficients: kept, those of the future; or drawn, weighed by what it "
            "has seen until the day.",
        ),
    ] = "kept",
    chart: Annotated[
        str | None,
        typer.Option(
            metavar="FILE",
            help="Draw the outcome that moves most by date: FILE.svg, FILE.png or FILE.html.",
        ),
    ] = None,
) -> None:
    """Continue one future, or the record, from a day on: with acts put in or taken out."""
    from detente.cli.progress import stages
    from detente.terminal.branched import show

    day = a_date("--on", on)
    with stages() as stage:
        found = asked.play.branches(
            asked.source,
            path,
            day,
            acts=act or [],
            without=without or [],
            beliefs=beliefs,
            stage=stage,
        )
    asked.give(found, show)
