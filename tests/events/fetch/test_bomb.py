"""A zip bomb at the mirror: its checksum is right, and unpacking it is refused."""

from __future__ import annotations

import datetime as dt
import io
import zipfile
from pathlib import Path

import pytest

from detente.errors import InputError
from detente.events.archive import opened
from detente.events.fetch.fetch import fetch_gdelt
from tests.events.fetch.server import Mirror

NAME = "20241101.export.CSV.zip"


def test_a_bomb_is_fetched_and_refused(mirror: Mirror, tmp_path: Path) -> None:
    out = io.BytesIO()
    with (
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive,
        archive.open("20241101.export.CSV", "w") as member,
    ):
        for _ in range(120):
            member.write(b"\0" * 1_000_000)
    mirror.publish({NAME: out.getvalue()}, sizes=True)
    day = dt.date(2024, 11, 1)
    (path,) = fetch_gdelt(day, day, tmp_path, mirror.url).paths
    into = tmp_path / "into"
    into.mkdir()
    with pytest.raises(InputError, match=rf"{NAME}: unpacks to more than 120\.0 MB, over 200 "):
        opened(path, into)
    assert list(into.iterdir()) == []
