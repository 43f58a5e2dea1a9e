"""What has become of a part of a scenario in the one that goes on from it."""

from __future__ import annotations

from typing import NamedTuple

from detente.language.format import labelled


class Became(NamedTuple):
    """A part of the scenario, and what has become of it, both in words."""

    title: str
    what: str

    def __str__(self) -> str:
        """In one line."""
        return labelled(self.title, self.what)
