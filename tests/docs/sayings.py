"""The pieces of docs/how-to-say-it.md, and the small scenarios in which they stand."""

from __future__ import annotations

import datetime as dt
import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

PAGE = Path(__file__).parents[2] / "docs" / "how-to-say-it.md"

AS_OF, HORIZON = dt.date(2024, 12, 31), 210

OWNERS = ("claim", "denied_by", "intent")
"""Keys that name a claim."""

TABLES = ("actors", "offices", "states", "levels", "processes", "claims", "effects", "outcomes")

_PIECE = re.compile(
    r"^### (?P<title>.+?)$|^```toml(?: (?P<kind>\w+))?\n(?P<text>.*?)^```$"
    r"|^Moves `(?P<target>[\w-]+)` (?P<way>up|down)\.$",
    re.MULTILINE | re.DOTALL,
)

Data = dict[str, Any]


@dataclass(slots=True)
class Saying:
    """A piece with its heading, and what the page says that it moves."""

    title: str
    data: Data
    target: str = ""
    way: str = ""

    @property
    def owner(self) -> str:
        """The claim under which it stands."""
        return next(_owners(self.data))


@dataclass(slots=True)
class World:
    """A small scenario, the pieces that stand in it and the questions that are put to it."""

    base: Data = field(default_factory=dict)
    sayings: list[Saying] = field(default_factory=list)
    questions: list[Data] = field(default_factory=list)


def worlds() -> list[World]:
    """All of the page, in its order; a base closes what stands above it."""
    found = [World()]
    title = ""
    for match in _PIECE.finditer(PAGE.read_text(encoding="utf-8")):
        world = found[-1]
        if match["title"]:
            title = match["title"]
        elif match["target"]:
            world.sayings[-1].target, world.sayings[-1].way = match["target"], match["way"]
        else:
            data = tomllib.loads(match["text"])
            if match["kind"] == "base":
                world.base = data
                found.append(World())
            elif match["kind"] == "question":
                world.questions += data["outcomes"]
            else:
                world.sayings.append(Saying(title, data))
    assert not found[-1].sayings, "pieces behind the last base"
    return found[:-1]


def _owners(value: object) -> Iterator[str]:
    if isinstance(value, Mapping):
        for key, each in value.items():
            if key in OWNERS:
                yield each
            else:
                yield from _owners(each)
    elif isinstance(value, list):
        for each in value:
            yield from _owners(each)


def _process(row: Data) -> Data:
    """A row of a base, with what it leaves out."""
    title = row["id"].replace("-", " ")
    rate = {"per_year": row["per_year"], "sd": 0.3, "basis": "judgement", "reference": "example"}
    kept = {key: value for key, value in row.items() if key != "per_year"}
    return {"title": title, "prose": title, "rate": rate, **kept}


def scenario_text(world: World, sayings: Sequence[Saying], *, questions: bool = False) -> str:
    """`scenario.toml` of a world with some of its pieces."""
    claims = dict.fromkeys(owner for each in sayings for owner in _owners(each.data))
    counted = dict.fromkeys(each.target for each in sayings)
    processes = [_process(row) for row in world.base["processes"]]
    made = {row["id"] for row in processes}
    made |= {row["id"] for each in sayings for row in each.data.get("processes", ())}
    data: Data = {
        "format": 1,
        "id": "sayings",
        "title": "Sayings",
        "as_of": AS_OF,
        "horizon": HORIZON,
        **{key: value for key, value in world.base.items() if key not in TABLES},
        "actors": world.base["actors"],
        "documents": [{"id": "page", "title": "The page"}],
        "voices": [{"id": "page", "name": "The page"}],
        "processes": processes,
        "claims": [_claim(claim) for claim in claims],
        "effects": world.base["effects"],
        "outcomes": [
            *world.base["outcomes"],
            *(_counted(target) for target in counted if target in made),
            *(world.questions if questions else ()),
        ],
    }
    for saying in sayings:
        for key, value in saying.data.items():
            if isinstance(value, list):
                data[key] = [*data.get(key, ()), *value]
            else:
                data[key] = {**data.get(key, {}), **value}
    return "\n".join(f"{_key(key)} = {_value(value)}" for key, value in data.items()) + "\n"


def number_of(target: str) -> str:
    """Id of the outcome that counts the acts of a process."""
    return f"number-of-{target}"


def _counted(process: str) -> Data:
    title = f"The number of {process}"
    return {"kind": "acts", "id": number_of(process), "title": title, "on": [process]}


def _claim(claim: str) -> Data:
    return {
        "id": claim,
        "statement": f"It is so: {claim}.",
        "voice": "page",
        "document": "page",
        "sentence": 1,
        "fingerprint": "0123456789ab",
        "credence": 0.5,
        "credence_basis": "an example",
    }


def _key(key: str) -> str:
    return key if re.fullmatch(r"[\w-]+", key) else f'"{key}"'


def _value(value: object) -> str:
    """A value on one line."""
    if isinstance(value, Mapping):
        return "{ " + ", ".join(f"{_key(k)} = {_value(v)}" for k, v in value.items()) + " }"
    if isinstance(value, list):
        return "[" + ", ".join(map(_value, value)) + "]"
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, str):
        return '"' + value.replace("\\", "\\\\").replace('"', '\\"') + '"'
    return str(value)
