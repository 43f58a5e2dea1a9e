"""Gates that hold shut what alone would open them."""

from __future__ import annotations

from collections.abc import Sequence

from detente.check.histories import Histories
from detente.language.current import gettext as _
from detente.language.hints import in_quotes
from detente.planes.model import PAIR, SOURCE, TARGET, Gate, Model, Op

OPENING = (Op.LATCH, Op.AT_LEAST, Op.AT_MOST, Op.LESS, Op.AGE, Op.ROSE, Op.WINDOW, Op.HIGHEST)
"""From acts to a plane that is 1 only after some: once, lately, or later than others."""


def _feeding(model: Model, plane: str) -> list[str] | None:
    """Rows whose acts open a gate on a plane; None where something else may."""
    seen = 0
    while plane in model.derived and model.derived[plane].op in OPENING:
        plane, seen = model.derived[plane].inputs[0], seen + 1
    below = model.derived.get(plane)
    names = (plane,) if below is None or below.op is not Op.SUM else below.inputs
    if not seen or not all(name in model.memories for name in names):
        return None
    return [impact.row for impact in model.impacts if impact.memory in names]


def shut(histories: Histories) -> list[str]:
    """Gates that wait for acts of processes which they, or others like them, hold shut for ever.

    With every claim true: a gate that lets nothing through while it is closed, and that opens by
    nothing but acts of such processes, stays closed on every path.
    """
    model = histories.compiled.model
    rows = {gate.plane: _feeding(model, gate.plane) for gate in model.gates}
    closing: dict[str, list[Gate]] = {}
    for gate in model.gates:
        draw = gate.strength.draw
        if draw.mean >= 1.0 and draw.sd == 0.0:
            closing.setdefault(gate.process, []).append(gate)
    opened = {
        plane
        for plane, fed in rows.items()
        if fed is None or histories.quiet(plane).max(initial=0.0) > 0.0
    }

    def can_act(row: str) -> bool:
        waiting = {g.side for g in closing.get(row, ()) if g.plane not in opened}
        if not waiting or PAIR in waiting:
            return not waiting
        return row not in model.rules and waiting != {SOURCE, TARGET}

    grown = True
    while grown:
        more = {p for p, fed in rows.items() if p not in opened and any(map(can_act, fed or ()))}
        grown = bool(more)
        opened |= more
    return [
        _said(gate, rows[gate.plane] or [], closing, opened)
        for gate in {g.effect: g for g in model.gates}.values()
        if gate.plane not in opened and rows[gate.plane] and gate in closing.get(gate.process, ())
    ]


def _said(gate: Gate, fed: Sequence[str], closing: dict[str, list[Gate]], opened: set[str]) -> str:
    acts = ", ".join(in_quotes(row) for row in dict.fromkeys(fed))
    holders = dict.fromkeys(
        each.effect for row in fed for each in closing.get(row, ()) if each.plane not in opened
    )
    by = ", ".join(_("itself") if name == gate.effect else in_quotes(name) for name in holders)
    return _(
        "effect '{effect}': nothing can ever open it: it waits for {acts}, held shut by {by}; "
        "leave that out of `on`, or let it be ajar"
    ).format(effect=gate.effect, acts=acts, by=by)
