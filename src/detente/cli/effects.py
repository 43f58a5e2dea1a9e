"""`detente effects`: what effects there are, and what each says."""

from __future__ import annotations

from typing import Annotated

import typer

from detente.cli.options import Language
from detente.cli.printing import printed


def effects(
    name: Annotated[str | None, typer.Argument(help="One effect; all without it.")] = None,
    language: Language = "en",
) -> None:
    """Show the effects: formula, units, expected sign, source."""
    from detente.terminal.effects import show_all, show_one

    if name is None:
        printed(show_all)
    else:
        printed(lambda console: show_one(console, name))
