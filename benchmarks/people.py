"""People at a server: each switches a claim now and then, and waits for the page."""

from __future__ import annotations

import random
import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

import httpx

from detente.web.view import View


@dataclass(slots=True)
class Met:
    """What people met with.

    Attributes
    ----------
    seconds : list of float
        Each wait for a page.
    errors : list of str
        Answers that were no page.
    memory : list of int
        Bytes of the server, as time went by.
    """

    seconds: list[float] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)
    memory: list[int] = field(default_factory=list)


def person(
    address: str,
    view: View,
    claims: Sequence[str],
    number: int,
    *,
    lasting: float,
    every: float,
    met: Met,
) -> None:
    """Switch claims, one after the other, as one who looks at the page in between."""
    random_ = random.Random(number)
    end = time.perf_counter() + lasting
    with httpx.Client(base_url=address, timeout=None, trust_env=False) as web:
        time.sleep(random_.uniform(0.0, every))
        while (begun := time.perf_counter()) < end:
            claim = random_.choice(claims)
            forced = dict(view.forced)
            if forced.pop(claim, None) is None:
                forced[claim] = random_.random() < 0.5
            view = view.but(forced=forced if len(forced) < 4 else {})
            try:
                answer = web.get(f"/play/{view.scenario}?{view.query()}")
            except httpx.HTTPError as error:
                met.errors.append(repr(error))
                return
            met.seconds.append(time.perf_counter() - begun)
            if answer.status_code != 200:
                met.errors.append(f"{answer.status_code} {answer.text[:200]}")
            time.sleep(max(begun + every - time.perf_counter(), 0.0))


def crowd(
    address: str,
    view: View,
    claims: Sequence[str],
    memory: Callable[[], int],
    *,
    people: int,
    lasting: float,
    every: float,
) -> Met:
    """Many people for some time.

    Parameters
    ----------
    address : str
        Of the server.
    view : View
        With which each begins.
    claims : sequence of str
        Those that they switch.
    memory : callable
        Bytes that the server takes now.
    people : int
    lasting, every : float
        Seconds: how long they stay, and between two switches.
    """
    met = Met()
    threads = [
        threading.Thread(
            target=person,
            args=(address, view, claims, number),
            kwargs={"lasting": lasting, "every": every, "met": met},
        )
        for number in range(people)
    ]
    for thread in threads:
        thread.start()
    while any(thread.is_alive() for thread in threads):
        met.memory.append(memory())
        time.sleep(lasting / 30)
    for thread in threads:
        thread.join()
    return met
