"""What can be written down and would be answered, and cannot have been meant."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from pathlib import Path

import pytest

import detente
from detente.check.notes import notes
from detente.errors import InputError
from detente.ontology.fields import dates_meant, is_seen
from tests.scenario.mutated import Raw, by_id, changed, copy
from tests.scenario.test_all_errors import HEADER, faults

Change = Callable[[Raw], object]


def judgement(low: float, high: float) -> Change:
    """A judgement of the toy's first claim."""
    return lambda raw: raw["claims"][0].update(
        judgement={"outcome": "contact", "low": low, "high": high, "words": "so"}
    )


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (judgement(0.8, 0.2), "claims[1].judgement ('ready'): low = 0.8 is above high = 0.2"),
        (judgement(0.3, 0.3), "low and high are both 0.3"),
        (judgement(0.2, 60), "judgement.high ('ready'): give 1 or less"),
        (lambda raw: raw["claims"][0].update(credence=60), "not 60; did you mean 0.6?"),
        (lambda raw: raw["claims"][0].update(credence="60 %"), "'60 %'; did you mean 0.6?"),
        (lambda raw: raw["claims"][0].update(credence="0,6"), "'0,6'; did you mean 0.6?"),
        (lambda raw: raw["outcomes"][0].update(listed="yes"), "'yes'; did you mean true?"),
        (lambda raw: raw["outcomes"][1].update(on="sanction"), 'did you mean ["sanction"]?'),
        (
            lambda raw: raw["outcomes"][1].update(id="New Sanctions"),
            "not 'New Sanctions'; did you mean new-sanctions?",
        ),
        (lambda raw: raw["effects"][0].update(coefficient="0.7"), "coefficient: give a table: {"),
        (lambda raw: raw.update(voices=raw["voices"][0]), "write it as [[voices]] tables"),
        (lambda raw: raw["processes"][7].update(target="usa"), "did you mean 'USA'?"),
        (lambda raw: raw["processes"][7].update(target="ukraine"), "did you mean 'UKR'?"),
        (lambda raw: raw.update(as_of="18.11.2024"), "as_of: write the date as 2024-11-18, with"),
        (lambda raw: raw.update(title=" \t\u200b\u3164"), "title: nothing to be read in it"),
        (lambda raw: raw["claims"][0].update(statement="\u00a0"), "statement ('ready'): nothing"),
        (lambda raw: raw["processes"][0].update(prose="\u2800"), "prose ('call'): nothing"),
        (lambda raw: raw["actors"][0].update(name="  "), "actors[1].name ('USA'): nothing"),
        (
            lambda raw: raw["outcomes"][0].update(until=dt.date(2030, 1, 1)),
            "outcomes[1] ('contact').until: 2030-01-01 lies after the horizon, which ends on "
            "2025-03-18",
        ),
        (lambda raw: raw.update(brief="scenario.toml"), "brief: 'scenario.toml' is the scenario"),
        (lambda raw: raw.update(brief="./scenario.toml"), "brief: './scenario.toml' is the scen"),
        (lambda raw: raw["record"].update(file="scenario.toml"), "record.file: 'scenario.toml' is"),
        (lambda raw: raw["record"].update(file="brief.md"), "'brief.md' is what brief names"),
        (lambda raw: raw.update(translations={"fr": "scenario.toml"}), "translations.fr: 'scen"),
        (lambda raw: raw.update(coefficients="scenario.toml"), "coefficients: 'scenario.toml' is"),
        (
            lambda raw: raw["claims"][0].update(
                judgement={"outcome": "index:RUS~USA", "words": "so"}
            ),
            "judgement.outcome: no outcome 'index:RUS~USA'",
        ),
    ],
)
def test_is_refused(tmp_path: Path, change: Change, said: str) -> None:
    (line,) = faults(changed(tmp_path, change))
    assert line.startswith("scenario.toml: ")
    assert said in line


def test_a_copy_of_the_scenario_is_no_brief(tmp_path: Path) -> None:
    copy(tmp_path)
    (tmp_path / "brief.md").unlink()
    (tmp_path / "brief.md").symlink_to(tmp_path / "scenario.toml")
    (line,) = faults(tmp_path)
    assert line == "scenario.toml: 'brief.md' is the scenario itself; name another file"


def test_a_brief_of_what_nobody_sees_is_empty(tmp_path: Path) -> None:
    copy(tmp_path)
    (tmp_path / "brief.md").write_text(" \n\u200b\u3164\n", encoding="utf-8")
    assert faults(tmp_path) == ["brief.md: the brief is empty; write what is claimed"]


LINE = "2024-11-01,RUS,USA,CONSULT.phone@leader,,a call,a note"


@pytest.mark.parametrize("other", [LINE, LINE.replace("RUS,USA", "USA,RUS")])
def test_a_line_of_acts_counts_once(tmp_path: Path, other: str) -> None:
    copy(tmp_path)
    (tmp_path / "acts.csv").write_text(f"{HEADER}{LINE}\n\n{other}\n", encoding="utf-8")
    (line,) = faults(tmp_path)
    assert line.startswith("acts.csv: line 4: repeats line 2 in every column")
    (tmp_path / "acts.csv").write_text(f"{HEADER}{LINE}\n{other} later\n", encoding="utf-8")
    assert len(detente.load(tmp_path).record.acts) == 2


def test_notes_say_what_is_there_already_and_what_comes_too_late(tmp_path: Path) -> None:
    sure = {"mean": 0.5, "sd": 0.0, "basis": "judgement", "reference": "a test"}

    def change(raw: Raw) -> None:
        by_id(raw["outcomes"], "thaw")["level"] = -9.0
        raw["outcomes"].append({**by_id(raw["outcomes"], "thaw"), "id": "far", "level": 9.0})
        raw["outcomes"].append(
            {"kind": "acts", "id": "aid", "title": "Aid", "on": ["aid"], "after": "contact",
             "within": 500}
        )  # fmt: skip
        raw["effects"].append(
            {"effect": "offer", "id": "late", "claim": "ready", "otherwise": "open", "actor": "RUS",
             "on": ["call"], "opens": dt.date(2030, 1, 1)}
        )  # fmt: skip
        days = (dt.date(2024, 12, 1), dt.date(2027, 1, 1))
        raw["effects"].append(
            {"effect": "scheduled-acts", "id": "acts", "source": "USA", "target": "RUS",
             "act": "ACCUSE", "occasions": [{"date": day, "probability": sure} for day in days]}
        )  # fmt: skip

    found = notes(detente.load(changed(tmp_path, change)))
    wanted = [
        "relation index starts at −1.9, already at −9.0 or above",
        "effect 'late': opens = 2030-01-01 lies after 18 March 2025",
        "effect 'acts': occasions[2].date = 2027-01-01 lies after",
        "within = 500 is longer than the 120 days",
    ]
    assert len(found) == len(wanted), found
    for line, part in zip(found, wanted, strict=True):
        assert part in line


def test_notes_ask_what_capitals_and_early_days_mean(tmp_path: Path) -> None:
    def change(raw: Raw) -> None:
        raw["actors"] += [{"id": name, "kind": "party"} for name in ("hamas", "Hamas")]
        raw["outcomes"][1]["since"] = dt.date(2023, 1, 1)

    found = notes(detente.load(changed(tmp_path, change)))
    assert "actors 'hamas' and 'Hamas' differ in capitals alone: are they two?" in found
    assert any("since = 2023-01-01 lies before 19 November 2024" in line for line in found)


def test_notes_count_what_the_record_has(tmp_path: Path) -> None:
    copy(tmp_path)
    (tmp_path / "acts.csv").write_text(f"{HEADER}{LINE}\n", encoding="utf-8")
    (line,) = (line for line in notes(detente.load(tmp_path)) if "counts from" in line)
    assert line.startswith(
        "outcome “The leaders speak” counts from 19 November 2024 on; 1 such act"
    )


def test_a_name_that_is_not_there_is_refused() -> None:
    ensemble = detente.load("us-russia-2024").simulate(paths=5)
    asked: list[Callable[[], object]] = [
        lambda: ensemble.index("nonsense"),
        lambda: ensemble.index("RUS", "USB"),
        lambda: ensemble.index(b="RUS"),
        lambda: ensemble.indices["RUS~USB"],
    ]
    for ask in asked:
        with pytest.raises(InputError, match=r"^no .*'RUS~USA'|; known: RUS~USA"):
            ask()
    assert ensemble.index("USA~RUS").pair == ensemble.index().pair == ("RUS", "USA")
    assert ensemble.index("USA", "RUS").pair == ("USA", "RUS")


def test_what_is_seen() -> None:
    assert not any(map(is_seen, ("", " \n", "\u200b\u200d", "\u3164", "\u0301", "\u2800\u00ad")))
    assert all(map(is_seen, ("a", "é", "平", "–", "🙂", "a\u200b")))
    day = dt.date(2024, 11, 18)
    for text in ("18.11.2024", "11/18/2024", "18/11/2024", "2024.11.18", "2024-11-18"):
        assert dates_meant(text) == [day]
    assert dates_meant("18.11.24") == []


@pytest.mark.parametrize(
    "encode",
    [
        lambda text: text.replace(",", ";").encode(),
        lambda text: text.replace(",", "\t").encode("utf-16"),
        lambda text: text.replace("\n", "\r\n").encode("utf-8-sig"),
        lambda text: text.replace("\n", "\r").encode(),
        lambda text: text.replace(",", ";").replace("\n", ";;\r\n").encode("utf-8-sig"),
    ],
)  # fmt: skip
def test_tables_of_spreadsheets_are_read(tmp_path: Path, encode: Callable[[str], bytes]) -> None:
    copy(tmp_path)
    (tmp_path / "acts.csv").write_bytes(encode(f"{HEADER}{LINE}\n"))
    (act,) = detente.load(tmp_path).record.acts
    assert (act.source, act.note, act.reference) == ("RUS", "a call", "a note")
