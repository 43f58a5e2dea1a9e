"""A pair in the event record: the page says what the store holds; without one, how to make it."""

from __future__ import annotations

from html import unescape
from pathlib import Path
from typing import TYPE_CHECKING

from detente.events import import_files
from detente.events import open as open_store
from detente.relations.chart import counted
from detente.relations.stored import stored_relations
from detente.web.library import Library
from tests.events.made import icews_days, put
from tests.report.test_browser import OUTSIDE, grave_faults
from tests.web.servers import TOY, bare, running, toy_site

if TYPE_CHECKING:
    from playwright.sync_api import Browser


def test_the_page_says_what_the_store_holds(tmp_path: Path, browser: Browser) -> None:
    store = tmp_path / "store"
    import_files([put(tmp_path / "icews.tab", icews_days(60))], store)
    site = toy_site(tmp_path)
    site.library = Library([TOY], str(store))
    found = stored_relations(open_store(store), "USA", "RUS")
    with running(site) as address:
        with bare(address) as web:
            answer = web.get("/relations?a=USA&b=Russia")
            page = unescape(answer.text).replace("\u00a0", " ")
            assert answer.status_code == 200
            for line in counted(found):
                assert line.replace("\u00a0", " ") in page
            assert "/relations.svg?a=USA&b=Russia" in page
            for each in found.balances:
                assert f"<td>{each.forth}</td><td>{each.back}</td>" in page
            assert [page.count(words) for words in ("Who sends more</h2>", "in kind</h2>")] == [
                1,
                1,
            ]
            here = unescape(web.get("/play/toy").text)
            assert '<a href="/relations?a=RUS&b=USA">' in here
            assert web.get("/relations.svg?a=USA&b=Russia").text.startswith("<svg")
            days = web.get("/relations?a=USA&b=Russia&first=2018-06-10").text
            assert "<code>detente relations USA Russia --from 2018-06-10</code>" in days
            wrong = web.get("/relations?a=USA&b=Atlantis").text
            assert 'role="alert"' in wrong
            assert "Atlantis" in wrong
        context = browser.new_context(viewport={"width": 360, "height": 900}, color_scheme="dark")
        shown = context.new_page()
        shown.goto(f"{address}/relations?a=USA&b=RUS&lang=fr")
        shown.wait_for_selector("figure.drawn")
        shown.evaluate("document.querySelectorAll('details').forEach(d => { d.open = true; })")
        assert shown.evaluate("document.documentElement.scrollWidth") <= 360
        assert shown.evaluate(OUTSIDE) == []
        assert grave_faults(shown) == []
        context.close()


def test_without_a_store_it_says_how_to_make_one(tmp_path: Path) -> None:
    site = toy_site(tmp_path)
    site.library = Library([TOY], str(tmp_path / "none"))
    with running(site) as address, bare(address) as web:
        answer = web.get("/relations?a=USA&b=RUS")
        assert answer.status_code == 200
        assert "detente events import" in answer.text
