"""What a publisher says that it has: names, checksums and sizes."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from detente.errors import InputError
from detente.events.fetch.connection import AbsentError, answer, declared, pieces
from detente.events.fetch.patience import PassingError, Patience, Retries
from detente.language.current import gettext as _

if TYPE_CHECKING:
    import httpx

CHECKSUMS = "md5sums"
SIZES = "filesizes"

LARGEST_LIST = 20_000_000
"""Bytes. The list of a file a day grows by some 20 kB a year."""

_CHECKSUM = re.compile(r"([0-9a-fA-F]{32})[ \t]+\*?(\S+)")
_SIZE = re.compile(r"([0-9]{1,15})[ \t]+(\S+)")


@dataclass(frozen=True)
class PublishedFile:
    """A file that the publisher lists.

    Attributes
    ----------
    name : str
    md5 : str
        32 hexadecimal digits, small letters.
    size : int or None
        Bytes; None if the publisher does not say.
    """

    name: str
    md5: str
    size: int | None


def checksums(text: str) -> dict[str, str]:
    """Read lines as ``md5sum`` writes them: checksum, blanks, name; other lines say nothing."""
    lines = (_CHECKSUM.fullmatch(line.strip()) for line in text.splitlines())
    return {line[2]: line[1].lower() for line in lines if line}


def sizes(text: str) -> dict[str, int]:
    """Read lines of bytes, blanks and name; other lines say nothing."""
    lines = (_SIZE.fullmatch(line.strip()) for line in text.splitlines())
    return {line[2]: int(line[1]) for line in lines if line}


def read_published(
    client: httpx.Client, mirror: str, patience: Patience
) -> dict[str, PublishedFile]:
    """Read the lists of a mirror.

    Parameters
    ----------
    client : httpx.Client
    mirror : str
        Address, with a slash at its end.
    patience : Patience

    Returns
    -------
    dict of str to PublishedFile
        By name.

    Raises
    ------
    InputError
        If there is no list of checksums, for then nothing could be verified. The list of sizes
        may be absent.
    """
    try:
        text = _listed(client, mirror + CHECKSUMS, patience)
    except AbsentError:
        raise InputError(
            _(
                "{mirror}: no list of checksums ({checksums}) there; name the folder that "
                "holds it beside the data"
            ).format(mirror=mirror, checksums=CHECKSUMS)
        ) from None
    found = checksums(text)
    if not found:
        raise InputError(
            _(
                "{mirror}{checksums}: no list of checksums; a line is 32 hexadecimal "
                "digits and a name"
            ).format(mirror=mirror, checksums=CHECKSUMS)
        )
    try:
        known = sizes(_listed(client, mirror + SIZES, patience))
    except AbsentError:
        known = {}
    return {name: PublishedFile(name, md5, known.get(name)) for name, md5 in found.items()}


def _listed(client: httpx.Client, url: str, patience: Patience) -> str:
    """Text of a list, read whole."""
    retries = Retries(url, patience)
    while True:
        try:
            with answer(client, url, patience) as response:
                content = bytearray()
                if (declared(response) or 0) > LARGEST_LIST:
                    raise InputError(
                        _("{url}: {declared} bytes are too many for a list").format(
                            url=url, declared=declared(response)
                        )
                    )
                for piece in pieces(response, patience):
                    content += piece
                    if len(content) > LARGEST_LIST:
                        raise InputError(
                            _("{url}: more than {largest_list} bytes; no list").format(
                                url=url, largest_list=LARGEST_LIST
                            )
                        )
            return content.decode("utf-8", errors="replace")
        except PassingError as error:
            retries.after(error)
