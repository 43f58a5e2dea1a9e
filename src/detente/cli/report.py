"""`detente report`: one page to send on."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Annotated

import typer

from detente.cli.asking import Asked, asks
from detente.cli.options import Seen
from detente.cli.playing import check_seen
from detente.cli.printing import printed, tell
from detente.errors import InputError
from detente.language.current import gettext as _

if TYPE_CHECKING:
    from rich.console import Console


@asks(json=False)
def report(
    asked: Asked,
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
    seen: Seen = None,
    switches: Annotated[
        bool,
        typer.Option(
            "--switches",
            help="In place of the report: a page on which claims are switched and outcomes seen, "
            "without a server; what is forced or seen is where it begins.",
        ),
    ] = False,
) -> None:
    """Write one page to send on: HTML with charts, the why, the brief and every number."""
    from detente.report.findings import chosen_outcome
    from detente.report.write import check_page

    check_page(out)
    chosen_outcome(asked.scenario, outcome)  # before the play
    check_seen(seen or [], asked.source)
    if switches:
        _with_switches(asked, out, outcome, charts, seen or [])
        return
    asked.of(
        lambda ensemble, stage: ensemble.report(
            out,
            outcome=outcome,
            seen=seen or [],
            charts=charts,
            overwrite=asked.overwrite,
            threads=asked.play.threads,
            stage=stage,
        ),
        changes=bool(seen),
    )
    if out != "-":
        printed(lambda console: _written(console, out, charts))


def _with_switches(
    asked: Asked, out: str, outcome: str | None, charts: str | None, seen: list[str]
) -> None:
    """Write the page that stores its futures: as they are believed, to be switched on it."""
    from detente.web.alone.write import write_page

    if charts is not None:
        raise InputError(_("--charts: a page with switches has no charts that lie apart"))
    forced, credences = asked.play.forced, asked.play.credences
    natural = replace(asked, play=replace(asked.play, forced={}, credences={}))
    natural.of(
        lambda ensemble, _stage: write_page(
            ensemble,
            out,
            outcome=outcome,
            forced=forced,
            credences=credences,
            seen=seen,
            overwrite=asked.overwrite,
        )
    )
    if out != "-":
        printed(lambda console: _written(console, out, None))


def _written(console: Console, page: str, charts: str | None) -> None:
    """Say where the page is, and the charts."""
    tell(console, _("Written to {file}").format(file=page))
    if charts is not None:
        tell(console, _("Charts in {folder}").format(folder=charts))
