"""Read: an article is sent, shown with its proposals, decided upon, and played, safely."""

from __future__ import annotations

import re
import shutil
import tomllib
from collections.abc import Iterator
from html import unescape
from pathlib import Path
from typing import TYPE_CHECKING, Any

import httpx
import pytest

from detente.web.parts import first_field
from detente.web.read.kept import kept_in
from detente.web.site import Site
from tests.forms import only_whole
from tests.reading.test_read_articles import ENGLISH
from tests.report.test_browser import OUTSIDE, grave_faults
from tests.web.servers import TOY, bare, client, running, toy_site

if TYPE_CHECKING:
    from playwright.sync_api import Browser

EVIL = "<script>alert(1)</script> \u202e<img src=x>"
TEXT = "\n\n".join([*ENGLISH, f"Nobody in the valley would repeat that {EVIL} in public."])


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Site:
    home = tmp_path_factory.mktemp("read")
    shutil.copytree(TOY, home / "shelf" / "toy")
    return toy_site(home, home / "shelf")


@pytest.fixture(scope="module")
def server(site: Site) -> Iterator[str]:
    with running(site) as address:
        yield address


@pytest.fixture
def web(server: str) -> Iterator[httpx.Client]:
    with client(server) as made:
        yield made


def sent(web: httpx.Client, **fields: str) -> str:
    answer = web.post("/read", data={"text": TEXT, "day": "2025-03-04", **fields}, files=MULTI)
    assert answer.status_code == 303, answer.text
    return answer.headers["location"].partition("#")[0]


MULTI = {"file": ("", b"")}
"""As a browser sends a field for a file in which there is none."""


def form(page: str) -> dict[str, str]:
    """The fields of the form as a browser would send them."""
    found = {}
    for field in re.findall(r"<(?:input|select)[^>]*>(?:<option.*?</select>)?", page):
        name = re.search(r'name="([^"]*)"', field)
        if name is None or ('type="checkbox"' in field and "checked" not in field):
            continue
        value = re.search(r'value="([^"]*)" selected', field) or re.search(
            r'value="([^"]*)"', field
        )
        found[name[1]] = "" if value is None else unescape(value[1])
    return found


def test_an_article_is_shown_with_its_proposals_and_runs_nothing(web: httpx.Client) -> None:
    page = web.get(sent(web)).text
    assert "Armenia is ready to sign a peace treaty" in page
    assert "<script>alert" not in page
    assert "<img" not in page
    assert "\u202e" not in page
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page
    fields = form(page)
    ids = [name.removeprefix("effect-") for name in fields if name.startswith("effect-")]
    assert len(ids) >= 3
    for each in ids:
        assert fields[f"accept-{each}"] == "1"
        assert f'href="#p-{each}"' in page  # its words are marked
        assert f'id="p-{each}"' in page
    assert "Sentences that were not used, and why" in page


def test_decisions_are_kept_and_played(web: httpx.Client, site: Site) -> None:
    place = sent(web)
    fields = form(web.get(place).text)
    first, second = [n.removeprefix("effect-") for n in fields if n.startswith("effect-")][:2]
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
    played = web.post(place, data=again | {"name": "mine", "do": "play"})
    assert played.headers["location"] == "/play/mine#main"
    folder = site.library.entry("mine").folder
    claims = tomllib.loads((folder / "scenario.toml").read_text(encoding="utf-8"))["claims"]
    assert first not in {each["id"] for each in claims}
    assert next(each["credence"] for each in claims if each["id"] == second) == 0.33
    assert web.get("/play/mine?paths=60").status_code == 200
    twice = web.post(place, data=form(web.get(place).text) | {"name": "mine", "do": "play"})
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
        assert "download the zip" in page.text  # it was given no folder
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
        ({"text": TEXT}, ("a.txt", b"x"), "send one of them"),
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
    (alert,) = re.findall(r'role="alert">(.*?)</p>', answer.text)
    assert said in alert
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
    given = {"text": TEXT, "day": "2025-03-04", "pair": ["ARM", "Azerbaijan"]}
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
        assert web.post("/api/read", json=wrong).status_code == 400


@pytest.mark.parametrize("width", [360, pytest.param(1600, marks=only_whole)])
@pytest.mark.parametrize("dark", [True, pytest.param(False, marks=only_whole)])
def test_it_works_by_keyboard_without_scripts_and_can_be_read(
    browser: Browser, server: str, width: int, dark: bool
) -> None:
    looks: dict[str, Any] = {
        "viewport": {"width": width, "height": 900},
        "color_scheme": "dark" if dark else "light",
    }
    context = browser.new_context(**looks, java_script_enabled=False)
    page = context.new_page()
    page.set_default_timeout(120_000)
    page.goto(f"{server}/read?lang=fr")
    page.locator("#text").fill(TEXT)
    page.locator("form.send button").press("Enter")
    page.wait_for_url("**/read/*#main")
    first = page.locator("fieldset.proposal").first
    first.locator("input[type=checkbox]").press("Space")
    first.locator("input[type=number]").fill("12")
    first.locator("input[type=number]").press("Enter")  # the first button: keep the decisions
    page.wait_for_load_state()
    first = page.locator("fieldset.proposal.out").first
    first.wait_for()
    assert first.locator("input[type=number]").input_value() == "12"
    state = context.storage_state()
    address = page.url
    context.close()
    context = browser.new_context(**looks, storage_state=state)
    page = context.new_page()
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    for place in (address, f"{server}/read"):
        page.goto(place)
        page.evaluate("document.querySelectorAll('details').forEach(d => { d.open = true; })")
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        assert page.evaluate(OUTSIDE) == []
        assert grave_faults(page) == []
    assert said == []
    context.close()
