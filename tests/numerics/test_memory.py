"""How much memory is left, and what does not fit into it."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from detente.errors import InputError, OutcomeError
from detente.numerics import memory


def test_memory_left_is_plausible() -> None:
    import psutil

    assert 10_000_000 < memory.memory_left() <= psutil.virtual_memory().total


@pytest.mark.skipif(sys.platform != "linux", reason="limits on address space are those of Linux")
def test_a_limit_on_the_process_counts() -> None:
    code = (
        "import resource; from detente.numerics.memory import memory_left; import psutil;"
        "now = psutil.Process().memory_info().vms;"
        "resource.setrlimit(resource.RLIMIT_AS, (now + 10**8, resource.RLIM_INFINITY));"
        "print(memory_left())"
    )
    shown = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, timeout=600
    )
    assert 0 <= int(shown.stdout) <= 10**8


@pytest.mark.parametrize(
    ("amount", "text"),
    [(0, "0 bytes"), (999, "999 bytes"), (1500, "2 kB"), (2.5e8, "250 MB"), (4.94e9, "4.9 GB")],
)
def test_sizes_for_people(amount: float, text: str) -> None:
    assert memory.size(amount) == text


def test_a_container_counts(monkeypatch: pytest.MonkeyPatch) -> None:
    """Its limit may be far below what the machine has free."""
    files = {"/sys/fs/cgroup/memory.max": "3000000", "/sys/fs/cgroup/memory.current": "1000000"}
    monkeypatch.setattr(Path, "read_text", lambda path: files[str(path)])
    monkeypatch.setattr(memory, "LIMITS", memory.LIMITS[:1])
    assert memory.memory_left() == 2_000_000


def test_what_does_not_fit_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(memory, "memory_left", lambda: 150_000_000)
    memory.check_memory(100_000_000, "the fit takes", "take fewer")
    message = "the fit takes about 101 MB of memory and 100 MB are free; take fewer"
    with pytest.raises(OutcomeError, match=message):
        memory.check_memory(100_900_000, "the fit takes", "take fewer", OutcomeError)
    monkeypatch.setattr(memory, "memory_left", lambda: 0)
    with pytest.raises(InputError, match="0 bytes are free"):
        memory.check_memory(1, "the fit takes", "take fewer")
