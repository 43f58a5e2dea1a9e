"""The command line."""

from __future__ import annotations

from detente.cli.entry import main

__all__ = ["main"]
