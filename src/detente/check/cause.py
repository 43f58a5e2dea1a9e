"""Why a process does not play its rate: the scenario played without one effect after the other."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np

from detente.baseline.standing_planes import StandingPlanes, Under
from detente.effects.base import Effect
from detente.kernel.arrays import f64, u32
from detente.kernel.compile import Compiled
from detente.kernel.process_arrays import in_order
from detente.language.current import gettext as _
from detente.language.format import decimal, semicolons
from detente.language.plain import in_force, said
from detente.planes.builder import CONSTANT
from detente.planes.model import Op

MOST_TRIED = 12
"""Effects that are left out in turn."""

TELLING = 0.25
"""Share of the distance between the rates, as logarithms, that a cause explains at least."""

MOST_TOLD = 2

SELF = ("inertia", "reciprocity", "mood")
"""Kinds that are at rest at the usual level, whatever is claimed."""


@dataclass(frozen=True, slots=True)
class Cause:
    """What moves the played rate of a process.

    Attributes
    ----------
    effect : str or None
        Id of the effect; None is that a day sees an act once at most.
    kind : str
        Of the effect.
    without : float
        Played over stated rate without it: its terms held at what they are at the start.
    advice : str
        What to do about it.
    """

    effect: str | None
    kind: str
    without: float
    advice: str

    @classmethod
    def of(cls, effect: Effect, ratio: float, without: float, *, rest: bool) -> Cause:
        """That of an effect; with `rest` of a rate that is stated with every claim false.

        Parameters
        ----------
        effect : Effect
        ratio, without : float
            Played over stated rate, and the same without it.
        rest : bool
        """
        kind = str(getattr(effect, "effect"))  # noqa: B009
        advice = said(lambda: _advice(effect, kind, ratio, rest=rest))
        return cls(effect.id, kind, without, advice)

    @classmethod
    def once(cls, without: float) -> Cause:
        """That a day sees an act once at most."""
        advice = said(lambda: _("lower the rate, or weaken what those claims do"))
        return cls(None, "", without, advice)

    def document(self) -> dict[str, object]:
        """As plain data (docs/json.md)."""
        return {
            "effect": self.effect,
            "kind": self.kind or "once a day",
            "without": self.without,
            "advice": in_force(self.advice),
        }

    def said(self) -> str:
        """In a few words."""
        left = decimal(self.without, 2)
        if self.effect is None:
            return _(
                "a day sees the act once, and is full where the claims hold that raise it "
                "(without it {left})"
            ).format(left=left)
        return _("{kind} '{effect}' moves it (without it {left})").format(
            kind=self.kind, effect=self.effect, left=left
        )


def _advice(effect: Effect, kind: str, ratio: float, *, rest: bool) -> str:
    """What to do about an effect."""
    if rest and isinstance(effect.otherwise, float) and effect.otherwise != 0.0:
        return _(
            "with every claim false its otherwise = {otherwise} holds: state the rate as "
            "things stand, or set otherwise = 0"
        ).format(otherwise=f"{effect.otherwise:g}")
    if rest and kind not in SELF:
        return _("with every claim false it is not at rest: state the rate as things stand")
    if ratio < 1.0 and kind in ("inertia", "reciprocity"):
        return _(
            "its memory is mostly empty, which a small prior makes much of: raise the prior, "
            "or weaken it"
        )
    known = {
        "inertia": _("acts breed acts of their own kind: weaken it"),
        "reciprocity": _("acts are answered, and the answers too: weaken it"),
        "third-parties": _(
            "what passes through third parties swings about its usual level: weaken it"
        ),
        "mood": _("it clusters acts: lower its sigma"),
    }
    return known.get(kind, _("weaken it"))


def held(
    stays: Compiled, day: int, processes: Sequence[str], *, rest: bool
) -> Iterator[tuple[str, Compiled]]:
    """The model with the terms of one effect held at what they are at the start.

    Parameters
    ----------
    stays : Compiled
        As `detente.check.staying.staying` makes it.
    day : int
        The day at which its calendar stands.
    processes : sequence of str
        Those whose rates are off; effects that touch them come first.
    rest : bool
        Hold them at 0, where a rate is stated with every claim false.

    Yields
    ------
    effect, model
        For at most `MOST_TRIED` effects whose terms move, or with `rest` are not 0.
    """
    model = stays.model
    standing = StandingPlanes(stays, day)
    means = Under(
        np.array([[c.draw.mean for c in stays.coefficients]]),
        np.ones((1, len(stays.claims)), dtype=np.uint8),
    )
    number = {process: i for i, process in enumerate(stays.processes)}
    ordered = [term for slot in in_order(model, number).values() for term in slot]
    column = {name: i for i, name in enumerate(stays.planes)}
    movable = [term for term in ordered if rest or _moves(stays, term.plane)]
    near = [term.effect for term in movable if term.process in processes]
    for effect in list(dict.fromkeys([*near, *(term.effect for term in movable)]))[:MOST_TRIED]:
        plane, scale = stays.program.term_plane.copy(), stays.program.term_scale.copy()
        for i, term in enumerate(ordered):
            if term.effect == effect and term.plane not in model.cycles:
                plane[i] = column[CONSTANT]
                scale[i] *= 0.0 if rest else float(standing.plane(term.plane, means)[0, 0])
        program = stays.program._replace(term_plane=u32(plane), term_scale=f64(scale))
        yield effect, replace(stays, program=program)


def _moves(compiled: Compiled, plane: str) -> bool:
    """Whether a plane moves while things stay as they stand."""
    model = compiled.model
    if plane in model.moods:
        return True
    if plane in model.memories:
        return model.memories[plane].decay < 1.0
    if plane in model.derived and model.derived[plane].op is not Op.LATCH:
        return any(_moves(compiled, name) for name in model.derived[plane].inputs)
    return False


def told(causes: Sequence[Cause], ratio: float) -> tuple[Cause, ...]:
    """The causes without which a rate would lie closer to what is stated, best first."""
    distance = abs(math.log(ratio)) if ratio > 0.0 else math.inf

    def left(cause: Cause) -> float:
        return abs(math.log(cause.without)) if cause.without > 0.0 else math.inf

    found = [cause for cause in causes if left(cause) <= (1.0 - TELLING) * distance]
    return tuple(sorted(found, key=left)[:MOST_TOLD])


def blame(causes: Sequence[Cause]) -> str:
    """What is said of a rate that is off."""
    if not causes:
        return _("no effect alone moves it; weaken those that touch it")
    return semicolons([*(cause.said() for cause in causes), in_force(causes[0].advice)])
