"""Acts in words of each language."""

from __future__ import annotations

import pytest

from detente.events.coding.cameo import statements
from detente.events.coding.table import coded, phrase
from detente.language.current import LANGUAGES, use_language
from detente.ontology.acts import Act, ActClass, describe, describe_class
from detente.ontology.wording import wording

OTHERS = LANGUAGES[1:]


@pytest.mark.parametrize("language", OTHERS)
def test_a_language_has_a_word_for_all_that_english_has_one_for(language: str) -> None:
    own, theirs = wording("en"), wording(language)
    assert {name: set(keys) for name, keys in own.phrases.items()} == {
        name: set(keys) for name, keys in theirs.phrases.items()
    }
    for part in ("contexts", "codes", "between", "by"):
        assert getattr(own, part).keys() == getattr(theirs, part).keys()
    assert all(each.phrases[language] for each in statements().values())


@pytest.mark.parametrize("language", OTHERS)
def test_no_code_is_said_in_english(language: str) -> None:
    for scheme in ("cameo", "weis"):
        for code, entry in coded(scheme).items():
            said = phrase(entry.type, entry.mode, entry.context, "leader", code, language)
            assert code not in said
            assert not {"of", "to", "by", "between", "about", "for"} & set(said.split())


@pytest.mark.parametrize(
    ("act", "english", "french"),
    [
        ("CONSULT.phone@leader", "telephone call between leaders",
         "entretien téléphonique entre dirigeants"),
        ("ACCUSE/human_rights@official", "accusation about human rights by officials",
         "accusation (droits de l’homme) par des responsables"),
        ("COOPERATE/technology", "material cooperation (technology)",
         "coopération matérielle (technologie)"),
        ("COERCE.restrict/economic", "imposing of economic sanctions", "sanctions économiques"),
        ("SUPPORT:057", "signing of a formal agreement", "signature d’un accord"),
    ],
)  # fmt: skip
def test_acts_are_said_in_the_language_in_force(act: str, english: str, french: str) -> None:
    assert describe(Act.parse(act)) == english
    with use_language("fr"):
        assert describe(Act.parse(act)) == french


def test_classes_are_said_in_the_language_in_force() -> None:
    acts = ActClass.parse(["cooperation", "ASSAULT.heavy-weapons/military"])
    assert describe_class(acts) == "cooperation, attack with heavy weapons (military matters)"
    assert describe_class(ActClass.parse("any")) == "all acts"
    with use_language("fr"):
        said = describe_class(acts)
        assert said == "coopération, attaque à l’arme lourde (questions militaires)"
        assert describe_class(ActClass.parse("verbal-conflict")) == "conflit verbal"
