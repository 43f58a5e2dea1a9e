"""A server begins with its address and ends at once when it is asked to."""

from __future__ import annotations

import signal
import socket
import sys
from pathlib import Path

import httpx
import pytest

from detente.web.hosts import Hosts
from detente.web.serving import bound, check_token, new_token
from tests.forms import only_whole
from tests.web.servers import command, free_port, get


@pytest.mark.parametrize("asked", [signal.SIGINT, pytest.param(signal.SIGTERM, marks=only_whole)])
def test_it_ends_amid_a_play(tmp_path: Path, asked: signal.Signals) -> None:
    with command(tmp_path, "--port", str(free_port()), "--paths", "50") as process:
        assert process.stdout is not None
        assert process.stderr is not None
        where = process.stdout.readline().split()[-1]
        assert where.endswith("/play/toy")
        address = where.removesuffix("/play/toy")
        events = f"{address}/events/toy?paths=100000"
        with httpx.stream("GET", events, timeout=None, trust_env=False) as answer:
            text = ""
            for part in answer.iter_text():
                text += part
                if '"done": 256' in text or text.count("event: progress") > 2:
                    process.send_signal(asked)
        assert "event: ready" not in text  # it was amid it
        assert process.wait() == 128 + asked
        assert process.stderr.read().splitlines() == ["interrupted"]


@pytest.mark.parametrize(
    ("options", "said"),
    [
        ((), "port {port} is in use; name another with --port, such as --port {other}"),
        (("--port", "0"), "--port 0: give a number from 1 to 65535"),
        (("--host", "203.0.113.7"), "no address of this machine"),
        (("--host", "nowhere.invalid"), "no address of this machine"),
        (("--token", "short"), "--token: give at least 16 letters"),
        (("--paths", "0"), "give a number from 1 to"),
        (("nothing",), "no scenario folder 'nothing'"),
    ],
)
def test_what_cannot_be_served_is_one_line(
    options: tuple[str, ...],
    said: str,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    from detente.cli.entry import main

    with bound("127.0.0.1", 0) as taken:
        number = taken.getsockname()[1]
        port = () if "--port" in options else ("--port", str(number))
        monkeypatch.setattr(sys, "argv", ["detente", "serve", "--no-browser", *port, *options])
        with pytest.raises(SystemExit) as end:
            main()
    assert end.value.code == 2
    (line,) = capsys.readouterr().err.splitlines()
    assert said.format(port=number, other=number + 1) in line


def test_a_token_is_asked_for_where_others_reach_the_address() -> None:
    assert new_token(Hosts("127.0.0.1", 8080), None) is None
    assert new_token(Hosts("localhost", 8080), None) is None
    assert new_token(Hosts("127.0.0.1", 8080), "a-token-of-ones-own") == "a-token-of-ones-own"
    one, other = (new_token(Hosts("0.0.0.0", 8080), None) for _ in range(2))
    assert one is not None
    assert other is not None
    assert one != other
    check_token(one)
    assert len(one) >= 22  # 128 bits and more


@only_whole
def test_another_address_prints_its_token(tmp_path: Path) -> None:
    with command(tmp_path, "--host", "0.0.0.0", "--port", str(free_port())) as process:
        assert process.stdout is not None
        where = process.stdout.readline().split()[-1]
        assert f"http://{socket.gethostname()}:" in where
        assert "?token=" in where
        assert "not encrypted" in process.stdout.readline()
        local = where.replace(socket.gethostname(), "127.0.0.1")
        plain = local.partition("?")[0]
        assert get(plain).status_code == 401
        assert get(local).status_code == 303
