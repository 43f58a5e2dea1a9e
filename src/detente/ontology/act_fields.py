"""Fields that hold an act or a class of acts, read from text.

The table of acts is read when a schema is asked for, not when the models are made.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from pydantic import BeforeValidator, GetJsonSchemaHandler
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema

from detente.errors import InputError
from detente.language.current import gettext as _
from detente.ontology.acts import Act, ActClass
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


def parse_act(value: object) -> object:
    """Read an act from text."""
    if isinstance(value, str):
        try:
            return Act.parse(value)
        except InputError as error:
            raise ValueError(str(error)) from None
    return value


ActText = Annotated[Act, BeforeValidator(parse_act), WrittenAct()]
"""An act, such as CONSULT.phone@leader."""


def parse_class(value: object) -> object:
    """Read an act class from text or a list of texts."""
    if isinstance(value, ActClass):
        return value
    given = value if isinstance(value, list) else [value]
    words = [word for word in given if isinstance(word, str)]
    if len(words) < len(given):
        raise ValueError(_("write a class of acts as text, or as a list of texts"))
    try:
        return ActClass.parse(words)
    except InputError as error:
        raise ValueError(str(error)) from None


Acts = Annotated[ActClass, BeforeValidator(parse_class), WrittenClass()]
"""A class of acts: a quad class, a pattern such as CONSULT.phone@leader, or a list of them."""
