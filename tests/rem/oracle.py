"""Likelihoods by their definitions, in plain Python: slow, and independent of the engine.

Nothing is updated: every statistic of every cell at every moment is computed anew from the list of
all that has happened.
"""

from __future__ import annotations

import math
import random
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import polars as pl

from detente import rem
from detente.rem.effects.base import ShareEffect

Entry = tuple[float, int, int, float]


@dataclass
class Record:
    """A small history. Node changes are (time, node, value); entries (time, i, j, value)."""

    n: int
    events: list[Entry]
    past: list[Entry] = field(default_factory=list)
    held: list[tuple[int, int, float]] = field(default_factory=list)  # of the past: at the start
    since: float | None = None  # when they were added
    ties: list[Entry] = field(default_factory=list)  # replacements; −inf: at the start
    size: list[float] = field(default_factory=list)
    size_changes: list[tuple[float, int, float]] = field(default_factory=list)
    kind: list[str] = field(default_factory=list)
    kind_changes: list[tuple[float, int, str]] = field(default_factory=list)
    present: list[bool] = field(default_factory=list)
    presence: list[tuple[float, int, bool]] = field(default_factory=list)
    allowed: set[tuple[int, int]] = field(default_factory=set)
    start: float | None = None
    end: float | None = None
    last_time: float = math.nan

    def given(self) -> dict[str, Any]:
        """Arguments of `fit` and `read_history`."""

        def columns(rows: list[Any], names: str, kinds: list[Any]) -> pl.DataFrame:
            return pl.DataFrame(rows, dict(zip(names.split(), kinds, strict=True)), orient="row")

        starts = [e[1:] for e in self.ties if e[0] == -math.inf]
        later = [e for e in self.ties if e[0] != -math.inf]
        number, label = pl.Float64, pl.Int64
        return {
            "events": columns(
                self.events, "time sender receiver weight", [number, label, label, number]
            ),
            "actors": pl.DataFrame(
                {
                    "label": list(range(self.n)),
                    "size": self.size,
                    "kind": self.kind,
                    "present": self.present,
                }
            ),
            "past": rem.Network(
                changes=columns(
                    self.past, "time sender receiver increment", [number, label, label, number]
                ),
                since=self.since,
                initial=columns(self.held, "sender receiver value", [label, label, number])
                if self.held
                else None,
            ),
            "networks": {
                "ties": rem.Network(
                    columns(starts, "sender receiver value", [label, label, number]),
                    columns(later, "time sender receiver replace", [number, label, label, number]),
                )
            },
            "covariates": {
                "size": columns(self.size_changes, "time node replace", [number, label, number]),
                "kind": columns(self.kind_changes, "time node replace", [number, label, pl.String]),
            },
            "presence": columns(self.presence, "time node replace", [number, label, pl.Boolean]),
            "risk_set": columns(sorted(self.allowed), "sender receiver", [label, label]),
            "start": self.start,
            "end": self.end,
        }

    # -- what holds at a time -----------------------------------------------------------------

    def is_present(self, k: int, t: float, itself: bool = True) -> bool:
        now = self.present[k]
        for u, node, value in self.presence:
            if node == k and (u <= t if itself else u < t):
                now = value
        return now

    def covariate(self, name: str, k: int, t: float) -> Any:
        now: Any = getattr(self, name)[k]
        changes: list[Any] = getattr(self, f"{name}_changes")
        for u, node, value in changes:
            if node == k and u < t:
                now = value
        return now

    def weight(self, effect: Any, i: int, j: int, t: float, ref: float, directed: bool) -> float:
        """W_ij as the effect sees it just before t, windows and decay measured as of ref."""
        if i == j:
            return 0.0
        acts = isinstance(effect, ShareEffect) and effect.weighted is None
        total = 0.0
        if effect.network == "ties":
            for u, a, b, value in self.ties:
                if (a, b) == (i, j) and u < t:
                    total = float(value > 0) if acts else value
        else:
            since = self.since
            if effect.window is None and effect.half_life is None:
                since = -math.inf
            held = [] if since is None else [(since, *tie) for tie in self.held]
            for u, a, b, value in held + self.past + self.events:
                if (a, b) != (i, j) and (directed or (b, a) != (i, j)):
                    continue
                if not u < t or u > ref:
                    continue
                if effect.window is not None and not ref <= u + effect.window:
                    continue
                if acts:
                    value = float(value > 0)
                fades = effect.half_life is not None
                total += value * (2 ** (-(ref - u) / effect.half_life) if fades else 1.0)
        return total if effect.is_weighted else float(total > 1e-12)

    def last(self, effect: Any, i: int, j: int, t: float, directed: bool) -> float | None:
        """When i last acted on j before t: nothing if never."""
        when = None
        if effect.network == "ties":
            for u, a, b, value in self.ties:
                if (a, b) == (i, j) and u < t:
                    when = u if value > 0 else None
            return when
        held = [(-math.inf, *tie) for tie in self.held]
        for u, a, b, value in held + sorted(self.past + self.events):
            if ((a, b) == (i, j) or (not directed and (b, a) == (i, j))) and u < t and value > 0:
                when = u
        return when

    def recency(self, of: dict[int, float | None], j: int) -> float:
        """1 over the place of j among those with a time, the latest first."""
        own = of[j]
        if own is None:
            return 0.0
        return 1 / (1 + sum(u is not None and u > own for u in of.values()))

    def shift(self, shift: str, i: int, j: int, t: float) -> float:
        """Whether i → j is that participation shift after any of the last events."""
        earlier = [u for u, *_ in self.events if u < t]
        for u, a, b, _ in self.events:
            if not earlier or u != max(earlier):
                continue
            if {
                "AB-BA": (i, j) == (b, a),
                "AB-BY": i == b and j not in (a, b),
                "AB-XA": i not in (a, b) and j == a,
                "AB-XB": i not in (a, b) and j == b,
                "AB-XY": i not in (a, b) and j not in (a, b),
                "AB-AY": i == a and j not in (a, b),
            }[shift]:
                return 1.0
        return 0.0

    def raw(self, effect: Any, i: int, j: int, t: float, ref: float, directed: bool) -> float:
        """The statistic before standardisation; j is −1 in rate models."""

        def w(a: int, b: int) -> float:
            return self.weight(effect, a, b, t, ref, directed)

        def v(k: int) -> Any:
            return self.covariate(effect.covariate, k, t)

        def last(a: int, b: int) -> float | None:
            return self.last(effect, a, b, t, directed)

        def share(part: float, whole: float, none: float) -> float:
            return part / whole if whole > 1e-12 else none

        def every() -> float:
            return sum(w(a, b) for a in everyone for b in everyone)

        def out(k: int) -> float:
            return sum(w(k, h) for h in everyone)

        def into(k: int) -> float:
            return sum(w(h, k) for h in everyone)

        n = self.n
        others = [h for h in range(self.n) if h not in (i, j)]
        everyone = range(self.n)
        formulas: dict[str, Callable[[], float]] = {
            "intercept": lambda: 1.0,
            "inertia": lambda: w(i, j),
            "tie": lambda: w(i, j),
            "reciprocity": lambda: w(j, i),
            "transitivity": lambda: sum(min(w(i, h), w(h, j)) for h in others),
            "outgoing_two_paths": lambda: sum(min(w(i, h), w(h, j)) for h in others),
            "incoming_two_paths": lambda: sum(min(w(j, h), w(h, i)) for h in others),
            "shared_receivers": lambda: sum(min(w(i, h), w(j, h)) for h in others),
            "shared_senders": lambda: sum(min(w(h, i), w(h, j)) for h in others),
            "sender_outdegree": lambda: sum(w(i, h) for h in everyone),
            "sender_indegree": lambda: sum(w(h, i) for h in everyone),
            "receiver_outdegree": lambda: sum(w(j, h) for h in everyone),
            "receiver_indegree": lambda: sum(w(h, j) for h in everyone),
            "same": lambda: float(v(i) == v(j)),
            "difference": lambda: v(i) - v(j) if effect.signed else abs(v(i) - v(j)),
            "alter": lambda: v(j),
            "ego": lambda: v(i),
            "send_fraction": lambda: share(w(i, j), out(i), 1 / (n - 1)),
            "receipt_fraction": lambda: share(w(j, i), into(i), 1 / (n - 1)),
            "recency_of_sending": lambda: self.recency({h: last(i, h) for h in everyone}, j),
            "recency_of_receipt": lambda: self.recency({h: last(h, i) for h in everyone}, j),
            "normalised_sender_outdegree": lambda: share(out(i), every(), 1 / n),
            "normalised_sender_indegree": lambda: share(into(i), every(), 1 / n),
            "normalised_sender_degree": lambda: share(out(i) + into(i), 2 * every(), 1 / n),
            "normalised_receiver_outdegree": lambda: share(out(j), every(), 1 / n),
            "normalised_receiver_indegree": lambda: share(into(j), every(), 1 / n),
            "normalised_receiver_degree": lambda: share(out(j) + into(j), 2 * every(), 1 / n),
            "participation_shift": lambda: self.shift(effect.shift, i, j, t),
        }
        x = formulas[effect.word]()
        return math.log1p(x) if getattr(effect, "transform", None) else x

    # -- moments ------------------------------------------------------------------------------

    def at_risk(self, model: Any, t: float, itself: bool) -> list[tuple[int, int]]:
        there = [k for k in range(self.n) if self.is_present(k, t, itself)]
        if not model.pairs:
            return [(i, -1) for i in there if any((i, j) in self.allowed for j in there)]
        return [
            (i, j)
            for i in there
            for j in there
            if (i, j) in self.allowed and (model.directed or (j, i) in self.allowed)
        ]

    def statistics(
        self, model: Any, t: float, before: float, itself: bool = True
    ) -> dict[tuple[int, int], np.ndarray]:
        """Statistics of all cells at risk; `itself`: presence changes at t count."""
        cells = self.at_risk(model, t, itself)
        columns = []
        for effect in unwrapped(model):
            ref = t
            if hasattr(effect, "half_life"):
                usual = "start" if model.timed and effect.half_life is not None else "end"
                ref = before if (effect.at or usual) == "start" else t
                if effect.at == "event":
                    ref = min([u for u, *_ in self.explained() if u >= t], default=self.last_time)
            x = [self.raw(effect, i, j, t, ref, model.directed) for i, j in cells]
            if effect.standardise:
                mean = sum(x) / len(x)
                variance = sum((a - mean) ** 2 for a in x) / (len(x) - 1)
                sd = math.sqrt(variance)
                x = [(a - mean) / sd if sd > 1e-9 else 0.0 for a in x]
            columns.append(x)
        return {cell: np.array([c[k] for c in columns]) for k, cell in enumerate(cells)}

    def explained(self) -> list[Entry]:
        return [
            e
            for e in sorted(self.events, key=lambda e: e[0])
            if (self.start is None or e[0] > self.start) and (self.end is None or e[0] <= self.end)
        ]

    def log_likelihood(self, model: Any, theta: np.ndarray) -> float:
        """By definition."""
        return self._timed(model, theta) if model.timed else self._ordered(model, theta)

    def _ordered(self, model: Any, theta: np.ndarray) -> float:
        total = 0.0
        for t, i, j, _ in self.explained():
            earlier = [u for u, *_ in self.events if u < t]
            x = self.statistics(model, t, max(earlier, default=t))
            eta = {cell: float(theta @ value) for cell, value in x.items()}
            if isinstance(model, rem.DynamCoordinationModel):
                total += math.log(self._coordination(eta)[min(i, j), max(i, j)])
            elif isinstance(model, rem.DynamChoiceModel):
                total += eta[i, j] - log_sum([e for (a, _), e in eta.items() if a == i])
            else:
                own = eta[(i, j) if model.pairs else (i, -1)]
                total += own - log_sum(list(eta.values()))
        return total

    def _coordination(self, eta: dict[tuple[int, int], float]) -> dict[tuple[int, int], float]:
        choice = {
            (i, j): math.exp(e - log_sum([f for (a, _), f in eta.items() if a == i]))
            for (i, j), e in eta.items()
        }
        both = {(i, j): p * choice[j, i] for (i, j), p in choice.items() if i < j}
        return {pair: p / sum(both.values()) for pair, p in both.items()}

    def _timed(self, model: Any, theta: np.ndarray) -> float:
        cuts = {u for u, *_ in self.events} | {u for u, *_ in self.past}
        cuts |= {u for u, *_ in self.presence}
        for effect in unwrapped(model):
            if getattr(effect, "network", None) == "ties":
                cuts |= {u for u, *_ in self.ties if u > -math.inf}
            if hasattr(effect, "covariate"):
                changes: list[Any] = getattr(self, f"{effect.covariate}_changes")
                cuts |= {u for u, *_ in changes}
        begin = min(cuts) if self.start is None else self.start
        end = max(cuts) if self.end is None else self.end
        self.last_time = end
        for effect in unwrapped(model):
            if getattr(effect, "window", None) is not None and effect.at in (None, "end"):
                cuts |= {u + effect.window for u, *_ in self.events + self.past}
                if self.held and self.since is not None:
                    cuts.add(self.since + effect.window)
        total = 0.0
        before = begin
        for t in sorted({u for u in cuts if begin < u <= end} | {end}):
            x = self.statistics(model, t, before, itself=False)
            total -= (t - before) * sum(math.exp(theta @ value) for value in x.values())
            before = t
        for t, i, j, _ in self.explained():
            earlier = [u for u in cuts | {begin} if begin <= u < t]
            x = self.statistics(model, t, max(earlier, default=t))
            total += float(theta @ x[(i, j) if model.pairs else (i, -1)])
        return total


def unwrapped(model: Any) -> list[Any]:
    """The effects of a model, those of its offsets included."""
    return [e.effect if isinstance(e, rem.Offset) else e for e in model.effects]


def log_sum(values: list[float]) -> float:
    largest = max(values)
    return largest + math.log(sum(math.exp(v - largest) for v in values))


def random_record(seed: int, *, n: int = 5, events: int = 14) -> Record:
    """A history with everything in it: equal times, presence, changes at the times of events."""
    draw = random.Random(seed)
    pairs = [(i, j) for i in range(n) for j in range(n) if i != j]
    times = sorted(
        draw.choice([draw.uniform(0, 12), float(draw.randint(1, 12))]) for _ in range(events)
    )
    times[4] = times[3]
    record = Record(
        n,
        [],
        past=[(draw.uniform(0, 9), *draw.choice(pairs), draw.choice([1.0, 2.0])) for _ in range(3)],
        ties=[(-math.inf, *pair, draw.choice([1.0, 0.5])) for pair in draw.sample(pairs, 4)],
        size=[draw.uniform(0, 2) for _ in range(n)],
        kind=[draw.choice("ab") for _ in range(n)],
        present=[True] * (n - 1) + [False],
        allowed=set(pairs) - {(0, 1), (1, 0)},
    )
    record.past.append((times[6], *draw.choice(pairs), 1.0))
    later = sorted([times[5], *(draw.uniform(0, 12) for _ in range(4))])
    record.ties += [(u, *draw.choice(pairs), draw.choice([0.0, 1.0, 1.5])) for u in later]
    record.size_changes = [(u, draw.randrange(n), draw.uniform(0, 2)) for u in later]
    record.kind_changes = [(u, draw.randrange(n), draw.choice("abc")) for u in later]
    record.presence = [(times[2], n - 1, True), (times[9], 2, False), (times[11] + 0.1, 2, True)]
    for t in times:
        there = [k for k in range(n) if record.is_present(k, t)]
        options = [(i, j) for i, j in sorted(record.allowed) if i in there and j in there]
        record.events.append((t, *draw.choice(options), draw.choice([1.0, 1.0, 2.5])))
    return record
