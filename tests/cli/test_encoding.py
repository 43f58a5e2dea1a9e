"""Output that is not UTF-8: nothing that was said turns into a question mark."""

from __future__ import annotations

import io
import json
import sys
from pathlib import Path

import pytest

from detente.cli import main
from tests.cli.test_cli import TOY
from tests.scenario.mutated import Raw, by_id, changed

PATHS = ("--paths", "40")


class Streams:
    """What a command writes where nothing is UTF-8."""

    def __init__(self, encoding: str, monkeypatch: pytest.MonkeyPatch) -> None:
        self.encoding, self.patch = encoding, monkeypatch
        monkeypatch.setenv("COLUMNS", "80")

    def __call__(self, *arguments: str | Path) -> tuple[bytes, bytes]:
        written = []
        for name in ("stdout", "stderr"):
            written.append(io.BytesIO())
            stream = io.TextIOWrapper(written[-1], encoding=self.encoding, write_through=True)
            self.patch.setattr(sys, name, stream)
        self.patch.setattr(sys, "argv", ["detente", *map(str, arguments)])
        with pytest.raises(SystemExit) as end:
            main()
        self.code = end.value.code
        return written[0].getvalue(), written[1].getvalue()


@pytest.fixture(params=["ascii", "cp1252", "latin-1"])
def streams(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Streams:
    return Streams(request.param, monkeypatch)


@pytest.mark.parametrize("language", ["en", "fr"])
def test_signs_fall_back_and_none_is_lost(streams: Streams, language: str) -> None:
    out, err = streams("simulate", TOY, *PATHS, "--language", language)
    text = out.decode(streams.encoding)
    assert (streams.code, err) == (0, b"")
    assert "?" not in text
    assert "-10" in text  # the minus sign of the index's ends
    assert ("prob" if language == "fr" else "likely") in text.lower()
    assert "--------" in text
    low, high = ("–", "…") if streams.encoding == "cp1252" else ("-", "...")
    assert low in text
    if language == "en":
        assert f"{high} 10 friendly" in text
    assert all(len(line) <= 80 for line in text.splitlines())


def test_a_curve_is_drawn_with_signs_that_are_there(streams: Streams) -> None:
    text = streams("simulate", TOY, *PATHS)[0].decode(streams.encoding)
    assert "to the last; @ is 100 %" in " ".join(text.split())
    row = next(line for line in text.splitlines() if line.startswith("New sanctions"))
    assert row.split()[-1].strip(".:-=+*#@") == ""


def test_errors_fall_back_too(streams: Streams) -> None:
    _out, err = streams("simulate", "nowhere–là", "--language", "fr")
    assert streams.code == 2
    assert "?" not in err.decode(streams.encoding)
    assert ("la" if streams.encoding == "ascii" else "là") in err.decode(streams.encoding)


def test_letters_that_are_lost_are_told_of_once(streams: Streams, tmp_path: Path) -> None:
    def cyrillic(raw: Raw) -> None:
        by_id(raw["outcomes"], "contact")["title"] = "Москва говорит"

    folder = changed(tmp_path, cyrillic)
    out, err = streams("simulate", folder, *PATHS)
    assert streams.code == 0
    assert "______ _______" in out.decode(streams.encoding)
    (line,) = err.decode(streams.encoding).splitlines()
    assert line.startswith("note: letters that the encoding of the output")
    assert streams.encoding in line.replace("iso8859-1", "latin-1")
    assert "PYTHONUTF8=1" in line
    assert streams("simulate", TOY, *PATHS)[1] == b""


def test_documents_are_utf8_whatever_the_terminal(streams: Streams, tmp_path: Path) -> None:
    def cyrillic(raw: Raw) -> None:
        by_id(raw["outcomes"], "contact")["title"] = "Москва – Washington"

    folder = changed(tmp_path, cyrillic)
    out, err = streams("simulate", folder, *PATHS, "--json", "-")
    assert err == b""
    titles = [outcome["title"] for outcome in json.loads(out.decode())["outcomes"]]
    assert "Москва – Washington" in titles
