"""A property of the time makes all act, or changes what other effects do."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from detente.errors import InputError
from detente.rem.effects.base import CovariateEffect, Lowered
from detente.rem.engine.arrays import MOMENT, SENDER, VALUE


@dataclass(frozen=True)
class Global(CovariateEffect):
    """A property of the time makes all act, or changes what other effects do.

    Given as ``covariates={"crisis": table}`` with the columns `time` and `replace` (or
    `increment`), and none `node`: a value for all that holds until the next. The first row must
    not be later than the first event (or `start`), and its value holds before it as well. Unlike
    other changes, those of a covariate of the time do not make a timed model's clock begin
    earlier or go on longer.

    Formula
    -------
    x = g(t). Since it is the same for all alternatives, it stands alone in timed models only; in
    ordered ones it changes other effects: ``Inertia() * Global("crisis")``.

    Units
    -----
    Those of the covariate.

    Source
    ------
    Butts (2008), Sociological Methodology 38:155-200, covariates that are events of the world.
    """

    word: ClassVar[str] = "global"
    kind: ClassVar[int] = VALUE
    level: ClassVar[int] = MOMENT

    def lower(self) -> Lowered:
        """The statistic as the engine computes it: a value that all senders share."""
        return Lowered(self.kind, SENDER, covariate=self.covariate, everywhere=True)

    def __post_init__(self) -> None:
        """Refuse settings of another type, and to standardise what does not differ."""
        super().__post_init__()
        if self.standardise:
            raise InputError(
                f"global({self.covariate}): is the same for all alternatives, which leaves "
                "nothing to standardise"
            )
