"""`detente storylines`: a few kinds of future."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from detente.cli.asking import Asked, asks
from detente.cli.options import Seen
from detente.language.current import gettext as _

if TYPE_CHECKING:
    from detente.progress import Stage
    from detente.public.play import Ensemble
    from detente.public.storylines import Storylines as Kinds


@asks()
def storylines(
    asked: Asked,
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
    seen: Seen = None,
) -> None:
    """Tell a few kinds of future: how likely each is, what tells it apart, an example."""
    from detente.storylines.storylines import check_kinds
    from detente.terminal.storylines import show

    check_kinds(asked.scenario, kinds, outcomes or ())  # before the play

    def ask(ensemble: Ensemble, stage: Stage) -> Kinds:
        stage(_("dividing futures into kinds"))
        found = ensemble.storylines(kinds, outcomes or (), threads=asked.play.threads)
        if charts is not None:
            from detente.charts.render import write_charts

            drawn = [figure.chart for figure in found.figures()]
            write_charts(drawn, charts, stage, overwrite=asked.overwrite)
        return found

    asked.give(asked.of(ask, seen), show)
