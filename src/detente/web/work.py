"""Work for those who ask: a bounded pool, shared fairly, given up when nobody waits any more.

What is asked is a job by a key; whoever asks the same meanwhile waits for the same job. There are
few slots, one of which takes no long job, so that a short one never waits for the end of a long
one; a job that begins alone has all processors. The next job is that of the client who has had the
least of the machine so far; one that goes on with what its client's last job began, as a page that
is drawn of what was played for it, has the turn of that one and does not wait a second time.
"""

from __future__ import annotations

import asyncio
import contextvars
import itertools
import os
import time
from collections.abc import Callable, Hashable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, TypeVar

from detente.errors import DetenteError, InputError
from detente.language.current import gettext as _

if TYPE_CHECKING:
    from detente.progress import Progress

T = TypeVar("T")

SLOTS = 2
"""Jobs at a time, at least; one of them is a short one."""
MOST_WAITING = 6
"""Jobs that a client may wait for; one more, and the oldest is given up."""
MOST_JOBS = 400
"""Jobs that may wait in all."""
LONGEST = 300.0
"""Seconds that a job may take."""


class SupersededError(DetenteError):
    """Who asked this has asked for newer things since."""


class BusyError(DetenteError):
    """Too much is waiting already."""


class _GoneError(BaseException):
    """Nobody waits for a job any more; passes whatever catches errors."""


@dataclass(eq=False, slots=True)
class Job:
    """Something that is worked on, or waits for that.

    Attributes
    ----------
    key : hashable
    client : str
        Who asked for it first.
    long : bool
        Whether it may take seconds.
    follows : bool
        Whether it goes on with what this client's last one began.
    stage : str
        What is being done, in words.
    done, total : int
        How far that is.
    """

    key: Hashable
    client: str
    task: Callable[[Job], Any]
    long: bool
    future: asyncio.Future[Any]
    context: contextvars.Context
    number: int
    follows: bool = False
    threads: int = 1
    stage: str = ""
    done: int = 0
    total: int = 0
    begun: float | None = None
    given_up: bool = False
    waiting: list[Waiter] = field(default_factory=list)

    def progress(self, done: int, total: int) -> None:
        """Tell how far it is; ends it where nobody wants to know."""
        self.done, self.total = done, total
        self.look()

    def begin(self, name: str) -> Progress:
        """Begin a stage of it by its name: a `Stage`."""
        self.stage, self.done, self.total = name, 0, 0
        self.look()
        return self.progress

    def look(self) -> None:
        """End the job if nobody waits for it, or it takes too long."""
        if self.given_up:
            raise _GoneError
        if self.begun is not None and time.monotonic() - self.begun > LONGEST:
            raise InputError(
                _("this takes more than {n} seconds; ask for fewer paths").format(n=int(LONGEST))
            )


@dataclass(eq=False, slots=True)
class Waiter:
    """A client that waits for a job."""

    client: str
    since: int
    given_up: asyncio.Event = field(default_factory=asyncio.Event)


class Work:
    """Runs jobs on threads; all methods but the jobs themselves run in one event loop.

    Parameters
    ----------
    slots : int
        Jobs at a time.
    clock : callable
        Seconds, for the shares of the clients.
    """

    def __init__(self, slots: int = SLOTS, clock: Callable[[], float] = time.monotonic) -> None:
        self._slots = max(slots, 2)
        self._clock = clock
        self._pool = ThreadPoolExecutor(self._slots, thread_name_prefix="work")
        self._jobs: dict[Hashable, Job] = {}
        self._queue: list[Job] = []
        self._running: set[Job] = set()
        self._spent: dict[str, float] = {}
        self._last: dict[str, float] = {}
        self._waiting: dict[str, list[tuple[Waiter, Job]]] = {}
        self._numbers = itertools.count()
        self._closed = False

    async def run(
        self,
        key: Hashable,
        client: str,
        task: Callable[[Job], T],
        *,
        long: bool = False,
        follows: bool = False,
        follow: Callable[[Job], None] | None = None,
    ) -> T:
        """Have something done on a thread, and wait for it.

        Cancelling the wait gives the work up, unless somebody else waits for it as well.

        Parameters
        ----------
        key : hashable
            What is asked; the same key at the same time is one job.
        client : str
            Who asks.
        task : callable
            Runs on a thread, in the language in force; is given the job, whose `threads` it may use
            and whose `progress` it calls now and then.
        long : bool
            Whether it may take seconds.
        follows : bool
            Whether it goes on with what this client's last job began: it has the turn of that one.
        follow : callable, optional
            Given the job at once, to see how far it is.

        Raises
        ------
        SupersededError
            If this client asked for so much after it that it was given up.
        BusyError
            If too much waits.
        """
        job = self._jobs.get(key) or self._new(key, client, task, long, follows)
        waiter = Waiter(client, next(self._numbers))
        job.waiting.append(waiter)
        self._hold(waiter, job)
        if follow is not None:
            follow(job)
        self._dispatch()
        newer = asyncio.ensure_future(waiter.given_up.wait())
        try:
            await asyncio.wait({job.future, newer}, return_when=asyncio.FIRST_COMPLETED)
            if not job.future.done():
                raise SupersededError(_("given up: newer things were asked meanwhile"))
            if job.future.cancelled():
                raise BusyError(_("the server is stopping"))
            found: T = job.future.result()
            return found
        finally:
            newer.cancel()
            self._leave(waiter, job)

    @property
    def busy(self) -> int:
        """Jobs that run or wait."""
        return len(self._running) + len(self._queue)

    def close(self) -> None:
        """Give up all jobs; threads end within a moment."""
        self._closed = True
        for job in [*self._queue, *self._running]:
            job.given_up = True
            if not job.future.done():
                job.future.cancel()
        self._queue.clear()
        self._pool.shutdown(wait=False, cancel_futures=True)

    def _new(
        self, key: Hashable, client: str, task: Callable[[Job], Any], long: bool, follows: bool
    ) -> Job:
        if self._closed or len(self._queue) >= MOST_JOBS:
            raise BusyError(_("too much is being asked at once; ask again in a moment"))
        future = asyncio.get_running_loop().create_future()
        # nobody may be there to take the error of what was given up
        future.add_done_callback(lambda f: f.cancelled() or f.exception())
        context = contextvars.copy_context()
        job = Job(key, client, task, long, future, context, next(self._numbers), follows)
        self._jobs[key] = job
        self._queue.append(job)
        return job

    def _hold(self, waiter: Waiter, job: Job) -> None:
        mine = self._waiting.setdefault(waiter.client, [])
        if not mine:  # who comes back has no claim on the time in which nothing was asked
            least = min(
                (self._spent.get(c, 0.0) for c in self._waiting if self._waiting[c]), default=0.0
            )
            self._spent[waiter.client] = max(self._spent.get(waiter.client, 0.0), least)
        mine.append((waiter, job))
        if len(mine) > MOST_WAITING:
            mine[0][0].given_up.set()

    def _leave(self, waiter: Waiter, job: Job) -> None:
        mine = self._waiting[waiter.client]
        mine.remove((waiter, job))
        if not mine:
            del self._waiting[waiter.client]
            if not self._waiting:
                self._spent.clear()
                self._last.clear()
        job.waiting.remove(waiter)
        if not job.waiting and not job.future.done():
            job.given_up = True
            job.future.cancel()
            if self._jobs.get(job.key) is job:
                del self._jobs[job.key]
            if job in self._queue:
                self._queue.remove(job)

    def _dispatch(self) -> None:
        """Begin jobs while there are slots for them."""
        while len(self._running) < self._slots:
            long = sum(each.long for each in self._running)
            ready = [each for each in self._queue if not each.long or long < self._slots - 1]
            if not ready:
                return
            job = min(ready, key=self._turn)
            self._queue.remove(job)
            self._running.add(job)
            others = len(self._running) - 1
            job.threads = max((os.cpu_count() or 1) // (1 + others), 1)
            asyncio.get_running_loop().create_task(self._work(job))

    def _turn(self, job: Job) -> tuple[float, bool, int]:
        had = min(self._begun_with(waiter.client, job) for waiter in job.waiting)
        return had, not job.follows, job.number

    def _begun_with(self, client: str, job: Job) -> float:
        """What a client had had of the machine when its turn was, of which this job is a part."""
        return self._spent.get(client, 0.0) - (self._last.get(client, 0.0) if job.follows else 0.0)

    async def _work(self, job: Job) -> None:
        loop = asyncio.get_running_loop()
        begun = self._clock()
        job.begun = time.monotonic()
        try:
            found = await loop.run_in_executor(self._pool, job.context.run, _begin, job)
        except _GoneError:
            job.future.cancel()
        except BaseException as error:
            if not job.future.done():
                job.future.set_exception(error)
        else:
            if not job.future.done():
                job.future.set_result(found)
        finally:
            self._running.discard(job)
            if self._jobs.get(job.key) is job:
                del self._jobs[job.key]
            self._charge(job, self._clock() - begun)
            if not self._closed:
                self._dispatch()

    def _charge(self, job: Job, seconds: float) -> None:
        clients = {waiter.client for waiter in job.waiting} or {job.client}
        for client in clients:
            self._last[client] = seconds / len(clients)
            self._spent[client] = self._spent.get(client, 0.0) + self._last[client]


def _begin(job: Job) -> Any:
    job.look()
    return job.task(job)
