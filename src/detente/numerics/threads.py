"""Work in numbered pieces on threads: results in order, and an end within a moment when asked."""

from __future__ import annotations

import os
from collections import deque
from collections.abc import Callable, Generator
from concurrent.futures import Future, ThreadPoolExecutor
from concurrent.futures import TimeoutError as NotYet
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from detente.numerics.arguments import whole

T = TypeVar("T")

Stop = NDArray[np.uint8]
"""Shape (1,); set to 1 to have pieces given up."""

MOST_THREADS = 1024
"""Threads that may be asked for."""

WAKE = 0.2
"""Seconds after which a wait is taken up again: on some systems Ctrl-C does not end a wait."""


def worker_count(threads: int | None) -> int:
    """Number of threads: as asked, or as many as there are processors.

    Raises
    ------
    InputError
        If it is no whole number from 1 on.
    """
    if threads is None:
        return os.cpu_count() or 1
    return whole(threads, "threads", 1, MOST_THREADS)


def check_threads(threads: int | None) -> None:
    """Refuse a number of threads that is none, before any work.

    Raises
    ------
    InputError
        If it is no whole number from 1 on.
    """
    worker_count(threads)


class StoppedError(Exception):
    """Work was given up because another thread asked for it."""


def in_order(
    piece: Callable[[int, Stop], T],
    pieces: int,
    threads: int | None = None,
    stop: Stop | None = None,
) -> Generator[T, None, None]:
    """Yield `piece(i, stop)` for i = 0, 1, …, computed ahead on threads.

    At most twice as many pieces as threads are held at a time, so memory does not grow with their
    number. When the consumer leaves early, or is interrupted, `stop` is set, pieces that wait are
    dropped and no thread is waited for: a piece under way must look at `stop` itself.

    Parameters
    ----------
    piece : callable
        Takes the number of the piece and the flag; runs on a thread.
    pieces : int
    threads : int, optional
        By default the processors that are there.
    stop : array of uint8, shape (1,), optional
        The flag, for another thread that may want to end the work; by default one of its own.

    Raises
    ------
    StoppedError
        If another thread set the flag.
    """
    workers = worker_count(threads)
    if stop is None:
        stop = np.zeros(1, dtype=np.uint8)
    pool = ThreadPoolExecutor(workers)
    waiting: deque[Future[T]] = deque()
    begun = done = 0
    try:
        while waiting or begun < pieces:
            while begun < pieces and len(waiting) < 2 * workers:
                waiting.append(pool.submit(piece, begun, stop))
                begun += 1
            made = _result(waiting.popleft())
            if stop[0]:
                raise StoppedError
            done += 1
            yield made
    finally:
        if done < pieces:
            stop[0] = 1
        pool.shutdown(wait=False, cancel_futures=True)


def _result(future: Future[T]) -> T:
    while True:
        try:
            return future.result(timeout=WAKE)
        except NotYet:
            if future.done():  # meanwhile, or the piece itself timed out
                return future.result()
