"""Where a condition stands: what an act counts there that does not say how it is counted."""

from __future__ import annotations

from dataclasses import dataclass, replace

from detente.errors import ScenarioError
from detente.language.current import gettext as _
from detente.planes.builder import Builder


@dataclass(frozen=True, slots=True)
class Place:
    """Where a condition stands.

    Attributes
    ----------
    builder : Builder
        In the phase of the day in which the condition is looked at.
    entered : str or None
        The state in whose transition it stands: acts count since it has its value.
    single : bool
        Whether the acts of each single day count, as in what another condition comes after.
    named : tuple of str
        Conditions with a name within which it stands.
    """

    builder: Builder
    entered: str | None = None
    single: bool = False
    named: tuple[str, ...] = ()

    @property
    def event(self) -> Place:
        """The same for what happens at a moment."""
        return replace(self, entered=None, single=True)

    def within(self, name: str) -> Place:
        """The same within a condition with a name.

        Raises
        ------
        ScenarioError
            If it stands within itself.
        """
        if name in self.named:
            raise ScenarioError(_("condition '{name}' depends on itself").format(name=name))
        return replace(self, named=(*self.named, name))
