"""`detente events`: import, fetch, look at and export the event record."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Annotated, Any

import typer

from detente.cli.options import Language, Store
from detente.errors import InputError
from detente.files import output

if TYPE_CHECKING:
    from detente.events.importing.run import Report
    from detente.events.store.store import Store as EventStore

FETCHABLE = ("gdelt",)
MOST_COUNTRIES = 1_000

events = typer.Typer(
    no_args_is_help=True,
    rich_markup_mode=None,
    help="The event record: import, fetch, look at and export who did what to whom.",
)

Json = Annotated[
    str | None, typer.Option(metavar="FILE|-", help="Write the result as JSON ('-': stdout).")
]
Overrides = Annotated[
    str | None,
    typer.Option(
        metavar="FILE",
        help="CSV that says where entities belong: entity,state[,from,until][,rank].",
    ),
]
Dataset = Annotated[
    list[str] | None,
    typer.Option(metavar="NAME", help="Only this data source; may be repeated."),
]


@events.command("import")
def import_(
    files: Annotated[
        list[str],
        typer.Argument(metavar="FILE", help="Event files, packed (zip, gz, bz2, xz) or not."),
    ],
    map_: Annotated[
        str | None,
        typer.Option(
            "--map", metavar="FILE", help="TOML that says what the columns of a table mean."
        ),
    ] = None,
    reader: Annotated[
        str | None,
        typer.Option(metavar="NAME", help="Format, where it is not recognised by itself."),
    ] = None,
    overrides: Overrides = None,
    store: Store = None,
    json: Json = None,
    language: Language = "en",
) -> None:
    """Import event files: ICEWS, GDELT, POLECAT, ACLED, or any table with a mapping."""
    from detente.cli.progress import stages
    from detente.events.importing.run import import_files

    _check_json(json)
    with stages(kernel=False, one=True) as stage:
        report = import_files(
            files, store, reader=reader, mapping=map_, overrides=overrides, stage=stage
        )
    _imported(report, json)


@events.command()
def fetch(
    source: Annotated[str, typer.Argument(metavar="SOURCE", help="gdelt")],
    from_: Annotated[str, typer.Option("--from", metavar="DATE", help="First day.")],
    to: Annotated[str, typer.Option("--to", metavar="DATE", help="Last day.")],
    mirror: Annotated[
        str | None,
        typer.Option(metavar="URL", help="Another address with the same files."),
    ] = None,
    overrides: Overrides = None,
    store: Store = None,
    json: Json = None,
    language: Language = "en",
) -> None:
    """Download the daily files of a source, verify them, and import them."""
    from detente.cli.options import a_date
    from detente.cli.progress import stages
    from detente.errors import did_you_mean
    from detente.events.fetch.into_store import fetch_into_store
    from detente.terminal.console import console
    from detente.terminal.events import show_fetched

    if source not in FETCHABLE:
        raise InputError(f"{source}: cannot be fetched{did_you_mean(source, FETCHABLE)}")
    _check_json(json)
    first, last = a_date("--from", from_), a_date("--to", to)
    assert first is not None
    assert last is not None
    with stages(kernel=False, one=True) as stage:
        report = fetch_into_store(
            first, last, store, mirror=mirror, overrides=overrides, stage=stage
        )
    if json != "-":
        with output():
            show_fetched(console(), report.fetched)
    missing = [
        {
            "file": each.name,
            "first": each.first.isoformat(),
            "last": each.last.isoformat(),
            "reason": each.reason,
        }
        for each in report.fetched.missing
    ]
    _imported(report.imported, json, missing=missing, skipped=list(report.fetched.skipped))


@events.command()
def summary(store: Store = None, json: Json = None, language: Language = "en") -> None:
    """Say what the store holds: data sources, spans, losses, missing days, joint acts."""
    from detente.cli.app import dump
    from detente.events.store.store import open_store
    from detente.events.summary import summary as summed
    from detente.terminal.console import console
    from detente.terminal.events import show_summary

    _check_json(json)
    opened = open_store(store)
    found = summed(opened)
    if json is not None:
        datasets = [each.document() for each in found]
        dump(json, {"format": "detente-events", "version": 1, "datasets": datasets})
    if json != "-":
        with output():
            show_summary(console(), opened.folder, found)


@events.command()
def coverage(
    dataset: Dataset = None,
    top: Annotated[int, typer.Option(help="Countries to show of each data source.")] = 20,
    store: Store = None,
    json: Json = None,
    language: Language = "en",
) -> None:
    """Say how far the record reaches: by source and year with gaps, and by country."""
    from detente.cli.app import dump
    from detente.events.coverage import countries, years
    from detente.events.store.store import open_store
    from detente.terminal.console import console
    from detente.terminal.events import show_coverage

    _check_json(json)
    if not 1 <= top <= MOST_COUNTRIES:
        raise InputError(f"--top {top}: give a number from 1 to {MOST_COUNTRIES:,}")
    opened = open_store(store)
    names = _datasets(opened, dataset)
    by_year = [year for name in names for year in years(opened, name)]
    by_country = [country for name in names for country in countries(opened, name)]
    if json is not None:
        content = {
            "format": "detente-coverage",
            "version": 1,
            "years": [year.document() for year in by_year],
            "countries": [country.document() for country in by_country],
        }
        dump(json, content)
    if json != "-":
        with output():
            show_coverage(console(), by_year, by_country, top)


@events.command()
def export(
    file: Annotated[
        str, typer.Argument(metavar="FILE", help="Ends in .csv or .parquet; is replaced.")
    ],
    dataset: Dataset = None,
    store: Store = None,
) -> None:
    """Write all acts to one file in a fixed order: the same store, the same bytes."""
    from detente.events.export import export as exported
    from detente.events.store.store import open_store

    opened = open_store(store)
    number = exported(opened, file, _datasets(opened, dataset))
    typer.echo(f"{number:,} acts written to {file}", err=True)


def _datasets(opened: EventStore, named: Sequence[str] | None) -> list[str]:
    if named:
        return [opened.dataset(name) for name in dict.fromkeys(named)]
    known: list[str] = opened.datasets()
    return known or [opened.dataset()]  # which says that the store is empty


def _check_json(target: str | None) -> None:
    from detente.files import check_target

    if target is not None:
        check_target(target)


def _imported(report: Report, json: str | None, **more: Any) -> None:
    """Print what an import has done; exit code 2 if a file could not be taken."""
    from detente.cli.app import dump
    from detente.terminal.console import console
    from detente.terminal.events import show_import

    if json is not None:
        dump(json, {**report.document(), **more})
    if json != "-":
        with output():
            show_import(console(), report)
    if report.failed:
        *others, (_, last) = report.failed
        for _, message in others:
            typer.echo(f"error: {message}", err=True)
        raise InputError(last)
