"""Planes that are computed once a day from other planes."""

from __future__ import annotations

from collections.abc import Sequence

from detente.language.current import gettext as _
from detente.planes import limits
from detente.planes.model import Coefficient, Derived, Model, Op, Phase


class Operations:
    """Adds derived planes to a model, each once."""

    def __init__(self, model: Model) -> None:
        self.model = model
        self.phase = Phase.MORNING
        """When the planes that are added are worked out."""
        self._inputs = 0

    def add(
        self,
        op: Op,
        *inputs: str,
        coefficient: Coefficient | None = None,
        c1: float = 0.0,
        c2: float = 0.0,
        weights: Sequence[float] = (),
    ) -> str:
        """Name of a derived plane, which is added if it is not there."""
        extra = "" if coefficient is None else f";{coefficient.draw.name}{coefficient.when}"
        if coefficient is not None and coefficient.denied_by is not None:
            extra += f"unless {coefficient.denied_by}"
        constants = f";{c1:.17g},{c2:.17g}" if c1 or c2 else ""
        weighed = f";{','.join(format(weight, '.17g') for weight in weights)}" if weights else ""
        when = "" if self.phase is Phase.MORNING else f"@{self.phase.name.lower()}"
        name = f"{op.name.lower()}({', '.join(inputs)}{extra}{constants}{weighed}){when}"
        if name not in self.model.derived:
            limits.within(len(self.model.derived), limits.MOST_PLANES, _("derived planes"))
            self._inputs += len(inputs)
            limits.within(self._inputs, limits.MOST_INPUTS, _("inputs of derived planes"))
            self.model.derived[name] = Derived(
                name, op, inputs, coefficient, c1, c2, tuple(weights), self.phase
            )
        return name
