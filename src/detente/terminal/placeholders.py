"""How much of a scenario is still the template's, for people."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.console import Console
from rich.text import Text

if TYPE_CHECKING:
    from detente.scenario.scenario import Scenario


def placeholders(console: Console, scenario: Scenario, name: str = "") -> None:
    """Print it; nothing if all is the user's. `name` tells one of two scenarios."""
    said = scenario.placeholders.said()
    if said:
        said = f"{name}  {said}" if name else said
        console.print(Text(said, style="yellow"))
