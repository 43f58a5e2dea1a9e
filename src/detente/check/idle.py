"""Effects that change nothing, whatever happens.

An effect whose terms and gates move no hazard on any day of the given histories says something that
cannot come about.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from detente.check.histories import Histories
from detente.check.never import never_holds, never_so
from detente.effects.faction import Faction
from detente.effects.scheduled_acts import ScheduledActs
from detente.effects.vote import Vote
from detente.language.current import gettext as _
from detente.language.format import general, semicolons
from detente.language.plain import said
from detente.planes.model import Coefficient, Gate, Op, Term

if TYPE_CHECKING:
    from detente.effects.base import Effect
    from detente.scenario.scenario import Scenario

MOST_SAID = 3
"""Reasons that are given."""


class _Reason(NamedTuple):
    """Why nothing changes, and whether that is a threshold out of reach."""

    text: str
    beyond: bool = False


@dataclass(frozen=True, slots=True)
class Idle:
    """An effect that changes nothing.

    Attributes
    ----------
    effect : str
    settled : bool
        Whether what it waits for has come about before the first day: a gate that is open by
        then. That is no fault.
    text : str
        In one line.
    """

    effect: str
    settled: bool
    text: str


def _values(coefficient: Coefficient) -> set[float]:
    """Values of a coefficient without a spread; two of one that has a spread."""
    draw = coefficient.draw
    own = {draw.mean, draw.mean + draw.sd}
    denied = set() if coefficient.denied_by is None else {0.0}
    return own | {value for _, value in coefficient.when} | denied


def _acts(item: Term | Gate, coefficient: Coefficient) -> bool:
    """Whether a coefficient can make a difference: not 0 always, nor what it otherwise is."""
    values = _values(coefficient)
    if isinstance(item, Term) and item.scale == 0.0:
        return False
    # a claim without a say in the coefficient has one in the plane
    return len(values) > 1 if coefficient.claims else values != {0.0}


def idle(scenario: Scenario, histories: Histories) -> list[Idle]:
    """Effects that change nothing, whatever happens.

    Parameters
    ----------
    scenario : Scenario
    histories : Histories
        Of the same scenario.
    """
    model = histories.compiled.model
    terms: dict[str, list[Term]] = {}
    gates: dict[str, list[Gate]] = {}
    for term in model.terms:
        terms.setdefault(term.effect, []).append(term)
    for gate in model.gates:
        gates.setdefault(gate.effect, []).append(gate)
    rules = {rule.effect for rule in model.rules.values()}
    found = []
    for effect in scenario.effects:
        if isinstance(effect, ScheduledActs):
            each = _unscheduled(effect, scenario, histories)
        elif isinstance(effect, Faction):
            each = _unfelt(effect, scenario, histories)
        elif effect.id in rules and never_holds(effect, scenario, histories) is None:
            each = None
        else:
            owned = terms.get(effect.id, []), gates.get(effect.id, [])
            each = _idle(effect, scenario, histories, *owned)
        if each is not None:
            found.append(each)
    return found


def _idle(
    effect: Effect,
    scenario: Scenario,
    histories: Histories,
    terms: list[Term],
    gates: list[Gate],
) -> Idle | None:
    model = histories.compiled.model
    live = any(
        _acts(term, term.coefficient) and (histories.plane(term.plane, term.process) != 0.0).any()
        for term in terms
    ) or any(
        _acts(gate, gate.strength) and (histories.plane(gate.plane, gate.process) < 1.0).any()
        for gate in gates
    )
    if live:
        return None
    acts = effect.id not in model.during or histories.ever(model.during[effect.id])
    settled = (
        acts and bool(gates) and all(_acts(gate, gate.strength) for gate in gates) and not terms
    )

    if isinstance(effect, Vote):  # that it always passes is no thing of the past
        settled = False

    def reasons() -> list[_Reason]:
        if (never := never_holds(effect, scenario, histories)) is not None:
            return [_Reason(never, beyond=True)]
        return list(dict.fromkeys(_why(terms, gates, histories, effect.owner.claim)))[:MOST_SAID]

    if not any(each.beyond for each in reasons()) and effect.id in _named_elsewhere(scenario):
        return None
    text = said(lambda: _nothing(effect, semicolons(each.text for each in reasons())))
    return Idle(effect.id, settled, text)


def _nothing(effect: Effect, why: str) -> str:
    return _("effect '{effect}' changes nothing on any day: {why}").format(
        effect=effect.id, why=why
    )


def _named_elsewhere(scenario: Scenario) -> set[str]:
    """Effects whose planes something else is made from."""
    outcomes = {getattr(outcome, "of", None) for outcome in scenario.outcomes}
    effects = {getattr(effect, "faster_with", None) for effect in scenario.effects}
    return {name for name in outcomes | effects if isinstance(name, str)}


def _unscheduled(effect: ScheduledActs, scenario: Scenario, histories: Histories) -> Idle | None:
    scheduled = histories.compiled.model.scheduled
    rows = [s for s in scheduled if s.row.split("@")[0] == effect.id]
    open_ = [s for s in rows if s.plane is None or histories.ever(s.plane, s.day)]
    if any(_values(each.probability) != {0.0} for each in open_):
        return None
    if effect.anticipation and any(a.claim == effect.owner.claim for a in scenario.record.acts):
        return None

    def why() -> str:
        if rows and not open_ and effect.while_ is not None:
            return never_so(effect.while_, scenario, histories)
        none_within = _("none of its occasions is within the horizon")
        return _("its probabilities are 0") if rows else none_within

    return Idle(effect.id, False, said(lambda: _nothing(effect, why())))


def _unfelt(effect: Faction, scenario: Scenario, histories: Histories) -> Idle | None:
    """A part whose acts no memory holds."""
    derived = histories.compiled.model.derived.values()
    shares = [op.coefficient for op in derived if op.coefficient]
    mine = [share for share in shares if share.draw.name == f"{effect.id}.share"]
    never = never_holds(effect, scenario, histories)
    if never is None and any(_values(share) != {0.0} for share in mine):
        return None

    def why() -> str:
        if (so := never_holds(effect, scenario, histories)) is not None:
            return so
        if mine:
            return _("its share is 0")
        return _(
            "no effect keeps a memory of what '{whole}' does to those on whom '{part}' acts"
        ).format(whole=effect.whole, part=effect.part)

    return Idle(effect.id, False, said(lambda: _nothing(effect, why())))


def _why(
    terms: list[Term], gates: list[Gate], histories: Histories, claim: str | None
) -> Iterator[_Reason]:
    number = {c: i for i, c in enumerate(histories.compiled.coefficients)}
    derived = histories.compiled.model.derived
    for gate in gates:
        if _acts(gate, gate.strength):
            text = _("the gate before '{process}' is open from the first day on")
        else:
            text = _("the gate before '{process}' lets everything through (ajar = 1)")
        yield _Reason(text.format(process=gate.process))
    for term in terms:
        if not _acts(term, term.coefficient):
            value = general(term.scale * term.coefficient.draw.mean + 0.0)
            if claim:
                text = _("its coefficient is {value} whether '{claim}' holds or not")
                yield _Reason(text.format(value=value, claim=claim))
            else:
                yield _Reason(_("its coefficient is {value}").format(value=value))
            continue
        waiting = [term.plane]
        while waiting:
            plane = derived.get(waiting.pop())
            if plane is None:
                continue
            if plane.op in (Op.HINGE, Op.LATCH) and plane.coefficient is not None:
                most = float(histories.plane(plane.inputs[0]).max())
                if most < histories.theta[0, number[plane.coefficient]]:
                    mean = plane.coefficient.draw.mean
                    text = _(
                        "its threshold of {mean} cannot be reached; if all that it waits for "
                        "happened every day, it would come to {most}"
                    )
                    yield _Reason(
                        text.format(mean=general(mean), most=general(most, 3)), beyond=True
                    )
                    break
            waiting += plane.inputs
        else:
            text = _("what it would change is 0 on every day on which '{process}' can happen")
            yield _Reason(text.format(process=term.process))
