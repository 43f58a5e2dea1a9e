"""What effects wait for: acts that somebody has to play, or nothing comes of what is said."""

from __future__ import annotations

from dataclasses import dataclass

from detente.ontology.acts import ActClass
from detente.planes.builder import Builder


@dataclass(frozen=True, slots=True)
class Wait:
    """Acts that a part of an effect waits for.

    Attributes
    ----------
    key : str
        The key of the effect, as in ``answer``.
    acts : ActClass
        What it waits for; one of them is enough.
    dyads : tuple of str
        Where: dyads and pairs, of which one is enough.
    part : str
        Which part of the effect this is, where a key has several: ``pressure[2].acts``, or whom
        of a list it is about.
    """

    key: str
    acts: ActClass
    dyads: tuple[str, ...]
    part: str = ""

    def met(self, builder: Builder) -> bool:
        """Whether a process plays such an act, the schedule expects one, or the record has one."""
        return any(builder.heard(dyad, self.acts) for dyad in self.dyads)
