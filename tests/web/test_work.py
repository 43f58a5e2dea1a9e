"""Work is shared fairly, and given up when nobody waits for it any more."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable, Coroutine
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest

from detente.web.work import MOST_WAITING, BusyError, Job, SupersededError, Work


class Clock:
    """Seconds as a test says."""

    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        return self.now


class Held:
    """A task that waits until it may end, and looks meanwhile whether it is given up."""

    def __init__(self) -> None:
        self.begun, self.free, self.ended = (threading.Event() for _ in range(3))

    def __call__(self, job: Job) -> str:
        self.begun.set()
        try:
            while not self.free.wait(0.005):
                job.progress(1, 2)
            return "done"
        finally:
            self.ended.set()


async def happened(event: threading.Event) -> None:
    await asyncio.to_thread(event.wait)


def alone(main: Callable[[], Coroutine[Any, Any, None]]) -> None:
    """Run on a thread of its own: that of the tests may have the loop of a browser."""
    with ThreadPoolExecutor(1) as thread:
        thread.submit(lambda: asyncio.run(main())).result()


def in_a_loop(test: Callable[[Work], Coroutine[Any, Any, None]], **settings: Any) -> None:
    async def main() -> None:
        work = Work(**settings)
        try:
            await test(work)
        finally:
            work.close()

    alone(main)


def test_the_same_question_is_worked_on_once() -> None:
    async def test(work: Work) -> None:
        held = Held()
        waits = [asyncio.create_task(work.run("q", who, held)) for who in ("a", "b")]
        await happened(held.begun)
        held.free.set()
        assert await asyncio.gather(*waits) == ["done", "done"]

    in_a_loop(test)


def test_who_leaves_ends_the_work_unless_another_waits() -> None:
    async def test(work: Work) -> None:
        held = Held()
        one, other = (asyncio.create_task(work.run("q", who, held)) for who in ("a", "b"))
        await happened(held.begun)
        one.cancel()
        await asyncio.wait({one})
        assert not held.ended.is_set()
        other.cancel()
        await happened(held.ended)
        assert not held.free.is_set()  # it was ended, and did not come to its end
        again = Held()
        again.free.set()
        assert await work.run("q", "c", again) == "done"

    in_a_loop(test)


def test_a_short_job_does_not_wait_for_long_ones() -> None:
    async def test(work: Work) -> None:
        first, second, short = Held(), Held(), Held()
        waits = [
            asyncio.create_task(work.run(name, "a", held, long=True))
            for name, held in (("first", first), ("second", second))
        ]
        await happened(first.begun)
        short.free.set()
        assert await work.run("short", "b", short) == "done"
        assert not second.begun.is_set()
        first.free.set()
        second.free.set()
        await asyncio.gather(*waits)

    in_a_loop(test)


def test_what_goes_on_with_a_job_has_its_turn() -> None:
    """A page is drawn before others play, though its client has had more of the machine by then."""
    clock, order = Clock(), list[str]()

    def told(name: str) -> Callable[[Job], None]:
        def task(job: Job) -> None:
            clock.now += 1.0
            order.append(name)

        return task

    async def asks(work: Work, who: str) -> None:
        await work.run(f"{who} plays", who, told(f"{who} plays"))
        await work.run(f"{who} draws", who, told(f"{who} draws"), follows=True)

    async def test(work: Work) -> None:
        gates = [Held(), Held()]
        busy = [
            asyncio.create_task(work.run(f"busy {n}", "x", gate)) for n, gate in enumerate(gates)
        ]
        for gate in gates:
            await happened(gate.begun)
        people = [asyncio.create_task(asks(work, who)) for who in "abc"]
        await asyncio.sleep(0)
        gates[0].free.set()
        await asyncio.gather(*people)
        gates[1].free.set()
        await asyncio.gather(*busy)

    in_a_loop(test, clock=clock)
    plays = [order.index(f"{who} plays") for who in "abc"]
    draws = [order.index(f"{who} draws") for who in "abc"]
    # the next to play begins while it is not known yet that the one before will draw
    assert plays == sorted(plays)
    assert all(draw - play <= 2 for play, draw in zip(plays, draws, strict=True))


def test_the_client_that_had_least_is_next() -> None:
    """Who has used the machine for long waits behind who has not, however early it asked."""
    clock, order = Clock(), list[str]()

    async def test(work: Work) -> None:
        gates = [Held(), Held()]
        busy = [
            asyncio.create_task(work.run(f"busy {n}", "a", gate)) for n, gate in enumerate(gates)
        ]
        for gate in gates:
            await happened(gate.begun)

        def told(name: str) -> Callable[[Job], None]:
            def task(job: Job) -> None:
                clock.now += 1.0
                order.append(name)

            return task

        waits = [asyncio.create_task(work.run(f"a{n}", "a", told(f"a{n}"))) for n in range(3)]
        waits += [asyncio.create_task(work.run(f"b{n}", "b", told(f"b{n}"))) for n in range(2)]
        await asyncio.sleep(0)
        clock.now += 10.0
        gates[0].free.set()
        await asyncio.gather(*waits)
        gates[1].free.set()
        await asyncio.gather(*busy)

    in_a_loop(test, clock=clock)
    assert order == ["b0", "b1", "a0", "a1", "a2"]


def test_newer_questions_supersede_the_oldest() -> None:
    async def test(work: Work) -> None:
        held = [Held() for _ in range(MOST_WAITING + 1)]
        waits = [asyncio.create_task(work.run(n, "a", each)) for n, each in enumerate(held)]
        with pytest.raises(SupersededError):
            await waits[0]
        await happened(held[0].ended)
        for each in held:
            each.free.set()
        assert await asyncio.gather(*waits[1:]) == ["done"] * MOST_WAITING

    in_a_loop(test)


def test_too_much_at_once_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("detente.web.work.MOST_JOBS", 1)

    async def test(work: Work) -> None:
        held = [Held() for _ in range(4)]
        waits = [
            asyncio.create_task(work.run(n, f"client {n}", each)) for n, each in enumerate(held)
        ]
        with pytest.raises(BusyError):
            await waits[3]
        for each in held:
            each.free.set()
        assert await asyncio.gather(*waits[:3]) == ["done"] * 3

    in_a_loop(test)


def test_an_error_reaches_who_asked_and_leaves_the_pool_whole() -> None:
    def wrong(job: Job) -> None:
        raise ValueError("as it is")

    async def test(work: Work) -> None:
        for _ in range(5):
            with pytest.raises(ValueError, match="as it is"):
                await work.run("q", "a", wrong)

    in_a_loop(test)


def test_the_end_gives_all_up() -> None:
    async def main() -> None:
        work, held = Work(), Held()
        wait = asyncio.create_task(work.run("q", "a", held))
        await happened(held.begun)
        work.close()
        with pytest.raises(BusyError):
            await wait
        await happened(held.ended)
        with pytest.raises(BusyError):
            await work.run("r", "a", held)

    alone(main)
