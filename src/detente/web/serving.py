"""Serve the pages until somebody asks for the end."""

from __future__ import annotations

import asyncio
import errno
import logging
import re
import secrets
import signal
import socket
from collections.abc import Callable
from contextlib import closing, suppress
from typing import TYPE_CHECKING

from detente.errors import DetenteError, InputError
from detente.language.current import gettext as _
from detente.language.hints import hint
from detente.web.guard import Limits
from detente.web.hosts import Hosts
from detente.web.view import View

if TYPE_CHECKING:
    from types import FrameType

    import uvicorn

    from detente.web.site import Site

GRACE = 1
"""Seconds that answers on their way have after Ctrl-C."""


def bound(host: str, port: int) -> socket.socket:
    """A socket at an address.

    Raises
    ------
    InputError
        If the port is taken or the address is not of this machine, with the remedy.
    """
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    made = socket.socket(family, socket.SOCK_STREAM)
    try:
        made.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        made.bind((host, port))
        made.listen(128)
    except (OSError, OverflowError) as error:
        made.close()
        raise _unbound(host, port, error) from None
    made.set_inheritable(True)
    return made


def _unbound(host: str, port: int, error: Exception) -> InputError:
    number = getattr(error, "errno", None)
    if number == errno.EADDRINUSE:
        return InputError(
            _("port {port} is in use").format(port=port)
            + hint(_("name another with --port, such as --port {other}").format(other=port + 1))
        )
    if number in (errno.EACCES, errno.EPERM):
        return InputError(
            _("port {port} is not for everyone").format(port=port)
            + hint(_("name one from 1024 with --port"))
        )
    return InputError(
        _("--host {host}: no address of this machine").format(host=host)
        + hint(_("leave out {option}").format(option="--host"))
    )


def check_token(token: str | None) -> None:
    """Refuse a token that cannot stand in an address, or can be guessed.

    Raises
    ------
    InputError
        With what would be right.
    """
    if token is not None and not re.fullmatch(r"[A-Za-z0-9_-]{16,200}", token):
        raise InputError(_("--token: give at least 16 letters, digits, hyphens or underscores"))


def new_token(hosts: Hosts, named: str | None) -> str | None:
    """The token that a server asks for: one that was named, or a new one where others reach it."""
    if named is not None:
        return named
    return secrets.token_urlsafe(18) if hosts.open else None


def address(hosts: Hosts, token: str | None, path: str = "/") -> str:
    """What is typed into a browser."""
    name = hosts.host
    if name in ("0.0.0.0", "::"):
        name = socket.gethostname()
    elif ":" in name:
        name = f"[{name}]"
    port = "" if hosts.port == 80 else f":{hosts.port}"
    query = "" if token is None else f"?token={token}"
    return f"http://{name}{port}{path}{query}"


def server(
    site: Site,
    hosts: Hosts,
    token: str | None = None,
    *,
    limits: Limits | None = None,
    begun: Callable[[], None] | None = None,
    log: Callable[[str], None] | None = None,
) -> uvicorn.Server:
    """A server that is not running yet.

    Parameters
    ----------
    site : Site
    hosts : Hosts
    token : str, optional
    limits : Limits, optional
    begun : callable, optional
        Called when it answers.
    log : callable, optional
        As of `create_app`.
    """
    import uvicorn

    from detente.web.app import create_app
    from detente.web.patient import patient

    class Server(uvicorn.Server):
        async def startup(self, sockets: list[socket.socket] | None = None) -> None:
            await super().startup(sockets)
            if begun is not None:
                begun()

        async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
            site.work.close()  # first, so that nobody's wait is waited for
            await super().shutdown(sockets)

    limits = limits or Limits()
    logging.getLogger("uvicorn.error").setLevel(logging.CRITICAL + 1)
    config = uvicorn.Config(
        create_app(site=site, hosts=hosts, token=token, limits=limits, log=log),
        http=patient(limits.receiving, limits.taking),
        ws="none",
        loop="asyncio",
        lifespan="on",
        log_config=None,
        access_log=False,
        server_header=False,
        proxy_headers=False,
        limit_concurrency=limits.connections,
        timeout_graceful_shutdown=GRACE,
        h11_max_incomplete_event_size=limits.url + 64_000,
    )
    return Server(config)


def serve(
    site: Site, listening: socket.socket, hosts: Hosts, token: str | None, begun: Callable[[], None]
) -> None:
    """Answer until Ctrl-C, or what else asks a process to end.

    Parameters
    ----------
    site : Site
    listening : socket
        Bound to its address.
    hosts : Hosts
    token : str or None
    begun : callable
        Called when it answers.
    """

    def ready() -> None:
        begun()
        warming.append(asyncio.ensure_future(warm(site)))

    warming: list[asyncio.Task[None]] = []
    answering = server(site, hosts, token, begun=ready)
    heard: list[int] = []
    handle = answering.handle_exit

    def hear(sig: int, frame: FrameType | None) -> None:
        heard.append(sig)
        handle(sig, frame)

    answering.handle_exit = hear  # type: ignore[method-assign]
    with closing(listening):
        answering.run(sockets=[listening])
    if heard:  # the interrupt that the server raises in its turn may fall where none gets out
        signal.raise_signal(heard[0])
        raise KeyboardInterrupt


async def warm(site: Site) -> None:
    """Play what is asked first, so that it is there, and compile the kernel where it is not."""
    name = site.library.first or next(iter(site.library.entries()))
    with suppress(DetenteError, asyncio.CancelledError):
        await site.quick(View(name, paths=site.paths), "")
