"""`detente questions`: forecasts in the formats of platforms."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from detente.cli.asking import Asked, asks
from detente.cli.printing import dump, printed, tell
from detente.cli.targets import check_distinct
from detente.errors import InputError
from detente.files.write import write_bytes, write_text
from detente.language.current import gettext as _
from detente.language.current import ngettext
from detente.language.format import integer
from detente.language.hints import hint

if TYPE_CHECKING:
    from rich.console import Console


@asks()
def questions(
    asked: Asked,
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
) -> None:
    """Write all forecasts as platforms take them: probabilities, dates, amounts."""
    from detente.forecasts.document import document
    from detente.forecasts.write import check_format, content

    json = asked.json
    target = "-" if out is None else out
    if json == "-":
        if out == "-":
            raise InputError(
                _("--json - and --out - have the same name") + hint(_("name a file for one"))
            )
        target = "" if out is None else out
    check_format(form, target, mapping, draws)
    check_distinct({"--out": out, "--json": json, "--map": mapping})
    ensemble = asked.of(lambda played, stage: played)
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
