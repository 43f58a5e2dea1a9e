"""Inputs to begin with, made from the toy scenario of the tests, and words to mutate with."""

from __future__ import annotations

import datetime as dt
import functools
import random
import tomllib
from pathlib import Path

from detente.effects.registry import effects
from detente.ensemble.simulate import simulate
from detente.outcomes.registry import OUTCOMES
from detente.runs.write import write_run
from detente.scenario.folder import SCENARIO, Memory
from detente.scenario.read import read
from detente.scenario.record.kinds import kinds_of
from detente.scenario.record.taken import Taken, TakenKind, by_month
from fuzz.articles import ARTICLE_TARGETS, article_seeds, article_words
from fuzz.event_seeds import event_seeds, event_words
from fuzz.forecasts import FORECAST_TARGETS, forecast_seeds, forecast_words
from tests.effects.examples import EXAMPLES
from tests.effects.toy import TOY, raw_toy, toml

NOTATION = [
    b"\x20CONSULT.phone@leader", b"\x20COERCE.restrict/economic", b"\x20SUPPORT/diplomatic:057",
    b"\xa0material-conflict+CONSULT", b"\xa0any", b"\xa0COERCE + THREATEN/cbrn",
    b"\x00Russia", b"\x00EU", b"\x00OPEC+", b"\x00the United States",
]  # fmt: skip
DOCUMENT = """«Tout est dit.» Mais qui l’a dit ? Personne… Et pourtant !
A second paragraph (short). "Quoted?" Yes: 3 times. {#a} {#b}

Third.\u00a0End
"""


@functools.cache
def small_texts() -> dict[str, str]:
    """The texts of the toy scenario with a horizon of days."""
    texts = {path.name: path.read_text(encoding="utf-8") for path in TOY.iterdir()}
    texts[SCENARIO] = (
        texts[SCENARIO].replace("horizon = 120", "horizon = 14").replace("days = 20", "days = 3")
    )
    return texts


@functools.cache
def stored_texts() -> dict[str, str]:
    """The same toy, its record and two of its rates taken from a store."""
    raw = tomllib.loads(small_texts()[SCENARIO]) | {"record": "store"}
    for process in raw["processes"][1:3]:
        del process["rate"]
    lines = (f"{toml(key)} = {toml(value)}\n" for key, value in raw.items())
    others = {name: text for name, text in small_texts().items() if name != "acts.csv"}
    return others | {SCENARIO: "".join(lines)}


def stored_record() -> str:
    """What was taken from the store: an act of every kind on each third day."""
    toy = read(Memory(small_texts()))
    since = toy.as_of - dt.timedelta(days=59)
    days = by_month(since + dt.timedelta(days=n) for n in range(0, 60, 3))
    kinds = tuple(
        TakenKind(source=k.source, target=k.target, act=str(k.act), acts=20, days=days)
        for k in kinds_of(toy.processes)
    )
    return Taken(
        dataset="icews", as_of=toy.as_of, since=since, last=toy.as_of,
        missing=(since + dt.timedelta(days=1),), acts=500, kinds=kinds,
    ).text()  # fmt: skip


def small_run(folder: Path) -> None:
    """Write a run of the small toy."""
    write_run(simulate(read(Memory(small_texts())), paths=4, threads=1), folder)


def _texts_of_effects() -> list[bytes]:
    """The toy with the examples of every effect."""
    found = []
    for examples in EXAMPLES.values():
        raw = raw_toy(examples[0].entries)
        raw["horizon"] = 14
        raw["outcomes"] = raw["outcomes"][:2]
        lines = (f"{toml(key)} = {toml(value)}\n" for key, value in raw.items())
        found.append("".join(lines).encode())
    return found


def seeds(target: str, run: Path) -> list[bytes]:
    """Inputs to begin with; `run` is a run folder."""
    if target == "text":
        return [small_texts()[SCENARIO].encode(), *_texts_of_effects()]
    if target == "tables":
        chance = random.Random(0)
        return [chance.randbytes(size) for size in (0, 8, 24, 60, 120) for _ in range(20)]
    if target == "acts":
        return [small_texts()["acts.csv"].encode()]
    if target == "record":
        return [stored_record().encode()]
    if target == "brief":
        return [small_texts()["brief.md"].encode(), DOCUMENT.encode()]
    if target == "notation":
        return NOTATION
    if target == "manifest":
        return [(run / "run.json").read_bytes()]
    if target in FORECAST_TARGETS:
        return forecast_seeds(target)
    if target in ARTICLE_TARGETS:
        return article_seeds(target)
    return event_seeds(target)


def words(target: str) -> list[str]:
    """Words that make inputs valid sooner."""
    if target in FORECAST_TARGETS:
        return forecast_words(target)
    if target in ARTICLE_TARGETS:
        return article_words(target)
    if target == "text":
        keys = {
            key for kind in (*effects().values(), *OUTCOMES.values()) for key in kind.model_fields
        }
        return sorted(
            {*keys, *effects(), *OUTCOMES, "[[effects]]", "[[outcomes]]", "USA", "RUS", "ready",
             "1e6", "-1e6", "nan", "inf", "0x", "9999-12-31", "0001-01-01", "true"}
        )  # fmt: skip
    if target == "acts":
        return ["USA", "RUS", "UKR", "ACCUSE", "CONSULT@minister", ",,", '"', "\n", "0001-01-01",
                "ready", "\r\n", "2024-11-18"]  # fmt: skip
    if target == "record":
        return ["null", "true", '"days":', '"untold":', '"acts":', '"2024-11"', "1 2 31",
                "2024-11-18", "-1", "1e9", "\\ud800", "0001-01-01"]  # fmt: skip
    if target == "notation":
        return ["CONSULT", "COERCE", "restrict", "economic", "leader", "@", "/", ":", "+", "057",
                "any", "conflict", "-", "_", "cbrn", "The ", "Republic"]  # fmt: skip
    if target == "brief":
        return ["{#a}", "}", "…", "»", "«", "’", "? ", ". A", "\n\n", "\u00a0"]
    if target == "manifest":
        return ["null", "true", "1e9", "99999999999999999999", "\\ud800", "{}", "[]", '"horizon":',
                '"seed":', '"forced":', '"paths":', '"digest":', "NaN"]  # fmt: skip
    return [] if target in ("text", "tables") else event_words(target)
