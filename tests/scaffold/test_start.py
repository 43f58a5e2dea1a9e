"""A starting scenario can be played as it stands, whoever the actors are."""

from __future__ import annotations

import datetime as dt
import errno
from pathlib import Path

import pycountry
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import detente
from detente import Scenario
from detente.check.locators import verify
from detente.check.report import check
from detente.check.signs import try_signs
from detente.claims.locator import fingerprint
from detente.claims.sentences import sentences
from detente.errors import InputError
from detente.ontology.actors import Actor
from detente.scaffold.cast import MOST, Member, choose, slug
from detente.scaffold.settings import Settings
from detente.scaffold.start import start
from tests.forms import size

AS_OF = dt.date(2026, 11, 25)
ODD = "Ha\"mas \\ 'x' {#y} {{ z }} #1"

CASTS: dict[str, tuple[list[str], list[str], list[str]]] = {
    "two": (["USA,CHN"], [], ["USA", "CHN"]),
    "three": (["FRA", "DEU,POL"], [], ["FRA", "DEU", "POL"]),
    "six": (["IND,PAK,CHN,USA,RUS,IRN"], [], ["IND", "PAK", "CHN", "USA", "RUS", "IRN"]),
    "blocs": (["EU,BRICS+,Global South"], [], ["EU", "BRICS+", "South"]),
    "spellings": (
        ["south korea,Côte d'Ivoire", "U.S.", "russian federation"],
        [],
        ["KOR", "CIV", "USA", "RUS"],
    ),
    "comma": (["Korea, Republic of", "JPN"], [], ["KOR", "JPN"]),
    "full stops": (["ABC,DEF"], ["ABC=Dr. A. B. Cee", "DEF=St. D. Party"], ["ABC", "DEF"]),
    "party": (["isr", "hamas"], [f"hamas={ODD}"], ["ISR", "hamas"]),
    "known": (["ONU,CEDEAO", "hezbollah", "AIEA"], [], ["UN", "ECOWAS", "Hezbollah", "IAEA"]),
}


def made(folder: Path, actors: list[str], parties: list[str] | None = None) -> Scenario:
    start(str(folder), Settings(actors, parties=parties or [], as_of=AS_OF))
    return detente.load(folder)


@pytest.mark.parametrize("name", CASTS)
def test_cast_makes_a_sound_scenario(tmp_path: Path, name: str) -> None:
    actors, parties, ids = CASTS[name]
    scenario = made(tmp_path / "a new one", actors, parties)
    assert scenario.id == "a-new-one"
    assert list(scenario.actors) == ids
    assert scenario.as_of == AS_OF
    assert scenario.file.horizon == 365
    assert len(scenario.processes) == 17 + 10 * (len(ids) - 2)
    locators = {"notes": verify(scenario, "notes", tmp_path / "a new one/notes.md")}
    report = check(scenario, locators, quick=name != "two")
    assert report.faults == []
    assert all(sign.verdict == "holds" for sign in report.signs or [])
    assert (report.signs is None) == (name != "two")
    assert report.locators == {"notes": []}
    assert report.without_effect == report.without_sign == report.without_passage == []
    assert report.passages_without_claim == []
    assert any(claim.given for claim in scenario.claims)
    assert {quantity.basis for quantity in (p.rate for p in scenario.processes)} == {
        "judgement", "record",
    }  # fmt: skip


@pytest.mark.parametrize("name", ["two", "six", "party"])
def test_cast_is_playable(tmp_path: Path, name: str) -> None:
    actors, parties, _ = CASTS[name]
    scenario = made(tmp_path / name, actors, parties)
    ensemble = scenario.simulate(paths=400, seed=1)
    for outcome in scenario.outcomes:
        least = 0.02 if outcome.listed else 0.0  # what comes after what is rare is rarer
        assert least < ensemble.probability(outcome.id) < 0.98, outcome.id


def test_signs_hold(tmp_path: Path) -> None:
    scenario = made(tmp_path / "three", ["USA,CHN,IND"])
    results = try_signs(scenario, paths=size(500, 1000), seed=20261125)
    assert {result.claim for result in results} == {claim.id for claim in scenario.claims}
    for result in results:
        assert result.verdict == "holds", result


@given(
    codes=st.lists(
        st.sampled_from([country.alpha_3 for country in pycountry.countries]),
        min_size=2,
        max_size=3,
        unique=True,
    ),
    horizon=st.integers(7, 3660),
    title=st.none()
    | st.text(st.characters(exclude_categories=["C", "Zl", "Zp"]), min_size=1, max_size=60)
    .filter(str.isprintable)
    .filter(str.strip),
)
@settings(max_examples=size(4, 25))
def test_any_states_load(
    tmp_path_factory: pytest.TempPathFactory, codes: list[str], horizon: int, title: str | None
) -> None:
    folder = tmp_path_factory.mktemp("any") / "new"
    start(str(folder), Settings(codes, as_of=AS_OF, horizon=horizon, title=title))
    scenario = detente.load(folder)
    assert list(scenario.actors) == codes
    assert title is None or scenario.title == title.strip()
    assert verify(scenario, "notes", folder / "notes.md") == []


def test_files_are_what_they_say(tmp_path: Path) -> None:
    files = start(str(tmp_path / "x"), Settings(["USA,CHN"], as_of=AS_OF))
    assert {path.name for path in (tmp_path / "x").iterdir()} == set(files)
    for name, text in files.items():
        assert (tmp_path / "x" / name).read_text(encoding="utf-8") == text
        assert text.endswith("\n")
        assert not text.endswith("\n\n")
    toml = files["scenario.toml"]
    assert toml.startswith("#:schema ./scenario.schema.json\n")
    assert "docs/scenario.md" in toml
    assert "\n\n\n" not in toml
    numbered = sentences(files["notes.md"])
    assert fingerprint("The United States is ready to talk with China.") in {
        fingerprint(sentence) for sentence in numbered
    }


def test_same_input_same_files(tmp_path: Path) -> None:
    first = start(str(tmp_path / "a" / ".." / "x"), Settings(["USA,CHN"], as_of=AS_OF))
    again = start(
        str(tmp_path / "b" / ".." / "y" / ".." / "x2"), Settings(["USA,CHN"], as_of=AS_OF)
    )
    assert {name: text.replace('"x2"', '"x"') for name, text in again.items()} == first


def test_a_bloc_has_no_leader(tmp_path: Path) -> None:
    scenario = made(tmp_path / "x", ["NATO,RUS"])
    words = " ".join(process.title + process.prose for process in scenario.processes)
    assert "leaders" not in words
    assert "highest representatives" in words


def test_two_actors_never_share_ids(tmp_path: Path) -> None:
    parties = ["a+=One", "a-=Two", "a_=Three"]
    scenario = made(tmp_path / "x", ["a+,a-,a_"], parties)
    assert list(scenario.actors) == ["a+", "a-", "a_"]


def test_empty_folder_is_taken(tmp_path: Path) -> None:
    (tmp_path / "x").mkdir()
    assert made(tmp_path / "x", ["USA,CHN"]).id == "x"


@pytest.mark.parametrize(
    ("folder", "expected"),
    [("Été à Paris", "ete-a-paris"), ("日本", "scenario"), ("--x_1--", "x-1"), ("A.B", "a-b")],
)
def test_slug(folder: str, expected: str) -> None:
    assert slug(folder, "scenario") == expected


@pytest.mark.parametrize(
    ("actor", "within", "begins"),
    [
        ("USA", "the United States", "The United States"),
        ("VIR", "the US Virgin Islands", "The US Virgin Islands"),
        ("CHN", "China", "China"),
        ("South", "the Global South", "The Global South"),
        ("EU", "the European Union", "The European Union"),
        ("Union africaine", "the African Union", "The African Union"),
        ("OTAN", "NATO", "NATO"),
        ("talibans", "the Taliban", "The Taliban"),
        ("hezbollah", "Hezbollah", "Hezbollah"),
    ],
)
def test_names_in_sentences(actor: str, within: str, begins: str) -> None:
    member = choose([actor, "FRA"], [])[0]
    assert (member.the, member.start) == (within, begins)


def test_a_party_keeps_its_name() -> None:
    assert Member(Actor("x", "United Front", "party"), "x").the == "United Front"
    assert Member(Actor("Taliban", "My Talibs", "party"), "x").the == "My Talibs"


def test_a_known_party_is_one_line(tmp_path: Path) -> None:
    text = start(str(tmp_path / "x"), Settings(["ISR,hezbollah"], as_of=AS_OF))["scenario.toml"]
    assert '  "Hezbollah", # Hezbollah\n' in text
    assert 'kind = "party"\n' not in text


def test_groups_name_processes_of_the_cast(tmp_path: Path) -> None:
    scenario = made(tmp_path / "x", ["USA,CHN,IND"])
    ids = [process.id for process in scenario.processes]
    groups = scenario.file.groups
    assert groups["all"] == ids
    assert list(groups)[-1] == "all"
    assert all(set(group) <= set(ids) for group in groups.values())


@pytest.mark.parametrize(
    ("actors", "parties", "words"),
    [
        ([], [], "name at least two"),
        (["USA"], [], "name at least two"),
        (["USA,Chnia"], [], "did you mean 'China' (CHN)"),
        (["USA,rebels"], [], "--party ID=NAME"),
        (["USA,Congo"], [], "'Congo' may be Republic of the Congo (COG) and DR Congo (COD)"),
        (["Korea", "USA"], [], "'Korea' may be South Korea (KOR) and North Korea (PRK)"),
        (["USA,Congo"], ["Congo=Us"], "'Congo' may be"),
        (["USA,U.S."], [], "United States (USA) is named twice"),
        (["USA,,CHN"], [], "a name is empty"),
        (["USA CHN"], [], "put commas between names: --actors USA,CHN"),
        (["France/Germany"], [], "put commas between names: --actors France,Germany"),
        (["Armenia - Azerbaijan"], [], "put commas between names: --actors Armenia,Azerbaijan"),
        (["Korea, Republic of,CHN"], [], "needs an --actors of its own"),
        (["USA,x"], ["x"], "write ID=NAME"),
        (["USA,x"], ["1x=X"], "write ID=NAME"),
        (["USA,x"], ["x="], "one line of 1 to 200 printable characters"),
        (["USA,x"], ["x=a\x1b[31mb"], "one line of 1 to 200 printable characters"),
        (["USA,x"], ["x=X", "X=Y"], "given twice"),
        (["USA,CHN"], ["USA=Us"], "'USA' is United States"),
        (["USA,EU"], ["EU=Brussels"], "'EU' is European Union"),
        (["USA,AU"], [], "'AU' may be African Union (African-Union) and Australia (AUS)"),
        (["USA,CHN"], ["x=X"], "no --actors names it"),
        ([",".join(c.alpha_3 for c in list(pycountry.countries)[: MOST + 1])], [], "too many"),
    ],
)
def test_cast_is_refused(tmp_path: Path, actors: list[str], parties: list[str], words: str) -> None:
    with pytest.raises(InputError) as error:
        start(str(tmp_path / "x"), Settings(actors, parties=parties, as_of=AS_OF))
    assert words in str(error.value)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("options", "words"),
    [
        ({"horizon": 0}, "--horizon 0"),
        ({"horizon": 3661}, "--horizon 3661"),
        ({"as_of": dt.date(1899, 12, 31)}, "from 1900-01-01"),
        ({"as_of": dt.date(9999, 6, 1)}, "within the calendar"),
        ({"title": " "}, "--title"),
        ({"title": "a\nb"}, "--title"),
        ({"title": "x" * 201}, "--title"),
    ],
)
def test_options_are_refused(tmp_path: Path, options: dict[str, object], words: str) -> None:
    arguments: dict[str, object] = {"as_of": AS_OF, **options}
    with pytest.raises(InputError) as error:
        start(str(tmp_path / "x"), Settings(["USA,CHN"], **arguments))  # type: ignore[arg-type]
    assert words in str(error.value)
    assert list(tmp_path.iterdir()) == []


def test_places_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "file").write_text("x", encoding="utf-8")
    (tmp_path / "full").mkdir()
    (tmp_path / "full" / "file").write_text("x", encoding="utf-8")
    (tmp_path / "here").mkdir()
    monkeypatch.chdir(tmp_path / "here")
    for place, words in (
        (str(tmp_path / "file"), "a file of that name is there"),
        (str(tmp_path / "full"), "the folder is not empty"),
        (str(tmp_path / "none" / "x"), "no folder"),
        (".", "you are in that folder"),
    ):
        with pytest.raises(InputError, match=words):
            start(place, Settings(["USA,CHN"], as_of=AS_OF))
    assert sorted(path.name for path in tmp_path.iterdir()) == ["file", "full", "here"]
    assert list((tmp_path / "here").iterdir()) == []


def test_full_disk_leaves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    written: list[str] = []
    write = Path.write_bytes

    def full(self: Path, data: bytes) -> int:
        if len(written) == 2:
            raise OSError(errno.ENOSPC, "No space left on device")
        written.append(self.name)
        return write(self, data)

    monkeypatch.setattr(Path, "write_bytes", full)
    with pytest.raises(InputError, match="No space left on device"):
        start(str(tmp_path / "x"), Settings(["USA,CHN"], as_of=AS_OF))
    assert len(written) == 2
    assert list(tmp_path.iterdir()) == []


def test_what_is_shown_of_it_has_no_marks_of_its_source(tmp_path: Path) -> None:
    scenario = made(tmp_path / "s", ["EU", "SRB"])
    assert "*" not in (tmp_path / "s" / "brief.md").read_text(encoding="utf-8")
    titles = [outcome.title for outcome in scenario.outcomes]
    assert "Relations worsen (−0.1 for 30 days)" in titles
