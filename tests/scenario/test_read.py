"""Whatever is wrong in a scenario folder is told in one line: file, key, what would be right."""

from __future__ import annotations

import copy as copying
import datetime as dt
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from detente.errors import ScenarioError
from detente.scenario.folder import built_in, find
from detente.scenario.read import load, passages
from tests.scenario.mutated import (
    TEXT,
    Raw,
    by_id,
    changed,
    claim,
    copy,
    tree,
    without_line,
    write,
)

TOML, CSV, BRIEF = "scenario.toml", "acts.csv", "brief.md"
HEADER = "date,source,target,act,claim,note,reference\n"


def refusal(folder: Path | str) -> str:
    """What is said about a folder, which must be one printable line."""
    with pytest.raises(ScenarioError) as caught:
        load(folder)
    text = str(caught.value)
    assert text.isprintable()
    assert text.strip() == text
    assert len(text) < 700
    return text


def assert_told(folder: Path, file: str, *parts: str) -> None:
    text = without_line(refusal(folder))
    assert text.startswith(f"{folder / file}: "), text
    for part in parts:
        assert part in text


def test_the_toy_itself_is_fine(tmp_path: Path) -> None:
    scenario = load(write(tmp_path, tree()))
    original = load(copy(tmp_path / "original"))
    assert scenario.compiled() is scenario.compiled()
    assert scenario.claims == original.claims
    assert scenario.processes == original.processes
    assert scenario.record == original.record
    assert scenario.hash != original.hash
    assert load(tmp_path / TOML).hash == scenario.hash
    assert scenario.passages == {"ready": "The author holds that one side is ready to talk."}


# ------------------------------------------------------------------------------ in the text


@pytest.mark.parametrize(
    ("old", "new", "parts"),
    [
        ("horizon = 120", "horizon = = 120", ("not valid TOML", "line 6")),
        ("horizon = 120", "horizon = 120\nhorizon = 120", ("not valid TOML", "line 7")),
        ("horizon = 120", f"horizon = {'9' * 5000}", ("not valid TOML",)),
        ("horizon = 120", f"horizon = 0x{'9' * 4500}", ("horizon: ",)),
        ("format = 1", "", ("format: this key is missing",)),
        ("format = 1", "format = 2", ("format 2 is newer", "(1); update detente")),
        ("format = 1", "format = 0", ("format: give 1, not 0",)),
        ("horizon = 120", "horizn = 120", ("horizn: unknown key", "did you mean 'horizon'?")),
        ("horizon = 120", 'horizon = 120\n"a\\nb" = 1', (r"a\nb: unknown key; known: actors",)),
        ("act = \"CONCEDE\"", "act = \"CONCEDE\"\nweight = 1",
         ("processes[6].weight ('concede'): unknown key",)),
        ("otherwise = 0.0", "otherwise = 0.0\ncoeficient = 2",
         ("effects[1] ('readiness')", "coeficient: unknown key; did you mean 'coefficient'?")),
        ("[[effects]]", "[effects]", ("effects must be written as [[effects]] tables",)),
        ("[[outcomes]]\nkind = \"acts\"\nid = \"contact\"",
         "[[outcoms]]\nkind = \"acts\"\nid = \"contact\"",
         ("outcoms: unknown key",)),
    ],
)  # fmt: skip
def test_text(tmp_path: Path, old: str, new: str, parts: tuple[str, ...]) -> None:
    assert TEXT.count(old) == 1
    copy(tmp_path)
    (tmp_path / TOML).write_text(TEXT.replace(old, new), encoding="utf-8")
    assert_told(tmp_path, TOML, *parts)


def test_deep_nesting(tmp_path: Path) -> None:
    """The parser's own limit, or a list where a number is wanted."""
    copy(tmp_path)
    deep = TEXT.replace("horizon = 120", f"horizon = {'[' * 3000}{']' * 3000}")
    (tmp_path / TOML).write_text(deep, encoding="utf-8")
    text = refusal(tmp_path)
    assert "nested too deeply" in text or "horizon: " in text


# ------------------------------------------------------------------------------ in the tables

Change = Callable[[Raw], object]
CASES: list[Any] = []


def river(raw: Raw) -> None:
    """A sign that names a level as an outcome would be."""
    raw["levels"] = [{"id": "flow", "start": 3.0, "unit": "m³/s", "inflow": 1}]
    raw["claims"][0]["signs"][0]["target"] = "flow"


def case(name: str, *parts: str) -> Callable[[Change], Change]:
    """Register a change and what must be said about it."""

    def register(change: Change) -> Change:
        CASES.append(pytest.param(change, parts, id=name))
        return change

    return register


def put(*path: str | int, value: object) -> Change:
    """A change that puts a value at a path."""

    def change(raw: Any) -> None:
        for key in path[:-1]:
            raw = raw[key]
        raw[path[-1]] = value

    return change


def drop(*path: str | int) -> Change:
    """A change that takes a key out."""

    def change(raw: Any) -> None:
        for key in path[:-1]:
            raw = raw[key]
        del raw[path[-1]]

    return change


def again(table: str, number: int = 0, **other: object) -> Change:
    """A change that writes an entry a second time."""

    def change(raw: Raw) -> None:
        raw[table].append(copying.deepcopy(raw[table][number]) | other)

    return change


NAN, INF = float("nan"), float("inf")
SIMPLE: list[tuple[str, Change, tuple[str, ...]]] = [
    # kinds of values
    ("text-for-number", put("horizon", value="soon"),
     ("horizon: give a whole number", "not 'soon'")),
    ("half-a-day", put("horizon", value=1.5), ("horizon: give a whole number",)),
    ("no-horizon", put("horizon", value=0), ("horizon: ", "give 1 or more, not 0")),
    ("long-horizon", put("horizon", value=3661), ("horizon: ", "give 3660 or less, not 3661")),
    ("number-for-text", put("title", value=3), ("title: give a text, not 3",)),
    ("empty-title", put("title", value=""), ("title: ", "at least 1 character")),
    ("time-of-day", put("as_of", value=dt.datetime(2024, 11, 18, 9)),
     ("as_of: give a date without a time, such as 2024-11-18",)),
    ("quoted-date", put("as_of", value="2024-11-18"),
     ("as_of: write the date as 2024-11-18, without quotation marks",)),
    ("number-for-date", put("as_of", value=2024), ("as_of: give a date",)),
    ("after-all-years", put("as_of", value=dt.date(9999, 12, 1)), ("as_of 9999-12-01: ", "9999")),
    ("bad-id", put("id", value="My Toy"), ("id: ", "'My Toy'", "ASCII letters", "my-toy?")),
    ("list-for-text", put("processes", 0, "act", value=["CONSULT"]),
     ("processes[1].act ('call')",)),
    ("table-for-list", put("groups", "contact", value="call"),
     ("groups.contact: give a list, not 'call'",)),
    ("text-for-table", put("record", value="acts.csv"), ("record: ", "not 'acts.csv'")),
    ("number-for-tables", put("actors", value=3), ("actors: give a list",)),
    ("one-actor", put("actors", value=[{"id": "USA"}]), ("actors: ", "at least 2")),
    ("no-process", put("processes", value=[]), ("processes: ", "at least 1")),
    # numbers out of range
    ("credence-above-1", put("claims", 0, "credence", value=1.5),
     ("claims[1].credence ('ready'): ", "give 1 or less, not 1.5")),
    ("credence-nan", put("claims", 0, "credence", value=NAN),
     ("claims[1].credence ('ready'): ", "finite number, not nan")),
    ("coefficient-inf", put("effects", 0, "coefficient", "mean", value=INF),
     ("effects[1] ('readiness'): coefficient.mean: ", "finite number, not inf")),
    ("negative-sd", put("effects", 0, "coefficient", "sd", value=-0.1),
     ("effects[1] ('readiness'): coefficient.sd: ", "give 0 or more, not -0.1")),
    ("half-life-0", put("index", 0, "half_life", value=0),
     ("index[1].half_life: ", "give more than 0, not 0")),
    ("correlation-1", put("voices", 0, "correlation", value=1.0),
     ("voices[1].correlation ('author'): ", "less than 1, not 1.0")),
    ("rate-0", put("processes", 1, "rate", "per_year", value=0),
     ("processes[2].rate.per_year ('ru-accuses'): ", "give 0.000001 or more, not 0")),
    ("rate-every-day", put("processes", 1, "rate", "per_year", value=366),
     ("processes[2].rate.per_year ('ru-accuses'): ", "less than 350, not 366")),
    ("level-off-scale", put("outcomes", 2, "level", value=-11),
     ("outcomes[3] ('thaw'): level: ", "give -10 or more, not -11")),
    ("at-least-0", put("outcomes", 1, "at_least", value=0),
     ("outcomes[2] ('sanctions'): at_least: ", "give 1 or more, not 0")),
    ("basis", put("processes", 0, "rate", "basis", value="hunch"),
     ("processes[1].rate.basis ('call'): ", "'judgement', 'literature', 'record' or 'fitted'",
      "not 'hunch'")),
    ("no-reference", drop("processes", 0, "rate", "reference"),
     ("processes[1].rate.reference ('call'): this key is missing",)),
    ("fingerprint", put("claims", 0, "fingerprint", value="XYZ"),
     ("claims[1].fingerprint ('ready'): ", "{12}", "not 'XYZ'")),
    # names that are not there
    ("no-such-state", put("actors", 2, "id", value="UKX"),
     ("actors[3].id: no actor 'UKX'", "ISO 3166-1 alpha-3")),
    ("name-of-two-states", put("actors", 2, "id", value="Congo"),
     ("actors[3].id: 'Congo' may be ", "(COG) and DR Congo (COD); write the code")),
    ("state-by-name", put("actors", 2, "id", value="Ukraine"),
     ("actors[3].id: write 'UKR' for 'Ukraine'",)),
    ("party-id", put("actors", 2, value={"id": "a b", "kind": "party"}),
     ("actors[3]: id 'a b' may hold the ASCII letters, digits",)),
    ("curly-id", put("claims", 0, "id", value="“ready”"),
     ("claims[1].id ('“ready”'): an id holds the ASCII letters a to z, digits and hyphens, "
      "not '“ready”'; did you mean ready?",)),
    ("accented-id", put("claims", 0, "id", value="Été"),
     ("an id holds the ASCII letters a to z", "did you mean ete?")),
    ("process-actor", put("processes", 1, "source", value="RSU"),
     ("processes[2] ('ru-accuses'): unknown actor 'RSU'; did you mean 'RUS'?",)),
    ("office-actor", put("offices", 0, "actor", value="US"),
     ("offices[1] ('us-president'): unknown actor 'US'; did you mean 'USA'",)),
    ("effect-actor", put("effects", 0, "actor", value="RSU"),
     ("effects[1] ('readiness').actor: unknown actor 'RSU'; did you mean 'RUS'?",)),
    ("idle-actor", put("effects", 0, "actor", value="CHN"),
     ("effect 'readiness': actor 'CHN' does not decide on process 'call' (RUS → USA)",)),
    ("index-actor", put("index", 0, "pair", value=["RUS", "UAS"]),
     ("index[1].pair: unknown actor 'UAS'; did you mean 'USA'",)),
    ("index-of-one", put("index", 0, "pair", value=["RUS", "RUS"]),
     ("index[1].pair names 'RUS' twice",)),
    ("unprintable-actor", put("offices", 0, "actor", value="US\x1b[2J\nA"),
     (r"offices[1] ('us-president'): unknown actor 'US\x1b[2J\nA'",)),
    ("act", put("processes", 5, "act", value="CONCED"),
     ("processes[6].act ('concede'): ", "no act type 'CONCED'; did you mean 'CONCEDE'")),
    ("complete", put("record", "complete", value=["CONSLUT"]),
     ("record.complete[1]: no class of acts 'CONSLUT'", "did you mean 'CONSULT'?")),
    ("counterpart elsewhere", put("processes", 7, "counterpart", value="other"),
     ("processes[8] ('aid')", "'other' speaks for RUS, which is none of USA, UKR")),
    ("two indices", put("index", value=[{"pair": ["RUS", "USA"]}, {"pair": ["USA", "RUS"]}]),
     ("two relation indices have the id 'RUS~USA'",)),
    ("text for a number", put("horizon", value="120"),
     ("horizon: give a whole number, not '120'",)),
    ("truth for a number", put("claims", 0, "credence", value=True),
     ("claims[1].credence ('ready')", "give a number")),
    ("counterpart", put("processes", 0, "counterpart", value="nwe"),
     ("processes[1] ('call'): counterpart 'nwe' holds no office; did you mean 'new'?",)),
    ("group", put("groups", "contact", value=["cal"]),
     ("groups.contact: no process 'cal'; did you mean 'call'?",)),
    ("group-like-process", put("groups", "call", value=["call"]),
     ("groups.call: a process has the same id",)),
    ("effect-on", put("effects", 0, "on", value=["contcat"]),
     ("effect 'readiness': no process or group 'contcat'; did you mean 'contact'?",)),
    ("outcome-on", put("outcomes", 1, "on", value=["sanctoin"]),
     ("outcome 'sanctions': no process or group 'sanctoin'; did you mean 'sanction'?",)),
    ("outcome-pair", put("outcomes", 2, "pair", value=["RUS", "CHN"]),
     ("outcome 'thaw': no relation index for 'CHN~RUS': add it under [[index]]",)),
    ("outcome-after", lambda raw: raw["outcomes"][1].update(after="contac", within=3),
     ("outcome 'sanctions': after names 'contac', which is no outcome",)),
    ("after-without-within", put("outcomes", 1, "after", value="contact"),
     ("outcomes[2] ('sanctions'): 'after' and 'within' go together",)),
    ("window", lambda raw: raw["outcomes"][1].update(
        since=dt.date(2025, 1, 2), until=dt.date(2025, 1, 2)),
     ("outcomes[2] ('sanctions'): until 2025-01-02 is not after since 2025-01-02",)),
    ("latch", lambda raw: raw["outcomes"].append(
        {"kind": "latch", "id": "line", "title": "x", "of": "readyness"}),
     ("outcome 'line': effect 'readyness' has no latch",)),
    ("effect-claim", put("effects", 0, "claim", value="redy"),
     ("effects[1] ('readiness'): no claim 'redy'; did you mean 'ready'?",)),
    ("voice", put("claims", 0, "voice", value="auther"),
     ("claims[1] ('ready').voice: no voice 'auther'; did you mean 'author'?",)),
    ("document", put("claims", 0, "document", value="notes"),
     ("claims[1] ('ready').document: no document 'notes'; did you mean 'note'?",)),
    ("sign", put("claims", 0, "signs", 0, "target", value="contct"),
     ("claims[1] ('ready').signs[1].target: no outcome or plane 'contct'; did you mean 'con",)),
    ("sign-kind", put("claims", 0, "signs", 0, "target", value="RUS~USA"),
     ("claims[1] ('ready').signs[1].target: no outcome or plane 'RUS~USA'; did you mean "
      "'index:RUS~USA' or 'volume:RUS~USA'?",)),
    ("sign-level", river,
     ("claims[1] ('ready').signs[1].target: no outcome or plane 'flow'; did you mean "
      "'level:flow'?",)),
    ("sign-move", put("claims", 0, "signs", 0, "moves", value="upp"),
     ("claims[1].signs[1].moves ('ready'): ", "'up', 'down', 'sooner', 'later' or 'none'")),
    ("judgement", put("claims", 0, "judgement", value={"outcome": "thw", "words": "soon"}),
     ("claims[1] ('ready').judgement.outcome: no outcome 'thw'; did you mean 'thaw'?",)),
    ("kind-of-effect", put("effects", 0, "effect", value="dispositon"),
     ("effects[1] ('readiness'): no effect 'dispositon'; did you mean 'disposition'?",)),
    ("no-kind-of-effect", drop("effects", 0, "effect"),
     ("effects[1] ('readiness'): 'effect' is missing; one of inertia,",)),
    ("kind-of-outcome", put("outcomes", 2, "kind", value="index-hold"),
     ("outcomes[3] ('thaw'): no kind 'index-hold'; did you mean 'index-held'?",)),
    ("no-kind-of-outcome", drop("outcomes", 2, "kind"),
     ("outcomes[3] ('thaw'): 'kind' is missing; one of acts, condition, index-held, latch, "
      "amount",)),
    # what must agree
    ("given-itself", lambda raw: raw["claims"][0].update(given="ready", credence_otherwise=0.1),
     ("'given' goes in a circle: ready → ready",)),
    ("given-nobody", lambda raw: raw["claims"][0].update(given="redy", credence_otherwise=0.1),
     ("claims[1] ('ready').given: no claim 'redy'; did you mean 'ready'?",)),
    ("given-alone", put("claims", 0, "given", value="ready"),
     ("claims[1] ('ready'): 'given' and 'credence_otherwise' go together",)),
    ("otherwise-alone", drop("effects", 0, "claim"),
     ("effects[1] ('readiness'): 'otherwise' needs a 'claim'",)),
    ("same-act", put("processes", 5, "act", value="ACCUSE"),
     ("processes 'ru-accuses' and 'concede' are the same act on the same dyad", "narrow one")),
    ("same-meeting", again("processes", 10, id="us-china-talks", source="USA", target="CHN"),
     ("processes 'china-us-talks' and 'us-china-talks' are the same act",)),
    ("with-itself", put("processes", 7, "target", value="USA"),
     ("processes[8] ('aid'): source and target are both 'USA'",)),
    ("since-after-as-of", put("record", "since", value=dt.date(2025, 1, 1)),
     ("record.since 2025-01-01 is after as_of 2024-11-18",)),
    ("late-election", put("offices", 0, "holders", 1, "elected", value=dt.date(2025, 11, 5)),
     ("offices[1] ('us-president'): holder 'new' is elected on 2025-11-05", "2025-01-20")),
    # one id, two things
    ("two-actors", again("actors"), ("two actors have the id 'USA'; ids must differ",)),
    ("two-processes", put("processes", 5, "id", value="ease"),
     ("two processes have the id 'ease'; ids must differ",)),
    ("two-claims", again("claims"), ("two claims have the id 'ready'; ids must differ",)),
    ("two-voices", again("voices"), ("two voices have the id 'author'; ids must differ",)),
    ("two-effects", again("effects"), ("two effects have the id 'readiness'; ids must differ",)),
    ("two-outcomes", again("outcomes"), ("two outcomes have the id 'contact'; ids must differ",)),
    ("two-holders", put("offices", 1, "holders", 0, "id", value="old"),
     ("two office holders have the id 'old'; ids must differ",)),
    ("two-documents", again("documents"), ("two documents have the id 'note'; ids must differ",)),
    ("two-offices", again("offices", 1), ("two offices have the id 'russian-president'",)),
    # what could never come about
    ("outcome-too-late", put("outcomes", 1, "since", value=dt.date(2025, 3, 19)),
     ("outcomes[2] ('sanctions'): the window lies outside the horizon, which goes from 2024-11-19 "
      "to 2025-03-18",)),
    ("outcome-too-early", put("outcomes", 1, "until", value=dt.date(2024, 11, 19)),
     ("outcomes[2] ('sanctions'): the window lies outside the horizon",)),
    ("outcome-too-long", put("outcomes", 2, "days", value=121),
     ("outcomes[3] ('thaw').days: longer than the horizon of 120 days",)),
    ("outcome-after-itself", lambda raw: raw["outcomes"][1].update(after="sanctions", within=3),
     ("outcomes[2] ('sanctions'): 'after' goes in a circle: sanctions → sanctions",)),
    ("outcome-named-chance", put("outcomes", 1, "id", value="chance"),
     ("outcomes[2] ('chance'): tables of paths have a column 'chance'; rename it",)),
    # files
    ("brief-outside", put("brief", value="../x"),
     ("brief = '../x' leaves the scenario's folder; name a file in it",)),
    ("brief-elsewhere", put("brief", value="/etc/hostname"),
     ("brief = '/etc/hostname' leaves the scenario's folder",)),
    ("no-brief", put("brief", value="brief.txt"), ("brief: no file 'brief.txt' in",)),
    ("acts-outside", put("record", "file", value="../acts.csv"),
     ("record.file = '../acts.csv' leaves the scenario's folder",)),
    ("nul", put("record", "file", value="a\0b"), (r"record.file", r"'a\x00b'")),
]  # fmt: skip
CASES += [pytest.param(change, parts, id=name) for name, change, parts in SIMPLE]


@case("circle", "'given' goes in a circle: a → b → c → a")
def _(raw: Raw) -> None:
    pairs = (("a", "b"), ("b", "c"), ("c", "a"))
    raw["claims"] += [
        claim(one, 0.5) | {"given": other, "credence_otherwise": 0.5} for one, other in pairs
    ]


@case("outcome-circle", "'after' goes in a circle: contact → sanctions → contact")
def _(raw: Raw) -> None:
    raw["outcomes"][0] |= {"after": "sanctions", "within": 3}
    raw["outcomes"][1] |= {"after": "contact", "within": 3}


@case("effect-half-life-0", "effects[2] ('weather'): half_life: ", "give more than 0, not 0")
def _(raw: Raw) -> None:
    sigma = raw["effects"][0]["coefficient"]
    raw["effects"].append(
        {"effect": "mood", "id": "weather", "half_life": 0, "sigma": sigma, "on": ["call"]}
    )


@case("late-schedule", "effect 'soon': 2024-11-18 is not after the as-of date 2024-11-18")
def _(raw: Raw) -> None:
    certain = raw["effects"][0]["coefficient"]
    raw["effects"].append(
        {
            "effect": "scheduled-acts", "id": "soon", "source": "USA", "target": "RUS",
            "act": "ACCUSE",
            "occasions": [{"date": raw["as_of"], "probability": certain}],
        }
    )  # fmt: skip


@case("nobody-scheduled", "effects[2] ('soon').target: unknown actor 'RUSS'; did you mean 'RUS'")
def _(raw: Raw) -> None:
    certain = raw["effects"][0]["coefficient"]
    raw["effects"].append(
        {
            "effect": "scheduled-acts", "id": "soon", "source": "USA", "target": "RUSS",
            "act": "ACCUSE",
            "occasions": [{"date": raw["as_of"] + dt.timedelta(9), "probability": certain}],
        }
    )  # fmt: skip


@case("consent-of-one", "effect 'both': 'ease' (RETREAT.ease/economic) is not a joint act")
def _(raw: Raw) -> None:
    raw["effects"].append({"effect": "mutual-consent", "id": "both", "on": ["ease"]})


@case("two-consents", "process 'call' has two rules of consent; keep one")
def _(raw: Raw) -> None:
    raw["effects"] += [
        {"effect": "mutual-consent", "id": name, "on": ["call"]} for name in ("both", "again")
    ]


@case("several", "claims[1].statement ('ready'): ", "not '' (and 2 more)")
def _(raw: Raw) -> None:
    raw["claims"][0] |= {"credence": 2, "sentence": 0, "statement": ""}


@pytest.mark.parametrize(("change", "parts"), CASES)
def test_tables(tmp_path: Path, change: Change, parts: tuple[str, ...]) -> None:
    assert_told(changed(tmp_path, change), TOML, *parts)


# ------------------------------------------------------------------------------ other files


@pytest.mark.parametrize(
    ("content", "parts"),
    [
        ("2024-11-19,USA,UKR,AID,,,", ("line 2: 2024-11-19 is after the as-of date 2024-11-18",
                                       "scheduled-acts")),
        ("2024-13-01,USA,UKR,AID,,,", ("line 2: date '2024-13-01' is no date", "2024-11-18")),
        ("18.11.2024,USA,UKR,AID,,,", ("line 2: date '18.11.2024' is no date",)),
        ("\n2024-11-01,USA,UKR,AID,,", ("line 3: 6 fields instead of 7",)),
        ("2024-11-01,USA,UKR,AID,,a note, with a comma,", ("line 2: 8 fields instead of 7",)),
        ("2024-11-01,USA,UKA,AID,,,", ("line 2: unknown actor 'UKA'; did you mean 'USA'",)),
        ("2024-11-01,USA,UKR,AIDE,,,", ("line 2: ", "no act type 'AIDE'; did you mean 'AID'")),
        ("2024-11-01,USA,UKR,AID,redy,,", ("line 2: no claim 'redy'; did you mean 'ready'?",)),
        ('2024-11-01,USA,UKR,AID,,"a,', ("line 2: unexpected end of data",)),
        ("2024-11-01,USA\x1b,UKR,AID,,,", (r"line 2: unknown actor 'USA\x1b'",)),
    ],
)  # fmt: skip
def test_acts(tmp_path: Path, content: str, parts: tuple[str, ...]) -> None:
    copy(tmp_path)
    (tmp_path / CSV).write_text(HEADER + content + "\n", encoding="utf-8")
    assert_told(tmp_path, CSV, *parts)


@pytest.mark.parametrize("header", ["", "date,source\n", HEADER.replace(",", "|")])
def test_columns(tmp_path: Path, header: str) -> None:
    copy(tmp_path)
    (tmp_path / CSV).write_text(header, encoding="utf-8")
    assert_told(
        tmp_path, CSV, "line 1: the columns must be date,source,target,act, and may be claim"
    )


def test_columns_that_say_nothing_may_be_left_out(tmp_path: Path) -> None:
    """In any order; the others are empty."""
    copy(tmp_path)
    whole = HEADER + "2024-11-01,USA,UKR,AID,,,\n2024-11-03,RUS,USA,ACCUSE,,,\n"
    (tmp_path / CSV).write_text(whole, encoding="utf-8")
    same = load(tmp_path).record.acts
    few = "act,date,source,target\nAID,2024-11-01,USA,UKR\nACCUSE,2024-11-03,RUS,USA\n"
    (tmp_path / CSV).write_text(few, encoding="utf-8")
    assert load(tmp_path).record.acts == same
    assert len(same) == 2


@pytest.mark.parametrize("file", [TOML, CSV, BRIEF])
def test_other_encodings(tmp_path: Path, file: str) -> None:
    copy(tmp_path)
    with (tmp_path / file).open("ab") as out:
        out.write("# café\n".encode("latin-1"))
    assert_told(tmp_path, file, "not UTF-8 (byte ", "save it as UTF-8")


@pytest.mark.parametrize("brief", ["", " \n\t\n"])
def test_an_empty_brief(tmp_path: Path, brief: str) -> None:
    copy(tmp_path)
    (tmp_path / BRIEF).write_text(brief, encoding="utf-8")
    assert_told(tmp_path, BRIEF, "the brief is empty; write what is claimed")


@pytest.mark.parametrize("file", [CSV, BRIEF])
def test_files_that_are_missing(tmp_path: Path, file: str) -> None:
    copy(tmp_path)
    (tmp_path / file).unlink()
    assert_told(tmp_path, TOML, f"no file '{file}' in {tmp_path}")


def test_a_link_out_of_the_folder(tmp_path: Path) -> None:
    folder = copy(tmp_path / "toy")
    (folder / BRIEF).rename(tmp_path / BRIEF)
    (folder / BRIEF).symlink_to(tmp_path / BRIEF)
    assert_told(folder, TOML, "brief = 'brief.md' leaves the scenario's folder")


def test_a_large_file(tmp_path: Path) -> None:
    copy(tmp_path)
    with (tmp_path / BRIEF).open("ab") as out:
        out.truncate(20_000_001)
    assert_told(tmp_path, BRIEF, "20 MB is too large")


# ------------------------------------------------------------------------------ finding one


def test_no_such_folder() -> None:
    known = built_in()
    assert "us-russia-2024" in known
    assert refusal("us-rusia-2024") == (
        "no scenario folder 'us-rusia-2024'; did you mean 'us-russia-2024'?"
    )
    assert refusal("nothing") == f"no scenario folder 'nothing'; known: {', '.join(known)}"


@pytest.mark.parametrize("name", ["\0", "a" * 5000 + "/scenario.toml", "x\ny"])
def test_names_that_no_folder_can_have(name: str) -> None:
    with pytest.raises(ScenarioError, match="no scenario folder"):
        load(name)


def test_a_folder_without_a_scenario(tmp_path: Path) -> None:
    assert refusal(tmp_path) == f"{tmp_path}: no scenario.toml in this folder"


def test_ways_to_name_a_folder(tmp_path: Path) -> None:
    copy(tmp_path)
    assert find(str(tmp_path)) == find(str(tmp_path / TOML)) == tmp_path
    assert find("us-russia-2024").is_dir()


@pytest.mark.parametrize("name", built_in())
def test_built_in_scenarios_load(name: str) -> None:
    assert load(name).id == name


def test_passages() -> None:
    text = "One. {#a}\n\nTwo, twice. {#b} {#c}\n  \nNothing."
    assert passages(text) == {"a": "One.", "b": "Two, twice.", "c": "Two, twice."}


def test_every_entry_may_be_found() -> None:
    """The helper that the other tests name entries with."""
    assert by_id(tree()["processes"], "ease")["act"] == "RETREAT.ease/economic"


def test_an_act_needs_two_actors(tmp_path: Path) -> None:
    copy(tmp_path)
    (tmp_path / CSV).write_text(f"{HEADER}2024-11-01,USA,USA,ACCUSE,,,\n", encoding="utf-8")
    assert_told(tmp_path, CSV, "line 2", "source and target are both 'USA'")


def test_a_counterpart_must_be_there_within_the_horizon(tmp_path: Path) -> None:
    change = put("offices", 0, "holders", 0, "end", value=dt.date(2024, 11, 1))
    gone = changed(
        tmp_path, lambda raw: (change(raw), raw["processes"][0].update(counterpart="old"))
    )
    assert_told(gone, TOML, "processes[1] ('call')", "could never happen")


def test_horizon_of_one_day(tmp_path: Path) -> None:
    folder = changed(
        tmp_path / "x",
        lambda raw: raw.update(
            horizon=1, outcomes=[o for o in raw["outcomes"] if o["kind"] == "acts"]
        ),
    )
    assert load(folder).file.horizon == 1


@pytest.mark.parametrize("value", [7, [7], [["AID"]], {"x": "AID"}])
def test_a_class_of_acts_is_text(tmp_path: Path, value: object) -> None:
    raw = tree()
    raw["record"]["complete"] = [value]
    assert_told(write(tmp_path, raw), TOML, "record.complete[1]", "write a class of acts as text")
