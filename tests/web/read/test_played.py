"""A reading is played where the server has no shelf, anew as it is decided, and outlives it."""

from __future__ import annotations

import io
import tomllib
import zipfile
from pathlib import Path

import httpx

from detente.web.site import Site
from tests.web.read.articles import alert, form, proposals, sent
from tests.web.servers import bare, client, running, toy_site


def claims(site: Site, name: str) -> set[str]:
    toml = (site.library.entry(name).folder / "scenario.toml").read_text(encoding="utf-8")
    return {each["id"] for each in tomllib.loads(toml)["claims"]}


def test_it_is_played_without_a_shelf_and_outlives_the_server(tmp_path: Path) -> None:
    site = toy_site(tmp_path)
    assert site.library.shelf is None
    with running(site) as address, client(address) as web:
        place = sent(web)
        fields = form(web.get(place).text)
        first = proposals(fields)[0]
        name = f"read-{place.rpartition('/')[2]}"
        played = web.post(place, data=fields | {"do": "play"})
        assert played.headers["location"] == f"/play/{name}#main"
        assert first in claims(site, name)
        page = web.get(f"/play/{name}?paths=60").text
        assert f'href="{place}"' in page  # the way back to the article
        # decided otherwise, it is played otherwise, under the same name
        fields = form(web.get(place).text)
        del fields[f"accept-{first}"]
        web.post(place, data=fields | {"do": "play"})
        assert first not in claims(site, name)
        answer = web.get(f"/api/scenarios/{name}/answer?paths=60").json()
        assert answer["scenario"]["id"] == "armenia-azerbaijan"
        cookies = dict(web.cookies)
        # it is in nobody's list but the owner's
        assert f"/play/{name}" in web.get("/").text
        with client(address) as other:
            assert f"/play/{name}" not in other.get("/").text
            assert name not in other.get("/api/scenarios").text
            assert name not in other.get("/play/read-0123456789abcdef").text
            assert other.get(f"/play/{name}?paths=60").status_code == 200
    later = toy_site(tmp_path)  # what a server has after it was killed
    with running(later) as address, bare(address) as again:
        (value,) = cookies.values()
        again.cookies.set(f"detente-{address.rpartition(':')[2]}-client", value)
        assert again.get(f"/api/scenarios/{name}").json()["title"]
        assert f"/play/{name}" in again.get("/").text
        again.headers["X-CSRF-Token"] = again.get("/api/session").json()["csrf"]
        assert again.get("/api/read").json()[0]["scenario"] == name
        folder = tmp_path / "readings" / name  # as one that was killed amid writing leaves it
        (folder / "scenario.toml").unlink()
        assert again.get("/api/read").json()[0]["scenario"] == ""
        assert again.post(f"/api{place}/play").json() == {"name": name}
        assert (folder / "scenario.toml").is_file()
        again.post(place, data={"do": "away"})
        assert again.get(f"/play/{name}").status_code == 404
        assert list((tmp_path / "readings").iterdir()) == []


def test_a_disk_that_takes_nothing_is_one_line(tmp_path: Path) -> None:
    (tmp_path / "readings").write_text("no folder", encoding="utf-8")
    with running(toy_site(tmp_path)) as address, client(address) as web:
        place = sent(web)
        answer = web.post(place, data=form(web.get(place).text) | {"do": "play"})
        assert answer.status_code == 400
        assert "cannot write read-" in alert(answer.text)
        assert str(tmp_path) not in answer.text


def test_the_folder_can_be_had_as_a_zip(web: httpx.Client, tmp_path: Path) -> None:
    import detente

    answer = web.get(f"{sent(web)}/zip")
    assert 'filename="armenia-azerbaijan.zip"' in answer.headers["content-disposition"]
    with zipfile.ZipFile(io.BytesIO(answer.content)) as packed:
        assert all(name.startswith("armenia-azerbaijan/") for name in packed.namelist())
        packed.extractall(tmp_path)
    assert detente.load(tmp_path / "armenia-azerbaijan").id == "armenia-azerbaijan"


def test_a_draft_of_another_version_is_said_and_can_be_thrown_away(
    web: httpx.Client, site: Site
) -> None:
    from detente.web.guard import owner_of

    owner = owner_of(next(iter(web.cookies.values())))
    draft = site.drafts.new(owner, "An old one", "", {"reading.json": '{"article": {}}'})
    answer = web.get(f"/read/{draft.id}")
    assert answer.status_code == 400
    assert "another version" in answer.text
    assert "An old one" in web.get("/read").text
    assert web.post(f"/read/{draft.id}", data={"do": "away"}).headers["location"] == "/read"
    scenario = site.drafts.new(owner, "No article", "toy", {"scenario.toml": ""})
    assert web.post(f"/read/{scenario.id}", data={"do": "away"}).status_code == 404
    assert site.drafts.get(owner, scenario.id).name == "No article"
