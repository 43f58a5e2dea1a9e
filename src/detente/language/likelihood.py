"""Words for probabilities, and the scale that they stand for.

The bands are those of Intelligence Community Directive 203, *Analytic Standards* (Office of the
Director of National Intelligence, 2 January 2015), D.6.e.(2)(a): 1–5, 5–20, 20–45, 45–55, 55–80,
80–95 and 95–99 %; the first and the last are led on to 0 and 100 %. Its words are *almost no
chance*, *very unlikely*, *unlikely*, *roughly even chance*, *likely*, *very likely* and *almost
certain*; ours are adjectives for the same bands. A band holds its lower end. The British PHIA
yardstick, which leaves gaps between its bands, has *unlikely* for 25–35 %.
"""

from __future__ import annotations

from detente.language.current import gettext as _
from detente.language.format import decimal, percent, semicolons

ENDS = (0.05, 0.2, 0.45, 0.55, 0.8, 0.95)
"""Where one word ends and the next begins."""


def _words() -> tuple[str, ...]:
    return (
        _("almost excluded"),
        _("very unlikely"),
        _("unlikely"),
        _("about as likely as not"),
        _("likely"),
        _("very likely"),
        _("almost certain"),
    )


def likelihood(p: float) -> str:
    """A probability in words."""
    return _words()[sum(p >= end for end in ENDS)]


def scale() -> str:
    """The words with their bands, in one line."""
    ends = (0.0, *ENDS, 1.0)
    bands = [
        _("{word} {low}–{high}").format(word=word, low=decimal(100 * low), high=percent(high, 0))
        for word, low, high in zip(_words(), ends[:-1], ends[1:], strict=True)
    ]
    return _("Words of probability, by the scale of ICD 203: {bands}.").format(
        bands=semicolons(bands)
    )
