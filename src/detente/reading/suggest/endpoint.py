"""An OpenAI-compatible endpoint: one question, one answer, within bounds."""

from __future__ import annotations

import ipaddress
import json
import os
import time
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import httpx

from detente.errors import InputError
from detente.events.fetch.connection import PASSING, client_of
from detente.language.current import gettext as _
from detente.language.hints import in_their_words
from detente.reading.suggest.question import Question

KEY = "DETENTE_MODEL_KEY"
"""Environment variable with the endpoint's key, if it wants one."""

LARGEST = 500_000
"""Bytes of an answer; what is longer is no answer."""

TRIES = 3
LONGEST_WAIT = 30.0
"""Seconds between two tries, whatever the server asks for."""

FORMS = ("json_schema", "json_object", "")
"""How the answer's form is asked for, the strictest first; a server may know the last alone."""


@dataclass(frozen=True, slots=True)
class Patience:
    """How long an answer is waited for, and how long between tries: seconds."""

    answer: float = 120.0
    between: float = 1.0


class NoAnswerError(Exception):
    """A question that got no answer; the next one may."""


class Endpoint:
    """Where questions are sent.

    Parameters
    ----------
    url : str
        Such as ``http://127.0.0.1:11434/v1``; the path of chat completions is added.
    model : str
        The model's name there.
    patience : Patience, optional

    Raises
    ------
    InputError
        If the address is none, or would send the text unprotected across a network.
    """

    def __init__(self, url: str, model: str, patience: Patience | None = None) -> None:
        self.model = model
        self._url = _checked(url)
        self._patience = patience or Patience()
        self._form = 0
        key = os.environ.get(KEY, "").strip()
        if not key.isprintable() or not key.isascii():
            raise InputError(_("{name}: no key; it is one line of ASCII").format(name=KEY))
        self._client = client_of(
            httpx.Timeout(self._patience.answer, connect=10.0),
            {"Authorization": f"Bearer {key}"} if key else {},
        )

    @property
    def host(self) -> str:
        """Name of the server."""
        return self._url.host

    @property
    def address(self) -> str:
        """The whole address, with which answers are kept."""
        return str(self._url)

    def ask(self, question: Question) -> str:
        """The model's answer, as text.

        Raises
        ------
        NoAnswerError
            If it fails for this question after some tries, or the model refuses it.
        InputError
            If the endpoint refuses altogether: it is not there, or wants another key or model.
        """
        why = ""
        for attempt in range(TRIES):
            if attempt:
                time.sleep(min(self._patience.between * 2 ** (attempt - 1), LONGEST_WAIT))
            try:
                status, body, wait = self._post(question)
            except httpx.TimeoutException:
                why = _("no answer in time")
                continue
            except httpx.ConnectError as error:
                raise InputError(
                    _("--model: cannot reach {host}").format(host=self.host) + in_their_words(error)
                ) from None
            except httpx.TransportError as error:
                why = _("the answer broke off") + in_their_words(error)
                continue
            if status == 200:
                return _content(body)
            if status in (400, 404, 415, 422) and b"response_format" in body and self._looser():
                return self.ask(question)
            if status in PASSING or status >= 500:
                why = _("the server says {status}").format(status=status)
                time.sleep(min(wait, LONGEST_WAIT))
                continue
            raise InputError(self._refused(status))
        raise NoAnswerError(why)

    def _looser(self) -> bool:
        """Ask for a less strict form from now on; whether there is one."""
        self._form += 1
        return self._form < len(FORMS)

    def _refused(self, status: int) -> str:
        if status in (401, 403):
            return _("--model: {host} wants another key ({status}); set {name}").format(
                host=self.host, status=status, name=KEY
            )
        if status == 404:
            return _("--model: {host} has no such path or model ({status})").format(
                host=self.host, status=status
            )
        if 300 <= status < 400:
            return _("--model: {host} sends the text elsewhere ({status}); name that URL").format(
                host=self.host, status=status
            )
        return _("--model: {host} refuses ({status})").format(host=self.host, status=status)

    def _post(self, question: Question) -> tuple[int, bytes, float]:
        """Status, body and the seconds to wait that the server asks for."""
        with self._client.stream("POST", self._url, json=self._body(question)) as response:
            body = bytearray()
            for piece in response.iter_bytes():
                body += piece
                if len(body) > LARGEST:
                    raise NoAnswerError(_("the answer has no end"))
            after = response.headers.get("Retry-After", "")
            return response.status_code, bytes(body), float(after) if after.isdecimal() else 0.0

    def _body(self, question: Question) -> Mapping[str, Any]:
        body: dict[str, Any] = {
            "model": self.model,
            "temperature": 0,
            "seed": 1,
            "max_tokens": 1000,
            "messages": [
                {"role": "system", "content": question.system},
                {"role": "user", "content": question.user},
            ],
        }
        form = FORMS[min(self._form, len(FORMS) - 1)]
        if form == "json_schema":
            given = {"name": "proposals", "strict": True, "schema": question.schema}
            body["response_format"] = {"type": form, "json_schema": given}
        elif form:
            body["response_format"] = {"type": form}
        return body

    def close(self) -> None:
        """Close the connection."""
        self._client.close()


def _content(body: bytes) -> str:
    """The text of the first choice of an answer.

    Raises
    ------
    NoAnswerError
        If there is none, or the model refuses.
    """
    try:
        message = json.loads(body)["choices"][0]["message"]
        content = message.get("content")
    except (ValueError, LookupError, TypeError, AttributeError, RecursionError):
        raise NoAnswerError(_("the answer is no chat completion")) from None
    if message.get("refusal") or not isinstance(content, str):
        raise NoAnswerError(_("the model refuses"))
    return content


def _checked(url: str) -> httpx.URL:
    """The address of chat completions, if text may be sent there."""
    try:
        found = httpx.URL(url)
    except (httpx.InvalidURL, TypeError) as error:
        raise InputError(
            _("--model {url}: no address").format(url=url) + in_their_words(error)
        ) from None
    if found.scheme not in ("http", "https") or not found.host:
        raise InputError(
            _("--model {url}: write a URL such as http://127.0.0.1:11434/v1").format(url=url)
        )
    if found.userinfo:
        raise InputError(_("--model: a key does not go into the URL; set {name}").format(name=KEY))
    if found.scheme == "http" and not _is_near(found.host):
        raise InputError(
            _("--model {url}: the text would go unprotected across the network; use https").format(
                url=url
            )
        )
    path = found.path.rstrip("/")
    if not path.endswith("/chat/completions"):
        path = f"{path or '/v1'}/chat/completions"
    return found.copy_with(path=path, query=None, fragment=None)


def _is_near(host: str) -> bool:
    """Whether a host is this machine, or one of a private network by its address."""
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host.strip("[]")).is_private
    except ValueError:
        return False
