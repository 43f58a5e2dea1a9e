"""What a question to a server may lead to."""

from __future__ import annotations

import httpx
import pytest

from detente.errors import InputError
from detente.events.fetch.connection import answer, new_client, pieces
from detente.events.fetch.patience import PassingError, Patience


def test_a_body_in_pieces_is_all_of_it() -> None:
    response = httpx.Response(200, content=iter([b"one", b"two"]))
    assert b"".join(pieces(response, Patience())) == b"onetwo"


def test_protection_is_not_given_up_on_the_way() -> None:
    def elsewhere(request: httpx.Request) -> httpx.Response:
        if request.url.scheme == "http":
            return httpx.Response(301, headers={"Location": "https://host/protected"})
        return httpx.Response(301, headers={"Location": "http://host/unprotected"})

    with (
        httpx.Client(transport=httpx.MockTransport(elsewhere)) as client,
        pytest.raises(InputError, match=r"sent on from https to http://host/unprotected"),
        answer(client, "http://host/first", Patience()),
    ):
        pass


def test_an_address_that_is_none() -> None:
    with (
        httpx.Client() as client,
        pytest.raises(InputError, match="no address"),
        answer(client, "http://host/\0", Patience()),
    ):
        pass


def test_an_answer_that_is_no_http() -> None:
    def broken(request: httpx.Request) -> httpx.Response:
        raise httpx.RemoteProtocolError("illegal status line")

    with (
        httpx.Client(transport=httpx.MockTransport(broken)) as client,
        pytest.raises(PassingError, match=r"answer of host broke off .illegal"),
        answer(client, "http://host/", Patience()),
    ):
        pass


def test_a_proxy_that_cannot_be_used(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ALL_PROXY", "gopher://proxy:1")
    with pytest.raises(InputError, match=r"^the proxy that HTTP_PROXY, .* cannot be used"):
        new_client(Patience())


def test_the_program_says_who_it_is() -> None:
    with new_client(Patience()) as client:
        assert client.headers["User-Agent"].startswith("detente/")
        assert client.headers["Accept-Encoding"] == "identity"
