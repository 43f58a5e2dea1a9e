"""A language model's endpoint for tests: on loopback, saying what a test has it say."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

Reply = tuple[int, bytes]


def said(*proposals: dict[str, Any]) -> Reply:
    """An answer of the right form."""
    return chat(json.dumps({"proposals": list(proposals)}))


def chat(content: str | None, **message: Any) -> Reply:
    """An answer with any content."""
    whole = {"choices": [{"message": {"role": "assistant", "content": content, **message}}]}
    return 200, json.dumps(whole).encode()


@dataclass
class Server:
    """What was asked, and with which headers; the base URL."""

    url: str
    asked: list[dict[str, Any]] = field(default_factory=list)
    headers: list[dict[str, str]] = field(default_factory=list)

    def sentences(self) -> list[str]:
        """The sentences that were asked about."""
        return [json.loads(body["messages"][1]["content"])["sentence"] for body in self.asked]


@contextmanager
def serving(reply: Callable[[dict[str, Any]], Reply]) -> Iterator[Server]:
    """Serve on a free port; `reply` is given the body of each request."""

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            found.asked.append(body)
            found.headers.append(dict(self.headers.items()))
            status, content = reply(body)
            self.send_response(status)
            if 300 <= status < 400:
                self.send_header("Location", "http://127.0.0.1:1/v1")
            self.send_header("Content-Length", str(len(content)))
            self.end_headers()
            self.wfile.write(content)

        def log_message(self, *_args: Any) -> None:
            """Stay quiet."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    found = Server(f"http://127.0.0.1:{server.server_address[1]}/v1")
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    try:
        yield found
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
