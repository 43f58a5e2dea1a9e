"""Which claims own what: effects, and what states and levels begin with and how they move."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from detente.language.current import gettext as _
from detente.language.fill import fill
from detente.language.format import quoted
from detente.language.safe import clean

if TYPE_CHECKING:
    from detente.scenario.scenario import Scenario

Kind = Literal["start of a state", "transition", "factor", "start of a level", "change of a level"]


@dataclass(frozen=True, slots=True)
class Moved:
    """What a claim owns of a state or a level.

    Attributes
    ----------
    claim : str
    kind : {"start of a state", "transition", "factor", "start of a level", "change of a level"}
        A factor is one of a transition.
    of : str
        Id of the state or the level.
    number : int
        Of the transition or the change, from 1 on; 0 of a start.
    left, reached : tuple of str
        Of a state: values that it leaves, and takes; of a start, values where the claim holds.
    otherwise : float, str or None
        What holds where the claim is false; None of one that the claim denies.
    """

    claim: str
    kind: Kind
    of: str
    number: int = 0
    left: tuple[str, ...] = ()
    reached: tuple[str, ...] = ()
    otherwise: float | str | None = None

    @property
    def denies(self) -> bool:
        """Whether the claim denies it, so that it comes where the claim is false."""
        return self.otherwise is None

    def said(self, scenario: Scenario) -> str:
        """In words, such as: “the truce” at the start."""
        words = scenario.words
        if self.kind == "start of a state":
            return fill(_("{state} at the start"), state=quoted(clean(words.state(self.of))))
        if self.kind in ("transition", "factor"):
            left, reached = (
                " / ".join(quoted(clean(words.value(self.of, value))) for value in values)
                for values in (self.left, self.reached)
            )
            return fill(
                _("{state} from {left} to {reached}")
                if self.kind == "transition"
                else _("what raises or lowers the chance of {state} from {left} to {reached}"),
                state=quoted(clean(words.state(self.of))),
                left=left,
                reached=reached,
            )
        title = quoted(clean(words.level(self.of)))
        if self.kind == "start of a level":
            return fill(_("{state} at the start"), state=title)
        return fill(_("what acts change of {level}"), level=title)

    def false_said(self, scenario: Scenario) -> str:
        """What holds where the claim is false."""
        if self.otherwise is None:
            return _("it counts") if self.kind == "factor" else _("it comes about")
        if self.kind == "factor":
            return _("its coefficient is {n}").format(n=f"{float(self.otherwise):g}")
        if self.kind == "start of a state":
            return quoted(clean(scenario.words.value(self.of, str(self.otherwise))))
        if self.kind == "start of a level":
            value = float(self.otherwise)
            return f"{value:g} {clean(scenario.words.unit(self.of, value))}".strip()
        if self.kind == "transition":
            return _("its chance, or the factor of its hazard, is {n}").format(
                n=f"{float(self.otherwise):g}"
            )
        return f"{float(self.otherwise):g}"


def moved_by(scenario: Scenario) -> list[Moved]:
    """All that claims own of states and levels, in the order of the file."""
    return [*_of_states(scenario), *_of_levels(scenario)]


def _of_states(scenario: Scenario) -> Iterator[Moved]:
    for state in scenario.states:
        if state.claim is not None and state.otherwise is not None:
            starts = tuple(value for value in state.starts if value != state.otherwise)
            yield Moved(
                state.claim, "start of a state", state.id, reached=starts, otherwise=state.otherwise
            )
        for number, move in enumerate(state.transitions, start=1):
            left, reached = tuple(state.leaves(move)), tuple(move.results)
            claim = move.claim if move.claim is not None else move.denied_by
            if claim is not None:
                yield Moved(claim, "transition", state.id, number, left, reached, move.otherwise)
            for factor in move.factors:
                if factor.owner is not None:
                    yield Moved(
                        factor.owner, "factor", state.id, number, left, reached, factor.otherwise
                    )


def _of_levels(scenario: Scenario) -> Iterator[Moved]:
    for level in scenario.levels:
        if level.claim is not None:
            yield Moved(level.claim, "start of a level", level.id, otherwise=level.otherwise)
        for number, change in enumerate(level.changes, start=1):
            claim = change.claim if change.claim is not None else change.denied_by
            if claim is not None:
                yield Moved(
                    claim, "change of a level", level.id, number, otherwise=change.otherwise
                )


def owners(scenario: Scenario) -> set[str]:
    """Claims that own something that is played: effects, states, levels, acts of the record."""
    found = {claim for effect in scenario.effects for claim in effect.claims()}
    found |= {act.claim for act in scenario.record.acts if act.claim is not None}
    return found | {each.claim for each in moved_by(scenario)}
