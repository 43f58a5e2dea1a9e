"""Pieces on threads come in order; who leaves early leaves nothing running."""

from __future__ import annotations

import threading
import time
from concurrent.futures import Future

import pytest

from detente.numerics.threads import Stop, _result, in_order


@pytest.mark.parametrize("threads", [1, 2, 5, None])
def test_results_come_in_order(threads: int | None) -> None:
    def piece(i: int, stop: Stop) -> int:
        time.sleep(0.002 * (i % 3))
        return i

    assert list(in_order(piece, 40, threads)) == list(range(40))


def test_no_pieces() -> None:
    assert list(in_order(lambda i, stop: i, 0)) == []


def test_few_are_held_at_a_time() -> None:
    begun = []

    def piece(i: int, stop: Stop) -> int:
        begun.append(i)
        return i

    for i in in_order(piece, 50, 2):
        time.sleep(0.001)
        assert max(begun) <= i + 5


def test_leaving_early_sets_the_flag_and_drops_what_waits() -> None:
    begun: list[int] = []
    ended = threading.Event()

    def piece(i: int, stop: Stop) -> int:
        begun.append(i)
        while i > 0 and not stop[0]:
            time.sleep(0.001)
        if i > 0:
            ended.set()
        return i

    results = in_order(piece, 100, 2)
    assert next(results) == 0
    results.close()
    assert ended.wait(5)
    assert len(begun) <= 5


@pytest.mark.parametrize("error", [ValueError("no"), TimeoutError("late")])
def test_an_error_reaches_the_consumer(error: Exception) -> None:
    def piece(i: int, stop: Stop) -> int:
        if i == 3:
            raise error
        return i

    results = in_order(piece, 10, 2)
    assert [next(results) for _ in range(3)] == [0, 1, 2]
    with pytest.raises(type(error)):
        next(results)


def test_a_piece_that_ends_while_the_wait_is_given_up() -> None:
    """The wait times out, and the result is there a moment later: no error."""

    class Late(Future[int]):
        def result(self, timeout: float | None = None) -> int:
            if timeout is not None:
                self.set_result(7)
                raise TimeoutError
            return super().result()

    assert _result(Late()) == 7
