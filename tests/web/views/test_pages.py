"""What the pages beside Play say is what the futures say."""

from __future__ import annotations

import datetime as dt
import json
import re
from collections.abc import Iterator
from html import unescape
from pathlib import Path
from urllib.parse import urlencode

import httpx
import pytest

import detente
from detente.charts.flow import Band, Place, flow
from detente.language.format import integer, percent, points
from detente.report.course import course
from tests.web.servers import bare
from tests.web.views.conftest import PATHS

PAGES = (
    "storylines/talks",
    "watch/talks",
    "explain/talks",
    "compare/talks?force=ready:true",
    "futures/talks",
    "future/talks/3",
    "branch/talks/3?on=2024-12-20",
    "network/talks",
    "states/talks",
)


@pytest.fixture(scope="module")
def client(home: str) -> Iterator[httpx.Client]:
    with bare(home) as found:
        yield found


def _page(client: httpx.Client, address: str) -> str:
    whole = address + ("&" if "?" in address else "?") + "wait=2"
    response = client.get(f"/{whole}")
    assert response.status_code == 200, response.text
    return unescape(response.text).replace("\u00a0", " ")


@pytest.mark.parametrize("address", PAGES)
def test_each_page_is_whole_and_leads_to_the_others(client: httpx.Client, address: str) -> None:
    page = _page(client, address)
    assert 'id="working"' not in page
    charts = json.loads(page.partition('id="charts">')[2].partition("</script>")[0])["charts"]
    for name in charts:
        assert f'id="{name}"' in page
    query = "paths=600" + ("&force=ready:true" if "force" in address else "")
    for other in ("play", "explain", "futures", "storylines", "compare"):
        assert f'href="/{other}/talks?{query}"' in page
    still = re.search(r'src="(/chart/[^"]+)"', page)
    if charts:
        assert still is not None
        drawing = client.get(still[1])
        assert drawing.status_code == 200
        assert drawing.text.startswith("<svg")


def test_a_list_of_futures_has_those_that_are_so(client: httpx.Client, folder: Path) -> None:
    response = client.get("/futures/talks?see=claim+ready&when=&date=&not=1")
    assert response.status_code == 303
    address = response.headers["location"]
    assert address == "/futures/talks?paths=600&seen=not%20claim%20ready"
    page = _page(client, address[1:])
    ensemble = detente.load(folder).simulate(PATHS)
    fits = [path for path in range(PATHS) if not ensemble.truth[path, 0]]
    assert f"{len(fits)} of {PATHS} futures ({percent(len(fits) / PATHS)})" in page
    every = _page(client, "futures/talks")
    assert f"{PATHS} futures; numbers 1 to 20 of these." in every
    assert "100.0 %" not in every.partition('class="count"')[2].partition("</p>")[0]
    shown = [int(n) for n in re.findall(r'href="/future/talks/(\d+)\?', page)]
    assert shown == fits[:20]
    # and where so few are so that nothing could be answered of them
    few = _page(client, "futures/talks?seen=contact+on+2024-12-03")
    first = {outcome.id: k for k, outcome in enumerate(ensemble.scenario.outcomes)}["contact"]
    day = (dt.date(2024, 12, 3) - ensemble.dates[0]).days
    hits = [path for path in range(PATHS) if ensemble.first[path, first] == day]
    assert [int(n) for n in re.findall(r'href="/future/talks/(\d+)\?', few)] == hits[:20]


def test_a_branch_says_what_the_library_says(client: httpx.Client, folder: Path) -> None:
    asked = "on=2024-12-20&way=in&put=call&date=2025-01-02"
    response = client.get(f"/branch/talks/3?{asked}")
    address = response.headers["location"]
    assert address == "/branch/talks/3?paths=600&on=2024-12-20&act=call%402025-01-02"
    page = _page(client, address[1:])
    ensemble = detente.load(folder).simulate(PATHS)
    found = ensemble.branches(3, dt.date(2024, 12, 20), acts=["call@2025-01-02"], paths=2_000)
    row = next(each for each in found.outcomes if each.outcome == "contact")
    assert f"<td>{percent(row.first)}</td><td>{percent(row.second)}</td>" in page
    assert f"<td>{points(row.difference)}</td>" in page
    assert "--path 3 --on 2024-12-20 --act call@2025-01-02" in page


def test_a_comparison_says_what_the_library_says(client: httpx.Client, folder: Path) -> None:
    page = _page(client, "compare/talks?force=ready:false&against=force%3Dready%3Atrue")
    scenario = detente.load(folder)
    a, b = (scenario.simulate(PATHS, ready=held) for held in (True, False))
    for row in detente.compare(a, b).outcomes:
        assert f"<td>{percent(row.first)}</td><td>{percent(row.second)}</td>" in page
        assert f"<td>{points(row.difference)}</td>" in page
    assert "--force-a ready=true --paths 600 --force-b ready=false" in page


def test_either_side_of_a_comparison_is_set_on_the_page(client: httpx.Client) -> None:
    same = client.get("/compare/talks")
    assert same.status_code == 200
    assert "Both settings are the same so far" in same.text
    assert 'id="working"' not in same.text
    forms = same.text.split("<form ")[1:]
    assert [each.count('name="claim"') for each in forms] == [2, 2]  # the third moves nothing
    ready = [("claim", "ready"), ("switch", "false"), ("p", "60"), ("stated", "60")]
    wary = [("claim", "wary"), ("switch", ""), ("p", "55"), ("stated", "70")]
    asked = urlencode([("against", ""), ("side", "b"), *ready, *wary])
    b = client.get(f"/compare/talks?{asked}")
    assert b.status_code == 303
    place = b.headers["location"]
    of_b, brief = "paths=600&force=ready:false&credence=wary:0.55", "against=paths%3D600"
    assert place == f"/compare/talks?{of_b}&{brief}"
    a = client.get(f"{place}&{urlencode([('side', 'a'), *ready])}")
    of_a = "against=paths%3D600%26force%3Dready%3Afalse"
    assert a.headers["location"] == f"/compare/talks?{of_b}&{of_a}"
    page = _page(client, a.headers["location"][1:])
    assert "--force-a ready=false" in page
    asked = "force=ready:false&outcome=contact&wait=2&lang=fr"
    french = unescape(client.get(f"/compare/talks?{asked}").text)
    client.get("/compare/talks?lang=en")
    assert re.search(r"Contributions qui diffèrent\s: The leaders", french)
    # what is changed on a side is taken back on this page, the other side as it was
    assert f'<a href="{place}">take back' in page
    back = f"/compare/talks?paths=600&force=ready:false&{of_a}"
    assert f'<a href="{back}">take back' in page
    wrong = client.get("/compare/talks?against=&side=a&claim=nobody&switch=true")
    assert client.get(wrong.headers["location"]).status_code == 400


def test_a_page_that_takes_time_says_so_first(client: httpx.Client) -> None:
    page = unescape(client.get("/explain/talks?paths=700&seed=2").text)
    assert 'data-events="/working/explain/talks?paths=700&seed=2"' in page
    assert 'http-equiv="refresh" content="0; url=/explain/talks?paths=700&seed=2&wait=1"' in page
    with client.stream("GET", "/working/explain/talks?paths=700&seed=2") as events:
        told = "".join(events.iter_text())
    assert "event: ready" in told
    assert '"paths": 300' in told
    page = unescape(client.get("/explain/talks?paths=700&seed=2").text)
    assert f"From {integer(300)} futures so far; the answer of {integer(700)}" in page


def test_what_is_not_there_is_said_in_one_line(client: httpx.Client) -> None:
    for address, words in (
        ("/future/talks/600", "no path 600"),
        ("/future/talks/x", "'x' is no number of a future"),
        ("/branch/talks/3?on=tomorrow", "on=tomorrow: no date"),
        ("/branch/talks/3?on=2024-12-20&act=<script>@2025-01-02&wait=1", "no such process"),
        ("/futures/talks?from=-1", "from=-1: give a whole number"),
        ("/explain/talks?outcome=nothing", "nothing"),
        ("/relations?a=USA&c=1", "no setting 'c'"),
        ("/working/nothing/talks", "nothing at this address"),
    ):
        response = client.get(address)
        assert response.status_code in (400, 404), address
        assert words in unescape(response.text), address
        assert "<script>@" not in response.text


def test_relations_say_how_to_get_a_record(
    client: httpx.Client, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("DETENTE_STORE", str(tmp_path / "none"))
    page = unescape(client.get("/relations").text)
    assert "There is no event record here yet." in page
    assert "detente events import" in page


def test_bands_are_as_thick_as_what_flows() -> None:
    places = [Place("a", 0, "A"), Place("b", 0, "B"), Place("m", 1, "M"), Place("o", 2, "O")]
    bands = [Band("a", "m", 0.2, "a"), Band("b", "m", -0.1, "b"), Band("m", "o", 0.2, "o")]
    marks = [
        each["mark"] for each in flow(places, bands)["layer"] if each["mark"]["type"] == "line"
    ]
    widths = {(mark["color"], mark["strokeWidth"]) for mark in marks}
    assert {width for _colour, width in widths} == {13.0, 6.5}
    assert len({colour for colour, _width in widths}) == 2


def test_a_course_has_its_days() -> None:
    dates = [dt.date(2025, 1, 1) + dt.timedelta(days=n) for n in range(30)]
    drawn = course("c", "Index", dates, [float(n) for n in range(30)], 3)
    assert drawn.spec["params"][0]["value"] == 1735948800000  # 4 January 2025
    assert drawn.table is not None
    assert drawn.table.rows[-1] == ("30 January 2025", "+29.00")
