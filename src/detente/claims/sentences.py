"""Sentences of a text in any script, by a rule that is the same however its lines are wrapped."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from detente.errors import InputError
from detente.language.current import gettext as _

MOST_MARKS = 200
"""Combining marks on one letter; the time to normalise them grows with the square."""

LONG_LINE = 300
"""Characters beyond which a line was never wrapped: it is a paragraph, and so are those beside."""

_UNSEEN = re.compile("[\u00ad\u061c\u200b\u200e\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff]")
"""Soft hyphens, marks of direction, spaces and joiners of no width; not those that form letters."""

_HAN = "\u3005-\u3007\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff"
"""Scripts that are written without spaces, and wrapped anywhere."""

_IDEOGRAPH = re.compile(f"[{_HAN}\u3000-\u303f\uff00-\uffef]")
_BESIDE = re.compile(f"[{_HAN}\u3000-\u303f\uff00-\uffef—‘’“”…]")
"""Two of these have no space between them, if one is an ideograph or a sign of such a script."""

_TERMINAL = (
    "\u0589\u061d-\u061f\u06d4\u0700-\u0702\u07f9\u0837\u0839\u083d\u083e\u0964\u0965\u104a\u104b"
    "\u1362\u1367\u1368\u166e\u1735\u1736\u17d4\u17d5\u1803\u1809\u1944\u1945\u1aa8-\u1aab"
    "\u1b5a\u1b5b\u1b5e\u1b5f\u1b7d-\u1b7f\u1c3b\u1c3c\u1c7e\u1c7f\u2cf9-\u2cfb\u2e2e\u2e3c"
    "\u2e53\u2e54\u3002\ua4ff\ua60e\ua60f\ua6f3\ua6f7\ua876\ua877\ua8ce\ua8cf\ua92f\ua9c8\ua9c9"
    "\uaa5d-\uaa5f\uaaf0\uaaf1\uabeb\ufe12\ufe15\ufe16\ufe52\ufe56\ufe57\uff01\uff1f\uff61"
    "\U00010a56\U00010a57\U00010f55-\U00010f59\U00010f86-\U00010f89\U00011047\U00011048"
    "\U000110be-\U000110c1\U00011141-\U00011143\U000111c5\U000111c6\U000111cd\U000111de\U000111df"
    "\U00011238\U00011239\U0001123b\U0001123c\U000112a9\U0001144b\U0001144c\U000115c2\U000115c3"
    "\U000115c9-\U000115d7\U00011641\U00011642\U0001173c-\U0001173e\U00011944\U00011946"
    "\U00011a42\U00011a43\U00011a9b\U00011a9c\U00011c41\U00011c42\U00011ef7\U00011ef8"
    "\U00011f43\U00011f44\U00016a6e\U00016a6f\U00016af5\U00016b37\U00016b38\U00016b44\U00016e98"
    "\U0001bc9f\U0001da88"
)
"""Signs that end a sentence and do nothing else: Sentence_Terminal of the Unicode Standard (UAX
#44), without those of `_SIGNS` and the full-width full stop, which also stands in numbers."""

_SIGNS = ".!?…‼‽⁇⁈⁉"
"""Signs that end a sentence where one begins behind them."""

_CLOSING = "»”’\"')\\]›」』）】〉》〕］｣〗〙〛＂＇"
_COMMAS = ",;:،؛，、；："

_END = re.compile(
    rf"""(?<![{_SIGNS}])(?P<signs>[{_SIGNS}]+)  # from the first sign on
        (?P<closing>(?:\s*[{_CLOSING}]|[“«])*) # closing marks, with the inner space of French
        \s+
        (?=[«“„‘「『¿¡]|["'(\[]?\s*(?P<letter>\w)) # what begins: an opening quote, letter or digit
    | (?<=[{_HAN}])[.!?．]+[{_CLOSING}]*\s*(?=[{_HAN}「『（《“]) # signs of others in such a script
    | [{_TERMINAL}][{_TERMINAL}{_SIGNS}]*[{_CLOSING}]*\s*(?![{_COMMAS}{_CLOSING}])
    """,
    re.VERBOSE,
)
_WORD = re.compile(r"\w+$")
_LETTERS = re.compile(r"\w+")
_TITLES = frozenset(
    _LETTERS.findall(
        "Mr Mrs Ms MM Dr Prof Gen Col Lt Sgt Capt Maj Adm Sen Rep Gov Hon Rev St Ste cf vs v"
    )
)
"""Words that are cut by a full stop, and go on whatever follows."""

_COUNTED = frozenset(
    _LETTERS.findall(
        "p pp n nn v c ca s t l nr no nos vol art fig ch sec "
        "jan feb fév févr mar mär apr avr jun jul juil aug sep sept okt oct nov dec déc dez"
    )
)
"""Words that are cut by a full stop before a number, in small letters."""

LONGEST_SHORT = max(map(len, _TITLES | _COUNTED))
_NUMBERED = re.compile(r"\(?\d{1,3}[.)]\s*")
_HEADING = re.compile(r"#{1,6}\s|(?:[=\-_*~]\s*){3,}$")
_ITEM = re.compile(r"(?:[-*+•‣▪◦·–—]|\(?\d{1,3}[.)]|\(?[a-zA-Z]\))\s")
_PAUSE = re.compile(rf"[{_SIGNS}{_TERMINAL}:;：；][{_CLOSING}\s]*$")
_HYPHENED = re.compile(r"\w[-‐–—]$")


def normalise(text: str) -> str:
    """Unicode NFC, every run of white space (also no-break) a single space, nothing unseen."""
    return " ".join(unicodedata.normalize("NFC", _UNSEEN.sub("", text)).split())


def sentences(text: str) -> list[str]:
    """Split a text into sentences by a fixed rule.

    A blank line, a heading, an item of a list and a line of more than `LONG_LINE` characters stand
    for themselves; any other line break is a space, or nothing after a hyphen and between
    ideographs.

    A sentence ends, with the quotes and brackets that close there,

    - after ``.``, ``!``, ``?`` or ``…`` where white space and then a capital letter, a letter of a
      script without capitals, a digit or an opening quote follow; after a bracket or a straight
      quote, which may also close, a letter or digit of these must come. A full stop behind a
      capital that stands alone, or a short form such as ``p.``, ``Mr.`` or ``Nov.``, ends nothing;
    - after every other sign that the Unicode Standard calls terminal (``。``, ``؟``, ``।``),
      unless a comma follows.

    Returns
    -------
    list of str
        Normalised sentences; the first is number 1 of a locator.

    Raises
    ------
    InputError
        If a letter has more combining marks than any script needs.
    """
    _check_marks(_UNSEEN.sub("", text))
    found = []
    for paragraph in paragraphs(text):
        line = normalise(paragraph)
        begin = 0
        for end in _END.finditer(line):
            if end["signs"] and not (_begins(end["letter"]) and not _is_short(line, end)):
                continue
            found.append(line[begin : end.end()].strip())
            begin = end.end()
        if line[begin:].strip():
            found.append(line[begin:].strip())
    return found


def _begins(letter: str | None) -> bool:
    """Whether a sentence may begin so; None is an opening quote."""
    return letter is None or unicodedata.category(letter) in {"Lu", "Lt", "Lo", "Nd"}


def _is_short(line: str, end: re.Match[str]) -> bool:
    """Whether a full stop only cuts a word: an initial, a short form, the number of an item."""
    if end["signs"] != "." or end["closing"]:
        return False
    if _NUMBERED.fullmatch(line, 0, end.end()):
        return True
    word = _WORD.search(line, max(0, end.start() - LONGEST_SHORT - 1), end.start())
    if word is None:
        return False
    if len(word[0]) == 1 and word[0].isupper() and word[0] != "I":
        return True
    counted = (end["letter"] or "").isdecimal() and word[0].lower() in _COUNTED
    return counted or word[0] in _TITLES


def paragraphs(text: str) -> Iterator[str]:
    """Runs of lines that belong together, each as one line."""
    pieces: list[str] = []
    last, listed = "", False
    for each in text.replace("\u2029", "\n\n").replace("\f", "\n\n").splitlines():
        line = each.strip() if _UNSEEN.sub("", each).strip() else ""
        if last and line and not _parts(last, line, listed):
            pieces += [_between(last, line), line]
        else:
            yield "".join(pieces)
            pieces, listed = [line], bool(_ITEM.match(line))
        last = line
    yield "".join(pieces)


def _parts(last: str, line: str, listed: bool) -> bool:
    """Whether a line begins something new behind another one, which may be of an item."""
    if max(len(last), len(line)) > LONG_LINE or _HEADING.match(last) or _HEADING.match(line):
        return True
    return bool(_ITEM.match(line)) and (listed or bool(_PAUSE.search(last)))


def _between(last: str, line: str) -> str:
    """What the break between two lines of a paragraph stands for."""
    end, begin = last[-1], line[0]
    if _UNSEEN.match(end) or (_HYPHENED.search(last) and begin.isalnum()):
        return ""
    ideographs = _IDEOGRAPH.match(end) or _IDEOGRAPH.match(begin)
    return "" if ideographs and _BESIDE.match(end) and _BESIDE.match(begin) else " "


def _check_marks(text: str) -> None:
    if text.isascii():
        return
    marks = 0
    for at, letter in enumerate(text):
        marks = marks + 1 if unicodedata.combining(letter) else 0
        if marks > MOST_MARKS:
            raise InputError(
                _("line {line}: a letter with more than {most} combining marks").format(
                    line=text.count("\n", 0, at) + 1, most=MOST_MARKS
                )
            )
