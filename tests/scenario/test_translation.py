"""Scenario texts in more than one language."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest

import detente
from detente import load
from detente.check.report import check
from detente.errors import ScenarioError
from detente.language.current import use_language
from detente.scenario.folder import Memory
from detente.scenario.read import read
from tests.scenario.mutated import TEXT, copy, without_line

FRENCH = """
title = "Deux puissances, une affirmation"
brief = "brief.fr.md"
[claims.ready]
statement = "Un camp est prêt."
credence_basis = "un essai"
[outcomes.contact]
title = "Les dirigeants se parlent"
[processes.call]
title = "les dirigeants se parlent"
prose = "Les dirigeants se parlent au téléphone"
[voices.author]
name = "L'auteur"
[holders.new]
name = "Le successeur"
[actors.USA]
name = "les États-Unis"
"""
BRIEF = "L'auteur tient qu'un camp est prêt à parler. {#ready}\n"


def translated(folder: Path, french: str = FRENCH, brief: str = BRIEF) -> Path:
    """A copy of the toy with a French translation."""
    copy(folder)
    text = TEXT.replace("horizon = 120", 'horizon = 120\ntranslations = { fr = "fr.toml" }')
    (folder / "scenario.toml").write_text(text, encoding="utf-8")
    (folder / "fr.toml").write_text(french, encoding="utf-8")
    (folder / "brief.fr.md").write_text(brief, encoding="utf-8")
    return folder


def test_words_are_in_the_language_in_force(tmp_path: Path) -> None:
    scenario = load(translated(tmp_path))
    words = scenario.words
    assert words.title == scenario.title == "Two powers, one claim"
    assert words.claim("ready") == scenario.claims[0].statement
    assert words.brief == scenario.brief
    assert words.passage("ready") == scenario.passages["ready"]
    assert words.actor("USA") == "United States"
    assert words.prose("call") == "The leaders speak by telephone"
    with use_language("fr"):
        assert words.title == "Deux puissances, une affirmation"
        assert words.claim("ready") == "Un camp est prêt."
        assert words.credence_basis("ready") == "un essai"
        assert words.outcome("contact") == "Les dirigeants se parlent"
        assert words.process("call") == "les dirigeants se parlent"
        assert words.prose("call") == "Les dirigeants se parlent au téléphone"
        assert words.voice("author") == "L'auteur"
        assert words.holder("new") == "Le successeur"
        assert words.actor("USA") == "les États-Unis"
        assert words.brief == BRIEF
        assert words.passage("ready") == "L'auteur tient qu'un camp est prêt à parler."


def test_what_is_not_translated_stays_and_is_listed(tmp_path: Path) -> None:
    scenario = load(translated(tmp_path))
    with use_language("fr"):
        assert scenario.words.outcome("sanctions") == scenario.outcome("sanctions").title
        assert scenario.words.actor("RUS") == "Russie"  # the usual name needs no translation
        assert scenario.words.role("author") == ""
    missing = check(scenario, quick=True).untranslated["fr"]
    assert "outcomes.sanctions.title" in missing
    assert "documents.note.title" in missing
    assert not {"title", "brief", "claims.ready.statement", "actors.RUS.name"} & set(missing)


def test_a_reference_may_be_edited_before_its_translation(tmp_path: Path) -> None:
    (reference,) = {
        p.rate.reference for p in load(translated(tmp_path)).processes if p.id == "call"
    }
    french = FRENCH + f'[references]\n"{reference}" = "tous les mois"\n'
    folder = translated(tmp_path, french)
    with use_language("fr"):
        assert load(folder).words.reference(reference) == "tous les mois"
    text = (folder / "scenario.toml").read_text(encoding="utf-8")
    (folder / "scenario.toml").write_text(text.replace(reference, "edited"), encoding="utf-8")
    edited = load(folder)
    with use_language("fr"):
        assert edited.words.reference("edited") == "edited"
    assert "references.edited" in check(edited, {}, quick=True).untranslated["fr"]


def test_a_brief_that_lacks_a_passage_is_listed(tmp_path: Path) -> None:
    scenario = load(translated(tmp_path, brief="Rien.\n"))
    assert "brief {#ready}" in scenario.words.untranslated()["fr"]
    with use_language("fr"):
        assert scenario.words.passage("ready") == scenario.passages["ready"]
    bare = load(translated(tmp_path, french='title = "Deux puissances"'))
    assert "brief" in bare.words.untranslated()["fr"]
    with use_language("fr"):
        assert bare.words.brief == bare.brief


@pytest.mark.parametrize(
    ("french", "line"),
    [
        ("titel = 'x'", "fr.toml: titel: unknown key; did you mean 'title'?"),
        (
            "[claims.redy]\nstatement = 'x'",
            "fr.toml: claims.redy: no such id in scenario.toml; take",
        ),
        ("[claims.ready]\nstatment = 'x'", "claims.ready.statment: unknown key; did you mean"),
        ("[claims.ready]\nstatement = ''", "claims.ready.statement: write at least 1 character"),
        ("[claims.ready]\njudgement = 'x'", "claims.ready.judgement: the scenario says nothing"),
        ("[voices.author]\nrole = 'x'", "voices.author.role: the scenario says nothing there"),
        (
            "[actors.FRA]\nname = 'x'",
            "actors.FRA: no such id in scenario.toml; take it out here too; known: BRICS+",
        ),
        ("[processes]\ncall = 'x'", "fr.toml: processes.call: "),
        ("title = ", "fr.toml: not valid TOML"),
        ("brief = 'none.md'", "translations.fr: brief: no file 'none.md'"),
        ("brief = '../x.md'", "translations.fr: brief = '../x.md' leaves the scenario's folder"),
    ],
)
def test_what_is_wrong_is_told_in_one_line(tmp_path: Path, french: str, line: str) -> None:
    with pytest.raises(ScenarioError) as caught:
        load(translated(tmp_path, french))
    assert line in without_line(str(caught.value))
    assert str(caught.value).isprintable()


def test_a_mark_of_no_claim(tmp_path: Path) -> None:
    with pytest.raises(ScenarioError, match=r"brief.fr.md.*\{#redy\} names no claim; did you mean"):
        load(translated(tmp_path, brief="Rien. {#redy}\n"))


@pytest.mark.parametrize(
    ("languages", "line"),
    [
        ('{ de = "de.toml" }', "translations.de: no such language; known: en, fr"),
        ('{ fr = "x.toml" }', "translations.fr: no file 'x.toml'"),
        ('"fr.toml"', "translations: "),
    ],
)
def test_translations_that_are_not_there(tmp_path: Path, languages: str, line: str) -> None:
    copy(tmp_path)
    text = TEXT.replace("horizon = 120", f"horizon = 120\ntranslations = {languages}")
    (tmp_path / "scenario.toml").write_text(text, encoding="utf-8")
    with pytest.raises(ScenarioError) as caught:
        load(tmp_path)
    assert line in str(caught.value)


def test_translations_are_part_of_the_scenario(tmp_path: Path) -> None:
    scenario = load(translated(tmp_path / "a"))
    assert {"fr.toml", "brief.fr.md"} <= set(scenario.texts)
    assert read(Memory(scenario.texts)).hash == scenario.hash
    other = load(translated(tmp_path / "b", FRENCH.replace("Deux", "Les deux")))
    assert other.hash != scenario.hash
    detente.write_run(scenario.simulate(20), tmp_path / "run")
    kept = detente.open_run(tmp_path / "run").scenario
    assert kept.hash == scenario.hash
    with use_language("fr"):
        assert kept.words.title == "Deux puissances, une affirmation"


def test_scheduled_acts_without_words(tmp_path: Path) -> None:
    """They are told by their act, in the scenario's own language unless translated."""
    built_in = Path(load("us-russia-2024").where).parent
    shutil.copytree(built_in, tmp_path, dirs_exist_ok=True)
    file = tmp_path / "scenario.toml"
    text = file.read_text(encoding="utf-8")
    own = 'prose = "Washington delivers a hastened package of arms to Kyiv"\n'
    assert text.count(own) == 1
    file.write_text(text.replace(own, ""), encoding="utf-8")
    words = load(tmp_path).words
    assert words.prose("aid-delivered@2024-12-02") == "United States → Ukraine: military aid"
    with use_language("fr"):
        assert words.prose("aid-delivered@2024-12-02").startswith("Washington livre en urgence")


def test_the_built_in_scenario_is_translated() -> None:
    scenario = load("us-russia-2024")
    words = scenario.words
    assert words.untranslated() == {"fr": []}
    for claim in scenario.claims:
        with use_language("fr"):
            assert words.claim(claim.id) != claim.statement
            assert words.passage(claim.id) != scenario.passages[claim.id]
    french = words.translations["fr"]
    marks = re.findall(r"\{#([^}]+)\}", scenario.brief)
    assert re.findall(r"\{#([^}]+)\}", french.brief or "") == marks
    assert set(french.passages) == set(scenario.passages)
    straight = [text for text in french.by_key.values() if "'" in text]
    assert straight == []
