"""A store says by which version of the tables its facts were placed."""

from __future__ import annotations

import hashlib
import json
from importlib import resources
from pathlib import Path

from detente.events import import_files
from detente.events import open as open_store
from detente.events.placing import PLACING
from detente.events.store.manifest import NAME
from detente.events.summary import summary
from detente.ontology.known import ORGANISATIONS
from tests.cli.test_cli import Cli, cli
from tests.events.made import icews_days, put

__all__ = ["cli"]

TABLES = {
    "detente.events.placing": (
        *("adjectives.csv", "ambiguous.csv", "holders.csv", "names.csv", "organs.csv", "roles.csv"),
    ),
    "detente.ontology": (
        *(f"organisations/{table}.toml" for table in ORGANISATIONS),
        *("shared-names.csv", "state-codes.csv", "states.toml"),
    ),
}
DIGEST = "fba90542178e22da"


def test_a_change_of_the_tables_raises_the_version() -> None:
    """If this fails, raise PLACING, unless no entity moves, and write the new digest here."""
    found = hashlib.sha256()
    for package, names in TABLES.items():
        for name in names:
            found.update(resources.files(package).joinpath("data", name).read_bytes())
    assert (PLACING, found.hexdigest()[:16]) == (3, DIGEST)


def earlier(store: Path) -> None:
    """Make a store what it was before its manifest said how facts were placed."""
    raw = json.loads((store / NAME).read_text(encoding="utf-8"))
    raw["format"] = 2
    for entry in raw["imports"]:
        del entry["placing"]
    (store / NAME).write_text(json.dumps(raw), encoding="utf-8")


def test_an_earlier_store_says_so_and_what_to_do(tmp_path: Path, cli: Cli) -> None:
    """In the summary and after an import, also of a file that it has already."""
    store = tmp_path / "s"
    file = put(tmp_path / "a.tab", icews_days(3))
    report = import_files([file], store)
    assert report.placed_before == []
    assert [each.placed_before for each in summary(open_store(store))] == [False]
    said = "import of the same files into a new store"
    assert said not in " ".join(cli("events", "summary", "--store", store).out.split())
    earlier(store)
    assert [each.document()["placed_before"] for each in summary(open_store(store))] == [True]
    assert said in " ".join(cli("events", "summary", "--store", store).out.split())
    for other in (file, put(tmp_path / "b.tab", icews_days(3, a=9))):
        shown = cli("events", "import", other, "--store", store)
        assert (shown.code, shown.err) == (0, "")
        assert said in " ".join(shown.out.split())
    assert import_files([file], tmp_path / "new").placed_before == []
