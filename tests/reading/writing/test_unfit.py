"""What a check would refuse is left out when a reading is tried."""

from __future__ import annotations

from detente.check.report import check
from detente.progress import silent
from detente.reading.proposal import Candidate
from detente.reading.writing.build import Unwritten
from detente.reading.writing.write import Drafted, drafted
from detente.reading.writing.written import Written
from detente.scenario.folder import Memory
from detente.scenario.read import read
from tests.reading.writing.readings import AS_OF, claim, reading

READY = Candidate("disposition", "ready", 3.0, ("is", "ready"), {}, 1, "contact")
BOTH = Candidate("mutual-consent", "takes-both", 3.0, ("takes", "both"), {}, 0, "contact")

SAID = reading(
    claim("ready-ind", READY),
    claim("takes-both-rus", BOTH, actor="IND", target="RUS"),  # nothing else moves what they do
    text=("India waits.", "China waits too.", "Russia does not."),
)


def faults(draft: Drafted) -> list[str]:
    return check(read(Memory(draft.files, "made"))).faults


def test_a_claim_tied_to_nothing_is_left_out_and_listed() -> None:
    (fault,) = faults(drafted(SAID, Written("made", AS_OF)))
    assert "takes-both-rus" in fault
    tried = drafted(SAID, Written("made", AS_OF), silent)
    assert faults(tried) == []
    left = [each.proposal.id for each in tried.found if isinstance(each, Unwritten)]
    assert left == ["takes-both-rus"]
    assert "takes-both-rus" not in tried.files["scenario.toml"]
    assert "does not fit" in tried.files["reading.md"]
