"""An article that is sent, as a form or a program sends it, and the form that comes back."""

from __future__ import annotations

import re
import tomllib
from html import unescape
from typing import Any

import httpx

from detente.scenario.short.whole import whole
from tests.reading.test_read_articles import ENGLISH

EVIL = "<script>alert(1)</script> \u202e<img src=x>"
TEXT = "\n\n".join([*ENGLISH, f"Nobody in the valley would repeat that {EVIL} in public."])
OTHER = "\n\n".join(
    (
        "La Géorgie propose d’accueillir les pourparlers de l’Arménie et de l’Azerbaïdjan, a "
        "annoncé mardi son Premier ministre.",
        "La Turquie menace l’Arménie de nouvelles sanctions.",
        "Qui gardera le col en hiver ?",
        "Le col est à deux mille mètres d’altitude.",
    )
)
MULTI = {"file": ("", b"")}
"""As a browser sends a field for a file in which there is none."""


def sent(web: httpx.Client, **fields: str | list[str]) -> str:
    """Send a text; gives the address of its page."""
    answer = web.post("/read", data={"text": TEXT, "day": "2025-03-04", **fields}, files=MULTI)
    assert answer.status_code == 303, answer.text
    return answer.headers["location"].partition("#")[0]


def form(page: str) -> dict[str, str]:
    """The fields of the form as a browser would send them."""
    found = {}
    for field in re.findall(r"<(?:input|select)[^>]*>(?:<option.*?</select>)?", page):
        name = re.search(r'name="([^"]*)"', field)
        if name is None or ('type="checkbox"' in field and "checked" not in field):
            continue
        value = re.search(r'value="([^"]*)" selected', field) or re.search(
            r'value="([^"]*)"', field
        )
        found[name[1]] = "" if value is None else unescape(value[1])
    return found


def proposals(fields: dict[str, str]) -> list[str]:
    """Ids of the proposals of a form, in the order of the text."""
    return [name.removeprefix("effect-") for name in fields if name.startswith("effect-")]


def scenario(web: httpx.Client, place: str) -> dict[str, Any]:
    """The tables, in full, of the scenario that a reading makes."""
    return whole(tomllib.loads(web.get(f"/api{place}/files").json()["scenario.toml"]))


def alert(page: str) -> str:
    """What a page says is wrong; empty if nothing is."""
    (found,) = re.findall(r'role="alert"[^>]*>(.*?)</p>', page)
    return unescape(found)
