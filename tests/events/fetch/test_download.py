"""Whatever the server does, a file is whole and right, or there is a clear message."""

from __future__ import annotations

import dataclasses
import datetime as dt
import hashlib
import os
import random
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

import detente
from detente.errors import InputError
from detente.events.fetch.fetch import Fetched, fetch_gdelt
from detente.events.fetch.patience import Patience
from detente.events.store.folder import FETCHING
from tests.events.fetch import server
from tests.events.fetch.server import Mirror, cut, other, status

DAY = dt.date(2024, 11, 1)
NAME = "20241101.export.CSV.zip"
CONTENT = random.Random(5).randbytes(300_000)
CALM = Patience(timeout=60, slowest=1, attempts=3, pause=0.01, largest=1_000_000)
"""Waits for an answer however busy the machine is."""
HASTY = dataclasses.replace(CALM, timeout=0.3, slowest=1000)
"""For servers that are silent or slow; whatever else takes its time is asked for again."""


def one(mirror: Mirror, folder: Path, patience: Patience = CALM) -> Fetched:
    return fetch_gdelt(DAY, DAY, folder, mirror.url, patience=patience)


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir() if path.name != FETCHING)


def test_a_file_arrives_whole_and_alone(mirror: Mirror, tmp_path: Path) -> None:
    mirror.publish({NAME: CONTENT})
    fetched = one(mirror, tmp_path / "new" / "folder")
    assert fetched.paths == [tmp_path / "new" / "folder" / NAME]
    assert fetched.paths[0].read_bytes() == CONTENT
    assert fetched.files[0].md5 == hashlib.md5(CONTENT).hexdigest()
    assert names(tmp_path / "new" / "folder") == [NAME]


@pytest.mark.parametrize("sizes", [False, True])
@pytest.mark.parametrize(
    "first",
    [cut(100_000), cut(100_000, reset=True), server.silent(600), server.short_without_length(9000)],
    ids=["truncated", "reset", "silent", "closed"],
)
def test_what_broke_off_is_continued(
    mirror: Mirror, tmp_path: Path, first: server.Behaviour, sizes: bool
) -> None:
    mirror.publish({NAME: CONTENT}, sizes)
    mirror.plans[NAME] = [first]
    silent = first.__qualname__.startswith("silent")
    patience = dataclasses.replace(CALM, timeout=2) if silent else CALM
    assert one(mirror, tmp_path, patience).paths[0].read_bytes() == CONTENT
    ranges = mirror.ranges(NAME)
    assert ranges[0] is None
    assert len(ranges) == 2
    if sizes or first.__qualname__.split(".")[0] != "short_without_length":
        assert str(ranges[1]).startswith("bytes=")
    else:  # it looked complete, and its checksum was wrong
        assert ranges[1] is None


def test_the_state_of_the_file_goes_with_the_range(mirror: Mirror, tmp_path: Path) -> None:
    mirror.publish({NAME: CONTENT})
    mirror.plans[NAME] = [cut(1000)]
    one(mirror, tmp_path)
    headers = mirror.asked[-1][1]
    assert headers["Range"] == "bytes=1000-"
    assert headers["If-Range"] == server.tag(CONTENT)


def test_a_server_may_ignore_ranges(mirror: Mirror, tmp_path: Path) -> None:
    mirror.publish({NAME: CONTENT})
    mirror.plans[NAME] = [cut(1000), server.ignoring_ranges]
    assert one(mirror, tmp_path).paths[0].read_bytes() == CONTENT
    assert mirror.times(NAME) == 2


def test_a_wrong_range_is_not_taken(mirror: Mirror, tmp_path: Path) -> None:
    mirror.publish({NAME: CONTENT})
    mirror.plans[NAME] = [cut(1000), server.wrong_range]
    assert one(mirror, tmp_path).paths[0].read_bytes() == CONTENT
    assert mirror.ranges(NAME) == [None, "bytes=1000-", None]


@pytest.mark.parametrize("known", [True, False])
def test_a_file_that_changes_in_between_is_not_mixed(
    mirror: Mirror, tmp_path: Path, known: bool
) -> None:
    def old(handler: server.Handler, content: bytes) -> None:
        before = b"\0" * len(CONTENT)
        handler.head(200, len(before), **({"ETag": server.tag(before)} if known else {}))
        handler.wfile.write(before[:1000])
        handler.hang_up()

    mirror.publish({NAME: CONTENT})
    mirror.plans[NAME] = [old, server.stateless]
    assert one(mirror, tmp_path).paths[0].read_bytes() == CONTENT
    # without a mark of its state only the checksum tells
    assert mirror.ranges(NAME) == [None, "bytes=1000-"] + ([] if known else [None])


@pytest.mark.parametrize("left", [1, 5000, len(CONTENT) - 1])
def test_a_part_of_an_earlier_run_is_continued(mirror: Mirror, tmp_path: Path, left: int) -> None:
    mirror.publish({NAME: CONTENT})
    (tmp_path / f"{NAME}.part").write_bytes(CONTENT[:left])
    assert one(mirror, tmp_path).paths[0].read_bytes() == CONTENT
    assert mirror.ranges(NAME) == [f"bytes={left}-"]
    assert names(tmp_path) == [NAME]


def test_a_part_that_is_whole_needs_no_request(mirror: Mirror, tmp_path: Path) -> None:
    mirror.publish({NAME: CONTENT})
    (tmp_path / f"{NAME}.part").write_bytes(CONTENT)
    assert one(mirror, tmp_path).paths[0].read_bytes() == CONTENT
    assert mirror.times(NAME) == 0


@pytest.mark.parametrize("sizes", [False, True])
@pytest.mark.parametrize("length", [10, len(CONTENT), len(CONTENT) + 7])
def test_a_part_of_something_else_is_thrown_away(
    mirror: Mirror, tmp_path: Path, length: int, sizes: bool
) -> None:
    mirror.publish({NAME: CONTENT}, sizes)
    (tmp_path / f"{NAME}.part").write_bytes(b"?" * length)
    assert one(mirror, tmp_path).paths[0].read_bytes() == CONTENT
    assert names(tmp_path) == [NAME]


@pytest.mark.parametrize("code", [408, 429, 500, 503])
def test_errors_that_pass_are_waited_for(mirror: Mirror, tmp_path: Path, code: int) -> None:
    mirror.publish({NAME: CONTENT})
    mirror.plans[NAME] = [status(code), status(code)]
    mirror.plans["md5sums"] = [status(code)]
    assert one(mirror, tmp_path).paths[0].read_bytes() == CONTENT
    assert mirror.times(NAME) == 3


def test_the_server_may_ask_for_a_pause(mirror: Mirror, tmp_path: Path) -> None:
    mirror.publish({NAME: CONTENT})
    mirror.plans[NAME] = [status(503, Retry_After="3000")]
    patience = Patience(attempts=3, pause=0, longest_pause=0.4)
    since = time.monotonic()
    one(mirror, tmp_path, patience)
    assert 0.4 <= time.monotonic() - since < 3000


def test_errors_that_do_not_pass_are_told(mirror: Mirror, tmp_path: Path) -> None:
    mirror.publish({NAME: CONTENT})
    mirror.plans[NAME] = [cut(1000), status(500), status(502), status(500)]
    with pytest.raises(InputError, match=rf"^{NAME}: 127.0.0.1 answers 502 Bad Gateway; given up"):
        one(mirror, tmp_path)
    assert mirror.times(NAME) == 3
    assert names(tmp_path) == [f"{NAME}.part"]
    assert (tmp_path / f"{NAME}.part").read_bytes() == CONTENT[:1000]


def test_refusals_are_not_repeated(mirror: Mirror, tmp_path: Path) -> None:
    mirror.publish({NAME: CONTENT})
    mirror.plans[NAME] = [status(403)]
    with pytest.raises(InputError, match="answers 403 Forbidden"):
        one(mirror, tmp_path)
    assert mirror.times(NAME) == 1
    assert names(tmp_path) == []


def test_a_large_file_arrives_over_a_poor_line(mirror: Mirror, tmp_path: Path) -> None:
    content = random.Random(6).randbytes(5_500_000)
    mirror.publish({NAME: content})
    mirror.plans[NAME] = [cut(1_000_000) for _ in range(5)]
    patience = Patience(timeout=60, attempts=2, pause=0)
    assert one(mirror, tmp_path, patience).paths[0].read_bytes() == content
    assert mirror.times(NAME) == 6


def test_bytes_that_come_again_and_again_are_no_progress(mirror: Mirror, tmp_path: Path) -> None:
    def again(handler: server.Handler, content: bytes) -> None:
        handler.head(200, len(content))
        handler.wfile.write(content[:2_000_000])
        handler.hang_up()

    mirror.publish({NAME: random.Random(6).randbytes(3_000_000)})
    mirror.plans[NAME] = [again] * 9
    with pytest.raises(InputError, match="given up after 2 attempts"):
        one(mirror, tmp_path, Patience(timeout=60, attempts=2, pause=0))
    assert mirror.times(NAME) == 2


def test_a_wrong_checksum_is_tried_once_more(mirror: Mirror, tmp_path: Path) -> None:
    mirror.publish({NAME: CONTENT})
    mirror.plans[NAME] = [other(b"!" * len(CONTENT))]
    assert one(mirror, tmp_path).paths[0].read_bytes() == CONTENT
    assert mirror.ranges(NAME) == [None, None]


def test_a_checksum_that_stays_wrong_is_told(mirror: Mirror, tmp_path: Path) -> None:
    mirror.publish({NAME: CONTENT})
    mirror.files[NAME] = b"something else"
    with pytest.raises(InputError) as caught:
        one(mirror, tmp_path)
    assert str(caught.value).startswith(NAME)
    assert hashlib.md5(b"something else").hexdigest() in str(caught.value)
    assert hashlib.md5(CONTENT).hexdigest() in str(caught.value)
    assert mirror.times(NAME) == 2
    assert names(tmp_path) == []


def test_a_byte_now_and_then_is_too_slow(mirror: Mirror, tmp_path: Path) -> None:
    mirror.publish({NAME: CONTENT})
    mirror.plans[NAME] = [server.dripping] * 3
    with pytest.raises(InputError, match=r"only \d+ bytes came within"):
        one(mirror, tmp_path, HASTY)


@pytest.mark.parametrize("sizes", [False, True])
def test_a_body_without_end_is_refused(mirror: Mirror, tmp_path: Path, sizes: bool) -> None:
    mirror.publish({NAME: CONTENT}, sizes)
    mirror.plans[NAME] = [server.endless]
    most = len(CONTENT) if sizes else 1_000_000
    with pytest.raises(InputError, match=f"sends more than {most} bytes"):
        one(mirror, tmp_path)
    assert names(tmp_path) == []


def test_a_length_beyond_the_published_is_refused_unread(mirror: Mirror, tmp_path: Path) -> None:
    mirror.publish({NAME: CONTENT}, sizes=True)
    mirror.files[NAME] = CONTENT + b"x"
    arrived: list[int] = []
    with pytest.raises(InputError, match=f"more than {len(CONTENT)} bytes, the published size"):
        fetch_gdelt(DAY, DAY, tmp_path, mirror.url, received=arrived.append, patience=CALM)
    assert arrived == []


def test_nobody_there(mirror: Mirror, tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"^http://127\.0\.0\.1:9/md5sums: cannot reach 127"):
        fetch_gdelt(DAY, DAY, tmp_path, "http://127.0.0.1:9/", patience=CALM)


def test_an_interruption_leaves_what_can_be_continued(mirror: Mirror, tmp_path: Path) -> None:
    def interrupted(n: int) -> None:
        raise KeyboardInterrupt

    mirror.publish({NAME: CONTENT})
    with pytest.raises(KeyboardInterrupt):
        fetch_gdelt(DAY, DAY, tmp_path, mirror.url, received=interrupted, patience=CALM)
    assert names(tmp_path) == [f"{NAME}.part"]
    kept = (tmp_path / f"{NAME}.part").read_bytes()
    assert kept
    assert CONTENT.startswith(kept)
    assert one(mirror, tmp_path).paths[0].read_bytes() == CONTENT
    if kept != CONTENT:
        assert mirror.ranges(NAME) == [None, f"bytes={len(kept)}-"]


@pytest.mark.parametrize("how", [signal.SIGKILL, signal.SIGINT])
def test_a_program_that_is_killed_goes_on_next_time(
    mirror: Mirror, tmp_path: Path, how: signal.Signals
) -> None:
    mirror.publish({NAME: CONTENT})
    mirror.plans[NAME] = [server.silent(600, first=100_000)]
    code = (
        "import datetime as dt, pathlib, signal, sys\n"
        # who runs the tests in the background may have them started with Ctrl-C ignored
        "signal.signal(signal.SIGINT, signal.default_int_handler)\n"
        "from detente.events.fetch.fetch import fetch_gdelt\n"
        f"day = dt.date.fromisoformat('{DAY}')\n"
        f"fetch_gdelt(day, day, pathlib.Path({str(tmp_path)!r}), {mirror.url!r},"
        " received=lambda n: print(n, flush=True))\n"
    )
    environment = {**os.environ, "PYTHONPATH": str(Path(detente.__file__).parents[1])}
    with subprocess.Popen(
        [sys.executable, "-c", code],
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    ) as program:
        assert program.stdout is not None
        arrived = 0
        while arrived < 100_000:
            arrived += int(program.stdout.readline())
        program.send_signal(how)
        assert program.wait(300) != 0  # the server says nothing for twice as long
    assert names(tmp_path) == [f"{NAME}.part"]
    kept = (tmp_path / f"{NAME}.part").read_bytes()
    assert kept
    assert CONTENT.startswith(kept)
    assert one(mirror, tmp_path).paths[0].read_bytes() == CONTENT
    assert mirror.ranges(NAME) == [None, f"bytes={len(kept)}-"]


def test_two_at_once_do_not_meet(mirror: Mirror, tmp_path: Path) -> None:
    inside, go_on = threading.Event(), threading.Event()

    def wait(n: int) -> None:
        inside.set()
        assert go_on.wait(600)

    def first() -> None:
        done.append(
            fetch_gdelt(DAY, DAY, tmp_path, mirror.url, received=wait, patience=Patience(pause=0))
        )

    done: list[Fetched] = []
    mirror.publish({NAME: CONTENT})
    thread = threading.Thread(target=first)
    thread.start()
    assert inside.wait(600)
    with pytest.raises(InputError, match="another fetch is writing there"):
        one(mirror, tmp_path)
    go_on.set()
    thread.join()
    assert done[0].paths[0].read_bytes() == CONTENT
    assert one(mirror, tmp_path).paths == done[0].paths


@pytest.mark.parametrize("target", ["file:///etc/passwd", "ftp://127.0.0.1/x", "gopher://x/"])
def test_only_web_servers_are_followed_to(mirror: Mirror, tmp_path: Path, target: str) -> None:
    mirror.publish({NAME: CONTENT})
    mirror.plans[NAME] = [status(302, Location=target)]
    with pytest.raises(InputError, match="neither http nor https; refused"):
        one(mirror, tmp_path)


def test_redirects_are_followed_with_their_range(mirror: Mirror, tmp_path: Path) -> None:
    mirror.publish({NAME: CONTENT})
    mirror.files["elsewhere"] = CONTENT
    (tmp_path / f"{NAME}.part").write_bytes(CONTENT[:77])
    mirror.plans[NAME] = [status(302, Location="elsewhere")]
    assert one(mirror, tmp_path).paths[0].read_bytes() == CONTENT
    assert mirror.ranges("elsewhere") == ["bytes=77-"]


def test_redirects_in_a_circle_end(mirror: Mirror, tmp_path: Path) -> None:
    mirror.publish({NAME: CONTENT})
    mirror.plans[NAME] = [status(301, Location=NAME)] * 20
    with pytest.raises(InputError, match="sent on more than 5 times; refused"):
        one(mirror, tmp_path)
    assert mirror.times(NAME) == 6


def test_a_folder_that_cannot_be_written_to(mirror: Mirror, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    mirror.publish({NAME: CONTENT})
    with pytest.raises(InputError, match="cannot write"):
        one(mirror, tmp_path / "file")
    (tmp_path / f"{NAME}.part").mkdir()
    with pytest.raises(InputError, match=rf"cannot write .*{NAME}\.part: Is a directory"):
        one(mirror, tmp_path)


def test_a_full_disk(mirror: Mirror, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    mirror.publish({NAME: CONTENT}, sizes=True)
    (tmp_path / f"{NAME}.part").write_bytes(CONTENT[:1000])

    class Usage:
        free = len(CONTENT) - 1001

    monkeypatch.setattr("shutil.disk_usage", lambda _: Usage)
    with pytest.raises(InputError, match="are free on that disk"):
        one(mirror, tmp_path)
    assert mirror.times(NAME) == 0
    Usage.free += 1
    assert one(mirror, tmp_path).paths[0].read_bytes() == CONTENT
