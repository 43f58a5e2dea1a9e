"""How an actor is named within a sentence, in the language in force."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

from detente.language.current import language
from detente.ontology.actor import Actor
from detente.ontology.known import known_actor
from detente.ontology.names import usual_name
from detente.ontology.toml import parse_toml

ARTICLES = Path(__file__).parent / "data" / "articles.fr.toml"

_ENGLISH = re.compile(
    r"(United|US|British|Isle) |(Bahamas|Comoros|DR Congo|Gambia|Holy See|Maldives|Netherlands"
    r"|Philippines)$|.*(Islands|Republic|States|Territories|Territory|Union)$"
)
_VOWEL = re.compile(r"[aeiouàâäéèêëîïôöùûü]", re.IGNORECASE)
_CONTRACTED = {
    ("de", "le "): "du ", ("de", "les "): "des ", ("à", "le "): "au ", ("à", "les "): "aux ",
}  # fmt: skip
_FEMININE = re.compile(
    r"(Agence|Alliance|Armée|Assemblée|Association|Autorité|Banque|Coalition|Communauté|Coopération"
    r"|Cour|Force|Initiative|Ligue|Mission|Organisation|République|Union)\b",
    re.IGNORECASE,
)


def own(actor: Actor) -> bool:
    """Whether it is a party that only the scenario knows."""
    known = known_actor(actor.id)
    return actor.kind == "party" and (known is None or known.actor != actor)


def name(actor: Actor) -> str:
    """The usual name, or the one that the scenario gives it."""
    return actor.name if own(actor) else usual_name(actor)


def article(actor: Actor) -> str:
    """What stands before the name within a sentence: ``the ``, ``la ``, ``l’`` or nothing."""
    if own(actor):
        return ""
    if language() == "fr":
        return _french(actor)
    known = known_actor(actor.id)
    if actor.kind == "state":
        return "the " if _ENGLISH.match(actor.name) else ""
    return "the " if known is not None and known.the else ""


def _french(actor: Actor) -> str:
    called = name(actor)
    for words, ids in _articles().items():
        if actor.id in ids:
            return "" if words == "none" else f"{words} "
    if called.startswith("le "):
        return ""  # it is part of the name
    if called.startswith("Îles "):
        return "les "
    if _VOWEL.match(called):
        return "l’"
    feminine = called.split()[0].endswith("e") if actor.kind == "state" else _FEMININE.match(called)
    return "la " if feminine else "le "


@cache
def _articles() -> dict[str, frozenset[str]]:
    table = parse_toml(ARTICLES.read_text(encoding="utf-8"), ARTICLES.name)
    return {words: frozenset(ids.split()) for words, ids in table.items()}


def capital(actor: Actor) -> str:
    """The name at the start of a sentence, where nothing stands before it."""
    called = name(actor)
    return called if own(actor) else called[:1].upper() + called[1:]


def plural(actor: Actor) -> bool:
    """Whether verbs after the name stand in the plural, in French."""
    return language() == "fr" and article(actor) == "les "


def after(preposition: str, before: str, called: str) -> str:
    """The name behind ``of``, ``to``, ``de`` or ``à``, with its article.

    Parameters
    ----------
    preposition : str
    before : str
        The article with the space behind it.
    called : str
        The name.
    """
    whole = before + called
    for words in ("le ", "les "):
        if whole.startswith(words) and (preposition, words) in _CONTRACTED:
            return _CONTRACTED[preposition, words] + whole.removeprefix(words)
    if preposition == "de" and not before and _VOWEL.match(called):
        return f"d’{called}"
    return f"{preposition} {whole}"
