"""A first mapping of a table that no reader knows: guessed from its columns, to be checked."""

from __future__ import annotations

import csv
import datetime as dt
import json
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePath

from detente.errors import InputError
from detente.events.coding.table import coded
from detente.events.readers.base import Head
from detente.events.readers.mapping_file import is_dataset, parse
from detente.events.readers.polecat import plover
from detente.events.readers.registry import BUILT_IN
from detente.language.current import gettext as _
from detente.language.safe import clean

SEPARATORS = (",", ";", "\t", "|")
ROWS = 50
"""Rows that are looked at."""

SAMPLES = 3
MOST_CODES = 40
"""Words for acts that a draft lists; of more than that, it takes the column for free text."""

LONGEST = 30
FORMATS = (
    "%Y-%m-%d", "%d.%m.%Y", "%d/%m/%Y", "%m/%d/%Y", "%d-%m-%Y", "%Y/%m/%d", "%Y%m%d",
    "%d %B %Y", "%d %b %Y", "%d-%b-%Y", "%d-%b-%y", "%B %d, %Y", "%d.%m.%y", "%d/%m/%y",
)  # fmt: skip
"""How dates are written; of two that fit the first is taken, and marked."""

NAMES = {
    "date": "date day event_date eventdate datum jour fecha when tag data dia date_start",
    "source": "source actor1 actor_1 from sender initiator side_a actor_a actora attacker who von "
    "acteur1 auteur quelle source_name sourcename origen de emetteur doer",
    "target": "target actor2 actor_2 to receiver recipient side_b actor_b actorb victim whom an "
    "acteur2 cible destinataire ziel target_name destino vers object",
    "code": "code event_code eventcode cameo cameo_code type event_type eventtype action act event "
    "category kind art aktion acte tipo accion typ",
    "source_country": "source_country country1 country_1 source_state source_iso iso1 pays1",
    "target_country": "target_country country2 country_2 target_state target_iso iso2 pays2",
    "event_id": "event_id eventid id globaleventid event_id_cnty",
}
"""Names under which columns go, the likeliest first, small and with underscores."""

ACTS = {
    "meet": "CONSULT", "treff": "CONSULT", "rencontre": "CONSULT",
    "visit": "CONSULT.visit", "besuch": "CONSULT.visit", "visite": "CONSULT.visit",
    "call": "CONSULT.phone", "phone": "CONSULT.phone", "talk": "CONSULT", "consult": "CONSULT",
    "negotiat": "CONSULT", "summit": "CONSULT.visit", "sanction": "COERCE.restrict/economic",
    "embargo": "COERCE.restrict/economic", "tariff": "COERCE.restrict/economic",
    "aid": "AID", "help": "AID", "aide": "AID", "agree": "AGREE", "accord": "AGREE",
    "sign": "AGREE", "treaty": "AGREE", "support": "SUPPORT", "cooperat": "COOPERATE",
    "coop": "COOPERATE", "trade": "COOPERATE/economic", "handel": "COOPERATE/economic",
    "accus": "ACCUSE", "critic": "ACCUSE", "kritik": "ACCUSE", "reject": "REJECT",
    "refus": "REJECT", "threat": "THREATEN", "menac": "THREATEN", "droh": "THREATEN",
    "protest": "PROTEST", "demonstrat": "PROTEST", "mobili": "MOBILIZE", "exercise": "MOBILIZE",
    "attack": "ASSAULT", "strike": "ASSAULT", "battle": "ASSAULT", "angriff": "ASSAULT",
    "attaque": "ASSAULT", "request": "REQUEST", "demand": "REQUEST", "concede": "CONCEDE",
    "ease": "RETREAT.ease", "withdraw": "RETREAT", "retreat": "RETREAT",
}  # fmt: skip
"""Beginnings of words for acts, in what a table of one's own may call them."""


@dataclass(frozen=True, slots=True)
class Column:
    """A column that was found, with what stands in its first rows."""

    name: str
    samples: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Draft:
    """A mapping to begin with.

    Attributes
    ----------
    file : str
        The table.
    columns : tuple of Column
    text : str
        TOML, with what was found and what was guessed in comments.
    complete : bool
        Whether it can be used as it stands; else a line says what is left to be named.
    """

    file: str
    columns: tuple[Column, ...]
    text: str
    complete: bool


def draft(head: Head, path: Path) -> Draft | None:
    """Guess what the columns of a table mean, by their names and by what stands in them.

    Parameters
    ----------
    head : Head
    path : Path
        The file, of which Parquet is read for its first rows.

    Returns
    -------
    Draft or None
        None where there is no table: fewer than two columns, or no row.
    """
    separator, names, rows = _parquet(path) if head.columns else _table(head)
    if len(names) < 2 or not rows:
        return None
    headed = not any(_format([cell]) for cell in names)
    if not headed:
        rows, names = [names, *rows], [f"column {n}" for n in range(1, len(names) + 1)]
    values = {
        name: [row[n].strip() for row in rows if n < len(row) and row[n].strip()]
        for n, name in enumerate(names)
    }
    columns = tuple(
        Column(name, tuple(dict.fromkeys(values[name]))[:SAMPLES]) for name in names if name
    )
    text = "\n".join(_Guess(head, separator, headed, values).lines(columns)) + "\n"
    try:
        parse(text, head.name).own(head.name)
    except InputError:
        return Draft(head.name, columns, text, complete=False)
    return Draft(head.name, columns, text, complete=True)


def _table(head: Head) -> tuple[str, list[str], list[list[str]]]:
    """Separator, first line and rows: with the sign that divides most lines alike."""
    best: tuple[int, str, list[list[str]]] = (0, ",", [])
    for sign in SEPARATORS:
        try:
            rows = list(csv.reader(head.lines[: ROWS + 1], delimiter=sign))
        except csv.Error:
            continue
        width = len(rows[0]) if rows else 0
        alike = sum(len(row) == width for row in rows)
        if width > 1 and (width - 1) * alike > best[0]:
            best = ((width - 1) * alike, sign, rows)
    _score, sign, rows = best
    return sign, [cell.strip() for cell in rows[0]] if rows else [], rows[1:]


def _parquet(path: Path) -> tuple[str, list[str], list[list[str]]]:
    import polars as pl

    frame = pl.scan_parquet(path).head(ROWS).collect()
    rows = [["" if cell is None else str(cell) for cell in row] for row in frame.iter_rows()]
    return ",", frame.columns, rows


def _format(values: Sequence[str]) -> list[str]:
    """Formats of dates in which all of the values are."""
    return [form for form in FORMATS if values and all(_fits(value, form) for value in values)]


def _fits(value: str, form: str) -> bool:
    try:
        day = dt.datetime.strptime(value[:LONGEST], form)
    except ValueError:
        return form == "%Y-%m-%d" and bool(re.fullmatch(r"\d{4}-\d{2}-\d{2}[T ].*", value))
    return 1500 <= day.year <= 2200


class _Guess:
    """What the columns of a table may mean."""

    def __init__(
        self, head: Head, separator: str, headed: bool, values: dict[str, list[str]]
    ) -> None:
        self.head, self.separator, self.headed, self.values = head, separator, headed, values
        self.found: dict[str, str] = {}
        self.why: dict[str, str] = {}
        self._by_name("date")
        self._first("date", lambda values: bool(_format(values)))
        for key in NAMES:
            self._by_name(key)
        self._first("code", lambda values: _scheme(values) is not None)
        self._actors()
        if "code" not in self.found:
            for name in sorted(self._texts(), key=lambda name: len(set(self.values[name]))):
                self._take("code", name, _("as the one that is left"))
                break

    def _take(self, key: str, name: str, why: str) -> None:
        self.found[key], self.why[key] = name, why

    def _by_name(self, key: str) -> None:
        if key in self.found:
            return
        plain = {re.sub(r"\W+", "_", name.casefold()).strip("_"): name for name in self.values}
        for name in NAMES[key].split():
            column = plain.get(name)
            if column in self._left():
                values = self.values[column]
                dated = bool(_format(values))
                if values and (dated if key == "date" else not dated):
                    self._take(key, column, _("by its name"))
                    return

    def _actors(self) -> None:
        """Source and target that names do not tell: columns with the same actors in them."""
        lacking = [key for key in ("source", "target") if key not in self.found]
        known = [self.found[key] for key in ("source", "target") if key in self.found]
        texts = {name: self.values[name] for name in [*known, *self._texts()]}
        if len(lacking) == 1:
            others = {name: texts[name] for name in texts if name not in known}
            pair = [
                name for name in _alike({known[0]: texts[known[0]], **others}) if name in others
            ]
        else:
            pair = list(_alike(texts)) if lacking else []
        for key, name in zip(lacking, pair, strict=False):
            self._take(key, name, _("by what stands in it"))

    def _texts(self) -> list[str]:
        """Columns that are left, and hold words."""
        return [
            name for name in self._left() if self.values[name] and not _numeric(self.values[name])
        ]

    def _first(self, key: str, fits: Callable[[Sequence[str]], bool]) -> None:
        if key in self.found:
            return
        for name in self._left():
            if self.values[name] and fits(self.values[name]):
                self._take(key, name, _("by what stands in it"))
                return

    def _left(self) -> list[str]:
        return [name for name in self.values if name and name not in self.found.values()]

    def lines(self, columns: Sequence[Column]) -> Iterator[str]:
        """The mapping."""
        yield "# " + _("A draft for {file}, made of guesses: check every line, then").format(
            file=clean(self.head.name)
        )
        yield "#   " + _("detente events import FILE --map MAPPING")
        yield "# " + _("Columns found, and what stands in them:")
        for column in columns:
            seen = " | ".join(clean(sample)[:LONGEST] for sample in column.samples)
            yield f"#   {_text(column.name)}: {seen}"
        yield ""
        yield f"dataset = {_text(self._dataset())}  # " + _("a name of your own")
        if not self.head.columns:
            yield f"separator = {_text(self.separator)}"
            if not self.headed:
                yield "header = false  # " + _("guessed: the first line is a row")
        forms = _format(self.values.get(self.found.get("date", ""), []))
        if forms and forms[0] != "%Y-%m-%d":
            also = [form for form in forms[1:] if {"%d", "%m"} & {form[:2]}]
            doubt = _("guessed; {other} would fit as well: which comes first, the day?")
            note = doubt.format(other=also[0]) if also else _("guessed")
            yield f"date_format = {_text(forms[0])}  # {note}"
        yield from self._countries()
        codes = self.values.get(self.found.get("code", ""), [])
        scheme = _scheme(codes)
        if scheme is not None:
            yield f"scheme = {_text(scheme)}  # " + _("guessed from what stands in the column")
        yield ""
        yield "[columns]"
        for key in ("date", "source", "target", "code"):
            if key in self.found:
                named = self._column(self.found[key])
                yield f"{key} = {named}  # " + _("guessed {how}").format(how=self.why[key])
            else:
                yield f"# {key} =   # " + _("not found: name a column")
        for key in ("source_country", "target_country", "event_id"):
            if key in self.found:
                yield f"{key} = {self._column(self.found[key])}  # " + _("guessed {how}").format(
                    how=self.why[key]
                )
            elif key != "event_id" and self._as_codes() and key[:6] in self.found:
                yield f"{key} = {self._column(self.found[key[:6]])}"
        if scheme is None and codes:
            yield from self._own(codes)

    def _own(self, codes: Sequence[str]) -> Iterator[str]:
        """What the words of the table mean as acts."""
        yield ""
        yield "[codes]  # " + _("what each word means: TYPE[.mode][/context]; see docs/scenario.md")
        words = list(dict.fromkeys(codes))
        for word in words[:MOST_CODES]:
            act = next((act for start, act in ACTS.items() if start in word.casefold()), None)
            if act is None:
                yield f"# {_text(word)} =   # " + _("which act? such as {act}").format(act='"AID"')
            else:
                yield f"{_text(word)} = {_text(act)}  # " + _("guessed")
        if len(words) > MOST_CODES:
            yield "# …"

    def _countries(self) -> Iterator[str]:
        kind = self._as_codes()
        if kind:
            yield f"countries = {_text(kind)}  # " + _("guessed from what stands in the column")

    def _as_codes(self) -> str:
        """Kind of codes that stand in the columns of countries, or in those of actors."""
        for keys in (("source_country", "target_country"), ("source", "target")):
            cells = [v for key in keys for v in self.values.get(self.found.get(key, ""), [])]
            for size, kind in ((3, "iso3"), (2, "iso2")):
                if cells and all(len(c) == size and c.isalpha() and c.isupper() for c in cells):
                    return kind
            if cells and keys[0] in self.found:
                return ""
        return ""

    def _column(self, name: str) -> str:
        return _text(name) if self.headed else str(list(self.values).index(name) + 1)

    def _dataset(self) -> str:
        stem = PurePath(self.head.name).name.split(".")[0].casefold()
        name = re.sub(r"[^a-z0-9]+", "-", stem).strip("-")[:36].strip("-")
        name = name if name[:1].isalpha() else f"t-{name}".strip("-")
        return name if is_dataset(name) and name not in BUILT_IN else f"my-{name}"


def _scheme(values: Sequence[str]) -> str | None:
    """Scheme of which all the values are codes."""
    if not values:
        return None
    for scheme in ("cameo", "weis"):
        if all(value in coded(scheme) for value in values):
            return scheme
    if all(plover(value) is not None for value in values):
        return "plover"
    return None


def _numeric(values: Sequence[str]) -> bool:
    return all(re.fullmatch(r"[+-]?\d+(?:[.,]\d+)?", value) for value in values)


def _alike(values: dict[str, list[str]]) -> tuple[str, ...]:
    """The two columns that have most values in common; none if none have any."""
    best: tuple[int, tuple[str, ...]] = (0, ())
    names = list(values)
    for i, a in enumerate(names):
        for b in names[i + 1 :]:
            common = len(set(values[a]) & set(values[b]))
            if common > best[0]:
                best = (common, (a, b))
    return best[1]


def _text(text: str) -> str:
    """A text as TOML."""
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")
