"""Titles that are left out."""

from __future__ import annotations

from typing import ClassVar

from pydantic import BaseModel, Field, model_validator

from detente.ontology.fields import Text


def spoken(identity: str) -> str:
    """An id for which there are no words."""
    return identity.replace("-", " ")


def capital(text: str) -> str:
    """A text as one begins a line with it."""
    return text[:1].upper() + text[1:]


class Titled(BaseModel):
    """A table with a title; where it is left out, it is the id in words."""

    begins_a_line: ClassVar[bool] = True
    """Whether it has a capital; what stands within sentences has none."""

    title: Text = Field("", description="what it is, as printed; by default its id")

    @model_validator(mode="before")
    @classmethod
    def _is_called_by_its_id(cls, value: object) -> object:
        if not isinstance(value, dict) or "title" in value or not isinstance(value.get("id"), str):
            return value
        said = spoken(value["id"])
        return {**value, "title": capital(said) if cls.begins_a_line else said}
