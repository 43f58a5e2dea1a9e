"""What the words around a verb tell: its group, its subject, its tense."""

from __future__ import annotations

from detente.reading.clauses.draft import Draft
from detente.reading.clauses.state import State
from detente.reading.grammar.lemmas import lemma, plain
from detente.reading.sentence import Token
from detente.reading.words.table import words

_OBJECTS = frozenset({"him", "them", "us", "me"})

FARTHEST = 80
"""Words between a connective and its verb beyond which nobody looks at what stands between."""


class Groups(State):
    """What stands around a verb."""

    def group(self, place: int) -> int:
        """The last verb of the group that a finite verb begins."""
        verb, at = place, place + 1
        light = self.tokens[place].tag == "AUX" or self.tokens[place].lemma in self.light
        steps = 0
        while light and at < len(self.tokens) and steps < 8:
            token = self.tokens[at]
            steps += 1
            if token.tag in {"VERB", "AUX"} and token.form in {"Inf", "Part", "Ger"}:
                verb = at
                light = token.tag == "AUX" or token.lemma in self.light
            elif (
                not (
                    token.tag in {"ADV", "PART"}
                    or (token.text == "," and self.set_off(at))
                    or (token.tag in {"ADP", "DET", "NOUN"} and self.in_no_case(at))
                    or (token.tag == "PRON" and (verb == place or self.language == "fr"))
                    or (
                        verb == place
                        and self.asked(place)
                        and token.tag in {"DET", "NOUN", "PROPN", "ADJ"}
                    )
                )
                or self.small[at] == "to"
            ):
                break
            at += 1
        return verb

    def set_off(self, at: int) -> bool:
        """Whether a comma belongs to an adverb between commas."""
        near = self.tokens[at - 1 : at + 3]
        return (
            any(token.tag == "ADV" for token in near)
            and len([token for token in self.tokens[max(0, at - 2) : at + 3] if token.text == ","])
            == 2
        )

    def in_no_case(self, at: int) -> bool:
        """*Will in no case be*: a negation between preposition and noun."""
        return (
            self.language == "en"
            and any(
                self.small[near] in {"no", "any"}
                for near in range(max(0, at - 2), min(at + 2, len(self.small)))
            )
            and any(token.form == "Inf" for token in self.tokens[at : at + 4])
        )

    def asked(self, place: int) -> bool:
        """Whether an English verb may stand before its subject there."""
        return self.language == "en" and (
            place == 0 or self.tokens[place - 1].tag in {"PUNCT", "ADV"}
        )

    def subject_start(self, place: int) -> int:
        """Where the words begin that are the subject of a verb, going back from it."""
        at, nouns = place, False
        limit = max(self.top.finite + 1, self.top.first, place - 25)
        of = {"of", "de", "du", "des", "for", "between", "in", "'s", "à", "entre", "en"}
        while at > limit:
            token = self.tokens[at - 1]
            if token.tag in {"PART", "ADV"} and at == place:
                at -= 1
            elif token.tag in {"NOUN", "PROPN", "ADJ", "NUM", "DET", "PRON"}:
                if self.small[at - 1] in _OBJECTS:
                    break
                if token.tag == "PRON" and self.small[at - 1] in words(
                    self.language, "grammar", "subjects"
                ):
                    return at - 1
                at, nouns = at - 1, True
                if token.tag == "DET" and not (at > limit and self.small[at - 1] in of | {"all"}):
                    return at
            elif self.small[at - 1] in of and at < place:
                at -= 1
            else:
                break
        return at if nouns else place

    def has_subject(self, joined: int, place: int) -> bool:
        """Whether a noun or a subject pronoun stands between a conjunction and a verb."""
        return any(
            self.tokens[at].tag in {"NOUN", "PROPN"}
            or self.small[at] in words(self.language, "grammar", "subjects")
            for at in range(joined + 1, place)
        )

    def shifted(self, verb: int) -> bool:
        """Whether a verb has the tense of indirect speech in the past."""
        small = self.small[verb] if verb >= 0 else ""
        if self.language == "en":
            return small in {"would", "had", "could", "might", "should", "was", "were"}
        return small.endswith(("ait", "aient")) and small not in {"fait", "ait", "aient"}

    def infinitive_within(self, place: int) -> bool:
        """Whether an infinitive follows before the next sign: a promise to act, not a statement."""
        stop = min(self.pause[place], place + 12)
        return any(self.tokens[at].form == "Inf" for at in range(place, stop))

    def fronted(self, place: int) -> bool:
        """Whether a participle at the beginning has its own phrase, ended by a comma."""
        stop = self.pause[place]
        return (
            stop < len(self.tokens)
            and self.tokens[stop].text == ","
            and (self.finite_after[place] > stop)
        )

    def that_follows(self, place: int) -> bool:
        """Whether *that* or *que* stands close behind."""
        return any(word in {"that", "que"} for word in self.small[place + 1 : place + 5])

    def right_behind(self, comma: int, place: int) -> bool:
        """Whether only pronouns that cling to the verb stand between a comma and it."""
        clitics = words("fr", "grammar", "clitics")
        return 0 <= comma < place and all(
            self.language == "fr" and self.small[at] in clitics for at in range(comma + 1, place)
        )

    def other_verb(self, place: int) -> int:
        """The infinitive or adjective that stands for the verb of what is claimed."""
        stop = min(self.pause[place], place + 4)
        forms = [at for at in range(place, stop) if self.tokens[at].form]
        return forms[0] if forms else place

    def believes(self, top: Draft) -> bool:
        """*Is convinced*, *est persuadé*: an adjective of belief behind a form of *be*."""
        near = self.tokens[top.verb : top.verb + 5]
        return self.tokens[top.finite].lemma in {"be", "être", "remain", "rester", "feel"} and any(
            token.lemma in self.believing
            or lemma(token.text, self.language) in self.believing
            or plain(token.text) in self.believing
            for token in near
        )

    def verb_next(self, place: int) -> bool:
        """Whether a finite verb follows at once."""
        return self.is_finite(place + 1)

    def behind(self, place: int) -> Token | None:
        """The word before, beyond signs, adverbs, and days."""
        at = place - 1
        while at >= 0 and self.tokens[at].tag in {"PUNCT", "ADV", "PART"}:
            at -= 1
        return self.tokens[at] if at >= 0 else None

    def has_clause(self, end: int) -> bool:
        """Whether a finite verb that the connective governs follows before a stop."""
        verb = self.finite_after[end]
        return verb < self.any_stop[end] and not self.crosses(end, verb)

    def crosses(self, first: int, verb: int) -> bool:
        """Whether a comma and a new subject stand between, so that the verb is another clause's."""
        if verb - first > FARTHEST:
            return False
        commas = [at for at in range(first, verb) if self.tokens[at].text == ","]
        if not commas:
            return any(
                self.small[at] in self.relative or self.small[at] == "that"
                for at in range(first, verb)
            ) or self.noun_then_subject(first, verb)
        if len(commas) == 1 or self.tokens[verb].lemma in self.spoken:
            return True  # *before the winter, the minister, X, said*: who says so is apart
        behind = [at for at in range(commas[-1] + 1, verb) if self.tokens[at].tag != "ADV"]
        return bool(behind) and not all(
            self.tokens[at].tag in {"PART", "AUX"}
            or self.small[at] in {"ne", "se", "le", "y", "en"}
            for at in behind
        )

    def noun_then_subject(self, first: int, verb: int) -> bool:
        """Whether a noun phrase ends and a pronoun subject begins before the verb."""
        at = verb - 1
        while at > first and self.tokens[at].tag in {"PART", "ADV"}:
            at -= 1
        pronoun = self.small[at] in words(self.language, "grammar", "subjects")
        return pronoun and at > first + 1 and self.tokens[at - 1].tag in {"NOUN", "NUM", "PROPN"}

    def main_behind(self, end: int) -> bool:
        """Whether a second finite verb follows, beyond that of the subordinate clause."""
        verb = self.finite_after[end]
        return (
            verb < len(self.tokens)
            and self.finite_after[self.group(verb) + 1] < (self.full_stop[end])
        )

    def content_follows(self, place: int) -> bool:
        """Whether *that* or *que* follows a verb of saying."""
        return any(word in {"that", "que"} for word in self.small[place + 1 : place + 4])

    def near(self, comma: int, place: int) -> bool:
        """Whether a comma is close enough for the words behind it to name a speaker."""
        return place - comma <= 14

    def past_day(self, end: int) -> bool:
        """Whether a number follows, as behind the *since* of a date."""
        return end < len(self.tokens) and self.tokens[end].text[:1].isdigit()

    def contrasts(self, word: str) -> bool:
        """Whether a conjunction turns against what stands before."""
        return word != "or" or self.language == "fr"

    def last_comma(self, lower: Draft) -> int:
        """The place behind the last comma of a clause."""
        return lower.comma + 1 if lower.comma >= 0 else 0

    def before_name(self, comma: int, first: int, place: int) -> int:
        """The comma before who says so, of the one behind or within its name.

        In *…, the minister of X, N, said* the name has commas of its own.
        """
        for mention in self.sentence.mentions:
            span = mention.span
            if span.first < comma < span.last or (comma == span.last and comma >= place - 1):
                before = [at for at in range(first, span.first) if self.small[at] == ","]
                return before[-1] if before else comma
        return comma
