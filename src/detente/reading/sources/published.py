"""The day of publication that a web page states for machines."""

from __future__ import annotations

import copy
import datetime as dt
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from lxml.html import HtmlElement

ORIGINAL: dict[str, Any] = {"original_date": True, "extensive_search": False}
"""How htmldate is asked: when a page was first put up, rather than when it was last built, and no
day that stands somewhere in its text, such as that of its copyright."""

_CHANGED = ("modif", "updat", "copyright", "generat", "build", "revis")
"""Parts of names under which a page states when it was built, or to whom it belongs."""

_NAMES = ("name", "property", "itemprop", "http-equiv")


def published(page: HtmlElement) -> dt.date | None:
    """The day in a page's metadata (`meta`, JSON-LD), by htmldate; None if they state none."""
    from htmldate import find_date
    from lxml import html

    stated = html.Element("html")
    head = html.Element("head")
    stated.append(head)
    stated.append(html.Element("body"))
    for each in page.iter("meta", "script"):
        if each.tag == "meta" and any(
            word in (each.get(name) or "").lower() for name in _NAMES for word in _CHANGED
        ):
            continue
        if each.tag == "meta" or each.get("type") == "application/ld+json":
            one = copy.deepcopy(each)
            one.tail = None
            head.append(one)
    return a_day(find_date(stated, **ORIGINAL))


def a_day(text: str | None) -> dt.date | None:
    """The day of a date in ISO 8601 form, with or without a time; None if it is none."""
    try:
        return dt.date.fromisoformat((text or "")[:10])
    except ValueError:
        return None
