"""Plays an ensemble's futures again, watching more planes and keeping more."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, TypeVar

import numpy as np
from numpy.typing import NDArray

from detente.claims.belief import believe
from detente.ensemble.coefficients import coefficient_matrix
from detente.ensemble.design import Design
from detente.ensemble.runner import BLOCK
from detente.kernel.arrays import i32
from detente.kernel.play import play
from detente.numerics.threads import Stop, in_order
from detente.progress import Progress

if TYPE_CHECKING:
    from detente.ensemble.ensemble import Ensemble
    from detente.kernel.compile import Compiled
    from detente.scenario.scenario import Scenario

T = TypeVar("T")

WATCH_BYTES = 64_000_000
"""Memory that the watched planes of one block may take, roughly."""


@dataclass(frozen=True, slots=True)
class Setting:
    """What an ensemble was played with: enough to play its futures again."""

    scenario: Scenario
    days: int
    seed: int
    forced: Mapping[str, bool]
    design: Design

    @classmethod
    def of(cls, ensemble: Ensemble) -> Setting:
        """Setting of an ensemble."""
        return cls(
            ensemble.scenario, ensemble.days, ensemble.seed, ensemble.forced, ensemble.design
        )

    def part(self, paths: int) -> Setting:
        """The first `paths` futures."""
        return replace(self, design=self.design.part(0, min(paths, self.design.paths)))

    @property
    def compiled(self) -> Compiled:
        """Arrays of the scenario."""
        return self.scenario.compiled(self.days)

    def under(self, forced: Mapping[str, bool]) -> Setting:
        """The same futures with further claims forced."""
        return replace(self, forced={**self.forced, **forced})


@dataclass(frozen=True, slots=True)
class Watched:
    """A block of futures with the planes that were asked for.

    Attributes
    ----------
    begin : int
        Number of its first path.
    truth : array of uint8, shape (n, claims)
    theta : array of float64, shape (n, coefficients)
    planes : array of float64, shape (n, days, planes asked for)
        Values of each day, before that day's acts.
    first, count : arrays of int32, shape (n, outcomes)
    acts : list of arrays of int64, shape (acts of the path,)
        day · rows + row of every act, if acts were asked for.
    """

    begin: int
    truth: NDArray[np.uint8]
    theta: NDArray[np.float64]
    planes: NDArray[np.float64]
    first: NDArray[np.int32]
    count: NDArray[np.int32]
    acts: list[NDArray[np.int64]]


def watch(
    setting: Setting,
    planes: Sequence[str],
    reduce: Callable[[Watched], T],
    *,
    truth: NDArray[np.uint8] | None = None,
    shifts: Mapping[str, float] | None = None,
    acts: int = 0,
    path_bytes: int = 0,
    threads: int | None = None,
    progress: Progress | None = None,
) -> Iterator[T]:
    """Play again and reduce block by block, in order.

    Parameters
    ----------
    setting : Setting
    planes : sequence of str
        Planes to watch; the columns of `Watched.planes`.
    reduce : callable
        Runs on the threads, once for each block.
    truth : array of uint8, shape (paths, claims), optional
        Which claims hold; by default they are drawn, or as the setting forces them.
    shifts : mapping of draw to float, optional
        Standard deviations by which draws of coefficients are shifted.
    acts : int
        Acts to keep on each path; 0 keeps none.
    path_bytes : int
        Memory that `reduce` takes for each path, so that blocks stay small enough.
    """
    compiled, design = setting.compiled, setting.design
    number = {name: i for i, name in enumerate(compiled.planes)}
    questions = compiled.questions._replace(watched=i32([number[name] for name in planes]))
    asked = replace(compiled, questions=questions, watched=tuple(planes))
    bytes_each = 8 * setting.days * max(len(planes), 1) + 4 * acts + path_bytes
    size = int(min(max(WATCH_BYTES // bytes_each, 1), BLOCK))

    def one(block: int, stop: Stop) -> tuple[int, T]:
        begin = block * size
        part = design.part(begin, min(begin + size, design.paths))
        held = beliefs(setting, part) if truth is None else truth[begin : begin + part.paths]
        theta = coefficient_matrix(
            compiled.coefficients,
            compiled.claims,
            held,
            setting.seed,
            part.parameters,
            shifts=shifts,
        )
        played = play(asked, setting.seed, part.chance, theta, held, capacity=acts, stop=stop)
        kept = [
            codes[:n].astype(np.int64)
            for codes, n in zip(played.record, played.recorded, strict=True)
        ]
        return part.paths, reduce(
            Watched(begin, held, theta, played.watch, played.first, played.count, kept)
        )

    done = 0
    for paths, result in in_order(one, -(-design.paths // size), threads):
        yield result
        done += paths
        if progress is not None:
            progress(done, design.paths)


def beliefs(setting: Setting, design: Design | None = None) -> NDArray[np.uint8]:
    """Which claims hold on the paths of a design (the setting's own by default).

    Returns
    -------
    array of uint8, shape (paths, claims)
    """
    scenario = setting.scenario
    indices = (design or setting.design).belief
    return believe(scenario.claims, scenario.file.voices, setting.seed, indices, setting.forced)


def most_acts(setting: Setting) -> int:
    """Acts that a path can hold at most."""
    return setting.days * len(setting.compiled.rows)


def waiting(setting: Setting, outcome: int, first: NDArray[np.int32]) -> NDArray[np.bool_]:
    """Days on which a path still waits for an outcome, within its window.

    Parameters
    ----------
    setting : Setting
    outcome : int
        Column of the outcome.
    first : array of int32, shape (n, outcomes)

    Returns
    -------
    array of bool, shape (n, days)
    """
    questions = setting.compiled.questions
    day = np.arange(setting.days)
    came = first[:, outcome, None]
    open_ = (came < 0) | (day <= came)
    open_ &= (day >= questions.first[outcome]) & (day <= questions.last[outcome])
    after = int(questions.after[outcome])
    if after >= 0:
        begun = first[:, after, None]
        open_ &= (begun >= 0) & (day > begun) & (day <= begun + questions.within[outcome])
    return np.asarray(open_)
