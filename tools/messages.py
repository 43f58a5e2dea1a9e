"""Bring the catalogues of messages up to date with the code: `python -m tools.messages`.

A catalogue depends on the code and on its translations only: sorted, with no dates, no places in
the code and no guesses. What is new in it has an empty translation, to be written by hand.
"""

from __future__ import annotations

import io
import re
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po, write_po

import detente
from detente.language.current import LANGUAGES, LOCALES

SOURCE = Path(detente.__file__).parent
KEYWORDS = {"_": None, "gettext": None, "ngettext": (1, 2), "marked": None}
HEADER = """\
msgid ""
msgstr ""
"Language: {language}\\n"
"MIME-Version: 1.0\\n"
"Content-Type: text/plain; charset=utf-8\\n"
"Content-Transfer-Encoding: 8bit\\n"
"Plural-Forms: {plural};\\n"

"""
NO_BREAK = "\N{NO-BREAK SPACE}"

Text = str | tuple[str, ...] | list[str] | None


def messages() -> Catalog:
    """Every message of the code."""
    found = Catalog()
    options = {"encoding": "utf-8"}
    extracted = extract_from_dir(
        SOURCE, [("**.py", "python")], {"**.py": options}, keywords=KEYWORDS
    )
    for _file, _line, message, _comments, _context in extracted:
        found.add(message)
    return found


def catalogue(language: str) -> Catalog:
    """Read a catalogue as it is."""
    with (LOCALES / f"{language}.po").open("rb") as file:
        return read_po(file, locale=language)


def updated(language: str) -> str:
    """Text of a catalogue, brought up to date."""
    old = catalogue(language)
    new = Catalog(locale=language)
    for message in messages():
        if not message.id:
            continue
        known = old.get(message.id[0] if isinstance(message.id, tuple) else message.id)
        empty: Text = ("",) * new.num_plurals if isinstance(message.id, tuple) else ""
        fits = known is not None and isinstance(known.id, tuple) == isinstance(message.id, tuple)
        new.add(message.id, spaced(known.string) if known and fits else empty)
    for message in new:
        message.flags.clear()
    text = io.BytesIO()
    write_po(text, new, width=0, no_location=True, omit_header=True, sort_output=True)
    header = HEADER.format(language=language, plural=new.plural_forms.rstrip(";"))
    return header + text.getvalue().decode("utf-8").strip() + "\n"


def spaced(text: Text) -> Text:
    """French text with no-break spaces where French has them."""
    if isinstance(text, list | tuple):
        return tuple(str(spaced(each)) for each in text)
    if text is None:
        return ""
    return re.sub("(?<=«) | (?=[:;?!»%])", NO_BREAK, text)


def main() -> None:
    """Write the catalogues of all languages but English, which is that of the code."""
    for language in LANGUAGES[1:]:
        path = LOCALES / f"{language}.po"
        path.write_text(updated(language), encoding="utf-8")
        empty = [m.id for m in catalogue(language) if m.id and not all_there(m.string)]
        print(f"{path.name}: {len(empty)} to be translated")


def all_there(text: Text) -> bool:
    """Whether a translation and all its plural forms are written."""
    return bool(text) and all(text or ())


if __name__ == "__main__":
    main()
