"""A mirror on this machine that behaves as badly as it is told."""

from __future__ import annotations

import hashlib
import socket
import struct
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

FOLDER = "/events/"


class Handler(BaseHTTPRequestHandler):
    server: Server
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True

    def do_GET(self) -> None:
        name = self.path.removeprefix(FOLDER)
        mirror = self.server.mirror
        mirror.asked.append((name, dict(self.headers.items())))
        plan = mirror.plans.get(name)
        behaviour = plan.pop(0) if plan else whole
        content = mirror.files.get(name)
        if content is None and behaviour is whole:
            status(404)(self, b"")
        else:
            behaviour(self, content or b"")

    def log_message(self, format: str, *args: object) -> None:
        pass

    def head(self, code: int, length: int | None, **more: str) -> None:
        self.send_response(code)
        if length is not None:
            self.send_header("Content-Length", str(length))
        for key, value in more.items():
            self.send_header(key.replace("_", "-"), value)
        self.end_headers()

    def hang_up(self) -> None:
        self.close_connection = True


Behaviour = Callable[[Handler, bytes], None]


def tag(content: bytes) -> str:
    return f'"{hashlib.sha1(content).hexdigest()}"'


def rest(handler: Handler, content: bytes) -> tuple[int, dict[str, str]]:
    """First byte that is asked for, and the headers of the answer."""
    asked = handler.headers.get("Range", "")
    condition = handler.headers.get("If-Range", tag(content))
    if not asked.startswith("bytes=") or condition != tag(content):
        return 0, {"ETag": tag(content)}
    start = int(asked.removeprefix("bytes=").split("-")[0])
    place = f"bytes {start}-{len(content) - 1}/{len(content)}"
    return start, {"ETag": tag(content), "Content_Range": place}


def whole(handler: Handler, content: bytes) -> None:
    start, more = rest(handler, content)
    if "Content_Range" in more and start >= len(content):
        handler.head(416, 0)
        return
    handler.head(206 if "Content_Range" in more else 200, len(content) - start, **more)
    handler.wfile.write(content[start:])


def cut(after: int, reset: bool = False) -> Behaviour:
    """End the connection after some bytes, quietly or by a reset."""

    def behaviour(handler: Handler, content: bytes) -> None:
        start, more = rest(handler, content)
        handler.head(206 if "Content_Range" in more else 200, len(content) - start, **more)
        handler.wfile.write(content[start : start + after])
        handler.wfile.flush()
        if reset:
            time.sleep(0.05)  # or the bytes are thrown away with the connection
            hard = struct.pack("ii", 1, 0)
            handler.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, hard)
            handler.connection.close()
        handler.hang_up()

    return behaviour


def short_without_length(after: int) -> Behaviour:
    """A body that ends when the connection does, too early."""

    def behaviour(handler: Handler, content: bytes) -> None:
        start, more = rest(handler, content)
        more["Connection"] = "close"
        handler.head(206 if "Content_Range" in more else 200, None, **more)
        handler.wfile.write(content[start : start + after])
        handler.hang_up()

    return behaviour


def status(code: int, **more: str) -> Behaviour:
    def behaviour(handler: Handler, content: bytes) -> None:
        handler.head(code, 0, **more)

    return behaviour


def ignoring_ranges(handler: Handler, content: bytes) -> None:
    handler.head(200, len(content))
    handler.wfile.write(content)


def stateless(handler: Handler, content: bytes) -> None:
    """Ranges, yet nothing that tells one state of a file from another."""
    start, more = rest(handler, content)
    del more["ETag"]
    handler.head(206 if "Content_Range" in more else 200, len(content) - start, **more)
    handler.wfile.write(content[start:])


def wrong_range(handler: Handler, content: bytes) -> None:
    handler.head(206, 3, Content_Range=f"bytes 0-2/{len(content)}")
    handler.wfile.write(content[:3])


def other(replacement: bytes) -> Behaviour:
    """Serve something else under the name."""
    return lambda handler, content: whole(handler, replacement)


def silent(seconds: float, first: int = 1) -> Behaviour:
    """Some bytes, and then nothing for a while."""

    def behaviour(handler: Handler, content: bytes) -> None:
        handler.head(200, len(content))
        handler.wfile.write(content[:first])
        handler.wfile.flush()
        time.sleep(seconds)
        handler.hang_up()

    return behaviour


def dripping(handler: Handler, content: bytes) -> None:
    """A byte now and then, so that no single read takes long."""
    handler.head(200, len(content))
    for i in range(len(content)):
        handler.wfile.write(content[i : i + 1])
        handler.wfile.flush()
        time.sleep(0.05)


def endless(handler: Handler, content: bytes) -> None:
    handler.head(200, None, Connection="close")
    while True:
        handler.wfile.write(b"x" * 65536)


class Server(ThreadingHTTPServer):
    daemon_threads = True
    mirror: Mirror

    def handle_error(self, request: object, client_address: object) -> None:
        """A client that hangs up is what many tests are about."""


class Mirror:
    """Files that are served, and how.

    Attributes
    ----------
    files : dict of str to bytes
    plans : dict of str to list
        How the next requests for a name are answered; when none is left, as is right.
    asked : list
        Names and headers of the requests so far.
    """

    def __init__(self, url: str) -> None:
        self.url = url
        self.files: dict[str, bytes] = {}
        self.plans: dict[str, list[Behaviour]] = {}
        self.asked: list[tuple[str, dict[str, str]]] = []

    def publish(self, files: dict[str, bytes], sizes: bool = False) -> None:
        """Serve files and list them."""
        self.files.update(files)
        md5 = {name: hashlib.md5(content).hexdigest() for name, content in files.items()}
        self.files["md5sums"] = "".join(f"{m}  {n}\n" for n, m in md5.items()).encode()
        if sizes:
            lines = (f"{len(content)} {name}\n" for name, content in files.items())
            self.files["filesizes"] = "".join(lines).encode()

    def times(self, name: str) -> int:
        return sum(each == name for each, _ in self.asked)

    def ranges(self, name: str) -> list[str | None]:
        return [headers.get("Range") for each, headers in self.asked if each == name]


@contextmanager
def running() -> Iterator[Mirror]:
    server = Server(("127.0.0.1", 0), Handler)
    server.mirror = Mirror(f"http://127.0.0.1:{server.server_port}{FOLDER}")
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    try:
        yield server.mirror
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
