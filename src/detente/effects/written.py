"""How acts look in a scenario: the JSON Schema of their text.

The table of acts is read when a schema is asked for, not when the models are made.
"""

from __future__ import annotations

from dataclasses import dataclass

from pydantic import BaseModel, GetJsonSchemaHandler
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema

from detente.effects.domain import marks, tables_in
from detente.ontology.spelling import act_description, act_pattern, class_pattern


def act_schema() -> JsonSchemaValue:
    """JSON Schema of an act."""
    return {
        "type": "string",
        "description": act_description(),
        "pattern": act_pattern(),
        "examples": ["CONSULT.phone@leader", "COERCE.restrict/economic", "SUPPORT/diplomatic:057"],
    }


def class_schema() -> JsonSchemaValue:
    """JSON Schema of a class of acts."""
    word = {"type": "string", "pattern": class_pattern()}
    return {
        "description": (
            "A class of acts: `verbal-cooperation`, `material-cooperation`, `verbal-conflict`, "
            "`material-conflict`, `cooperation`, `conflict`, `any`, an act as a pattern "
            "(`CONSULT.phone@leader`), or a list of these."
        ),
        "anyOf": [word, {"type": "array", "items": word, "minItems": 1}],
        "examples": ["conflict", "CONSULT@leader", ["AID/military", "COOPERATE/military"]],
    }


def class_keys(model: type[BaseModel]) -> list[str]:
    """Keys that hold a class of acts, ``table.key`` for those of tables within."""
    found = []
    for key, info in model.model_fields.items():
        if any(isinstance(mark, WrittenClass) for mark in marks(info.annotation, info.metadata)):
            found.append(key)
        for table in tables_in(info.annotation):
            found += [f"{key}.{inner}" for inner in class_keys(table)]
    return found


@dataclass(frozen=True, slots=True)
class WrittenAct:
    """Marks a field that holds an act."""

    def __get_pydantic_json_schema__(
        self, core_schema: CoreSchema, handler: GetJsonSchemaHandler
    ) -> JsonSchemaValue:
        """Text, whatever the parsed act is made of."""
        return act_schema()


@dataclass(frozen=True, slots=True)
class WrittenClass:
    """Marks a field that holds a class of acts."""

    def __get_pydantic_json_schema__(
        self, core_schema: CoreSchema, handler: GetJsonSchemaHandler
    ) -> JsonSchemaValue:
        """Text or a list of texts, whatever the parsed class is made of."""
        return class_schema()
