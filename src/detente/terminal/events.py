"""What an import has done, what a store holds, how far it reaches."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from rich import box
from rich.console import Console
from rich.table import Table
from rich.text import Text

from detente.language.current import gettext as _
from detente.language.current import ngettext
from detente.language.format import day, integer, percent
from detente.relations.words import actor_name
from detente.terminal.text import clean, sparkline, unbroken

if TYPE_CHECKING:
    from detente.events.coverage import Country, Year
    from detente.events.fetch.fetch import MissingFile
    from detente.events.importing.run import Report
    from detente.events.store.manifest import Imported, Mirrors
    from detente.events.summary import DatasetSummary, Gap

SHOWN = 8
"""Entries of a list that may be long."""


def _line(console: Console, text: str, style: str = "") -> None:
    console.print(unbroken(Text(clean(text), style=style), console.width), soft_wrap=False)


def _table() -> Table:
    return Table(box=box.SIMPLE_HEAD, pad_edge=False, show_edge=False)


def _days(first: dt.date | None, last: dt.date | None) -> str:
    if first is None or last is None:
        return "—"
    return f"{first} – {last}" if first != last else str(first)


def show_import(console: Console, report: Report) -> None:
    """Print what each file has brought, why rows were not read, and which acts are joint."""
    if report.files:
        _files(console, report.files)
    for name in report.unchanged:
        _line(console, _("{file}: already imported, nothing changed").format(file=name))
    if report.reasons:
        _line(console, _("Not read:"))
        for reason, number in report.reasons.most_common(SHOWN):
            rows = ngettext("{n} row", "{n} rows", number).format(n=integer(number))
            _line(console, f"  {rows}: {reason}")
        if len(report.reasons) > SHOWN:
            number = len(report.reasons) - SHOWN
            text = ngettext("  and {n} other reason", "  and {n} other reasons", number)
            _line(console, text.format(n=integer(number)))
    for entry in report.files:
        if entry.quarantine:
            path = report.store / entry.quarantine
            _line(console, _("{file}: rows kept in {path}").format(file=entry.file, path=path))
    for dataset, measured in report.mirrors.items():
        _mirrors(console, dataset, measured, report.joint.get(dataset, []))
    _line(console, _("Store: {folder}").format(folder=report.store), style="dim")


def _files(console: Console, entries: Sequence[Imported]) -> None:
    table = _table()
    table.add_column(_("File"), overflow="fold")
    table.add_column(_("Days"), no_wrap=console.width >= 100)
    for title in (
        _("Read"),
        _("Kept"),
        _("Repeated"),
        _("Not read"),
        _("No state"),
        _("Echoes"),
        _("Days missing"),
    ):
        table.add_column(title, justify="right")
    shown = entries if len(entries) <= 3 * SHOWN else entries[-2 * SHOWN :]
    for e in shown:
        table.add_row(
            clean(e.file),
            _days(e.first, e.last),
            *map(
                integer,
                (
                    e.read,
                    e.kept,
                    e.duplicate,
                    e.quarantined,
                    e.unplaced,
                    e.echoes,
                    e.missing_days,
                ),
            ),
        )
    if len(entries) > 1:
        table.add_section()
        table.add_row(
            ngettext("{n} file", "{n} files", len(entries)).format(n=integer(len(entries))),
            _days(
                min((e.first for e in entries if e.first), default=None),
                max((e.last for e in entries if e.last), default=None),
            ),
            integer(sum(e.read for e in entries)),
            integer(sum(e.kept for e in entries)),
            integer(sum(e.duplicate for e in entries)),
            integer(sum(e.quarantined for e in entries)),
            integer(sum(e.unplaced for e in entries)),
            integer(sum(e.echoes for e in entries)),
            "",
        )
    console.print(table)
    recoded = sum(e.recoded for e in entries)
    if recoded:
        text = ngettext(
            "{n} line was not UTF-8 and was read as Windows-1252",
            "{n} lines were not UTF-8 and were read as Windows-1252",
            recoded,
        )
        _line(console, text.format(n=integer(recoded)))
    revised = sum(e.revised for e in entries)
    if revised:
        text = ngettext(
            "{n} act was replaced by a newer revision",
            "{n} acts were replaced by a newer revision",
            revised,
        )
        _line(console, text.format(n=integer(revised)))


def _mirrors(
    console: Console, dataset: str, measured: dict[str, Mirrors], joint: Sequence[str]
) -> None:
    shares = [
        f"{label} {percent(m.mirrored / m.facts, 0)}"
        for label, m in sorted(measured.items())
        if label in joint and m.facts
    ]
    if shares:
        text = _("{dataset}: joint acts (mirrored on the same day): {shares}")
        _line(console, text.format(dataset=dataset, shares=", ".join(shares)))


def show_missing(console: Console, missing: Sequence[MissingFile]) -> None:
    """Print which days the publisher does not have."""
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
        _line(console, "  " + _gaps(each.gaps))
        if each.joint:
            shares = ", ".join(_joint(label, each.measured.get(label)) for label in each.joint)
            _line(console, "  " + _("Joint acts: {shares}").format(shares=shares))
        for path in each.quarantine[:SHOWN]:
            _line(console, "  " + _("Rows not read: {path}").format(path=folder / path))
        console.print()
    _line(console, _("Store: {folder}").format(folder=folder), style="dim")


def _joint(label: str, measured: Mirrors | None) -> str:
    if measured is None:
        return _("{label} (as usual)").format(label=label)
    return f"{label} {percent(measured.mirrored / measured.facts, 0)}"


def _gaps(gaps: Sequence[Gap]) -> str:
    if not gaps:
        return _("No day is missing")
    number = sum(gap.days for gap in gaps)
    largest = sorted(gaps, key=lambda gap: (-gap.days, gap.first))[:SHOWN]
    listed = ", ".join(_days(gap.first, gap.last) for gap in sorted(largest, key=lambda g: g.first))
    text = ngettext("{n} day is missing: {days}", "{n} days are missing: {days}", number)
    more = " …" if len(gaps) > SHOWN else ""
    return text.format(n=integer(number), days=listed + more)


def show_coverage(
    console: Console, years: Sequence[Year], countries: Sequence[Country], top: int
) -> None:
    """Print coverage of data sources by year, and of the busiest countries."""
    table = _table()
    for title in (_("Source"), _("Year")):
        table.add_column(title)
    for title in (_("Facts"), _("Days"), _("Days missing")):
        table.add_column(title, justify="right")
    table.add_column(_("By month"))
    for year in years:
        table.add_row(
            year.dataset,
            str(year.year),
            integer(year.facts),
            integer(year.days),
            integer(year.missing),
            sparkline(year.months, 12, max(year.months, default=1) or 1),
        )
    console.print(table)
    table = _table()
    table.add_column(_("Source"))
    table.add_column(_("Country"))
    for title in (_("as source"), _("as target")):
        table.add_column(title, justify="right")
    table.add_column(_("Days"))
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
