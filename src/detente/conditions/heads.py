"""Which form a condition has: its head, and what is wrong where it has none or several."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence

from detente.language.current import gettext as _
from detente.language.hints import did_you_mean, in_quotes, nearest

_PARTS = ("at_least", "within", "for", "since", "distinct", "weights", "by", "is", "elect")
"""Keys that stand beside a head."""

_TOGETHER = ({"from", "until"},)
"""Heads that may stand together."""

DEEPEST = 20
"""Conditions within each other."""


def headed(value: object, heads: Sequence[str]) -> Mapping[str, object]:
    """A table with one head.

    Raises
    ------
    ValueError
        If it has none, or several; says what would be right.
    """
    if isinstance(value, str):
        raise ValueError(
            _("write a condition of the table 'conditions' as {table}").format(
                table=f"{{ condition = {json.dumps(value[:60], ensure_ascii=False)} }}"
            )
        )
    if not isinstance(value, Mapping) or not all(isinstance(key, str) for key in value):
        raise ValueError(
            _("give a condition: a table with one of {heads}").format(heads=_all(heads))
        )
    if _deep(value) > DEEPEST:
        raise ValueError(
            _("more than {n} conditions within each other; name some under [conditions]").format(
                n=DEEPEST
            )
        )
    found = [head for head in heads if head in value]
    if len(found) > 1 and set(found) not in _TOGETHER:
        raise ValueError(
            _("{heads} are two conditions; join them in a list all = […]").format(
                heads=_(" and ").join(map(in_quotes, found[:2]))
            )
        )
    if not found:
        raise ValueError(_headless(value, heads))
    return value


def _headless(value: Mapping[str, object], heads: Sequence[str]) -> str:
    unknown = [key for key in value if key not in _PARTS]
    for key in unknown:
        if nearest(key, heads):
            return _("no condition '{key}'{hint}").format(key=key, hint=did_you_mean(key, heads))
    if "at_least" in value:
        return _("at_least of what? beside it write act, on, or of (a list of conditions)")
    if unknown:
        return _("no condition '{key}'; begin it with one of {heads}").format(
            key=unknown[0][:60], heads=_all(heads)
        )
    return _("no condition: it needs one of {heads}").format(heads=_all(heads))


def _all(heads: Sequence[str]) -> str:
    return ", ".join(heads)


def _deep(value: object) -> int:
    """Tables within each other; far too deep ones are not followed to the end."""
    depth, level = 0, [value]
    while level and depth <= DEEPEST + 1:
        tables = [each for each in level if isinstance(each, Mapping)]
        depth += bool(tables)
        level = [inner for each in tables for inner in each.values()]
        level += [part for each in level if isinstance(each, list) for part in each]
    return depth
