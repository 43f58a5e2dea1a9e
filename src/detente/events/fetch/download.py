"""One file from a server: resumed, retried, verified."""

from __future__ import annotations

import re
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

from detente.errors import InputError
from detente.events.fetch.connection import answer, declared, pieces
from detente.events.fetch.part import Part
from detente.events.fetch.patience import PassingError, Patience, Retries
from detente.events.fetch.published import PublishedFile
from detente.language.current import gettext as _

if TYPE_CHECKING:
    import httpx

MUCH = 1_000_000
"""Bytes beyond all earlier attempts after which these no longer count: a large file over a poor
line arrives in the end, and since a file has a largest size, the attempts do end."""

_RANGE = re.compile(r"bytes ([0-9]{1,18})-[0-9]{1,18}/(?:[0-9]{1,18}|\*)")


class _TooLargeError(Exception):
    """More is sent than the file may have."""


def download(
    client: httpx.Client,
    mirror: str,
    published: PublishedFile,
    folder: Path,
    patience: Patience,
    received: Callable[[int], None] | None = None,
) -> Path:
    """Fetch a file into a folder; nothing bears its name that is not whole and verified.

    Parameters
    ----------
    client : httpx.Client
    mirror : str
        Address, with a slash at its end.
    published : PublishedFile
        Its checksum decides. A first wrong one may come from an old part or a bad line, so the
        file is fetched once more from its first byte; a second wrong one is an error.
    folder : Path
    patience : Patience
    received : callable, optional
        Called with the number of bytes that just arrived.

    Returns
    -------
    Path
        The file. What an interrupted download leaves is called ``NAME.part`` and is continued by
        the next one.

    Raises
    ------
    AbsentError
        If the server has no such file.
    InputError
        If it cannot be had, is not what was published, or cannot be written.
    """
    name = published.name
    retries = Retries(name, patience)
    part = Part(folder / name)
    with closing(part):
        attempt = _Attempt(client, mirror + name, published, part, patience, received)
        furthest, anew = part.length, False
        while part.length == 0 or part.md5 != published.md5:
            begun = part.length > 0
            try:
                attempt.run()
            except PassingError as error:
                if part.length >= furthest + MUCH:
                    retries.forgive()
                furthest = max(furthest, part.length)
                retries.after(error)
                continue
            except _TooLargeError:
                if not (begun and part.length):
                    part.discard()
                    raise InputError(
                        _("{name}: the server sends more than {most} bytes, {why}; refused").format(
                            name=name, most=attempt.most, why=attempt.why
                        )
                    ) from None
            if part.md5 == published.md5:
                break
            if anew:
                found = part.md5
                part.discard()
                raise InputError(
                    _(
                        "{name}: checksum {found} instead of the published {md5}, twice; the file "
                        "at the mirror is damaged or was replaced"
                    ).format(name=name, found=found, md5=published.md5)
                )
            anew = True
            part.restart()
        part.finish()
    return folder / name


class _Attempt:
    """Asks for what is still to come of a file, as often as it takes.

    It remembers which state of the file the bytes so far are from, so that a file that changes
    between two attempts is not put together from two states.
    """

    def __init__(
        self,
        client: httpx.Client,
        url: str,
        published: PublishedFile,
        part: Part,
        patience: Patience,
        received: Callable[[int], None] | None,
    ) -> None:
        self._client = client
        self._url = url
        self._part = part
        self._patience = patience
        self._received = received
        self._state = ""
        self._size = published.size
        if published.size is None:
            self.most, self.why = patience.largest, _("the largest file that is taken")
        else:
            self.most = min(published.size, patience.largest)
            self.why = (
                _("the published size") if self.most == published.size else _("the largest taken")
            )

    def run(self) -> None:
        """Take all that the server sends.

        Raises
        ------
        AbsentError, InputError, PassingError, _TooLargeError
        """
        part = self._part
        if part.length >= self.most:
            part.restart()
        headers = {}
        if part.length:
            headers["Range"] = f"bytes={part.length}-"
            if self._state:
                headers["If-Range"] = self._state
        with answer(self._client, self._url, self._patience, headers) as response:
            if response.status_code == 416 or not self._goes_on(response):
                # What is here is not the beginning of what the server has now.
                part.restart()
                raise PassingError(
                    _("the file cannot be continued ({status_code})").format(
                        status_code=response.status_code
                    )
                )
            if response.status_code == 200:
                part.restart()
            self._state = _state(response)
            self._take(response)
        if self._size is not None and part.length < self._size:
            raise PassingError(
                _("{length} of {size} bytes came").format(length=part.length, size=self._size)
            )

    def _goes_on(self, response: httpx.Response) -> bool:
        if response.status_code != 206:
            return True
        found = _RANGE.fullmatch(response.headers.get("Content-Range", "").strip())
        return found is not None and int(found[1]) == self._part.length

    def _take(self, response: httpx.Response) -> None:
        part = self._part
        length = declared(response)
        if length is not None and part.length + length > self.most:
            raise _TooLargeError
        for piece in pieces(response, self._patience):
            if part.length + len(piece) > self.most:
                raise _TooLargeError
            part.append(piece)
            if self._received:
                self._received(len(piece))


def _state(response: httpx.Response) -> str:
    """What tells this state of the file from others, for ``If-Range`` (RFC 9110, 13.1.5)."""
    tag = str(response.headers.get("ETag", ""))
    if tag.startswith('"'):  # a weak one may not be used for ranges
        return tag
    return str(response.headers.get("Last-Modified", ""))
