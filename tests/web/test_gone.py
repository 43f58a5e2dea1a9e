"""Who goes away ends the work that was done for them, and no other."""

from __future__ import annotations

import socket
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import httpx
import pytest

from detente.progress import Progress
from detente.public.play import Ensemble
from detente.web import plays
from detente.web.site import Site
from detente.web.view import MOST_PATHS, View
from tests.web.servers import bare, running, toy_site

MANY = View("toy", paths=MOST_PATHS)


def until(so: Callable[[], bool]) -> None:
    while not so():
        time.sleep(0.01)


def played(site: Site, view: View) -> bool:
    return site.there(site.library.scenario("toy"), view)


def test_events_that_are_closed_end_the_play(tmp_path: Path) -> None:
    site = toy_site(tmp_path)
    with running(site) as address, bare(address) as web:
        with web.stream("GET", f"/events/toy?{MANY.query()}") as answer:
            lines = answer.iter_lines()
            next(line for line in lines if line.startswith("data") and '"done": 0' not in line)
            assert site.work.busy == 1
        until(lambda: site.work.busy == 0)
        assert not played(site, MANY)
        few = MANY.but(paths=100)
        assert web.get(f"/api/scenarios/toy/answer?{few.query()}").json()["paths"] == 100


def test_a_page_that_is_left_ends_the_play_unless_another_waits(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    free = threading.Event()

    def held(*given: Any, progress: Progress, **settings: Any) -> Ensemble:
        while not free.wait(0.005):
            progress(0, 100)
        return plays.played(*given, progress=progress, **settings)

    monkeypatch.setattr("detente.web.site.played", held)
    site = toy_site(tmp_path)
    path = "/api/scenarios/toy/answer?paths=100"
    found: list[httpx.Response] = []

    def waiting() -> int:
        return sum(len(job.waiting) for job in site.work._running)

    with running(site) as address:
        split = urlsplit(address)
        assert split.hostname is not None
        assert split.port is not None
        asked = f"GET {path} HTTP/1.1\r\nHost: {split.netloc}\r\n\r\n".encode()

        def left() -> socket.socket:
            made = socket.create_connection((split.hostname or "", split.port or 0))
            made.sendall(asked)
            return made

        def stays() -> None:
            with bare(address) as web:
                found.append(web.get(path))

        with left():
            until(lambda: waiting() == 1)
        until(lambda: site.work.busy == 0)  # given up, for nobody waits
        with left():
            other = threading.Thread(target=stays)
            other.start()
            until(lambda: waiting() == 2)
        until(lambda: waiting() == 1)
        free.set()
        other.join()
    assert found[0].json()["paths"] == 100
