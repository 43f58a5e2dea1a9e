"""What stands on the page, and that it is the ensemble's."""

from __future__ import annotations

import base64
import dataclasses
import hashlib
import json
import math
import re
import shlex
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import numpy as np
import pytest
from jsonschema import ValidationError
from typer.testing import CliRunner

import detente
from detente.charts import render
from detente.cli.app import app
from detente.errors import InputError
from detente.explain.memo.explained import memo
from detente.explain.pieces import BASE
from detente.language.current import LANGUAGES, use_language
from detente.language.format import interval, percent, points
from detente.language.likelihood import scale
from detente.scenario.draw_names import draw_name
from tests.forms import only_whole
from tests.language.test_printed import english_left
from tests.report.pages import (
    BUILT_IN,
    LIVELY,
    PATHS,
    TOY,
    Element,
    embedded,
    findings,
    read,
    text,
    whole,
)
from tests.report.vega_lite import assert_vega_lite

SECTIONS = (
    "answer",
    *(
        f"s-{name}"
        for name in (
            "outcomes",
            "index",
            "why",
            "claims",
            "watch",
            "brief",
            "futures",
            "kinds",
            "network",
            "judgements",
            "numbers",
        )
    ),
)


def elements(name: str, within: list[Element]) -> list[Element]:
    return [each for each in within if each.name == name]


def test_every_part_is_there_once() -> None:
    found = read(text())
    assert [e.attributes["id"] for e in elements("section", found)] == list(SECTIONS)
    assert [len(elements(name, found)) for name in ("h1", "main", "title", "header")] == [1] * 4
    ids = [e.attributes["id"] for e in found if "id" in e.attributes]
    assert len(ids) == len(set(ids))
    links = [e.attributes["href"] for e in elements("a", found)]
    assert all(link.removeprefix("#") in ids for link in links)


def test_every_chart_has_words_a_drawing_and_a_table() -> None:
    found = read(text())
    figures = elements("figure", found)
    assert [f.attributes["id"] for f in figures] == [f.id for f in whole().figures()]
    charts = embedded(found)["charts"]
    assert list(charts) == [f.attributes["id"] for f in figures]
    for figure in figures:
        live, still = figure.inside[1], figure.inside[2]
        assert live.attributes["aria-label"] == still.attributes["alt"] != ""
        assert still.attributes["src"].startswith("data:image/svg+xml;base64,")
    with_table = {f.attributes["id"] for f in figures if any(e.name == "details" for e in f.inside)}
    shared = {i for i in charts if i.startswith(("first-passage-", "network-")) or i == "outcomes"}
    assert with_table | shared == set(charts)
    assert len(elements("details", found)) == len(with_table) + 3


def test_every_chart_is_vega_lite() -> None:
    stacks = [figure for name in ("thaw", "crossed") for figure in whole(LIVELY, name).why]
    assert len(stacks) == 2
    for figure in (*whole().figures(), *stacks):
        assert_vega_lite(figure)
    broken = dataclasses.replace(figure, spec={**figure.spec, "height": "high"})
    with pytest.raises(ValidationError):
        assert_vega_lite(broken)


def test_outcomes_are_those_of_the_ensemble() -> None:
    ensemble = findings().ensemble
    rows = {row[0]: row for row in whole().outcomes.rows}
    for outcome in ensemble.scenario.outcomes:
        estimate = ensemble.estimate(outcome.id)
        assert rows[outcome.title][1] == percent(estimate.probability)
        assert rows[outcome.title][2] == interval(*estimate.interval)
    shown = [row["p"] for row in _values(whole().likelihoods.spec)[0]]
    assert shown == [ensemble.probability(o.id) for o in ensemble.scenario.outcomes]
    curve = _values(whole().passages[0].spec)[0]
    assert curve[-1]["p"] == ensemble.probability("contact")


def _values(spec: dict[str, Any]) -> list[list[dict[str, Any]]]:
    """Data of the whole chart and of its layers, where they have their own."""
    sets = [each["data"]["name"] for each in (spec, *spec["layer"]) if "data" in each]
    return [spec["datasets"][name] for name in sets]


def test_bars_and_line_sum_to_the_log_hazard() -> None:
    (stack,) = findings().explanation.stacks
    (figure,) = (f for f in whole().why if f.id == "why-call")
    bars, _zero, line, _numbers, dashed = _values(figure.spec)
    base = next(i for i, part in enumerate(stack.parts) if part.effect == BASE)
    days = stack.log_hazard - stack.values[:, base]
    step = (bars[0]["e"] - bars[0]["d"]) / 86_400_000
    assert step == 7
    for n, point in enumerate(line):
        there = [bar for bar in bars if bar["span"] == n]
        total = sum(b["high"] if b["high"] > 0 else b["low"] for b in _ends(there))
        end = (n + 1) * 7 if n + 1 < len(line) else len(days)
        assert math.isclose(point["sum"], np.nanmean(days[n * 7 : end]), abs_tol=1e-9)
        assert math.isclose(point["sum"], total, abs_tol=1e-9)
        apart = point["sum"] - dashed[n]["all"]
        assert math.isclose(apart, np.nanmean(stack.selected[n * 7 : end]), abs_tol=1e-9)
    assert np.nanmin(stack.selected) < -0.01


def _ends(bars: list[dict[str, float]]) -> list[dict[str, float]]:
    """The farthest bar on either side of zero, whose ends are the sums."""
    up = max((b for b in bars if b["high"] > 0), key=lambda b: b["high"], default=None)
    down = min((b for b in bars if b["low"] < 0), key=lambda b: b["low"], default=None)
    return [each for each in (up, down) if each is not None]


def test_the_tornado_is_that_of_the_worths() -> None:
    worths = findings(BUILT_IN, None, "fr").explanation.worths
    figure = whole(BUILT_IN, None, "fr").worth
    rows = _values(figure.spec)[0]
    moving = [w for w in worths if w.worth != 0.0]
    assert [row["w"] for row in rows] == [w.worth for w in moving[: len(rows)]]
    assert figure.table is not None
    assert len(figure.table.rows) == len(worths)


@pytest.mark.parametrize(
    ("scenario", "outcome", "chart"),
    [
        (LIVELY, "thaw", "why-index"),
        (LIVELY, "crossed", "why-pressure"),
        pytest.param(BUILT_IN, "relations-recover", "why-index", marks=only_whole),
        pytest.param(BUILT_IN, "red-line-crossed", "why-pressure", marks=only_whole),
    ],
)
def test_other_kinds_of_outcome_have_stacks_of_their_own(
    scenario: str, outcome: str, chart: str
) -> None:
    found = whole(scenario, outcome)
    assert [f.id for f in found.why] == [chart]
    assert not found.direct
    figure = found.why[0]
    explanation = findings(scenario, outcome).explanation
    values = (explanation.index or explanation.pressure).values  # type: ignore[union-attr]
    line = _values(figure.spec)[2]
    first = values[:7][~np.isnan(values[:7]).any(axis=1)].sum(axis=1).mean()
    assert math.isclose(line[0]["sum"], first, abs_tol=1e-9)


def test_the_brief_is_marked_with_credence_and_worth() -> None:
    found = whole(BUILT_IN, None, "fr")
    badges = [b.words for block in found.brief for p in block.pieces for b in p.badges]
    claims = findings(BUILT_IN, None, "fr").ensemble.scenario.claims
    assert len(badges) == len(claims)
    worth = {w.claim: w.worth for w in findings(BUILT_IN, None, "fr").explanation.worths}
    with use_language("fr"):
        number = points(worth["personal-rapport"])
    (rapport,) = (
        p.badges[0].words for block in found.brief for p in block.pieces if "s’entendre" in p.text
    )
    assert rapport.endswith(number)


def test_three_futures_of_the_ensemble() -> None:
    mean = findings().ensemble.path_mean[:, 0]
    order = np.argsort(mean, kind="stable")
    paths = [int(re.findall(r"\d+", told.which)[0]) for told in whole().futures]
    assert paths == [int(order[round(p * (PATHS - 1))]) for p in (0.5, 0.99, 0.01)]
    assert mean[paths[2]] < mean[paths[0]] < mean[paths[1]]
    assert all(told.lines for told in whole().futures)


def test_dyads_at_the_start_are_the_usual_rates() -> None:
    start, middle, _end = findings().moments
    scenario = findings().ensemble.scenario
    usual = sum(
        p.rate.per_day * 30 for p in scenario.processes if (p.source, p.target) == ("USA", "RUS")
    )
    joint = sum(p.rate.per_day * 30 for p in scenario.processes if p.id == "call")
    assert math.isclose(start.flows["USA", "RUS"].volume, usual + joint)
    assert start.flows["RUS", "BRICS+"] == start.flows["BRICS+", "RUS"]
    # the background realises its rates; 200 futures of 30 days
    assert math.isclose(middle.flows["USA", "RUS"].volume, usual + joint, rel_tol=0.35)


def test_every_coefficient_is_listed() -> None:
    scenario = findings(BUILT_IN, None, "fr").ensemble.scenario
    found = whole(BUILT_IN, None, "fr")
    assert len(found.rates.rows) == len(scenario.processes)
    draws = {
        c.draw.name
        for c in scenario.compiled().coefficients
        if c.draw.basis != "definition" and not c.draw.name.startswith("rate:")
    }
    with use_language("fr"):
        names = {draw_name(scenario, draw) for draw in draws}
    assert len(names) == len(draws) == len(found.coefficients.rows)
    for name in names:
        assert any(row[0].startswith(name) for row in found.coefficients.rows), name
    assert all(row[4] for row in found.coefficients.rows)


def test_the_page_says_how_to_make_it_again_and_the_command_does(tmp_path: Path) -> None:
    words = shlex.split(whole().command)
    assert words[:2] == ["detente", "report"]
    target = tmp_path / "report.html"
    words[words.index("report.html")] = str(target)
    result = CliRunner().invoke(app, [*words[1:], "--threads", "1"])
    assert result.exit_code == 0, result.output
    assert target.read_text(encoding="utf-8") == text()
    shown = read(text())
    assert findings().ensemble.scenario.hash in {e.text for e in elements("dd", shown)}


def test_a_kept_run_gives_the_same_answers(tmp_path: Path) -> None:
    detente.write_run(findings().ensemble, tmp_path / "run")
    detente.open_run(tmp_path / "run").ensemble().report(tmp_path / "a.html", outcome="contact")
    again = (tmp_path / "a.html").read_text(encoding="utf-8")
    assert embedded(read(again)) == embedded(read(text()))


def test_the_policy_lets_only_its_own_scripts_run() -> None:
    found = read(text())
    (policy,) = (
        e.attributes["content"]
        for e in elements("meta", found)
        if e.attributes.get("http-equiv") == "Content-Security-Policy"
    )
    scripts = [s for s in elements("script", found) if s.attributes["type"] == "module"]
    hashes = {
        "'sha256-" + base64.b64encode(hashlib.sha256(s.text.encode()).digest()).decode() + "'"
        for s in scripts
    }
    directives = dict(part.strip().split(" ", 1) for part in policy.split(";"))
    assert set(directives["script-src"].split()) == hashes
    assert len(hashes) == 2
    assert directives["default-src"] == "'none'"
    assert "connect-src" not in directives
    assert "eval" not in policy
    for element in found:
        for name in ("src", "href", "action", "poster", "data"):
            assert element.attributes.get(name, "#").startswith(("#", "data:image/"))


def test_charts_are_written_as_svg_and_png(tmp_path: Path) -> None:
    figures = whole().figures()
    render.write_charts(figures, tmp_path / "charts")
    names = {path.name for path in (tmp_path / "charts").iterdir()}
    assert names == {f"{f.id}.{kind}" for f in figures for kind in ("svg", "png")}
    for figure in figures:
        drawing = (tmp_path / "charts" / f"{figure.id}.svg").read_text(encoding="utf-8")
        words = " ".join("".join(ElementTree.fromstring(drawing).itertext()).split())
        assert figure.title.split()[0] in words
        png = (tmp_path / "charts" / f"{figure.id}.png").read_bytes()
        assert png.startswith(b"\x89PNG\r\n\x1a\n")
        assert int.from_bytes(png[16:20], "big") >= 560  # pixels across, at twice the size


def test_charts_are_written_whole_or_not_at_all(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_drawing: str) -> bytes:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(render, "png", full)
    with pytest.raises(InputError, match=r"cannot write .*: No space left"):
        render.write_charts(whole().figures()[:1], tmp_path / "charts")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("options", "message"),
    [
        (["--outcome", "contcat"], "no outcome 'contcat'; did you mean 'contact'?"),
        (["--charts", "full"], "the folder is not empty; name a new one"),
        (["--seed", "-1"], "--seed -1: give a number from 0"),
        (["--language", "de"], "--language de: no such language"),
    ],
)
def test_bad_requests_end_in_a_line_before_any_work(
    options: list[str], message: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "full").mkdir()
    (tmp_path / "full" / "file").touch()
    monkeypatch.chdir(tmp_path)
    result = CliRunner().invoke(app, ["report", str(TOY), "-o", "out.html", *options])
    assert isinstance(result.exception, InputError)
    assert message in str(result.exception)
    assert "\n" not in str(result.exception)
    assert [path.name for path in tmp_path.iterdir()] == ["full"]


def test_a_folder_is_no_page(tmp_path: Path) -> None:
    result = CliRunner().invoke(app, ["report", str(TOY), "-o", str(tmp_path)])
    assert "it is a folder; name a file" in str(result.exception)


def test_the_french_page_is_french() -> None:
    found = read(text(BUILT_IN, None, "fr"))
    assert found[0].attributes["lang"] == "fr"
    words = findings(BUILT_IN, None, "fr").ensemble.scenario.words
    shown = " ".join(
        [
            *(e.text for e in elements("header", found) + elements("main", found)),
            *(e.attributes.get("alt", "") for e in elements("img", found)),
        ]
    )
    assert english_left(shown, words, 2) == []
    assert "Les dirigeants se parlent" in shown
    assert "futurs, graine 1" in shown


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_answer_opens_with_the_memo_and_the_scale_of_its_words(language: str) -> None:
    made = whole(language=language)
    with use_language(language):
        said = memo(findings(language=language).explanation)
        legend = scale()
    assert made.answer[:2] == [said[0], " ".join(said[1:])]
    (answer,) = (e for e in read(text(language=language)) if e.attributes.get("id") == "answer")
    for words in (*said, legend):
        assert " ".join(words.split()) in " ".join(answer.text.split())


@pytest.mark.parametrize(
    "options",
    [
        pytest.param(["--paths", "1"], id="one"),
        pytest.param(["--paths", "40", "--until", "2024-11-19"], id="day", marks=only_whole),
    ],
)
def test_the_smallest_plays_have_a_page(options: list[str]) -> None:
    result = CliRunner().invoke(app, ["report", str(TOY), "-o", "-", *options])
    assert result.exit_code == 0, result.output
    found = read(result.stdout)
    words = next(e for e in found if e.name == "main").text
    assert not re.search(r"\b(nan|inf)\b", words)
    assert "NaN" not in json.dumps(embedded(found)["charts"])


def test_a_scenario_without_claims_index_or_judgement_has_a_page(tmp_path: Path) -> None:
    toml = (TOY / "scenario.toml").read_text(encoding="utf-8")
    toml = toml.replace('[[index]]\npair = ["RUS", "USA"]\n', "")
    begin, end = toml.index("[[claims]]"), toml.index("[[outcomes]]")
    toml = toml[:begin] + toml[end:]
    toml = toml[: toml.index('[[outcomes]]\nkind = "index-held"')]
    (tmp_path / "scenario.toml").write_text(toml, encoding="utf-8")
    (tmp_path / "brief.md").write_text("# A heading\n\nNothing is claimed.\n", encoding="utf-8")
    header = (TOY / "acts.csv").read_text(encoding="utf-8").splitlines()[0]
    (tmp_path / "acts.csv").write_text(header + "\n", encoding="utf-8")
    detente.load(tmp_path).simulate(paths=50).report(tmp_path / "report.html")
    found = read((tmp_path / "report.html").read_text(encoding="utf-8"))
    sections = [e.attributes["id"] for e in found if e.name == "section"]
    # all of so few futures see the outcome, so that nothing is left to be watched for
    assert sections == [name for name in SECTIONS if name not in ("s-index", "s-watch")]
    assert not any(e.name == "mark" for e in found)
    told = [e for e in found if e.name == "article"]
    assert len(told) == 1


@pytest.mark.parametrize(("scenario", "language"), [(str(TOY), "en"), (BUILT_IN, "fr")])
def test_a_date_among_words_stays_on_one_line(scenario: str, language: str) -> None:
    loose = r"\d (?:Dec|déc\.|janv\.|Jan|Feb|févr\.|avr\.|Apr|May|mai) \d\d[^\d<]"
    (main,) = (e for e in read(text(scenario, None, language)) if e.name == "main")
    assert re.search(r"\d\xa0(?:Dec|déc\.|janv\.|Jan)\xa0\d\d", main.text)
    assert re.findall(loose, main.text) == []


def test_marks_of_keys_are_in_the_type_of_their_words() -> None:
    marks = {entry.mark for figure in whole().figures() for entry in figure.key}
    assert {"—", "- -", "···"} <= marks
    # drawn for a file, a line takes the type of a sign that the usual one lacks
    assert not [mark for mark in marks if any("\u2500" <= c <= "\u257f" for c in mark)]
