"""The result of `detente effects`, for people."""

from __future__ import annotations

from rich import box
from rich.console import Console
from rich.table import Table
from rich.text import Text

from detente.effects.describe import describe
from detente.effects.registry import effects
from detente.language.current import gettext as _


def show_all(console: Console) -> None:
    """One line for each effect."""
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False, show_edge=False)
    table.add_column(_("Effect"), no_wrap=True)
    table.add_column(_("What it says"))
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
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False, show_edge=False)
    table.add_column(_("Key"), no_wrap=True)
    table.add_column(_("Kind"))
    table.add_column(_("Needed"))
    table.add_column(_("Meaning"))
    for p in found.parameters:
        needed = _("yes") if p.required else ""
        meaning = Text(p.description)
        if p.measure:
            meaning.append(f"\n[{p.measure}]", style="dim")
        table.add_row(p.name, Text(p.kind), needed, meaning)
    console.print()
    console.print(table)
