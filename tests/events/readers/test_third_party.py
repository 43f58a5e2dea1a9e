"""Readers of other packages come in by the door of the built-in ones."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from detente.errors import InputError
from detente.events import import_files
from detente.events.readers import registry
from detente.events.readers.base import Head
from tests.events.made import icews_text, put
from tests.events.readers.facts import acts, imported

READER = '''
from detente.events.coding.table import coded
from detente.events.readers.base import Fields, Layout
from detente.events.readers.cells import date, text
from detente.events.readers.rules import Rule, having


class Diary:
    """Lines such as ``2020-01-01|RUS|USA|040``."""

    dataset = "diary"
    title = "a diary"
    scheme = "cameo"
    countries = "iso3"
    identity = "fact"
    rules = having(Rule.MISSING, Rule.TYPES, Rule.ISO, Rule.YEARS)

    def layout(self, head):
        if head.lines and head.lines[0].count("|") == 3:
            return Layout(("day", "who", "whom", "what"), separator="|")
        return None

    def fields(self, layout):
        return Fields(
            date=date(layout, "day"), date_text=text("day"), source=text("who"),
            target=text("whom"), source_country=text("who"), target_country=text("whom"),
            code=text("what"), event_id="''",
        )

    def code(self, code):
        return coded("cameo").get(code)


class Unnamed(Diary):
    dataset = "../diary"


class Unknown(Diary):
    scheme = "mine"


class Forgetful(Diary):
    rules = {Rule.MISSING: True}


class Half:
    title = "nothing else"


class Angry:
    def __init__(self):
        raise RuntimeError("no\\nlicence")
'''

MODULE = "detente_test_diary"


@pytest.fixture
def package(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A folder of installed packages, with one that has readers; `provide` says which."""
    site = tmp_path / "site"
    put(site / f"{MODULE}.py", READER)
    put(site / "diary-1.0.dist-info" / "METADATA", "Metadata-Version: 2.1\nName: diary\n")
    monkeypatch.syspath_prepend(site)
    registry.readers.cache_clear()
    yield site
    sys.modules.pop(MODULE, None)
    registry.readers.cache_clear()


def provide(site: Path, name: str, reader: str) -> None:
    text = f"[{registry.GROUP}]\n{name} = {reader}\n"
    put(site / "diary-1.0.dist-info" / "entry_points.txt", text)


def test_it_is_found_and_used(package: Path, tmp_path: Path) -> None:
    provide(package, "diary", f"{MODULE}:Diary")
    assert {"acled", "diary", "gdelt", "icews", "polecat"} <= set(registry.readers())
    store = tmp_path / "store"
    file = put(tmp_path / "a.txt", "2020-01-01|RUS|USA|0311\n2020-01-02|USA|RUS|173\n13y|A|B|040\n")
    report = imported(store, file)
    assert (report.files[0].dataset, report.files[0].kept) == ("diary", 2)
    assert report.reasons == {"the date 13y is none": 1}
    assert acts(store, "source_state, target_state, code") == [
        ("RUS", "USA", "0311"),
        ("USA", "RUS", "173"),
    ]
    again = put(tmp_path / "b.txt", "2020-01-03|RUS|USA|0311\n")
    imported(store, again, reader="diary")
    tab = put(tmp_path / "a.tab", icews_text([]))
    assert import_files([tab], store, reader="diary").failed == [
        ("a.tab", "a.tab: not recognised as a diary")
    ]


@pytest.mark.parametrize(
    ("reader", "says"),
    [
        (f"{MODULE}:Nobody", "has no attribute 'Nobody'"),
        ("no_such_module:Diary", "No module named 'no_such_module'"),
        (f"{MODULE}:Angry", "no\\nlicence"),
        (f"{MODULE}:Half", "has no attribute 'layout'"),
        (f"{MODULE}:Unnamed", "'../diary' is no name of a data source"),
        (f"{MODULE}:Unknown", "'mine' is none of cameo, weis, plover, acled"),
        (f"{MODULE}:Forgetful", "does not say whether it has the rule 'several'"),
    ],
)
def test_a_broken_one_is_reported_in_one_line(
    package: Path, tmp_path: Path, reader: str, says: str
) -> None:
    provide(package, "diary", reader)
    report = import_files([put(tmp_path / "a.txt", "2020-01-01|RUS|USA|040\n")], tmp_path / "store")
    ((_, message),) = report.failed
    assert message.startswith(f"reader 'diary' ({reader}) cannot be loaded: ")
    assert says in message
    assert message.isprintable()
    assert report.files == []


def test_two_that_both_know_a_file(package: Path) -> None:
    text = f"[{registry.GROUP}]\none = {MODULE}:Diary\ntwo = {MODULE}:Diary\n"
    put(package / "diary-1.0.dist-info" / "entry_points.txt", text)
    with pytest.raises(InputError, match="could be diary or diary; name one with reader=…"):
        registry.recognise(Head("a.txt", ("2020-01-01|RUS|USA|040",)))


def test_a_reader_that_is_not_there() -> None:
    with pytest.raises(InputError, match="reader=icew: no such reader; did you mean 'icews'"):
        registry.recognise(Head("a.txt", ("x",)), "icew")
