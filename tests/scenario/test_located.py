"""Every error of a scenario's files names the line on which its key stands, and the key."""

from __future__ import annotations

import pytest

from detente.errors import ScenarioError
from detente.language.current import use_language
from detente.scenario.folder import Memory
from detente.scenario.read import read
from tests.effects.toy import TOY
from tests.scenario.mutated import TEXT

MORE = """
[conditions]
spring = { season = ["03-01", "05-31"] }
talks = { any = [
  { act = "CONSULT", by = "RUS~USA" },
  { state = "truce", is = "kept", for = 10 },
] }

[[states]]
id = "truce"
title = "The truce"
of = ["USA", "RUS"]
values = ["kept", "broken"]
start = "kept"

[[states.transitions]]
from = "kept"
to = "broken"
when = { act = "COERCE", by = ["USA>RUS"], at_least = 3 }
[[states.transitions]]
from = "broken"
to = "kept"
when = { all = [
  { condition = "talks" },
  { not = { act = "COERCE", by = "USA>RUS", within = 12 } },
] }

[[levels]]
id = "held"
title = "Held"
unit = "people"
start = 100
lower = 0
[[levels.changes]]
act = "AID"
by = "USA>UKR"
amount = -2

[[outcomes]]
kind = "condition"
id = "kept-long"
title = "Kept long"
when = { state = "truce", is = "kept", for = 61 }

[[effects]]
effect = "disposition"
id = "freer"
claim = "ready"
otherwise = 0.0
actor = "USA"
on = ["ease"]
[effects.while]
state = "truce"
is = "kept"
[effects.coefficient]
mean = 0.51
sd = 0.2
basis = "judgement"
reference = "a test"
"""

WHOLE = TEXT + MORE
FRENCH = '[claims.ready]\nstatement = "Prêt."\n\n[states.truce]\ntitles.kept = "en vigueur"\n'


def refused(text: str, french: str = FRENCH, language: str = "en") -> ScenarioError:
    texts = {
        "scenario.toml": text.replace(
            "horizon = 120", 'horizon = 120\ntranslations = { fr = "fr.toml" }', 1
        ),
        "fr.toml": french,
        "acts.csv": (TOY / "acts.csv").read_text(encoding="utf-8"),
        "brief.md": (TOY / "brief.md").read_text(encoding="utf-8"),
    }
    with use_language(language), pytest.raises(ScenarioError) as caught:
        read(Memory(texts))
    return caught.value


CASES = [
    # what is replaced, by what; the key; what is said
    ('id = "CHN"', 'id = "CNH"', "actors.CNH.id", "no actor 'CNH'"),
    ('name = "The author"', 'nmae = "The author"', "voices.author.nmae", "did you mean 'name'"),
    ('title = "A note"', 'title = ""', "documents.note.title", "write at least 1 character"),
    ("since = 2024-10-01", "since = 4", "record.since", "date"),
    ("elected = 2024-11-05", "elected = 2025-11-05", "offices.us-president", "is elected on"),
    ('actor = "RUS"\ntitle', 'actor = "RSU"\ntitle', "offices.russian-president", "actor 'RSU'"),
    ('[[index]]\npair = ["RUS", "USA"]', '[[index]]\npair = ["RUS", "UAS"]', "index[1].pair",
     "unknown actor 'UAS'"),
    ('contact = ["call"]', 'contact = ["cal"]', "groups.contact", "no process 'cal'"),
    ('act = "CONCEDE"', 'act = "CONCED"', "processes.concede.act", "did you mean 'CONCEDE'"),
    ("per_year = 12", "per_year = -12", "processes.summit.rate.per_year", "or more"),
    ('counterpart = "new"', 'counterpart = "nwe"', "processes.call.counterpart",
     "'nwe' holds no office"),
    ("credence = 0.6", "credence = 6", "claims.ready.credence", "give 1 or less"),
    ('voice = "author"', 'voice = "auther"', "claims.ready.voice", "no voice 'auther'"),
    ('moves = "up"', 'moves = "upward"', "claims.ready.signs[1].moves", "'up'"),
    ('target = "contact"', 'target = "contct"', "claims.ready.signs[1].target", "no outcome"),
    ('on = ["ease"]', 'on = ["eas"]', "effects.freer", "no process or group 'eas'"),
    ('claim = "ready"\notherwise = 0.0\nactor = "USA"', 'claim = "redy"\notherwise = 0.0\n'
     'actor = "USA"', "effects.freer", "no claim 'redy'"),
    ("mean = 0.51", 'mean = "0,51"', "effects.freer.coefficient.mean", "did you mean 0.51"),
    ('start = "kept"', 'start = "kpt"', "states.truce.start", "no value 'kpt'"),
    ('of = ["USA", "RUS"]', 'of = ["USA", "RSU"]', "states.truce.of", "unknown actor 'RSU'"),
    ('to = "kept"', 'to = "kpt"', "states.truce.transitions[2].to", "no value 'kpt'"),
    ('by = ["USA>RUS"], at_least = 3', 'by = ["USA"], at_least = 3',
     "states.truce.transitions[1].when.by", "write 'USA' as A>B"),
    ("within = 12", "within = 0",
     "states.truce.transitions[2].when.all[2].not.within", "give 1 or more"),
    ('{ condition = "talks" }', '{ condition = "tlks" }', "states.truce.transitions[2].when",
     "no condition 'tlks'"),
    ("lower = 0", "lower = 400", "levels.held.start", "start = 100 lies outside the bounds"),
    ("amount = -2", "amonut = -2", "levels.held.changes[1].amonut", "did you mean 'amount'"),
    ('"03-01", "05-31"', '"03-01", "05-32"', "conditions.spring.season", "05-32"),
    ('act = "CONSULT", by = "RUS~USA"', 'act = "CONSLT", by = "RUS~USA"',
     "conditions.talks.any[1].act", "did you mean 'CONSULT'"),
    ("for = 61", "for = 9000", "outcomes.kept-long.when.for", "longer than"),
    ("for = 61", "fro = 61", "outcomes.kept-long.when.fro", "did you mean 'for'"),
    ("horizon = 120", "horizn = 120", "horizn", "did you mean 'horizon'"),
]  # fmt: skip


@pytest.mark.parametrize("language", ["en", "fr"])
@pytest.mark.parametrize(("old", "new", "key", "said"), CASES, ids=[c[1] for c in CASES])
def test_of_every_table(old: str, new: str, key: str, said: str, language: str) -> None:
    assert WHOLE.count(old) == 1
    text = WHOLE.replace(old, new)
    error = refused(text, language=language)
    found = {
        at.key: (at, line)
        for at, line in zip(error.locations, error.faults, strict=True)
        if at is not None and at.key is not None
    }
    if language == "fr" and key not in found:  # where a text names it in words of its own
        key = key.rpartition(".")[0]
    assert key in found, error.faults
    where, line = found[key]
    assert where.file == "scenario/scenario.toml"
    word = "line" if language == "en" else "ligne"
    assert line.startswith(f"scenario/scenario.toml, {word} {where.line}")
    if language == "en":
        assert said in line
    lines = text.replace("horizon = 120", "horizon = 120\n", 1).split("\n")
    assert where.line is not None
    shown = lines[where.line - 1]
    last = key.rsplit(".", 1)[-1].partition("[")[0]
    head = [f"[[{key.split('.')[0]}]]", f"[{key}]"]
    assert f"{last} = " in shown or shown in head, shown
    if shown in head:  # of several such entries the one that is meant
        rest = "\n".join(lines[where.line :]).partition("\n[[")[0]
        assert f'id = "{last}"' in rest


def test_of_a_translation() -> None:
    (where,) = refused(WHOLE, FRENCH + "\n[levels.hold]\nunit = 'x'\n").locations
    assert where is not None
    assert (where.file, where.line, where.key) == ("scenario/fr.toml", 7, "levels.hold")
    (where,) = refused(WHOLE, FRENCH.replace("[states", "[sttes")).locations
    assert where is not None
    assert (where.line, where.key) == (4, "sttes")


def test_of_two_of_one_name() -> None:
    """The second is the one that is too many."""
    twice = WHOLE.replace('id = "held"', 'id = "held"\ntitle = "A"\nunit = "x"\nstart = 1\n'
                          '[[levels]]\nid = "held"')  # fmt: skip
    lines = twice.replace("horizon = 120", "horizon = 120\n", 1).split("\n")
    (where,) = refused(twice).locations
    assert where is not None
    assert where.line == len(lines) - lines[::-1].index("[[levels]]")


def test_of_what_is_missing() -> None:
    """That of the table which lacks it; none where the file itself does."""
    (where,) = refused(WHOLE.replace("mean = 0.51\nsd = 0.2\n", "mean = 0.51\n")).locations
    assert where is not None
    assert where.key == "effects.freer.coefficient.sd"
    assert where.line == WHOLE.partition("[effects.coefficient]")[0].count("\n") + 2
    error = refused(WHOLE.replace("as_of = 2024-11-18\n", ""))
    (where,) = error.locations
    assert where is not None
    assert (where.line, where.key) == (None, "as_of")
    assert str(error) == "scenario/scenario.toml: as_of: this key is missing"


def test_of_no_toml_and_of_the_acts() -> None:
    """The number of the line is in the message already, and is not put in twice."""
    error = refused(WHOLE.replace("credence = 0.6", "credence = 0,6"))
    (where,) = error.locations
    assert where is not None
    assert where.line == WHOLE[: WHOLE.index("credence = 0.6")].count("\n") + 2
    assert str(error).count("line") == 1
