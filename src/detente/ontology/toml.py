"""Read TOML that people write: where it is refused, each line with what was probably meant."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from typing import Any

from detente.errors import InputError
from detente.language.current import gettext as _
from detente.language.current import language
from detente.language.faults import Faults
from detente.language.format import labelled
from detente.ontology.fields import date_hint

_LINE = re.compile(r"line (\d+)")
_SETS = re.compile(r"\s*([\w.\"'-]+)\s*=\s*(.*?)\s*$")
_COLON = re.compile(r"\s*([\w-]+)\s*:\s+\S")
_DATE = re.compile(r"\d{1,4}[-./]\d{1,2}[-./]\d{1,4}")
_COMMA = re.compile(r"(?:^|=\s*|\[\s*)([+-]?\d+),(\d+)(?=\s*(?:$|[,}\]]))")
_TRAILS = re.compile(r",\s*\}")
_PERCENT = re.compile(r"(?:^|=\s*)(\d+(?:[.,]\d+)?)\s*%")
_ESCAPE = re.compile(r"\\(?![btnfr\"\\]|u[0-9A-Fa-f]{4}|U[0-9A-Fa-f]{8})")
_TRUE = {"True": "true", "yes": "true", "on": "true", "oui": "true", "TRUE": "true", "Yes": "true"}
_FALSE = {"False": "false", "no": "false", "off": "false", "non": "false", "FALSE": "false"}
_WORDS = _TRUE | _FALSE | {"No": "false", "none": "", "None": "", "null": "", "nil": ""}
_UP_TO_COMMENT = re.compile(r"(?:\"(?:\\.|[^\"\\])*\"|'[^']*'|[^\"'#])*")
_CURLY = "“”„‟«»‘’‚"  # noqa: RUF001 (a mark that is not a comma)
_SHOWN = 60


def parse_toml(text: str, where: str) -> dict[str, Any]:
    """Parse a text.

    Raises
    ------
    InputError
        If it is no TOML; of every line whose mistake is a usual one, what would be right.
    """
    if "\n" not in text:
        text = text.replace("\r", "\n")  # the line ends of old systems
    try:
        return tomllib.loads(text)
    except RecursionError:
        raise InputError(_refused(where, _("nested too deeply"))) from None
    except ValueError as error:  # TOMLDecodeError, or an integer of too many digits
        faults = Faults()
        meant = dict(_mistakes(text))
        found = _LINE.search(str(error))
        lines = text.splitlines()
        stopped = int(found[1]) if found else len(lines)
        if stopped not in meant:
            seen = f"{_seen(lines[stopped - 1].strip())}: " if found else ""
            meant[stopped] = f"{seen}{_reason(str(error), lines[stopped - 1] if found else '')}"
        for line, remedy in sorted(meant.items()):
            faults.tell(_refused(where, _("line {line}: {why}").format(line=line, why=remedy)))
        faults.settle()
        raise AssertionError from error  # something is always told


def _refused(where: str, why: str) -> str:
    return _("{where}: not valid TOML: {why}").format(where=where, why=why)


def _reason(error: str, line: str) -> str:
    """What the parser says, in our words and with what would be right where that is plain."""
    if any(word in error for word in ("twice", "Cannot ", "Duplicate")):
        return _(
            "it stands there already; take one out, or begin a further entry of a list with [[…]]"
        )
    if "Expected '=' after a key" in error or "Invalid statement" in error:
        key = line.partition("=")[0].strip()
        if not key.isascii():
            return _("a key outside quotation marks is of the letters a to z; write it in them")
        return _("write key = value")
    if "declaration" in error:
        return _("write [table], or [[table]] for an entry of a list")
    if "Unclosed" in error or "Unterminated" in error:
        return _("a bracket or a quotation mark is opened, and not closed")
    if "Expected newline or end of document" in error:
        return _("nothing may stand behind the value; begin a new line")
    if "Invalid value" in error:
        return _(
            "this is no value; write a text in quotation marks, a number such as 0.5, a date such "
            "as 2024-11-18, true or false"
        )
    if "Illegal character" in error or "invalid character" in error.lower():
        return _("a character that may not stand there; take it out")
    if "Unescaped" in error or "hex value" in error or "Escaped" in error:
        return _("write each backslash twice, or the path with /")
    if "Invalid date" in error:
        return _("there is no such day in the calendar")
    if "initial character" in error and _TRAILS.search(line):
        return _("no comma may stand before the closing brace of a table; take it out")
    if "initial character" in error and line.rstrip().endswith(("{", ",")):
        return _(
            "a table in braces has to stand on one line; write it so, or as a [table] of its own"
        )
    if "initial character" in error:
        return _("a key outside quotation marks is of the letters a to z; write it in them")
    if "Expected ']" in error:
        return _("a bracket or a quotation mark is opened, and not closed")
    if "digits" in error:
        return _("a number of too many digits")
    return re.sub(r" \(at .*\)$", "", error) if language() == "en" else _("it cannot be read")


def _mistakes(text: str) -> Iterator[tuple[int, str]]:
    """Lines with a mistake that is usual, each with what would be right."""
    within = ""
    for number, line in enumerate(text.splitlines(), start=1):
        marks = [mark for mark in ('"""', "'''") if line.count(mark) % 2]
        if within:
            within = "" if within in marks else within
            continue
        if marks:
            within = marks[0]
            continue
        remedy = _mistake(line)
        if remedy:
            yield number, remedy


def _mistake(line: str) -> str:
    """What would be right in place of a line; empty where nothing is plainly wrong."""
    bare = line.strip()
    if not bare or bare.startswith("#"):
        return ""
    unseen = next((c for c in line if c in "\u00a0\u200b\u200c\u200d\u2060\ufeff\u202f"), "")
    setting = _SETS.match(line)
    if setting is None:
        if unseen and not bare.startswith("["):
            return _unseen(unseen)
        colon = _COLON.match(line)
        if colon is not None:
            return _("{seen}: write {key} = …, with an equals sign").format(
                seen=_seen(bare), key=colon[1]
            )
        if re.fullmatch(r"\[\[[^\[\]]+\]|\[[^\[\]]+\]\]", bare):
            return _("{seen}: write [[{table}]]").format(seen=_seen(bare), table=bare.strip("[]"))
        return ""
    key, value = setting[1], _uncommented(setting[2])
    wrong = _wrong(key, value)
    if wrong:
        return labelled(_seen(bare), wrong)
    outside = re.sub(r"\"(?:\\.|[^\"\\])*\"|'[^']*'", "", line)
    return _unseen(unseen) if unseen and unseen in outside else ""


def _wrong(key: str, value: str) -> str:
    """What would be right in place of a value."""
    plain = value.strip()
    if not plain:
        return _("there is no value; write one, or take the line out")
    if plain[0] in _CURLY or (plain[0] in "\"'" and plain[-1] in _CURLY):
        return _('use straight quotation marks: {key} = "…"').format(key=key)
    if _DATE.fullmatch(plain):
        if re.fullmatch(r"\d{4}-\d{2}-\d{2}", plain):
            return "" if _is_date(plain) else _("there is no such day in the calendar")
        return date_hint(plain)
    if plain in _WORDS:
        right = _WORDS[plain]
        return _("write {right}").format(right=right) if right else _("leave the key out")
    if plain[0] == '"':
        return _text(plain)
    if plain[0] == "'":
        if plain.count("'") % 2:
            return _('an apostrophe ends such a text: write {key} = "…"').format(key=key)
        return ""
    outside = re.sub(r"\"(?:\\.|[^\"\\])*\"|'[^']*'", '""', plain)
    if (percent := _PERCENT.search(outside)) is not None:
        share = float(percent[1].replace(",", ".")) / 100
        return _("write {share} for {percent} %").format(share=f"{share:.12g}", percent=percent[1])
    if plain[0] != "[" and (comma := _COMMA.search(outside)) is not None:
        return _("write {right}, with a point").format(right=f"{comma[1]}.{comma[2]}")
    if any(c in outside for c in _CURLY):
        return _("use straight quotation marks, \" or '")
    if re.fullmatch(r"[^\W\d_][^\"'=\[\]{}#]*", plain) and plain not in (
        "true",
        "false",
        "inf",
        "nan",
    ):
        return _('put the text in quotation marks: {key} = "{text}"').format(key=key, text=plain)
    return ""


def _text(value: str) -> str:
    """What is wrong with a text in double quotation marks."""
    if value.startswith('"""'):
        return ""
    if _ESCAPE.search(value):
        return _("write each backslash twice, or the path with /")
    marks = len(re.findall(r'(?<!\\)(?:\\\\)*"', value))
    if marks == 1:
        return _("the quotation mark at the end is missing")
    if marks > 2 and value.endswith('"'):
        return _('write \\" for a quotation mark within a text')
    if marks == 2 and not value.endswith('"'):
        return _("nothing may stand behind the text")
    return ""


def _uncommented(value: str) -> str:
    """A value without the comment behind it."""
    found = _UP_TO_COMMENT.match(value)
    end = found.end() if found is not None else 0
    return value[:end].rstrip() if value[end : end + 1] == "#" else value


def _is_date(text: str) -> bool:
    import datetime as dt

    try:
        dt.date.fromisoformat(text)
    except ValueError:
        return False
    return True


def _seen(line: str) -> str:
    return line if len(line) <= _SHOWN else f"{line[:_SHOWN]}…"


def _unseen(sign: str) -> str:
    return _("an invisible character, U+{code}; write an ordinary space, or take it out").format(
        code=f"{ord(sign):04X}"
    )
