"""Sample futures in which nothing happens say so."""

from __future__ import annotations

import io

from rich.console import Console

import detente
from detente.ensemble.future import Future
from detente.language.current import use_language
from detente.report.futures import _rest
from detente.terminal.result import a_future
from tests.effects.toy import TOY


def test_a_future_without_an_act() -> None:
    nothing = Future(path=3, acts=(), outcomes={}, claims={})
    for language, words in (("en", "No act at all until"), ("fr", "Aucun acte jusqu’au")):
        console = Console(file=io.StringIO(), width=80)
        with use_language(language):
            a_future(console, detente.load(TOY), "A typical future", nothing, set())
            assert _rest(0, 0).startswith(words)
        assert isinstance(console.file, io.StringIO)
        assert f"  {words}" in console.file.getvalue()
    assert _rest(2, 0) == ""
    assert _rest(2, 1) == "… and one act of a more usual kind"
