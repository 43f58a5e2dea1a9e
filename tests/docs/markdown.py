"""Where the pages of docs/ say something: under which heading, in which row, of which entry."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import product

_CODE = re.compile(r"`([^`]+)`")
_HEADING = re.compile(r"^(#+) (.+)$")


class NotThereError(AssertionError):
    """A page lacks a heading, a table or an entry."""


def section(page: str, title: str) -> str:
    """Text under a heading, its own subsections included."""
    found: list[str] = []
    depth, fenced = 0, False
    for line in page.splitlines():
        fenced ^= line.startswith("```")
        heading = None if fenced else _HEADING.match(line)
        if heading and depth and len(heading[1]) <= depth:
            break
        if depth:
            found.append(line)
        elif heading and heading[2] == title:
            depth = len(heading[1])
    if not depth:
        raise NotThereError(f"no heading {title!r}")
    return "\n".join(found)


def parts(text: str) -> Iterator[tuple[str, str]]:
    """Subsections with their headings; first the text before any, whose heading is empty.

    A line "An entry of `files`" begins one as a heading does.
    """
    title, lines = "", list[str]()
    for line in text.splitlines():
        if _HEADING.match(line) or line.startswith("An entry of "):
            yield title, "\n".join(lines)
            title, lines = line.partition(":")[0].partition(", with")[0], []
        else:
            lines.append(line)
    yield title, "\n".join(lines)


def rows(text: str) -> list[list[str]]:
    """Cells of all tables in a text, without the heads; an empty first cell repeats the last."""
    found: list[list[str]] = []
    for line in text.splitlines():
        if not line.startswith("|"):
            continue
        cells = [cell.strip() for cell in re.split(r"(?<!\\)\|", line)[1:-1]]
        if all(re.fullmatch(r":?-+:?", cell) for cell in cells):
            found.pop()  # the line above was the head
            continue
        found.append([cells[0] or found[-1][0], *cells[1:]] if found else cells)
    return found


def codes(text: str) -> list[str]:
    """What stands between backticks, examples set apart left out."""
    return _CODE.findall(re.sub(r"```.*?```", "", text, flags=re.DOTALL))


def words(text: str) -> set[str]:
    """Names within the code of a text, as of `{ mean, sd }`."""
    return {word for code in codes(text) for word in re.findall(r"[a-z_0-9]+", code)}


def row(text: str, *first: str) -> list[str]:
    """The row whose first cell has these words of code."""
    for cells in rows(text):
        if set(first) <= set(codes(cells[0])):
            return cells
    raise NotThereError(f"no row {first}")


def entry(page: str, name: str) -> str:
    """What the page says behind a name in bold, up to the next one or to a heading."""
    found = re.search(rf"^\*\*`{re.escape(name)}`\*\*(.*?)(?=^\*\*`|^#|\Z)", page, re.M | re.S)
    if not found:
        raise NotThereError(f"no entry {name!r}")
    return found[1]


def table_keys(text: str) -> set[str]:
    """First column of all tables in a text."""
    return {key for cells in rows(text) for key in codes(cells[0])}


# ------------------------------------------------------------------------------ JSON documents


def documented(page: str, title: str) -> set[str]:
    """Keys of the document that a section describes, with those that they lie in: ``a.b``.

    A subsection whose heading is a key holds the rows of what lies in it. A row may name in its
    other cells what lies in its key; a list in such a cell, ``parts[]``, is followed by its own.
    """
    found: set[str] = set()
    for heading, text in parts(section(page, title)):
        for within, (first, *others) in product(
            [f"{code}." for code in codes(heading)] or [""], rows(text)
        ):
            for key in codes(first):
                steps = key.split(".")  # a row of `scenario.id` is one of `scenario` as well
                found |= {
                    within + ".".join(steps[: n + 1])
                    for n in range(len(steps))
                    if n + 1 == len(steps) or not steps[n].endswith("[]")
                }
                inner = within + key
                for code in codes(" ".join(others)):
                    found |= {f"{within}{key}.{code}", f"{inner}.{code}"}
                    if code.endswith("[]"):
                        inner = f"{within}{key}.{code}"
    return {key.replace("[]", "") for key in found}


def keys(content: object, within: str = "") -> set[str]:
    """Keys of a document, with those that they lie in."""
    if isinstance(content, list):
        return set[str]().union(*(keys(each, within) for each in content))
    if not isinstance(content, dict):
        return set()
    found = {f"{within}{key}" for key in content}
    return found.union(*(keys(value, f"{within}{key}.") for key, value in content.items()))


def undocumented(page: str, title: str, content: object) -> list[str]:
    """Keys of a document that its section does not describe where they belong."""
    return sorted(keys(content) - documented(page, title))
