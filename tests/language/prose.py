"""What is wrong with a sentence, as far as a machine can see it."""

from __future__ import annotations

import re

_QUOTED = re.compile(r"“[^“”]*(?:“[^”]*”[^”]*)*”|«[^»]*»")
_BOTH = {
    "two spaces": r"  ",
    "a space before a stop": r" [.,]",
    "two stops": r"[.!?]\.$|\.\.",
    "no number": r"\bnan\b|\bNone\b|\binf\b|NaN",
    "a zero with a sign": r"[−+-]0(?:[.,]0+)?(?![\d.,])",
    "a hyphen for a minus": r"(?<![\w-])-\d",
    "an open place": r"[{}]",
    "an empty bracket": r"\(\s*[,;)]|[,;:]\s*[;:.)]",
}
_OF = {
    "en": {
        "one of many": r"(?<![\d.,])1 (?:days|futures|points|claims|outcomes)\b",
        "many of one": r"(?<![\d.,])(?:0|[2-9]|\d{2,}) (?:day|future|claim|outcome)\b",
        "a point that is many": r"\d\.\d point\b",
        "more than all": r"\b(?:1[0-9][1-9]|1[1-9]0|[2-9]\d\d) %",
    },
    "fr": {
        "one of many": r"(?<![\d,\u202f])[01](?:,\d)? (?:jours|futurs|points|affirmations)\b",
        "many of one": r"(?<![\d,])(?:[2-9]|\d{2,})(?:,\d)? (?:jour|futur|point|affirmation)\b",
        "no elision": r"\b(?:de|le|la|que|ne|se|jusque) (?:[aeiouéèêâîôœ]|hum|hor|hég)",
        "no contraction": r"\b(?:de|à) (?:le|les) ",
        "no break before a sign": r"[^\u00a0\u202f][:;?!%»]|[^\u00a0]%",
    },
}  # fmt: skip


def faults(sentence: str, language: str) -> list[str]:
    """What is wrong with it, beside what it quotes."""
    own = _QUOTED.sub("“X”" if language == "en" else "«\u00a0X\u00a0»", sentence)
    found = [name for name, wrong in {**_BOTH, **_OF[language]}.items() if re.search(wrong, own)]
    if not own[:1].isupper():
        found.append("no capital")
    if not own.endswith((".", "!", "?", "…")):
        found.append("no stop")
    if sentence.count("“") != sentence.count("”") or sentence.count("«") != sentence.count("»"):
        found.append("a mark without its other")
    return found
