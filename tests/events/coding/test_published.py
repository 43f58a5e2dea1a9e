"""Our tables beside the published ones; skipped where those are not."""

from __future__ import annotations

import csv
import gzip
import re
from pathlib import Path

import pytest

from detente.events.coding.acled import coded_acled, no_acts
from detente.events.coding.table import coded
from detente.ontology._table import table

DATA = Path(__file__).resolve().parents[4] / "shared" / "data"

DIFFERENT = {
    # democracy is spelled pro_democracy in PLOVER's list
    "0811": ("", "pro_democracy"),
    "0812": ("", "pro_democracy"),
    "082": ("", "pro_democracy"),
    # one context of two: the first, but that a ceasefire is broken by arms
    "091": ("investigate", "crime"),
    "094": ("investigate", "military"),
    "1121": ("allege", "crime"),
    "1124": ("allege", "military"),
    "196": ("", "military"),
    # modes that are in no list, or not in the type's
    "1321": ("restrict", "human_rights"),
    "1712": ("destroy", "human_security"),
    "175": ("crowd-control", "pro_autocracy"),
    # what the lists since say more exactly
    "195": ("aerial", "military"),
}
"""Code → our mode and context, where they are not the published ones."""


def path(name: str) -> Path:
    found = DATA / name
    if not found.exists():
        pytest.skip(f"../shared/data/{name} is not here")
    return found


def test_cameo_list() -> None:
    with path("events/cameo.csv").open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    assert len(rows) == 312
    ours, seen, different = coded("cameo"), set(), {}
    for row in rows:
        code = row["code"]
        if len(code) == 2:
            assert code not in ours
            continue
        seen.add(code)
        entry = ours[code]
        assert entry.goldstein == float(row["goldstein"]), code
        assert str(entry.quad or "") == row["quad"], code
        if not row["plover"]:
            assert entry.type == ("STATEMENT" if code.startswith("01") else "APPEAL")
            continue
        assert entry.type == row["plover"], code
        words = (entry.mode or "", entry.context or "")
        if words != (row["mode"], row["context"]):
            different[code] = words
    assert different == DIFFERENT
    assert set(ours) - seen == {"1214"}


def test_published_conversion_table() -> None:
    text = path("formats/cameo2plover-2021-09.txt").read_text(encoding="utf-8")
    found = re.findall(r"^(\d{3,4}):\s*(\w+)\s*,([^,#\n]*),([^#\n]*)", text, re.MULTILINE)
    published = {
        code: (type_, mode.strip(), re.sub(r"\s*;\s*", ";", context.strip()))
        for code, type_, mode, context in found
    }
    assert set(published) == set(table().codes)
    ours = {
        code: (entry.type, entry.mode or "", entry.context or "")
        for code, entry in coded("cameo").items()
        if entry.quad is not None
    }
    assert {c for c in published if published[c] != ours[c]} == set(DIFFERENT)
    assert all(published[c][0] == ours[c][0] for c in published)


def test_weis_in_the_balkans() -> None:
    with gzip.open(path("events/balkans-weis.csv.gz"), "rt", encoding="utf-8") as file:
        rows = {(row["weis"], row["goldstein"]) for row in csv.DictReader(file)}
    ours = coded("weis")
    assert {code for code, _ in rows} - set(ours) == {"114", "143", "199", "204", "214", "215"}
    assert set(ours) <= {code for code, _ in rows}
    for code, weight in rows:
        if code in ours and weight:
            assert ours[code].goldstein == float(weight), code
    assert {code for code, weight in rows if not weight and code in ours} == {"130"}


@pytest.mark.parametrize(
    "name", ["acled-argentina-2022-06.csv", "acled-world-2022-h1-every25th.csv"]
)
def test_acled_samples(name: str) -> None:
    with path(f"formats/{name}").open(encoding="utf-8-sig", newline="") as file:
        pairs = {(row["event_type"], row["sub_event_type"]) for row in csv.DictReader(file)}
    assert len(pairs) >= 5
    unknown = [pair for pair in pairs if coded_acled(*pair) is None]
    assert {(event.casefold(), detail.casefold()) for event, detail in unknown} <= set(no_acts())
