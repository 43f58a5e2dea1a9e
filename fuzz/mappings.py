"""Mappings that are nearly right: the bytes say what is changed in tables that are valid."""

from __future__ import annotations

import copy
import functools
import tomllib
from typing import Any

from detente.events.placing.codes import SCHEMES
from detente.events.readers.mapping_file import Columns, MappingFile
from fuzz.event_seeds import MAPPINGS
from fuzz.tables import NUMBERS, WORDS, Bytes

VALUES: list[Any] = [
    *WORDS, *NUMBERS, *SCHEMES, True, False, [], {}, ["a"], [1], {"a": 1}, {"1": "AID"},
    {"": "CONSULT.visit"}, {"x": "STATEMENT"}, {"x": "AID@leader"}, {"x": "AID:070"}, "\0", "\t",
    "|", ";", '"', "a" * 2_000, "x'; DROP TABLE t; --", 'y"', "../x", "con", "icews", "a-b-9",
    "weis", "cameo", "plover", "%Y-%m-%d", "%d %B %y", "%Y%j", "%", "%%", "%d.%m.%Y %H:%M:%S.%f",
    ["y", "m", "d"], ["event", "sub"], [1, 2, 3], "fact", "id", "acled", ", ", 15, 31,
    ["%Y-%m-%d", "%q"], ["%A %d %b %Y", "%I %p %z %Y-%m-%d"], {"1": "day"},
    {"x": "year", "": "day"}, {"'": "month"}, "'%Y'%m'%d", "%Y\n%m\n%d", ["'"],
]  # fmt: skip
KEYS = [*MappingFile.model_fields, "codec", "\0", ""]
COLUMNS = [*Columns.model_fields, "colour", ""]


@functools.cache
def _bases() -> list[dict[str, Any]]:
    return [tomllib.loads(text) for text in MAPPINGS]


def mutated_mapping(data: bytes) -> dict[str, Any]:
    """Tables of a mapping, changed in up to six places."""
    choose = Bytes(data)
    raw: dict[str, Any] = copy.deepcopy(_bases()[choose.below(len(_bases()))])
    for _ in range(6):
        if not choose.more:
            break
        table, keys = raw, KEYS
        if choose.below(2) and isinstance(raw.get("columns"), dict):
            table, keys = raw["columns"], COLUMNS
        key = keys[choose.below(len(keys))]
        if choose.below(4) == 0:
            table.pop(key, None)
        else:
            table[key] = copy.deepcopy(VALUES[choose.below(len(VALUES))])
    return raw
