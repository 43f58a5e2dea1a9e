"""An analyst's credences are a setting like any other: on the page, in the API, in all it names."""

from __future__ import annotations

import shlex
from html import unescape
from pathlib import Path

import httpx
import pytest

import detente
from detente.language.counted import chance
from tests.web.play.running import switches
from tests.web.servers import client, running, toy_site

PATHS = 400


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = switches(tmp_path_factory.mktemp("analysts") / "talks")
    (made / "credences").mkdir()
    for name, credence in (("anna", 0.95), ("ben", 0.1)):
        text = f"claim,credence\nready,{credence}\n"
        (made / "credences" / f"{name}.csv").write_text(text, encoding="utf-8")
    return made


def _answers(web: httpx.Client, query: str) -> dict[str, object]:
    answer = web.get(f"/api/scenarios/talks/answer?{query}")
    assert answer.status_code == 200, answer.text
    found: dict[str, object] = answer.json()
    return found


def test_each_plays_as_python_plays_it(folder: Path, tmp_path: Path) -> None:
    site = toy_site(tmp_path, folder)
    site.paths = PATHS
    plain = detente.load(folder)
    outcome = next(each.id for each in plain.outcomes if each.listed)
    with running(site) as address, client(address) as web:
        for name in (None, "anna", "pool", "ben"):  # one after the other: none takes another's
            query = "" if name is None else f"analyst={name}"
            scenario = plain if name is None else plain.as_believed_by(name)
            ensemble = scenario.simulate(PATHS)
            found = _answers(web, query)
            setting = found.pop("setting")
            assert found == ensemble.document()
            assert isinstance(setting, dict)
            words = shlex.split(setting["command"])
            assert ("--analyst" in words) == (name is not None)
            room: dict[str, object] = {}
            exec("\n".join(setting["python"]), room)
            played = room["ensemble"]
            assert isinstance(played, detente.Ensemble)
            assert played.probability(outcome) == ensemble.probability(outcome)
            page = unescape(web.get(f"/play/talks?{query}").text).replace("\u00a0", " ")
            assert f"<strong>{chance(ensemble.probability(outcome))}</strong>" in page
            assert ("as the brief is believed" in page) == (name is None)
            assert f'<option value="{name or ""}" selected>' in page
            # a switch goes on from the analyst's own
            changed = scenario.simulate(PATHS, force={"ready": False})
            again = _answers(web, f"{query}&force=ready:false")
            again.pop("setting")
            assert again == changed.document()
        compared = web.get("/compare/talks?analyst=anna&wait=2").text
        assert "--analyst-b anna" in compared
        assert "--analyst-a" not in compared
        wrong = web.get("/play/talks?analyst=ana")
        assert (wrong.status_code, "anna" in wrong.text) == (400, True)
        assert web.get("/api/scenarios/talks").json()["analysts"] == ["anna", "ben"]


def test_without_analysts_none_is_chosen(tmp_path: Path) -> None:
    with running(toy_site(tmp_path)) as address, client(address) as web:
        assert 'id="analyst"' not in web.get("/play/toy").text
        assert web.get("/play/toy?analyst=anna").status_code == 400
