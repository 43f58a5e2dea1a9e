"""Several articles are one scenario: sent together, added, left out, each under its title."""

from __future__ import annotations

import re

import httpx

from tests.web.read.articles import OTHER, TEXT, alert, form, proposals, scenario, sent

TITLES = r'<h2 id="h-article[^"]*">(.*?)</h2>'


def documents(web: httpx.Client, place: str) -> set[str]:
    """Documents to which the claims of the scenario refer."""
    return {each["document"] for each in scenario(web, place)["claims"]}


def add(web: httpx.Client, place: str, fields: dict[str, str], text: str) -> httpx.Response:
    """Add a text as the form of the page does, with all else that it sends."""
    parts = {"csrf": fields["csrf"], **fields, "text": text, "do": "add"}
    return web.post(place, data=parts, files={"file": ("", b"")})


def test_files_and_texts_are_read_together(web: httpx.Client) -> None:
    files = [("file", ("one.md", f"# One\n\n{TEXT}")), ("file", ("a/two.txt", OTHER))]
    answer = web.post("/read", data={"day": "2025-03-04", "text": ""}, files=files)
    place = answer.headers["location"].partition("#")[0]
    page = web.get(place).text
    assert re.findall(TITLES, page) == ["One", "two.txt"]
    assert documents(web, place) == {"article", "article-2"}
    ids = re.findall(r'id="(s-[^"]*)"', page)
    assert len(ids) == len(set(ids))
    links = re.findall(r'href="#(s-[^"]*)"', page)
    assert set(links) <= set(ids)
    assert {"s-article-5", "s-article-2-3"} <= set(
        links
    )  # each asks something; a heading is the first
    assert page.count('lang="fr" dir="auto"') == 4
    two = sent(web, text=[TEXT, OTHER])
    assert re.findall(TITLES, web.get(two).text) == ["pasted.txt", "pasted-2.txt"]


def test_one_is_added_and_left_out_and_decisions_stay(web: httpx.Client) -> None:
    place = sent(web, text=OTHER)
    fields = form(web.get(place).text)
    first, second = proposals(fields)[:2]
    del fields[f"accept-{first}"]
    answer = add(web, place, fields | {f"credence-{second}": "33"}, TEXT)
    assert answer.headers["location"] == f"{place}#a-article-2"
    after = form(web.get(place).text)
    assert len(proposals(after)) > len(proposals(fields))
    assert f"accept-{first}" not in after
    found = web.get(f"/api{place}").json()
    stated = {name for name, each in found["decisions"].items() if each["credence"] == 0.33}
    # its id may be another now, its place is not
    places = {p["id"]: p["place"] for p in found["reading"]["proposals"]}
    assert [places[name]["number"] for name in stated] == [2]
    again = add(web, place, after, TEXT)
    assert again.status_code == 400
    assert "already" in alert(again.text)
    left = web.post(place, data=after | {"do": "without:article"})
    assert left.status_code == 303
    page = web.get(place).text
    assert re.findall(TITLES, page) == ["pasted-2.txt"]
    assert documents(web, place) == {"article-2"}
    assert web.get(f"/api{place}").json()["decisions"] == {}  # they were of the other
    only = web.post(place, data=form(page) | {"do": "without:article-2"})
    assert "only article" in alert(only.text)


def test_they_are_read_again_as_of_another_day_and_between_others(web: httpx.Client) -> None:
    place = sent(web, text=OTHER)
    fields = form(web.get(place).text)
    assert (fields["day"], fields["a"], fields["kind"]) == ("2025-03-04", "", "")
    last = proposals(fields)[-1]
    fields |= {f"credence-{last}": "33"}
    wish = {"day": "2025-05-06", "a": "TUR", "b": "Arménie", "kind": "trade"}
    assert web.post(place, data=fields | wish | {"do": "again"}).status_code == 303
    page = web.get(place).text
    assert "Türkiye and Armenia" in page
    assert "as of 6 May 2025" in page.replace("\u00a0", " ")
    assert {key: form(page)[key] for key in wish} == wish
    found = web.get(f"/api{place}").json()
    assert found["reading"]["kind"] == "trade"
    assert [each["credence"] for each in found["decisions"].values()] == [0.33]
    wrong = web.post(place, data=form(page) | {"b": "", "do": "again"})
    assert "name both" in alert(wrong.text)
    back = web.post(f"/api{place}/again", json={"version": found["version"]}).json()
    assert back["reading"]["kind"] != "trade"


def test_of_several_the_one_that_cannot_be_read_is_named(web: httpx.Client) -> None:
    files = [("file", ("one.txt", TEXT)), ("file", ("/etc/two.txt", "\0" * 99))]
    answer = web.post("/read", data={"text": ""}, files=files)
    assert alert(answer.text).startswith("two.txt: ")
    many = [{"text": f"{TEXT} {i}"} for i in range(21)]
    assert web.post("/api/read", json={"articles": many}).status_code == 400


def test_a_program_adds_and_leaves_out(web: httpx.Client) -> None:
    sheets = [{"text": TEXT, "file": "one.txt"}]
    made = web.post("/api/read", json={"articles": sheets, "day": "2025-03-04"}).json()
    place = f"/api/read/{made['id']}"
    more = {"articles": [{"text": OTHER}], "version": 1}
    found = web.post(f"{place}/articles", json=more).json()
    assert [each["file"] for each in found["reading"]["articles"]] == ["one.txt", "pasted.txt"]
    assert found["name"].endswith("and 1 more article")
    assert web.post(f"{place}/articles", json=more).status_code == 409
    left = web.delete(f"{place}/articles/article").json()
    assert [each["id"] for each in left["reading"]["articles"]] == ["article-2"]
    assert web.delete(f"{place}/articles/article").status_code == 400
    long = {"articles": [{"text": "and so on " * 39_990}]}
    assert "at a time" in web.post(f"{place}/articles", json=long).json()["error"]
