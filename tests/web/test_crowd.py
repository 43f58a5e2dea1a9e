"""Several people at once: no error, and memory within its bound."""

from __future__ import annotations

from pathlib import Path

from benchmarks.people import crowd
from detente.web.results import Memory
from detente.web.view import View
from tests.forms import size
from tests.web.servers import running, toy_site

MOST = 4_000_000
"""Bytes of arrays that the server keeps: those of a few settings of the toy scenario."""


def test_people_who_switch_claims_meet_no_error(tmp_path: Path) -> None:
    site = toy_site(tmp_path, memory=Memory(MOST))
    with running(site) as address:
        met = crowd(
            address,
            View("toy", paths=200, outcome="contact"),
            ["ready"],
            lambda: site.memory.bytes,
            people=size(4, 20),
            lasting=size(1.5, 60.0),
            every=size(0.3, 3.0),
        )
    assert met.errors == []
    assert len(met.seconds) >= size(4, 20)  # each has been answered
    assert 0 < max(met.memory) <= MOST
