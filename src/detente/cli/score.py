"""`detente score`: pledged forecasts against what came."""

from __future__ import annotations

from typing import Annotated

import typer

from detente.cli.options import Json, Language, Overwrite, Store, a_date
from detente.cli.printing import give
from detente.cli.targets import check_chart, check_distinct, check_file


def score(
    pledges: Annotated[str, typer.Argument(help="A file of `detente pledge`.")],
    resolved: Annotated[
        str | None,
        typer.Option(metavar="FILE", help="A CSV of what came: id, date (or never), until, value."),
    ] = None,
    acts: Annotated[
        str | None,
        typer.Option(
            metavar="FILE",
            help="Acts after the as-of date, as in a record: they resolve what hangs on acts.",
        ),
    ] = None,
    dataset: Annotated[
        str | None,
        typer.Option(
            metavar="NAME", help="The same from the event store: the acts of this data source."
        ),
    ] = None,
    until: Annotated[
        str | None,
        typer.Option(
            metavar="DATE", help="Last day that the acts cover.", show_default="the last act's"
        ),
    ] = None,
    base: Annotated[
        str | None,
        typer.Option(
            metavar="FILE",
            help="A CSV of base forecasts to be better than: id, probability.",
            show_default="the share of the scored ones that came",
        ),
    ] = None,
    scenario: Annotated[
        str | None,
        typer.Option(
            metavar="SCENARIO",
            help="Score the pledges of this one alone, by its id; with acts, also its folder.",
        ),
    ] = None,
    store: Store = None,
    chart: Annotated[
        str | None,
        typer.Option(metavar="FILE", help="Draw the calibration: FILE.svg, FILE.png or FILE.html."),
    ] = None,
    json: Json = None,
    overwrite: Overwrite = False,
    language: Language = "en",
) -> None:
    """Score pledged forecasts: Brier, log score, CRPS, skill and calibration."""
    import detente
    from detente.terminal.scored import show

    check_file(json, overwrite)
    check_chart(chart, overwrite)
    check_distinct(
        {"--resolved": resolved, "--acts": acts, "--base": base, "--json": json}
        | {"PLEDGES": pledges, "--chart": chart}
    )
    last = a_date("--until", until)
    asks = acts is not None or dataset is not None
    whose = detente.load(scenario, store) if asks and scenario is not None else scenario
    found = detente.score(
        pledges,
        resolved,
        acts=acts,
        dataset=dataset,
        store=store,
        until=last,
        base=base,
        scenario=whose,
    )
    if chart is not None:
        found.figure().save(chart, overwrite=overwrite)
    give(json, found.document, lambda console: show(console, found))
