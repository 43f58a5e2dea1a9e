"""What the commands print in French, and how a language is chosen."""

from __future__ import annotations

import json
import re
from functools import cache
from pathlib import Path

import pytest

import detente
from detente.cli import progress
from detente.language.current import gettext, language, use_language
from detente.ontology.actors import resolve_actor
from detente.ontology.names import usual_name
from detente.scenario.words import Words
from tests.cli.test_cli import TOY, Cli, refused
from tests.effects.examples import EXAMPLES
from tests.scenario.mutated import Raw, by_id, changed
from tools.messages import catalogue

BUILT_IN = "us-russia-2024"
FRENCH = ("--language", "fr")


@pytest.fixture
def cli(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Cli:
    monkeypatch.setenv("COLUMNS", "200")
    monkeypatch.setenv("NO_COLOR", "1")
    monkeypatch.delenv("DETENTE_LANGUAGE", raising=False)
    return Cli(monkeypatch, capsys)


@pytest.fixture(scope="module")
def words() -> Words:
    return detente.load(BUILT_IN).words


def pieces(text: str, least: int) -> list[str]:
    """What stands between the placeholders of a message, where it has that many words."""
    found = (re.sub(r"\s+", " ", part).strip(" .;:,()") for part in re.split(r"\{[^}]*\}", text))
    return [part for part in found if len(re.findall(r"[^\W\d_]{2,}", part)) >= least]


@cache
def english_messages(least: int) -> tuple[list[str], str]:
    """Pieces of the English messages that are others in French, and what all of them are there."""
    messages: list[str] = []
    french = ""
    for message in catalogue("fr"):
        if message.id and message.id != message.string:
            ids, strings = message.id, message.string
            messages += ids if isinstance(ids, tuple) else [str(ids)]
            french += " ".join(strings if isinstance(strings, tuple) else [str(strings)]) + "\n"
    return [piece for message in messages for piece in pieces(message, least)], french


def english_left(text: str, words: Words | None, least: int) -> list[str]:
    """English messages, and texts of the scenario in its own language, that a French text holds."""
    shown = re.sub(r"\s+", " ", text)
    messages, french = english_messages(least)
    wanted = list(messages)
    if words is not None:
        theirs = words.translations["fr"].by_key
        wanted += [
            own
            for key, own in words.own.by_key.items()
            if theirs.get(key, own) != own and pieces(own, least)
        ]
    there = (p for p in wanted if p in shown)
    left = (p for p in there if re.search(rf"(?<![\w-]){re.escape(p)}(?![\w-])", shown))
    return [piece for piece in left if piece not in french]


def test_left_over_english_is_found(words: Words) -> None:
    """The search below sees what it looks for."""
    title = words.own.by_key["outcomes", "leaders-speak", "title"]
    assert {"Likely", title} <= set(english_left(f"Issue Likely\n{title}", words, 1))
    assert english_left("More futures would sharpen the\n answer.", words, 2)


def test_simulate_leaves_no_english(cli: Cli, words: Words) -> None:
    result = cli("simulate", BUILT_IN, "--paths", "200", "--force", "aid-rushed=true", *FRENCH)
    assert (result.code, result.err) == (0, "")
    assert english_left(result.out, words, 1) == []
    for text in (
        "Situation au 18 novembre 2024, horizon au 18 novembre 2025 (365 jours)",
        "Intervention, affirmation fixée à vrai\xa0: «\xa0Washington",
        "Les dirigeants se parlent",
        "Indice de relation Russie – États-Unis",
        "Un futur où les relations se dégradent",
    ):
        assert text in result.out
    assert language() == "en"


def test_every_command_has_the_option(cli: Cli, words: Words, tmp_path: Path) -> None:
    folder = tmp_path / "run"
    kept = cli("simulate", TOY, "--paths", "60", "--out", folder, *FRENCH)
    assert f"Simulation enregistrée dans {folder}" in kept.out
    commands: dict[tuple[str | Path, ...], str] = {
        (
            "simulate",
            "--again",
            folder,
        ): "Identiques au bit près\xa0: 60 futurs",
        ("check", BUILT_IN, "--quick"): "29 affirmations, 43 effets, 51 processus",
        ("claims", BUILT_IN): "# Les affirmations de `us-russia-2024`",
        ("effects",): "Ce qu’il dit",
        ("effects", "red-line"): "Signe attendu",
        ("explain", TOY, "contact", "--paths", "120"): "Nature de l’incertitude",
        (
            *("compare", TOY, "--force-a", "ready=true", "--force-b", "ready=false"),
            *("--paths", "120"),
        ): "comparés trajectoire par trajectoire",
    }
    for arguments, text in commands.items():
        result = cli(*arguments, *FRENCH)
        assert (result.code, result.err) == (0, ""), arguments
        assert text in result.out
        if arguments[0] != "effects":  # the documentation of effects is in English
            own = words if BUILT_IN in arguments else None  # the toy is not translated
            assert english_left(result.out, own, 2) == [], arguments


def test_the_variable_says_it_for_everyone(cli: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DETENTE_LANGUAGE", "fr")
    assert cli("claims", TOY).out.startswith("# Les affirmations de `toy`")
    assert cli("claims", TOY, "--language", "en").out.startswith("# The claims of `toy`")
    monkeypatch.setenv("DETENTE_LANGUAGE", "")
    assert cli("claims", TOY).out.startswith("# The claims of `toy`")
    monkeypatch.setenv("DETENTE_LANGUAGE", "frr")
    line = refused(cli("claims", TOY))
    assert line == "error: DETENTE_LANGUAGE=frr: no such language; did you mean 'fr'?\n"


def test_the_system_does_not_choose(cli: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("LANG", "LC_ALL", "LANGUAGE"):
        monkeypatch.setenv(name, "fr_FR.UTF-8")
    assert cli("claims", TOY).out.startswith("# The claims of `toy`")


@pytest.mark.parametrize(
    "command",
    [
        ["simulate", str(TOY)],
        ["check", str(TOY)],
        ["claims", str(TOY)],
        ["effects"],
        ["explain", str(TOY), "contact"],
        ["compare", str(TOY), str(TOY)],
    ],
    ids=lambda c: c[0],
)
def test_an_unknown_language_is_one_line(cli: Cli, command: list[str]) -> None:
    line = refused(cli(*command, "--language", "de"))
    assert line == "error: --language de: no such language; known: en, fr\n"


def test_documents_are_the_same_in_every_language(cli: Cli) -> None:
    for arguments in (
        ("simulate", BUILT_IN, "--paths", "40", "--json", "-"),
        ("check", TOY, "--json", "-"),
        ("explain", TOY, "contact", "--paths", "1000", "--reach", "0.9", "--json", "-"),
        ("compare", TOY, "--force-b", "ready=true", "--paths", "60", "--json", "-"),
    ):
        english, french = cli(*arguments), cli(*arguments, *FRENCH)
        found = json.loads(english.out)
        assert found
        assert english.out == french.out
        if arguments[0] == "explain":
            assert any(way["names"] for way in found["ways"])


def at_fault(raw: Raw) -> None:
    """Every kind of fault that a check finds in what can be read."""
    number = {"basis": "judgement", "reference": "a test"}
    raw["effects"] += [
        {"effect": "disposition", "id": "nothing", "actor": "RUS", "on": ["concede"],
         "coefficient": {"mean": 0.0, "sd": 0.0, **number}},
        {"effect": "mood", "id": "weather", "on": ["ru-accuses"], "half_life": 30.0,
         "sigma": {"mean": 1.5, "sd": 0.0, **number}},
        EXAMPLES["lock"][0].entry | {"claim": "ready"},  # waits in vain
        EXAMPLES["inertia"][0].entry | {"claim": "ready"},  # names an act that it cannot touch
    ]  # fmt: skip
    by_id(raw["processes"], "ru-accuses")["rate"]["per_year"] = 200
    by_id(raw["outcomes"], "sanctions")["at_least"] = 1000


def test_faults_in_documents_are_the_same_in_every_language(cli: Cli, tmp_path: Path) -> None:
    source = tmp_path / "note.txt"
    source.write_text("Nothing of the kind.\n", encoding="utf-8")
    readable = changed(tmp_path / "readable", at_fault)
    unread = changed(tmp_path / "unread", lambda raw: raw.update(horizon=0))
    for folder, more in ((readable, ("--quick", "--source", f"note={source}")), (unread, ())):
        arguments = ("check", folder, *more, "--json", "-")
        english, french = cli(*arguments), cli(*arguments, *FRENCH)
        found = json.loads(english.out)
        assert found["faults"]
        assert found == json.loads(french.out)
        assert english.err != french.err
        assert english_left(french.err, None, 2) == []
        if folder == readable:
            assert found["in_vain"]
            assert found["idle"]
            assert found["out_of_reach"]
            assert found["locators"]["note"]
            assert found["background"]["causes"]
            shown = cli("check", folder, *more, *FRENCH).out
            assert english_left(shown, None, 2) == []


def test_a_run_folder_is_the_same_in_every_language(tmp_path: Path) -> None:
    ensemble = detente.load(BUILT_IN).simulate(40)
    detente.write_run(ensemble, tmp_path / "en")
    with use_language("fr"):
        detente.write_run(ensemble, tmp_path / "fr")
    for name in ("result.json", "futures.json", "README.txt"):
        assert (tmp_path / "en" / name).read_bytes() == (tmp_path / "fr" / name).read_bytes()


def test_progress_is_in_the_language(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    from rich.console import Console

    monkeypatch.setattr("detente.kernel.cache.is_compiled", lambda: False)
    monkeypatch.setattr(
        progress, "Console", lambda stderr: Console(stderr=stderr, force_terminal=True)
    )
    with use_language("fr"), progress.stages() as stage:
        report = stage(gettext("playing futures"))
        assert report is not None
        report(10, 10)
    shown = capsys.readouterr().err
    assert "simulation des futurs" in shown
    assert "compilation du noyau" in shown


@pytest.mark.parametrize(
    ("actor", "english", "french"),
    [
        ("RUS", "Russia", "Russie"),
        ("XKX", "Kosovo", "Kosovo"),
        ("EU", "European Union", "Union européenne"),
        ("OPEC+", "OPEC+", "OPEP+"),
        ("South", "the Global South", "le Sud global"),
    ],
)
def test_usual_names(actor: str, english: str, french: str) -> None:
    found = resolve_actor(actor)
    assert usual_name(found) == english == found.name
    with use_language("fr"):
        assert usual_name(found) == french
