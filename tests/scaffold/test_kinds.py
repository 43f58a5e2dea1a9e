"""Each kind of brief makes a scenario that loads, checks and plays, in both languages."""

from __future__ import annotations

import datetime as dt
import re
from pathlib import Path

import pytest

import detente
from detente import Ensemble, Scenario
from detente.ensemble.tell import asked_about
from detente.errors import InputError
from detente.language.current import LANGUAGES, use_language
from detente.scaffold.kinds import KINDS
from detente.scaffold.settings import Settings
from detente.scaffold.start import start
from detente.scenario.short.usual_effects import EFFECTS
from tests.forms import size

AS_OF = dt.date(2026, 11, 25)
PAIRS = {"neighbours": ["ARM,AZE"], "movement": ["ISR,Hezbollah"]}
BACKGROUND = {effect["id"] for effect in EFFECTS}
THIRD = {"mediator": "Qatar", "guarantor": "UN"}


def options(kind: str) -> dict[str, str]:
    """The third parties that a kind has a part for."""
    return {name: who for name, who in THIRD.items() if getattr(KINDS[kind], name)}


def made(folder: Path, kind: str, actors: list[str], **more: str) -> Scenario:
    start(str(folder), Settings(actors, as_of=AS_OF, kind=kind, **more))  # type: ignore[arg-type]
    return detente.load(folder)


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("pair", PAIRS)
def test_it_checks_and_plays_in_both_languages(tmp_path: Path, kind: str, pair: str) -> None:
    shapes = []
    for language in LANGUAGES:
        with use_language(language):
            scenario = made(tmp_path / language, kind, PAIRS[pair], **options(kind))
            if language == "fr" or size(0, 1):  # the other differs in its texts alone
                report = scenario.check({"notes": tmp_path / language / "notes.md"}, quick=True)
                assert report.faults == []
                assert report.without_effect == report.without_sign == []
                assert report.without_passage == report.passages_without_claim == []
            assert scenario.file.documents[0].language == language
        ensemble = scenario.simulate(50)
        assert ensemble.paths == 50
        assert asked_about(scenario)  # what hangs on itself by way of its states ends as well
        shapes.append(
            [
                [each.id for each in part]
                for part in (
                    scenario.processes,
                    scenario.claims,
                    scenario.outcomes,
                    scenario.file.states,
                    scenario.file.levels,
                )
            ]
        )
    assert shapes[0] == shapes[1]


@pytest.mark.parametrize("kind", KINDS)
def test_claims_move_what_they_say(tmp_path: Path, kind: str) -> None:
    """Signs are tried on the same futures; two standard errors, with the seed of the check."""
    if kind not in ("ceasefire", "mediation") and not size(0, 1):
        pytest.skip("tried in the whole form")
    report = made(tmp_path / "x", kind, PAIRS["neighbours"], **options(kind)).check()
    assert report.faults == []
    assert {sign.claim: sign.verdict for sign in report.signs or []} == {
        sign.claim: "holds" for sign in report.signs or []
    }


@pytest.mark.parametrize("kind", KINDS)
def test_pairs_of_other_kinds_have_other_numbers(tmp_path: Path, kind: str) -> None:
    found = []
    for name, actors in PAIRS.items():
        scenario = made(tmp_path / name, kind, actors, **options(kind))
        text = (tmp_path / name / "scenario.toml").read_text(encoding="utf-8")
        assert "nothing is known of this pair itself" in " ".join(text.replace("\n#", "").split())
        found.append([process.rate.per_year for process in scenario.processes])
    assert len(found[0]) == len(found[1])
    same = sum(one == other for one, other in zip(*found, strict=True))
    assert same <= len(found[0]) / 3


@pytest.mark.parametrize("kind", KINDS)
def test_every_number_is_marked(tmp_path: Path, kind: str) -> None:
    scenario = made(tmp_path / "x", kind, PAIRS["neighbours"], **options(kind))
    places = scenario.placeholders
    assert places.rates[0] + places.usual_rates == places.rates[1] == len(scenario.processes)
    assert places.credences[0] == places.credences[1] > 0
    usual = [effect for effect in scenario.effects if effect.id in BACKGROUND]
    of_background = 10 if len(usual) == len(BACKGROUND) else 0  # which is no template's
    assert places.coefficients[0] == places.coefficients[1] - of_background > 0


@pytest.mark.parametrize("kind", KINDS)
def test_french_has_no_english_left(tmp_path: Path, kind: str) -> None:
    with use_language("fr"):
        scenario = made(tmp_path / "x", kind, ["États-Unis,Chine"], **options(kind))
    texts = [
        *(text for each in scenario.processes for text in (each.title, each.prose)),
        *(each.statement for each in scenario.claims),
        *(each.title for each in scenario.outcomes),
        *(each.title for each in scenario.file.states),
        *(each.title for each in scenario.file.levels),
    ]
    for text in texts:
        assert not re.search(r"\b(the|The|of|and|is|to)\b|[{}\[\]|]|\b(de|à) les? ", text), text
    assert any("les États-Unis" in text or "Les États-Unis" in text for text in texts)


@pytest.mark.parametrize(
    ("options", "said"),
    [
        ({"kind": "cease-fire"}, "--kind cease-fire: no such kind; did you mean 'ceasefire'?"),
        ({"mediator": "QAT"}, "--mediator QAT: --kind thaw has no part for one"),
        ({"kind": "ceasefire", "horizon": 30}, "--horizon 30: give 180 to 3660 days"),
        ({"kind": "mediation"}, "--kind mediation: say who mediates"),
        ({"kind": "ceasefire", "guarantor": "Nobody"}, "--guarantor: no actor 'Nobody'"),
        ({"kind": "ceasefire", "mediator": "ARM"}, "--mediator ARM: one of the two"),
        ({"kind": "negotiation", "horizon": 90}, "--horizon 90: give 365 to 3660 days"),
        ({"dyad": "friends"}, "--dyad friends: no such kind of pair"),
        ({"dyad": "party"}, "--dyad party: these two are none; they may be: great-powers"),
    ],
)
def test_what_is_not_known_is_refused(
    tmp_path: Path, options: dict[str, object], said: str
) -> None:
    with pytest.raises(InputError) as caught:
        start(str(tmp_path / "x"), Settings(["ARM,AZE"], as_of=AS_OF, **options))  # type: ignore[arg-type]
    assert said in str(caught.value)
    assert not (tmp_path / "x").exists()


def test_a_truce_ends_and_is_extended(tmp_path: Path) -> None:
    """It holds to the end where it was extended, and only there; never where the war resumed."""
    scenario = made(tmp_path / "x", "ceasefire", PAIRS["neighbours"])
    ensemble = scenario.simulate(400)
    with_war, with_extension = (ensemble.given("holds", each) for each in ("war", "extended"))
    assert with_war is not None
    assert with_extension is not None
    assert with_war.both.probability == 0.0
    assert with_extension.both.probability == ensemble.probability("holds") > 0.0


@pytest.mark.parametrize(
    ("kind", "later", "before"),
    [
        ("negotiation", "in-force", "signed"),
        ("negotiation", "carried-out", "in-force"),
        ("negotiation", "lapsed", "in-force"),
        ("recognition", "embassy", "first"),
        ("recognition", "withdrawn", "first"),
        ("recognition", "srb-recognises", "first"),
    ],
)
def test_nothing_comes_before_what_it_needs(
    played: dict[str, Ensemble], kind: str, later: str, before: str
) -> None:
    """No treaty is in force unsigned, none is left that is not, no embassy opens unrecognised."""
    ensemble = played[kind]
    given = ensemble.given(later, before)
    assert given is not None
    assert given.both.probability == ensemble.probability(later) > 0.0
    assert given.both.probability < ensemble.probability(before)


@pytest.fixture(scope="module")
def played(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Ensemble]:
    home = tmp_path_factory.mktemp("played")
    pairs = {"negotiation": "FRA,DEU", "recognition": "XKX,SRB,ESP,GRC"}
    return {
        kind: made(home / kind, kind, [actors]).simulate(size(200, 400))
        for kind, actors in pairs.items()
    }


def test_what_is_taken_back_no_longer_counts(played: dict[str, Ensemble]) -> None:
    """Fewer end recognised by most than were so at some time."""
    ensemble = played["recognition"]
    chances = ensemble.value_chances("standing-at-the-end")
    standing = {each.value: each.probability for each in chances}
    assert 0.0 < standing["by-most"] < ensemble.probability("most")
