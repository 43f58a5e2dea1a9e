"""Who is named in a text: names, offices, persons, words that refer, actors that no table knows."""

from __future__ import annotations

import pytest

from detente.reading.article import Tongue
from detente.reading.who.mark import Setting, mark
from tests.pace import within
from tests.reading.who.plain import DAY, actors, bracketed, marked, mention, named, sentences


@pytest.mark.parametrize(
    ("text", "actor", "role", "person"),
    [
        ("[Russia's foreign minister, Sergei Lavrov], spoke.", "RUS", "minister", "Sergei Lavrov"),
        ("[Kremlin spokesman Dmitry Peskov] spoke.", "RUS", "spokesperson", "Dmitry Peskov"),
        ("A [spokesman for the Russian Foreign Ministry] spoke.", "RUS", "spokesperson", ""),
        ("[Hamid al-Rashid, Sudan's president], spoke.", "SDN", "leader", "Hamid al-Rashid"),
        ("The [president of Kenya, William Ruto], spoke.", "KEN", "leader", "William Ruto"),
        ("[Israel Katz, the Israeli foreign minister], spoke.", "ISR", "minister", "Israel Katz"),
        ("[Turkish troops] advanced.", "TUR", "military", ""),
        ("[Downing Street] was silent.", "GBR", "leader", ""),
        ("[Foggy Bottom] was silent.", "USA", "ministry", ""),
        ("The [U.S. Secretary of State] left.", "USA", "minister", ""),
        ("His [Peruvian counterpart, Ana Rojas], spoke.", "PER", "leader", "Ana Rojas"),
        ("[King Abdullah II of Jordan] spoke.", "JOR", "leader", "Abdullah II"),
        ("[Nato secretary-general Mark Rutte] spoke.", "NATO", "leader", "Mark Rutte"),
        ("[Ana Rojas, the EU's foreign policy chief], spoke.", "EU", "minister", "Ana Rojas"),
        ("[Analysts] doubt it.", "", "observers", ""),
        ("[Western diplomats] doubt it.", "", "observers", ""),
    ],
)  # fmt: skip
def test_an_office_and_its_holder_in_english(text: str, actor: str, role: str, person: str) -> None:
    found = bracketed(text, "en")
    assert (found.actor, found.role, found.person) == (actor, role, person)


@pytest.mark.parametrize(
    ("text", "actor", "role", "person"),
    [
        ("Le [ministre russe des Finances, Lev Orlov], parle.", "RUS", "minister", "Lev Orlov"),
        ("Le [porte-parole du Kremlin, Lev Orlov], parle.", "RUS", "spokesperson", "Lev Orlov"),
        ("Le [président kényan William Ruto] a parlé.", "KEN", "leader", "William Ruto"),
        ("Le [ministère des Affaires étrangères turc] se tait.", "TUR", "ministry", ""),
        ("Le [chef de la diplomatie iranienne, Ali Zand], parle.", "IRN", "minister", "Ali Zand"),
        ("L’[armée soudanaise] avance.", "SAF", "state", ""),
        ("L’[armée tchadienne] avance.", "TCD", "military", ""),
        ("La [Maison Blanche] se tait.", "USA", "leader", ""),
        ("Son [homologue péruvien, Ana Rojas], parle.", "PER", "leader", "Ana Rojas"),
        ("[Mme von der Leyen] parle.", "", "person", "von der Leyen"),
        ("Le [Quai d’Orsay] se tait.", "FRA", "ministry", ""),
        ("Les [observateurs] en doutent.", "", "observers", ""),
    ],
)  # fmt: skip
def test_an_office_and_its_holder_in_french(text: str, actor: str, role: str, person: str) -> None:
    found = bracketed(text, "fr")
    assert (found.actor, found.role, found.person) == (actor, role, person)


def test_a_person_stays_with_the_country_that_was_named_once() -> None:
    first, second, third = marked(
        [
            "Ethiopian Prime Minister Abiy Ahmed received the envoy.",
            "Abiy was brief.",
            "He left, and so did Ahmed.",
        ]
    )[0]
    assert actors(first) == actors(second) == ["ETH"]
    assert [m.person for m in third.mentions] == ["Abiy Ahmed", "Abiy Ahmed"]


def test_an_elect_takes_office_on_the_day_that_the_text_names() -> None:
    _, cast = marked(
        [
            "Le président élu américain Donald Trump prendra ses fonctions le 20 janvier 2025.",
            "Le président Joe Biden reste prudent.",
        ],
        "fr",
    )
    holders = {each.name: each for each in cast.holders}
    assert holders["Donald Trump"].elect
    assert holders["Donald Trump"].since == "2025-01-20"
    assert (holders["Joe Biden"].actor, holders["Joe Biden"].until) == ("USA", "2025-01-20")


@pytest.mark.parametrize(
    ("language", "texts", "words", "actor"),
    [
        ("en", ["Russia is ready to talk to Ukraine, but it sets terms."], "it", "RUS"),
        ("en", ["Ukraine said Russia must withdraw its troops."], "its troops", "RUS"),
        ("fr", ["La Russie veut parler aux États-Unis, mais elle attend."], "elle", "RUS"),
        ("fr", ["Le Kremlin attend.", "Il ne cédera pas."], "Il", "RUS"),
        ("en", ["Riyadh met Tehran.", "The kingdom will wait."], "kingdom", "SAU"),
        ("fr", ["Riyad attend.", "La République islamique aussi."], "République islamique", "IRN"),
        ("en", ["Brussels and Bern argue.", "The bloc will not move."], "bloc", "EU"),
    ],
)  # fmt: skip
def test_words_that_refer(language: Tongue, texts: list[str], words: str, actor: str) -> None:
    found = marked(texts, language)[0][-1]
    assert mention(found, words).actor == actor


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "Cuba waits: it is clear that nobody will move."),
        ("en", "Cuba waits; it seems that nobody will move."),
        ("fr", "Cuba attend : il est clair que rien ne bougera."),
        ("fr", "Cuba attend, car il faut patienter."),
    ],
)
def test_it_may_stand_for_nobody(language: Tongue, text: str) -> None:
    (sentence,), _ = marked([text], language)
    assert [m.kind for m in sentence.mentions] == ["state"]


def test_the_two_countries_are_the_two_just_named() -> None:
    found, _ = marked(
        [
            "Bolivia and Peru talk.",
            "Chile and Peru disagree.",
            "The two great neighbours will talk.",
            "Peru and Bolivia talk.",
        ]
    )
    assert actors(found[2]) == ["CHL", "PER"]  # not the two whom the text brings together most


@pytest.mark.parametrize(
    ("language", "texts"),
    [
        ("en", ["Chile and Peru disagree.", "The two will sign nothing."]),
        ("en", ["Chile and Peru disagree.", "Nothing is settled between the two."]),
        ("fr", ["Le Chili et le Pérou discutent.", "Les deux ne signeront rien."]),
    ],
)
def test_the_two_alone_are_the_two_as_well(language: Tongue, texts: list[str]) -> None:
    assert actors(marked(texts, language)[0][1]) == ["CHL", "PER"]


def test_actors_that_no_table_knows() -> None:
    found, cast = marked(
        [
            "Freedonia is ready to talk to Sylvania.",
            "Freedonian President Rufus Firefly met the Sylvanian ambassador.",
            "The Blue Front rejects it; the Blue Front rebels hold the north.",
        ]
    )
    assert actors(found[1]) == ["freedonia", "sylvania"]
    kinds = {each.id: each.kind for each in cast.actors}
    assert kinds == {"freedonia": "state", "sylvania": "state", "blue-front": "party"}
    assert cast.pairs[0][:2] == ("freedonia", "sylvania")


def test_a_declared_actor_is_found_by_its_name() -> None:
    (sentence,), cast = marked(["Gondor will not yield."], declared={"realm": "Gondor"})
    assert named(sentence) == [("Gondor", "realm", "state")]
    assert cast.actors[0].name == "Gondor"


def test_the_pair_that_is_asked_for_comes_first() -> None:
    texts = [
        "Europe waits.",
        "France and Spain meet.",
        "France and Italy talk.",
        "France and Italy agree.",
    ]
    assert set(marked(texts)[1].pairs[0][:2]) == {"FRA", "ITA"}
    assert marked(texts, pair=("ESP", "FRA"))[1].pairs[0][:2] == ("ESP", "FRA")


def test_where_something_is_held_is_no_actor() -> None:
    (sentence,), _ = marked(["Kenya met Somalia in Doha after the Paris talks."])
    assert actors(sentence) == ["KEN", "SOM"]


def test_a_name_of_two_is_the_one_that_the_text_names_otherwise() -> None:
    texts = ["Brazzaville and Luanda talk.", "The Congolese army waits."]
    assert marked(texts)[0][1].mentions[0].actor == "COG"


def test_who_is_no_person_speaks_for_its_state_in_the_whole_article() -> None:
    text = "The Ministry regrets that France and Germany wait."
    setting = Setting(DAY, "en", author="Ministry of Foreign Affairs of Brazil")
    (sentence,), _ = mark(sentences([text]), setting)
    assert named(sentence)[0] == ("Ministry", "BRA", "ministry")
    setting = Setting(DAY, "en", author="Ana Costa, a former ambassador of Brazil")
    (sentence,), _ = mark(sentences([text]), setting)
    assert ("Ministry", "BRA", "ministry") not in named(sentence)


def test_the_title_says_who_faces_whom_and_is_not_given_back() -> None:
    texts = ["Nobody moves.", "France spoke to Spain.", "France spoke to Italy."]
    for one, other in (("Spain", "ESP"), ("Italy", "ITA")):
        setting = Setting(DAY, "en", title=f"France and {one} quarrel")
        found, cast = mark(sentences(texts), setting)
        assert [each.text for each in found] == texts
        assert set(cast.pairs[0][:2]) == {"FRA", other}


def test_the_noun_of_a_name_stands_for_the_whole() -> None:
    _, second = marked(["The Azawad Liberation Front is tired.", "Bamako says the Front fired."])[0]
    assert actors(second) == ["MLI", "FLA"]


def test_an_acronym_in_parentheses_is_the_name_before_it() -> None:
    _, second = marked(
        ["The Northern Border Front (NBF) holds the pass.", "Niger wants talks with the NBF."]
    )[0]
    assert actors(second) == ["NER", "northern-border-front"]


def test_a_person_without_an_office_acts_for_nobody() -> None:
    _, second = marked(["Elliott Varga, who served there, told Peru so.", "Varga doubts it."])[0]
    (found,) = second.mentions
    assert (found.actor, found.kind, found.role, found.person) == (
        "",
        "person",
        "person",
        "Elliott Varga",
    )


def test_a_former_president_holds_no_office() -> None:
    _, cast = marked(["The former Chilean president, Luis Rojas, spoke to Peru."])
    assert cast.holders == ()


def test_an_army_without_a_country_is_that_of_the_state_that_the_article_is_about() -> None:
    found, _ = marked(["Mali fights on.", "Nothing moved in the north.", "The army is tired."])
    assert actors(found[2]) == ["MLI"]


def test_marking_takes_time_in_proportion() -> None:
    """Text without an end to its sentence, of names, days, numbers and pronouns alone."""
    piece = "Kenya and Zorvia, its two rivals since 3 May 2022, told President Amos Quorra that he "
    with within(150):
        (sentence,), _ = marked([piece * 600])
    assert len(sentence.days) == 600


def test_many_names_that_nobody_knows_take_time_in_proportion() -> None:
    letters = [chr(97 + n % 26) + chr(97 + n // 26) for n in range(650)]
    names = [f"Zor{two}via met the Zor{two}vian envoy." for two in letters]
    with within(300):
        marked(names)


def test_the_army_of_a_state_at_war_within_is_the_one_that_the_tables_know() -> None:
    found, _ = marked(["The Rapid Support Forces advance.", "Nothing moves.", "The army is tired."])
    assert actors(found[2]) == ["SAF"]


def test_a_capital_where_something_happens_says_whose_office_is_meant() -> None:
    found, _ = marked(["Oman waits.", "In Riyadh, the crown prince hesitates."])
    assert actors(found[1]) == ["SAU"]
