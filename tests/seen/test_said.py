"""What is to be seen, as it is written: every form, in both languages, and what is refused."""

from __future__ import annotations

import datetime as dt
import functools

import pytest

from detente.conditions.model import (
    ActsCondition,
    IndexCondition,
    LevelCondition,
    NamedCondition,
    StateCondition,
)
from detente.errors import InputError
from detente.language.current import use_language
from detente.outcomes.acts import ActsOutcome
from detente.outcomes.condition import ConditionOutcome
from detente.scenario.scenario import Scenario
from detente.seen.said import said
from detente.seen.seeing import Seeing
from detente.seen.span import Span
from detente.seen.what import ActSeen, AmountSeen, ClaimSeen, ConditionSeen, OutcomeSeen, What
from tests.engine.worlds import AS_OF, add, toy
from tests.ensemble.asked import STOCK, TRUCE, amount
from tests.scenario.mutated import Raw

DATE = dt.date(2024, 12, 1)
LAST = AS_OF + dt.timedelta(days=120)


@functools.cache
def scenario() -> Scenario:
    def named(raw: Raw) -> None:
        raw["conditions"] = {"calm": {"state": "truce", "is": "in-force"}}

    asked = [amount("measures", level="stock"), amount("mode", state="truce")]
    return toy(add(states=[TRUCE], levels=[STOCK], outcomes=asked), named)


def the_state(*values: str) -> StateCondition:
    return StateCondition.model_validate({"state": "truce", "is": list(values)})


def the_level(**bounds: float) -> LevelCondition:
    return LevelCondition.model_validate({"level": "stock", **bounds})


def the_index(**bounds: float) -> IndexCondition:
    return IndexCondition.model_validate({"index": ["RUS", "USA"], **bounds})


ACTS = ActsCondition.model_validate({"act": "CONSULT", "by": "RUS~USA", "at_least": 2})
CALM = NamedCondition.model_validate({"condition": "calm"})

FORMS: list[tuple[str, What, bool, float | None]] = [
    ("contact", OutcomeSeen("contact"), True, None),
    ("contact before 2024-12-01", OutcomeSeen("contact", Span("before", DATE)), True, None),
    ("not contact by 2024-12-01", OutcomeSeen("contact", Span("by", DATE)), False, None),
    ("  Contact  on 2024-12-01 ", OutcomeSeen("contact", Span("on", DATE)), True, None),
    ("thaw after 2024-12-01 at 80 %", OutcomeSeen("thaw", Span("after", DATE)), True, 0.8),
    ("not thaw at 2,5%", OutcomeSeen("thaw"), False, 0.025),
    ("ru accuses ever", ActSeen("ru-accuses", Span("ever")), True, None),
    ("sanction on 2024-12-01", ActSeen("sanction", Span("on", DATE)), True, None),
    ("claim ready", ClaimSeen("ready"), True, None),
    ("not claim ready at 100 %", ClaimSeen("ready"), False, 1.0),
    ("truce is breached", ConditionSeen(the_state("breached")), True, None),
    ("truce is “broken” on 2024-12-01", ConditionSeen(the_state("breached"), Span("on", DATE)),
     True, None),
    ("truce is not over by 2024-12-01", ConditionSeen(the_state("over"), Span("by", DATE)),
     False, None),
    ("not truce is not over", ConditionSeen(the_state("over")), True, None),
    ("stock above 12", ConditionSeen(the_level(above=12.0)), True, None),
    ("stock below −1,5 ever", ConditionSeen(the_level(below=-1.5), Span("ever")), True, None),
    ("USA~RUS above -3 on 2024-12-01", ConditionSeen(the_index(above=-3.0), Span("on", DATE)),
     True, None),
    ("measures below 20", AmountSeen("measures", below=20.0), True, None),
    ("mode is over at 0 %", AmountSeen("mode", values=("over",)), True, 0.0),
    ("condition calm", ConditionSeen(CALM), True, None),
    ("not { act = 'CONSULT', by = 'RUS~USA', at_least = 2 } before 2024-12-01 at 30 %",
     ConditionSeen(ACTS, Span("before", DATE)), False, 0.3),
]  # fmt: skip


@pytest.mark.parametrize(("text", "what", "wanted", "chance"), FORMS, ids=[f[0] for f in FORMS])
def test_every_form_is_read(text: str, what: What, wanted: bool, chance: float | None) -> None:
    assert said(text, scenario()) == Seeing(text.strip(), what, wanted, chance)


def test_python_may_give_a_table_or_what_is_read_already() -> None:
    found = said({"state": "truce", "is": "over"}, scenario())
    assert found.what == ConditionSeen(the_state("over"))
    assert said(found, scenario()) is found


WORDS = [
    ("not contact before 2024-12-01",
     "“The leaders speak” does not come about before 1 December 2024",
     "l’issue « The leaders speak » ne se produit pas avant le 1er décembre 2024"),
    ("thaw by 2024-12-01 at 80 %",
     "“The index is above -3 for 20 days” comes about by 1 December 2024 (at 80 %)",
     "l’issue « The index is above -3 for 20 days » se produit d’ici au 1er décembre 2024 "
     "(à 80 %)"),
    ("call on 2024-12-01",
     "“leaders speak” happens on 1 December 2024",
     "« leaders speak » a lieu le 1er décembre 2024"),
    ("not claim ready",
     "the claim “One side is ready to talk” does not hold",
     "l’affirmation « One side is ready to talk » est fausse"),
    ("truce is over",
     "“The truce” is “over” at the end",
     "« The truce » est dans l’état « over », à la fin"),
    ("not stock above 12 on 2024-12-01",
     "“Measures” lies below 12 measures on 1 December 2024",
     "« Measures » est en dessous de 12 measures, le 1er décembre 2024"),
    ("not truce is breached ever",
     "at no time, “The truce” is “broken”",
     "à aucun moment ce n’est le cas : « The truce » est dans l’état « broken »"),
    ("measures above 20",
     "“How much measures” is at 20 measures or more",
     "« How much measures » est à 20 measures au moins"),
    ("mode is not breached",
     "“How much mode” is not “broken”",
     "« How much mode » n’est pas dans l’état « broken »"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "english", "french"), WORDS, ids=[w[0] for w in WORDS])
def test_what_is_seen_is_told_in_both_languages(text: str, english: str, french: str) -> None:
    found = said(text, scenario())
    assert found.words(scenario()) == english
    with use_language("fr"):
        assert found.words(scenario()).replace("\u00a0", " ").replace("\u202f", " ") == french


REFUSED = [
    ("", "say what is seen, such as 'OUTCOME before 2025-03-01'"),
    ("contcat", "no outcome 'contcat'; did you mean 'contact'?"),
    ("contact before march", "'march' is no date; write it like 2024-11-18"),
    ("contact before 2024-12-1", "'2024-12-1' is no date; write 2024-12-01"),
    ("contact before 2026-01-01",
     "outside the days that are played; give a date from 2024-11-20 to 2025-03-19"),
    ("contact after 2025-03-18",
     "outside the days that are played; give a date from 2024-11-18 to 2025-03-17"),
    ("contact at 0.8", "write a probability in per cent, 'at 80 %'"),
    ("contact at 180 %", "180 % is no probability; give one from 0 to 100"),
    ("contact at most %", "most: no probability; write 'at 80 %'"),
    ("ready", "write 'claim ready'"),
    ("truce by 2024-12-01", "write 'truce is VALUE'"),
    ("stock", "write 'stock above N'"),
    ("calm", "write 'condition calm'"),
    ("claim raedy", "no claim 'raedy'; did you mean 'ready'?"),
    ("claim ready by 2024-12-01", "claims and amounts have no days; leave out 'by 2024-12-01'"),
    ("truce is broke", "no such value of the state: 'broke'"),
    ("truse is over", "no state 'truse'; did you mean 'truce'?"),
    ("stock above high", "'high' is no number; write one such as 0.5"),
    ("stcok above 3", "no level or amount 'stcok'; did you mean 'stock'?"),
    ("USA~UKR above 3", "no relation index 'UKR~USA'; did you mean 'RUS~USA'?"),
    ("condition clam", "no condition 'clam'; did you mean 'calm'?"),
    ("they talk soon", "not understood; write OUTCOME before DATE, claim ID, STATE is VALUE"),
    ("{ stat = 'truce' }", "no condition 'stat'; did you mean 'state'?"),
    ("{ state = 'truce'", "not valid TOML"),
    ("x" * 10_001, "longer than 10000 characters"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "message"), REFUSED, ids=[r[1][:40] for r in REFUSED])
def test_what_cannot_be_understood_is_refused_in_one_line(text: str, message: str) -> None:
    with pytest.raises(InputError) as caught:
        said(text, scenario())
    assert message in str(caught.value)
    assert "\n" not in str(caught.value)


def test_what_is_no_text_is_refused() -> None:
    with pytest.raises(InputError, match="seen is 3; give a text"):
        said(3, scenario())


def test_what_the_outcomes_do_not_tell_is_asked_within_its_days() -> None:
    first = AS_OF + dt.timedelta(days=1)

    def asked(text: str) -> object:
        return said(text, scenario()).asked("seen-1", first, LAST)

    for told in ("contact before 2024-12-01", "claim ready", "measures above 20"):
        assert asked(told) is None
    window = {"id": "seen-1", "since": DATE, "until": DATE + dt.timedelta(days=1)}
    assert asked("sanction on 2024-12-01") == ActsOutcome.model_validate(
        {**window, "on": ["sanction"]}
    )
    assert asked("truce is over on 2024-12-01") == ConditionOutcome.model_validate(
        {**window, "when": the_state("over")}
    )
    assert asked("truce is over") == ConditionOutcome.model_validate(
        {"id": "seen-1", "when": the_state("over"), "on": "end"}
    )
    assert asked("truce is over ever") == ConditionOutcome.model_validate(
        {"id": "seen-1", "when": the_state("over")}
    )
