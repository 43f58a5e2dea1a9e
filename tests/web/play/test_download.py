"""What is taken away is what the page shows."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path
from urllib.error import HTTPError
from urllib.request import urlopen

import pytest

import detente
from tests.forms import only_whole
from tests.web.play.running import PATHS

QUERY = "force=ready:false&seen=contact"


def _got(address: str, page: str, ending: str, query: str = QUERY) -> tuple[str, bytes]:
    place = address.replace("/play/", f"/{page}/")
    with urlopen(f"{place}{ending}?{query}") as answer:
        return answer.headers["content-type"], answer.read()


@pytest.fixture(scope="module")
def seen(talks: Path) -> detente.Ensemble:
    return detente.load(talks).simulate(PATHS, force={"ready": False}).seen("contact")


def test_answers(address: str, seen: detente.Ensemble) -> None:
    kind, body = _got(address, "download", ".json")
    assert kind == "application/json"
    found = json.loads(body)
    assert found["outcomes"] == json.loads(json.dumps(seen.document()["outcomes"]))
    assert found["seen"]["left"] == seen.paths


def test_futures(address: str, seen: detente.Ensemble) -> None:
    _kind, body = _got(address, "download", ".csv")
    rows = list(csv.DictReader(io.StringIO(body.decode())))
    assert len(rows) == seen.paths
    assert {row["claim:ready"] for row in rows} == {"false"}
    assert all(row["contact"] for row in rows)


@only_whole
def test_the_report(address: str) -> None:
    kind, body = _got(address, "download", ".html", "force=ready:false&lang=fr")
    assert kind.startswith("text/html")
    text = body.decode()
    assert '<html lang="fr">' in text
    assert "Two powers, one claim" in text


def test_drawings(address: str) -> None:
    kind, body = _got(address, "chart", "/first-passage.svg")
    assert kind == "image/svg+xml"
    assert b"The leaders speak" in body
    kind, body = _got(address, "chart", "/first-passage.png")
    assert body.startswith(b"\x89PNG")


@pytest.mark.parametrize(
    ("page", "ending"),
    [("chart", "/nothing.svg"), ("chart", "/first-passage.gif"), ("download", ".xml")],
)
def test_what_is_not_there(address: str, page: str, ending: str) -> None:
    with pytest.raises(HTTPError, match="404"):
        _got(address, page, ending, "")
