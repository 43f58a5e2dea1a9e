"""Validation errors in the words of the person who wrote the file."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, TypeVar, get_args

from pydantic import BaseModel, ValidationError

from detente.errors import ScenarioError
from detente.language.hints import did_you_mean

M = TypeVar("M", bound=BaseModel)


def _models(annotation: object) -> Iterator[type[BaseModel]]:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        yield annotation
    for part in get_args(annotation):
        yield from _models(part)


def known_keys(model: type[BaseModel], location: tuple[int | str, ...]) -> list[str]:
    """Keys that would be right where a location points."""
    models, _ = _walk(model, location)
    return sorted({name for each in models for name in each.model_fields})


def _walk(
    model: type[BaseModel], location: tuple[int | str, ...]
) -> tuple[list[type[BaseModel]], tuple[int | str, ...]]:
    """Follow a location; what names one of several tables that may stand there is no key of it."""
    models = [model]
    keys: list[int | str] = []
    for key in location:
        chosen = [each for each in models if each.__name__ == key]
        if len(models) > 1 and chosen:
            models = chosen
            continue
        keys.append(key)
        if isinstance(key, str):
            found: list[type[BaseModel]] = []
            for each in models:
                if key in each.model_fields:
                    found.extend(_models(each.model_fields[key].annotation))
            models = found or models
    return models, tuple(keys)


def _key(location: tuple[int | str, ...]) -> str:
    text = ""
    for part in location:
        text += f"[{part + 1}]" if isinstance(part, int) else f".{part}" if text else part
    return text


def _label(raw: object, location: tuple[int | str, ...]) -> str:
    """The id of the innermost named table on the way to a location."""
    found = ""
    for part in location:
        try:
            raw = raw[part]  # type: ignore[index]
        except (KeyError, IndexError, TypeError):
            break
        if isinstance(raw, Mapping) and isinstance(raw.get("id"), str):
            found = f" ('{raw['id']}')"
    return found


def explain(error: ValidationError, model: type[BaseModel], raw: object, where: str) -> str:
    """Turn the first validation error into one line: file, key, what is wrong, what is right."""
    problems = error.errors()
    # a misspelt key is told as such, not as the missing one
    problem = next((p for p in problems if p["type"] == "extra_forbidden"), problems[0])
    given = tuple(problem["loc"])
    location = _walk(model, given)[1]
    key = _key(location)
    place = f"{where}: {key}{_label(raw, location)}" if key else where
    kind = problem["type"]
    more = f" (and {error.error_count() - 1} more)" if error.error_count() > 1 else ""
    if kind == "extra_forbidden":
        known = known_keys(model, given[:-1])
        return f"{place}: unknown key{did_you_mean(str(location[-1]), known)}{more}"
    if kind == "missing":
        return f"{place}: this key is missing{more}"
    message = problem["msg"].removeprefix("Value error, ")
    message = message[:1].lower() + message[1:]
    value = problem.get("input")
    shown = ""
    if isinstance(value, str | int | float | bool) and kind != "value_error":
        try:
            shown = f", not {value[:60]!r}" if isinstance(value, str) else f", not {value}"
        except ValueError:  # an integer of more digits than Python writes
            shown = ", not so large a number"
    return f"{place}: {message}{shown}{more}"


def validate(model: type[M], raw: Any, where: str) -> M:
    """Validate a table.

    Raises
    ------
    ScenarioError
        With one line that names the place and what would be right.
    """
    try:
        return model.model_validate(raw)
    except ValidationError as error:
        raise ScenarioError(explain(error, model, raw, where)) from None


def unique(ids: list[str], what: str, where: str) -> None:
    """Refuse an id that two of them have."""
    seen: set[str] = set()
    for each in ids:
        if each in seen:
            raise ScenarioError(f"{where}: two {what} have the id '{each}'; ids must differ")
        seen.add(each)
