"""What stands before every page: who asks, from where, how much, for how long.

The checks, in this order: the name of the server (DNS rebinding), the site that asks (forged
requests), the token of a server that others reach, the size of a body and the time in which it
comes, and of every change a proof that it comes from a page of this server. A request whose client
goes away is cancelled. No traceback leaves: what nobody expected gets a number, under which the
server's own log has it.
"""

from __future__ import annotations

import asyncio
import hashlib
import hmac
import json
import re
import secrets
import traceback
from collections.abc import Awaitable, Callable, MutableMapping
from contextlib import suppress
from dataclasses import dataclass, field
from http.cookies import CookieError, SimpleCookie
from typing import Any
from urllib.parse import parse_qsl, urlencode

from detente.files.stderr import aside
from detente.language.current import LANGUAGES, use_language
from detente.language.current import gettext as _
from detente.web.hosts import Hosts
from detente.web.parts import first_field

Scope = MutableMapping[str, Any]
Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
App = Callable[[Scope, Receive, Send], Awaitable[None]]

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
    "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
HEADERS = {
    "content-security-policy": POLICY,
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    "referrer-policy": "same-origin",  # without it a form would come from nowhere: Origin: null
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "permissions-policy": "camera=(), geolocation=(), microphone=()",
}
SAFE = ("GET", "HEAD", "OPTIONS")
TEXTS = ("/api/drafts", "/api/read", "/edit/", "/read")
"""Addresses to which whole texts are sent."""
MOST_FIELDS = 50_000
"""Fields of a form: a long article has hundreds of proposals, each with some."""
THEMES = ("light", "dark")
YEAR = 365 * 24 * 3600
_CLIENT = re.compile(r"[A-Za-z0-9_-]{32,64}")


@dataclass(frozen=True, slots=True)
class Limits:
    """How much a request may be, and how long it may take.

    Attributes
    ----------
    body, draft : int
        Bytes of a body; of one that brings a draft.
    url : int
        Characters of path and query.
    receiving : float
        Seconds in which a body has to be there.
    taking : float
        Seconds in which a client has to take what lies ready for it.
    answering : float
        Seconds in which an answer has to be made and sent.
    streaming : float
        The same of events.
    connections : int
        At a time; more are told to come back.
    """

    body: int = 64_000
    draft: int = 16_000_000
    url: int = 64_000
    receiving: float = 20.0
    taking: float = 60.0
    answering: float = 600.0
    streaming: float = 3600.0
    connections: int = 200


class _RefusedError(Exception):
    def __init__(self, status: int, text: str) -> None:
        super().__init__(text)
        self.status = status


class _GoneError(Exception):
    """Nobody waits for an answer any more."""


def csrf_of(client: str) -> str:
    """What proves that a change comes from a page that this client was given."""
    return hmac.new(client.encode(), b"csrf", hashlib.sha256).hexdigest()


def owner_of(client: str) -> str:
    """Under what a client's drafts are kept; its cookie cannot be had from it."""
    return hashlib.sha256(client.encode()).hexdigest()


@dataclass(slots=True)
class _Session:
    """What a request's cookies say, and what is to be set."""

    client: str
    language: str
    theme: str
    set: dict[str, tuple[str, bool]] = field(default_factory=dict)
    """Cookie → (value, whether scripts may not read it)"""


class Guard:
    """Middleware around the whole application.

    Parameters
    ----------
    app : callable
        ASGI.
    hosts : Hosts
    token : str or None
        Without which nothing is answered; None asks for none.
    limits : Limits
    log : callable, optional
        Takes the traceback of what nobody expected; standard error by default.
    """

    def __init__(
        self,
        app: App,
        hosts: Hosts,
        token: str | None = None,
        limits: Limits | None = None,
        log: Callable[[str], None] | None = None,
    ) -> None:
        self.app = app
        self.hosts = hosts
        self.token = token
        self.limits = limits or Limits()
        self.log = log or aside
        self._prefix = f"detente-{hosts.port}-"

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request, or let the application do so."""
        if scope["type"] == "lifespan":
            await self.app(scope, receive, send)
            return
        if scope["type"] != "http":
            return
        headers = _headers(scope)
        session = self._session(scope, headers)
        begun = False

        async def sent(message: Message) -> None:
            nonlocal begun
            if message["type"] == "http.response.start":
                begun = True
                message = {**message, "headers": self._with(message["headers"], session)}
            await send(message)

        with use_language(session.language):
            api = scope["path"].startswith(("/api/", "/events/"))
            try:
                await self._guarded(scope, headers, session, receive, sent)
            except _RefusedError as error:
                if not begun:
                    await _answer(sent, error.status, str(error), api=api)
            except _GoneError:
                return
            except Exception:
                number = secrets.token_hex(4)
                self.log(f"{number}\n{traceback.format_exc()}")
                if not begun:
                    text = _("something went wrong here; the server's log has it under {number}")
                    await _answer(sent, 500, text.format(number=number), api=api)

    async def _guarded(
        self,
        scope: Scope,
        headers: dict[str, str],
        session: _Session,
        receive: Receive,
        send: Send,
    ) -> None:
        if not self.hosts.knows(headers.get("host", "")):
            raise _RefusedError(421, _("this server does not answer to that name"))
        if len(scope["raw_path"]) + len(scope["query_string"]) > self.limits.url:
            raise _RefusedError(414, _("the address is too long"))
        if self._comes_from_elsewhere(scope, headers):
            if _is_navigation(scope, headers):
                await _again(send, scope)
                return
            raise _RefusedError(403, _("another site asks this; open the page itself"))
        if self.token is not None and not await self._entered(scope, headers, session, send):
            return
        session.set.setdefault("client", (session.client, True))
        body = await self._body(scope, headers, receive)
        if scope["method"] not in SAFE:
            self._check_proof(headers, body, session.client)
        state = scope.setdefault("state", {})
        state.update(
            client=session.client,
            csrf=csrf_of(session.client),
            language=session.language,
            theme=session.theme,
            set=session.set,
        )
        await self._attended(scope, body, receive, send)

    def _session(self, scope: Scope, headers: dict[str, str]) -> _Session:
        cookies: SimpleCookie = SimpleCookie()
        with suppress(CookieError):
            cookies.load(headers.get("cookie", ""))

        def cookie(name: str) -> str:
            found = cookies.get(self._prefix + name)
            return "" if found is None else found.value

        client, language, theme = cookie("client"), cookie("language"), cookie("theme")
        known = _CLIENT.fullmatch(client) is not None
        session = _Session(
            client if known else secrets.token_urlsafe(24),
            language if language in LANGUAGES else _accepted(headers.get("accept-language", "")),
            theme if theme in THEMES else "",
        )
        asked = dict(parse_qsl(scope["query_string"].decode("latin-1")[:10_000])).get("lang")
        if asked in LANGUAGES and asked != language:
            session.language = asked
            session.set["language"] = (asked, False)
        return session

    def _comes_from_elsewhere(self, scope: Scope, headers: dict[str, str]) -> bool:
        """Whether a page of another site has a browser ask this."""
        origin = headers.get("origin")
        if origin is not None and origin != f"{scope['scheme']}://{headers['host']}":
            return True
        return headers.get("sec-fetch-site", "none") not in ("same-origin", "none")

    async def _entered(
        self, scope: Scope, headers: dict[str, str], session: _Session, send: Send
    ) -> bool:
        """Whether the token was shown; one in the address becomes a cookie, and goes from there."""
        assert self.token is not None
        kept = hmac.new(self.token.encode(), b"cookie", hashlib.sha256).hexdigest()
        pairs = parse_qsl(scope["query_string"].decode("latin-1"), keep_blank_values=True)
        shown = [value for key, value in pairs if key == "token"]
        if shown and scope["method"] == "GET":
            if not _same(shown[0], self.token):
                raise _RefusedError(401, _("this is not the token of this server"))
            session.set["token"] = (kept, True)
            rest = urlencode([pair for pair in pairs if pair[0] != "token"])
            path = scope["raw_path"].decode("latin-1")
            path = "/" + path.lstrip("/\\")  # never the address of another server
            await _redirect(send, f"{path}?{rest}" if rest else path)
            return False
        bearer = headers.get("authorization", "")
        if bearer.startswith("Bearer ") and _same(bearer.removeprefix("Bearer "), self.token):
            return True
        cookies: SimpleCookie = SimpleCookie()
        with suppress(CookieError):
            cookies.load(headers.get("cookie", ""))
        found = cookies.get(f"{self._prefix}token")
        if found is not None and _same(found.value, kept):
            return True
        raise _RefusedError(
            401, _("this server asks for its token: open the address that it printed at its start")
        )

    async def _body(self, scope: Scope, headers: dict[str, str], receive: Receive) -> bytes:
        """The whole body, or an error as soon as it is too large or too slow."""
        most = self.limits.body
        if scope["path"].startswith(TEXTS) and scope["method"] not in SAFE:
            most = self.limits.draft
        too_large = _RefusedError(413, _("more than {n} bytes are sent").format(n=most))
        length = headers.get("content-length", "0")
        if length.isdigit() and int(length) > most:
            raise too_large
        found = bytearray()
        try:
            async with asyncio.timeout(self.limits.receiving):
                while True:
                    message = await receive()
                    if message["type"] == "http.disconnect":
                        raise _GoneError
                    found += message.get("body", b"")
                    if len(found) > most:
                        raise too_large
                    if not message.get("more_body", False):
                        return bytes(found)
        except TimeoutError:
            raise _RefusedError(408, _("what is sent comes too slowly")) from None

    def _check_proof(self, headers: dict[str, str], body: bytes, client: str) -> None:
        """Refuse a change that no page of this server, nor a script that read one, has sent."""
        shown = headers.get("x-csrf-token", "")
        kind = headers.get("content-type", "").partition(";")[0].strip().lower()
        if not shown and kind == "application/x-www-form-urlencoded":
            with suppress(ValueError):
                fields = parse_qsl(body.decode("utf-8", "replace"), max_num_fields=MOST_FIELDS)
                shown = dict(fields).get("csrf", "")
        if not shown and kind == "multipart/form-data":
            shown = first_field(headers["content-type"], body, "csrf")
        if not _same(shown, csrf_of(client)):
            raise _RefusedError(
                403, _("the page is too old, or not of this server; load it again and repeat this")
            )

    async def _attended(self, scope: Scope, body: bytes, receive: Receive, send: Send) -> None:
        """Run the application while the client is there, and as long as it may take."""
        given = False

        async def replay() -> Message:
            nonlocal given
            if not given:
                given = True
                return {"type": "http.request", "body": body, "more_body": False}
            forever: asyncio.Future[Message] = asyncio.get_running_loop().create_future()
            return await forever  # ended by a cancellation

        streaming = scope["path"].startswith("/events/")
        limit = self.limits.streaming if streaming else self.limits.answering
        task = asyncio.ensure_future(self.app(scope, replay, send))
        gone = asyncio.ensure_future(_gone(receive))
        try:
            done, _pending = await asyncio.wait(
                {task, gone}, timeout=limit, return_when=asyncio.FIRST_COMPLETED
            )
            if task in done:
                task.result()
            elif not done:
                raise _RefusedError(503, _("this takes too long; ask for less"))
        finally:
            for each in (task, gone):
                each.cancel()
            await asyncio.gather(task, gone, return_exceptions=True)

    def _with(
        self, headers: list[tuple[bytes, bytes]], session: _Session
    ) -> list[tuple[bytes, bytes]]:
        there = {name.lower() for name, _value in headers}
        more = [
            (name.encode(), value.encode())
            for name, value in HEADERS.items()
            if name.encode() not in there
        ]
        if b"cache-control" not in there:
            more.append((b"cache-control", b"private, no-cache"))
        for name, (value, hidden) in session.set.items():
            flags = "; HttpOnly" if hidden else ""
            cookie = f"{self._prefix}{name}={value}; Path=/; Max-Age={YEAR}; SameSite=Strict{flags}"
            more.append((b"set-cookie", cookie.encode()))
        return [*headers, *more]


async def _gone(receive: Receive) -> None:
    while (await receive())["type"] != "http.disconnect":
        pass


def _headers(scope: Scope) -> dict[str, str]:
    """Headers by name; one that comes twice counts as none where it matters."""
    found: dict[str, str] = {}
    for raw, value in scope["headers"]:
        name = raw.decode("latin-1").lower()
        text = value.decode("latin-1")
        found[name] = f"{found[name]}, {text}" if name in found else text
    return found


def _same(shown: str, right: str) -> bool:
    return hmac.compare_digest(shown.encode(), right.encode())


def _accepted(header: str) -> str:
    """The language that a browser likes best among those that there are."""
    best, most = LANGUAGES[0], 0.0
    for part in header[:500].split(","):
        name, _semicolon, weight = part.strip().partition(";q=")
        try:
            liked = float(weight) if weight else 1.0
        except ValueError:
            continue
        code = name.strip().lower().partition("-")[0]
        if code in LANGUAGES and liked > most:
            best, most = code, liked
    return best


def _is_navigation(scope: Scope, headers: dict[str, str]) -> bool:
    """Whether a person follows a link to a page."""
    return (
        scope["method"] == "GET"
        and "origin" not in headers
        and headers.get("sec-fetch-mode") == "navigate"
        and headers.get("sec-fetch-dest") == "document"
    )


async def _again(send: Send, scope: Scope) -> None:
    """A page that asks for itself: what a link elsewhere opens has no cookies, what it asks has."""
    link = "/" + scope["raw_path"].decode("latin-1").lstrip("/\\")
    query = scope["query_string"].decode("latin-1")
    target = _escaped(f"{link}?{query}" if query else link)
    words = _escaped(_("Open the page"))
    page = (
        f'<!doctype html><meta charset="utf-8"><meta http-equiv="refresh" content="0;url={target}">'
        f'<title>Détente</title><p><a href="{target}">{words}</a></p>'
    )
    await _send(send, 200, page, "text/html; charset=utf-8")


def _escaped(text: str) -> str:
    from markupsafe import escape

    return str(escape(text))


async def _redirect(send: Send, target: str) -> None:
    await send(
        {
            "type": "http.response.start",
            "status": 303,
            "headers": [(b"location", target.encode("latin-1")), (b"content-length", b"0")],
        }
    )
    await send({"type": "http.response.body", "body": b""})


async def _answer(send: Send, status: int, text: str, *, api: bool) -> None:
    """Say what is wrong: as JSON to a program, as a line of text to a person."""
    if api:
        content = json.dumps({"error": text, "where": None}, ensure_ascii=False)
        await _send(send, status, content, "application/json")
    else:
        await _send(send, status, f"{text}\n", "text/plain; charset=utf-8")


async def _send(send: Send, status: int, text: str, kind: str) -> None:
    body = text.encode()
    headers = [(b"content-type", kind.encode()), (b"content-length", str(len(body)).encode())]
    if status in (408, 413):
        headers.append((b"connection", b"close"))
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": body})
