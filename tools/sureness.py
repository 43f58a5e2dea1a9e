"""The table of credences in docs/reading.md, written from the data."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from detente.reading.article import TONGUES, Tongue
from detente.reading.sureness.bands import Section, bands, sources
from detente.reading.sureness.names import class_name
from detente.reading.words.table import table

BEGIN, END = "<!-- sureness: from the data, by make docs -->", "<!-- end of sureness -->"
SHOWN = 6
_TITLES: dict[Section, str] = {
    "modality": "What it says of it",
    "voice": "Who says it flatly",
    "evidence": "By which words somebody says it",
}
_TABLES: dict[Section, tuple[str, tuple[str, ...]]] = {
    "modality": ("modality", ("modals", "phrases")),
    "evidence": ("evidence", ("verbs",)),
}


def credences() -> str:
    """The part of the page between its marks."""
    lines = [BEGIN]
    for section, title in _TITLES.items():
        words = section in _TABLES
        heads = ["", *(["English", "French"] if words else []), "credence", "band", "source"]
        lines += ["", f"**{title}**", "", _row(heads), _row(["---"] * len(heads))]
        for kind, band in bands(section).items():
            cells = [class_name(kind)]
            if words:
                cells += [_examples(language, section, kind) for language in TONGUES]
            cells += [f"{band.credence:.2f}", f"{band.low:.2f}–{band.high:.2f}"]
            lines.append(_row([*cells, ", ".join(f"[{name}]" for name in band.source)]))
    lines += ["", *(f"- [{name}] {text}." for name, text in sources().items()), "", END]
    return "\n".join(lines)


def _row(cells: Sequence[str]) -> str:
    return "| " + " | ".join(cells) + " |"


def _examples(language: Tongue, section: Section, kind: str) -> str:
    """Some words of a class as its patterns have them."""
    name, parts = _TABLES[section]
    return ", ".join(list(_words(language, name, parts, kind))[:SHOWN]) or "–"


def _words(language: Tongue, name: str, parts: Sequence[str], kind: str) -> Iterator[str]:
    for part in parts:
        for text in table(language, name)[part].get(kind, ()):
            yield text.replace("=", "").replace("|", "/").replace("* ", "… ")


def written(page: str) -> str:
    """The page with its table as the data have it."""
    before, _begin, rest = page.partition(BEGIN)
    _old, _end, after = rest.partition(END)
    return before + credences() + after
