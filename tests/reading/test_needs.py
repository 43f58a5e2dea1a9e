"""What is said where the libraries of reading are not installed."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

HIDDEN = """
import sys
for name in ("simplemma", "spacy", "trafilatura", "dateparser", "docx", "pypdf", "py3langid"):
    sys.modules[name] = None
"""

WITHOUT = f"""{HIDDEN}
from detente.cli import main
sys.argv = ["detente", *sys.argv[1:]]
main()
"""


@pytest.fixture
def article(tmp_path: Path) -> Path:
    path = tmp_path / "a.txt"
    path.write_text("Armenia is ready to sign with Azerbaijan, its minister said. " * 4, "utf-8")
    return path


def without(*arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-c", WITHOUT, *arguments], capture_output=True, text=True, check=False
    )


def test_reading_names_the_extra_in_one_line(article: Path, tmp_path: Path) -> None:
    done = without("read", str(article), "-o", str(tmp_path / "made"))
    assert done.returncode == 2
    (line,) = done.stderr.splitlines()
    assert "pip install 'detente[read]'" in line
    assert not (tmp_path / "made").exists()


def test_sources_of_text_are_checked_without_it(tmp_path: Path) -> None:
    folder = tmp_path / "own"
    assert without("new", str(folder), "--actors", "ARM,AZE").returncode == 0
    source = f"notes={folder / 'notes.md'}"
    done = without("check", str(folder), "--quick", "--source", source)
    assert done.returncode == 0, done.stderr
    assert "all match" in done.stdout


def test_the_server_starts_without_it() -> None:
    code = f"{HIDDEN}\nimport detente.web.app\nimport detente.web.pages.read"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
