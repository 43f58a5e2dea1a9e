"""The pages of docs/ and the README say what the code does."""

from __future__ import annotations

import datetime as dt
import functools
import json
import math
import re
import tempfile
import tomllib
from collections.abc import Callable
from pathlib import Path
from typing import Any, get_args, get_origin

import pytest
from pydantic import BaseModel, TypeAdapter
from scipy.stats import gamma
from typer.main import get_command

import detente
from detente.branch.branches import branches
from detente.branch.document import branches_document
from detente.check.report import check
from detente.claims.claim import Claim, Document, Judgement, Sign, Voice
from detente.cli.app import app
from detente.ensemble.document import document as ensemble_document
from detente.ensemble.ensemble import Ensemble
from detente.ensemble.simulate import simulate
from detente.explain.compare import compare
from detente.explain.document import comparison_document, explanation_document
from detente.explain.explanation import explain
from detente.forecasts.document import document as forecasts_document
from detente.forecasts.forecast import forecasts as forecasts_of
from detente.forecasts.pledge import pledge
from detente.ontology._table import table
from detente.ontology.fields import keys_of
from detente.outcomes.registry import OUTCOMES
from detente.planes.index import RelationIndex
from detente.planes.quantity import Quantity
from detente.planes.rate import FEWEST_DAYS, HIGHEST, counted
from detente.runs.document import repeat_document
from detente.runs.run import FRAMES
from detente.scaffold.settings import Settings
from detente.scaffold.start import start
from detente.scenario.file import (
    ActorEntry,
    HolderEntry,
    OfficeEntry,
    ProcessEntry,
    RecordEntry,
    ScenarioFile,
    StoreEntry,
)
from detente.scenario.rate import CountedRate, JudgedRate, Period, PooledRate
from detente.scenario.record.take import LATEST, MOST_MISSING, RECENT, WINDOW
from detente.scenario.translation import TranslationFile
from detente.states.entry import TransitionEntry
from detente.terminal.claims_page import claims_page
from detente.watch.document import document as watch_document
from detente.watch.watch import watch
from tests.docs.markdown import (
    NotThereError,
    codes,
    entry,
    row,
    rows,
    section,
    table_keys,
    undocumented,
    words,
)
from tests.engine import worlds
from tests.ensemble import asked
from tests.explain.worlds import ensemble
from tests.forms import only_whole
from tests.seen import worlds as seen_worlds
from tests.storylines.worlds import claimed, kinds_of, of_roads
from tests.watch.worlds import mixed
from tools.generate_docs import DOCS, PAGES
from tools.tutorial import run_page

ROOT = DOCS.parent
README = ROOT / "README.md"
MARKDOWN = sorted([README, *DOCS.rglob("*.md")])
_LINK = re.compile(r"\[[^\]]*\]\(([^)\s]+)\)")
_HOST = re.compile(r"(/home/|/tmp/|/Users/|localhost|index-url)")
"""No word of the machine that a page was written on; 127.0.0.1 is where the product serves."""


RUN = ("alternatives.md", "month.md", "rates.md", "tutorial.md", "events.md", "kinds.md")
"""Pages whose commands are run, each in a process of its own."""


@pytest.mark.parametrize(
    "name", [pytest.param(n, marks=only_whole if n in RUN else ()) for n in PAGES]
)
def test_generated_page_is_current(name: str) -> None:
    """Also runs the tutorial: its commands must print what it says that they print."""
    assert page_of(name) == PAGES[name](), "run `make docs`"


def test_the_page_on_rates_up_to_the_check_is_current() -> None:
    page = page_of("rates.md").partition("\n## 6.")[0]
    assert page.count(">>> ") == 3
    assert run_page(page) == page


def test_template_and_page_count_the_same(tmp_path: Path) -> None:
    """The template's example, as it stands in its comment, is the one of the page."""
    text = start(str(tmp_path / "x"), Settings(["USA,CHN"], as_of=dt.date(2026, 6, 30)))[
        "scenario.toml"
    ]
    line = next(each[1:] for each in text.splitlines() if each.startswith("#   rate = "))
    form = TypeAdapter(ProcessEntry.model_fields["rate"].rebuild_annotation())
    example = tomllib.loads(line)["rate"]
    assert isinstance(form.validate_python(example), CountedRate)
    page = page_of("rates.md")
    blocks = re.findall(r"```toml append=scenario.toml\n(.*?)```", page, flags=re.DOTALL)
    rates = [p["rate"] for block in blocks for p in tomllib.loads(block)["processes"]]
    for rate in rates:
        rate.pop("template", None)
    kinds = [type(form.validate_python(rate)) for rate in rates]
    assert kinds == [CountedRate, CountedRate, PooledRate, JudgedRate]
    counts = ("events", "days")
    assert [rates[0][key] for key in counts] == [example[key] for key in counts]
    comment = text.replace("\n# ", " ")
    for phrase in ("as things stand", "of a joint act, between the two", "events = 0"):
        assert phrase.lower() in comment.lower()
    assert "*as things stand*" in page.replace("**", "*")


def test_the_tutorial_up_to_the_first_check_is_current() -> None:
    """The short form: its files are written, read and checked; the whole one plays them as well."""
    end = "\n## 4."
    page = page_of("tutorial.md").partition(end)[0]
    assert page.count("$ detente ") == 2
    assert run_page(page) == page


@pytest.mark.parametrize("page", MARKDOWN, ids=lambda p: str(p.relative_to(ROOT)))
def test_relative_links_exist(page: Path) -> None:
    for link in _LINK.findall(page.read_text(encoding="utf-8")):
        target = link.partition("#")[0]
        if target and "://" not in target and not re.match(r"NNNN", target):
            assert (page.parent / target).exists(), f"{page.name}: {link}"


@pytest.mark.parametrize("page", MARKDOWN, ids=lambda p: str(p.relative_to(ROOT)))
def test_no_machine_path_or_host(page: Path) -> None:
    assert not _HOST.search(page.read_text(encoding="utf-8"))


def test_kinds_are_stable_text() -> None:
    page = PAGES["effects.md"]()
    assert "0x" not in page
    assert "Optional" not in page
    assert "| `half_lives` | list[float] | yes |" in page


def test_claims_page_has_every_claim_and_sign() -> None:
    scenario = detente.load("us-russia-2024")
    page = claims_page(scenario)
    assert page == claims_page(detente.load("us-russia-2024"))
    for claim in scenario.claims:
        section = page.split(f"\n## {claim.id}\n")[1].split("\n## ")[0]
        assert claim.statement in section
        assert str(claim.fingerprint) in section
        assert " ".join(scenario.passages[claim.id].split()) in section
        assert f"test_every_sign_of_the_claim_holds[{claim.id}]" in section
        for sign in claim.signs:
            assert f"forced {str(sign.forced).lower()} rather than" in section
            assert f"`{sign.target}`" in section
    for effect in scenario.effects:
        for owner in effect.claims():
            section = page.split(f"\n## {owner}\n")[1].split("\n## ")[0]
            assert f"`{effect.id}`" in section


def test_readme_shows_the_output_of_every_listed_outcome() -> None:
    text = README.read_text(encoding="utf-8")
    parts = text.split("<!-- output -->")
    assert len(parts) == 3, "the output stands between two `<!-- output -->` markers"
    block = _unwrapped(parts[1])
    scenario = detente.load("us-russia-2024")
    assert scenario.title in parts[1]
    for outcome in scenario.outcomes:
        if outcome.listed:
            assert "".join(outcome.title.split()) in block, outcome.title


def _unwrapped(output: str) -> str:
    """First column of the printed table, its lines joined, without spaces."""
    lines = output.splitlines()
    header = next(line for line in lines if line.startswith("Outcome"))
    width = header.index("Likely")
    cells = (re.split(r"\s{2,}", line[:width])[0] for line in lines)
    return "".join("".join(cells).split())


SCENARIO_PAGE = (DOCS / "scenario.md").read_text(encoding="utf-8")


def scenario_keys(page: str) -> dict[type[BaseModel], set[str]]:
    """What docs/scenario.md says of each table of a scenario, where it speaks of that table."""
    tables, fields = section(page, "Tables"), words
    processes, claims = entry(tables, "[[processes]]"), entry(tables, "[[claims]]")
    named = [*codes(tables), *(["[record]"] if section(page, "`[record]`") else [])]
    top = table_keys(section(page, "Top level")) | {
        name.strip("[]") for name in named if re.fullmatch(r"\[\[?[a-z]+\]\]?", name)
    }
    offices, of_holders, holders = entry(tables, "[[offices]]").partition("`holders`")
    quantity = words(re.findall(r"^`basis` is .*?\n\n", processes, re.M | re.S)[0])
    return {
        ScenarioFile: top,
        RecordEntry: table_keys(section(page, "`[record]`").partition("### ")[0]),
        StoreEntry: table_keys(section(page, "From an event store")),
        Document: fields(entry(tables, "[[documents]]")),
        Voice: fields(entry(tables, "[[voices]]")),
        ActorEntry: fields(entry(tables, "[[actors]]")),
        OfficeEntry: fields(offices + of_holders),
        HolderEntry: fields(holders),
        RelationIndex: fields(entry(tables, "[[index]]")),
        ProcessEntry: table_keys(processes),
        **rate_tables(section(page, "Rates")),
        Quantity: quantity,
        Claim: table_keys(claims),
        Judgement: fields(" ".join(row(claims, "judgement"))),
        Sign: fields(" ".join(row(claims, "signs"))),
    }


def rate_tables(text: str) -> dict[type[BaseModel], set[str]]:
    """The same of the forms of a rate."""
    count, judged, observed, holds = (
        words(row(text, key)[0]) for key in ("events", "per_year", "observed", "holds")
    )
    return {
        Period: count,
        CountedRate: count | holds,
        PooledRate: observed | holds,
        JudgedRate: judged | holds,
    }


def outcome_keys(page: str) -> dict[type[BaseModel], set[str]]:
    """The same of each kind of outcome."""
    text = entry(page, "[[outcomes]]")
    common = words(text.partition("\n\n")[0])
    return {kind: common | words(row(text, name)[1]) for name, kind in OUTCOMES.items()}


def translation_keys(page: str) -> dict[type[BaseModel], set[str]]:
    """The same of each table of a translation file."""
    text = section(page, "Other languages")
    found = {}
    for name, info in TranslationFile.model_fields.items():
        table = get_args(info.annotation)[1] if get_origin(info.annotation) is dict else None
        if isinstance(table, type) and issubclass(table, BaseModel):
            _, *keys = row(text, f"[{name}.ID]")
            found[table] = words(" ".join(keys))
    names = {code.strip("[]").partition(".")[0] for code in table_keys(text)}
    found[TranslationFile] = names | words(
        next(cells[1] for cells in rows(text) if cells[0] == "(top)")
    )
    return found


READERS = (scenario_keys, outcome_keys, translation_keys)


def keys_left_out(page: str) -> list[str]:
    """Keys of a scenario that the page does not have where it speaks of their table."""
    said = {model: keys for read in READERS for model, keys in read(page).items()}
    return [
        f"{model.__name__}.{key}"
        for model, keys in said.items()
        for key in keys_of(model)
        if key not in keys
    ]


def test_scenario_page_has_every_key_in_its_place() -> None:
    assert keys_left_out(SCENARIO_PAGE) == []


def test_scenario_page_has_every_type_of_act_and_mode() -> None:
    for name, act_type in table().types.items():
        modes = ", ".join(f"`{mode}`" for mode in act_type.modes)
        text = act_type.text.rstrip(".")
        assert f"| `{name}` | {text[0].lower()}{text[1:]} | {modes} |" in SCENARIO_PAGE


@pytest.mark.parametrize(
    ("old", "new", "lost"),
    [
        ("| `horizon` | days to play", "| days to play", "ScenarioFile.horizon"),
        ("| `since` | first day that the file covers |\n", "", "RecordEntry.since"),
        ("| `owned` | name of a CSV", "| a CSV", "StoreEntry.owned"),
        ("**`[[voices]]`** `id`, `name`;", "**`[[voices]]`** `name`;", "Voice.id"),
        ("`id`, `name`, `start`, and where", "`name`, `start`, and where", "HolderEntry.id"),
        ("| `act` | the act, as above |\n", "", "ProcessEntry.act"),
        ("{ mean, sd, basis, reference }", "{ mean, basis, reference }", "Quantity.sd"),
        ("| `id`, `statement` | the assertion", "| `statement` | the assertion", "Claim.id"),
        ("`outcome`, `low` below `high`, `words`", "`outcome`, `low`, `words`", "Judgement.high"),
        ("| `on`, `at_least` (1), `after`", "| `at_least` (1), `after`", "ActsOutcome.on"),
        ("| `[claims.ID]` | `statement`, ", "| `[claims.ID]` | ", "ClaimWords.statement"),
        ("| `[actors.ID]` | `name`;", "| `[actors.ID]` |", "ActorWords.name"),
    ],
)
def test_a_key_that_stands_elsewhere_alone_is_missed(old: str, new: str, lost: str) -> None:
    assert SCENARIO_PAGE.count(old) == 1
    found = keys_left_out(SCENARIO_PAGE.replace(old, new))
    assert lost in found


def test_worked_fragment_is_a_scenario(tmp_path: Path) -> None:
    text = (DOCS / "scenario.md").read_text(encoding="utf-8")
    worked = section(text, "A worked fragment")
    blocks = dict(re.findall(r"```(markdown|toml|csv)\n(.*?)```", worked, flags=re.DOTALL))
    french = re.findall(r"```toml file=fr.toml\n(.*?)```", text, flags=re.DOTALL)[0]
    tomllib.loads(blocks["toml"])
    states = {"AAA": "FRA", "BBB": "DEU"}
    for name, kind in (("scenario.toml", "toml"), ("brief.md", "markdown"), ("acts.csv", "csv")):
        content = blocks[kind]
        for letters, code in states.items():
            content = content.replace(letters, code)
        (tmp_path / name).write_text(content, encoding="utf-8")
    scenario = detente.load(str(tmp_path))
    assert [claim.id for claim in scenario.claims] == ["ready-to-talk"]
    assert list(scenario.passages) == ["ready-to-talk"]
    scenario_file = tmp_path / "scenario.toml"
    named = 'translations = { fr = "fr.toml" }\n' + scenario_file.read_text(encoding="utf-8")
    scenario_file.write_text(named, encoding="utf-8")
    (tmp_path / "fr.toml").write_text(french, encoding="utf-8")
    (tmp_path / "brief.fr.md").write_text(blocks["markdown"], encoding="utf-8")
    assert (
        "claims.ready-to-talk.statement"
        not in detente.load(str(tmp_path)).words.untranslated()["fr"]
    )


def test_records_from_a_store_are_written_and_measured_as_the_page_says() -> None:
    text = (DOCS / "scenario.md").read_text(encoding="utf-8")
    parts = re.findall(r"```toml part=record\n(.*?)```", text, flags=re.DOTALL)
    forms = TypeAdapter(ScenarioFile.model_fields["record"].rebuild_annotation())
    assert [type(forms.validate_python(tomllib.loads(p)["record"])) for p in parts] == [
        StoreEntry,
        StoreEntry,
    ]
    assert f"at least {FEWEST_DAYS} must be covered" in text
    of_few = counted([(0, 33)], "a test")
    assert f"never seen in 33 days: {of_few.per_year:.1f} a" in text.replace("\n", " ")
    assert f"{LATEST} days before `as_of`" in text
    assert f"more than {MOST_MISSING} of the {RECENT} days" in text
    assert f"({WINDOW:,} days)" in text


def test_outcomes_are_asked_as_the_page_says() -> None:
    """Its conditions and amounts, in a scenario with the processes that they name, are answered."""
    text = (DOCS / "scenario.md").read_text(encoding="utf-8")
    parts = re.findall(r"```toml part=outcomes\n(.*?)```", text, flags=re.DOTALL)
    entries = [each for part in parts for each in tomllib.loads(part)["outcomes"]]
    kinds = [each["kind"] for each in entries]
    assert (kinds.count("condition"), kinds.count("amount")) == (9, 6)

    def change(raw: dict[str, Any]) -> None:
        raw["groups"] |= {"talks": ["concede"], "sanctions": ["sanction"]}
        raw["states"] = [asked.TRUCE]
        raw["levels"] = [asked.STOCK | {"id": "measures"}]
        new = {"kind": "acts", "id": "new-sanctions", "title": "New", "on": ["sanctions"]}
        raw["outcomes"] += [new, *entries]

    played = simulate(worlds.toy(change), paths=60, seed=1)
    for outcome in (each for each in played.scenario.outcomes if each.id != "new-sanctions"):
        assert 0.0 <= played.probability(outcome.id) <= 1.0
    assert {amount.amount for amount in played.amounts if amount.share > 0.0} == {
        each["id"] for each in entries if each["kind"] == "amount"
    }


def test_factors_are_written_as_the_page_says() -> None:
    text = (DOCS / "scenario.md").read_text(encoding="utf-8")
    (part,) = re.findall(r"```toml part=transition\n(.*?)```", text, flags=re.DOTALL)
    form = TypeAdapter(TransitionEntry.model_fields["factors"].rebuild_annotation())
    found = form.validate_python(tomllib.loads(part)["factors"])
    assert [each.about for each in found] == ["level:munitions", "days", "while"]


def test_rates_are_what_the_page_says_of_counts() -> None:
    text = (DOCS / "scenario.md").read_text(encoding="utf-8")
    parts = re.findall(r"```toml part=rate\n(.*?)```", text, flags=re.DOTALL)
    form = TypeAdapter(ProcessEntry.model_fields["rate"].rebuild_annotation())
    assert [type(form.validate_python(tomllib.loads(p)["rate"])) for p in parts] == [
        CountedRate,
        PooledRate,
        JudgedRate,
    ]
    number = r"([\d.]+)"
    rows = re.findall(rf"^\| (\d+) \| {number} \| {number}–{number} \|$", text, flags=re.MULTILINE)
    assert len(rows) == 5
    for seen, per_year, low, high in rows:
        rate = counted([(int(seen), 1826)], "a test")
        assert float(f"{rate.per_year:.2g}") == float(per_year)
        assert rate.shape is not None
        law = gamma(rate.shape, scale=math.exp(rate.log_hazard) / rate.shape)
        assert [float(f"{365.25 * law.ppf(q):.2g}") for q in (0.05, 0.95)] == [
            float(low),
            float(high),
        ]
    assert f"highest rate is {HIGHEST:g} days a year" in text


Described = tuple[str, str, Any]
"""A page, the heading of a document in it, and such a document."""


def plain(document: object) -> Any:
    return json.loads(json.dumps(document, default=str))


@functools.cache
def toy() -> detente.Scenario:
    return detente.load(str(ROOT / "tests" / "data" / "toy"))


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("kept") / "run"
    detente.write_run(toy().simulate(20), folder)
    return folder


@pytest.fixture(scope="module")
def kept(folder: Path) -> detente.Run:
    return detente.open_run(folder)


ASKED = ("outcomes", "amounts", "judgements")


def ensembles() -> list[Described]:
    found = detente.load("us-russia-2024").simulate(paths=20)
    documents = [
        ensemble_document(found),
        ensemble_document(questions()),
        ensemble_document(detente.load("israel-hezbollah-2024").simulate(paths=20)),
        ensemble_document(found)
        | {"seen": seen_worlds.claimed().seen_answer("claim first").document()},
    ]
    for state in documents[2]["states"]:
        state["values"] = {}  # by the names of its values
    for each in (part for found in documents[1:] for key in ASKED for part in found[key]):
        for place in (each, each.get("given")):
            if isinstance(place, dict) and place.get("condition"):
                place["condition"] = {}  # as it is written
    return [
        ("json.md", "`detente-ensemble`, version 1", {**each, "check_refuses": []})
        for each in documents  # as `simulate` writes them
    ]


@functools.cache
def questions() -> Ensemble:
    """Conditions, amounts, and what they are given."""
    calls: dict[str, Any] = {"on": ["call"]}
    return asked.world(
        asked.condition("two", calls | {"at_least": 2}, given={"not": {"on": ["aid"]}}),
        asked.condition("quiet", {"not": calls}, throughout=True, given="two"),
        asked.amount("calls", acts=["call"], given={"on": ["aid"]}),
        asked.amount("upon", acts=["aid"], upon="two", given="two"),
        paths=60,
    )


def checks() -> list[Described]:
    found = check(toy()).document()
    found["background"].update(rates={}, causes={})
    found.update(template={})  # described with the ensemble
    found.update(rates_at_start={})
    for each in found["hangs_on"]:
        each.update(outcomes={})
    return [("json.md", "`detente-check`, version 1", found)]


def explanations() -> list[Described]:
    described: list[Described] = []
    for outcome in ("contact", "crossed", "thaw"):
        found = explanation_document(ensemble(200).explain(outcome, level=0.5))
        for stack in found["stacks"]:
            stack.update(closed={}, ajar={}, through={})
        found.update(forced={}, template={})
        if found["joint"] is not None:
            found["joint"].update(claims={})
        for way in found["ways"]:
            way.update(claims={}, shifts={}, names={})
        found["outcome"].update(timing={}, after={}, given={})  # described in json.md
        described.append(("explain.md", "`detente-explanation`, version 2", found))
    for outcome in ("two", "quiet"):
        found = explanation_document(explain(questions(), outcome))
        for stack in found["stacks"]:
            stack.update(closed={}, ajar={}, through={})
        found.update(forced={}, template={}, against=[])  # as stacks
        found["outcome"].update(timing={}, after={}, given={})  # described in json.md
        described.append(("explain.md", "`detente-explanation`, version 2", found))
    found = comparison_document(compare(questions(), questions()))
    for each in found["given"]:
        each["condition"] = {} if each["condition"] else None
    for each in (found["first"], found["second"]):
        each.update(template={})
    for each in found["outcomes"]:
        each.update(first_after={}, second_after={})
    described.append(("explain.md", "`detente-comparison`, version 2", found))
    found = comparison_document(compare(ensemble(200), ensemble(200)))
    for each in (found["first"], found["second"]):
        each.update(template={})
    for each in found["outcomes"]:
        each.update(first_after={}, second_after={})
    return [*described, ("explain.md", "`detente-comparison`, version 2", found)]


def told_forecasts() -> list[Described]:
    """Of a world with outcomes, amounts, and what they are given; some scored, open and void."""
    forecasts = forecasts_of(questions())
    with tempfile.TemporaryDirectory() as folder:
        file, came = Path(folder) / "p.jsonl", Path(folder) / "came.csv"
        done = pledge(questions(), file)
        came.write_text("id,date,value\ntwo,2024-12-01,\ncalls,,3\ngiven:calls,never,\n")
        scores = detente.score(file, came)
    assert scores.scored
    assert scores.open
    assert scores.void
    pledged = done.document()
    document = forecasts_document(questions(), forecasts) | {"forced": {}}
    return [
        ("forecasts.md", "`detente-forecasts`, version 1", document),
        ("forecasts.md", "`detente-pledge`, version 2", pledged),
        ("forecasts.md", "`detente-scores`, version 2", scores.document()),
    ]


def watched() -> list[Described]:
    """Of an outcome about which something tells."""
    found = watch(mixed(), "contact")
    assert found.together is not None
    return [("watch.md", "`detente-watch`, version 1", watch_document(found) | {"forced": {}})]


def told_kinds() -> list[Described]:
    """Of two worlds, one with claims and acts that tell; what goes by names is left out."""
    documents = [plain(found.document()) for found in (of_roads(), kinds_of(claimed()))]
    for kind in (kind for document in documents for kind in document["kinds"]):
        kind["courses"] = {}
        kind["example"].update(outcomes={}, claims={})
    title = "`detente-storylines`, version 1"
    return [("storylines.md", title, document) for document in documents]


def told_branches() -> list[Described]:
    """Of one future, with and without."""
    setting = ensemble(200).setting
    on = setting.scenario.as_of + dt.timedelta(days=60)
    act = f"call@{on + dt.timedelta(days=1)}"
    found = branches_document(branches(setting, 3, on, acts=[act], paths=30))
    assert found["past"]["acts"]
    assert found["put_in"]
    found.update({"without": {}, "with": {}})  # described in json.md
    found["past"].update(claims={}, outcomes={})
    return [("branch.md", "`detente-branch`, version 1", found)]


def page_of(name: str) -> str:
    return (DOCS / name).read_text(encoding="utf-8")


def assert_described(described: list[Described]) -> None:
    """Every key stands in its section; and each row is needed, wherever else its keys stand."""
    needed: dict[tuple[str, str, str], bool] = {}
    for name, title, content in described:
        page, found = page_of(name), plain(content)
        assert undocumented(page, title, found) == []
        for line in section(page, title).splitlines():
            if line.startswith("| `"):
                broken = page.replace(section(page, title), section(page, title).replace(line, ""))
                there = bool(undocumented(broken, title, found))
                needed[name, title, line] = needed.get((name, title, line), False) or there
    unneeded = [line for (_, _, line), there in needed.items() if not there]
    assert unneeded == []


@pytest.mark.parametrize(
    "documents",
    [ensembles, checks, explanations, told_forecasts, told_branches, told_kinds, watched],
)
def test_every_key_of_a_document_is_described_in_its_place(
    documents: Callable[[], list[Described]],
) -> None:
    assert_described(documents())


def test_a_row_of_another_table_does_not_count() -> None:
    """`id` is a key of claims and of outcomes: each table must have it."""
    page, (_, title, content) = page_of("json.md"), ensembles()[0]
    assert page.count("| `id` | string | claim |\n") == 1
    broken = page.replace("| `id` | string | claim |\n", "")
    assert undocumented(broken, title, plain(content)) == ["claims.id"]
    assert undocumented(page.replace("## `detente-check`", "## Check"), title, {"acts": 1})
    with pytest.raises(NotThereError, match="no heading"):
        section(page, "`detente-ensemble`")


def test_documents_of_a_run_are_described(kept: detente.Run) -> None:
    manifest = kept.manifest.model_dump(mode="json") | {"forced": {}, "versions": {}, "tables": {}}
    repeat = repeat_document(kept, kept.repeat())
    assert_described(
        [
            ("runs.md", "`run.json`, version 2", manifest),
            ("runs.md", "`detente-repeat`, version 1", repeat),
        ]
    )


def columns_left_out(page: str, kept: detente.Run) -> list[str]:
    """Columns of the tables of a run that have no row under the name of their table."""
    said: dict[str, set[str]] = {}
    for name, *cells in rows(section(page, "Tables")):
        said.setdefault(name, set()).update(codes(cells[0]), re.findall(r"\b[A-Z]{2,}\b", cells[0]))
    return [
        f"{name}.{column}"
        for name in FRAMES
        for column in kept.frame(name).columns
        if not said.get(name, set()) & forms(column)
    ]


def forms(column: str) -> set[str]:
    """How a row may name a column: itself, or what its name stands for."""
    kind, _, of = column.partition(":")
    if not of:
        return {column, *(["OUTCOME"] if column in {o.id for o in toy().outcomes} else [])}
    return {f"{kind}:{word}" for word in ("PLANE", "PLANE:K", "OUTCOME", "CLAIM")}


def test_runs_page_has_every_file_and_column(folder: Path, kept: detente.Run) -> None:
    page = page_of("runs.md")
    for file in folder.iterdir():
        assert f"── {file.name}" in page
    assert columns_left_out(page, kept) == []
    line = "| distribution | `plane`, `date`, `low`, `high`, `paths` |"
    assert page.count(line) == 1
    broken = page.replace(line, "| distribution | `plane`, `date`, `low`, `high` |")
    assert columns_left_out(broken, kept) == ["distribution.paths"]
    samples = section(page, "Tables").partition("`futures.json` holds")[2]
    for sample in json.loads((folder / "futures.json").read_text("utf-8")).values():
        assert set(sample) <= set(codes(samples))


def commands_left_out(page: str) -> list[str]:
    """Commands and options that have no heading of their own, or are not told under it."""
    found = []
    for words_of, options in every_command():
        title = " ".join(["detente", *words_of])
        try:
            text = section(page, title)
        except NotThereError:
            found.append(title)
            continue
        found += [f"{title} {option}" for option in options if f" {option} " not in text]
    return found


def every_command() -> list[tuple[tuple[str, ...], list[str]]]:
    """Every command of the program, with the long names of its options."""
    found: list[tuple[tuple[str, ...], list[str]]] = []

    def walk(command: Any, path: tuple[str, ...]) -> None:
        if hasattr(command, "commands"):
            for name, inner in command.commands.items():
                walk(inner, (*path, name))
        else:
            options = [
                max(p.opts, key=len) for p in command.params if p.param_type_name == "option"
            ]
            found.append((path, [o for o in options if o != "--help"]))

    walk(get_command(app), ())
    return found


def test_every_command_has_a_heading_and_its_options() -> None:
    page = page_of("cli.md")
    assert commands_left_out(page) == []
    assert commands_left_out(page.replace("## detente check\n", "")) == ["detente check"]
    begin = page.index("## detente check\n")
    broken = page[:begin] + page[begin:].replace(" --source ", " ", 1)
    assert commands_left_out(broken) == ["detente check --source"]


def test_the_page_on_the_event_record_was_run() -> None:
    """Whether its output is current can be seen only where the samples are."""
    text = (DOCS / "events.md").read_text(encoding="utf-8")
    blocks = re.findall(r"```console\n(.*?)```", text, flags=re.DOTALL)
    assert blocks
    for block in blocks:
        assert any(not line.startswith("$ ") for line in block.splitlines()), block
    if "events.md" not in PAGES:
        pytest.skip("the published samples are not here")
