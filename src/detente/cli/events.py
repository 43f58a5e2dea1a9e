"""`detente events`: import, fetch, look at and export the event record."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from detente.cli.options import Json, Language, Overwrite, Store, a_date
from detente.cli.printing import give
from detente.cli.targets import check_distinct, check_file
from detente.errors import InputError
from detente.files.stderr import aside
from detente.files.write import write_text
from detente.language.current import gettext as _
from detente.language.current import ngettext
from detente.language.format import integer

if TYPE_CHECKING:
    from detente.events.importing.run import Report

FETCHABLE = ("gdelt",)
MOST_COUNTRIES = 1_000

events = typer.Typer(
    no_args_is_help=True,
    rich_markup_mode=None,
    help="The event record: import, fetch, look at and export who did what to whom.",
)

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
    draft: Annotated[
        str | None,
        typer.Option(
            metavar="FILE",
            help="Write a first mapping of a table that is not known, guessed from its columns.",
        ),
    ] = None,
    overrides: Overrides = None,
    store: Store = None,
    json: Json = None,
    overwrite: Overwrite = False,
    language: Language = "en",
) -> None:
    """Import event files: ICEWS, GDELT, POLECAT, ACLED, UCDP, or any table with a mapping."""
    import detente.events
    from detente.cli.progress import stages
    from detente.terminal.events import show_import

    check_file(json, overwrite)
    check_file(draft, overwrite)
    check_distinct({"--draft": draft, "--json": json})
    with stages(kernel=False, one=True) as stage:
        report = detente.events.import_files(
            files, store, reader=reader, mapping=map_, overrides=overrides, stage=stage
        )
    if draft is not None and report.drafts:
        write_text(draft, report.drafts[0].text)
    give(json, report.document, lambda console: show_import(console, report))
    if draft is not None and report.drafts:
        aside(_("Draft kept in {file}").format(file=draft))
    _check_failed(report)


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
    overwrite: Overwrite = False,
    language: Language = "en",
) -> None:
    """Download the daily files of a source, verify them, and import them."""
    from detente.cli.progress import stages
    from detente.events.fetch.into_store import fetch_into_store
    from detente.language.hints import did_you_mean
    from detente.terminal.events import show_fetched

    if source not in FETCHABLE:
        raise InputError(
            _("{source}: cannot be fetched").format(source=source) + did_you_mean(source, FETCHABLE)
        )
    check_file(json, overwrite)
    first, last = a_date("--from", from_), a_date("--to", to)
    assert first is not None
    assert last is not None
    with stages(kernel=False, one=True) as stage:
        report = fetch_into_store(
            first, last, store, mirror=mirror, overrides=overrides, stage=stage
        )
    give(json, report.document, lambda console: show_fetched(console, report))
    _check_failed(report.imported)


@events.command()
def summary(
    store: Store = None,
    json: Json = None,
    overwrite: Overwrite = False,
    language: Language = "en",
) -> None:
    """Say what the store holds: data sources, spans, losses, missing days, joint acts."""
    import detente.events
    from detente.events import summary as sums
    from detente.terminal.events import show_summary

    check_file(json, overwrite)
    opened = detente.events.open(store)
    found = sums.summary(opened)
    give(
        json,
        lambda: sums.summary_document(found),
        lambda console: show_summary(console, opened.folder, found),
    )


@events.command()
def coverage(
    dataset: Dataset = None,
    top: Annotated[int, typer.Option(help="Countries to show of each data source.")] = 20,
    store: Store = None,
    json: Json = None,
    overwrite: Overwrite = False,
    language: Language = "en",
) -> None:
    """Say how far the record reaches: by source and year with gaps, and by country."""
    import detente.events
    from detente.events.coverage import countries, coverage_document, years
    from detente.terminal.events import show_coverage

    check_file(json, overwrite)
    if not 1 <= top <= MOST_COUNTRIES:
        raise InputError(
            _("--top {top}: give a number from 1 to {most}").format(
                top=top, most=integer(MOST_COUNTRIES)
            )
        )
    opened = detente.events.open(store)
    names = opened.chosen(dataset or ())
    by_year = [year for name in names for year in years(opened, name)]
    by_country = [country for name in names for country in countries(opened, name)]
    give(
        json,
        lambda: coverage_document(by_year, by_country),
        lambda console: show_coverage(console, by_year, by_country, top),
    )


@events.command()
def export(
    file: Annotated[str, typer.Argument(metavar="FILE", help="Ends in .csv or .parquet.")],
    dataset: Dataset = None,
    overwrite: Overwrite = False,
    store: Store = None,
) -> None:
    """Write all acts to one file in a fixed order: the same store, the same bytes."""
    import detente.events
    from detente.events import export as exports

    exports.check_export(file)
    check_file(file, overwrite)
    opened = detente.events.open(store)
    number = exports.export(opened, file, opened.chosen(dataset or ()), overwrite=overwrite)
    text = ngettext("{n} act written to {file}", "{n} acts written to {file}", number)
    aside(text.format(n=integer(number), file=file))


def _check_failed(report: Report) -> None:
    """End with exit code 2 if a file could not be taken: a line for each."""
    if report.failed:
        *others, last = [message for _file, message in report.failed]
        for message in others:
            aside(_("error: {message}").format(message=message))
        raise InputError(last)
