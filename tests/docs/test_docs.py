"""The pages of docs/ and the README say what the code does."""

from __future__ import annotations

import json
import re
import tomllib
from pathlib import Path
from typing import get_args, get_origin

import pytest
from pydantic import BaseModel, TypeAdapter
from pydantic.fields import FieldInfo

import detente
from detente.scenario.file import ScenarioFile, StoreEntry
from detente.scenario.record.rates import FEWEST_DAYS, measured
from detente.scenario.record.take import LATEST, MOST_MISSING, RECENT, WINDOW
from detente.terminal.claims_page import claims_page
from tools.generate_docs import DOCS, PAGES

ROOT = DOCS.parent
README = ROOT / "README.md"
MARKDOWN = sorted([README, *DOCS.rglob("*.md")])
_LINK = re.compile(r"\[[^\]]*\]\(([^)\s]+)\)")
_HOST = re.compile(r"(/home/|/tmp/|/Users/|localhost|127\.0\.0\.1|index-url)")


@pytest.mark.parametrize("name", PAGES)
def test_generated_page_is_current(name: str) -> None:
    """Also runs the tutorial: its commands must print what it says that they print."""
    assert (DOCS / name).read_text(encoding="utf-8") == PAGES[name](), "run `make docs`"


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
        assert claim.fingerprint in section
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


def test_scenario_page_names_every_key() -> None:
    from detente.claims.claim import Claim, Document, Judgement, Sign, Voice
    from detente.outcomes.registry import OUTCOMES
    from detente.planes.index import RelationIndex
    from detente.planes.quantity import Quantity, Rate
    from detente.scenario.file import (
        ActorEntry,
        HolderEntry,
        OfficeEntry,
        ProcessEntry,
        RecordEntry,
        ScenarioFile,
    )
    from detente.scenario.translation import TranslationFile

    text = (DOCS / "scenario.md").read_text(encoding="utf-8")
    models: list[type[BaseModel]] = [
        *(Claim, Document, Judgement, Sign, Voice, RelationIndex, Quantity, Rate),
        *(ActorEntry, HolderEntry, OfficeEntry, ProcessEntry, RecordEntry, ScenarioFile),
        *OUTCOMES.values(),
        TranslationFile,
        *(get_args(info.annotation)[1] for info in _tables(TranslationFile)),
    ]
    words = set(re.findall(r"[a-z_]+", text))
    for model in models:
        for key in model.model_fields:
            assert key in words, f"{model.__name__}.{key}"


def _tables(model: type[BaseModel]) -> list[FieldInfo]:
    """Keys of a model that hold tables by id."""
    return [info for info in model.model_fields.values() if get_origin(info.annotation) is dict]


def test_worked_fragment_is_a_scenario(tmp_path: Path) -> None:
    text = (DOCS / "scenario.md").read_text(encoding="utf-8")
    blocks = dict(re.findall(r"```(markdown|toml|csv)\n(.*?)```", text, flags=re.DOTALL))
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
    rows = re.findall(r"^\| (\d+) \| ([\d.]+) \| ([\d.]+) \|$", text, flags=re.MULTILINE)
    assert len(rows) == 5
    for seen, per_year, sd in rows:
        rate = measured(int(seen), 1826, "a test")
        assert float(f"{rate.per_year:.2g}") == float(per_year)
        assert round(rate.sd, 2) == float(sd)
    assert f"{LATEST} days before `as_of`" in text
    assert f"more than {MOST_MISSING} of the {RECENT} days" in text
    assert f"({WINDOW:,} days)" in text
    assert f"at least {FEWEST_DAYS} must be covered" in text


def test_json_page_names_every_key() -> None:
    from detente.check.report import check
    from detente.ensemble.document import document

    text = (DOCS / "json.md").read_text(encoding="utf-8")
    toy = detente.load(str(ROOT / "tests" / "data" / "toy"))
    builtin = detente.load("us-russia-2024")
    report = check(toy).document()
    report["background"]["realised_over_stated"] = {}
    for content in (document(builtin.simulate(paths=20)), report):
        for key in _keys(json.loads(json.dumps(content))):
            assert key in set(re.findall(r"[a-z_0-9]+", text)), key


def test_runs_page_names_every_key_file_and_column(tmp_path: Path) -> None:
    from detente.runs.document import repeat_document
    from detente.runs.run import FRAMES

    text = (DOCS / "runs.md").read_text(encoding="utf-8")
    words = set(re.findall(r"[a-z_0-9]+", text))
    toy = detente.load(str(ROOT / "tests" / "data" / "toy"))
    detente.write_run(toy.simulate(20), tmp_path / "run")
    run = detente.open_run(tmp_path / "run")
    for file in (tmp_path / "run").iterdir():
        assert file.name in text
    repeat = repeat_document(run, run.repeat())
    for key in _keys(run.manifest.model_dump() | {"forced": {}, "versions": {}}) | _keys(repeat):
        assert key in words, key
    for sample in json.loads((tmp_path / "run" / "futures.json").read_text("utf-8")).values():
        assert words.issuperset(sample)
    names = [o.id for o in toy.outcomes] + [c.id for c in toy.claims] + list(toy.watched())
    for name in FRAMES:
        for column in run.frame(name).columns:
            kind, _, of = column.partition(":")
            assert column in words or column in names or (f"`{kind}:" in text and of in names)


def _keys(content: object) -> set[str]:
    if isinstance(content, dict):
        return set(content).union(*(_keys(value) for value in content.values()))
    if isinstance(content, list):
        return set().union(*(_keys(value) for value in content))
    return set()


def test_explain_page_names_every_key() -> None:
    from detente.explain.compare import compare
    from detente.explain.document import comparison_document, explanation_document
    from tests.explain.worlds import ensemble

    text = (DOCS / "explain.md").read_text(encoding="utf-8")
    words = set(re.findall(r"[a-z_]+", text))
    found = [
        explanation_document(ensemble(200).explain(o, level=0.5))
        for o in ("contact", "crossed", "thaw")
    ]
    for content in found:
        for stack in content["stacks"]:
            stack.update(closed={}, ajar={})
        content.update(forced={})
        for way in content["ways"]:
            way.update(claims={}, shifts={})
    for content in (*found, comparison_document(compare(ensemble(200), ensemble(200)))):
        for key in _keys(content):
            assert key in words, key


def test_the_page_on_the_event_record_was_run() -> None:
    """Whether its output is current can be seen only where the samples are."""
    text = (DOCS / "events.md").read_text(encoding="utf-8")
    blocks = re.findall(r"```console\n(.*?)```", text, flags=re.DOTALL)
    assert blocks
    for block in blocks:
        assert any(not line.startswith("$ ") for line in block.splitlines()), block
    if "events.md" not in PAGES:
        pytest.skip("the published samples are not here")
