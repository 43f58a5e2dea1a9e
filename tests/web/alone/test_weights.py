"""The law that a page weighs by, in a browser, is the law by which the program draws.

Futures are drawn as believed; under a setting their weighed truths are compared, as a joint law,
with truths that are drawn under it from nothing. Seeds are fixed; 4.5 standard errors of both sides
are let pass, so that among some 600 cells one false alarm in 300 runs is expected.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
from scipy.special import betaincinv

from detente.claims.belief import Draws, believe
from detente.claims.claim import Claim
from detente.web.alone.file import ORDER, SCRIPTS
from detente.web.alone.law import Grids, follows_of, law_data
from detente.web.alone.packed import packed
from tests.claims.test_belief import VOICES, claim
from tests.forms import size

if TYPE_CHECKING:
    from playwright.sync_api import Browser

PATHS = size(12_000, 60_000)

FEWEST = 25
"""Stored futures of a cell that is compared."""

CASES: dict[str, tuple[list[Claim], list[dict[str, Any]]]] = {
    "a voice": (
        [claim(name, 0.3 + 0.1 * i, "chorus") for i, name in enumerate("abcd")],
        [{"b": 0.8}, {"a": True, "c": 0.2}, {"a": False, "b": False, "d": 0.5}],
    ),
    "two voices that meet": (
        [
            claim("a", 0.6, "chorus"), claim("b", 0.4, "chorus"),
            claim("c", 0.5, "others"), claim("d", 0.7, "others"),
            claim("e", 0.9, given="a", credence_otherwise=0.2),
            claim("f", 0.5, cases=[{"where": {"c": True, "e": False}, "credence": 0.9}]),
        ],
        [{"a": True, "e": 0.5}, {"c": 0.2, "f": 0.3}],
    ),
    "given others": (
        [
            claim("c", 0.5, "chorus"), claim("d", 0.5, "chorus"),
            claim("b", 0.8, given="c", credence_otherwise=0.3),
            claim("a", 0.9, given="b", credence_otherwise=0.2),
        ],
        [{"c": True}, {"c": True, "a": 0.4}, {"c": 0.9, "b": 0.2, "a": 0.6}],
    ),
    "cases": (
        [
            claim("b", 0.4), claim("c", 0.7),
            claim("a", 0.3, cases=[
                {"where": {"b": True}, "credence": 0.6},
                {"where": {"b": True, "c": False}, "credence": 0.9},
            ]),
        ],
        [{"b": True}, {"b": 0.8, "a": 0.5}, {"c": False, "a": 0.2}],
    ),
    "relations": (
        [
            claim("a", 0.5, excludes=["b"]), claim("b", 0.3), claim("c", 0.7),
            claim("d", 0.2, implies=["c"]), claim("e", 0.4, given="d", credence_otherwise=0.1),
        ],
        [{"a": True}, {"b": 0.5}, {"d": 0.5, "e": 0.3}, {"a": 0.2, "b": 0.6, "d": False}],
    ),
    "tied under another": (
        [
            claim("g", 0.5, "chorus"), claim("h", 0.5, "chorus"),
            claim("a", 0.6, given="g", credence_otherwise=0.2, excludes=["b"]),
            claim("b", 0.3), claim("c", 0.5, given="a", credence_otherwise=0.9),
        ],
        [{"g": True}, {"g": 0.8, "b": 0.5}, {"g": False, "c": 0.5}],
    ),
    "a spread": (
        [claim("a", 0.6, "chorus", credence_sd=0.15), claim("b", 0.4, "chorus"),
         claim("c", 0.5, given="a", credence_otherwise=0.3)],
        [{"a": 0.8}, {"b": True, "c": 0.7}],
    ),
}  # fmt: skip


@pytest.fixture(scope="module")
def ask(browser: Browser) -> Any:
    """Run something of the page's scripts."""
    page = browser.new_page()
    text = "\n".join((SCRIPTS / name).read_text(encoding="utf-8") for name in ORDER[:-1])
    page.add_script_tag(content=text)
    yield page.evaluate
    page.close()


def stored(claims: list[Claim], paths: int) -> dict[str, Any]:
    """What a page stores of futures that are drawn as believed."""
    index = np.arange(paths)
    draw = index // 20
    truth = believe(claims, VOICES, 3, index, {}, draw)
    grids = Grids(claims, VOICES)
    draws = Draws(claims, VOICES, 3, index, draw)
    return {
        "paths": paths, "days": 1, "claims": [{"id": each.id} for each in claims], "outcomes": [],
        "follows": follows_of(claims), "laws": [law_data(claims, VOICES, draws, grids)],
        "grids": grids.data(),
        "packed": packed(truth, np.full((paths, 0), -1, np.int32), draw, np.zeros(paths, np.int64)),
    }  # fmt: skip


ASK = """async ([data, settings]) => {
  const futures = await Futures.of(data);
  return settings.map(([forced, credences]) => {
    const weights = futures.weights({ forced, credences, seen: [] });
    const cells = new Array(2 ** data.claims.length).fill(0);
    const squares = [...cells], counts = [...cells];
    for (let path = 0; path < data.paths; path++) {
      let key = 0;
      futures.truth.forEach((truth, i) => { key |= truth[path] << i; });
      cells[key] += weights[path];
      squares[key] += weights[path] ** 2;
      counts[key] += 1;
    }
    return [cells, squares, counts, weights.reduce((a, b) => a + b)];
  });
}"""


@pytest.mark.parametrize("name", CASES)
def test_weighed_truths_have_the_law_of_a_draw_from_nothing(
    ask: Callable[..., Any], name: str
) -> None:
    claims, settings = CASES[name]
    asked = [
        (
            {c: v for c, v in each.items() if isinstance(v, bool)},
            {c: v for c, v in each.items() if not isinstance(v, bool)},
        )
        for each in settings
    ]
    data = stored(claims, PATHS)
    index = np.arange(200_000)
    for (cells, squares, counts, total), (forced, credences) in zip(
        ask(ASK, [data, asked]), asked, strict=True
    ):
        truth = believe(claims, VOICES, 8, index, forced, index // 20, credences)
        key = truth @ (1 << np.arange(len(claims)))
        drawn = np.bincount(key, minlength=2 ** len(claims)) / index.size
        weighed, error = np.array(cells) / PATHS, np.sqrt(np.array(squares)) / PATHS
        assert total / PATHS == pytest.approx(1.0, abs=0.08)
        # a spread is shared by twenty futures
        spread = 3.0 if name == "a spread" else 1.0
        allowed = 4.5 * spread * np.sqrt(error**2 + drawn / index.size) + 2e-4
        told = np.array(counts) >= FEWEST  # of a few futures the error is not known
        assert drawn[told].sum() > 0.8
        assert (np.abs(weighed - drawn) <= allowed)[told].all(), (forced, credences)


def test_nothing_changed_weighs_all_alike_and_a_lone_claim_by_its_ratio(
    ask: Callable[..., Any],
) -> None:
    claims = [claim("a", 0.75), claim("b", 0.5)]
    data = stored(claims, 400)
    truth = believe(claims, VOICES, 3, np.arange(400), {})[:, 0]
    run = """async ([data, forced, credences]) => [
      ...(await Futures.of(data)).weights({ forced, credences, seen: [] })]"""
    assert ask(run, [data, {}, {}]) == [1.0] * 400
    assert ask(run, [data, {}, {"a": 0.75}]) == [1.0] * 400
    moved = np.where(truth == 1, 0.6 / 0.75, 0.4 / 0.25)
    assert ask(run, [data, {}, {"a": 0.6}]) == pytest.approx(moved)
    assert ask(run, [data, {"a": True}, {}]) == pytest.approx(np.where(truth == 1, 1 / 0.75, 0.0))


def test_what_relations_rule_out_is_refused(ask: Callable[..., Any]) -> None:
    claims, _settings = CASES["relations"]
    run = """async ([data, forced, credences]) => {
      const futures = await Futures.of(data);
      try { futures.weights({ forced, credences, seen: [] }); } catch (error) {
        return error instanceof Contradiction;
      }
      return "weighed";
    }"""
    data = stored(claims, 100)
    assert ask(run, [data, {"a": True, "b": True}, {}]) is True
    assert ask(run, [data, {"a": True}, {"b": 0.5}]) is True
    assert ask(run, [data, {"a": True}, {"d": 0.5}]) == "weighed"


def test_the_ends_of_an_interval_are_those_of_the_beta_law(ask: Callable[..., Any]) -> None:
    for mean, sd in ((0.3, 0.1), (0.02, 0.015), (0.97, 0.02), (0.5, 0.45)):
        total = mean * (1 - mean) / sd**2 - 1
        ends = [float(betaincinv(mean * total, (1 - mean) * total, q)) for q in (0.025, 0.975)]
        found = ask("([mean, variance]) => interval(mean, variance)", [mean, sd**2])
        assert found == pytest.approx(ends, abs=1e-8)
    assert ask("() => interval(0, 0.1)") == [0, 0]
