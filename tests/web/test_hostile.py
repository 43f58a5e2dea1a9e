"""What others may try: each is refused in one line, and the server goes on."""

from __future__ import annotations

import socket
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from shutil import copytree
from urllib.parse import urlsplit

import httpx
import pytest
import uvicorn

from detente.errors import ScenarioError
from detente.web.drafts import Drafts
from detente.web.guard import HEADERS, Limits
from detente.web.hosts import Hosts
from detente.web.library import Library, UnknownError
from detente.web.saved import DRAFT
from detente.web.serving import address as address_of
from tests.web.servers import TOY, bare, client, get, running, toy_site

SCRIPT = "<script>alert(1)</script>"
EVIL = "http://evil.example"


def raw(address: str, sent: bytes) -> bytes:
    """What is answered to bytes as they are, until the server closes; it may do so at once."""
    split = urlsplit(address)
    assert split.hostname is not None
    assert split.port is not None
    found = bytearray()
    with (
        socket.create_connection((split.hostname, split.port)) as made,
        suppress(ConnectionResetError, BrokenPipeError),
    ):
        made.sendall(sent)
        while part := made.recv(65_536):
            found += part
    return bytes(found)


def still_there(address: str) -> None:
    assert get(f"{address}/api/scenarios").status_code == 200


# names and sites


@pytest.mark.parametrize(
    "host", ["evil.example", "evil.example:{port}", "127.0.0.1", "127.0.0.1:1", "localhost:x", ""]
)
def test_another_name_is_not_answered(address: str, host: str) -> None:
    """DNS rebinding: the page of another site has its name point here."""
    port = urlsplit(address).port
    named = host.format(port=port)
    answer = get(f"{address}/api/scenarios", headers={"Host": named})
    assert answer.status_code == 421
    assert "scenarios" not in answer.text


@pytest.mark.parametrize(
    ("host", "header", "known"),
    [
        ("127.0.0.1", "localhost:8080", True),
        ("127.0.0.1", "LOCALHOST:8080", True),
        ("127.0.0.1", "[::1]:8080", True),
        ("127.0.0.1", "10.0.0.1:8080", False),
        ("127.0.0.1", "127.0.0.1.evil.example:8080", False),
        ("127.0.0.1", "localhost.evil.example:8080", False),
        ("0.0.0.0", "10.0.0.1:8080", True),  # an address in digits is no name that points here
        ("0.0.0.0", "evil.example:8080", False),
        ("0.0.0.0", f"{socket.gethostname()}:8080", True),
        ("0.0.0.0", "10.0.0.1:9", False),
    ],
)
def test_which_names_are_known(host: str, header: str, known: bool) -> None:
    assert Hosts(host, 8080).knows(header) is known


@pytest.mark.parametrize(
    "headers",
    [
        {"Origin": EVIL},
        {"Origin": "null"},
        {"Origin": "http://127.0.0.1:1"},
        {"Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "no-cors", "Sec-Fetch-Dest": "image"},
        {"Sec-Fetch-Site": "same-site", "Sec-Fetch-Mode": "cors", "Sec-Fetch-Dest": "empty"},
    ],
)
def test_no_other_site_has_anything_answered(web: httpx.Client, headers: dict[str, str]) -> None:
    assert web.get("/api/scenarios", headers=headers).status_code == 403
    change = {"scenario": "toy"}
    assert web.post("/api/drafts", headers=headers, json=change).status_code == 403
    assert web.get("/api/drafts").json() == []


def test_a_link_from_elsewhere_opens_the_page_again(web: httpx.Client) -> None:
    """A person who follows a link brings no cookies at first; the page asks for itself once."""
    headers = {
        "Sec-Fetch-Site": "cross-site",
        "Sec-Fetch-Mode": "navigate",
        "Sec-Fetch-Dest": "document",
    }
    answer = web.get('/play/toy?seen=%22%3E%3Cscript%3E&x="><script>', headers=headers)
    assert answer.status_code == 200
    assert "<script" not in answer.text
    assert 'http-equiv="refresh" content="0;url=/play/toy?' in answer.text
    assert "set-cookie" not in answer.headers  # which would take the place of a client's own
    for path in ("//evil.example/x", "/\\evil.example"):
        found = web.get(httpx.URL(str(web.base_url), raw_path=path.encode()), headers=headers)
        assert "url=/evil.example" in found.text


@pytest.mark.parametrize("proof", [None, "", "0" * 64])
def test_a_change_needs_its_proof(address: str, proof: str | None) -> None:
    with bare(address) as web:
        web.get("/api/session")
        headers = {} if proof is None else {"X-CSRF-Token": proof}
        for kind in ("application/json", "text/plain", "application/x-www-form-urlencoded"):
            answer = web.post(
                "/api/drafts",
                headers={**headers, "Content-Type": kind},
                content=b'{"scenario": "toy"}',
            )
            assert answer.status_code == 403
        assert web.get("/api/drafts").json() == []


def test_the_proof_of_one_client_is_none_of_another(address: str) -> None:
    with client(address) as one, client(address) as other:
        answer = one.post(
            "/api/drafts",
            headers={"X-CSRF-Token": other.headers["X-CSRF-Token"]},
            json={"scenario": "toy"},
        )
        assert answer.status_code == 403


# a server that others reach


def test_a_token_is_shown_once_and_then_kept_in_a_cookie(tmp_path: Path) -> None:
    token = "abcdefghijklmnop"
    with running(toy_site(tmp_path), token=token) as address:
        with bare(address) as web:
            assert web.get("/api/scenarios").status_code == 401
            assert web.get("/api/scenarios?token=abcdefghijklmnoq").status_code == 401
            answer = web.get("/play/toy?seed=3&token=abcdefghijklmnop&lang=fr")
            assert answer.status_code == 303
            assert answer.headers["location"] == "/play/toy?seed=3&lang=fr"
            cookie = answer.headers["set-cookie"]
            assert "HttpOnly" in cookie
            assert "SameSite=Strict" in cookie
            assert token not in cookie
            assert web.get("/api/scenarios").status_code == 200
        with bare(address) as other:
            bearer = {"Authorization": f"Bearer {token}"}
            assert other.get("/api/scenarios").status_code == 401
            assert other.get("/api/scenarios", headers=bearer).status_code == 200
            found = other.get(
                httpx.URL(address, raw_path=b"//evil.example/?token=" + token.encode())
            )
            assert found.headers["location"] == "/evil.example/"


def test_the_address_that_is_printed_has_the_token() -> None:
    assert address_of(Hosts("127.0.0.1", 8080), None) == "http://127.0.0.1:8080/"
    assert address_of(Hosts("::1", 80), "t", "/play/x") == "http://[::1]/play/x?token=t"
    assert address_of(Hosts("0.0.0.0", 1), "t") == f"http://{socket.gethostname()}:1/?token=t"


# files


@pytest.mark.parametrize(
    "path",
    [
        b"/static/../app.py",
        b"/static/..%2fapp.py",
        b"/static/%2e%2e/%2e%2e/etc/passwd",
        b"/static/..%5capp.py",
        b"/static//etc/passwd",
        b"/static/page.css%00.js",
        b"/play/..%2f..%2fetc",
        b"/api/scenarios/..%2ftoy",
        b"/api/scenarios/%2e%2e/check",
        b"/api/scenarios/toy%2f..%2ftoy/check",
        b"/../../../../etc/passwd",
    ],
)
def test_no_path_leads_out(address: str, path: bytes) -> None:
    found = get(httpx.URL(address, raw_path=path))
    assert found.status_code in (400, 404)
    assert "root:" not in found.text
    assert "import" not in found.text


def test_no_link_leads_out_of_a_scenario(tmp_path: Path) -> None:
    secret = tmp_path / "secret.md"
    secret.write_text("a secret")
    copytree(TOY, tmp_path / "shelf" / "linked")
    (tmp_path / "shelf" / "linked" / "brief.md").unlink()
    (tmp_path / "shelf" / "linked" / "brief.md").symlink_to(secret)
    (tmp_path / "shelf" / "elsewhere").symlink_to(TOY)
    library = Library([tmp_path / "shelf"])
    with pytest.raises(ScenarioError, match="a link that leaves the folder"):
        library.scenario("linked")
    with pytest.raises(UnknownError):
        library.scenario("elsewhere")
    with pytest.raises(UnknownError):
        library.scenario("../secret")


def broken(shelf: Path) -> list[str]:
    """Scenarios on a shelf of which each cannot be used for another reason."""

    def one(name: str, change: Callable[[Path], object]) -> str:
        change(copytree(TOY, shelf / name) / "scenario.toml")
        return name

    def put(file: Path, old: str, new: str) -> None:
        text = file.read_text(encoding="utf-8")
        assert old in text
        file.write_text(text.replace(old, new, 1), encoding="utf-8")

    return [
        one("unread", lambda file: file.write_bytes(b"\xff\xfe")),
        one("unwritten", lambda file: file.write_text("title = ")),
        one("wrong", lambda file: put(file, "credence = 0.6", "credence = 60")),
        one("without-brief", lambda file: file.with_name("brief.md").unlink()),
        one("linked", lambda file: file.with_name("more.md").symlink_to("/etc/passwd")),
    ]


def test_an_error_names_files_within_their_scenario_alone(tmp_path: Path) -> None:
    names = broken(tmp_path / "shelf")
    site = toy_site(tmp_path)
    site.library = Library([tmp_path / "shelf"], str(tmp_path / "record"))
    told = []
    with running(site) as address, client(address) as web:
        for name in names:
            told += [
                web.get(f"{page}/{name}")
                for page in ("/play", "/explain", "/compare", "/edit", "/events", "/api/scenarios")
            ]
            told += [
                web.get(f"/api/scenarios/{name}/{what}") for what in ("answer", "check", "watch")
            ]
        wrong = web.get("/api/scenarios/wrong/check").json()
        assert wrong["locations"][0]["file"] == "scenario.toml"
        assert wrong["faults"][0].startswith("scenario.toml, line ")
        told += [web.get("/"), web.get("/api/scenarios"), web.get("/relations?a=USA&b=RUS")]
        told.append(web.post("/api/scenarios", json={"name": "new", "actors": ["USA", "Atlantis"]}))
        draft = web.post("/api/drafts", json={"scenario": "wrong", "name": "mine"}).json()["id"]
        found = web.get(f"/api/drafts/{draft}/check").json()
        assert (found["faults"], found["locations"]) == (wrong["faults"], wrong["locations"])
        told.append(web.post(f"/api/drafts/{draft}/save", json={"name": "mine"}))
        assert told[-1].json()["error"] == wrong["faults"][0]
        site.drafts = Drafts(tmp_path)
        told.append(web.get("/api/drafts"))
    assert {each.status_code for each in told} >= {200, 400}
    assert not [each.text for each in told if str(tmp_path) in each.text or DRAFT in each.text]


# amounts and times


@pytest.fixture
def strict(tmp_path: Path) -> Iterator[str]:
    limits = Limits(body=1_000, draft=2_000, url=2_000, receiving=0.3, connections=8)
    with running(toy_site(tmp_path), limits=limits) as address:
        yield address


def test_a_large_body_is_refused_before_it_is_there(strict: str) -> None:
    head = f"POST /play/toy HTTP/1.1\r\nHost: {urlsplit(strict).netloc}\r\n"
    assert b" 413 " in raw(strict, f"{head}Content-Length: 100000000000\r\n\r\n".encode())
    part = b"ff\r\n" + b"x" * 255 + b"\r\n"  # of a body that has no end
    assert b" 413 " in raw(strict, f"{head}Transfer-Encoding: chunked\r\n\r\n".encode() + part * 4)
    still_there(strict)


def test_a_long_address_is_refused(strict: str) -> None:
    answer = get(f"{strict}/play/toy?seen={'x' * 3_000}")
    assert answer.status_code == 414
    still_there(strict)


def test_a_slow_body_is_not_waited_for(strict: str) -> None:
    head = f"POST /api/drafts HTTP/1.1\r\nHost: {urlsplit(strict).netloc}\r\n"
    assert b" 408 " in raw(strict, f"{head}Content-Length: 100\r\n\r\n".encode() + b"{")
    still_there(strict)


def test_slow_heads_leave_room_for_others(strict: str) -> None:
    split = urlsplit(strict)
    assert split.hostname is not None
    assert split.port is not None
    slow = [socket.create_connection((split.hostname, split.port)) for _ in range(7)]
    try:
        for each in slow:
            each.sendall(b"GET / HTTP/1.1\r\nHo")
        for each in slow:
            assert each.recv(100) == b""  # closed, for want of the rest
        still_there(strict)
    finally:
        for each in slow:
            each.close()


def test_who_takes_no_answer_is_left(tmp_path: Path) -> None:
    """What it does not take lies in the server's memory, and holds a connection."""
    servers: list[uvicorn.Server] = []
    with running(toy_site(tmp_path), servers, limits=Limits(taking=0.3)) as address:
        split, (server,) = urlsplit(address), servers
        with socket.socket() as greedy:
            greedy.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4_096)
            greedy.connect((split.hostname, split.port))
            head = f"Host: {split.netloc}\r\n\r\n"
            greedy.sendall(f"GET /static/vega.js HTTP/1.1\r\n{head}".encode() * 8)
            while server.server_state.total_requests == 0:
                time.sleep(0.01)
            while server.server_state.connections:
                time.sleep(0.01)
        still_there(address)


def test_nonsense_is_no_request(strict: str) -> None:
    for nonsense in (b"\x16\x03\x01" + b"\0" * 50, b"GET\r\n\r\n", b"X" * 500_000):
        answer = raw(strict, nonsense)
        assert answer == b"" or b" 400 " in answer
    still_there(strict)


# texts


@pytest.mark.parametrize("prefix", ["/play/toy", "/api/scenarios/toy/answer"])
def test_what_is_asked_never_becomes_a_script(web: httpx.Client, prefix: str) -> None:
    queries = (
        {"outcome": SCRIPT},
        {"seen": SCRIPT},
        {"force": f"{SCRIPT}:true"},
        {"credence": f"{SCRIPT}:0.5"},
        {"until": SCRIPT},
        {"lang": SCRIPT},
        {SCRIPT: "1"},
    )
    for query in queries:
        answer = web.get(prefix, params=query)
        assert answer.status_code == 400
        if prefix.startswith("/play"):
            assert "<script>alert" not in answer.text
        else:
            assert answer.headers["content-type"] == "application/json"
    for path in (f"/play/{SCRIPT}", f"/{SCRIPT}"):
        answer = web.get(path)
        assert answer.status_code == 404
        assert "<script>alert" not in answer.text


def test_texts_of_a_scenario_never_become_a_script(tmp_path: Path) -> None:
    folder = tmp_path / "shelf" / "hostile"
    copytree(TOY, folder)
    for name in ("scenario.toml", "brief.md"):
        text = (folder / name).read_text(encoding="utf-8")
        for key in ("title", "name", "statement", "prose", "reference", "credence_basis"):
            text = text.replace(f'{key} = "', f'{key} = "{SCRIPT}')
        if name == "brief.md":
            text = text.replace("\n\n", f"\n\n{SCRIPT} ", 1)
        (folder / name).write_text(text, encoding="utf-8")
    with running(toy_site(tmp_path, folder.parent)) as address, client(address) as web:
        for path in ("/", "/play/hostile"):
            answer = web.get(path)
            assert answer.status_code == 200
            assert "alert(1)" in answer.text
            assert "<script>alert" not in answer.text


# what leaves


def test_every_answer_has_the_headers_that_keep_it_in(web: httpx.Client) -> None:
    for path in ("/", "/play/toy", "/api/scenarios", "/nothing", "/static/page.css", "/play/no"):
        answer = web.get(path)
        for name, value in HEADERS.items():
            assert answer.headers[name] == value, path
        assert "unsafe" not in answer.headers["content-security-policy"]
        assert "server" not in answer.headers


def test_no_traceback_leaves(tmp_path: Path) -> None:
    site, told = toy_site(tmp_path), list[str]()

    def broken(name: str) -> None:
        raise RuntimeError("a secret of the house")

    site.library.scenario = broken  # type: ignore[assignment,method-assign]
    with running(site, log=told.append) as address, client(address) as web:
        for path in ("/play/toy", "/api/scenarios/toy"):
            answer = web.get(path)
            assert answer.status_code == 500
            assert "secret" not in answer.text
            assert "Traceback" not in answer.text
            number = told[-1].splitlines()[0]
            assert number in answer.text
            assert "a secret of the house" in told[-1]
