"""Who acts next follows from who acted last."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar, Literal

from detente.errors import InputError
from detente.language.hints import did_you_mean
from detente.numerics.arguments import among, shown
from detente.rem.effects.base import Effect, Lowered
from detente.rem.engine.arrays import (
    AB_AY,
    AB_BA,
    AB_BY,
    AB_XA,
    AB_XB,
    AB_XY,
    POSITIVE,
    UNMET,
)

Shift = Literal["AB-BA", "AB-BY", "AB-XA", "AB-XB", "AB-XY", "AB-AY"]

KINDS: dict[str, int] = {
    "AB-BA": AB_BA,
    "AB-BY": AB_BY,
    "AB-XA": AB_XA,
    "AB-XB": AB_XB,
    "AB-XY": AB_XY,
    "AB-AY": AB_AY,
}


@dataclass(frozen=True)
class ParticipationShift(Effect):
    """Who acts next follows from who acted last.

    Formula
    -------
    With A → B the last event before, X and Y others than A and B: x_ij = 1 if i → j is

    ========  =====================================
    AB-BA     B → A: the answer
    AB-BY     B → Y: passed on
    AB-XA     X → A
    AB-XB     X → B
    AB-XY     X → Y: two others
    AB-AY     A → Y: the sender turns to another
    ========  =====================================

    and 0 otherwise. When several events share the last time, 1 if the shift follows any of them;
    before the first event, 0.

    Units
    -----
    0 or 1.

    Source
    ------
    Gibson (2003), Social Forces 81:1335-1380; Butts (2008), Sociological Methodology 38:155-200.
    """

    shift: Shift

    word: ClassVar[str] = "participation_shift"

    def __post_init__(self) -> None:
        """Refuse an unknown shift."""
        super().__post_init__()
        if not among(self.shift, KINDS):
            raise InputError(
                f"participation_shift: {shown(self.shift)} is none"
                f"{did_you_mean(str(self.shift), KINDS)}"
            )

    def settings(self) -> list[str]:
        """The shift, and settings that are not the usual ones."""
        return [self.shift, *super().settings()]

    def lower(self) -> Lowered:
        """The statistic as the engine computes it."""
        form = UNMET if self.shift == "AB-XY" else POSITIVE
        return Lowered(KINDS[self.shift], self.level, form, standardise=self.standardise)
