"""Write the symbolic model down as the kernel's arrays."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from detente.errors import ScenarioError
from detente.kernel.arrays import F64, I32, U64, Program, Questions, f64, i32, spans
from detente.numerics.philox import name_words
from detente.outcomes.base import Question
from detente.planes.builder import Builder
from detente.planes.model import SOURCE, TARGET, Coefficient, Draw, Gate, Model, Op, Term

NEVER = 2**31 - 1


@dataclass(frozen=True, slots=True)
class Compiled:
    """A scenario ready to run.

    `coefficients` and `planes` give the meaning of the columns that the kernel sees.
    """

    program: Program
    questions: Questions
    coefficients: tuple[Coefficient, ...]
    planes: tuple[str, ...]
    processes: tuple[str, ...]
    rows: tuple[str, ...]
    outcomes: tuple[str, ...]
    watched: tuple[str, ...]
    claims: tuple[str, ...]
    model: Model

    def watching(self, planes: Sequence[str]) -> Compiled:
        """The same, keeping the path of these planes instead of those that signs name."""
        column = {name: i for i, name in enumerate(self.planes)}
        questions = self.questions._replace(watched=i32([column[name] for name in planes]))
        return replace(self, questions=questions, watched=tuple(planes))


class _Coefficients:
    """Numbers the coefficients as they are met."""

    def __init__(self) -> None:
        self.known: dict[Coefficient, int] = {}

    def __call__(self, coefficient: Coefficient | None) -> int:
        if coefficient is None:
            return -1
        return self.known.setdefault(coefficient, len(self.known))


def _topological(model: Model) -> list[str]:
    """Derived planes, each after its inputs."""
    order: list[str] = []
    state: dict[str, int] = {}

    def visit(name: str) -> None:
        if name not in model.derived or state.get(name) == 2:
            return
        if state.get(name) == 1:
            raise ScenarioError(f"plane '{name}' depends on itself")
        state[name] = 1
        for source in model.derived[name].inputs:
            visit(source)
        state[name] = 2
        order.append(name)

    for name in model.derived:
        visit(name)
    return order


def _level_changes(model: Model, plane: Mapping[str, int]) -> tuple[I32, I32, F64]:
    """Only the changes of the calendar planes, day by day."""
    counts: list[int] = []
    planes: list[int] = []
    values: list[float] = []
    for t in range(model.days):
        before = len(planes)
        for name, series in model.levels.items():
            if t == 0 or series[t] != series[t - 1]:
                planes.append(plane[name])
                values.append(series[t])
        counts.append(len(planes) - before)
    return spans(counts), i32(planes), f64(values)


def _names(names: Sequence[str]) -> U64:
    words = np.array([name_words(n) for n in names], dtype=np.uint64).reshape(-1, 2)
    return np.ascontiguousarray(words.T)


def _questions(
    questions: Sequence[Question],
    rows: Mapping[str, int],
    plane: Mapping[str, int],
    watched: Sequence[str],
) -> Questions:
    ids = {q.id: i for i, q in enumerate(questions)}
    by_row: list[list[int]] = [[] for _ in rows]
    for i, q in enumerate(questions):
        for row in q.rows:
            by_row[rows[row]].append(i)
        if q.after is not None and q.after not in ids:
            raise ScenarioError(f"outcome '{q.id}': after names '{q.after}', which is no outcome")
    levels = [(i, q) for i, q in enumerate(questions) if q.plane is not None]
    return Questions(
        act_from=spans([len(r) for r in by_row]),
        act_outcome=i32([o for r in by_row for o in r]),
        first=i32([q.first_day for q in questions]),
        last=i32([q.last_day for q in questions]),
        after=i32([ids[q.after] if q.after is not None else -1 for q in questions]),
        within=i32([q.within for q in questions]),
        at_least=i32([q.at_least for q in questions]),
        level_outcome=i32([i for i, _ in levels]),
        level_plane=i32([plane[q.plane] for _, q in levels if q.plane is not None]),
        level_sign=f64([q.sign for _, q in levels]),
        level_value=f64([q.level for _, q in levels]),
        level_days=i32([q.days for _, q in levels]),
        watched=i32([plane[name] for name in watched]),
    )


def compile_model(
    builder: Builder,
    questions: Sequence[Question],
    watched: Mapping[str, str],
    claims: Sequence[str],
) -> Compiled:
    """Turn a finished builder into arrays.

    Parameters
    ----------
    builder : Builder
        After `finish`.
    questions : sequence of Question
        Outcomes in the order of the scenario.
    watched : mapping of str to str
        Planes of which the path is kept, by the names that signs give them.
    claims : sequence of str
        Claims in the order of the scenario.
    """
    model = builder.model
    names = model.plane_names()
    plane = {name: i for i, name in enumerate(names)}
    claim = {name: i for i, name in enumerate(claims)}
    number = _Coefficients()
    processes = list(builder.processes)
    process_row = {p.id: i for i, p in enumerate(processes)}
    scheduled = sorted(model.scheduled, key=lambda s: (s.day, s.row))
    row_names = [*process_row, *(s.row for s in scheduled)]
    rows = {name: i for i, name in enumerate(row_names)}

    initial = np.zeros(len(names))
    for memory in model.memories.values():
        initial[plane[memory.name]] = memory.initial
    for relaxing in model.relaxing.values():
        initial[plane[relaxing.name]] = relaxing.initial

    level_from, level_plane, level_value = _level_changes(model, plane)
    first_memory = len(model.levels)
    order = _topological(model)
    derived = [model.derived[name] for name in order]
    logs = [d for d in derived if d.op is Op.LOG_LEVEL and d.inputs[0] in model.memories]
    spreads = [d for d in derived if d.op is Op.SPREAD and d.inputs[0] in model.moods]
    at_once = {d.name for d in (*logs, *spreads)}
    ops = [d for d in derived if d.name not in at_once]
    rho = np.array([2.0 ** (-1.0 / m.half_life) for m in model.moods.values()])

    alphas = [
        Coefficient(
            builder.fitted.draw(
                Draw(
                    p.baseline_name,
                    float(np.log(-np.log1p(-p.rate.per_day))),
                    p.rate.sd,
                    basis=p.rate.basis,
                    reference=p.rate.reference,
                )
            )
        )
        for p in processes
    ]
    count = len(processes)
    by_slot: dict[int, list[int]] = {}
    for i, term in enumerate(model.terms):
        by_slot.setdefault(term.side * count + process_row[term.process], []).append(i)
    slots = sorted(by_slot)
    terms = [model.terms[i] for slot in slots for i in by_slot[slot]]
    directed = {p.id for p in processes if not p.joint}
    parts: list[Term | Gate] = [*model.terms, *model.gates]
    for part in parts:
        if part.side in (SOURCE, TARGET) and part.process in directed:
            raise ScenarioError(f"process '{part.process}' is directed and cannot have sides")

    impacts: list[list[int]] = [[] for _ in rows]
    for i, impact in enumerate(model.impacts):
        impacts[rows[impact.row]].append(i)
    flat = [model.impacts[i] for row in impacts for i in row]
    per_day = [0] * model.days
    for act in scheduled:
        per_day[act.day] += 1

    program = Program(
        start=np.array([builder.date_of(0).toordinal(), model.days], dtype=np.int64),
        initial=initial,
        level_from=level_from,
        level_plane=level_plane,
        level_value=level_value,
        memory_span=i32([first_memory, first_memory + len(model.memories)]),
        memory_decay=f64([m.decay for m in model.memories.values()]),
        memory_until=i32([NEVER if m.until is None else m.until for m in model.memories.values()]),
        past_plane=i32([plane[p.memory] for p in model.past]),
        past_amount=f64([p.amount for p in model.past]),
        past_claim=i32([claim[p.claim] for p in model.past]),
        past_anticipation=i32([number(p.anticipation) for p in model.past]),
        mood_rho=f64(rho),
        mood_innovation=f64(np.sqrt(1.0 - rho * rho)),
        mood_name=_names(list(model.moods)),
        relax_plane=i32([plane[r] for r in model.relaxing]),
        relax_target=i32([plane[r.target] for r in model.relaxing.values()]),
        relax_half_life=f64([r.half_life for r in model.relaxing.values()]),
        relax_speed=i32(
            [-1 if r.speed is None else plane[r.speed] for r in model.relaxing.values()]
        ),
        relax_gain=i32([number(r.gain) for r in model.relaxing.values()]),
        log_plane=i32([plane[d.name] for d in logs]),
        log_input=i32([plane[d.inputs[0]] for d in logs]),
        log_c=f64([d.c1 for d in logs]),
        log_factor=f64([d.c2 for d in logs]),
        spread_plane=i32([plane[d.name] for d in spreads]),
        spread_input=i32([plane[d.inputs[0]] for d in spreads]),
        spread_coefficient=i32([number(d.coefficient) for d in spreads]),
        op_code=i32([int(op.op) for op in ops]),
        op_plane=i32([plane[op.name] for op in ops]),
        op_from=spans([len(op.inputs) for op in ops]),
        op_input=i32([plane[name] for op in ops for name in op.inputs]),
        op_coefficient=i32([number(op.coefficient) for op in ops]),
        op_c1=f64([op.c1 for op in ops]),
        op_c2=f64([op.c2 for op in ops]),
        name=_names([*(p.stable_name for p in processes), *(s.name for s in scheduled)]),
        first_day=i32([p.first_day for p in processes]),
        last_day=i32([p.last_day for p in processes]),
        joint_process=i32([i for i, p in enumerate(processes) if p.joint]),
        rule=i32(
            [number(model.rules[p.id].strength) if p.id in model.rules else -1 for p in processes]
        ),
        alpha=i32([number(a) for a in alphas]),
        segment_from=spans([len(by_slot[slot]) for slot in slots]),
        segment_slot=i32(slots),
        term_plane=i32([plane[t.plane] for t in terms]),
        term_coefficient=i32([number(t.coefficient) for t in terms]),
        term_scale=f64([t.scale for t in terms]),
        gate_slot=i32([g.side * count + process_row[g.process] for g in model.gates]),
        gate_plane=i32([plane[g.plane] for g in model.gates]),
        gate_strength=i32([number(g.strength) for g in model.gates]),
        impact_from=spans([len(row) for row in impacts]),
        impact_plane=i32([plane[i.memory] for i in flat]),
        impact_weight=f64([i.weight for i in flat]),
        impact_anticipation=i32([number(i.anticipation) for i in flat]),
        schedule_from=spans(per_day),
        schedule_row=i32([rows[s.row] for s in scheduled]),
        schedule_probability=i32([number(s.probability) for s in scheduled]),
        schedule_same_from=spans([len(s.same) for s in scheduled]),
        schedule_same=i32([rows[row] for s in scheduled for row in s.same]),
    )
    asked = _questions(questions, rows, plane, list(watched.values()))
    return Compiled(
        program=program,
        questions=asked,
        coefficients=tuple(number.known),
        planes=tuple(names),
        processes=tuple(process_row),
        rows=tuple(row_names),
        outcomes=tuple(q.id for q in questions),
        watched=tuple(watched),
        claims=tuple(claims),
        model=model,
    )
