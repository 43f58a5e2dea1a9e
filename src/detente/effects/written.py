"""Which keys of a model hold a class of acts."""

from __future__ import annotations

from pydantic import BaseModel

from detente.effects.domain import marks, tables_in
from detente.ontology.act_fields import WrittenClass
from detente.ontology.fields import keys_of


def class_keys(model: type[BaseModel]) -> list[str]:
    """Keys that hold a class of acts, ``table.key`` for those of tables within."""
    found = []
    for key, info in keys_of(model).items():
        if any(isinstance(mark, WrittenClass) for mark in marks(info.annotation, info.metadata)):
            found.append(key)
        for table in tables_in(info.annotation):
            found += [f"{key}.{inner}" for inner in class_keys(table)]
    return found
