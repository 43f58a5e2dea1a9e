"""The API answers what the commands do, and says in one line what is wrong."""

from __future__ import annotations

from typing import Any

import httpx
import pytest

import detente
from tests.forms import size
from tests.web.servers import PATHS, TOY

NAME = "/api/scenarios/toy"


def got(web: httpx.Client, path: str, /, **query: Any) -> Any:
    answer = web.get(path, params=query)
    assert answer.status_code == 200, answer.text
    return answer.json()


def test_an_answer_is_that_of_python(web: httpx.Client) -> None:
    scenario = detente.load(TOY)
    ensemble = scenario.simulate(PATHS, 3, force={scenario.claims[0].id: False})
    query = {"seed": 3, "force": f"{scenario.claims[0].id}:false"}
    found = got(web, f"{NAME}/answer", **query)
    setting = found.pop("setting")
    assert found == ensemble.document()
    assert setting["paths"] == PATHS
    assert f"--paths {PATHS} --seed 3 --force {scenario.claims[0].id}=false" in setting["command"]
    again = got(web, f"{NAME}/answer", **query)  # as it was kept
    assert again == found | {"setting": setting}


def test_every_question_has_an_answer(web: httpx.Client) -> None:
    told = got(web, NAME)
    outcomes, claim = [each["id"] for each in told["outcomes"]], told["claims"][0]["id"]
    seen = f"{outcomes[0]} before 2025-02-01"
    slow = {"explain": {"outcome": outcomes[0]}}  # asked by test_described.py, too
    for path, query in {
        **size({}, slow),
        "needed": {"outcome": outcomes[0], "probability": 0.9},
        "seen": {"seen": seen},
        "storylines": {"kinds": 2},
        "watch": {"outcome": outcomes[0]},
        "states": {},
        "network": {},
        "compare": {"force": f"{claim}:true", "outcome": outcomes[0]},
        "futures": {"seen": seen, "count": 3},
        "future/0": {},
        "branch": {"path": 1, "on": "2024-12-10"},
        "check": {},
    }.items():
        assert got(web, f"{NAME}/{path}", **query), path


def test_what_is_seen_leaves_futures_out(web: httpx.Client) -> None:
    outcome = got(web, NAME)["outcomes"][0]["id"]
    query = {"seen": f"{outcome} before 2025-03-01", "paths": 500}
    answer = got(web, f"{NAME}/answer", **query)
    assert next(o["probability"] for o in answer["outcomes"] if o["id"] == outcome) == 1.0
    listed = got(web, f"{NAME}/futures", **query)
    assert all(outcome in each["outcomes"] for each in listed["futures"])
    assert listed["paths"] == answer["paths"]


def test_a_future_is_that_of_the_list(web: httpx.Client) -> None:
    (listed,) = got(web, f"{NAME}/futures", **{"from": 7, "count": 1})["futures"]
    one = got(web, f"{NAME}/future/7")
    assert listed["path"] == one["path"] == 7
    assert one["outcomes"] == listed["outcomes"]
    assert [claim for claim, held in one["claims"].items() if held] == listed["claims"]
    dates = [act["date"] for act in one["acts"]]
    assert dates == sorted(dates)


def test_a_network_says_which_claim_owns_what(web: httpx.Client) -> None:
    found = got(web, f"{NAME}/network", paths=1000)
    owned = {m["id"]: m for m in found["mechanisms"] if m["claims"]}
    assert owned
    assert all(mechanism["processes"] for mechanism in owned.values())
    assert found["worths"]
    for worth in found["worths"]:
        assert worth["worth"] == pytest.approx(worth["if_true"] - worth["if_false"])


def test_what_it_would_take_is_what_then_comes(web: httpx.Client) -> None:
    """The toy has one claim, and P = p·P(if true) + (1 − p)·P(if false) is exact for it."""
    worth = next(
        each for each in got(web, f"{NAME}/network", paths=2_000)["worths"] if each["told"]
    )
    outcome = worth["outcome"]
    target = round(0.75 * worth["if_true"] + 0.25 * worth["if_false"], 3)
    found = got(web, f"{NAME}/needed", paths=2_000, outcome=outcome, probability=target)
    hrefs = [way["href"].partition("?")[2] for way in found["ways"]]
    query = next(each for each in hrefs if f"credence={worth['claim']}" in each)
    answer = got(web, f"{NAME}/answer?{query}")
    (reached,) = (each for each in answer["outcomes"] if each["id"] == outcome)
    assert abs(reached["probability"] - target) < 4 * reached["monte_carlo_error"] + 0.005


@pytest.mark.parametrize(
    ("path", "status", "said"),
    [
        ("/api/scenarios/nothing/answer", 404, "no scenario 'nothing'"),
        ("/api/scenarios/TOY/answer", 400, "name"),
        (f"{NAME}/answer?force=nobody:true", 400, "no claim 'nobody'"),
        (f"{NAME}/answer?outcome=nothing", 400, "nothing"),
        (f"{NAME}/answer?until=2031-01-01", 400, "outside the horizon"),
        (f"{NAME}/answer?paths=100001", 400, "paths"),
        (f"{NAME}/answer?paths=many", 400, "paths"),
        (f"{NAME}/answer?colour=red", 400, "colour"),
        (f"{NAME}/answer?seen=gibberish", 400, "gibberish"),
        (f"{NAME}/seen", 400, "say what is seen"),
        (f"{NAME}/compare", 400, "both settings are the same"),
        (f"{NAME}/compare?against=seed%3Dx", 400, "seed=x"),
        (f"{NAME}/future/60", 400, "60"),
        (f"{NAME}/future/-1", 400, "path"),
        (f"{NAME}/branch?path=0&on=2024-12-10&act=nothing%402024-12-20", 400, "nothing"),
        (f"{NAME}/watch?claim=nobody", 400, "nobody"),
        (f"{NAME}/needed?probability=2", 400, "probability"),
        ("/api/nothing", 404, "nothing at this address"),
        ("/api/drafts/0000000000000000", 404, "no such draft"),
    ],
)
def test_what_is_wrong_is_one_line(web: httpx.Client, path: str, status: int, said: str) -> None:
    answer = web.get(path)
    assert answer.status_code == status, answer.text
    found = answer.json()
    assert set(found) == {"error", "where"}
    assert said in found["error"]
    assert "\n" not in found["error"]


def test_texts_are_in_the_language_that_is_asked(web: httpx.Client) -> None:
    answer = web.get(f"{NAME}/answer", params={"paths": 0, "lang": "fr"})
    assert "donner" in answer.json()["error"]
    # and stay so: the choice is kept
    assert "donner" in web.get(f"{NAME}/answer", params={"paths": 0}).json()["error"]
