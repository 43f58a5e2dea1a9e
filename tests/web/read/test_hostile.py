"""What is sent is hostile: it runs nothing, leads nowhere, and is bounded."""

from __future__ import annotations

from html import unescape
from pathlib import Path

import httpx
import pytest

from tests.web.read.articles import EVIL, MULTI, TEXT, alert, form, proposals, sent
from tests.web.servers import client, running, toy_site

PATHS = ["../../../up.md", "/etc/passwd.md", "C:\\windows\\up.md", f"{EVIL}/{EVIL}.md", ".." * 90]
ARABIC = "قال الرئيس إن أرمينيا مستعدة، \u202eوأن الحدود ستفتح"


def test_the_name_of_a_file_leads_nowhere(tmp_path: Path) -> None:
    (tmp_path / "home").mkdir()
    with running(toy_site(tmp_path / "home")) as address, client(address) as web:
        sheets = [
            {"text": f"# {EVIL} {i}\n\n{TEXT}", "file": name[-200:]} for i, name in enumerate(PATHS)
        ]
        found = web.post("/api/read", json={"articles": sheets}).json()
        files = [each["file"] for each in found["reading"]["articles"]]
        assert len(set(files)) == len(PATHS)
        assert not set("/\\\u202e") & set("".join(files))
        page = web.get(f"/read/{found['id']}").text
        assert "<script>alert" not in page
        assert "<img" not in page
        assert "\u202e" not in page
        played = web.post(f"/api/read/{found['id']}/play").json()["name"]
        packed = web.get(f"/read/{found['id']}/zip").content
        assert b"../" not in packed
    there = {str(each.relative_to(tmp_path)) for each in tmp_path.rglob("*") if each.is_file()}
    own = {each for each in there if each.startswith(f"home/readings/{played}/")}
    assert own
    assert all(each.startswith(("home/drafts.", "home/documents.")) for each in there - own)


def test_words_that_a_person_gives_are_words(web: httpx.Client) -> None:
    place = sent(web)
    fields = form(web.get(place).text)
    first = proposals(fields)[0]
    words = "'\"><script>alert(2)</script> &quot;"
    stated = {f"condition-{first}": "if", f"words-{first}": words, "do": "keep"}
    assert web.post(place, data=fields | stated).status_code == 303
    page = web.get(place).text
    assert "<script>alert" not in page
    assert form(page)[f"words-{first}"] == words
    played = web.post(place, data=form(page) | {"do": "play"}).headers["location"]
    shown = web.get(played.partition("#")[0] + "?paths=60").text
    assert "<script>alert" not in shown
    assert words in unescape(shown)


def test_what_runs_from_right_to_left_keeps_to_itself(web: httpx.Client) -> None:
    page = web.get(sent(web, text=f"{TEXT}\n\n{ARABIC}")).text
    assert "\u202e" not in page
    assert "قال الرئيس" in page
    assert page.count('<p class="text"') == page.count('dir="auto" data-region="text-')


@pytest.mark.parametrize(
    ("text", "status", "said"),
    [
        ("word " * 2_000_000, 400, "at most 5 MB"),
        ("word " * 900_000, 400, "cut it into chapters"),
        ("word " * 3_300_000, 413, "bytes"),
    ],
)
def test_too_much_is_said_in_one_line(web: httpx.Client, text: str, status: int, said: str) -> None:
    answer = web.post("/read", data={"text": text}, files=MULTI)
    assert answer.status_code == status
    assert said in (alert(answer.text) if status == 400 else answer.text)


def test_a_large_file_and_too_many_are_said_in_one_line(web: httpx.Client) -> None:
    answer = web.post("/read", data={"text": ""}, files={"file": ("a.txt", b"word " * 2_000_000)})
    assert "are no article" in alert(answer.text)
    many = [("file", (f"{i}.txt", TEXT)) for i in range(21)]
    assert "1 to 20" in alert(web.post("/read", data={"text": ""}, files=many).text)
    more = [("file", (f"{i}.txt", TEXT)) for i in range(31)]
    assert "at most 20" in alert(web.post("/read", data={"text": ""}, files=more).text)
    assert web.post("/api/read", files=more).status_code == 400
