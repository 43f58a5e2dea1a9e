"""A changed, removed or moved line is found, with its number; appends are whole, and one by one."""

from __future__ import annotations

import json
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from filelock import FileLock

from detente.errors import InputError
from detente.forecasts import chain as chains
from detente.forecasts.chain import FIRST, append, canonical, read_chain, sealed

LINES = 6


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "lines.jsonl"
    append(path, [{"a": n, "é": [0.1, "x"]} for n in range(4)])
    append(path, [{"a": n} for n in range(4, LINES)])
    return path


def rows(file: Path) -> list[str]:
    return file.read_text(encoding="utf-8").splitlines(keepends=True)


def put(file: Path, lines: list[str]) -> None:
    file.write_text("".join(lines), encoding="utf-8")


def test_what_is_sound_is_read(file: Path) -> None:
    found = read_chain(file)
    assert [line["a"] for line in found.lines] == list(range(LINES))
    assert [line["number"] for line in found.lines] == list(range(1, LINES + 1))
    assert found.lines[0]["previous"] == FIRST
    assert found.head == found.lines[-1]["hash"]
    for before, after in zip(found.lines, found.lines[1:], strict=False):
        assert after["previous"] == before["hash"]


@pytest.mark.parametrize("at", range(LINES))
def test_a_changed_line_is_found(file: Path, at: int) -> None:
    lines = rows(file)
    for old, new in (('"a":', '"a": '), (f'"a":{at}', '"a":9'), ('"hash":"', '"hash":"0')):
        assert old in lines[at]
        put(file, [*lines[:at], lines[at].replace(old, new, 1), *lines[at + 1 :]])
        with pytest.raises(InputError, match=f"line {at + 1}: changed since"):
            read_chain(file)


@pytest.mark.parametrize("at", range(LINES - 1))
def test_a_removed_a_moved_or_a_forged_line_is_found(file: Path, at: int) -> None:
    lines = rows(file)
    put(file, lines[:at] + lines[at + 1 :])
    with pytest.raises(InputError, match=rf"line {at + 1}: .* \(it was line {at + 2}\)"):
        read_chain(file)
    put(file, [*lines[:at], lines[at + 1], lines[at], *lines[at + 2 :]])
    with pytest.raises(InputError, match=f"line {at + 1}: does not follow"):
        read_chain(file)
    put(file, [*lines[: at + 1], lines[at], *lines[at + 1 :]])
    with pytest.raises(InputError, match=f"line {at + 2}: does not follow"):
        read_chain(file)
    told = json.loads(lines[at])
    forged = sealed({"a": 99}, told["number"], told["previous"])  # with a hash that is right
    put(file, [*lines[:at], canonical(forged) + "\n", *lines[at + 1 :]])
    with pytest.raises(InputError, match=f"line {at + 2}: does not follow"):
        read_chain(file)


@pytest.mark.parametrize(
    "text", ["{}", "[1]", "nonsense", "", '{"hash":"x","previous":1}', "[" * 5000, '{"a":NaN}']
)
def test_what_was_never_written_so_is_found(file: Path, text: str) -> None:
    put(file, [*rows(file), f"{text}\n"])
    with pytest.raises(InputError, match=f"line {LINES + 1}: changed since"):
        read_chain(file)


def test_a_line_without_its_end_is_found(file: Path) -> None:
    file.write_bytes(file.read_bytes()[:-1])
    with pytest.raises(InputError, match=f"line {LINES}: the end of the line is missing"):
        read_chain(file)


def test_nothing_is_appended_to_what_is_damaged_nor_half_of_it(
    file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = file.read_bytes()
    with monkeypatch.context() as patch:

        def full(_path: Path, _content: bytes) -> int:
            raise OSError(28, "No space left on device")

        patch.setattr(Path, "write_bytes", full)
        with pytest.raises(InputError, match="No space left"):
            append(file, [{"a": 1}])
    assert file.read_bytes() == before
    damaged = before.replace(b'"a":2', b'"a":3')
    file.write_bytes(damaged)
    with pytest.raises(InputError, match="line 3: changed"):
        append(file, [{"a": 1}])
    assert file.read_bytes() == damaged


def test_writers_at_the_same_time_lose_nothing(tmp_path: Path) -> None:
    path = tmp_path / "lines.jsonl"

    def write(writer: int) -> None:
        for turn in range(3):
            append(path, [{"writer": writer, "turn": turn}] * 2)

    with ThreadPoolExecutor(6) as pool:
        list(pool.map(write, range(6)))
    found = [(line["writer"], line["turn"]) for line in read_chain(path).lines]
    assert sorted(found) == sorted([(w, t) for w in range(6) for t in range(3)] * 2)
    assert found[::2] == found[1::2]  # what was appended together stands together


def test_a_writer_that_does_not_end_is_told_of(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "lines.jsonl"
    monkeypatch.setattr(chains, "PATIENCE", 0.01)
    with (
        FileLock(tmp_path / ".lines.jsonl.lock"),
        pytest.raises(InputError, match="another program is writing in it"),
    ):
        append(path, [{"a": 1}])
