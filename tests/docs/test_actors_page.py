"""The page of actors that are known shows what is so."""

from __future__ import annotations

import datetime as dt
import re
import tomllib

from detente.errors import ScenarioError
from detente.language.faults import Faults
from detente.ontology.actors import resolve_actor
from detente.ontology.known import organisations, parties
from detente.scenario.cast import actors_of
from detente.scenario.file import ActorEntry
from detente.scenario.validate import Places
from tools.generate_docs import DOCS


def test_actors_of_ones_own_are_read_as_written() -> None:
    page = (DOCS / "actors.md").read_text(encoding="utf-8")
    block = re.search(r"```toml part=actors\n(.*?)```", page, flags=re.DOTALL)
    assert block is not None
    entries = [ActorEntry.model_validate(each) for each in tomllib.loads(block[1])["actors"]]
    found = actors_of(entries, Places(""), Faults(ScenarioError))
    assert [actor.kind for actor in found.values()] == ["state", "party", "party", "bloc"]
    assert found["Hezbollah"] == resolve_actor("hezbollah")
    assert found["committee"].members_on(dt.date(2025, 1, 1)) == ("FRA", "LBN", "USA")


def test_days_of_the_example_and_every_actor() -> None:
    page = (DOCS / "actors.md").read_text(encoding="utf-8")
    ecowas = resolve_actor("CEDEAO")
    assert f"28))  # {', '.join(ecowas.suspended_on(dt.date(2025, 1, 28)))}\n" in page
    assert not {"BFA", "MLI", "NER"} & set(ecowas.members_on(dt.date(2025, 1, 29)))
    for each in (*organisations(), *parties()):
        assert f"\n| `{each}` | " in page
