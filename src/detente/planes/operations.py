"""Planes that are computed once a day from other planes."""

from __future__ import annotations

from detente.language.current import gettext as _
from detente.planes import limits
from detente.planes.model import Coefficient, Derived, Model, Op


class Operations:
    """Adds derived planes to a model, each once."""

    def __init__(self, model: Model) -> None:
        self.model = model
        self._inputs = 0

    def add(
        self,
        op: Op,
        *inputs: str,
        coefficient: Coefficient | None = None,
        c1: float = 0.0,
        c2: float = 0.0,
    ) -> str:
        """Name of a derived plane, which is added if it is not there."""
        extra = "" if coefficient is None else f";{coefficient.draw.name}{coefficient.when}"
        constants = f";{c1:.17g},{c2:.17g}" if c1 or c2 else ""
        name = f"{op.name.lower()}({', '.join(inputs)}{extra}{constants})"
        if name not in self.model.derived:
            limits.within(len(self.model.derived), limits.MOST_PLANES, _("derived planes"))
            self._inputs += len(inputs)
            limits.within(self._inputs, limits.MOST_INPUTS, _("inputs of derived planes"))
            self.model.derived[name] = Derived(name, op, inputs, coefficient, c1, c2)
        return name
