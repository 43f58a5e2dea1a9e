"""How actors are named in French sentences."""

from __future__ import annotations

import pytest

from detente.language.current import use_language
from detente.ontology.actors import resolve_actor
from detente.scaffold.cast import Member
from detente.scaffold.wording import say


@pytest.mark.parametrize(
    ("actor", "said"),
    [
        ("USA", "Les États-Unis parlent ; des États-Unis ; aux États-Unis"),
        ("LBN", "Le Liban parle ; du Liban ; au Liban"),
        ("IRN", "L’Iran parle ; de l’Iran ; à l’Iran"),
        ("FRA", "La France parle ; de la France ; à la France"),
        ("ISR", "Israël parle ; d’Israël ; à Israël"),
        ("MEX", "Le Mexique parle ; du Mexique ; au Mexique"),
        ("Hezbollah", "Le Hezbollah parle ; du Hezbollah ; au Hezbollah"),
        ("Houthis", "Les Houthis parlent ; des Houthis ; aux Houthis"),
        ("UN", "L’ONU parle ; de l’ONU ; à l’ONU"),
        ("ECOWAS", "La CEDEAO parle ; de la CEDEAO ; à la CEDEAO"),
        ("South", "Le Sud global parle ; du Sud global ; au Sud global"),
    ],
)
def test_french_has_its_articles(actor: str, said: str) -> None:
    with use_language("fr"):
        who: dict[str, Member | str] = {"a": Member(resolve_actor(actor), "a")}
        text = say("", "{A} [parle|parlent] ; {de a} ; {à a}", who)
    assert text.replace("\u00a0", " ") == said
