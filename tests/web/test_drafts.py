"""Drafts: each of its client alone, on the disk as soon as it is told, whole or not at all."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path
from shutil import copytree

import httpx
import pytest

from detente.errors import InputError
from detente.web.drafts import ConflictError, Drafts
from detente.web.library import UnknownError
from tests.web.servers import TOY, client, running, toy_site

OPERATIONS = """
import sys
from pathlib import Path
from detente.web.drafts import Drafts
drafts = Drafts(Path(sys.argv[1]))
made = drafts.new("me", "mine", "toy", {"scenario.toml": "0"})
print(made.id, flush=True)
for number in range(1, 10_000_000):
    drafts.change("me", made.id, texts={"scenario.toml": str(number)})
    print(number, flush=True)
"""


def begun(web: httpx.Client) -> str:
    answer = web.post("/api/drafts", json={"scenario": "toy", "name": "mine"})
    assert answer.status_code == 201, answer.text
    return str(answer.json()["id"])


def test_a_draft_is_begun_changed_and_thrown_away(address: str) -> None:
    with client(address) as web:
        draft = begun(web)
        text = (TOY / "scenario.toml").read_text(encoding="utf-8")
        found = web.get(f"/api/drafts/{draft}").json()
        assert found["texts"]["scenario.toml"] == text
        assert found["version"] == 1
        change = {"texts": {"scenario.toml": "# nothing yet"}, "version": 1}
        assert web.put(f"/api/drafts/{draft}", json=change).json()["version"] == 2
        late = web.put(f"/api/drafts/{draft}", json=change)
        assert late.status_code == 409
        assert "version 2" in late.json()["error"]
        found = web.get(f"/api/drafts/{draft}").json()
        assert found["texts"]["scenario.toml"] == "# nothing yet"
        assert found["texts"]["brief.md"] == (TOY / "brief.md").read_text(encoding="utf-8")
        assert [each["id"] for each in web.get("/api/drafts").json()] == [draft]
        assert web.delete(f"/api/drafts/{draft}").status_code == 204
        assert web.get(f"/api/drafts/{draft}").status_code == 404


def test_two_people_do_not_see_each_others(address: str) -> None:
    with client(address) as one, client(address) as other:
        draft = begun(one)
        assert other.get("/api/drafts").json() == []
        for answer in (
            other.get(f"/api/drafts/{draft}"),
            other.get(f"/api/drafts/{draft}/check"),
            other.put(f"/api/drafts/{draft}", json={"name": "yours"}),
            other.post(f"/api/drafts/{draft}/save", json={"name": "yours"}),
            other.delete(f"/api/drafts/{draft}"),
        ):
            assert answer.status_code == 404
        assert one.get(f"/api/drafts/{draft}").json()["name"] == "mine"


def test_a_check_says_where_a_draft_is_wrong(address: str) -> None:
    with client(address) as web:
        draft = begun(web)
        assert web.get(f"/api/drafts/{draft}/check").json()["faults"] == []
        lines = (TOY / "scenario.toml").read_text(encoding="utf-8").splitlines()
        line = next(n for n, text in enumerate(lines) if text == "credence = 0.6")
        lines[line] = "credence = 60"
        web.put(f"/api/drafts/{draft}", json={"texts": {"scenario.toml": "\n".join(lines)}})
        found = web.get(f"/api/drafts/{draft}/check").json()
        assert "credence" in found["faults"][0]
        assert found["locations"][0]["line"] == line + 1


def test_a_draft_becomes_a_scenario(tmp_path: Path) -> None:
    shelf = tmp_path / "shelf"
    copytree(TOY, shelf / "first")
    with running(toy_site(tmp_path, shelf)) as address, client(address) as web:
        answer = web.post("/api/drafts", json={"scenario": "first"})
        draft = answer.json()["id"]
        saved = web.post(f"/api/drafts/{draft}/save", json={"name": "second"})
        assert saved.status_code == 201, saved.text
        assert saved.json() == {"name": "second"}
        assert (shelf / "second" / "brief.md").read_text() == (TOY / "brief.md").read_text()
        assert web.get("/api/scenarios/second").json()["title"] == answer.json()["name"]
        again = web.post(f"/api/drafts/{draft}/save", json={"name": "second"})
        assert "there is a scenario 'second' already" in again.json()["error"]
        web.put(f"/api/drafts/{draft}", json={"texts": {"scenario.toml": "format = 2"}})
        wrong = web.post(f"/api/drafts/{draft}/save", json={"name": "third"})
        assert wrong.status_code == 400
        assert not (shelf / "third").exists()


@pytest.mark.parametrize(
    "file", ["../x.md", "/etc/x.md", "a/b.md", "x.py", ".x.md", "credences/../x.md", "", "a..md"]
)
def test_no_file_leads_out_of_a_scenario(address: str, file: str) -> None:
    with client(address) as web:
        answer = web.put(f"/api/drafts/{begun(web)}", json={"texts": {file: "x"}})
        assert answer.status_code == 400
        assert "can be called" in answer.json()["error"]


def test_what_was_told_outlives_a_killed_process(tmp_path: Path) -> None:
    """Killed while it writes without a pause: what it has told is there, and nothing half."""
    file = tmp_path / "drafts.sqlite"
    process = subprocess.Popen(
        [sys.executable, "-c", OPERATIONS, str(file)], stdout=subprocess.PIPE, text=True
    )
    assert process.stdout is not None
    draft = process.stdout.readline().strip()
    told = 0
    for line in process.stdout:
        told = int(line)
        if told == 20:
            break
    os.kill(process.pid, signal.SIGKILL)
    told = max([told, *map(int, process.stdout.read().split())])
    process.wait()
    process.stdout.close()
    kept = int(Drafts(file).get("me", draft).texts["scenario.toml"])
    assert kept in (told, told + 1)  # one more may be written, and not told any more


def test_drafts_are_kept_within_bounds(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    drafts = Drafts(tmp_path / "drafts.sqlite")
    monkeypatch.setattr("detente.web.drafts.MOST_DRAFTS", 2)
    one = drafts.new("me", "a", "toy", {"scenario.toml": "x"})
    drafts.new("me", "b", "toy", {})
    with pytest.raises(InputError, match="2 drafts are kept already"):
        drafts.new("me", "c", "toy", {})
    assert drafts.new("you", "c", "toy", {}).name == "c"
    with pytest.raises(InputError, match="characters at most"):
        drafts.change("me", one.id, texts={"brief.md": "x" * 6_000_001})
    with pytest.raises(ConflictError):
        drafts.change("me", one.id, texts={}, version=7)
    with pytest.raises(UnknownError):
        drafts.change("you", one.id, name="mine")
    assert drafts.get("me", one.id).texts == {"scenario.toml": "x"}
