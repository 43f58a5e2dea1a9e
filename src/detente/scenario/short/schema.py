"""What the JSON Schema says of the short form: what may be left out, and what is taken then."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, get_args

from detente.claims.claim import Move
from detente.ontology.fields import LARGEST
from detente.planes.rate import HIGHEST
from detente.scenario.short.background import KEY, WORD
from detente.scenario.short.effects import usual_otherwise
from detente.scenario.short.owned import KEY as OWNED
from detente.scenario.short.usual import SIZES, WORDS

WHO = r"^\s*[A-Za-z][A-Za-z0-9+_-]*\s*[>~].*:.*$"

TAKEN = {
    "document": "by default the only one",
    "voice": "by default the only one",
    "sentence": "or `at` says it",
    "fingerprint": "or `at` says it",
}
"""Keys of a claim that may be left out."""

NUMBER: dict[str, Any] = {"type": "number", "minimum": -LARGEST, "maximum": LARGEST}

RATE: dict[str, Any] = {"type": "number", "minimum": 0, "maximum": HIGHEST}
"""Days a year."""

DOER = "or `act` says it, as in RUS>USA: COERCE and RUS~USA: CONSULT"


def shortened(root: dict[str, Any], definitions: dict[str, Any], kinds: Mapping[str, str]) -> None:
    """Let the schema know the short form.

    Parameters
    ----------
    root : dict
        That of the whole file; changed in place, like the definitions.
    definitions : dict
    kinds : mapping of str to str
        The definition of each effect.
    """
    tables = root["properties"]
    tables[KEY] = {
        "const": WORD,
        "description": "week, mood, inertia and reciprocity as effects that always hold "
        "(docs/scenario.md lists them), and the index of the first two actors where none is "
        "followed",
    }
    for key, short, example in (
        ("actors", {"type": "string"}, "its id alone"),
        ("index", {"type": "array", "items": {"type": "string"}}, "its pair alone"),
    ):
        tables[key]["items"] = _either("object", tables[key]["items"], short)
        tables[key]["description"] += f"; of each {example} is enough"
    tables["processes"]["items"] = _either(
        "object", tables["processes"]["items"], {"type": "string", "pattern": WHO}
    )
    tables["processes"]["description"] += "; of each its act alone is enough"
    _claims(definitions["Claim"], kinds)
    for name in ("ProcessEntry", kinds["scheduled-acts"]):
        _done_by(definitions[name])
    _optional(definitions["ProcessEntry"], {"id": "by default its parties and its act in words"})
    rate = definitions["ProcessEntry"]["properties"]["rate"]
    about = rate.pop("description")
    definitions["ProcessEntry"]["properties"]["rate"] = _either("object", rate, RATE) | {
        "description": f"{about}; a number alone is days a year with the usual spread"
    }
    for effect, name in kinds.items():
        _sized(effect, definitions[name])
        usual = usual_otherwise(effect)
        if usual is not None:
            for word in ("dependentRequired", "dependencies"):
                rest = {k: v for k, v in definitions[name][word].items() if k != "claim"}
                definitions[name][word] = rest
            otherwise = definitions[name]["properties"]["otherwise"]
            said = f"{usual:g}" if isinstance(usual, float) else f'"{usual}"'
            text = otherwise["description"].removesuffix("; required with a claim")
            otherwise["description"] = f"{text}; with a claim by default {said}"


def _sized(effect: str, definition: dict[str, Any]) -> None:
    """A coefficient that is a number alone, a word, or left out."""
    if "coefficient" not in definition["properties"]:
        return
    theta = definition["properties"]["coefficient"]
    about = theta.pop("description")
    said = "a number alone has the usual spread"
    number = NUMBER | theta.get("properties", {}).get("mean", {})
    short = number
    if effect in SIZES:
        mean, sd = SIZES[effect]
        definition["required"] = [key for key in definition["required"] if key != "coefficient"]
        said += f"; raises or lowers: by the usual size; by default {mean:g} with sd {sd:g}"
        short = {"anyOf": [number, {"enum": [*WORDS]}]}
    definition["properties"]["coefficient"] = _either("object", theta, short) | {
        "description": f"{about}; {said}"
    }


def _either(kind: str, one: dict[str, Any], other: dict[str, Any]) -> dict[str, Any]:
    """One schema for values of a kind, the other else, so that a fault is told where it is."""
    return {"if": {"type": kind}, "then": one, "else": other, "anyOf": [one, other, {}]}


def _optional(definition: dict[str, Any], taken: Mapping[str, str]) -> None:
    definition["required"] = [key for key in definition.get("required", []) if key not in taken]
    for key, said in taken.items():
        definition["properties"][key]["description"] += f"; {said}"


def _claims(definition: dict[str, Any], kinds: Mapping[str, str]) -> None:
    _optional(definition, TAKEN)
    properties = definition["properties"]
    properties["at"] = {
        "type": "string",
        "pattern": r"^\s*\d{1,7}\s+[0-9a-f]{12}\s*$",
        "description": "number of the sentence and its fingerprint in one: 4 0cf4482a46b1",
    }
    properties[OWNED] = {
        "type": "array",
        "items": {
            "type": "object",
            "properties": {"effect": {"enum": [*kinds]}},
            "required": ["effect"],
        },
        "description": "what follows from the claim: effects as in [[effects]], whose `claim` it "
        "is; `id` by default the claim's with the kind of effect",
    }
    table = {"type": "object", "additionalProperties": {"enum": [*get_args(Move)]}}
    about = properties["signs"].pop("description")
    properties["signs"] = {
        **_either("array", properties["signs"], table),
        "description": f"{about}; as a table: how each target moves if the claim holds",
    }


def _done_by(definition: dict[str, Any]) -> None:
    _optional(definition, dict.fromkeys(("source", "target"), DOER))
    act = definition["properties"]["act"]
    about = act.pop("description", "the act")
    definition["properties"]["act"] = {
        "anyOf": [act, {"type": "string", "pattern": WHO}],
        "description": f"{about}; with who does it before it: RUS>USA: COERCE",
    }
