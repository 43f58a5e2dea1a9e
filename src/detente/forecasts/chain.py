"""A file of lines that each bear the hash of the one before: what is changed in it is found.

JSON Lines in canonical JSON: keys in order, no blanks, UTF-8. Every line bears its number, the hash
of the line before it (`previous`) and the SHA-256 of all else in it (`hash`). Lines taken from the
end leave no trace in the file itself: who keeps the last hash elsewhere finds that as well.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from filelock import FileLock, Timeout

from detente.errors import InputError
from detente.files.read import read_text
from detente.files.reasons import cannot_write, reason
from detente.files.write import real_path, replaced
from detente.language.current import gettext as _

FIRST = "0" * 64
"""What stands for the hash of the line before the first."""

LARGEST = 200_000_000
"""Bytes of the longest file."""

PATIENCE = 60.0
"""Seconds that a writer waits for another one."""


@dataclass(frozen=True, slots=True)
class Chain:
    """The lines of a file that hang together.

    Attributes
    ----------
    lines : tuple of dict
        What stands in them.
    head : str
        Hash of the last one; `FIRST` where there is none.
    """

    lines: tuple[dict[str, Any], ...]
    head: str


def canonical(content: Mapping[str, Any]) -> str:
    """The one way in which data is written in a line."""
    return json.dumps(
        content, ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False
    )


def sealed(content: Mapping[str, Any], number: int, previous: str) -> dict[str, Any]:
    """Data with its number, the hash of the line before it, and its own."""
    line = {**content, "number": number, "previous": previous}
    return line | {"hash": _hash(line)}


def _hash(line: Mapping[str, Any]) -> str:
    return hashlib.sha256(canonical(line).encode()).hexdigest()


def read_chain(
    file: str | Path,
    check: Callable[[dict[str, Any], str], None] = lambda line, place: None,
    *,
    missing: bool = False,
) -> Chain:
    """Read a file and see whether its lines hang together.

    Parameters
    ----------
    file : str or Path
    check : callable, optional
        Told each line that is sound, and its place for messages.
    missing : bool
        Whether a file that is not there is an empty one.

    Raises
    ------
    InputError
        With the first line that was changed, or that does not follow on the one before it.
    """
    path = Path(file)
    if missing and not path.exists():
        return Chain((), FIRST)
    text = read_text(path, LARGEST)
    if text and not text.endswith("\n"):
        raise InputError(
            _("{file}: line {line}: the end of the line is missing").format(
                file=file, line=text.count("\n") + 1
            )
        )
    lines: list[dict[str, Any]] = []
    head = FIRST
    for number, row in enumerate(text.split("\n")[:-1], 1):
        place = _("{file}: line {line}").format(file=file, line=number)
        line = _parsed(row, place)
        head = _followed(line, number, head, place)
        check(line, place)
        lines.append(line)
    return Chain(tuple(lines), head)


def _parsed(row: str, place: str) -> dict[str, Any]:
    """What stands in a line, as it was written.

    Raises
    ------
    InputError
        If it was changed.
    """
    try:
        line = json.loads(row)
        whole = isinstance(line, dict) and canonical(line) == row
    except (ValueError, RecursionError):
        whole = False
    if whole and all(isinstance(line.get(key), str) for key in ("hash", "previous")):
        rest = {key: value for key, value in line.items() if key != "hash"}
        if _hash(rest) == line["hash"]:
            return dict(line)
    raise InputError(
        _(
            "{place}: changed since it was written: its hash is not that of what stands in it"
        ).format(place=place)
    )


def _followed(line: Mapping[str, Any], number: int, head: str, place: str) -> str:
    """Hash of a line that follows on the one before it.

    Raises
    ------
    InputError
        If it follows on another.
    """
    if line["previous"] != head or line.get("number") != number:
        raise InputError(
            _(
                "{place}: does not follow on the line before it: lines were removed, moved, or "
                "written anew (it was line {number})"
            ).format(place=place, number=line.get("number"))
        )
    return str(line["hash"])


def append(
    file: str | Path,
    contents: Sequence[Mapping[str, Any]],
    check: Callable[[dict[str, Any], str], None] = lambda line, place: None,
) -> Chain:
    """Append lines: all of them or none, one writer at a time.

    Parameters
    ----------
    file : str or Path
        Made if it is not there.
    contents : sequence of mapping
        What the new lines hold.
    check : callable, optional
        As `read_chain` has it.

    Returns
    -------
    Chain
        As it is now.

    Raises
    ------
    InputError
        If what stands there does not hang together, or nothing can be written.
    """
    try:
        path = real_path(file)
    except ValueError:
        raise cannot_write(repr(str(file)), _("no file can have this name")) from None
    try:
        lock = FileLock(path.parent / f".{path.name}.lock", timeout=PATIENCE)
        with lock:
            chain = read_chain(path, check, missing=True)
            lines, head = list(chain.lines), chain.head
            for content in contents:
                lines.append(sealed(content, len(lines) + 1, head))
                head = lines[-1]["hash"]
            with replaced(path) as temporary:
                text = "".join(f"{canonical(line)}\n" for line in lines)
                temporary.write_bytes(text.encode())
    except Timeout:
        raise cannot_write(file, _("another program is writing in it; try again")) from None
    except OSError as error:
        raise cannot_write(file, reason(error)) from None
    return Chain(tuple(lines), head)
