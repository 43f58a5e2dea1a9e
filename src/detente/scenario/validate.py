"""Validation errors in the words of the person who wrote the file."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, TypeVar, get_args

from pydantic import BaseModel, ValidationError

from detente.errors import ScenarioError
from detente.language.current import gettext as _
from detente.language.faults import Faults, summed
from detente.language.format import labelled, written
from detente.language.hints import did_you_mean, hint, in_quotes, nearest
from detente.language.value_words import what_is_right
from detente.ontology.dyads import pair_key
from detente.ontology.fields import IDENTIFIER, keys_of
from detente.planes.quantity import Quantity

M = TypeVar("M", bound=BaseModel)

ID = r"^[a-z0-9][a-z0-9-]*$"
"""Pattern of ids, as `detente.ontology.fields` has it."""


def _models(annotation: object) -> Iterator[type[BaseModel]]:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        yield annotation
    for part in get_args(annotation):
        yield from _models(part)


def known_keys(model: type[BaseModel], location: tuple[int | str, ...]) -> list[str]:
    """Keys that would be right where a location points."""
    models = [model]
    for key in location:
        chosen = [each for each in models if each.__name__ == key]
        if len(models) > 1 and chosen:  # which of several tables it is, and no key of it
            models = chosen
        elif isinstance(key, str):
            found: list[type[BaseModel]] = []
            for each in models:
                keys = keys_of(each)
                if key in keys:
                    found.extend(_models(keys[key].annotation))
            models = found or models
    return sorted({name for each in models for name in keys_of(each)})


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
            found = f" ({in_quotes(raw['id'])})"
    return found


def _located(raw: object, location: tuple[int | str, ...]) -> tuple[int | str, ...]:
    """The keys of a location; what names one of several types that may stand there is none."""
    keys: list[int | str] = []
    for part in location:
        try:
            raw = raw[part]  # type: ignore[index]
        except (KeyError, IndexError, TypeError):
            continue
        keys.append(part)
    return tuple(keys)


def _place(raw: object, location: tuple[int | str, ...], where: str) -> str:
    key = _key(location)
    return labelled(where, key + _label(raw, location)) if key else where


def told(error: ValidationError, model: type[BaseModel], raw: object, where: str) -> list[str]:
    """All validation errors, a line each: file, key, what is wrong, what is right.

    A misspelt key is told as such, not as the missing one too; and a value that fits none of
    several types is told once.
    """
    problems: Sequence[Any] = error.errors(include_url=False)
    lines: dict[tuple[int | str, ...], str] = {}
    meant: set[tuple[int | str, ...]] = set()
    for problem in problems:
        if problem["type"] == "extra_forbidden":
            *table, key = problem["loc"]
            known = known_keys(model, tuple(table))
            location = (*_located(raw, tuple(table)), key)
            meant |= {(*location[:-1], name) for name in nearest(str(key), known)}
            lines[location] = _("{place}: unknown key{hint}").format(
                place=_place(raw, location, where), hint=did_you_mean(str(key), known)
            )
    for problem in problems:
        given = tuple(problem["loc"])
        if problem["type"] == "extra_forbidden":
            continue
        if problem["type"] == "missing":
            location = (*_located(raw, given[:-1]), given[-1])
            if location not in meant:
                place = _place(raw, location, where)
                lines[location] = _("{place}: this key is missing").format(place=place)
            continue
        location = _located(raw, given)
        place = _place(raw, location, where)
        lines.setdefault(location, labelled(place, _said(problem)))
    return [lines[spot] for spot in sorted(lines, key=lambda spot: _order(raw, spot))]


def _order(raw: object, location: tuple[int | str, ...]) -> tuple[int, ...]:
    """Where a location stands among the others of its file."""
    order = []
    for part in location:
        if isinstance(part, int):
            order.append(part)
        else:
            keys = list(raw) if isinstance(raw, Mapping) else []
            order.append(keys.index(part) if part in keys else len(keys))
        try:
            raw = raw[part]  # type: ignore[index]
        except (KeyError, IndexError, TypeError):
            raw = None
    return tuple(order)


def _said(problem: Any) -> str:
    """What is wrong with a value, and what was probably meant."""
    message = what_is_right(problem)
    value = problem.get("input")
    if problem.get("ctx", {}).get("pattern") == IDENTIFIER:
        message = _("an id holds the ASCII letters a to z, digits and hyphens")
    if problem["type"] == "model_type" and problem["ctx"]["class_name"] == Quantity.__name__:
        return _("give a table: {example}").format(
            example='{ mean = 0.7, sd = 0.3, basis = "judgement", reference = "…" }'
        )
    if problem["type"] == "list_type" and isinstance(value, Mapping):
        return _("write it as [[{table}]] tables").format(table=problem["loc"][-1])
    if not isinstance(value, str | int | float | bool) or problem["type"] == "value_error":
        return message
    try:
        shown = written(value[:60]) if isinstance(value, str) else f"{value}"
    except ValueError:  # an integer of more digits than Python writes
        return _("{message}, not so large a number").format(message=message)
    meant = _meant(problem)
    return _("{message}, not {value}").format(message=message, value=shown) + (
        hint(_("did you mean {meant}?").format(meant=meant)) if meant else ""
    )


_NUMBER = re.compile(r"\s*([+-]?\d+(?:[.,]\d+)?)\s*(%?)\s*")


def _meant(problem: Any) -> str:
    """What somebody may have meant by a value of the wrong kind; empty if nothing is plain."""
    value, context = problem["input"], problem.get("ctx", {})
    match problem["type"]:
        case "list_type" if isinstance(value, str):
            return f'["{value[:60]}"]'
        case "string_pattern_mismatch" if context["pattern"] == ID:
            letters = unicodedata.normalize("NFKD", value).encode("ascii", "ignore").decode()
            return re.sub(r"[^a-z0-9]+", "-", letters.lower()).strip("-")[:60]
        case "bool_type" if isinstance(value, str) and value.lower() in _TRUTHS:
            return _TRUTHS[value.lower()]
        case "float_type" | "int_type" | "int_from_float" if isinstance(value, str):
            if number := _NUMBER.fullmatch(value):
                worth = float(number[1].replace(",", "."))
                return f"{worth / 100 if number[2] else worth:.12g}"
        case "string_pattern_mismatch" if context.get("pattern") == IDENTIFIER:
            plain = unicodedata.normalize("NFKD", value).encode("ascii", "ignore").decode()
            return re.sub(r"[^a-z0-9]+", "-", plain.lower()).strip("-")
        case "less_than_equal" | "less_than" if 1 in (context.get("le"), context.get("lt")):
            if isinstance(value, int | float) and 1 < value <= 100:
                return f"{value / 100:.12g}"
    return ""


_TRUTHS = {"true": "true", "yes": "true", "oui": "true", "false": "false", "no": "false"} | {
    "non": "false"
}


def validate(model: type[M], raw: Any, where: str) -> M:
    """Validate a table.

    Raises
    ------
    ScenarioError
        With a line for each error, which names the place and what would be right.
    """
    try:
        return model.model_validate(raw)
    except ValidationError as error:
        lines = told(error, model, raw, where)
        raise ScenarioError(summed(lines), lines) from None


@dataclass(slots=True)
class Places:
    """Where entries stand in a file, for messages, also after some have been left out.

    Attributes
    ----------
    where : str
        What messages call the file.
    kept : dict of str to list of int
        Numbers, from 1, of the entries that are left of a table.
    moved : mapping of str to mapping of int to str
        By table where entries stand that do not stand in it.
    """

    where: str
    kept: dict[str, list[int]] = field(default_factory=dict)
    moved: Mapping[str, Mapping[int, str]] = field(default_factory=dict)

    def entry(self, table: str, number: int, name: str = "") -> str:
        """The place of the entry that is now the one of this number in its table."""
        kept = self.kept.get(table)
        label = f" ({in_quotes(name)})" if name else ""
        own = kept[number - 1] if kept else number
        spot = self.moved.get(table, {}).get(own, f"{table}[{own}]")
        return labelled(self.where, f"{spot}{label}")


def mended(model: type[M], raw: Mapping[str, Any], at: Places, faults: Faults) -> M | None:
    """Validate a table of tables; where entries have errors, what is left without these.

    So that what the others name in one another can be looked at as well.

    Parameters
    ----------
    model : class of M
    raw : mapping
    at : Places
        Told which entries are left.
    faults : Faults
        Told of all that is wrong.

    Returns
    -------
    M or None
        None if the error lies in what the table itself says.
    """
    try:
        return model.model_validate(raw)
    except ValidationError as error:
        faults.tell(*told(error, model, raw, at.where))
        unknown = {p["loc"] for p in error.errors() if p["type"] == "extra_forbidden"}
        located = [_located(raw, tuple(problem["loc"])) for problem in error.errors()]
    rest = {key: value for key, value in raw.items() if (key,) not in unknown}
    for table, entries in raw.items():
        wrong = {spot[1] for spot in located if len(spot) > 1 and spot[0] == table}
        if wrong and isinstance(entries, list):
            numbered = list(enumerate(entries))
            faults.spoil(*(name for n, entry in numbered if n in wrong for name in names_in(entry)))
            at.kept[table] = [n + 1 for n, _entry in numbered if n not in wrong]
            rest[table] = [entry for n, entry in numbered if n not in wrong]
    try:
        return model.model_validate(rest)
    except ValidationError:
        return None


def names_in(entry: object) -> Iterator[str]:
    """Ids in an entry and in the tables within it; of a relation index its pair."""
    if isinstance(entry, Mapping):
        if isinstance(entry.get("id"), str):
            yield entry["id"]
        match entry.get("pair"):
            case [str(a), str(b)]:
                yield pair_key(a, b)
        for value in entry.values():
            yield from names_in(value)
    elif isinstance(entry, list):
        for value in entry:
            yield from names_in(value)


def unique(ids: Iterable[str], what: str, where: str, faults: Faults) -> None:
    """Tell of ids that two entries have."""
    seen: set[str] = set()
    for each in ids:
        if each in seen:
            faults.tell(
                _("{where}: two {what} have the id '{id}'; ids must differ").format(
                    where=where, what=what, id=each
                )
            )
        seen.add(each)
