"""What is pledged is read back the same."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path

import numpy as np
import pytest

from detente.errors import InputError
from detente.forecasts import pledge as pledges
from detente.forecasts.chain import canonical, sealed
from detente.forecasts.forecast import forecasts
from detente.forecasts.pledge import pledge, read_pledges, verify_pledges
from tests.forecasts.asked import played

NOON = dt.datetime(2026, 3, 1, 12, tzinfo=dt.timezone(dt.timedelta(hours=1)))


def test_forecasts_are_read_back_as_they_were(tmp_path: Path) -> None:
    file, ensemble = tmp_path / "p.jsonl", played()
    done = pledge(ensemble, file, by=" Ada ", now=NOON)
    known = list(forecasts(ensemble))
    found = read_pledges(file)
    assert [each.forecast for each in found] == known
    assert done.forecasts == done.lines == len(known)
    assert {each.made for each in found} == {"2026-03-01T11:00:00Z"}
    assert {each.by for each in found} == {"Ada"}
    assert {each.hash for each in found} == {ensemble.scenario.hash}
    assert {(e.seed, e.paths) for e in found} == {(ensemble.seed, ensemble.paths)}
    again = pledge(ensemble, file, only=["calls"])
    assert (again.forecasts, again.lines) == (1, len(known) + 1)
    assert verify_pledges(file, head=done.head).head == again.head
    line = json.loads(file.read_text().splitlines()[0])
    assert line["versions"]["detente"]
    assert line["forced"] == {}


def test_lines_taken_from_the_end_are_found_by_who_keeps_the_hash(tmp_path: Path) -> None:
    file = tmp_path / "p.jsonl"
    head = pledge(played(), file, only=["calls", "never"]).head
    file.write_text(file.read_text().splitlines(keepends=True)[0])
    verify_pledges(file)
    with pytest.raises(InputError, match="no line has the hash"):
        verify_pledges(file, head=head)


def test_a_law_of_many_points_is_pledged_by_its_quantiles(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pledges, "MOST_POINTS", 8)
    file, ensemble = tmp_path / "p.jsonl", played()
    held = np.sort(ensemble.amount_values("measures"))
    assert np.unique(held).size > 8
    pledge(ensemble, file, only=["measures", "calls"])
    first, second = (each.forecast for each in read_pledges(file))
    wanted = np.quantile(held, (np.arange(8) + 0.5) / 8, method="inverted_cdf")
    assert np.repeat(first.values, first.counts).tolist() == wanted.tolist()
    assert first.paths == 8
    assert second == forecasts(ensemble)["calls"]  # dates are kept one by one


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"format": "other"}, "line 1: no pledge"),
        ({"version": 1}, "line 1: version 1; this program reads 2"),
        ({"forecast": {}}, "line 1: what it holds is no forecast"),
        ({"as_of": "x"}, "line 1: what it holds is no forecast"),
        ({"scenario": None}, "line 1: what it holds is no forecast"),
    ],
)
def test_a_sound_line_that_is_no_pledge_is_refused(
    tmp_path: Path, change: dict[str, object], message: str
) -> None:
    file = tmp_path / "p.jsonl"
    pledge(played(), file, only=["calls"])
    line = json.loads(file.read_text())
    content = {k: v for k, v in line.items() if k not in ("number", "previous", "hash")}
    forged = sealed(content | change, 1, line["previous"])
    file.write_text(canonical(forged) + "\n")
    with pytest.raises(InputError, match=message):
        read_pledges(file)


def test_counts_that_do_not_fit_are_no_forecast(tmp_path: Path) -> None:
    file = tmp_path / "p.jsonl"
    pledge(played(), file, only=["calls", "measures"])
    for number, wrong in ((0, {"paths": 1}), (0, {"counts": [1]}), (1, {"paths": 401}),
                          (0, {"closes": "2024-11-19"}), (1, {"kind": "category"})):  # fmt: skip
        line = json.loads(file.read_text().splitlines()[number])
        content = {k: v for k, v in line.items() if k not in ("number", "previous", "hash")}
        content["forecast"] |= wrong
        other = tmp_path / "q.jsonl"
        other.write_text(canonical(sealed(content, 1, "0" * 64)) + "\n")
        with pytest.raises(InputError, match="what it holds is no forecast"):
            read_pledges(other)


def test_wrong_names_and_places_are_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="no 'cals'; did you mean 'calls'"):
        pledge(played(), tmp_path / "p.jsonl", only=["cals"])
    for name in ("a\nb", "x" * 101):
        with pytest.raises(InputError, match="at most 100 characters"):
            pledge(played(), tmp_path / "p.jsonl", by=name)
    with pytest.raises(InputError, match="it is a folder"):
        pledge(played(), tmp_path)
    with pytest.raises(InputError, match="no such file"):
        verify_pledges(tmp_path / "none.jsonl")
    assert not list(tmp_path.iterdir())
