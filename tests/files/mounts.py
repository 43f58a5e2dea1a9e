"""Disks, folders and files that are mounted for a test."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest


@contextmanager
def mounted(place: Path, *options: str) -> Iterator[None]:
    """Mount on a file or folder what the options of ``mount`` say; skipped where nobody may."""
    if not sys.platform.startswith("linux") or os.geteuid() != 0 or shutil.which("mount") is None:
        pytest.skip("a disk can be mounted by root on Linux only")
    command = ["mount", *options, str(place)]
    if subprocess.run(command, capture_output=True, check=False).returncode != 0:
        pytest.skip("this system lets nobody mount a disk")
    try:
        yield
    finally:
        subprocess.run(["umount", "-l", str(place)], check=True)


@contextmanager
def disk(place: Path, options: str) -> Iterator[None]:
    """Mount a small disk of its own on a folder."""
    with mounted(place, "-t", "tmpfs", "-o", options, "none"):
        yield
