"""How claims hang together: what is given, what is an example, what stands against what."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from detente.reading.beside import Key, beside, opposed, reason
from detente.reading.cues.line import Line, own_line
from detente.reading.cues.phrases import found_phrases
from detente.reading.grammar.lemmas import plain
from detente.reading.proposal import Proposal
from detente.reading.sentence import ClauseKind, Sentence
from detente.reading.sureness.negation import refuted
from detente.reading.words.table import table

_SECTIONS = {"first": 1, "opening": 4, "within": None}
"""Sections of the table, and among how many first words of a clause its words must stand."""
_NEAR = 3
"""A sentence refers to none farther back than so many."""
_DEEP = 6

_KEYS: dict[ClauseKind, Key] = {
    "cause": "given",
    "concession": "contrast_with",
    "contrast": "contrast_with",
    "example": "example_of",
}
_OPENINGS: dict[str, Key] = {
    "therefore": "given",
    "contrast": "contrast_with",
    "example": "example_of",
}


def relate(sentences: Sequence[Sentence], proposals: Sequence[Proposal]) -> list[Proposal]:
    """Fill in `given`, `example_of` and `contrast_with`.

    Within a sentence clauses tell it: a claim is given its cause, unless the cause is refuted; what
    is joined by *but* stands against what it is joined to; of a claim and a concession the later
    against the earlier. From sentence to sentence words such as *however* tell it, and refer to the
    claim before.

    Parameters
    ----------
    sentences : sequence of Sentence
    proposals : sequence of Proposal
        In the order of the text.

    Returns
    -------
    list of Proposal
        The same, in the same order.
    """
    links: dict[str, dict[Key, str]] = {proposal.id: {} for proposal in proposals}
    by_sentence: dict[int, list[Proposal]] = {}
    for proposal in proposals:
        by_sentence.setdefault(proposal.sentence, []).append(proposal)
    before: Proposal | None = None
    general: Proposal | None = None
    earlier: list[Proposal] = []
    for index in sorted(by_sentence):
        sentence, here = sentences[index], by_sentence[index]
        for key, whose, other in (*_within(sentence, here), *beside(sentence, here)):
            links[whose.id].setdefault(key, other.id)
        if before is not None and not _follows(sentences, before, index):
            before = general = None
        if general is None or not _listed(sentence):
            general = before if _listed(sentence) else None
        if general is not None:
            links[here[0].id].setdefault("example_of", general.id)
        for place, proposal in enumerate(here):
            for kind in _referring(sentence, proposal.clause, whole=place == 0):
                if before is not None and _reaches(sentence, proposal, before, kind):
                    links[proposal.id].setdefault(_OPENINGS[kind], before.id)
            earlier = [each for each in earlier if _beside(sentences, each, index)]
            if against := opposed(proposal, earlier):
                links[proposal.id].setdefault("contrast_with", against.id)
            earlier.append(proposal)
            before = proposal
    return [
        replace(
            proposal,
            given=links[proposal.id].get("given", proposal.given),
            example_of=links[proposal.id].get("example_of", proposal.example_of),
            contrast_with=links[proposal.id].get("contrast_with", proposal.contrast_with),
        )
        for proposal in proposals
    ]


def _follows(sentences: Sequence[Sentence], before: Proposal, index: int) -> bool:
    """Whether a sentence may refer to a claim: of the same document, and not far back."""
    earlier, later = sentences[before.sentence].place, sentences[index].place
    return earlier.document == later.document and index - before.sentence <= _NEAR


def _beside(sentences: Sequence[Sentence], earlier: Proposal, index: int) -> bool:
    """Whether a claim stands in the same paragraph as a sentence."""
    one, other = sentences[earlier.sentence].place, sentences[index].place
    return (one.document, one.paragraph) == (other.document, other.paragraph)


def _within(
    sentence: Sentence, here: Sequence[Proposal]
) -> Iterator[tuple[Key, Proposal, Proposal]]:
    """Relations between claims of one sentence: key, whose it is, and the other one."""
    if not sentence.clauses:
        return
    anchored: dict[int, list[Proposal]] = {}
    for proposal in here:
        anchored.setdefault(_anchor(sentence, proposal.clause), []).append(proposal)
    order = sorted(anchored, key=lambda at: sentence.clauses[at].span.first)
    for place, at in enumerate(order):
        clause = sentence.clauses[at]
        key = _KEYS.get(clause.kind)
        if key is None or (key == "given" and not reason(sentence, clause)):
            continue
        if clause.parent >= 0:
            other = _anchor(sentence, clause.parent)
        else:
            other = order[place - 1] if place else -1
        if other not in anchored or other == at:
            continue
        here_first, there = anchored[at][0], anchored[other]
        if clause.kind == "contrast" or clause.parent < 0:
            yield key, here_first, there[-1]
        elif key == "contrast_with" and clause.span.first > sentence.clauses[other].verb >= 0:
            yield key, here_first, there[0]
        elif not refuted(sentence, clause):
            yield key, there[0], here_first


def _anchor(sentence: Sentence, clause: int) -> int:
    """The clause to which it belongs: through what is reported or told of somebody."""
    for _step in range(_DEEP):
        each = sentence.clauses[clause]
        if each.parent < 0 or each.kind not in {"reported", "relative"}:
            break
        clause = each.parent
    return clause


def _referring(sentence: Sentence, clause: int, *, whole: bool) -> list[str]:
    """By what the clause of a claim, or the whole sentence where it is its first, refers back."""
    kinds: list[str] = []
    above = _reporting(sentence, clause)
    for at in dict.fromkeys([*above, _first(sentence)] if whole else above):
        line = own_line(sentence, at)
        words = _words(line)
        apart = {
            place
            for _kind, found in found_phrases(line, "relations", "apart")
            for place in found.places
        }
        for section, most in _SECTIONS.items():
            begins = set(words[:most])
            kinds += [
                kind
                for kind, found in found_phrases(line, "relations", section)
                if apart.isdisjoint(found.places) and min(found.places) in begins
            ]
    return list(dict.fromkeys(kinds))


def _reporting(sentence: Sentence, clause: int) -> list[int]:
    """A clause, and those in which it is reported: *which means that …*."""
    found = [clause]
    while len(found) < _DEEP and sentence.clauses[found[-1]].kind == "reported":
        parent = sentence.clauses[found[-1]].parent
        if parent < 0:
            break
        found.append(parent)
    return found


def _words(line: Line) -> list[int]:
    """Indices of the tokens of a line that are words."""
    return [item.place for item in line.items if any(sign.isalnum() for sign in item.text)]


def _reaches(sentence: Sentence, proposal: Proposal, before: Proposal, kind: str) -> bool:
    """Whether a word reaches back to a claim: *and therefore* does not beyond the sentence."""
    if kind != "therefore" or proposal.sentence == before.sentence:
        return True
    words = _words(own_line(sentence, proposal.clause))
    return not words or plain(sentence.tokens[words[0]].text) not in {"and", "et"}


def _listed(sentence: Sentence) -> bool:
    """Whether a sentence begins with *First,* or the like."""
    before, comma, _rest = sentence.text.partition(",")
    words = table(sentence.language, "relations")["listed"]["words"]
    return bool(comma) and plain(before).strip() in words


def _first(sentence: Sentence) -> int:
    """The innermost clause of the first word."""
    holding = [i for i, each in enumerate(sentence.clauses) if each.span.first == 0]
    return min(holding, key=lambda i: sentence.clauses[i].span.last, default=0)
