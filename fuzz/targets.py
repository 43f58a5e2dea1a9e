"""What is fuzzed: bytes go in, and nothing but an `InputError` of one line may come out.

Nothing here needs Atheris, so that the tests can run every target on its seeds.
"""

from __future__ import annotations

import functools
import random
import tempfile
from collections.abc import Callable
from pathlib import Path

from detente.claims.locator import fingerprint
from detente.claims.sentences import normalise, sentences
from detente.errors import LONGEST, InputError, one_line
from detente.language.faults import Faults
from detente.ontology.actors import resolve_actor
from detente.ontology.acts import Act, ActClass, describe
from detente.runs.run import open_run
from detente.scenario.folder import SCENARIO, Memory
from detente.scenario.read import passages, read, read_tables
from detente.scenario.record.acts import read_acts
from detente.scenario.record.taken import FILE
from detente.scenario.scenario import Scenario
from fuzz.articles import ARTICLE_TARGETS
from fuzz.events import EVENT_TARGETS
from fuzz.forecasts import FORECAST_TARGETS
from fuzz.playing import NO_STORE, play
from fuzz.seeds import small_run, small_texts, stored_texts
from fuzz.tables import mutated


def _text(data: bytes) -> str:
    return data.decode("utf-8", "replace")


def text(data: bytes) -> None:
    """The text of a scenario.toml."""
    play(read(Memory(small_texts() | {SCENARIO: _text(data)}), NO_STORE))


def tables(data: bytes) -> None:
    """The tables of a scenario, changed as the bytes say."""
    play(read_tables(mutated(data), Memory(small_texts()), store=NO_STORE))


@functools.cache
def _toy() -> Scenario:
    return read(Memory(small_texts()))


def acts(data: bytes) -> None:
    """The text of an acts.csv."""
    toy = _toy()
    faults = Faults()
    for act in read_acts(_text(data), "acts.csv", toy.file, toy.actors, toy.record.since, faults):
        assert act.date <= toy.as_of
        assert act.source in toy.actors
    faults.settle()


def record(data: bytes) -> None:
    """A record.json, which a scenario takes for its record."""
    scenario = read(Memory(stored_texts() | {FILE: _text(data)}), NO_STORE)
    assert all(p.rate.per_year > 0 for p in scenario.processes)
    play(scenario)


def brief(data: bytes) -> None:
    """A brief, and a document that is split into sentences."""
    content = _text(data)
    for passage in passages(content).values():
        assert passage == passage.strip()
    found = sentences(content)
    assert "".join(found).replace(" ", "") == normalise(content).replace(" ", "")
    for sentence in found[:20]:
        assert len(fingerprint(sentence)) == 12


def notation(data: bytes) -> None:
    """An act, a class of acts, an actor."""
    word = _text(data[1:])
    if data[:1] < b"\x10":  # slow, so seldom
        assert resolve_actor(word).name
        return
    if data[:1] < b"\x90":
        act = Act.parse(word)
        assert Act.parse(str(act)) == act
        assert -10 <= act.goldstein <= 10
        assert describe(act)
        return
    kind = ActClass.parse(word)
    assert ActClass.parse(str(kind)) == kind
    assert kind.quads or kind.patterns


@functools.cache
def _run() -> Path:
    """A folder with a run, in a place that lasts as long as this process."""
    folder = Path(tempfile.mkdtemp(prefix="detente-fuzz-"))
    small_run(folder / "run")
    return folder / "run"


def manifest(data: bytes) -> None:
    """A run.json, with the rest of the folder whole."""
    (_run() / "run.json").write_bytes(data)
    open_run(_run()).ensemble()


def warm() -> None:
    """Have the kernel compiled, so that no input is blamed for the time that it takes."""
    play(_toy())


TARGETS: dict[str, Callable[[bytes], None]] = {
    **{each.__name__: each for each in (text, tables, acts, record, brief, notation, manifest)},
    **EVENT_TARGETS,
    **FORECAST_TARGETS,
    **ARTICLE_TARGETS,
}


def run(name: str, data: bytes) -> bool:
    """Run a target: true where the input is accepted.

    Raises
    ------
    Exception
        If anything but a refusal in one printable line came of it.
    """
    try:
        TARGETS[name](data)
    except InputError as error:
        message = str(error)
        assert message == one_line(message)
        assert 0 < len(message) <= LONGEST
        return False
    return True


def noise(name: str, seeds: list[bytes], number: int, seed: int) -> list[bytes]:
    """Inputs near the seeds, for a test that takes seconds: bytes changed, doubled, left out."""
    chance = random.Random(f"{name}:{seed}")
    found = []
    for _ in range(number):
        data = bytearray(chance.choice(seeds))
        for _ in range(chance.randint(1, 8)):
            at = chance.randrange(len(data) + 1)
            to = min(at + chance.randint(1, 12), len(data))
            data[at:to] = chance.choice(
                [b"", bytes(data[at:to]) * 2, chance.randbytes(to - at), b"0", b'"', b"\n"]
            )
        found.append(bytes(data))
    return found
