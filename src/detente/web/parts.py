"""A form with a file, before it is read: its first field, which has the proof."""

from __future__ import annotations

from python_multipart.multipart import parse_options_header

LONGEST = 1_000
"""Bytes of the head and value of such a field."""


def first_field(content_type: str, body: bytes, name: str) -> str:
    """Value of the first part of a body in ``multipart/form-data``, if it is called so.

    Only the first is looked at: what a page sends has it there, and no file is searched for it.

    Parameters
    ----------
    content_type : str
        The header.
    body : bytes
    name : str

    Returns
    -------
    str
        Empty if the first part is another, or none can be read.
    """
    boundary = parse_options_header(content_type)[1].get(b"boundary", b"")
    start = b"--" + boundary + b"\r\n"
    if not boundary or not body.startswith(start):
        return ""
    head, found, rest = body[len(start) :][:LONGEST].partition(b"\r\n\r\n")
    value, ended, _rest = rest.partition(b"\r\n--" + boundary)
    if not found or not ended:
        return ""
    for line in head.split(b"\r\n"):
        key, _colon, told = line.partition(b":")
        if key.strip().lower() == b"content-disposition":
            kind, options = parse_options_header(told.strip())
            if kind == b"form-data" and options.get(b"name") == name.encode():
                return value.decode("latin-1")
    return ""
