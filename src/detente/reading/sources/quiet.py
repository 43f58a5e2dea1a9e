"""What libraries log of a damaged file: for whoever has set up logging, not for the terminal."""

from __future__ import annotations

import logging


def quiet(library: str) -> None:
    """Keep a library's warnings from Python's last resort, which is standard error."""
    log = logging.getLogger(library)
    if not any(isinstance(each, logging.NullHandler) for each in log.handlers):
        log.addHandler(logging.NullHandler())
