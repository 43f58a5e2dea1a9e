"""One question to a server, and its answer piece by piece."""

from __future__ import annotations

import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager

import httpx

from detente.errors import InputError
from detente.events.fetch.mirror import SCHEMES
from detente.events.fetch.patience import PassingError, Patience
from detente.language.current import gettext as _
from detente.language.current import language
from detente.language.format import decimal, general, labelled
from detente.language.hints import in_their_words


class AbsentError(Exception):
    """The server says that it has no such file."""


ABSENT = {404, 410}
PASSING = {408, 425, 429}
"""Refusals that ask to be tried again, besides all 5xx."""


def new_client(patience: Patience) -> httpx.Client:
    """Return a client that keeps its connection from one file to the next.

    Raises
    ------
    InputError
        If the environment names a proxy that cannot be used.
    """
    from detente.version import __version__

    return client_of(
        patience.timeout,
        {
            "User-Agent": f"detente/{__version__}",
            # checksums are those of the bytes as they lie on the server
            "Accept-Encoding": "identity",
        },
    )


def client_of(timeout: httpx.Timeout | float, headers: Mapping[str, str]) -> httpx.Client:
    """Return a client that follows no redirection by itself.

    Raises
    ------
    InputError
        If the environment names a proxy that cannot be used.
    """
    try:
        return httpx.Client(timeout=timeout, headers=headers, follow_redirects=False)
    except (ImportError, ValueError, httpx.InvalidURL) as error:
        raise InputError(
            _("the proxy that HTTP_PROXY, HTTPS_PROXY or ALL_PROXY names cannot be used")
            + in_their_words(error)
        ) from None


@contextmanager
def answer(
    client: httpx.Client, url: str, patience: Patience, headers: Mapping[str, str] | None = None
) -> Iterator[httpx.Response]:
    """Ask for a file and give the answer, its body still to be read.

    Parameters
    ----------
    client : httpx.Client
    url : str
    patience : Patience
    headers : mapping of str to str, optional

    Yields
    ------
    httpx.Response
        Its status is 200, 206 or 416.

    Raises
    ------
    AbsentError
        If there is no such file.
    PassingError
        If the connection or the server fails, now or while the body is read.
    InputError
        If the server refuses, or sends the request where it may not go.
    """
    try:
        response = _at_last(client, client.build_request("GET", url, headers=headers), patience)
        try:
            _judge(response, url)
            yield response
        finally:
            response.close()
    except httpx.TimeoutException:
        raise PassingError(
            _("no answer from {host} within {timeout} s").format(
                host=_host(url), timeout=general(patience.timeout)
            )
        ) from None
    except httpx.RemoteProtocolError as error:
        raise PassingError(
            _("the answer of {host} broke off").format(host=_host(url)) + in_their_words(error)
        ) from None
    except httpx.TransportError as error:
        raise PassingError(
            _("cannot reach {host}").format(host=_host(url)) + in_their_words(error)
        ) from None
    except httpx.InvalidURL as error:
        raise InputError(_("{url}: no address").format(url=url) + in_their_words(error)) from None


def _host(url: str) -> str:
    return httpx.URL(url).host


def _at_last(client: httpx.Client, request: httpx.Request, patience: Patience) -> httpx.Response:
    """Send a request and follow it wherever it is sent, within the rules."""
    first = request.url
    for _step in range(patience.redirects + 1):
        response = client.send(request, stream=True)
        if response.next_request is None:
            return response
        response.close()
        before, request = request.url, response.next_request
        if request.url.scheme not in SCHEMES:
            raise InputError(
                _("{first}: sent on to {url}, neither http nor https; refused").format(
                    first=first, url=request.url
                )
            )
        if before.scheme == "https" and request.url.scheme == "http":
            raise InputError(
                _("{first}: sent on from https to {url}, unprotected; refused").format(
                    first=first, url=request.url
                )
            )
    raise InputError(
        _("{first}: sent on more than {redirects} times; refused").format(
            first=first, redirects=patience.redirects
        )
    )


def _judge(response: httpx.Response, url: str) -> None:
    status = response.status_code
    if status in (200, 206, 416):
        return
    if status in ABSENT:
        raise AbsentError(url)
    said = _("{host} answers {status}").format(host=_host(url), status=status)
    if language() == "en":
        said = f"{said} {response.reason_phrase}".rstrip()
    if status in PASSING or status >= 500:
        wait = response.headers.get("Retry-After", "")
        raise PassingError(said, float(wait) if wait.isascii() and wait.isdigit() else 0.0)
    raise InputError(labelled(url, said))


def declared(response: httpx.Response) -> int | None:
    """Bytes of the body, if the server says how many."""
    length = response.headers.get("Content-Length", "")
    return int(length) if length.isascii() and length.isdigit() else None


def pieces(response: httpx.Response, patience: Patience) -> Iterator[bytes]:
    """Give the body as it arrives.

    Raises
    ------
    PassingError
        If too little arrives: a read that never times out, because a byte comes now and then,
        would hold up everything.
    """
    since, arrived = time.monotonic(), 0
    for piece in response.iter_raw():
        yield piece
        arrived += len(piece)
        passed = time.monotonic() - since
        if passed >= patience.timeout:
            if arrived < patience.slowest * passed:
                raise PassingError(
                    _("only {arrived} bytes came within {passed} s").format(
                        arrived=arrived, passed=decimal(passed, 0)
                    )
                )
            since, arrived = time.monotonic(), 0
