"""`detente score`: pledged forecasts against what came."""

from __future__ import annotations

from typing import Annotated

import typer

from detente.cli.options import Json, Language, Overwrite
from detente.cli.printing import give
from detente.cli.targets import check_distinct, check_file


def score(
    pledges: Annotated[str, typer.Argument(help="A file of `detente pledge`.")],
    resolved: Annotated[
        str | None,
        typer.Option(metavar="FILE", help="A CSV of what came: id, date (or never), until, value."),
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
        str | None, typer.Option(metavar="ID", help="Score the pledges of this scenario alone.")
    ] = None,
    json: Json = None,
    overwrite: Overwrite = False,
    language: Language = "en",
) -> None:
    """Score pledged forecasts: Brier, log score, CRPS, skill and calibration."""
    import detente
    from detente.terminal.scored import show

    check_file(json, overwrite)
    check_distinct({"--resolved": resolved, "--base": base, "--json": json} | {"PLEDGES": pledges})
    found = detente.score(pledges, resolved, base=base, scenario=scenario)
    give(json, found.document, lambda console: show(console, found))
