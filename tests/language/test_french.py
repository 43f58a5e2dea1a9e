"""The French of the catalogue: one word for each concept, and none that is English in disguise."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tools.messages import catalogue

GLOSSARY = Path(__file__).parents[2] / "docs" / "french.md"

CONCEPTS: dict[str, tuple[str, str]] = {
    # English, as a word of a message: French, as the beginning of a word of its translation
    r"claims?": ("affirmation", ""),
    r"outcomes?": ("issue", ""),
    r"credences?": ("crédence", ""),
    r"voices?": ("voix", ""),
    r"futures?": ("futur", "futures in which it comes|in the future"),
    r"scenarios?": ("scénario", ""),
    r"half-li(?:fe|ves)": ("demi-vie", ""),
    r"seeds?": ("graine", ""),
    r"planes?": ("grandeur", ""),
    r"gates?": ("porte", ""),
    r"worths?": ("poids", ""),
    r"relation index": ("indice de relation", ""),
    r"usual rates?": ("taux habitue", ""),
    r"daily chance": ("probabilité quotidienne", ""),
    r"Monte Carlo error": ("erreur de Monte-Carlo", ""),
    r"Goldstein weight": ("score de Goldstein", ""),
    r"standard deviations?": ("écarts?-type", ""),
    r"turning points?": ("tournant", ""),
    r"baselines?": ("niveaux? de base", ""),
    r"intervals?": ("intervalle", ""),
    r"coefficients?": ("coefficient", ""),
    r"draws?": ("tirage", "drawing|drawn"),
    r"judgements?": ("appréciation", ""),
    r"records?(?= (?:has|says|makes|sees|always|never|tells|does|is|as)\b)": ("relevé", ""),
}
"""What a concept is called, and where the English word is another one."""

CALQUES = {
    r"\breten[ui]\w*|\bretien\w+": "freiner",
    r"moitié centrale de ses dates": "l’intervalle interquartile",
    r"meut|meuvent|mû\b|mouvoir": "modifie",
    r"hasard a part": "le hasard explique",
    r"forme\w* un (?:choix|ensemble)": "sont un échantillon sélectionné",
    r"affirmations? qui tien(?:t|nent)\b|Ce qui tient\b": "dépend de, est vraie",
    r"[Pp]orte devant": "porte à franchir pour",
    r"avancé\w* en hâte": "livré en urgence",
    r"frapp\w+ loin": "frapper en profondeur",
    r"est d’accord": "concorde",
    r"fonctionnaires?": "responsables",
    r"\ben ordre\b(?! aléatoire)": "jouable",
    r"[Nn]on dit\b": "non renseigné",
    r"chances? quotidienne": "probabilité quotidienne",
    r"l’état des choses": "l’état actuel",
    r"(?:[Ll]es|[Aa]ux|[Cc]es) archives\b": "relevé",
    r"\badvien\w+|\best venue?\b": "se produit",
    r"atten(?:d|dent) encore": "en attente",
    r"grossi\w+": "approximatif",
    r"(?:supposée?|forcée?)s? (?:vraie?|fausse?)s?": "fixée à vrai",
    r"éprouv\w+": "tester",
    r"\blèver\w+": "réduirait la variance de",
    r"\bôte(?:nt|r)?\b": "réduit la probabilité de",
    r"\bCe qui [^.]*, (?:c’est|ce sont)\b": "freinent cette issue : …",
    r"prédiction quant|en termes de|adresser un|basé sur|au final\b": "selon, sur, enfin",
    r"\w'\w": "’ (typographic apostrophe)",
}
"""Words that no French text of the product may hold, and what to write instead."""


def texts() -> list[tuple[str, str]]:
    """Messages with their French, form by form."""
    found = []
    for message in catalogue("fr"):
        if message.id:
            pair = isinstance(message.id, tuple | list)
            ids = message.id if pair else (message.id,)
            strings = message.string if pair else (message.string,)
            found += [(str(a), str(b)) for a, b in zip(ids, strings or (), strict=True)]
    return found


def bare(text: str) -> str:
    """Text without placeholders and what has to be typed."""
    return re.sub(r"\{[^}]*\}|`[^`]*`|--[a-z-]+|\bdetente [a-z]+( [a-z]+)?|'[^' ]*'", "…", text)


def shipped() -> list[tuple[str, str]]:
    """French texts of the built-in scenario, with their keys."""
    import detente

    words = detente.load("us-russia-2024").words.translations["fr"]
    pairs = [(".".join(key), text) for key, text in words.by_key.items()]
    return [*pairs, ("brief", words.brief or "")]


@pytest.mark.parametrize(("wrong", "right"), CALQUES.items(), ids=list(CALQUES))
def test_no_calque_is_in_the_catalogue_or_the_scenario(wrong: str, right: str) -> None:
    found = [french for _, french in texts() if re.search(wrong, bare(french))]
    assert not found, f"write: {right}"
    found = [f"{key}: {text}" for key, text in shipped() if re.search(wrong, text)]
    assert not found, f"write: {right}"


def test_what_a_message_asks_for_stands_in_the_infinitive() -> None:
    """No imperative; the question that a hint puts is none."""
    found = [
        french
        for _, french in texts()
        if set(re.findall(r"\b\w+ez\b", french.lower())) - {"chez", "assez", "vouliez"}
    ]
    assert not found


@pytest.mark.parametrize("concept", CONCEPTS)
def test_a_concept_has_one_word(concept: str) -> None:
    word, other = CONCEPTS[concept]
    seen = False
    for english, french in texts():
        plain = bare(english)
        if other and re.search(other, plain):
            continue
        found = re.search(rf"(?<![\w-]){concept}(?![\w-])", plain, re.IGNORECASE)
        if found and found.group() not in bare(french):  # the key of a file stays as it is
            seen = True
            assert re.search(word, french, re.IGNORECASE), f"{english!r}: {french!r}"
    assert seen


def test_the_glossary_says_the_same() -> None:
    rows = re.findall(r"^\| ([^|]+) \| ([^|]+) \|$", GLOSSARY.read_text(encoding="utf-8"), re.M)
    glossary = dict(rows)
    for concept, (word, _) in CONCEPTS.items():
        names = [name for name in glossary if re.search(concept.split("(?=")[0], name, re.I)]
        assert any(re.search(word, glossary[name], re.I) for name in names), concept


def test_the_searches_find_what_they_look_for() -> None:
    assert re.search(next(iter(CALQUES)), "ce qui la retient")
    assert bare("see `a b`, {n} of --force and 'x'") == "see …, … of … and …"
