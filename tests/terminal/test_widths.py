"""Every page that holds a table, at many widths: no word is broken, none is lost."""

from __future__ import annotations

import datetime as dt
import io
import re
import tempfile
from collections import Counter
from collections.abc import Callable
from functools import cache
from pathlib import Path

import pytest
from rich.cells import cell_len
from rich.console import Console

import detente
from detente.check.report import Report
from detente.events.coverage import Country, Year
from detente.events.importing.run import Report as Import
from detente.events.store.manifest import Imported, Mirrors
from detente.events.summary import DatasetSummary, Gap
from detente.explain.compare import Comparison
from detente.explain.explanation import Explanation
from detente.fitting.result import Fit
from detente.language.current import use_language
from detente.language.safe import bare
from detente.terminal import (
    checked,
    compared,
    effects,
    events,
    explained,
    fitted,
    markdown,
    ranking,
    relations,
    result,
)
from detente.terminal.claims_page import claims_page
from detente.terminal.console import console
from tests.explain.worlds import lively
from tests.fitting import worlds
from tests.forms import only_whole, size
from tests.relations.histories import ranked, whole
from tests.scenario.mutated import Raw, by_id, changed

BUILT_IN = "us-russia-2024"
DAY, MONTH = dt.date(2024, 3, 1), dt.timedelta(days=30)
CHINESE, PERSIAN, EMOJI = "俄美领导人会晤后的谈判", "دیدار رهبران دو کشور", "🤝 A 👩‍👩‍👧 meets"


@cache
def futures() -> detente.Ensemble:
    return detente.load(BUILT_IN).simulate(40)


@cache
def named() -> detente.Ensemble:
    """A scenario whose names are of many scripts."""

    def other_names(raw: Raw) -> None:
        lively(raw)
        for outcome, title in (("contact", CHINESE), ("sanctions", PERSIAN), ("thaw", EMOJI)):
            by_id(raw["outcomes"], outcome)["title"] = title

    with tempfile.TemporaryDirectory() as folder:
        return detente.load(changed(Path(folder), other_names)).simulate(200, seed=3)


@cache
def why() -> Explanation:
    return futures().explain("leaders-speak", level=size(None, 0.9))


@cache
def why_named() -> Explanation:
    return named().explain("contact")


@cache
def both() -> Comparison:
    forced = futures().scenario.simulate(40, force={"needs-both-sides": False})
    return detente.compare(futures(), forced)


@cache
def report() -> Report:
    return named().scenario.check()


@cache
def fit() -> Fit:
    scenario = worlds.small()
    return worlds.fitting(scenario, worlds.played(scenario, 4)).run()


def coverage(on: Console) -> None:
    years = [
        Year("icews", 2021 + n, 120_000 * n, 365, 2, tuple(range(n, 12 * n + 1, n)))
        for n in range(1, 4)
    ]
    countries = [Country("icews", state, 9_000, 12_000, DAY, DAY) for state in ("USA", "GBR")]
    events.show_coverage(on, years, countries, 20)


def summary(on: Console) -> None:
    found = DatasetSummary(
        *("icews", "cameo", "fact", DAY, DAY, 1_000, 3, 2, 1_200, 7, 4, 12),
        (Gap(DAY, DAY),), {"040": Mirrors(facts=100, mirrored=90)}, ("040", "057"),
        ("quarantine/a.csv",), True,
    )  # fmt: skip
    events.show_summary(on, Path("store"), [found])


def imported(on: Console) -> None:
    files = [
        Imported(
            file=name, sha256="0" * 64, dataset="icews", format="icews", read=12, kept=9,
            duplicate=1, quarantined=2, unplaced=3, echoes=1, first=DAY, last=DAY + 8 * MONTH,
            quarantine="quarantine/of-a-file.csv",
        )
        for name in ("a-file.tab", "another.tab")
    ]  # fmt: skip
    reasons = Counter({"the date is no date": 2, "the code is not in the ontology": 1})
    notes = ["the dates look American"]
    events.show_import(on, Import(Path("store"), files, reasons=reasons, notes=notes))


PAGES: dict[str, Callable[[Console], None]] = {
    "simulate": lambda on: result.show(on, futures(), futures().belief_ranges()),
    "simulate, other scripts": lambda on: result.show(on, named()),
    "explain": lambda on: explained.show(on, why()),
    "explain, other scripts": lambda on: explained.show(on, why_named()),
    "compare": lambda on: compared.show(on, both()),
    "check": lambda on: checked.show(on, named().scenario, report()),
    "fit": lambda on: fitted.show(on, fit()),
    "claims": lambda on: markdown.show(on, claims_page(futures().scenario)),
    "effects": effects.show_all,
    "effect": lambda on: effects.show_one(on, "red-line"),
    "relations": lambda on: relations.show(on, whole()),
    "relations --all": lambda on: ranking.show(on, ranked()),
    "events import": imported,
    "events coverage": coverage,
    "events summary": summary,
}


def printed(page: str, width: int, language: str) -> list[str]:
    file = io.StringIO()
    with use_language(language):
        PAGES[page](console(file, width))
    return file.getvalue().splitlines()


@cache
def wide(page: str, language: str) -> frozenset[str]:
    return frozenset(words(printed(page, 400, language), 400))


def words(lines: list[str], width: int) -> set[str]:
    """Words as they are read; curves and rules are none, what no line can hold is left aside."""
    text = "\n".join(map(bare, lines))
    text = re.sub(r"(?<=\w-)\n *", "", text) if width < 40 else text
    found = {word.strip(":,\N{NO-BREAK SPACE}") for word in re.findall(r"[^ \n]+", text)}
    return {word for word in found if word and not set(word) <= set("─▁▂▃▄▅▆▇█")}


def pieces(word: str) -> set[str]:
    """What a word may come to that no line can hold."""
    return {word[a:b] for a in range(len(word)) for b in range(a + 1, len(word) + 1)}


def fits(word: str, width: int) -> bool:
    return cell_len(word) <= width - 6


@pytest.mark.parametrize(
    "width", [80, 40, 20, *(pytest.param(w, marks=only_whole) for w in (120, 60))]
)
@pytest.mark.parametrize("language", ["en", "fr"])
@pytest.mark.parametrize("page", PAGES)
def test_no_word_is_broken_and_none_is_lost(page: str, language: str, width: int) -> None:
    lines = printed(page, width, language)
    for line in lines:
        assert cell_len(line) <= width or len(re.findall(r"[^ ]+", line)) == 1, line
    whole_words = wide(page, language)
    found = words(lines, width)
    parts = {part for word in whole_words if not fits(word, width) for part in pieces(word)}
    assert {word for word in found - whole_words if word not in parts} == set()
    assert {word for word in whole_words - found if fits(word, width)} == set()
