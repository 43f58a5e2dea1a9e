"""The account of an observation: in the folder, on the page, and as it stands in no other."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

import detente
from detente.cli.app import app
from detente.ensemble.simulate import simulate
from detente.errors import InputError
from detente.language.current import use_language
from detente.observe.account import Account, account_in
from detente.observe.document import document
from detente.observe.observe import observe
from detente.observe.successor import successor
from detente.scenario.folder import Memory
from detente.scenario.read import read
from tests.observe.test_exact import TO
from tests.observe.worlds import acts_of, three_claims
from tests.report.pages import read as read_page


def test_the_folder_tells_what_was_observed() -> None:
    scenario = three_claims()
    observed = observe(scenario, acts_of(simulate(scenario, paths=12, seed=5), 3, 45), TO)
    found = successor(observed).scenario
    told = account_in(found)
    assert told is not None
    assert told == Account.of(document(observed), scenario)
    assert [s[0] for s in told.shares] == [c[0] for c in told.claims]
    moved = max(observed.movers, key=lambda each: each.size)
    claim, change = max(moved.moved.items(), key=lambda each: abs(each[1]))
    assert told.movers[0].claims[0][0] == observed.claims[claim].statement
    assert told.movers[0].claims[0][1].startswith("+" if change > 0 else "−")
    assert account_in(scenario) is None
    texts = {**found.texts, "observed/account.json": json.dumps({"format": "other"})}
    with pytest.raises(InputError, match=r"account.json: it is not what detente observe has"):
        account_in(read(Memory(texts, "small")))


def test_the_page_of_the_folder_has_it(tmp_path: Path) -> None:
    scenario = detente.load("tariff-truce-2025")
    acts = scenario.simulate(8).future(7).acts
    to = scenario.as_of.replace(month=6, day=25)
    observed = scenario.observe([a for a in acts if a.date <= to], to, paths=200)
    observed.write(tmp_path / "june")
    language, said = "fr", "Ce qui a été observé auparavant"
    given = ["report", str(tmp_path / "june"), "-o", "-", "--paths", "60", "--language", language]
    made = CliRunner().invoke(app, given)
    assert made.exit_code == 0, made.output
    section = next(e for e in read_page(made.stdout) if e.attributes.get("id") == "s-observed")
    words = " ".join(section.text.split())
    assert said in words
    with use_language(language):
        told = account_in(detente.load(tmp_path / "june"))
        assert told is not None
        for each in told.movers:
            assert " ".join(each.what.split()) in words
            assert " ".join(each.claims[0][0].split()) in words
