"""`detente relations`: the state of a relationship in the record, or the ends of the ranking."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from detente.cli.options import Json, Language, Overwrite, Store, a_span
from detente.cli.printing import give, tell
from detente.cli.targets import check_chart, check_distinct, check_file, check_outside
from detente.errors import InputError
from detente.language.current import gettext as _

if TYPE_CHECKING:
    from rich.console import Console

TOP = 20


def relations(
    a: Annotated[
        str | None,
        typer.Argument(
            metavar="[A]", help="State or organisation by code or name.", show_default=False
        ),
    ] = None,
    b: Annotated[
        str | None,
        typer.Argument(metavar="[B]", help="The other one.", show_default=False),
    ] = None,
    first: Annotated[
        str | None,
        typer.Option(
            "--from",
            metavar="DATE",
            help="First day.",
            show_default="the pair's first act; with --all, 90 days before the last",
        ),
    ] = None,
    last: Annotated[
        str | None,
        typer.Option(
            "--to", metavar="DATE", help="Last day.", show_default="the end of the record"
        ),
    ] = None,
    every: Annotated[
        bool,
        typer.Option("--all", help="The warmest, coldest and fastest-moving of all pairs."),
    ] = False,
    top: Annotated[
        int | None, typer.Option(help="Length of the lists of --all.", show_default="20")
    ] = None,
    dataset: Annotated[
        list[str] | None,
        typer.Option(
            metavar="NAME", help="Data source; needed if the store has several. May be repeated."
        ),
    ] = None,
    half_life: Annotated[
        float | None,
        typer.Option(
            metavar="DAYS", help="After which an act counts half in the index.", show_default="30"
        ),
    ] = None,
    chart: Annotated[
        str | None, typer.Option(metavar="FILE", help="Draw it: FILE.svg, FILE.png or FILE.html.")
    ] = None,
    json: Json = None,
    overwrite: Overwrite = False,
    store: Store = None,
    language: Language = "en",
) -> None:
    """Show the state of a relationship in the record: index, turning points, reciprocity."""
    import detente.events
    from detente.relations.index import HALF_LIFE, PRIOR, check_settings
    from detente.relations.ranking import Ranking
    from detente.relations.stored import stored_ranking, stored_relations
    from detente.terminal import ranking as ranking_page
    from detente.terminal import relations as relations_page

    pair = _pair(a, b, every, top)
    begin, end = a_span(first, last)
    days = HALF_LIFE if half_life is None else half_life
    check_settings(days, PRIOR, None)
    _check_targets(chart, json, overwrite)
    opened = detente.events.open(store)
    for target in (chart, json):
        check_outside(opened.folder, target)
    found = (
        stored_ranking(
            opened, begin, end, TOP if top is None else top, datasets=dataset, half_life=days
        )
        if pair is None
        else stored_relations(opened, *pair, begin, end, datasets=dataset, half_life=days)
    )
    if chart is not None:
        found.figure().save(chart, overwrite=overwrite)

    def show(console: Console) -> None:
        if isinstance(found, Ranking):
            ranking_page.show(console, found)
        else:
            relations_page.show(console, found)
        if chart is not None:
            tell(console, _("Chart written to {file}").format(file=chart))

    give(json, found.document, show)


def _pair(a: str | None, b: str | None, every: bool, top: int | None) -> tuple[str, str] | None:
    """Ids of the two actors; None for all pairs.

    Raises
    ------
    InputError
        If there are too few or too many, an unknown one, or twice the same.
    """
    given = [text for text in (a, b) if text is not None]
    if every:
        from detente.relations.ranking import check_top

        if given:
            raise InputError(
                _("--all ranks all pairs: leave out {given}").format(given=_(" and ").join(given))
            )
        check_top(TOP if top is None else top)
        return None
    if len(given) < 2:
        raise InputError(_("name two actors, such as USA RUS, or rank all pairs with --all"))
    if top is not None:
        raise InputError(_("--top is the length of the lists of --all; leave it out"))
    from detente.ontology.actors import resolve_actor

    one, other = (resolve_actor(text).id for text in given)
    if one == other:
        raise InputError(
            _("{one} and {other} are the same actor ({id}); name two").format(
                one=given[0], other=given[1], id=one
            )
        )
    return one, other


def _check_targets(chart: str | None, json: str | None, overwrite: bool) -> None:
    """Refuse what could not be written, before any work."""
    check_chart(chart, overwrite)
    check_file(json, overwrite)
    check_distinct({"--chart": chart, "--json": json})
