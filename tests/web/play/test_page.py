"""What the page says is what the futures say."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
import pytest

import detente
from detente.ensemble.ensemble import Ensemble
from detente.language.current import use_language
from detente.language.format import percent
from detente.web.network import network
from detente.web.play.page import Play, play
from detente.web.play.played import Played
from detente.web.play.worths import worths
from detente.web.view import View
from tests.report.vega_lite import assert_vega_lite
from tests.web.play.running import PATHS, running, switches
from tests.web.servers import TOY, get


@cache
def _ensemble(claim: str = "", held: bool = True, paths: int = PATHS) -> Ensemble:
    with TemporaryDirectory() as folder:
        scenario = detente.load(switches(Path(folder) / "talks"))
    return scenario.simulate(paths, force={claim: held} if claim else {})


def _page(view: View, played: Played, language: str = "en") -> Play:
    with use_language(language):
        return play(view, played, "talks")


def test_worths_are_those_of_switching() -> None:
    found = worths(_ensemble(), "contact")
    for claim in ("ready", "wary"):
        sides = [_ensemble(claim, held).estimate("contact") for held in (True, False)]
        error = float(np.hypot(sides[0].monte_carlo, sides[1].monte_carlo))
        played = sides[0].probability - sides[1].probability
        assert found[claim].worth == pytest.approx(played, abs=3 * error)
        low, high = found[claim].interval
        assert low < found[claim].worth < high
    assert found["ready"].worth > 0.0 > found["wary"].worth


def test_a_page_where_nothing_is_changed() -> None:
    start = _ensemble()
    page = _page(View("talks"), Played(start, start, start))
    assert page.answer.now == percent(start.probability("contact"))
    assert page.answer.moved is None
    assert page.changes == []
    assert [part.level for part in page.brief] == [3, 3, 0, 0, 0]
    ready, wary, expected = (c for part in page.brief for c in part.controls)
    assert (ready.credence, ready.position, ready.back) == (60, "believed", "")
    assert wary.credence == round(100 * start.truth[:, 1].mean())
    assert "“One side is ready to talk”: 70 % if that holds, 20 % if not" in wary.lines[0]
    assert not expected.choices
    assert "It moves nothing." in expected.lines[0]
    assert {each.id for each in page.strongest} == {"ready", "wary"}
    assert page.charts[0].table is not None
    assert len(page.charts[0].table.head) == 2


def test_a_page_where_a_claim_is_forced() -> None:
    start, changed = _ensemble(), _ensemble("ready", False)
    view = View("talks", forced={"ready": False}, outcome="contact")
    page = _page(view, Played(start, changed, changed))
    first, then = (percent(each.probability("contact")) for each in (start, changed))
    # the other claim hangs on the one that is forced, and forcing leaves it as it is drawn
    replayed = int((start.truth[:, 0] == 1).sum())
    assert page.answer.told == (
        f"“The leaders speak”: {first} → {then}, {replayed} futures played again."
    )
    row = next(each for each in page.outcomes if each.chosen)
    hits = [each.happened("contact").astype(float) for each in (start, changed)]
    assert row.moved is not None
    assert row.moved.points == f"{100 * (hits[1] - hits[0]).mean():.1f}".replace("-", "−")
    assert row.moved.sign == "down"
    (change,) = page.changes
    assert (change.kind, change.back) == ("forced", "/play/talks?outcome=contact")
    assert "force=ready:false" in page.href
    assert "--force ready=false" in page.command
    ready = page.brief[2].controls[0]
    seen = start.happened("contact")[start.truth[:, 0] == 0].mean()
    assert ready.lines[0].endswith(f"with nothing else changed: {percent(float(seen))}.")
    assert len(page.charts[0].key) == 2
    for chart in page.charts:
        assert_vega_lite(chart)


def test_a_page_where_something_is_seen() -> None:
    start = _ensemble()
    happened = start.happened("contact")
    answer = detente.Ensemble.seen_answer(start, "contact")  # type: ignore[arg-type]
    now = detente.Ensemble.seen(start, "contact")  # type: ignore[arg-type]
    page = _page(View("talks", seen=("contact",)), Played(start, start, now, answer))
    assert f"in the {int(happened.sum())} futures in which that is seen" in page.answer.told
    ready = page.brief[2].controls[0]
    given = start.truth[happened, 0].mean()
    assert ready.seen == f"{percent(float(given), 0)} in the futures seen"
    thing = page.seen.things[0]
    assert (thing.kind, thing.back) == ("seen", "/play/talks")
    row = page.outcomes[0]
    assert (row.now, row.interval) == ("100 %", "seen")
    assert page.answer.interval == "seen"
    assert "seen" not in [other.interval for other in page.outcomes[1:]]
    assert row.seen == ""
    assert row.moved is not None
    assert row.moved.points == f"+{100 * (1 - happened.mean()):.1f}"
    assert not row.moved.interval


def test_too_few_that_see_it_is_said_and_the_rest_stands() -> None:
    start = _ensemble()
    page = _page(View("talks", seen=("thaw",)), Played(start, start, start, fault="too few"))
    assert page.seen.warning == "too few"
    assert page.answer.now == percent(start.probability("contact"))


def test_french_pages_have_no_english_of_the_product() -> None:
    start, changed = _ensemble(), _ensemble("ready", False)
    view = View("talks", forced={"ready": False}, language="fr")
    page = _page(view, Played(start, changed, changed), "fr")
    english = _page(view, Played(start, changed, changed))
    same = {key for key, text in page.t.items() if english.t[key] == text}
    assert same <= {"drawing", "pixels", "seen_date"}
    assert "rejoués" in page.answer.told


def test_which_futures_are_played_again() -> None:
    start, changed = _ensemble(), _ensemble("wary", True)
    assert Played(start, changed, changed).replayed == int(np.sum(start.truth[:, 1] == 0))
    assert Played(start, start, start).replayed == 0


def test_where_too_few_futures_tell_of_a_claim_that_is_said() -> None:
    start = _ensemble()
    few = _ensemble(paths=300)
    page = _page(View("talks", paths=300), Played(few, few, few))
    ready = page.brief[2].controls[0]
    assert ready.value is not None
    assert (ready.value.sign, ready.value.words) == ("few", "too few futures")
    fails = int((few.truth[:, 0] == 0).sum())
    assert ready.value.interval == f"{fails} of the 200 that it takes"
    assert fails < 200
    assert page.strongest == []
    assert {"claim": "ready", "futures": fails} in network(few)["too_few"]
    assert "ready" not in [each["claim"] for each in network(start)["too_few"]]


def test_without_claims_the_page_says_what_can_be_done(tmp_path: Path) -> None:
    folder = tmp_path / "bare"
    folder.mkdir()
    text = (TOY / "scenario.toml").read_text(encoding="utf-8")
    before, _claim, after = text.partition("[[claims]]")
    bare = before + "[[outcomes]]" + after.partition("[[outcomes]]")[2]
    (folder / "scenario.toml").write_text(bare, encoding="utf-8")
    acts = (TOY / "acts.csv").read_text(encoding="utf-8").replace(",ready", ",")
    (folder / "acts.csv").write_text(acts, encoding="utf-8")
    (folder / "brief.md").write_text("Two powers are far apart.\n", encoding="utf-8")
    with running(folder, 200) as place:
        page = get(place).text
    assert "Switch a claim" not in page
    assert "Nothing yet: switch" not in page
    assert "no claim that could be switched" in page
    assert '<a href="/edit/bare?paths=200">Edit the scenario</a>' in page
    assert 'name="reach"' not in page
    assert 'name="see"' in page
