"""Whatever stands in the files of a scenario or a run is refused in one line, or gives results.

What can be read is also played: every number finite, every probability in [0, 1], the same again
for the same seed.
"""

from __future__ import annotations

import copy as copying
import datetime as dt
import json
import math
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import detente
from detente import load
from detente.ensemble.document import document
from detente.errors import LONGEST, InputError
from detente.runs.frames import digest
from detente.scenario.folder import BUILT_IN
from tests.forms import size
from tests.scenario.mutated import TEXT, copy, tree, write

TOML, CSV, BRIEF = "scenario.toml", "acts.csv", "brief.md"
ANY = settings(max_examples=size(20, 150))
FEW = settings(max_examples=size(4, 30))
DAYS = 20
"""Days that are played, at most."""


def assert_told(error: InputError, folder: Path) -> None:
    """One printable line that begins with the folder."""
    text = str(error)
    assert text.isprintable()
    assert text.startswith(str(folder))
    assert len(text) <= LONGEST


def numbers(value: object) -> Iterator[float]:
    """Every number in a document."""
    if isinstance(value, dict):
        value = list(value.values())
    if isinstance(value, list):
        for part in value:
            yield from numbers(part)
    elif isinstance(value, int | float):
        yield float(value)


def load_play_or_refuse(folder: Path) -> bool:
    """Whether a scenario can be read; then it has been played, or refused as unstable."""
    try:
        scenario = load(folder)
        until = scenario.as_of + dt.timedelta(days=min(DAYS, scenario.file.horizon))
        ensemble = scenario.simulate(2, seed=3, until=until, threads=1)
    except InputError as error:
        assert_told(error, folder)
        return False
    found = document(ensemble)
    assert all(math.isfinite(number) for number in numbers(found))
    assert json.loads(json.dumps(found, allow_nan=False)) == found
    for outcome in found["outcomes"]:
        assert 0.0 <= outcome["probability"] <= 1.0
        assert 0.0 <= outcome["interval"][0] <= outcome["interval"][1] <= 1.0
    for index in found["relation_index"]:
        assert all(-10.0 <= value <= 10.0 for value in index["quantile_10"])
    again = load(folder).simulate(2, seed=3, until=until, threads=2)
    assert digest(again) == digest(ensemble)
    return True


# ------------------------------------------------------------------------------ texts

Edit = tuple[str, float, str]
edits: st.SearchStrategy[list[Edit]] = st.lists(
    st.tuples(
        st.sampled_from(["delete", "replace", "insert", "repeat"]),
        st.floats(0, 1, exclude_max=True),
        st.text(
            st.one_of(st.sampled_from(list("\"[]{}=,.#-\n09eE_'\\")), st.characters(codec="utf-8")),
            min_size=1,
            max_size=4,
        ),
    ),
    min_size=1,
    max_size=4,
)


def edited(text: str, changes: list[Edit]) -> str:
    for how, where, what in changes:
        at = int(where * len(text))
        if how == "delete":
            text = text[:at] + text[at + len(what) :]
        elif how == "replace":
            text = text[:at] + what + text[at + len(what) :]
        elif how == "insert":
            text = text[:at] + what + text[at:]
        else:
            text = text[:at] + text[max(at - 40, 0) :]
    return text


@ANY
@given(st.sampled_from([TOML, CSV, CSV, BRIEF]), edits)
def test_any_text_is_read_or_refused(file: str, changes: list[Edit]) -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = copy(Path(name))
        text = edited((folder / file).read_text(encoding="utf-8"), changes)
        (folder / file).write_text(text, encoding="utf-8", newline="")
        load_play_or_refuse(folder)


@FEW
@given(st.sampled_from([TOML, TOML, CSV, BRIEF]), edits)
def test_any_text_of_the_built_in_scenario(file: str, changes: list[Edit]) -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(shutil.copytree(BUILT_IN / "us-russia-2024", Path(name) / "copy"))
        text = edited((folder / file).read_text(encoding="utf-8"), changes)
        (folder / file).write_text(text, encoding="utf-8", newline="")
        load_play_or_refuse(folder)


# ------------------------------------------------------------------------------ tables


def places(raw: Any, path: tuple[str | int, ...] = ()) -> Iterator[tuple[str | int, ...]]:
    """Paths to everything in a tree."""
    pairs = raw.items() if isinstance(raw, dict) else enumerate(raw)
    for key, value in pairs:
        yield (*path, key)
        if isinstance(value, dict | list):
            yield from places(value, (*path, key))


PLACES = sorted(places(tree()), key=str)
WORDS = [
    "", "RUS", "USA", "call", "ready", "contact", "author", "readiness", "thaw", "latch", "any",
    "CONSULT", "ACCUSE/economic", "party", "bloc", "..", "brief.md", "scenario.toml", "nan",
]  # fmt: skip
scalars: st.SearchStrategy[object] = st.one_of(
    st.sampled_from(WORDS),
    st.text(st.characters(codec="utf-8", exclude_characters="\x7f"), max_size=8),
    st.integers(),
    st.sampled_from([0, 1, -1, 10**30, 10**400]),
    st.floats(),
    st.booleans(),
    st.dates(),
    st.sampled_from([dt.date.min, dt.date.max, dt.datetime(2024, 11, 18, 12)]),
)
values = st.one_of(
    scalars,
    st.lists(scalars, max_size=3),
    st.dictionaries(st.sampled_from(["id", "mean", "sd", "kind", "x"]), scalars, max_size=2),
)


@ANY
@given(
    st.lists(
        st.tuples(
            st.sampled_from(["put", "put", "put", "drop", "twice", "elsewhere"]),
            st.sampled_from(PLACES),
            values,
            st.sampled_from(PLACES),
        ),
        min_size=1,
        max_size=3,
    )
)
def test_any_tables_are_read_or_refused(
    changes: list[tuple[str, tuple[str | int, ...], object, tuple[str | int, ...]]],
) -> None:
    raw = tree()

    def at(path: tuple[str | int, ...]) -> Any:
        node: Any = raw
        for key in path:
            node = node[key]
        return node

    for how, path, value, source in changes:
        try:
            parent, key = at(path[:-1]), path[-1]
            parent[key]
            if how == "put":
                parent[key] = value
            elif how == "drop":
                del parent[key]
            elif how == "elsewhere":
                parent[key] = copying.deepcopy(at(source))
            elif isinstance(parent, list):
                parent.append(copying.deepcopy(parent[int(key)]))
        except (KeyError, IndexError, TypeError):
            continue  # an earlier change took it away
    with tempfile.TemporaryDirectory() as name:
        load_play_or_refuse(write(Path(name), raw))


def test_what_is_not_changed_is_played(tmp_path: Path) -> None:
    """The tests above would pass if everything were refused."""
    assert load_play_or_refuse(copy(tmp_path))
    assert (tmp_path / TOML).read_text(encoding="utf-8") == TEXT


# ------------------------------------------------------------------------------ run folders


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("runs") / "run"
    detente.write_run(detente.load(copy(folder.parent / "toy")).simulate(20, seed=5), folder)
    return folder


def open_or_refuse(folder: Path) -> bool:
    """Whether the ensemble of a run can be had; then it is the one that was written."""
    try:
        run = detente.open_run(folder)
        ensemble = run.ensemble()
    except InputError as error:
        assert_told(error, folder)
        return False
    assert digest(ensemble) == run.manifest.digest
    assert all(math.isfinite(number) for number in numbers(document(ensemble)))
    return True


@ANY
@given(edits)
def test_any_manifest(kept: Path, changes: list[Edit]) -> None:
    file = kept / "run.json"
    text = file.read_text(encoding="utf-8")
    assert open_or_refuse(kept)
    try:
        file.write_text(edited(text, changes), encoding="utf-8", newline="")
        open_or_refuse(kept)
    finally:
        file.write_text(text, encoding="utf-8")


@ANY
@given(st.dictionaries(
    st.sampled_from(["version", "seed", "paths", "horizon", "forced", "digest", "tables", "as_of",
                     "scenario", "x"]), values, min_size=1, max_size=3))  # fmt: skip
def test_any_value_in_a_manifest(kept: Path, changes: dict[str, object]) -> None:
    file = kept / "run.json"
    text = file.read_text(encoding="utf-8")
    try:
        file.write_text(json.dumps(json.loads(text) | changes, default=str), encoding="utf-8")
        open_or_refuse(kept)
    finally:
        file.write_text(text, encoding="utf-8")


@FEW
@given(
    st.sampled_from(["paths", "days", "distribution"]),
    st.lists(st.tuples(st.floats(0, 1, exclude_max=True), st.integers(1, 255)), min_size=1),
)
def test_any_bytes_in_a_table(kept: Path, name: str, changes: list[tuple[float, int]]) -> None:
    file = kept / f"{name}.parquet"
    content = file.read_bytes()
    spoilt = bytearray(content)
    for where, what in changes:
        spoilt[int(where * len(spoilt))] ^= what
    try:
        file.write_bytes(spoilt)
        assert open_or_refuse(kept) is (bytes(spoilt) == content)
    finally:
        file.write_bytes(content)
