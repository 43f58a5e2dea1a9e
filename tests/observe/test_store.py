"""Acts of the event store, the whole way round: played, filed, imported, observed."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

import detente.events
from detente.ensemble.simulate import simulate
from detente.observe.observe import observe
from tests.events.made import icews_row, icews_text, put
from tests.observe.worlds import acts_of, three_claims

NAMES = {"USA": "United States", "RUS": "Russia", "UKR": "Ukraine"}
CODES = {"CONSULT": "040", "ACCUSE": "112", "AID": "070"}
DAYS = 30


def test_the_store_and_a_file_tell_the_same(tmp_path: Path) -> None:
    scenario = three_claims()
    to = scenario.as_of + dt.timedelta(days=DAYS)
    acts = acts_of(simulate(scenario, paths=12, seed=5), 3, DAYS)
    rows: list[str] = []
    for act in acts:
        ends = [(act.source, act.target)]
        if act.act.joint:  # written down by both sides
            ends.append((act.target, act.source))
        for source, target in ends:
            code = CODES[act.act.type]
            rows.append(icews_row(len(rows), act.date, NAMES[source], code, NAMES[target]))
    for day in range(1, DAYS + 1):  # strangers meet on each day, so that none is missing
        date = scenario.as_of + dt.timedelta(days=day)
        rows.append(icews_row(len(rows), date, "Foreign Affairs (Brazil)", "070", "Peru"))
    store = tmp_path / "store"
    assert not detente.events.import_files(
        [put(tmp_path / "a.tab", icews_text(rows))], store
    ).failed
    stored = observe(scenario, None, to, store=store, dataset="icews")
    told = observe(scenario, acts, to)
    assert stored.to == to
    assert len(stored.acts) == len({(a.date, a.act, a.source, a.target) for a in acts})
    assert [c.after for c in stored.claims] == pytest.approx([c.after for c in told.claims])
    assert stored.score == pytest.approx(told.score)
