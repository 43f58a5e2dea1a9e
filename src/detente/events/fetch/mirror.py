"""The address under which a publisher's files lie."""

from __future__ import annotations

from urllib.parse import urlsplit

from detente.errors import InputError

SCHEMES = ("http", "https")


def checked_mirror(address: str) -> str:
    """Check an address, and let it end in a slash.

    Raises
    ------
    InputError
        If it is no address of a folder on a web server.
    """
    where = f"--mirror {address}"
    right = "; write it like http://host/folder/"
    try:
        parts = urlsplit(address)
        _ = parts.port  # looked at only when asked for
    except ValueError as error:
        raise InputError(f"{where}: no address ({error}){right}") from None
    if parts.scheme == "file":
        raise InputError(
            f"{where}: files on a disk need not be fetched; "
            "give them to `detente events import` as they are"
        )
    if parts.scheme not in SCHEMES:
        raise InputError(f"{where}: neither http nor https{right}")
    if not parts.hostname:
        raise InputError(f"{where}: no host{right}")
    if not address.isprintable() or " " in address:
        raise InputError(f"{where}: characters that no address has{right}")
    if parts.username is not None or parts.password is not None:
        # not repeated: messages end in logs
        raise InputError("--mirror: names and passwords in an address are not accepted")
    if parts.query or parts.fragment:
        raise InputError(f"{where}: not a folder, for it has a ? or #{right}")
    return address if address.endswith("/") else address + "/"
