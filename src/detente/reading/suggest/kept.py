"""Answers of language models kept on disk, so that a second run sends nothing."""

from __future__ import annotations

import hashlib
import json
import os
import tempfile
from contextlib import suppress
from pathlib import Path

from detente.reading.suggest.question import VERSION, Question

MOST = 20_000
"""Answers that are kept; the oldest go first."""


def cache_folder() -> Path:
    """The folder of answers in the user's cache; it may be deleted at any time."""
    from platformdirs import user_cache_path

    return user_cache_path("detente", appauthor=False) / "suggestions"


class Kept:
    """Answers by what was asked of whom; the text of a question is kept as its hash alone."""

    def __init__(self, folder: Path, address: str, model: str) -> None:
        self._folder = folder
        self._whom = (VERSION, address, model)

    def _file(self, question: Question) -> Path:
        asked = json.dumps([*self._whom, question.system, question.user, question.schema])
        return self._folder / f"{hashlib.sha256(asked.encode()).hexdigest()}.json"

    def get(self, question: Question) -> str | None:
        """The answer to a question, if it has been asked before."""
        try:
            found = json.loads(self._file(question).read_text(encoding="utf-8"))
        except (OSError, ValueError):
            return None
        return found if isinstance(found, str) else None

    def put(self, question: Question, answer: str) -> None:
        """Keep an answer; that it cannot be kept costs a second question, no more."""
        with suppress(OSError):
            self._folder.mkdir(parents=True, exist_ok=True)
            handle, name = tempfile.mkstemp(dir=self._folder, suffix=".part")
            with os.fdopen(handle, "w", encoding="utf-8") as file:
                json.dump(answer, file)
            Path(name).replace(self._file(question))

    def prune(self) -> None:
        """Drop the oldest answers beyond `MOST`."""
        with suppress(OSError):
            files = sorted(self._folder.glob("*.json"), key=lambda path: path.stat().st_mtime)
            for path in files[:-MOST]:
                path.unlink(missing_ok=True)
