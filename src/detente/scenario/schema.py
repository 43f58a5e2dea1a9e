"""The JSON Schema of `scenario.toml`, for editors."""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import cache
from typing import Any

from pydantic import BaseModel
from pydantic.json_schema import GenerateJsonSchema, JsonSchemaValue, models_json_schema
from pydantic_core import core_schema

from detente.effects.describe import Description, describe
from detente.effects.registry import effects
from detente.ontology.act_fields import act_schema, class_schema
from detente.ontology.fields import LARGEST
from detente.outcomes.registry import OUTCOMES
from detente.planes.quantity import Quantity
from detente.scenario.file import FROM_STORE, ProcessEntry, RecordEntry, ScenarioFile, StoreEntry
from detente.scenario.rate import CountedRate, JudgedRate, PooledRate
from detente.scenario.short.schema import shortened
from detente.scenario.template import KEY, known_numbers

FILE = "scenario.schema.json"
"""Name of the file that `scenario.toml` refers to."""

DIALECT = "https://json-schema.org/draft/2020-12/schema"
_TEMPLATE = "Template"
TITLE = "A scenario of Détente"
ABOUT = "`scenario.toml`: actors, what may happen between them, claims, mechanisms, outcomes."


class _Toml(GenerateJsonSchema):
    """Schemas as TOML needs them: no null, dates in one spelling, no made-up titles."""

    def nullable_schema(self, schema: core_schema.NullableSchema) -> JsonSchemaValue:
        return self.generate_inner(schema["schema"])

    def default_schema(self, schema: core_schema.WithDefaultSchema) -> JsonSchemaValue:
        found = super().default_schema(schema)
        return {key: value for key, value in found.items() if (key, value) != ("default", None)}

    def date_schema(self, schema: core_schema.DateSchema) -> JsonSchemaValue:
        return {"type": "string", "format": "date", "pattern": r"^\d{4}-\d{2}-\d{2}$"}

    def tuple_schema(self, schema: core_schema.TupleSchema) -> JsonSchemaValue:
        """`items` in the place of `prefixItems`, which not every editor knows."""
        found = super().tuple_schema(schema)
        parts = found.pop("prefixItems", [])
        return found | ({"items": parts[0]} if parts else {})

    def field_title_should_be_set(self, schema: Any) -> bool:
        return False


def _ref(name: str) -> JsonSchemaValue:
    return {"$ref": f"#/$defs/{name}"}


def _shared(part: Any, definitions: Mapping[str, JsonSchemaValue]) -> Any:
    """Put references in the place of parts that are written once."""
    if isinstance(part, list):
        return [_shared(each, definitions) for each in part]
    if not isinstance(part, dict):
        return part
    for name, definition in definitions.items():
        if all(part.get(key) == value for key, value in definition.items() if key != "description"):
            rest = {key: part[key] for key in part if key not in definition or key == "description"}
            if rest.get("description") == definition["description"]:
                del rest["description"]
            return rest | _ref(name)
    return {key: _shared(value, definitions) for key, value in part.items()}


def _tables(definitions: dict[str, Any], kinds: Mapping[str, str], key: str) -> JsonSchemaValue:
    """A list of tables, each of a kind that it names under `key`.

    Conditions, rather than a choice of one, so that a fault is reported where it is and not as a
    table that fits none of the kinds. The choice stands beside them for editors that propose keys
    from it; its last part lets everything pass. `kinds` holds the definition of each kind by name.
    """
    for definition in kinds.values():
        found = definitions[definition]
        properties = found["properties"]
        word = {k: v for k, v in properties.pop(key).items() if k != "default"}
        found["properties"] = {key: word, **properties}
        found["required"] = [key, *found.get("required", [])]
    refs = {name: _ref(definition) for name, definition in kinds.items()}
    known = {"properties": {key: {"enum": list(refs)}}, "required": [key]}
    each = [
        {"if": {"properties": {key: {"const": name}}, "required": [key]}, "then": ref}
        for name, ref in refs.items()
    ]
    items = {
        "type": "object",
        "allOf": [{"if": {}, "then": known}, *each],
        "anyOf": [*refs.values(), {}],
    }
    return {"type": "array", "items": items}


def _record(definitions: dict[str, Any]) -> JsonSchemaValue:
    """The record: a word, or one of two tables, told apart by the key `store`."""
    stored = definitions[StoreEntry.__name__]
    stored["required"] = ["store", *stored.get("required", [])]
    word = {"const": FROM_STORE}
    file, store = _ref(RecordEntry.__name__), _ref(StoreEntry.__name__)
    table = {"if": {"required": ["store"]}, "then": store, "else": file}
    return {
        "if": {"type": "object"},
        "then": table,
        "else": word,
        "anyOf": [word, store, file, {}],
    }


def _rate() -> JsonSchemaValue:
    """A rate: one of three tables, told apart by the keys of what was counted."""
    judged, counted, pooled = (
        _ref(kind.__name__) for kind in (JudgedRate, CountedRate, PooledRate)
    )
    one = {"if": {"required": ["events"]}, "then": counted, "else": judged}
    return {
        "if": {"required": ["observed"]},
        "then": pooled,
        "else": one,
        "anyOf": [counted, pooled, judged, {}],
    }


def _marked(root: dict[str, Any], definitions: dict[str, Any]) -> None:
    """Any table may hold what the template wrote into it."""
    about = {
        "description": "numbers of this table as `detente new` wrote them: those that are still "
        "the same are counted as placeholders, or as usual rates where the basis is record; delete "
        "it to keep them"
    }
    for each in (root, *definitions.values()):
        if "properties" in each:
            each["properties"][KEY] = _ref(_TEMPLATE) | about
    number = {"type": "number", "minimum": -LARGEST, "maximum": LARGEST}
    date = {"type": "string", "format": "date"}
    definitions[_TEMPLATE] = {
        "type": "object",
        "propertyNames": {"enum": sorted(known_numbers())},
        "additionalProperties": {"anyOf": [number, date, {"type": "array", "items": number}]},
    }


def _target(part: Any) -> str | None:
    """Name of the first definition that a schema refers to."""
    if isinstance(part, dict):
        if "$ref" in part:
            return str(part["$ref"]).rpartition("/")[2]
        part = list(part.values())
    if isinstance(part, list):
        return next((name for each in part if (name := _target(each))), None)
    return None


def _bounded(part: Any, bounds: Mapping[str, float]) -> Any:
    """The same with bounds on the mean of every `Quantity` in it."""
    if isinstance(part, list):
        return [_bounded(each, bounds) for each in part]
    if not isinstance(part, dict):
        return part
    if part.get("$ref") == _ref(Quantity.__name__)["$ref"]:
        return part | {"properties": {"mean": dict(bounds)}}
    return {key: _bounded(value, bounds) for key, value in part.items()}


def _describe_numbers(definitions: dict[str, Any], definition: str, about: Description) -> None:
    """Say of the numbers of an effect what they are measured in and where they may lie."""
    for each in about.parameters:
        if each.domain is None:
            continue
        *tables, key = each.name.split(".")
        properties = definitions[definition]["properties"]
        for table in tables:
            properties = definitions[str(_target(properties[table]))]["properties"]
        bounds = {
            word: bound
            for word, bound in (("minimum", each.domain.low), ("maximum", each.domain.high))
            if abs(bound) <= LARGEST
        }
        found = _bounded(properties[key], bounds) if bounds else properties[key]
        text, measure = found["description"], f" [{each.measure}]"
        properties[key] = found | {"description": text.removesuffix(measure) + measure}


def _describe_effects(definitions: dict[str, Any], kinds: Mapping[str, str]) -> None:
    """Say what each effect is, with its formula, units and source."""
    for name, definition in kinds.items():
        about = describe(name)
        sections = [f"{title}: {text}" for title, text in about.sections.items() if text]
        found = definitions[definition]
        found["description"] = "\n\n".join([about.summary, *sections])
        found["properties"]["effect"]["description"] = f"{name}: {about.summary}"
        _describe_numbers(definitions, definition, about)


def schema() -> dict[str, Any]:
    """Return the JSON Schema (draft 2020-12) of `scenario.toml`.

    Returns
    -------
    dict
        The same one every time; dates are strings, as editors see those of TOML.
    """
    mechanisms = effects()
    models: list[type[BaseModel]] = [ScenarioFile, *mechanisms.values(), *OUTCOMES.values()]
    refs, found = models_json_schema(
        [(model, "validation") for model in models], schema_generator=_Toml
    )
    # two effects may have classes of the same name
    defined = {model: str(_target(ref)) for (model, _), ref in refs.items()}
    definitions: dict[str, Any] = found["$defs"]
    for each in definitions.values():
        each.pop("title", None)
    kinds = {name: defined[model] for name, model in mechanisms.items()}
    questions = {name: defined[model] for name, model in OUTCOMES.items()}
    tables = _tables(definitions, kinds, "effect")
    outcomes = _tables(definitions, questions, "kind")
    _describe_effects(definitions, kinds)
    root: dict[str, Any] = definitions.pop(defined[ScenarioFile])
    about = root["properties"]["record"]["description"]
    root["properties"] |= {
        "record": _record(definitions) | {"description": about},
        "effects": tables | {"description": "mechanisms, of a claim or of the background"},
        "outcomes": outcomes | {"description": "dated questions about every future"},
    }
    processes = definitions[ProcessEntry.__name__]["properties"]
    processes["rate"] = _rate() | {"description": processes["rate"]["description"]}
    shortened(root, definitions, kinds)
    _marked(root, definitions)
    shared = {"Act": act_schema(), "ActClass": class_schema()}
    definitions = {name: _shared(each, shared) for name, each in definitions.items()} | shared
    used = json.dumps([root, definitions])
    head = {"$schema": DIALECT, "title": TITLE}
    kept = {n: each for n, each in sorted(definitions.items()) if f'"#/$defs/{n}"' in used}
    return head | root | {"description": ABOUT, "$defs": kept}


def schema_text() -> str:
    """The JSON Schema as text."""
    return _text_of(tuple(effects().items()))


@cache
def _text_of(_mechanisms: tuple[tuple[str, type[BaseModel]], ...]) -> str:
    """Written once for the effects that there are: every new scenario has a copy of it."""
    return json.dumps(schema(), ensure_ascii=False, indent=1) + "\n"
