"""A scenario with switches, and a server of it on a port of its own."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from detente.web.library import Library
from detente.web.site import Site
from tests.web.servers import TOY
from tests.web.servers import running as served

PATHS = 600

MORE = """
[[claims]]
id = "wary"
statement = "The same side is wary of talks."
voice = "author"
document = "note"
sentence = 2
fingerprint = "0123456789ab"
credence = 0.7
credence_otherwise = 0.2
given = "ready"
credence_basis = "a test"

[[effects]]
effect = "disposition"
id = "wariness"
claim = "wary"
otherwise = 0.0
actor = "RUS"
on = ["contact"]
coefficient = { mean = -1.0, sd = 0.2, basis = "judgement", reference = "a test" }

[[claims]]
id = "expected"
statement = "Talks will come to little."
voice = "author"
document = "note"
sentence = 3
fingerprint = "0123456789ab"
credence = 0.8
credence_basis = "a test"
judgement = { outcome = "thaw", low = 0.0, high = 0.5, words = "a thaw is unlikely" }
"""


def switches(folder: Path) -> Path:
    """The toy with a claim that hangs on another, a judgement, and an outcome that is open."""
    folder.mkdir()
    toml = (TOY / "scenario.toml").read_text(encoding="utf-8")
    toml = toml.replace("per_year = 20,", "per_year = 2,", 1)
    (folder / "scenario.toml").write_text(toml + MORE, encoding="utf-8")
    (folder / "acts.csv").write_bytes((TOY / "acts.csv").read_bytes())
    brief = (
        "# Two powers\n\n## What is said\n\nThe author holds that one side is ready. {#ready}\n\n"
        "It is wary as well, it is said, {#wary} and little is expected. {#expected}\n"
    )
    (folder / "brief.md").write_text(brief, encoding="utf-8")
    return folder


@contextmanager
def running(folder: Path, paths: int = PATHS) -> Iterator[str]:
    """A server of a scenario folder; gives the address of its page."""
    site = Site(Library([folder]), paths=paths)
    with served(site) as home:
        yield f"{home}/play/{site.library.first}"
