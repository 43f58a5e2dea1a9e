"""The address under which a publisher's files lie."""

from __future__ import annotations

from urllib.parse import urlsplit

from detente.errors import InputError
from detente.language.current import gettext as _
from detente.language.hints import hint, in_their_words
from detente.language.option import option

SCHEMES = ("http", "https")


def checked_mirror(address: str) -> str:
    """Check an address, and let it end in a slash.

    Raises
    ------
    InputError
        If it is no address of a folder on a web server.
    """
    where = option("--mirror", address)
    right = hint(_("write it like http://host/folder/"))
    try:
        parts = urlsplit(address)
        _port = parts.port  # looked at only when asked for
    except ValueError as error:
        raise InputError(
            _("{where}: no address{why}{right}").format(
                where=where, why=in_their_words(error), right=right
            )
        ) from None
    if parts.scheme == "file":
        raise InputError(
            _(
                "{where}: files on a disk need not be fetched; give them to `detente "
                "events import` as they are"
            ).format(where=where)
        )
    if parts.scheme not in SCHEMES:
        raise InputError(
            _("{where}: neither http nor https{right}").format(where=where, right=right)
        )
    if not parts.hostname:
        raise InputError(_("{where}: no host{right}").format(where=where, right=right))
    if not address.isprintable() or " " in address:
        raise InputError(
            _("{where}: characters that no address has{right}").format(where=where, right=right)
        )
    if parts.username is not None or parts.password is not None:
        # not repeated: messages end in logs
        raise InputError(
            _("{option}: names and passwords in an address are not accepted").format(
                option=option("--mirror")
            )
        )
    if parts.query or parts.fragment:
        raise InputError(
            _("{where}: not a folder, for it has a ? or #{right}").format(where=where, right=right)
        )
    return address if address.endswith("/") else address + "/"
