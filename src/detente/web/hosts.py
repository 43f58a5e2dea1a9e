"""Which names this server answers to: pages of others must not reach it by a name of theirs."""

from __future__ import annotations

import ipaddress
import socket
from dataclasses import dataclass

LOOPBACK = ("127.0.0.1", "localhost", "::1")


def is_loopback(host: str) -> bool:
    """Whether only this machine reaches an address."""
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


@dataclass(frozen=True, slots=True)
class Hosts:
    """The names of a server.

    A page elsewhere can have its own name point here (DNS rebinding), and so pass for this server
    in a browser; it cannot have a browser say another name than its own. Addresses in digits are
    no names.

    Attributes
    ----------
    host : str
        To which it is bound.
    port : int
    """

    host: str
    port: int

    @property
    def open(self) -> bool:
        """Whether other machines reach it."""
        return not is_loopback(self.host)

    def knows(self, header: str) -> bool:
        """Whether a Host header names this server."""
        name, port = split(header)
        if port != self.port:
            return False
        if name in LOOPBACK:
            return True
        if not self.open:
            return name == self.host
        return _is_address(name) or name in {self.host.lower(), *_own_names()}


def split(header: str) -> tuple[str, int]:
    """Name and port of a Host header; the port is 80 where it says none."""
    text = header.strip().lower()
    if text.startswith("["):
        name, _bracket, rest = text[1:].partition("]")
    else:
        name, colon, rest = text.partition(":")
        rest = colon + rest
    if not rest:
        return name, 80
    digits = rest[1:]
    good = rest.startswith(":") and digits.isascii() and digits.isdigit() and len(digits) <= 5
    return (name, int(digits)) if good else ("", 0)


def _is_address(name: str) -> bool:
    try:
        ipaddress.ip_address(name)
    except ValueError:
        return False
    return True


def _own_names() -> set[str]:
    name = socket.gethostname().lower()
    return {name, f"{name}.local"}
