"""Play a slice of paths: allocate what comes out, call the compiled loop."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from detente.kernel._compiled_loop import run
from detente.kernel.chronicle import NOTHING, Chronicle
from detente.kernel.compile import Compiled
from detente.numerics.philox import seed_words
from detente.numerics.threads import in_order


@dataclass(slots=True)
class Played:
    """What a slice of paths left behind; see `detente.kernel._compiled_loop.run` for shapes."""

    first: NDArray[np.int32]
    count: NDArray[np.int32]
    value: NDArray[np.float64]
    watch: NDArray[np.float64]
    states: NDArray[np.uint8]
    hazard: NDArray[np.float64]
    record: NDArray[np.int32]
    recorded: NDArray[np.int32]
    planes: NDArray[np.float64]
    terms: NDArray[np.float64]


def play(
    compiled: Compiled,
    seed: int,
    chance: NDArray[np.int64],
    coefficients: NDArray[np.float64],
    truth: NDArray[np.uint8],
    *,
    moods: NDArray[np.float64] | None = None,
    forced: NDArray[np.int8] | None = None,
    told: Chronicle = NOTHING,
    own: int = 0,
    fresh: int = -1,
    tally: bool = False,
    capacity: int = 0,
    trace: bool = False,
    terms: bool = False,
    stop: NDArray[np.uint8] | None = None,
) -> Played:
    """Run the kernel on a slice.

    Parameters
    ----------
    compiled : Compiled
    seed : int
    chance : array of int64, shape (n,)
    coefficients : array of float64, shape (n, coefficients)
    truth : array of uint8, shape (n, claims)
    moods : array of float64, shape (n, moods, 2), optional
        Mean and standard deviation with which each mood begins, in those of its law; by default 0
        and 1.
    forced : array of int8, shape (days, rows), optional
        What is not drawn: 1 where an act happens, 0 where it does not, −1 where it is drawn.
    told : Chronicle
        What happens besides what is drawn; by default nothing.
    own, fresh : int
        A chance index that all paths take before the day `fresh`, and their own from then on; −1
        has each take its own on all days.
    tally : bool
        Sum daily probabilities of each process.
    capacity : int
        Acts to record on each path.
    trace : bool
        Keep every plane of every day, and the terms.
    terms : bool
        Keep what every hazard is made of, day by day.
    stop : array of uint8, shape (1,), optional
        Set to 1 by another thread, it ends the slice within a day; what is returned is then void.
        By default the slice is played on a thread of its own, so that Ctrl-C ends it: on the main
        thread it would have to wait for the end, and be lost on the compiler before.
    """
    n = chance.shape[0]
    days = int(compiled.program.start[1])
    kept, apart = days if trace else 0, days if trace or terms else 0
    processes = len(compiled.processes)
    out = Played(
        first=np.empty((n, len(compiled.outcomes)), dtype=np.int32),
        count=np.empty((n, len(compiled.outcomes)), dtype=np.int32),
        value=np.empty((n, len(compiled.readings))),
        watch=np.empty((n, days, len(compiled.questions.watched))),
        states=np.empty((n, days, len(compiled.questions.followed)), dtype=np.uint8),
        hazard=np.zeros((n, processes)),
        record=np.zeros((n, capacity), dtype=np.int32),
        recorded=np.zeros(n, dtype=np.int32),
        planes=np.empty((n, kept, len(compiled.planes))),
        terms=np.zeros((n, apart, processes, 4)),
    )
    theta, held = np.ascontiguousarray(coefficients), np.array(truth, dtype=np.uint8, order="C")
    _run(
        compiled.program,
        compiled.questions,
        np.array(seed_words(seed), dtype=np.uint64),
        np.require(chance, np.int64, ["C", "W"]),  # read-only ones would be compiled anew
        own,
        fresh,
        theta,
        compiled.beginning.values(theta, held),
        np.zeros((0, 0, 0)) if moods is None else np.ascontiguousarray(moods),
        np.zeros((0, 0), dtype=np.int8) if forced is None else np.ascontiguousarray(forced),
        *told.arrays,
        tally,
        out.first,
        out.count,
        out.value,
        out.watch,
        out.states,
        out.hazard,
        out.record,
        out.recorded,
        out.planes,
        out.terms,
        stop=stop,
    )
    return out


def _run(*arguments: object, stop: NDArray[np.uint8] | None) -> None:
    if stop is None:
        list(in_order(lambda _, own: _run(*arguments, stop=own), pieces=1, threads=1))
        return
    run(*arguments, stop)
