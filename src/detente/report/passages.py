"""The brief as it is read: headings, paragraphs, and in these the passages of claims."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from detente.language.safe import clean, leftward
from detente.report.scenario_texts import ScenarioTexts

if TYPE_CHECKING:
    from detente.scenario.scenario import Scenario

_MARK = re.compile(r"\{#([a-z0-9-]+)\}")


@dataclass(frozen=True, slots=True)
class Passage:
    """A part of a paragraph, and the claims that it makes; none of what lies between."""

    text: str
    claims: Sequence[str] = ()


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph, or a heading of level 3 or 4; `direction` as in HTML's ``dir``."""

    level: int
    passages: Sequence[Passage]
    direction: str


def paragraphs(scenario: Scenario) -> Iterator[Paragraph]:
    """Read the brief; a first heading that only repeats the title is left out."""
    said = ScenarioTexts(scenario)
    known = {claim.id for claim in scenario.claims}
    first = True
    for block in re.split(r"\n\s*\n", said.brief):
        text = " ".join(block.split())
        if not text:
            continue
        heading = re.match(r"(#{1,6})\s+(\S.*)", text)
        if heading:
            level = 3 if len(heading[1]) <= 2 else 4
            title = clean(_MARK.sub("", heading[2])).strip()
            if not (first and title == said.title):
                yield Paragraph(level, [Passage(title)], _direction(title))
            first = False
            continue
        first = False
        passages = list(_passages(text, known))
        yield Paragraph(0, passages, _direction(" ".join(each.text for each in passages)))


def _direction(text: str) -> str:
    return "rtl" if leftward(text) else "ltr"


def _passages(text: str, known: set[str]) -> Iterator[Passage]:
    begin = 0
    pending = ""
    claims: list[str] = []
    for mark in _MARK.finditer(text):
        between = clean(text[begin : mark.start()]).strip()
        if between and claims:
            yield Passage(pending, claims)
            pending, claims = "", []
        pending = f"{pending} {between}".strip()
        begin = mark.end()
        if mark[1] in known:
            claims.append(mark[1])
    if claims:
        yield Passage(pending, claims)
        pending = ""
    rest = f"{pending} {clean(text[begin:]).strip()}".strip()
    if rest:
        yield Passage(rest)
