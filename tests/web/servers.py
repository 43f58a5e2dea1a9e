"""Servers of the tests: on a free port, in a thread, with folders of their own."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import httpx
import uvicorn

from detente.web.documents import Documents
from detente.web.drafts import Drafts
from detente.web.hosts import Hosts
from detente.web.library import Library
from detente.web.serving import bound, server
from detente.web.site import Site

TOY = Path(__file__).parents[1] / "data" / "toy"
PATHS = 60
"""Futures, where a test says nothing of them."""


def toy_site(home: Path, *folders: Path, **more: Any) -> Site:
    """A site of the toy scenario, with its files below a folder of the test."""
    return Site(
        Library(folders or (TOY,), unlisted=home / "readings"),
        documents=Documents(home / "documents.sqlite"),
        drafts=Drafts(home / "drafts.sqlite"),
        paths=PATHS,
        **more,
    )


@contextmanager
def running(
    site: Site, servers: list[uvicorn.Server] | None = None, **settings: Any
) -> Iterator[str]:
    """A server on a free port of this machine; gives its address, without a slash behind.

    It is put among `servers`, for who wants to look into it.
    """
    listening = bound("127.0.0.1", 0)
    hosts = Hosts("127.0.0.1", listening.getsockname()[1])
    begun = threading.Event()
    made = server(site, hosts, begun=begun.set, **settings)
    if servers is not None:
        servers.append(made)
    thread = threading.Thread(target=made.run, kwargs={"sockets": [listening]})
    thread.start()
    begun.wait()
    try:
        yield f"http://127.0.0.1:{hosts.port}"
    finally:
        made.should_exit = True
        thread.join()
        listening.close()


def bare(address: str) -> httpx.Client:
    """A client that nothing is known of; it waits as long as it takes."""
    return httpx.Client(base_url=address, timeout=None, trust_env=False)


def get(address: str | httpx.URL, **settings: Any) -> httpx.Response:
    """One request of a client that nothing is known of."""
    return httpx.get(address, timeout=None, trust_env=False, **settings)


@contextmanager
def client(address: str) -> Iterator[httpx.Client]:
    """A client that keeps its cookies and has the proof that a change needs."""
    with bare(address) as made:
        found = made.get("/api/session").json()
        made.headers["X-CSRF-Token"] = found["csrf"]
        yield made


MAIN = "import sys; from detente.cli import main; sys.argv[0] = 'detente'; main()"


@contextmanager
def command(home: Path, *options: str) -> Iterator[subprocess.Popen[str]]:
    """`detente serve` of the toy scenario as a process, with folders of its own; then killed."""
    folders = {name: str(home / name) for name in ("XDG_CACHE_HOME", "XDG_DATA_HOME")}
    with subprocess.Popen(
        [sys.executable, "-c", MAIN, "serve", str(TOY), "--no-browser", *options],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env={**os.environ, **folders},
    ) as process:
        try:
            yield process
        finally:
            process.kill()


def free_port() -> int:
    with bound("127.0.0.1", 0) as found:
        return int(found.getsockname()[1])
