"""The server: how long a page takes, for one person and for twenty, and whether memory stays."""

from __future__ import annotations

import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager

import httpx
import psutil

import detente
from benchmarks.people import Met, crowd
from benchmarks.protocol import SCENARIO, Figure, Options, Result, Target
from benchmarks.rounds import median
from detente.web.view import View

MAIN = "import sys; from detente.cli import main; sys.argv[0] = 'detente'; main()"
PEOPLE, MINUTE, EVERY = 20, 60.0, 3.0
SWITCH, STEP, SMALL = Target(1.0), Target(0.3), Target(0.3)
NONE = Target(0.0)
FLAT = Target(1.15)


@contextmanager
def served(paths: int) -> Iterator[tuple[str, psutil.Process]]:
    """A server of the built-in scenario, as the command begins it."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = str(free.getsockname()[1])
    command = [sys.executable, "-c", MAIN, "serve", SCENARIO, "--no-browser"]
    with subprocess.Popen(
        [*command, "--port", port, "--paths", str(paths)], stdout=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout is not None
        process.stdout.readline()
        address = f"http://127.0.0.1:{port}"
        events = f"{address}/events/{SCENARIO}?{View(SCENARIO, paths=paths).query()}"
        httpx.get(events, timeout=None)  # until the futures are there
        try:
            yield address, psutil.Process(process.pid)
        finally:
            process.send_signal(signal.SIGINT)


def alone(paths: int, rounds: int) -> list[Figure]:
    """One person: a switch of each of a few claims, and steps of a slider."""
    claims = detente.load(SCENARIO).claims
    chosen = sorted(claims, key=lambda claim: abs(claim.credence - 0.75))[:rounds]
    taken: dict[str, list[float]] = {"switch": [], "step": []}
    with served(paths) as (address, _process), httpx.Client(base_url=address, timeout=None) as web:
        start = View(SCENARIO, paths=paths)

        def waited(view: View) -> float:
            begun = time.perf_counter()
            answer = web.get(f"/play/{SCENARIO}?{view.query()}")
            assert answer.status_code == 200, answer.text
            return time.perf_counter() - begun

        waited(start)
        for claim in chosen:
            taken["switch"].append(waited(start.but(forced={claim.id: True})))
            moved = round(claim.credence - 0.05, 3)
            taken["step"].append(waited(start.but(credences={claim.id: moved})))
    small = paths <= 2_000
    return [
        Figure(
            f"a claim switched, page included, {paths:,} futures",
            median(taken["switch"]),
            "s",
            tuple(taken["switch"]),
            SMALL if small else SWITCH,
        ),
        Figure(
            f"a slider moved by five points, page included, {paths:,} futures",
            median(taken["step"]),
            "s",
            tuple(taken["step"]),
            STEP,
        ),
    ]


def together(paths: int, people: int, lasting: float) -> list[Figure]:
    """Many people, each switching a claim every three seconds."""
    claims = [claim.id for claim in detente.load(SCENARIO).claims]
    with served(paths) as (address, process):
        met = crowd(
            address,
            View(SCENARIO, paths=paths),
            claims,
            lambda: process.memory_info().rss,
            people=people,
            lasting=lasting,
            every=EVERY,
        )
    what = f"{people} people, {lasting:.0f} s, {paths:,} futures"
    return [
        Figure(f"p95 of a page, {what}", late(met), "s", tuple(met.seconds)),
        Figure(f"pages, {what}", float(len(met.seconds)), ""),
        Figure(f"errors, {what}", float(len(met.errors)), "", target=NONE),
        Figure(f"memory, last third / second, {what}", growth(met), "", target=FLAT),
    ]


def late(met: Met) -> float:
    """The wait that one in twenty exceeds."""
    return sorted(met.seconds)[int(0.95 * (len(met.seconds) - 1))]


def growth(met: Met) -> float:
    """The server's memory in the last third, as a multiple of that in the second."""
    third = max(len(met.memory) // 3, 1)
    return max(met.memory[-third:]) / max(met.memory[third : 2 * third] or met.memory)


def measure(options: Options) -> Result:
    """Time, errors and memory, on the built-in scenario."""
    title = "The brief in the browser"
    if options.quick:
        return Result(title, alone(2_000, 1) + together(2_000, 3, 5.0))
    found = alone(10_000, 7) + alone(2_000, 7) + together(2_000, PEOPLE, MINUTE)
    return Result(title, found)
