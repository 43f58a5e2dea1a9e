"""What is written around the claims: passages, conditions, the record, the account."""

from __future__ import annotations

import csv
import datetime as dt
import io
import re
import tomllib
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import pytest

from detente.check.background import radii
from detente.claims.locator import fingerprint
from detente.errors import InputError
from detente.language.current import use_language
from detente.reading.proposal import (
    Candidate,
    ConditionKind,
    Limit,
    Named,
    Proposal,
    Reading,
    Remark,
    Sureness,
)
from detente.reading.sentence import Place, Span, Token, Voice
from detente.reading.writing.write import write
from detente.reading.writing.written import Written
from detente.scenario.folder import Memory
from detente.scenario.read import read
from detente.scenario.short.whole import whole as in_full
from tests.reading.writing.readings import AS_OF, LIN, NOWHERE, a_day, claim, reading
from tests.reading.writing.said import EASED, proposed

READY = Candidate("disposition", "ready", 3.0, ("is", "ready"), {}, 1, "contact")
RELUCTANT = Candidate("disposition", "unwilling", 3.0, ("refuses",), {}, -1, "contact")


def files(*proposals: Proposal, **more: Any) -> Mapping[str, str]:
    return write(reading(*proposals, **more), Written("made", AS_OF))


def whole_of(made: Mapping[str, str]) -> dict[str, Any]:
    """The tables of a scenario in full."""
    return in_full(tomllib.loads(made["scenario.toml"]))


def scenario(*proposals: Proposal, **more: Any) -> dict[str, Any]:
    return whole_of(files(*proposals, **more))


def effect_of(whole: Mapping[str, Any], id_: str) -> dict[str, Any]:
    (found,) = [each for each in whole["effects"] if each.get("claim") == id_]
    return dict(found)


def said(*proposals: Proposal) -> list[str]:
    lines = files(*proposals)["brief.md"].splitlines()
    return [line.partition(" {#")[0] for line in lines if "{#" in line]


def test_a_claim_points_to_its_sentence() -> None:
    (found,) = scenario(claim("it", READY, sentence=1))["claims"]
    assert found["document"] == "article"
    assert found["sentence"] == 2
    assert found["fingerprint"] == fingerprint("China waits too.")
    assert found["statement"] == "India is ready for contact with China."


def test_what_the_text_asserts_gives_the_credence_and_its_reason() -> None:
    (found,) = scenario(claim("it", READY, sureness=Sureness(0.45, ("may",))))["claims"]
    assert found["credence"] == 0.45
    assert "may" in found["credence_basis"]


@pytest.mark.parametrize(
    ("sureness", "passage"),
    [
        (Sureness(0.9), "According to Lin Wei, India is ready for contact with China."),
        (Sureness(0.5), "Thought possible by Lin Wei: India is ready for contact with China."),
        (Sureness(0.2), "Doubted by Lin Wei: India is ready for contact with China."),
        (
            Sureness(0.1, negated=True),
            "Disputed by Lin Wei: India is ready for contact with China.",
        ),
        (
            Sureness(0.6, concession=True),
            "Conceded by Lin Wei: India is ready for contact with China.",
        ),
    ],
)
def test_a_passage_says_who_asserts_it_and_how_firmly(sureness: Sureness, passage: str) -> None:
    assert said(claim("it", READY, voice=LIN, sureness=sureness)) == [passage]


def test_nested_speech_names_who_reports_it() -> None:
    through = Voice("QAT", "ministry")
    voice = Voice("CHN", "spokesperson", through=through)
    assert said(claim("it", READY, voice=voice)) == [
        "According to a spokesperson of China, India is ready for contact with China "
        "(as reported by a ministry of Qatar)."
    ]


def test_a_reluctant_side_is_written_with_the_other_sign() -> None:
    whole = scenario(claim("it", RELUCTANT))
    assert effect_of(whole, "it")["coefficient"]["mean"] < 0
    assert whole["claims"][0]["signs"][0]["moves"] == "down"


@pytest.mark.parametrize(
    ("limit", "condition"),
    [
        (
            Limit("after-date", "", NOWHERE, day=a_day(2025, 3, 1)),
            {"from": dt.date(2025, 3, 1)},
        ),
        (
            Limit("before-date", "", NOWHERE, day=a_day(2025, 3, 1)),
            {"until": dt.date(2025, 3, 1)},
        ),
        (EASED, {"on": ["chn-eases-ind"], "within": 90}),
        (
            Limit("unless", "", NOWHERE, act="COERCE.restrict/economic", actor="CHN"),
            {"not": {"on": ["chn-sanctions-ind"], "within": 90}},
        ),
        (
            Limit("as-long-as", "", NOWHERE, act="ACCUSE", actor="CHN"),
            {"on": ["chn-accuses-ind"], "within": 30},
        ),
        (
            Limit("in-return", "", NOWHERE, act="RETREAT.release", actor="CHN"),
            {"on": ["chn-eases-ind"], "within": 90},
        ),
    ],
)
def test_a_limit_is_a_condition(limit: Limit, condition: dict[str, Any]) -> None:
    assert effect_of(scenario(claim("it", READY, limit=limit)), "it")["while"] == condition


def test_a_day_that_has_passed_limits_nothing() -> None:
    limit = Limit("after-date", "", NOWHERE, day=a_day(2024, 1, 1))
    assert "while" not in effect_of(scenario(claim("it", READY, limit=limit)), "it")


@pytest.mark.parametrize(
    ("kind", "start", "holds"),
    [
        ("if", "not-met", {"state": "it-condition", "is": "met"}),
        ("unless", "not-met", {"not": {"state": "it-condition", "is": "met"}}),
        ("as-long-as", "met", {"state": "it-condition", "is": "met"}),
    ],
)
def test_a_condition_that_nobody_brings_about_is_a_state(
    kind: ConditionKind, start: str, holds: dict[str, Any]
) -> None:
    whole = scenario(claim("it", READY, limit=Limit(kind, "if it rains a lot in May", NOWHERE)))
    (state,) = whole["states"]
    assert state["title"] == "the condition “if it rains a lot …”"
    assert state["start"] == start
    assert effect_of(whole, "it")["while"] == holds


def test_a_condition_may_be_an_inauguration() -> None:
    found = reading(claim("it", READY, limit=Limit("after-act", "once sworn in", Span(0, 1))))
    tokens = (Token("sworn", "swear", 0, 5),)
    first = replace(found.sentences[0], tokens=tokens)
    made = write(replace(found, sentences=[first]), Written("made", AS_OF))
    whole = whole_of(made)
    assert effect_of(whole, "it")["while"] == {"office": "zhao-ming"}
    assert "Zhao Ming is in office" in whole["claims"][0]["statement"]


def test_a_day_after_the_horizon_is_told() -> None:
    made = files(claim("it", READY, limit=Limit("after-date", "", NOWHERE, day=a_day(2031, 1, 1))))
    assert "its condition: its day lies after the horizon" in made["reading.md"]


def test_that_sanctions_do_not_work_denies_their_effect() -> None:
    vain = Candidate("sanctions", "did-not-work", 3.0, (), {}, 0, "economic")
    (denied,) = [e for e in scenario(claim("it", vain))["effects"] if e["effect"] == "sanctions"]
    assert denied["denied_by"] == "it"


def test_what_was_foreseen_surprises_less() -> None:
    foreseen = Candidate("scheduled-acts", "anticipated", 3.0, (), {"act": "ACCUSE"})
    whole = scenario(claim("it", foreseen, days=(a_day(2025, 1, 10),)))
    assert list(effect_of(whole, "it")["anticipation"]) == ["CHN"]


def test_where_the_text_says_too_little_the_next_reading_is_taken() -> None:
    made = files(claim("it", Candidate("deadline", "", 3.0), READY))
    assert effect_of(whole_of(made), "it")["effect"] == "disposition"
    assert "not taken, deadline: the text names no day to come" in made["reading.md"]


def test_what_cannot_be_written_is_listed_and_leaves_nothing_behind() -> None:
    made = files(claim("it", Candidate("deadline", "", 3.0, ("by", "then"))))
    whole = whole_of(made)
    assert "claims" not in whole
    assert "Said, but not modelled" in made["reading.md"]
    none = whole_of(files())
    assert {k: v for k, v in whole.items() if k != "voices"} == none


def test_a_credence_may_hang_on_another_claim_but_not_in_a_circle() -> None:
    one = claim("one", READY, given="other")
    other = claim("other", RELUCTANT, given="one")
    claims = {each["id"]: each for each in scenario(one, other)["claims"]}
    assert claims["one"]["given"] == "other"
    assert claims["one"]["credence_otherwise"] < claims["one"]["credence"]
    assert "given" not in claims["other"]
    assert "<br>depends on claim 2 |" in files(one, other)["reading.md"]


def test_an_act_that_was_done_stands_on_record_as_its_claims() -> None:
    roles = {"act": "MOBILIZE/military", "actor": "CHN", "target": "IND"}
    act = Candidate("scheduled-acts", "reported", 3.0, (), roles)
    made = files(claim("it", act, actor="CHN", target="IND", days=(a_day(2024, 11, 10),)))
    (row,) = csv.DictReader(io.StringIO(made["acts.csv"]))
    assert row["date"] == "2024-11-10"
    assert (row["source"], row["target"], row["act"], row["claim"]) == (
        "CHN", "IND", "MOBILIZE/military", "it",
    )  # fmt: skip
    assert row["reference"] == "article, 1"


def test_a_judgement_is_compared_with_an_outcome_and_moves_nothing() -> None:
    slim = Candidate("judgement", "", 3.0, ("unlikely",), {}, -1, "agreement")
    whole = scenario(claim("it", slim, sureness=Sureness(0.9)))
    (found,) = whole["claims"]
    assert found["judgement"]["outcome"] == "agreement-signed"
    assert found["judgement"]["high"] <= 0.3
    assert found["signs"] == [{"forced": True, "target": "agreement-signed", "moves": "none"}]
    assert not [each for each in whole["effects"] if each.get("claim") == "it"]


def test_without_a_claim_that_says_so_joint_acts_need_both() -> None:
    (both,) = [
        e for e in scenario(claim("it", READY))["effects"] if e["effect"] == "mutual-consent"
    ]
    assert "claim" not in both
    (owned,) = [
        e
        for e in scenario(proposed("mutual-consent"))["effects"]
        if e["effect"] == "mutual-consent"
    ]
    assert owned["claim"] == "says-mutual-consent"


def test_an_actor_that_nothing_plays_is_no_actor_of_the_scenario() -> None:
    assert [each["id"] for each in scenario(claim("it", READY))["actors"]] == ["IND", "CHN"]
    third = scenario(proposed("outside-options"))["actors"]
    assert [each["id"] for each in third[:2]] == ["IND", "CHN"]
    assert len(third) > 2


def test_a_party_that_no_table_knows_is_declared() -> None:
    front = next(
        each for each in scenario(proposed("faction"))["actors"] if each["id"] == "hill-front"
    )
    assert front == {"id": "hill-front", "name": "The Hill Front", "kind": "party"}


def test_remarks_are_listed_by_reason() -> None:
    place = Place("article", 2, 1, "0" * 12)
    made = files(remarks=[Remark(place, "background", "it describes"),
                          Remark(place, "unused", "no effect says it", "a rumour")])  # fmt: skip
    assert "- it describes: 2" in made["reading.md"]
    assert "| 2 | a rumour | no effect says it |" in made["reading.md"]


def test_nothing_of_the_text_is_quoted_at_length() -> None:
    text = ("It is the settled view of most people in the capital that India is ready to talk.",)
    long = Candidate("disposition", "ready", 3.0, tuple(text[0].split()), {}, 1, "contact")
    sure = Sureness(0.7, (text[0],))
    made = files(claim("it", long, sureness=sure), text=text)
    words = re.findall(r"\w+", text[0].casefold())
    runs = {" ".join(words[at : at + 7]) for at in range(len(words) - 6)}
    for name, content in made.items():
        plain = " ".join(re.findall(r"\w+", content.casefold()))
        assert not [run for run in runs if run in plain], name


def test_ids_stand_for_nobody_in_what_people_read() -> None:
    for language in ("en", "fr"):
        with use_language(language):
            made = files(*map(proposed, ("mediation", "gate", "disposition", "patronage")))
        for name in ("brief.md", "reading.md"):
            prose = re.sub(r"\{#.*?\}|```.*?```", "", made[name], flags=re.DOTALL)
            assert not re.search(r"\b(IND|CHN|QAT|RUS|says-\w+)\b", prose), name


def test_one_actor_is_too_few() -> None:
    alone = Reading([], [], [Named("IND", "India", "state", 2)], [], [], "thaw", [], [])
    with pytest.raises(InputError, match="fewer than two actors"):
        write(alone, Written("made", AS_OF))


def test_acts_that_would_breed_acts_without_end_do_so_less() -> None:
    answer = Candidate("response", "answers", 3.0, (), {}, 1, "economic")
    back = Candidate(
        "response", "answers", 3.0, (), {"actor": "CHN", "target": "IND"}, 1, "economic"
    )
    many = [claim(f"it-{i}", (answer, back)[i % 2]) for i in range(12)]
    made = files(*many)
    whole = whole_of(made)
    means = [e["coefficient"]["mean"] for e in whole["effects"] if e["effect"] == "response"]
    assert len(means) == 12
    assert max(means) < effect_of(scenario(many[0]), "it-0")["coefficient"]["mean"]
    assert "without end" in made["reading.md"]
    settled = read(Memory(made, "made"))
    assert max(radii(settled, 1)) < 1.0


def test_what_was_done_long_ago_is_no_act_of_the_record() -> None:
    act = Candidate("scheduled-acts", "reported", 3.0, (), {"act": "ACCUSE"})
    made = files(claim("it", act, days=(a_day(2009, 3, 23),)))
    assert made["acts.csv"].count("\n") == 1
    assert "it was done long ago" in made["reading.md"]


def test_five_claims_take_fewer_than_a_hundred_and_fifty_lines() -> None:
    many = [claim(f"it-{i}", (READY, RELUCTANT)[i % 2]) for i in range(5)]
    made = files(*many)
    assert len(made["scenario.toml"].splitlines()) < 150
    short = tomllib.loads(made["scenario.toml"])
    assert len(short["claims"]) == 5
    assert short["claims"][1]["effects"] == [
        {"effect": "disposition", "actor": "IND", "on": ["contact"], "coefficient": "lowers"}
    ]
    assert read(Memory(made, "made")).placeholders.usual == 5
