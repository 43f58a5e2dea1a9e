"""Parts of an actor whose acts are felt as the whole's, by a share."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from detente.errors import ScenarioError
from detente.language.current import gettext as _
from detente.ontology.dyads import pair_key
from detente.planes.memories import Memories, MemoryRequest
from detente.planes.model import Coefficient, Op
from detente.planes.operations import Operations


@dataclass(frozen=True, slots=True)
class Felt:
    """A memory of a part, the share by which it counts, and the plane while which it does."""

    memory: str
    share: Coefficient
    plane: str | None


class Factions:
    """Adds to memories of what a whole does the share of what its parts do.

    A memory on ``whole>X`` is then a sum: its own, and share · the memory on ``part>X``; of what
    the whole does with X, ``whole~X``, likewise. What others do to a part is not done to the whole.
    """

    def __init__(self, memories: Memories, operations: Operations) -> None:
        self.memories = memories
        self.operations = operations
        self._parts: dict[str, dict[str, tuple[Coefficient, str | None]]] = {}
        self._sums: dict[str, tuple[str, tuple[Felt, ...]]] = {}

    def add(self, part: str, whole: str, share: Coefficient, plane: str | None) -> None:
        """Say that acts of `part` are felt as those of `whole`, while a plane is 1 if given.

        Raises
        ------
        ScenarioError
            If that has been said, or the two are parts or wholes of others already.
        """
        wholes = {whole for whole, parts in self._parts.items() if part in parts}
        if wholes:
            raise ScenarioError(
                _("'{part}' is a part of '{whole}' already; name each part once").format(
                    part=part, whole=min(wholes)
                )
            )
        if part in self._parts or any(whole in parts for parts in self._parts.values()):
            raise ScenarioError(
                _(
                    "'{part}' as a part of '{whole}': a part has no parts of its own; name the "
                    "whole of all"
                ).format(part=part, whole=whole)
            )
        self._parts.setdefault(whole, {})[part] = share, plane

    def also_on(self, dyad: str) -> Iterator[tuple[str, Coefficient, str | None]]:
        """Dyads whose acts count on another, each with the share and the plane while which."""
        if not self._parts or dyad.count("~") > 1:  # what several do together, a part does not
            return
        joint = "~" in dyad
        a, b = dyad.split("~" if joint else ">")
        for whole, other in ((a, b), (b, a)) if joint else ((a, b),):
            for part, (share, plane) in self._parts.get(whole, {}).items():
                if part != other:
                    also = pair_key(part, other) if joint else f"{part}>{other}"
                    yield also, share, plane

    def memory(self, request: MemoryRequest) -> str:
        """Plane of a memory with what parts add to it."""
        own = self.memories.add(request)
        initial = None if request.initial is None else 0.0
        felt = tuple(
            Felt(self.memories.add(replace(request, dyad=dyad, initial=initial)), share, plane)
            for dyad, share, plane in self.also_on(request.dyad)
            if self.memories.told_of(dyad, request.acts)
        )
        if not felt:
            return own
        plane = self.operations.add(
            Op.SUM, own, *(self.shared(f.memory, f.share, f.plane) for f in felt)
        )
        self._sums[plane] = own, felt
        return plane

    def shared(self, plane: str, share: Coefficient, during: str | None) -> str:
        """The share of something of a part, while it counts."""
        scaled = self.operations.add(Op.SCALE, plane, coefficient=share)
        if during is None:
            return scaled
        return self.operations.add(Op.PRODUCT, during, scaled)

    def usual(self, planes: Sequence[str]) -> tuple[float, list[tuple[float, Felt]]]:
        """Usual value of the sum of memories: their own, and what is usual of parts."""
        known = self.memories.model.memories
        own = 0.0
        parts: list[tuple[float, Felt]] = []
        for plane in planes:
            name, felt = self._sums.get(plane, (plane, ()))
            own += known[name].usual
            parts += [(known[each.memory].usual, each) for each in felt]
        return own, parts
