"""What an import has done, what a store holds, how far it reaches."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING

from rich.console import Console
from rich.text import Text

from detente.events.importing.reasons import retold
from detente.language.current import gettext as _
from detente.language.current import ngettext
from detente.language.format import day, integer, labelled, percent, semicolons
from detente.relations.words import actor_name
from detente.terminal.table import Column, Table, flowing, numeric
from detente.terminal.text import clean, sparkline

if TYPE_CHECKING:
    from detente.events.coverage import Country, Year
    from detente.events.fetch.fetch import Fetched
    from detente.events.fetch.into_store import FetchReport
    from detente.events.importing.run import Report
    from detente.events.store.manifest import Imported, Mirrors
    from detente.events.summary import DatasetSummary, Gap

SHOWN = 8
"""Entries of a list that may be long."""


def _line(console: Console, text: str, style: str = "") -> None:
    console.print(Text(clean(text), style=style), soft_wrap=False)


def _days(first: dt.date | None, last: dt.date | None) -> str:
    if first is None or last is None:
        return "—"
    return f"{first} – {last}" if first != last else str(first)


def show_import(console: Console, report: Report) -> None:
    """Print what each file has brought, why rows were not read, and which acts are joint."""
    for entry in report.files[: 2 * SHOWN]:
        _brought(console, entry, report.store)
    if len(report.files) > 1:
        _all_together(console, report.files)
    for name in report.unchanged:
        _line(console, _("{file}: already imported, nothing changed").format(file=name))
    if report.reasons:
        _line(console, _("Not read:"))
        for reason, number in report.reasons.most_common(SHOWN):
            rows = ngettext("{n} row", "{n} rows", number).format(n=integer(number))
            _line(console, labelled(f"  {rows}", retold(reason)))
        if len(report.reasons) > SHOWN:
            number = len(report.reasons) - SHOWN
            text = ngettext("  and {n} other reason", "  and {n} other reasons", number)
            _line(console, text.format(n=integer(number)))
    for dataset, joint in report.joint.items():
        shares = _joint(joint, report.measured[dataset])
        text = _("{dataset}: joint acts (share mirrored on the same day): {shares}")
        _line(console, text.format(dataset=dataset, shares=shares))
    for note in report.notes:
        _line(console, _("Note: {note}").format(note=note))
    for dataset in report.placed_before:
        _line(console, placed_before(dataset))
    for found in {each.text: each for each in report.drafts}.values():
        for line in found.text.splitlines():
            console.print(Text(line), soft_wrap=True)
    if report.files or report.unchanged:
        _line(console, _("Store: {folder}").format(folder=report.store), style="dim")


def _brought(console: Console, entry: Imported, folder: Path) -> None:
    """Two lines on a file: what became of its rows, and what is odd about the rest."""
    head = Text(clean(entry.file), style="bold")
    head.append(f"  {entry.dataset}, {_days(entry.first, entry.last)}", style="not bold")
    console.print(head)
    _line(console, "  " + semicolons(_counts([entry])))
    if entry.quarantine:
        text = _("rows that were not read: {path}").format(path=folder / entry.quarantine)
        _line(console, f"  {text}")


def _all_together(console: Console, entries: Sequence[Imported]) -> None:
    text = ngettext("{n} file together", "{n} files together", len(entries))
    first = min((e.first for e in entries if e.first), default=None)
    last = max((e.last for e in entries if e.last), default=None)
    head = Text(text.format(n=integer(len(entries))), style="bold")
    head.append(f"  {_days(first, last)}", style="not bold")
    console.print(head)
    _line(console, "  " + semicolons(_counts(entries, missing=False)))


def _counts(entries: Sequence[Imported], *, missing: bool = True) -> Iterator[str]:
    """What became of the rows of some files."""

    def total(field: str) -> int:
        return sum(getattr(entry, field) for entry in entries)

    read = ngettext("{n} row", "{n} rows", total("read")).format(n=integer(total("read")))
    yield _("{rows}: {kept} kept, {duplicate} repeated, {quarantined} not read").format(
        rows=read,
        kept=integer(total("kept")),
        duplicate=integer(total("duplicate")),
        quarantined=integer(total("quarantined")),
    )
    yield _("{n} without a state").format(n=integer(total("unplaced")))
    if echoes := total("echoes"):
        text = ngettext("{n} echo set apart", "{n} echoes set apart", echoes)
        yield text.format(n=integer(echoes))
    if recoded := total("recoded"):
        text = ngettext("{n} line read as Windows-1252", "{n} lines read as Windows-1252", recoded)
        yield text.format(n=integer(recoded))
    if revised := total("revised"):
        text = ngettext("{n} older revision replaced", "{n} older revisions replaced", revised)
        yield text.format(n=integer(revised))
    if missing and (days := total("missing_days")):
        text = ngettext("{n} day is missing", "{n} days are missing", days)
        yield text.format(n=integer(days))


def show_fetched(console: Console, report: FetchReport) -> None:
    """Print which files were not fetched, and what the others have brought."""
    _not_fetched(console, report.fetched)
    show_import(console, report.imported)


def _not_fetched(console: Console, fetched: Fetched) -> None:
    """Those that the store has, and those that the publisher has not."""
    if fetched.skipped:
        number = len(fetched.skipped)
        text = ngettext(
            "{n} file is in the store already", "{n} files are in the store already", number
        )
        _line(console, text.format(n=integer(number)))
    missing = fetched.missing
    for each in missing[:SHOWN]:
        text = (
            _("{name} ({days}): not in the publisher's list")
            if each.reason == "unlisted"
            else _("{name} ({days}): listed, but the server does not have it")
        )
        _line(console, text.format(name=each.name, days=_days(each.first, each.last)))
    if len(missing) > SHOWN:
        number = len(missing) - SHOWN
        text = ngettext("and {n} more file", "and {n} more files", number)
        _line(console, text.format(n=integer(number)))


def show_summary(console: Console, folder: Path, found: Sequence[DatasetSummary]) -> None:
    """Print what a store holds."""
    if not found:
        _line(console, _("The store is empty: {folder}").format(folder=folder))
        return
    for each in found:
        _line(console, each.dataset, style="bold")
        if each.first is not None and each.last is not None:
            text = _("{first} to {last}").format(first=day(each.first), last=day(each.last))
            _line(console, f"  {text}")
        facts = ngettext("{n} fact", "{n} facts", each.facts).format(n=integer(each.facts))
        files = ngettext("from {n} file", "from {n} files", each.files)
        rows = _(
            "{read} rows read, {duplicate} repeated, {quarantined} not read, "
            "{unplaced} facts without a state, {echoes} echoes"
        ).format(
            read=integer(each.read),
            duplicate=integer(each.duplicate),
            quarantined=integer(each.quarantined),
            unplaced=integer(each.unplaced),
            echoes=integer(each.echoes),
        )
        _line(console, f"  {facts} {files.format(n=integer(each.files))}: {rows}")
        _line(console, "  " + _identity(each.identity))
        _line(console, "  " + _gaps(each.gaps))
        text = _("Joint acts (share mirrored on the same day): {shares}")
        _line(console, "  " + text.format(shares=_joint(each.joint, each.measured)))
        if each.placed_before:
            _line(console, "  " + placed_before(each.dataset))
        for path in each.quarantine[:SHOWN]:
            _line(console, "  " + _("Rows not read: {path}").format(path=folder / path))
        console.print()
    _line(console, _("Store: {folder}").format(folder=folder), style="dim")


def placed_before(dataset: str) -> str:
    """What is said of facts that an earlier version has placed, and what to do."""
    text = _(
        "{dataset}: states were found by an earlier version of the lists of names and codes, and "
        "some may be others by now; detente events import of the same files into a new store "
        "finds them anew"
    )
    return text.format(dataset=dataset)


def _joint(joint: Sequence[str], measured: Mapping[str, Mirrors]) -> str:
    """Joint labels: those measured with their share, then those that are so as usual."""
    known = [label for label in joint if label in measured]
    shares = [f"{one} {percent(measured[one].mirrored / measured[one].facts, 0)}" for one in known]
    usual = [label for label in joint if label not in measured]
    parts = [", ".join(shares)] if shares else []
    if usual:
        text = _("too few to measure, so as usual: {labels}")
        parts.append(text.format(labels=", ".join(usual)))
    return semicolons(parts) or _("none")


def _identity(identity: str) -> str:
    """What makes two rows one act."""
    if identity == "id":
        return _("Rows of one id in the source are one event")
    return _("Rows that say the same (day, entities, code) are one fact")


def _gaps(gaps: Sequence[Gap]) -> str:
    if not gaps:
        return _("No day is missing")
    number = sum(gap.days for gap in gaps)
    largest = sorted(gaps, key=lambda gap: (-gap.days, gap.first))[:SHOWN]
    listed = ", ".join(_days(gap.first, gap.last) for gap in sorted(largest, key=lambda g: g.first))
    text = ngettext("{n} day is missing: {days}", "{n} days are missing: {days}", number)
    more = " …" if len(gaps) > SHOWN else ""
    return text.format(n=integer(number), days=listed + more)


def _runs(years: Sequence[Year]) -> Iterator[list[Year]]:
    """Years one by one, but empty ones that follow one another together."""
    for (_dataset, told), run in groupby(years, key=lambda year: (year.dataset, year.facts > 0)):
        if told:
            yield from ([year] for year in run)
        else:
            yield list(run)


def show_coverage(
    console: Console, years: Sequence[Year], countries: Sequence[Country], top: int
) -> None:
    """Print coverage of data sources by year, and of the busiest countries."""
    table = Table(
        Column(_("Source")),
        Column(_("Year")),
        *(numeric(title) for title in (_("Facts"), _("Days"), _("Days missing"))),
        Column(_("By month")),
        names=2,
    )
    for run in _runs(years):
        year = run[0]
        if not year.facts and len(run) > 1:
            days = integer(sum(each.days for each in run))
            table.add_row(year.dataset, f"{year.year}–{run[-1].year}", "0", days, days, "")
            continue
        table.add_row(
            year.dataset,
            str(year.year),
            integer(year.facts),
            integer(year.days),
            integer(year.missing),
            sparkline(year.months, 12, max(year.months, default=1) or 1),
        )
    console.print(table)
    table = Table(
        Column(_("Source")),
        flowing(_("Country")),
        numeric(_("as source")),
        numeric(_("as target")),
        flowing(_("Days")),
        names=2,
    )
    shown: dict[str, int] = {}
    for country in countries:
        shown[country.dataset] = shown.get(country.dataset, 0) + 1
        if shown[country.dataset] > top:
            continue
        name = actor_name(country.state)
        table.add_row(
            country.dataset,
            f"{name} ({country.state})" if name != country.state else name,
            integer(country.as_source),
            integer(country.as_target),
            _days(country.first, country.last),
        )
    console.print(table)
    for dataset, number in shown.items():
        if number > top:
            text = _("{dataset}: {n} countries and blocs in all; more with --top")
            _line(console, text.format(dataset=dataset, n=integer(number)))
