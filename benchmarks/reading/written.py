"""Sentences written for one sense each, from which the words of senses are learnt.

``python -m benchmarks.reading.written`` checks every file.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from detente.reading.article import TONGUES, Tongue
from detente.reading.cues.load import cue_files
from detente.reading.cues.senses import NONE

HERE = Path(__file__).parent / "sentences"


@dataclass(frozen=True, slots=True)
class Written:
    """A sentence, who wrote it, and the sense that it has: ``effect/sense``, or `NONE`."""

    writer: str
    sense: str
    text: str


def files_of(language: Tongue) -> list[Path]:
    """The files of a language, one for each writer, by name."""
    return sorted((HERE / language).glob("*.txt"))


def written(language: Tongue) -> list[Written]:
    """All sentences of a language.

    Raises
    ------
    ValueError
        If a file is not as the guide says; it names the file and the line.
    """
    return [each for path in files_of(language) for each in read_written(path)]


def read_written(path: Path) -> list[Written]:
    """Read ``WRITER.txt``: a sense, a tab and a sentence a line.

    Raises
    ------
    ValueError
        If it is not as the guide says; it names the file and the line.
    """
    known = {f"{effect}/{cue.sense}" for effect, file in cue_files().items() for cue in file.cues}
    found: list[Written] = []
    before: set[str] = set()
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        sense, tab, text = line.partition("\t")
        if fault := next(_faults(sense, tab, text, known | {NONE}, before), None):
            raise ValueError(f"{path.name}, line {number}: {fault}")
        before.add(text)
        found.append(Written(path.stem, sense, text))
    return found


def _faults(sense: str, tab: str, text: str, known: set[str], before: set[str]) -> Iterator[str]:
    if not tab:
        yield "a sense, a tab, and a sentence"
    if sense not in known:
        yield f"no cue has the sense '{sense}'"
    if text != text.strip() or not text:
        yield "a sentence without spaces around it"
    if "\t" in text:
        yield "one tab alone"
    if text in before:
        yield "it stands there already"


def main() -> int:
    """Check all files; print what is wrong, or how many sentences there are."""
    try:
        counts = {language: len(written(language)) for language in TONGUES}
    except ValueError as error:
        print(error, file=sys.stderr)
        return 1
    print(", ".join(f"{count} in {language}" for language, count in counts.items()))
    return 0


if __name__ == "__main__":
    sys.exit(main())
