"""The command line."""

from __future__ import annotations

from detente.cli.app import main

__all__ = ["main"]
