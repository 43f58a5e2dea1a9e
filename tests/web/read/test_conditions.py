"""The condition of a proposal on the page: shown, changed, refused, taken back."""

from __future__ import annotations

import datetime as dt
import re
from html import unescape
from typing import Any

import httpx
import pytest

from detente.web.site import Site
from tests.web.read.articles import alert, form, proposals, scenario, sent


def stated(web: httpx.Client, name: int, **given: str) -> tuple[str, str, httpx.Response]:
    """State a condition of a proposal, by its place; gives its address, its id and the answer."""
    place = sent(web)
    fields = form(web.get(place).text)
    proposal = proposals(fields)[name]
    fields |= {f"{key}-{proposal}": value for key, value in given.items()}
    return place, proposal, web.post(place, data=fields | {"do": "keep"})


def written(web: httpx.Client, place: str, proposal: str) -> dict[str, Any]:
    """The effect of a proposal in the scenario that is made."""
    effects = scenario(web, place)["effects"]
    (found,) = (each for each in effects if each.get("claim") == proposal)
    return dict(found)


def summary(page: str, proposal: str) -> str:
    (found,) = re.findall(rf'data-region="condition-{proposal}">(.*?)<span', page)
    return unescape(found).replace("\u00a0", " ")


def test_a_day_an_act_and_words_are_conditions_and_can_be_taken_back(web: httpx.Client) -> None:
    place, proposal, answer = stated(web, 0, condition="before-date", day="2025-09-01")
    assert answer.status_code == 303
    assert written(web, place, proposal)["while"] == {"until": dt.date(2025, 9, 1)}
    page = web.get(place).text
    assert summary(page, proposal) == "Condition: until 1 September 2025"
    fields = form(page)
    assert fields[f"condition-{proposal}"] == "before-date"
    assert fields[f"day-{proposal}"] == "2025-09-01"
    fields |= {
        f"condition-{proposal}": "after-act",
        f"day-{proposal}": "",
        f"act-{proposal}": "CONCEDE/diplomatic",
        f"actor-{proposal}": "AZE",
    }
    web.post(place, data=fields | {"do": "keep"})
    (process,) = written(web, place, proposal)["while"]["on"]
    assert process == "aze-concedes-to-arm"
    fields = form(web.get(place).text)
    fields |= {f"condition-{proposal}": "if", f"act-{proposal}": "", f"words-{proposal}": "rain"}
    web.post(place, data=fields | {"do": "keep"})
    assert "state" in written(web, place, proposal)["while"]
    web.post(place, data=form(web.get(place).text) | {f"condition-{proposal}": "", "do": "keep"})
    assert "while" not in written(web, place, proposal)
    assert web.get(f"/api{place}").json()["decisions"] == {}


def test_the_texts_condition_can_be_taken_away(web: httpx.Client) -> None:
    place, proposal, _answer = stated(web, 1, condition="none")
    assert summary(web.get(place).text, proposal) == "No condition"
    decided = web.get(f"/api{place}").json()["decisions"][proposal]
    assert decided["condition"]["kind"] == "none"


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"day": "2025-09-01"}, "choose which kind"),
        ({"condition": "if"}, "say on what it hangs"),
        ({"condition": "after-date", "words": "rain"}, "from which day"),
        ({"condition": "before-date", "day": "2025-02-30"}, "is no day"),
        ({"condition": "before-date", "day": "2020-01-01"}, "its day has passed"),
        ({"condition": "after-date", "day": "2099-01-01"}, "after the horizon"),
        ({"condition": "if", "act": "NOD"}, "NOD"),
        ({"condition": "if", "act": "AID", "actor": "XYZ"}, "no actor 'XYZ'"),
        ({"condition": "if", "words": "x" * 300}, "one line"),
        ({"condition": "maybe", "words": "rain"}, "no condition 'maybe'"),
    ],
)
def test_what_is_no_condition_is_refused_in_one_line(
    web: httpx.Client, given: dict[str, str], said: str
) -> None:
    place, _proposal, answer = stated(web, 0, **given)
    assert answer.status_code == 400
    assert alert(answer.text).startswith("proposal 1: ")
    assert said in alert(answer.text)
    assert form(web.get(place).text)["version"] == "1"


def test_a_program_states_one(web: httpx.Client, site: Site) -> None:
    place = f"/api{sent(web)}"
    first = web.get(place).json()["reading"]["proposals"][0]["id"]
    condition = {"kind": "after-date", "day": "2025-06-01"}
    answer = web.put(place, json={"decisions": {first: {"condition": condition}}})
    assert answer.json()["decisions"][first]["condition"]["day"] == "2025-06-01"
    assert written(web, place.removeprefix("/api"), first)["while"]["from"] == dt.date(2025, 6, 1)
    wrong = {"decisions": {first: {"condition": {"kind": "after-date"}}}}
    assert "from which day" in web.put(place, json=wrong).json()["error"]
