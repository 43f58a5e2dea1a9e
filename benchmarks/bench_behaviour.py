"""Behaviour of the reader: texts reworded in a known way, and what becomes of their claims."""

from __future__ import annotations

from benchmarks.protocol import Figure, Options, Result, Target
from benchmarks.reading.behaviour import CHECKS, Account, Count, account, names, parallels
from benchmarks.reading.texts import PARTS

QUICK = 6
"""One text in so many is enough to see that it runs."""


def measure(options: Options) -> Result:
    """Read every text as it is and reworded, and count the cases that are as they must be."""
    figures: list[Figure] = []
    for part in PARTS:
        read = {name: account(name, part) for name in names(part)[:: QUICK if options.quick else 1]}
        for what, check in CHECKS.items():
            figures.append(_figure(part, what, sum(map(check, read.values()), Count((), 0))))
        figures += _parallels(part, read)
    return Result(
        "Behaviour of the reader",
        figures,
        [
            "Shares of the cases; each is a claim whose words allow for the change, of all that "
            "were found (of renamings and orders: a proposal, of all proposals)."
        ],
    )


def _figure(part: str, what: str, count: Count) -> Figure:
    cases = len(count.cases)
    return Figure(
        f"{part}: {what} ({count.held} of {cases}; {count.of} in all)",
        count.held / max(cases, 1),
        target=Target(1.0, above=True),
    )


def _parallels(part: str, read: dict[str, Account]) -> list[Figure]:
    first, three = parallels(read)
    if not three.cases:  # no article of this part is there in both languages
        return []
    return [
        _figure(part, "in both languages: the same effect first", first),
        _figure(part, "in both languages: a common effect within three", three),
    ]
