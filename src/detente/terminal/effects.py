"""The result of `detente effects`, for people."""

from __future__ import annotations

from rich.console import Console
from rich.text import Text

from detente.effects.describe import describe
from detente.effects.registry import effects
from detente.language.current import gettext as _
from detente.terminal.table import Column, Table, flowing


def show_all(console: Console) -> None:
    """One line for each effect."""
    table = Table(Column(_("Effect")), flowing(_("What it says")))
    for name in effects():
        table.add_row(name, Text(describe(name).summary.split("\n\n")[0].replace("\n", " ")))
    console.print(table)
    console.print(
        Text(_("detente effects NAME shows formula, units, sign and source."), style="dim")
    )


def show_one(console: Console, name: str) -> None:
    """Everything about one effect."""
    found = describe(name)
    console.print(Text(name, style="bold"))
    console.print(Text(found.summary))
    titles = {
        "Formula": _("Formula"),
        "Units": _("Units"),
        "Expected sign": _("Expected sign"),
        "Touches": _("Touches"),
        "Source": _("Source"),
    }
    for title, text in found.sections.items():
        console.print()
        console.print(Text(titles.get(title, title), style="bold"))
        console.print(Text(text))
    table = Table(Column(_("Key")), flowing(_("Kind")), Column(_("Needed")), flowing(_("Meaning")))
    for p in found.parameters:
        needed = _("yes") if p.required else ""
        meaning = Text(p.description)
        if p.measure:
            meaning.append(f"\n[{p.measure}]", style="dim")
        table.add_row(p.name, Text(p.kind), needed, meaning)
    console.print()
    console.print(table)
