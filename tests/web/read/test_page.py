"""Read: an article is sent, shown with its proposals, decided upon, and saved, safely."""

from __future__ import annotations

import re
import tomllib
from html import unescape
from pathlib import Path

import httpx
import pytest

from detente.web.parts import first_field
from detente.web.read.kept import kept_in
from detente.web.site import Site
from tests.web.read.articles import MULTI, TEXT, alert, form, proposals, sent
from tests.web.servers import bare, client, running, toy_site


def test_an_article_is_shown_with_its_proposals_and_runs_nothing(web: httpx.Client) -> None:
    page = web.get(sent(web)).text
    assert "Armenia is ready to sign a peace treaty" in page
    assert "<script>alert" not in page
    assert "<img" not in page
    assert "\u202e" not in page
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page
    fields = form(page)
    ids = proposals(fields)
    assert len(ids) >= 3
    for each in ids:
        assert fields[f"accept-{each}"] == "1"
        assert f'href="#p-{each}"' in page  # its words are marked
        assert f'id="p-{each}"' in page
    assert "Sentences that were not used, and why" in page


def test_decisions_are_kept_and_played(web: httpx.Client, site: Site) -> None:
    place = sent(web)
    fields = form(web.get(place).text)
    first, second = proposals(fields)[:2]
    del fields[f"accept-{first}"]
    fields |= {f"credence-{second}": "33", "do": f"keep:{second}"}
    answer = web.post(place, data=fields)
    assert answer.headers["location"] == f"{place}#p-{second}"
    again = form(web.get(place).text)
    assert f"accept-{first}" not in again
    assert again[f"credence-{second}"] == "33"
    assert again["version"] == "2"
    late = web.post(place, data=fields)
    assert late.status_code == 409
    assert "changed meanwhile" in late.text
    wrong = web.post(place, data=again | {f"credence-{second}": "330", "do": "keep"})
    assert wrong.status_code == 400
    saved = web.post(place, data=again | {"name": "mine", "do": "save"})
    assert saved.headers["location"] == "/play/mine#main"
    folder = site.library.entry("mine").folder
    claims = tomllib.loads((folder / "scenario.toml").read_text(encoding="utf-8"))["claims"]
    assert first not in {each["id"] for each in claims}
    assert next(each["credence"] for each in claims if each["id"] == second) == 0.33
    twice = web.post(place, data=form(web.get(place).text) | {"name": "mine", "do": "save"})
    assert twice.status_code == 400
    assert "already" in twice.text


def test_all_below_a_credence_are_rejected_and_taken_back(web: httpx.Client) -> None:
    place = sent(web)
    fields = form(web.get(place).text)
    least = int(max(fields[name] for name in fields if name.startswith("credence-")))
    web.post(place, data=fields | {"below": str(least), "do": "below"})
    left = form(web.get(place).text)
    for name in fields:
        if name.startswith("accept-"):
            credence = int(fields[name.replace("accept", "credence")])
            assert (name in left) == (credence >= least)
    web.post(place, data=left | {"do": "all"})
    assert all(name in form(web.get(place).text) for name in fields)


def test_what_is_rejected_still_says_what_it_would(web: httpx.Client) -> None:
    place = sent(web)
    before = web.get(place).text
    fields = form(before)
    statements = re.findall(r'class="statement">(.*?)</p>', before)
    for each in proposals(fields):
        del fields[f"accept-{each}"]
    web.post(place, data=fields | {"do": "keep"})
    after = web.get(place).text
    assert re.findall(r'class="statement">(.*?)</p>', after) == statements
    web.post(place, data=form(after) | {"do": "keep"})
    assert form(web.get(place).text)["version"] == "2"  # nothing else was decided by that


def test_what_is_sent_again_unchanged_decides_nothing(web: httpx.Client) -> None:
    place = sent(web)
    web.post(place, data=form(web.get(place).text) | {"do": "keep"})
    assert form(web.get(place).text)["version"] == "1"


def test_one_persons_are_not_anothers_and_outlive_the_server(
    web: httpx.Client, server: str, site: Site, tmp_path: Path
) -> None:
    place = sent(web)
    with client(server) as other:
        assert other.get(place).status_code == 404
        assert other.post(place, data={"do": "away"}).status_code == 404
        assert place not in other.get("/read").text
    assert place in web.get("/read").text
    draft = web.get("/api/drafts").json()[0]
    assert draft["id"] == place.rpartition("/")[2]
    later = toy_site(tmp_path)
    later.drafts = site.drafts  # the same file: what a server has after it was killed
    with running(later) as address, bare(address) as again:
        prefix = f"detente-{address.rpartition(':')[2]}-client"
        again.cookies.set(prefix, next(iter(web.cookies.values())))
        page = again.get(place)
        assert "Armenia is ready" in page.text
        assert 'value="save"' not in page.text  # it was given no folder
        assert again.get(f"{place}/zip").content.startswith(b"PK")
    assert kept_in(site.drafts.of(owner(web))[0]).decisions == {}
    assert web.post(place, data={"do": "away"}).headers["location"] == "/read"
    assert web.get(place).status_code == 404


def owner(web: httpx.Client) -> str:
    from detente.web.guard import owner_of

    return owner_of(next(iter(web.cookies.values())))


@pytest.mark.parametrize(
    ("fields", "file", "said"),
    [
        ({}, ("", b""), "give a file"),
        ({"text": TEXT}, ("../up/a.txt", b"x"), "a.txt: no text"),
        ({}, ("a.txt", b"\x00\x01" * 99), "binary"),
        ({"text": "Too short."}, ("", b""), "too few"),
        ({"text": "one two three four five " * 9}, ("", b""), "no actor is named"),
        ({"text": TEXT, "day": "soon"}, ("", b""), "is no day"),
        ({"text": TEXT, "a": "France"}, ("", b""), "name both"),
        ({"text": TEXT, "kind": "cookery"}, ("", b""), "cookery"),
    ],
)
def test_what_cannot_be_read_is_one_line_and_keeps_the_form(
    web: httpx.Client, fields: dict[str, str], file: tuple[str, bytes], said: str
) -> None:
    answer = web.post("/read", data=fields, files={"file": file})
    assert answer.status_code == 400
    assert said in alert(answer.text)
    if "day" in fields:
        assert "Armenia is ready" in answer.text


def test_without_the_extra_the_page_says_how_to_install_it(
    web: httpx.Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("detente.reading.needs.NEEDED", ("simplemma", "no_such_package"))
    page = unescape(web.get("/read").text)
    assert "pip install 'detente[read]'" in page
    assert "<form class" not in page
    assert web.post("/read", data={"text": TEXT}, files=MULTI).status_code == 400


def test_a_form_with_a_file_needs_the_proof(server: str) -> None:
    with client(server) as web:
        csrf = web.headers.pop("X-CSRF-Token")
        fields = {"text": TEXT, "day": "2025-03-04"}
        assert web.post("/read", data=fields, files=MULTI).status_code == 403
        late = {**fields, "csrf": csrf}  # a file before it could hold anything
        assert web.post("/read", data=late, files=MULTI).status_code == 403
        assert web.post("/read", data={"csrf": "no", **fields}, files=MULTI).status_code == 403
        assert web.post("/read", data={"csrf": csrf, **fields}, files=MULTI).status_code == 303


@pytest.mark.parametrize(
    ("kind", "body"),
    [
        ("multipart/form-data", b""),
        ("multipart/form-data; boundary=b", b"--b"),
        ("multipart/form-data; boundary=b", b"--b\r\n\r\n\r\nv\r\n--b--"),
        ("multipart/form-data; boundary=b", b'--b\r\nContent-Disposition: form-data; name="csrf"'),
    ],
)
def test_a_broken_form_has_no_first_field(kind: str, body: bytes) -> None:
    assert first_field(kind, body, "csrf") == ""


def test_a_program_reads_decides_and_saves(web: httpx.Client, site: Site) -> None:
    sheet = {"text": TEXT, "file": "C:\\papers\\first.txt"}
    given = {"articles": [sheet], "day": "2025-03-04", "pair": ["ARM", "Azerbaijan"]}
    made = web.post("/api/read", json=given)
    assert made.status_code == 201, made.text
    found = made.json()
    assert found["reading"]["format"] == "detente-reading"
    first, second = [each["id"] for each in found["reading"]["proposals"]][:2]
    place = f"/api/read/{found['id']}"
    decisions = {"decisions": {first: {"rejected": True}, second: {"credence": 0.125}}}
    changed = web.put(place, json=decisions | {"version": 1}).json()
    assert changed["decisions"][second]["credence"] == 0.125
    assert web.put(place, json=decisions | {"version": 1}).status_code == 409
    assert web.put(place, json={"decisions": {"no": {}}}).status_code == 400
    claims = tomllib.loads(web.get(f"{place}/files").json()["scenario.toml"])["claims"]
    assert [each["credence"] for each in claims if each["id"] == second] == [0.12]
    assert first not in {each["id"] for each in claims}
    fields = form(web.get(f"/read/{found['id']}").text)
    assert fields[f"credence-{second}"] == "12"
    web.post(f"/read/{found['id']}", data=fields | {"do": "keep"})
    assert web.get(place).json()["version"] == 2  # 0.125 stays what it was
    assert web.post(f"{place}/save", json={"name": "theirs"}).json() == {"name": "theirs"}
    assert site.library.scenario("theirs").claims
    file = {"file": ("a.md", TEXT.encode())}
    as_form = web.post("/api/read", files=file, data={"day": "2025-03-04", "pair": "ARM,AZE"})
    assert as_form.status_code == 201, as_form.text
    assert as_form.json()["reading"]["articles"][0]["file"] == "a.md"
    assert web.delete(place).status_code == 204
    assert web.get(place).status_code == 404
    for wrong in ({}, {"text": TEXT, "content": ""}, {"content": "%"}, {"txt": ""}):
        assert web.post("/api/read", json={"articles": [wrong]}).status_code == 400
    assert web.post("/api/read", json={"articles": []}).status_code == 400
