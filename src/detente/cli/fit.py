"""`detente fit`: coefficients and baselines from the event record."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Annotated

import typer

from detente.cli.options import Json, Language, Overwrite, Scenario, Store, a_date, a_span
from detente.cli.printing import dump, printed, tell
from detente.cli.targets import check_apart, check_chart, check_distinct, check_file, check_outside
from detente.errors import InputError
from detente.language.current import gettext as _

if TYPE_CHECKING:
    from rich.console import Console

    from detente.events.store.store import Store as EventStore
    from detente.fitting.fit import FitSize
    from detente.public import play


def fit(
    scenario: Scenario,
    first: Annotated[
        str | None,
        typer.Option(
            "--from",
            metavar="DATE",
            help="First day of the likelihood.",
            show_default="a quarter of the record, at most 60 days, after its begin",
        ),
    ] = None,
    last: Annotated[
        str | None,
        typer.Option("--to", metavar="DATE", help="Last day.", show_default="as_of"),
    ] = None,
    published: Annotated[
        str | None,
        typer.Option(
            "--published-until",
            metavar="DATE",
            help="Leave out acts that the source published later, where it says when.",
            show_default="as the record of the scenario says, or none",
        ),
    ] = None,
    dataset: Annotated[
        str | None,
        typer.Option(
            metavar="NAME",
            help="Data source; the name of the scenario's file of acts takes that file.",
            show_default="that of the scenario",
        ),
    ] = None,
    profile: Annotated[
        list[str] | None,
        typer.Option(
            metavar="EFFECT[.KEY]",
            help="Also search for its half-lives and threshold; may be repeated.",
        ),
    ] = None,
    out: Annotated[
        str | None,
        typer.Option(
            metavar="FILE|-", help="Write what a scenario names with coefficients = FILE."
        ),
    ] = None,
    chart: Annotated[
        str | None,
        typer.Option(
            metavar="FILE", help="Draw prior and posterior: FILE.svg, FILE.png or FILE.html."
        ),
    ] = None,
    json: Json = None,
    overwrite: Overwrite = False,
    store: Store = None,
    language: Language = "en",
) -> None:
    """Estimate a scenario's coefficients and baselines on the event record."""
    begin, end = a_span(first, last)
    until = a_date("--published-until", published)
    _check_targets(out, chart, json, overwrite)
    import detente
    from detente.cli.progress import stages
    from detente.terminal import fitted

    own, opened = _opened(scenario, dataset, store, (out, chart, json))
    quiet = "-" in (json, out)

    def announce(size: FitSize) -> None:
        if not quiet:
            printed(lambda console: fitted.show_size(console, size))

    with stages() as stage:
        found = detente.fit(
            own,
            store=opened,
            dataset=dataset,
            first=begin,
            last=end,
            published_until=until,
            profile=profile or [],
            stage=stage,
            announce=announce,
        )
    _write(found, out, chart, json, overwrite)
    if not quiet:
        printed(lambda console: _show(console, found, (out, chart)))


def _opened(
    name: str, dataset: str | None, store: str | None, targets: Iterable[str | None]
) -> tuple[play.Scenario, EventStore | None]:
    """A scenario and the event store of its fit, of neither of which a target is a part."""
    import detente
    import detente.events

    by_file = dataset is not None and dataset.endswith(".csv")
    opened = None if by_file else detente.events.open(store)
    # without the fit that it names, which may be of an older scenario
    own = detente.load(name, opened, fitted=False)
    for target in targets:
        check_apart(own, target)
        if opened is not None:
            check_outside(opened.folder, target)
    return own, opened


def _write(
    found: play.Fit, out: str | None, chart: str | None, json: str | None, overwrite: bool
) -> None:
    if out is not None:
        found.write(out, overwrite=overwrite)
    if chart is not None:
        found.figure().save(chart, overwrite=overwrite)
    if json is not None:
        dump(json, found.document())


def _show(console: Console, found: play.Fit, targets: Iterable[str | None]) -> None:
    from detente.terminal import fitted

    fitted.show(console, found)
    for name in targets:
        if name is not None:
            tell(console, _("Written to {file}").format(file=name))


def _check_targets(out: str | None, chart: str | None, json: str | None, overwrite: bool) -> None:
    """Refuse what could not be written, before any work.

    Raises
    ------
    InputError
        If a target cannot be written or is there, or two are the same.
    """
    check_chart(chart, overwrite)
    for target in (out, json):
        check_file(target, overwrite)
    check_distinct({"--out": out, "--chart": chart, "--json": json})
    if out == "-" and json == "-":
        raise InputError(_("--out - and --json -: only one of them can go to standard output"))
