"""What a mapping may hold, and how wrong ones are refused."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Annotated, Any, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, ValidationError, field_validator, model_validator

from detente.errors import InputError
from detente.events.coding.cameo import statements
from detente.events.coding.coded import APPEAL, STATEMENT, Coded
from detente.events.placing.codes import SCHEMES
from detente.events.readers.cells import MISSING
from detente.language.current import gettext as _
from detente.language.faults import Faults
from detente.language.format import labelled
from detente.language.hints import did_you_mean, hint, nearest
from detente.language.value_words import what_is_right
from detente.ontology._table import table
from detente.ontology.acts import Act
from detente.ontology.toml import parse_toml

_NAME = re.compile(r"[a-z][a-z0-9]*(?:-[a-z0-9]+)*", re.ASCII)
_RESERVED = re.compile(r"con|prn|aux|nul|com\d|lpt\d", re.ASCII)
"""File names that some systems keep for devices."""

_DIRECTIVE = re.compile(r"%(.?)", re.DOTALL)
_DIRECTIVES = "YymdBbjHMSfpIzaA%"
"""Letters after a percent sign: a part of strptime's that DuckDB reads as Python does."""

_CODES = {STATEMENT: "010", APPEAL: "020"}
"""CAMEO code whose weight the acts have that PLOVER dropped."""


def is_dataset(name: str) -> bool:
    """Whether a data source can be called so: small words joined by hyphens, a file name."""
    return len(name) <= 40 and bool(_NAME.fullmatch(name)) and not _RESERVED.fullmatch(name)


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)


Column = Annotated[str, Field(min_length=1, max_length=1_000)] | Annotated[int, Field(ge=1)]
"""Name of a column, or its number from 1."""


class Columns(_Strict):
    """Columns of a table.

    A date may stand in three, and a code of ACLED's in two.
    """

    date: Column | Annotated[list[Column], Field(min_length=3, max_length=3)]
    source: Column
    target: Column
    code: Column | Annotated[list[Column], Field(min_length=2, max_length=2)]
    source_country: Column | None = None
    target_country: Column | None = None
    event_id: Column | None = None
    until: Column | Annotated[list[Column], Field(min_length=3, max_length=3)] | None = None
    added: Column | Annotated[list[Column], Field(min_length=3, max_length=3)] | None = None
    revision: Column | None = None
    deaths: Column | None = None
    date_precision: Column | None = None

    def given(self) -> Iterator[tuple[str, str | int]]:
        """Those that are named, by key; of several each."""
        for key in type(self).model_fields:
            for column in self.of(key):
                yield key, column

    def of(self, key: str) -> list[str | int]:
        """Columns of a key; none if it is not given."""
        column = getattr(self, key)
        if column is None:
            return []
        return column if isinstance(column, list) else [column]


class MappingFile(_Strict):
    """A mapping; docs/events.md describes its keys."""

    dataset: str
    columns: Columns
    scheme: Literal["cameo", "weis", "plover", "acled"] | None = None
    codes: dict[str, str] = Field(default_factory=dict, max_length=10_000)
    countries: str = "name"
    identity: Literal["fact", "id"] | None = None
    separator: str = ","
    actor_separator: str | None = None
    header: bool = True
    quoted: bool | None = None
    date_format: str | list[str] = Field(default_factory=list)
    unknown_day: int | None = Field(default=None, ge=1, le=28)
    missing: list[str] | None = Field(default=None, max_length=100)
    precision: dict[str, Literal["day", "week", "month", "year"]] = Field(
        default_factory=dict, max_length=100
    )

    @property
    def quotes(self) -> bool:
        """Whether fields may stand in quotation marks: unless told, in all but tab-separated."""
        return self.separator != "\t" if self.quoted is None else self.quoted

    @property
    def formats(self) -> tuple[str, ...]:
        """Formats of dates, the first that fits holds; none: ISO 8601."""
        given = self.date_format
        return (given,) if isinstance(given, str) else tuple(given)

    def words(self, key: str) -> tuple[str, ...]:
        """Words for nothing in the column of a key.

        NA is Namibia in a column of ISO 3166's two letters, and a code that the mapping explains
        is one, unless the mapping itself calls them missing.
        """
        words = MISSING if self.missing is None else self.missing
        if key in ("code", "date_precision"):
            meant = self.codes if key == "code" else self.precision
            return tuple(word for word in words if word not in meant)
        if self.missing is None and self.countries == "iso2" and self._of_states(key):
            return tuple(word for word in words if word != "NA")
        return tuple(words)

    def _of_states(self, key: str) -> bool:
        """Whether the column of a key holds codes of states."""
        country = f"{key}_country"
        if key in ("source", "target"):
            return self.columns.of(key) == self.columns.of(country)
        return key in ("source_country", "target_country")

    @field_validator("dataset")
    @classmethod
    def _check_dataset(cls, name: str) -> str:
        if not is_dataset(name):
            raise ValueError(
                _(
                    "'{name}' cannot be a name; write small letters, digits and hyphens, at "
                    "most 40, such as 'icews-2014'"
                ).format(name=name)
            )
        return name

    @field_validator("countries")
    @classmethod
    def _check_countries(cls, name: str) -> str:
        if name not in SCHEMES:
            raise ValueError(
                _("no list of country codes '{name}'").format(name=name)
                + did_you_mean(name, SCHEMES)
            )
        return name

    @field_validator("separator")
    @classmethod
    def _check_separator(cls, sign: str) -> str:
        if len(sign) != 1 or sign.isalnum() or sign in "\"'\r\n\0 -." or not sign.isascii():
            raise ValueError(_("one sign, such as ',', ';', '|' or '\\t'"))
        return sign

    @field_validator("actor_separator")
    @classmethod
    def _check_actors(cls, sign: str | None) -> str | None:
        if sign is None:
            return None
        bare = sign.strip()
        if not 0 < len(bare) <= 10 or not bare.isprintable() or bare.isalnum():
            raise ValueError(_("what stands between two actors in a cell, such as ';' or ', '"))
        return bare

    @field_validator("date_format")
    @classmethod
    def _check_formats(cls, given: str | list[str]) -> str | list[str]:
        formats = [given] if isinstance(given, str) else given
        if len(formats) > 20:
            raise ValueError(_("more than twenty formats"))
        for form in formats:
            _check_format(form)
        return given

    @field_validator("missing")
    @classmethod
    def _check_missing(cls, words: list[str] | None) -> list[str] | None:
        if words and any("\0" in word or len(word) > 100 for word in words):
            raise ValueError(_("a word for missing is no word"))
        return words

    @model_validator(mode="after")
    def _check_codes(self) -> Self:
        if self.scheme is None and not self.codes:
            raise ValueError(
                _(
                    'no scheme; say which codes the table has: scheme = "cameo", "weis", '
                    '"plover" or "acled", or a table [codes] of its own'
                )
            )
        if self.scheme is not None and self.codes:
            raise ValueError(_("a scheme and a table [codes]; leave one out"))
        if any("\0" in str(column) for _, column in self.columns.given()):
            raise ValueError(_("columns: a name has a NUL byte"))
        if self.identity == "id" and self.columns.event_id is None:
            raise ValueError(_('identity = "id" needs the column of the ids: columns.event_id'))
        if self.columns.revision is not None and self.identity != "id":
            raise ValueError(_('columns.revision needs identity = "id"'))
        if isinstance(self.columns.code, list) != (self.scheme == "acled"):
            raise ValueError(
                _(
                    'columns.code: two columns with scheme = "acled" (event type, sub-event '
                    "type), one with any other"
                )
            )
        if bool(self.precision) != (self.columns.date_precision is not None):
            raise ValueError(
                _(
                    "columns.date_precision needs a table [precision] of what stands in it, "
                    'and the other way round: "1" = "day", "5" = "year"'
                )
            )
        if any("\0" in text for text in self.precision):
            raise ValueError(_("precision: a text has a NUL byte"))
        if self.unknown_day is not None and not isinstance(self.columns.date, list):
            raise ValueError(_("unknown_day: only where columns.date is year, month, day"))
        return self

    def own(self, named: str) -> dict[str, Coded]:
        """What the codes of the table ``[codes]`` mean.

        Raises
        ------
        InputError
            If one is no act.
        """
        found, faults = {}, Faults()
        for code, act in self.codes.items():
            with faults.heard(f"{named}: codes.{code}"):
                found[code] = _coded(act)
        faults.settle()
        return found


def _check_format(form: str) -> None:
    letters = _DIRECTIVE.findall(form)
    unknown = next((letter for letter in letters if letter not in _DIRECTIVES or not letter), None)
    if unknown is not None:
        raise ValueError(
            _("'%{unknown}' in the format '{form}' is not understood").format(
                unknown=unknown, form=form
            )
        )
    day = "j" in letters or ("d" in letters and not {"m", "B", "b"}.isdisjoint(letters))
    if len(form) > 100 or "\0" in form or not day or {"Y", "y"}.isdisjoint(letters):
        raise ValueError(
            _("'{form}' is no date; write year, month and day, such as '%d.%m.%Y'").format(
                form=form
            )
        )


def _coded(text: str) -> Coded:
    if text in _CODES:
        return Coded(text, text, None, None, None, statements()[_CODES[text]].goldstein, text)
    act = Act.parse(text)
    if act.rank is not None or act.cameo is not None:
        raise InputError(
            _("'{text}': write TYPE[.mode][/context], such as CONSULT.phone").format(text=text)
        )
    label = f"{act.type}.{act.mode}" if act.mode else act.type
    quad = int(table().types[act.type].quad)
    return Coded(label, act.type, act.mode, act.context, quad, act.goldstein, label)


def parse(content: str, named: str) -> MappingFile:
    """Read the text of a mapping.

    Raises
    ------
    InputError
        If it is no TOML, or a key is missing, unknown or wrong; the message names it.
    """
    return checked(parse_toml(content, named), named)


def checked(raw: Any, named: str) -> MappingFile:
    """Read the tables of a mapping.

    Raises
    ------
    InputError
        If a key is missing, unknown or wrong; each is told, with its key.
    """
    try:
        return MappingFile.model_validate(raw)
    except ValidationError as error:
        faults = Faults()
        faults.tell(*(labelled(named, line) for line in _told(error)))
        faults.settle()
        raise AssertionError from error  # something is always told


def _told(error: ValidationError) -> list[str]:
    """All that is wrong, a line each; a misspelt key not as the missing one too."""
    lines: dict[str, str] = {}
    meant: set[str] = set()
    problems: list[Any] = sorted(
        error.errors(include_url=False), key=lambda each: each["type"] != "extra_forbidden"
    )
    for problem in problems:
        # of a value that fits none of several types there is an error for each; one is enough
        place = [
            str(step)
            for step in problem["loc"]
            if not str(step).startswith(("constrained-", "list"))
        ]
        if place and place[0] == "columns":
            place = place[:2]
        key = ".".join(place)
        if key in lines or (problem["type"] == "missing" and key in meant):
            continue
        if problem["type"] == "extra_forbidden":
            known = list(
                Columns.model_fields if place[0] == "columns" else MappingFile.model_fields
            )
            meant |= {".".join([*place[:-1], near]) for near in nearest(place[-1], known)}
        lines[key] = _said(problem, place, key)
    return list(lines.values())


def _said(problem: Any, place: list[str], key: str) -> str:
    if problem["type"] == "extra_forbidden":
        known = Columns.model_fields if place[0] == "columns" else MappingFile.model_fields
        return _("no key '{key}'{hint}").format(key=key, hint=did_you_mean(place[-1], known))
    if problem["type"] == "missing":
        return _("the key '{key}' is missing").format(key=key)
    if place and place[0] == "columns" and len(place) == 2:
        several = ""
        if place[1] in ("date", "until", "added"):
            several = hint(_("or a list of three: year, month, day"))
        elif place[1] == "code":
            several = hint(_('or, with scheme = "acled", a list of two'))
        text = _("{key}: the name of a column in quotation marks, or its number from 1")
        return text.format(key=key) + several
    said = what_is_right(problem)
    return labelled(key, said) if key else said
