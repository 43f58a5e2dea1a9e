"""From where something is wrong, and from the list of scenarios, one finds one's way."""

from __future__ import annotations

import shutil
from pathlib import Path

import httpx
import pytest

from tests.web.servers import TOY, get, running, toy_site


@pytest.mark.parametrize("page", ["play/toy?force=nobody:true", "watch/toy?seed=x"])
def test_a_page_that_cannot_be_shown_leads_back_to_its_scenario(
    web: httpx.Client, page: str
) -> None:
    answer = web.get(f"/{page}")
    assert answer.status_code == 400
    assert '<a href="/play/toy">As the brief has it</a>' in answer.text
    assert 'href="/compare/toy"' in answer.text  # and to all else that is asked of it


@pytest.mark.parametrize("page", ["play/nothing", "nowhere", "play/%2e%2e"])
def test_what_is_no_scenario_has_no_way_back(web: httpx.Client, page: str) -> None:
    answer = web.get(f"/{page}")
    assert answer.status_code in (400, 404)
    assert "As the brief has it" not in answer.text
    assert '<a href="/">All scenarios</a>' in answer.text


def test_the_folder_tells_scenarios_of_one_title_apart(tmp_path: Path) -> None:
    for name in ("first", "second", "broken"):
        shutil.copytree(TOY, tmp_path / "lib" / name)
    (tmp_path / "lib" / "broken" / "scenario.toml").write_text("title = ", "utf-8")
    with running(toy_site(tmp_path, tmp_path / "lib")) as address:
        page = get(f"{address}/").text
        broken = get(f"{address}/play/broken")
    assert "first · " in page
    assert "second · " in page
    assert "us-russia-2024 · " not in page
    # a scenario that nothing can be asked of has no links to questions
    assert broken.status_code == 400
    assert "/watch/broken" not in broken.text
