"""What an answer is given: that another outcome comes, or that a condition holds."""

from __future__ import annotations

from typing import Annotated

from pydantic import Discriminator, Tag

from detente.conditions.model import Condition

OUTCOME, CONDITION = "outcome", "condition"


def _form(value: object) -> str:
    """A text names an outcome; anything else is to be a condition."""
    return OUTCOME if isinstance(value, str) else CONDITION


Given = Annotated[
    Annotated[str, Tag(OUTCOME)] | Annotated[Condition, Tag(CONDITION)], Discriminator(_form)
]
"""Id of an outcome, which comes in the same future; or a condition, looked at on one evening."""


def plain(given: Given | None) -> object:
    """A condition that something is given as plain data, as it is written; None without one."""
    if given is None or isinstance(given, str):
        return None
    return given.model_dump(mode="json", by_alias=True, exclude_defaults=True)


def given_name(given: Given | None) -> str | None:
    """The outcome that something is given; None if it is given nothing, or a condition."""
    return given if isinstance(given, str) else None
