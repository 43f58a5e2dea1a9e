"""Processes as arrays: names, days at risk, baselines, rules of consent, terms and gates."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from detente.errors import ScenarioError
from detente.kernel.arrays import f64, i32, spans, u32
from detente.kernel.columns import Columns, Part, words
from detente.language.current import gettext as _
from detente.planes.fitted import Fitted
from detente.planes.model import SOURCE, TARGET, Coefficient, Gate, Model, Term
from detente.planes.process import Process


def processes(model: Model, known: Sequence[Process], columns: Columns, fitted: Fitted) -> Part:
    """Names of all rows, days at risk, rules of consent and baselines."""
    number = columns.coefficient
    rules = [model.rules.get(p.id) for p in known]
    return {
        "name": words([*(p.stable_name for p in known), *(s.name for s in columns.scheduled)]),
        "first_day": i32([p.first_day for p in known]),
        "last_day": i32([p.last_day for p in known]),
        "joint_process": u32([i for i, p in enumerate(known) if p.two_sided]),
        "rule": i32([-1 if rule is None else number(rule.strength) for rule in rules]),
        "alpha": u32([number(baseline(p, fitted)) for p in known]),
    }


def baseline(process: Process, fitted: Fitted) -> Coefficient:
    """Logarithm of the hazard that the rate of a process is, as stated or fitted.

    An ensemble puts α in its place (`detente.baseline.standing`).
    """
    return Coefficient(fitted.draw(process.rate.draw(process.baseline_name)))


def in_order(model: Model, process: Mapping[str, int]) -> dict[int, list[Term]]:
    """Terms as the arrays have them: by slot, those of one process and side together.

    Parameters
    ----------
    model : Model
    process : mapping of str to int
        Numbers of the processes.
    """
    by_slot: dict[int, list[Term]] = {}
    for term in model.terms:
        by_slot.setdefault(term.side * len(process) + process[term.process], []).append(term)
    return dict(sorted(by_slot.items()))


def terms(model: Model, columns: Columns) -> Part:
    """Terms, those of one process and side together."""
    by_slot = in_order(model, columns.process)
    ordered = [term for slot in by_slot.values() for term in slot]
    return {
        "segment_from": u32(spans([len(slot) for slot in by_slot.values()])),
        "segment_slot": u32(list(by_slot)),
        "term_plane": u32([columns.plane[t.plane] for t in ordered]),
        "term_coefficient": u32([columns.coefficient(t.coefficient) for t in ordered]),
        "term_scale": f64([t.scale for t in ordered]),
    }


def gates(model: Model, columns: Columns) -> Part:
    """Gates."""
    return {
        "gate_slot": u32([columns.slot(g.process, g.side) for g in model.gates]),
        "gate_plane": u32([columns.plane[g.plane] for g in model.gates]),
        "gate_strength": u32([columns.coefficient(g.strength) for g in model.gates]),
    }


def timed_rules(model: Model, known: Sequence[Process], columns: Columns) -> Part:
    """Rules of consent that hold at times, by the number of their process among the joint ones."""
    joint = [process.id for process in known if process.two_sided]
    timed = [
        (joint.index(rule.process), columns.plane[rule.plane])
        for rule in model.rules.values()
        if rule.plane is not None
    ]
    return {
        "timed_joint": u32([number for number, _ in timed]),
        "timed_plane": u32([plane for _, plane in timed]),
    }


def check_sides(model: Model, known: Sequence[Process]) -> None:
    """Refuse a side where there is none.

    Raises
    ------
    ScenarioError
        If a term or gate of a directed act belongs to one of its sides.
    """
    directed = {p.id for p in known if not p.two_sided}
    parts: list[Term | Gate] = [*model.terms, *model.gates]
    for part in parts:
        if part.side in (SOURCE, TARGET) and part.process in directed:
            raise ScenarioError(
                _("process '{process}' is directed and cannot have sides").format(
                    process=part.process
                )
            )
