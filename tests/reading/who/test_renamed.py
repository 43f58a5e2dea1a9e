"""Who an actor is changes names alone: renamed to one that nobody knows, it is read the same."""

from __future__ import annotations

import re

import pytest

from detente.reading.article import Tongue
from tests.reading.who.plain import marked

ENGLISH = (
    "Kenya and Somalia edge towards a deal.",
    "Kenya is ready to talk, but it will not wait for Somalia.",
    "Kenyan President Amos Kibo said on Monday that the two countries could meet in spring.",
    "Somalia's foreign minister, Idris Warsame, rejects the Kenyan offer.",
    "If Somali troops leave the border, Kibo will lift the tariffs between Kenya and Somalia.",
    "The Kenyan army has lost 200 soldiers; Warsame speaks of talks with Kenya.",
    "Kenyans and Somalis trade with Ethiopia too.",
)
FRENCH = (
    "La Tunisie et la Libye avancent vers un accord.",
    "La Tunisie est prête à parler, mais elle n’attendra pas la Libye.",
    "Le président tunisien, Amin Trabi, a dit lundi que les deux pays se verraient au printemps.",
    "Le ministre libyen des Affaires étrangères, Idris Senou, rejette l’offre tunisienne.",
    "Si les troupes libyennes partent, Trabi lèvera les taxes entre la Tunisie et la Libye.",
    "L’armée tunisienne a perdu 200 soldats ; Senou parle de discussions avec la Tunisie.",
    "Les Tunisiens et les Libyens commercent aussi avec l’Algérie.",
)
RENAMED: dict[Tongue, dict[str, str]] = {
    "en": {
        "Kenyan": "Freedonian",
        "Kenya": "Freedonia",
        "Somali": "Sylvanian",
        "Somalia": "Sylvania",
    },
    "fr": {
        "tunisien": "freedonien",
        "Tunisie": "Freedonie",
        "libyen": "sylvanien",
        "Libye": "Sylvanie",
    },
}
IDS: dict[Tongue, dict[str, str]] = {
    "en": {"KEN": "freedonia", "SOM": "sylvania"},
    "fr": {"TUN": "freedonie", "LBY": "sylvanie"},
}


@pytest.mark.parametrize(("language", "texts"), [("en", ENGLISH), ("fr", FRENCH)])
def test_renamed_actors_are_read_the_same(language: Tongue, texts: tuple[str, ...]) -> None:
    names = RENAMED[language] | {k.title(): v.title() for k, v in RENAMED[language].items()}
    pattern = re.compile("|".join(sorted(map(re.escape, names), key=len, reverse=True)))

    def renamed(text: str) -> str:
        return pattern.sub(lambda found: names[found[0]], text)

    ids = IDS[language]
    before, cast = marked(texts, language)
    after, other = marked([renamed(text) for text in texts], language)
    for one, two in zip(before, after, strict=True):
        assert [
            (renamed(one.words(m.span)), ids.get(m.actor, m.actor), m.kind, m.role, m.person)
            for m in one.mentions
        ] == [(two.words(m.span), m.actor, m.kind, m.role, m.person) for m in two.mentions]
        assert [(d.first, d.end) for d in one.days] == [(d.first, d.end) for d in two.days]
        assert [(q.value, q.unit) for q in one.quantities] == [
            (q.value, q.unit) for q in two.quantities
        ]
    assert [(ids.get(a, a), ids.get(b, b), w) for a, b, w in cast.pairs] == list(other.pairs)
    assert [(ids.get(e.id, e.id), e.kind, e.count) for e in cast.actors] == [
        (e.id, e.kind, e.count) for e in other.actors
    ]
    assert [(ids.get(h.actor, h.actor), h.role, h.name) for h in cast.holders] == [
        (h.actor, h.role, h.name) for h in other.holders
    ]


def test_known_actors_renamed_to_each_other_are_read_the_same() -> None:
    swap = {"Kenya": "Peru", "Kenyan": "Peruvian", "Somalia": "Chile", "Somali": "Chilean"}
    pattern = re.compile("|".join(sorted(swap, key=len, reverse=True)))
    texts = [pattern.sub(lambda found: swap[found[0]], text) for text in ENGLISH]
    ids = {"KEN": "PER", "SOM": "CHL"}
    _, cast = marked(ENGLISH)
    _, other = marked(texts)
    assert [(ids.get(a, a), ids.get(b, b), w) for a, b, w in cast.pairs] == list(other.pairs)
