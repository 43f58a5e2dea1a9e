"""Archives give exactly what is in them, or one clear message and nothing on the disk."""

from __future__ import annotations

import bz2
import gzip
import io
import lzma
import stat
import struct
import tempfile
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from detente.errors import InputError
from detente.events._budget import Limits
from detente.events._zip import DIRECTORY
from detente.events.archive import Member, opened
from tests.forms import size

TEXT = b"".join(b"%d\tRUS\tUSA\t%03d\n" % (i, i * 7 % 200) for i in range(4000))


def zipped(
    files: dict[str, bytes] | None = None, method: int = zipfile.ZIP_DEFLATED, comment: bytes = b""
) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", method) as archive:
        for name, content in ({"a.csv": TEXT} if files is None else files).items():
            archive.writestr(name, content)
        archive.comment = comment
    return out.getvalue()


PACKED: dict[str, Callable[[bytes], bytes]] = {
    "zip": lambda content: zipped({"a.csv": content}),
    "gz": lambda content: gzip.compress(content, mtime=0),
    "bz2": bz2.compress,
    "xz": lzma.compress,
}


@pytest.fixture
def into(tmp_path: Path) -> Path:
    folder = tmp_path / "into"
    folder.mkdir()
    return folder


def put(folder: Path, name: str, content: bytes) -> Path:
    path = folder / name
    path.write_bytes(content)
    return path


def contents(members: list[Member]) -> list[bytes]:
    return [member.path.read_bytes() for member in members]


def refused(path: Path, into: Path, message: str, limits: Limits | None = None) -> None:
    with pytest.raises(InputError, match=message) as caught:
        opened(path, into, limits)
    assert str(caught.value).startswith(str(path))
    assert list(into.iterdir()) == []


def test_a_plain_file_stays_where_it_is(tmp_path: Path, into: Path) -> None:
    path = put(tmp_path, "a.CSV", TEXT)
    assert opened(path, into) == [Member(path, str(path), len(TEXT), temporary=False)]
    assert list(into.iterdir()) == []


@pytest.mark.parametrize("content", [b"", b"B", b"BZh is a text", b"PK", b"PAR1\0\0", b"\x1e\x8b"])
def test_what_only_looks_packed_is_plain(tmp_path: Path, into: Path, content: bytes) -> None:
    path = put(tmp_path, "a.csv", content)
    assert not opened(path, into)[0].temporary


@pytest.mark.parametrize("kind", PACKED)
@pytest.mark.parametrize("name", ["a.csv", "a.CSV.{}", "no-ending"])
def test_the_first_bytes_tell(tmp_path: Path, into: Path, kind: str, name: str) -> None:
    path = put(tmp_path, name.format(kind), PACKED[kind](TEXT))
    (member,) = opened(path, into)
    assert contents([member]) == [TEXT]
    assert (member.size, member.temporary) == (len(TEXT), True)
    inner = "a.csv" if kind == "zip" else name.removesuffix(".{}")
    assert member.name == f"{path}/{inner}"
    assert member.path.parent == into


@pytest.mark.parametrize("kind", ["gz", "bz2", "xz"])
def test_several_streams_are_one_file(tmp_path: Path, into: Path, kind: str) -> None:
    pack = PACKED[kind]
    path = put(tmp_path, "a", pack(b"one") + pack(b"") + pack(b"two") + b"\0" * 8)
    assert contents(opened(path, into)) == [b"onetwo"]


@pytest.mark.parametrize("kind", PACKED)
def test_nothing_packed_is_nothing(tmp_path: Path, into: Path, kind: str) -> None:
    path = put(tmp_path, "a", PACKED[kind](b""))
    assert contents(opened(path, into)) == [b""]


@pytest.mark.parametrize("comment", [b"", b"a comment", b"PK\x05\x06" + b"x" * 30])
@pytest.mark.parametrize("method", [zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED])
def test_members_come_in_order(tmp_path: Path, into: Path, method: int, comment: bytes) -> None:
    files = {
        "folder/": b"",
        "folder/b.csv": TEXT,
        ".hidden": b"x",
        "a.csv": b"a",
        "__MACOSX/._a.csv": b"x",
        ".git/config": b"x",
        "deep/er/still/é.csv": b"",
    }
    path = put(tmp_path, "a.zip", zipped(files, method, comment))
    if comment.startswith(b"PK"):  # the library finds the wrong end, too
        refused(path, into, r"\.zip: (damaged or cut short|a list of members .* is too long)")
        return
    members = opened(path, into)
    assert [m.name for m in members] == [
        f"{path}/{name}" for name in ("folder/b.csv", "a.csv", "deep/er/still/é.csv")
    ]
    assert contents(members) == [TEXT, b"a", b""]


def test_large_archives_have_another_end(
    tmp_path: Path, into: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as changed:
        changed.setattr(zipfile, "ZIP_FILECOUNT_LIMIT", 1)
        content = zipped({"a": b"1", "b": b"2"})
    assert b"PK\x06\x06" in content
    assert contents(opened(put(tmp_path, "a.zip", content), into)) == [b"1", b"2"]


@pytest.mark.parametrize("outer", PACKED)
@pytest.mark.parametrize("inner", PACKED)
def test_archives_in_archives(tmp_path: Path, into: Path, outer: str, inner: str) -> None:
    path = put(tmp_path, "a", PACKED[outer](PACKED[inner](TEXT)))
    members = opened(path, into)
    assert contents(members) == [TEXT]
    assert list(into.iterdir()) == [members[0].path], "the inner archive is deleted"


def test_archives_in_archives_in_archives(tmp_path: Path, into: Path) -> None:
    path = put(tmp_path, "a.zip", zipped({"b.zip": zipped({"c.zip": zipped()})}))
    refused(path, into, "a.zip/b.zip/c.zip: archives in archives in archives")


@pytest.mark.parametrize("kind", PACKED)
@pytest.mark.parametrize("inner", [None, "zip"])
def test_bombs_are_refused(tmp_path: Path, into: Path, kind: str, inner: str | None) -> None:
    content = b"\0" * 20_000_000
    path = put(tmp_path, "a", PACKED[kind](PACKED[inner](content) if inner else content))
    limits = Limits(ratio_from=1_000_000)
    refused(path, into, r"unpacks to more than .* over 200 times its size; refused", limits)


def test_a_bomb_of_many_members(tmp_path: Path, into: Path) -> None:
    files = {f"{n}.csv": b"\0" * 900_000 for n in range(20)}
    path = put(tmp_path, "a.zip", zipped(files))
    refused(path, into, "decompression bomb", Limits(ratio_from=1_000_000))


def test_a_bomb_that_lies_about_its_size(tmp_path: Path, into: Path) -> None:
    content = bytearray(zipped({"a": b"\0" * 20_000_000}))
    central = content.index(b"PK\x01\x02")
    struct.pack_into("<L", content, central + 24, 1000)
    refused(put(tmp_path, "a.zip", bytes(content)), into, "damaged or cut short")


def test_members_that_share_their_bytes(tmp_path: Path, into: Path) -> None:
    """Many entries of the list for the same compressed bytes."""
    content = zipped({"a": b"\0" * 900_000})
    start, end = content.index(b"PK\x01\x02"), content.index(b"PK\x05\x06")
    entry, tail = content[start:end], bytearray(content[end:])
    struct.pack_into("<HHL", tail, 8, 30, 30, 30 * len(entry))
    path = put(tmp_path, "a.zip", content[:start] + entry * 30 + bytes(tail))
    refused(path, into, "decompression bomb", Limits(ratio_from=1_000_000))


def test_high_ratios_of_little_are_no_bomb(tmp_path: Path, into: Path) -> None:
    content = b"\0" * 5_000_000
    path = put(tmp_path, "a.gz", gzip.compress(content))
    assert opened(path, into)[0].size == len(content)


def test_the_total_has_a_limit(tmp_path: Path, into: Path) -> None:
    path = put(tmp_path, "a.zip", zipped({"a": TEXT, "b": TEXT}))
    refused(path, into, "unpacks to more than 0.1 MB; refused", Limits(largest=100_000))
    assert len(opened(path, into, Limits(largest=2 * len(TEXT)))) == 2


@pytest.mark.parametrize("kind", PACKED)
def test_the_disk_must_have_room(
    tmp_path: Path, into: Path, monkeypatch: pytest.MonkeyPatch, kind: str
) -> None:
    class Usage:
        free = 30_000

    monkeypatch.setattr("shutil.disk_usage", lambda _: Usage)
    path = put(tmp_path, "a", PACKED[kind](TEXT))
    refused(path, into, "make room", Limits(spare=0))


def test_a_disk_that_fills_up(tmp_path: Path, into: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    if not Path("/dev/full").exists():
        pytest.skip("no /dev/full here")
    import os

    def full(prefix: str, dir: Path) -> tuple[int, str]:
        return os.open("/dev/full", os.O_WRONLY), str(dir / "x")

    monkeypatch.setattr("tempfile.mkstemp", full)
    for kind, pack in PACKED.items():
        with pytest.raises(InputError, match=r"cannot write .*No space left on device"):
            opened(put(tmp_path, f"a.{kind}", pack(TEXT)), into)


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("../a.csv", "points out of the archive"),
        ("b/../../a.csv", "points out of the archive"),
        ("/etc/passwd", "points out of the archive"),
        ("..\\a.csv", "points out of the archive"),
        ("C:\\a.csv", "points out of the archive"),
        ("[Content_Types].xml", "an office document"),
        (".hidden", "no file in the archive"),
        ("folder/", "no file in the archive"),
    ],
)
def test_members_that_are_refused(tmp_path: Path, into: Path, name: str, message: str) -> None:
    content = b"" if name.endswith("/") else b"x"
    refused(put(tmp_path, "a.zip", zipped({name: content})), into, message)


def test_links_are_refused(tmp_path: Path, into: Path) -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        info = zipfile.ZipInfo("a.csv")
        info.create_system = 3
        info.external_attr = (stat.S_IFLNK | 0o777) << 16
        archive.writestr(info, "/etc/passwd")
    refused(put(tmp_path, "a.zip", out.getvalue()), into, "is a link; refused")


def test_encrypted_members_are_refused(tmp_path: Path, into: Path) -> None:
    content = bytearray(zipped())
    for mark, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        content[content.index(mark) + offset] |= 1
    refused(put(tmp_path, "a.zip", bytes(content)), into, "protected by a password")


@pytest.mark.parametrize("method", [zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_methods_without_a_bound_are_refused(tmp_path: Path, into: Path, method: int) -> None:
    path = put(tmp_path, "a.zip", zipped(method=method))
    refused(path, into, "packed in a way that is not read")


def test_too_many_members(tmp_path: Path, into: Path) -> None:
    path = put(tmp_path, "a.zip", zipped({f"{i}": b"" for i in range(11)}))
    refused(path, into, "11 members are too many; at most 10", Limits(members=10))


def test_a_list_of_members_that_would_fill_the_memory(tmp_path: Path, into: Path) -> None:
    content = bytearray(zipped())
    struct.pack_into("<L", content, content.index(b"PK\x05\x06") + 12, DIRECTORY + 1)
    refused(put(tmp_path, "a.zip", bytes(content)), into, "list of members .* is too long")


def test_a_member_that_the_list_forgets(tmp_path: Path, into: Path) -> None:
    content = bytearray(zipped({"a": TEXT, "b": TEXT}))
    content[content.index(b"PK\x05\x06") + 10] = 1
    refused(put(tmp_path, "a.zip", bytes(content)), into, "1 members announced, 2 listed")


def test_a_member_that_the_list_hides(tmp_path: Path, into: Path) -> None:
    content = bytearray(zipped({"a": TEXT, "b": TEXT}))
    content[content.index(b"PK\x01\x02") + 46] = ord(".")
    refused(put(tmp_path, "a.zip", bytes(content)), into, "damaged or cut short")


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"\x28\xb5\x2f\xfd....", "a Zstandard archive"),
        (b"7z\xbc\xaf\x27\x1c....", "a 7-Zip archive"),
        (b"Rar!\x1a\x07....", "a RAR archive"),
        (b"\0" * 257 + b"ustar\x0000", "a tar archive"),
    ],
)
@pytest.mark.parametrize("packed", [False, True])
def test_other_archives_are_named(
    tmp_path: Path, into: Path, content: bytes, message: str, packed: bool
) -> None:
    path = put(tmp_path, "a", gzip.compress(content) if packed else content)
    refused(path, into, message)


@pytest.mark.parametrize("name", ["a.zip", "a.csv.GZ", "a.bz2", "a.xz"])
@pytest.mark.parametrize("content", [b"", b"<html>not found</html>", TEXT])
def test_archives_by_name_alone(tmp_path: Path, into: Path, name: str, content: bytes) -> None:
    refused(put(tmp_path, name, content), into, "does not begin like one")


def test_what_is_no_file(tmp_path: Path, into: Path) -> None:
    refused(tmp_path / "nothing", into, "no such file")
    refused(tmp_path, into, "a folder; name a file")
    with pytest.raises(InputError):
        opened(Path("a\0b"), into)


def test_no_folder_to_unpack_into(tmp_path: Path) -> None:
    for kind, pack in PACKED.items():
        with pytest.raises(InputError, match="nowhere: No such file"):
            opened(put(tmp_path, f"a.{kind}", pack(TEXT)), tmp_path / "nowhere")


@pytest.mark.parametrize("kind", PACKED)
def test_progress_grows_up_to_the_end(tmp_path: Path, into: Path, kind: str) -> None:
    content = TEXT * 80
    path = put(tmp_path, "a", PACKED[kind](content))
    seen: list[tuple[int, int]] = []
    opened(path, into, progress=lambda done, of: seen.append((done, of)))
    size = path.stat().st_size
    assert len(seen) > 3
    assert seen == sorted(seen)
    assert {of for _, of in seen} == {size}
    assert seen[-1] == (size, size)


def test_an_interruption_leaves_nothing(tmp_path: Path, into: Path) -> None:
    def interrupted(done: int, of: int) -> None:
        raise KeyboardInterrupt

    path = put(tmp_path, "a.zip", zipped())
    with pytest.raises(KeyboardInterrupt):
        opened(path, into, progress=interrupted)
    assert list(into.iterdir()) == []


SOUND = {
    "zip": zipped({"a.csv": TEXT[:3000], "b/c.csv": TEXT[3000:5000]}),
    "gz": gzip.compress(TEXT[:3000], mtime=1) + gzip.compress(TEXT[3000:5000]),
    "bz2": bz2.compress(TEXT[:5000]),
    "xz": lzma.compress(TEXT[:5000]),
}


def given_or_refused(name: str, content: bytes) -> bytes | None:
    """What is in an archive; None if it is refused as it ought to be."""
    with tempfile.TemporaryDirectory() as temporary:
        into = Path(temporary) / "into"
        into.mkdir()
        path = put(Path(temporary), name, content)
        try:
            return b"".join(contents(opened(path, into)))
        except InputError as error:
            message = str(error)
        assert message.startswith(str(path))
        assert list(into.iterdir()) == []
        return None


@pytest.mark.parametrize("kind", SOUND)
@settings(max_examples=size(60, 400))
@given(data=st.data())
def test_damage_is_noticed(kind: str, data: st.DataObject) -> None:
    content = bytearray(SOUND[kind])
    places = st.integers(0, len(content) - 1)
    for place, byte in data.draw(st.lists(st.tuples(places, st.integers(0, 255)), max_size=3)):
        content[place] = byte
    if data.draw(st.booleans()):
        del content[data.draw(places) :]
    assert given_or_refused(f"a.{kind}", bytes(content)) in (None, TEXT[:5000])


@pytest.mark.parametrize("kind", SOUND)
@settings(max_examples=size(40, 200))
@given(tail=st.binary(max_size=200))
def test_junk_behind_the_first_bytes(kind: str, tail: bytes) -> None:
    given_or_refused("a", SOUND[kind][:10] + tail)
