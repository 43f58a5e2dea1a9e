"""Two ensembles are compared path by path where they have the same draws."""

from __future__ import annotations

import datetime as dt
import io
import tempfile
from pathlib import Path

import numpy as np
import pytest
from rich.console import Console

import detente
from detente.ensemble.estimate import difference
from detente.explain.compare import Comparison, compare
from detente.explain.document import comparison_document
from detente.explain.pieces import LEAD
from detente.language.current import use_language
from detente.terminal.compared import show
from detente.terminal.console import console
from tests.effects.toy import TOY
from tests.explain.worlds import ensemble, world
from tests.fitting.worlds import tables, write


def test_with_itself_nothing_differs() -> None:
    found = compare(ensemble(), ensemble())
    assert found.paired
    for row in found.outcomes:
        assert (row.difference, row.interval, row.waiting) == (0.0, (0.0, 0.0), 0.0)
        assert not row.told
    assert found.contributions == ()


def test_a_forced_claim() -> None:
    forced = world().simulate(1200, seed=3, ready=True)
    found = compare(ensemble(), forced)
    assert found.paired
    by_id = {row.outcome: row for row in found.outcomes}
    a, b = (e.happened("contact").astype(np.float64) for e in (ensemble(), forced))
    expected = difference(b - a, ensemble().design.parameters)
    assert by_id["contact"].difference == expected.mean
    assert by_id["contact"].interval == expected.interval
    assert by_id["contact"].monte_carlo == expected.monte_carlo
    assert by_id["contact"].told
    assert by_id["contact"].waiting < 0
    assert by_id["sanctions"].difference == 0.0
    parts = {(part.process, part.effect): part for part in found.contributions}
    ready = parts["call", "readiness"]
    assert ready.difference == ready.second - ready.first > 0.1
    # and Moscow, readier, is farther ahead
    assert parts["call", LEAD].difference > 0.1


def test_other_draws_are_not_paired() -> None:
    other = world().simulate(1200, seed=4)
    found = compare(ensemble(), other)
    assert not found.paired
    row = next(row for row in found.outcomes if row.outcome == "contact")
    p, q = row.first, row.second
    assert row.difference == q - p
    # the spreads of both, and the errors of both
    spreads = [e.estimate("contact").parameter_sd for e in (ensemble(), other)]
    half = 1.959964 * np.hypot(spreads[0], spreads[1])
    assert half * 0.8 < (row.interval[1] - row.interval[0]) / 2 < half * 1.5
    errors = [e.estimate("contact").monte_carlo for e in (ensemble(), other)]
    assert row.monte_carlo == pytest.approx(np.hypot(errors[0], errors[1]), rel=0.1)


def test_different_horizons_are_cut_at_the_shorter() -> None:
    short = world().simulate(1200, seed=3, until=dt.date(2024, 12, 18))
    found = compare(ensemble(), short)
    assert found.paired
    for row in found.outcomes:
        assert (row.difference, row.waiting) == (0.0, 0.0), row.outcome
    first, last = dt.date(2024, 11, 19), dt.date(2024, 12, 18)
    assert (found.days, found.same_dates, found.spans) == (30, True, ((first, last),) * 2)
    assert "2024-11-19 to 2024-12-18" in repr(found)
    document = comparison_document(found)
    span = {"from": "2024-11-19", "until": "2024-12-18"}
    assert document["compared"] == {
        "days": 30, "same_dates": True, "first": span, "second": span,
    }  # fmt: skip
    assert document["first"]["last_day"] == "2025-03-18"
    assert document["second"]["as_of"] == "2024-11-18"
    (soon,) = [row for row in document["outcomes"] if row["outcome"] == "soon"]
    assert soon["first_after"] is None  # of days that are not compared
    assert soon["second_after"]["chance_of_both"]["probability"] == soon["second"]


def talks(as_of: dt.date, horizon: int) -> detente.Ensemble:
    """Futures of two powers that talk, from a day on."""
    raw = tables(horizon=horizon)
    raw["as_of"] = as_of
    raw["outcomes"] = [{"kind": "acts", "id": "talks", "title": "They talk", "on": ["talk"]}]
    with tempfile.TemporaryDirectory() as folder:
        return detente.load(write(Path(folder), raw)).simulate(200, seed=3)


def printed(found: Comparison, language: str = "en") -> str:
    file = io.StringIO()
    with use_language(language):
        show(console(file, 400), found)
    return file.getvalue()


def test_what_was_compared_is_said() -> None:
    same = compare(ensemble(), ensemble())
    assert "\nCompared up to 18 March 2025.\n" in printed(same)
    assert "from 19 November" not in printed(same)
    short = compare(ensemble(), world().simulate(1200, seed=3, until=dt.date(2024, 12, 18)))
    assert "Compared up to 18 December 2024; what A plays beyond it does not count." in (
        printed(short)
    )
    assert "120 d from 19 November 2024 to 18 March 2025, seed 3" in printed(short)
    assert "Comparaison jusqu’au 18 décembre 2024" in printed(short, "fr")


def test_other_dates_are_compared_day_by_day_and_it_is_said() -> None:
    found = compare(talks(dt.date(2024, 11, 18), 90), talks(dt.date(1816, 1, 1), 60))
    assert (found.days, found.same_dates) == (60, False)
    text = printed(found)
    assert "60 d from 2 January 1816 to 1 March 1816" in text
    assert (
        "A and B begin on different dates: each day is compared with the one as long after the "
        "beginning, 60 days of each, from 19 November 2024 to 17 January 2025 in A, from "
        "2 January 1816 to 1 March 1816 in B. What A plays beyond them does not count."
    ) in text
    assert "du 2 janvier 1816 au 1er mars 1816 pour B" in printed(found, "fr")
    document = comparison_document(found)["compared"]
    assert document["first"] == {"from": "2024-11-19", "until": "2025-01-17"}
    assert document["second"] == {"from": "1816-01-02", "until": "1816-03-01"}


def test_progress_of_contributions_ends_with_the_last_future() -> None:
    told: list[tuple[int, int]] = []
    forced = world().simulate(300, seed=3, force={"ready": True})
    other = world().simulate(200, seed=3)
    compare(other, forced, progress=lambda done, total: told.append((done, total)))
    assert told[-1][0] == told[-1][1]
    assert all(done <= total for done, total in told)
    assert [done for done, _total in told] == sorted(done for done, _total in told)


def test_outcomes_of_one_only_are_named() -> None:
    toy = detente.load(TOY).simulate(200, seed=3)
    found = compare(toy, ensemble(), outcome="contact")
    assert found.only_first == []
    assert set(found.only_second) == {"crossed", "words", "soon"}
    assert {row.outcome for row in found.outcomes} == {"contact", "sanctions", "thaw"}
    with pytest.raises(detente.OutcomeError, match="is not in both"):
        compare(toy, ensemble(), outcome="crossed")


def test_an_index_has_no_contributions() -> None:
    assert compare(ensemble(), ensemble(), outcome="thaw").contributions == ()


def test_of_an_outcome_after_another_both_chances_are_compared(
    capsys: pytest.CaptureFixture[str],
) -> None:
    forced = world().simulate(1200, seed=3, ready=True)
    found = compare(ensemble(), forced)
    first, second = ensemble().after("soon"), forced.after("soon")
    assert first is not None
    assert second is not None
    row = next(r for r in comparison_document(found)["outcomes"] if r["outcome"] == "soon")
    for key, each in (("first", first), ("second", second)):
        assert each.given is not None
        chances = row[f"{key}_after"]
        assert chances["chance_of_both"]["probability"] == row[key]
        assert chances["chance_given_antecedent"]["probability"] == each.given.probability
    show(Console(width=120), found)
    printed = capsys.readouterr().out
    assert "A call after a sanction (chance of both)" in printed
    assert "given “" in printed
    assert "forced true: “One side is ready to talk”" in printed
