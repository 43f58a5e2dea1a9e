"""`detente observe`: what has happened since, and what it says of beliefs and coefficients."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from detente.cli.options import (
    Analyst,
    Json,
    Language,
    Overwrite,
    Scenario,
    Seed,
    Store,
    Threads,
    a_date,
)
from detente.cli.playing import Play
from detente.cli.printing import give, tell
from detente.cli.targets import check_apart, check_chart, check_distinct, check_file, check_folder
from detente.errors import InputError
from detente.language.current import gettext as _
from detente.scenario.folder import SCENARIO

if TYPE_CHECKING:
    from rich.console import Console


def observe(
    scenario: Scenario,
    acts: Annotated[
        str | None,
        typer.Option(metavar="FILE", help="Acts after the as-of date, as in a record (CSV)."),
    ] = None,
    to: Annotated[
        str | None,
        typer.Option(
            metavar="DATE",
            help="Last day that they cover: until then, what is not there did not happen.",
        ),
    ] = None,
    dataset: Annotated[
        str | None,
        typer.Option(metavar="NAME", help="The acts of this data source of the event store."),
    ] = None,
    paths: Annotated[
        int | None, typer.Option(help="Draws of belief and coefficients.", show_default="1000")
    ] = None,
    seed: Seed = None,
    analyst: Analyst = None,
    out: Annotated[
        str | None,
        typer.Option(
            "--out", "-o", metavar="FOLDER", help="Write the scenario as of that day; play it next."
        ),
    ] = None,
    chart: Annotated[
        str | None,
        typer.Option(metavar="FILE", help="Draw the credences: FILE.svg, FILE.png or FILE.html."),
    ] = None,
    threads: Threads = None,
    store: Store = None,
    json: Json = None,
    overwrite: Overwrite = False,
    language: Language = "en",
) -> None:
    """Weigh claims and coefficients by what happened since the as-of date, and what did not."""
    from detente.cli.progress import stages
    from detente.language.format import day
    from detente.terminal.observed import show

    last = a_date("--to", to)
    check_file(json, overwrite)
    check_chart(chart, overwrite)
    check_folder(out, overwrite, SCENARIO)
    check_distinct({"--acts": acts, "--json": json, "--chart": chart, "--out": out})
    source = Play(store=store, analyst=analyst).scenario(scenario)
    for target in (json, chart, out):
        check_apart(source, target)
    with stages() as stage:
        found = source.observe(
            acts,
            last,
            dataset=dataset,
            store=store,
            paths=1_000 if paths is None else paths,
            seed=1 if seed is None else seed,
            threads=threads,
            stage=stage,
        )
    try:
        became = found.write(out, overwrite=overwrite) if out is not None else []
    except InputError:  # what was found is told all the same
        give(json, found.document, lambda console: show(console, found))
        raise
    if chart is not None:
        found.figure().save(chart, overwrite=overwrite)

    def page(console: Console) -> None:
        show(console, found, became)
        if out is not None:
            tell(
                console,
                _("The scenario as of {to} is in {folder}").format(to=day(found.to), folder=out),
            )

    give(json, found.document, page)
