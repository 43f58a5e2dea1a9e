"""Reports that several tests look at, each made once, and what they are read with."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from functools import cache
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import detente
from detente.language.current import use_language
from detente.report.findings import Findings, chosen_outcome, find
from detente.report.page import Page, page
from detente.report.render import html
from tests.explain import worlds
from tests.forms import size

TOY = Path(__file__).parent.parent / "data" / "toy"
BUILT_IN = "us-russia-2024"
PATHS = 200
LIVELY = "lively"
"""The toy with a red line, gates and more; its folder is not kept."""
VOID = {"meta", "img", "br", "hr", "link", "input"}

PAYLOADS = (
    "<script>window.pwned=1</script>",
    '\\"><img src=x onerror=window.pwned=1>',
    "datum.x",
    "{{7*7}}{% raw %}",
    "]]></style></script><!--",
    "' + (window.pwned=1) + '",
    "\\u202Egnorw\\u0007\\u0000",
)
"""Inside TOML's double quotes; the last cannot hold NUL, which TOML refuses, so it is taken out."""
HOSTILE = " ".join(PAYLOADS).replace("\\u0000", "")


@dataclass
class Element:
    """An element of a page: name, attributes, text within."""

    name: str
    attributes: dict[str, str]
    text: str = ""
    inside: list[Element] = field(default_factory=list)


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.root = Element("", {})
        self.open = [self.root]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        element = Element(tag, {name: value or "" for name, value in attrs})
        self.open[-1].inside.append(element)
        if tag not in VOID:
            self.open.append(element)

    def handle_endtag(self, tag: str) -> None:
        assert self.open[-1].name == tag, f"</{tag}> closes <{self.open[-1].name}>"
        self.open.pop()

    def handle_data(self, data: str) -> None:
        for element in self.open:
            element.text += data


def read(text: str) -> list[Element]:
    """All elements of a page, in order; every one must be closed by its own tag."""
    reader = _Reader()
    reader.feed(text)
    reader.close()
    assert reader.open == [reader.root]

    def walk(element: Element) -> list[Element]:
        return [each for child in element.inside for each in (child, *walk(child))]

    return walk(reader.root)


def embedded(elements: list[Element]) -> dict[str, Any]:
    """The data of the charts."""
    (script,) = (e for e in elements if e.attributes.get("type") == "application/json")
    found: dict[str, Any] = json.loads(script.text)
    return found


@cache
def findings(
    scenario: str = str(TOY), outcome: str | None = None, language: str = "en"
) -> Findings:
    """What a report of few futures needs."""
    loaded = worlds.world() if scenario == LIVELY else detente.load(scenario)
    paths = size(60, PATHS) if scenario == BUILT_IN else PATHS
    ensemble = loaded.simulate(paths=paths, seed=1)
    with use_language(language):
        return find(ensemble, chosen_outcome(ensemble.scenario, outcome))


@cache
def whole(scenario: str = str(TOY), outcome: str | None = None, language: str = "en") -> Page:
    """The page of a report."""
    with use_language(language):
        return page(findings(scenario, outcome, language))


@cache
def text(scenario: str = str(TOY), outcome: str | None = None, language: str = "en") -> str:
    """Its HTML."""
    with use_language(language):
        return html(whole(scenario, outcome, language))


def hostile(folder: Path) -> Path:
    """A copy of the toy whose every text tries to be something else than text."""
    toml = (TOY / "scenario.toml").read_text(encoding="utf-8")
    for key in ("title", "statement", "prose", "reference", "credence_basis", "name"):
        toml = toml.replace(f'{key} = "', f'{key} = "{HOSTILE} ')
    toml = toml.replace('id = "CHN"', f'id = "CHN"\nname = "{HOSTILE}"')
    toml = toml.replace("per_year = 20,", "per_year = 3,", 1)  # so that the outcome is open
    toml += f"""
[[effects]]
effect = "scheduled-acts"
id = "expected-aid"
claim = "ready"
otherwise = "absent"
source = "USA"
target = "UKR"
act = "AID/military"
prose = "{HOSTILE}"
[[effects.occasions]]
date = 2024-12-02
[effects.occasions.probability]
mean = 0.8
sd = 0.1
basis = "judgement"
reference = "{HOSTILE}"

[[effects]]
effect = "offer"
id = "hand-held-back"
claim = "ready"
otherwise = "open"
actor = "RUS"
on = ["contact"]
ajar = 0.05
opens_with = "new"

[[claims]]
id = "slow"
statement = "{HOSTILE}"
voice = "author"
document = "note"
sentence = 2
fingerprint = "0123456789ab"
credence = 0.8
credence_basis = "{HOSTILE}"
judgement = {{ outcome = "thaw", low = 0.0, high = 0.5, words = "{HOSTILE}" }}
"""
    folder.mkdir()
    (folder / "scenario.toml").write_text(toml, encoding="utf-8")
    (folder / "acts.csv").write_bytes((TOY / "acts.csv").read_bytes())
    plain = HOSTILE.encode().decode("unicode_escape")
    brief = f"# {plain}\n\n## {plain}\n\n{plain} {{#ready}}\n\n{plain} {{#slow}}\n"
    (folder / "brief.md").write_text(brief, encoding="utf-8")
    return folder
