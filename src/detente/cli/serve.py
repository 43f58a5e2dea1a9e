"""`detente serve`: the brief in the browser."""

from __future__ import annotations

import contextvars
import threading
from typing import TYPE_CHECKING, Annotated

import typer

from detente.cli.options import Language, Store
from detente.cli.printing import printed, tell
from detente.errors import InputError
from detente.language.current import gettext as _
from detente.language.current import language as language_in_force
from detente.language.current import use_language

if TYPE_CHECKING:
    from rich.console import Console


def serve(
    scenario: Annotated[
        list[str] | None,
        typer.Argument(
            help="Scenario folders, folders that hold such, or ids of built-in ones.",
            show_default=False,
        ),
    ] = None,
    port: Annotated[int, typer.Option(help="Port of the address.")] = 8080,
    no_browser: Annotated[
        bool, typer.Option("--no-browser", help="Print the address, and open no browser.")
    ] = False,
    host: Annotated[
        str,
        typer.Option(
            metavar="ADDRESS", help="Address to bind to; others than this machine need a token."
        ),
    ] = "127.0.0.1",
    token: Annotated[
        str | None,
        typer.Option(
            metavar="TEXT",
            help="Secret that a browser has to show.",
            show_default="a new one, where others reach the address",
        ),
    ] = None,
    paths: Annotated[
        int, typer.Option(help="Number of futures, where a page says nothing of it.")
    ] = 10_000,
    store: Store = None,
    language: Language = "en",
) -> None:
    """Serve the brief in the browser: switch a claim, see the futures move."""
    from detente.web.hosts import Hosts
    from detente.web.library import Library
    from detente.web.serving import address, bound, check_token, new_token
    from detente.web.serving import serve as answer
    from detente.web.start import first_path, site_of

    if not 1 <= port <= 65_535:
        raise InputError(_("--port {port}: give a number from 1 to 65535").format(port=port))
    check_token(token)
    library = Library(scenario or (), store)
    site = site_of(library, paths)
    listening = bound(host, port)
    hosts = Hosts(host.lower(), port)
    secret = new_token(hosts, token)
    where = address(hosts, secret, first_path(library))

    def begun() -> None:
        printed(lambda console: started(console, where, hosts.open))
        if not no_browser:
            import webbrowser

            # some browsers are waited for
            threading.Thread(target=webbrowser.open, args=(where,), daemon=True).start()

    spoken = language_in_force()

    def run() -> None:
        with use_language(spoken):
            answer(site, listening, hosts, secret, begun)

    contextvars.Context().run(run)


def started(console: Console, where: str, open_to_others: bool) -> None:
    """Say where the pages are, and how to end this."""
    from detente.kernel.cache import is_compiled

    tell(console, _("Détente answers at {address}").format(address=where))
    if open_to_others:
        tell(
            console,
            _("Whoever has this address with its token sees the pages; they are not encrypted."),
        )
    tell(console, _("Stop it with Ctrl-C."))
    if not is_compiled():
        text = _("First run: compiling the kernel, once (ten to thirty seconds) …")
        console.print(text, style="dim")
