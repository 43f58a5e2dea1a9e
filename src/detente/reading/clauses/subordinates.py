"""Connectives, *that*, and relative pronouns, each of which opens a clause."""

from __future__ import annotations

from detente.reading.clauses.draft import DEEPEST, RANK, Draft
from detente.reading.clauses.joins import join_at
from detente.reading.clauses.verbs import Verbs
from detente.reading.words.negation import negators

_ASKED = {"why", "how", "whether", "pourquoi", "comment"}

_COMPARED = frozenset(
    [
        "plus",
        "moins",
        "aussi",
        "autant",
        "davantage",
        "mieux",
        "plutôt",
        "autre",
        "même",
        "tel",
        "telle",
        "autrement",
        "tant",
        "si",
        "more",
        "less",
        "rather",
        "so",
        "such",
        "other",
    ]
)

_LISTENING = frozenset({"listen", "hear", "care", "entendre", "écouter", "vouloir", "know"})
"""Verbs of those to whom something is told: *anyone who will listen that …*."""

_CLAUSAL = frozenset({"although", "though", "because", "bien que", "quoique", "parce que"})
"""Connectives that always have a verb, also where a relative clause stands before it."""


_WHOEVER = (["que", "ce", "soit"], ["que", "ce", "fût"])
"""What makes an indefinite pronoun of *qui*, *quoi* or *où*."""

_OF = frozenset({"of", "de", "du", "des", "from", "by", "par"})


class Subordinates(Verbs):
    """What depends on another clause."""

    def connective(self, place: int) -> bool:
        """Read a connective, if one begins there."""
        join = join_at(self.small, place, self.language)
        if join is None or len(self.stack) >= DEEPEST:
            return False
        end = place + join.size
        phrase = " ".join(self.small[place:end])
        if self.is_other_word(place, end, phrase):
            return False
        verbal = self.has_clause(end) or (phrase in _CLAUSAL and self.begins_plainly(end))
        kind = join.kind
        if not self.fits(kind, phrase, place, end, verbal):
            return False
        if phrase in {"if", "si"} and self.asks_before(place):
            self.open(place, "reported", joined="whether", parent=self.top)
            self.skip_to = end
            return True
        if kind == "contrast":
            if verbal:
                self.sibling(place, phrase)
                self.skip_to = end
                return True
            return False
        if self.top.joined == place - 1 and verbal and self.main_behind(end):
            self.begin_joined()
        parent = self.for_subordinate(place)
        self.close_to(parent, place)
        draft = self.open(place, kind, joined=phrase, parent=parent)
        draft.nominal = not verbal
        self.skip_to = end
        return True

    def for_subordinate(self, place: int) -> Draft:
        """The clause to which what begins here is joined."""
        floor = self.floor()
        at = len(self.stack) - 1
        comma = place > 0 and self.tokens[place - 1].text == ","
        while at > floor and self.stack[at].nominal:
            at -= 1
        told = self.stack[at]
        conceded = join_at(self.small, place, self.language)
        if comma and conceded is not None and conceded.kind == "concession" and at > floor:
            apart = told.kind == "reported" and told.quote < 0 and told.finite >= 0
            if apart and told.parent is self.stack[at - 1] and not self.shifted(told.finite):
                at -= 1
        if comma:
            while at > floor and self.stack[at].kind not in RANK and self.stack[at].finite >= 0:
                at -= 1
        return self.stack[at]

    def begins_plainly(self, end: int) -> bool:
        """Whether a verb follows, and no comma before it."""
        verb = self.finite_after[end]
        between = self.tokens[end:verb]
        return verb < self.any_stop[end] and all(token.text != "," for token in between)

    def asks_before(self, place: int) -> bool:
        """Whether the word before asks, so that *if* is *whether*."""
        if place == 0:
            return False
        nearest = self.tokens[place - 1]
        return nearest.lemma in self.asking and nearest.tag in {"VERB", "ADJ", "NOUN", "ADV"}

    def is_other_word(self, place: int, end: int, phrase: str) -> bool:
        """Whether what looks like a connective is something else there."""
        token = self.tokens[place]
        following = self.small[end] if end < len(self.small) else ""
        before = self.small[place - 1] if place else ""
        if phrase in {"comme", "vu", "dès", "sauf", "or", "since", "as"} and token.tag == "NOUN":
            return True
        if phrase == "vu" and (token.form == "Part" and place and before != ","):
            return True
        if phrase == "given" and (
            token.tag == "AUX" or (place and before not in {",", "—", "(", "and"})
        ):
            return self.tokens[place - 1].tag in {"AUX", "DET", "NOUN", "VERB"} or before == "by"
        if phrase == "comme":
            return not (place == 0 or self.has_clause(end)) or before in {"considérer", "tout"}
        if phrase in {"tout en"}:
            return not following.endswith("ant")
        if phrase == "si" and token.tag == "ADV":
            return True
        if phrase == "as":
            return not self.manner_or_time(place, end)
        if phrase in {"après", "avant"} and before == "de":
            return True
        if phrase == "much as" and before in {"so", "as"}:
            return True
        if phrase == "once" and following in {"again", "more"}:
            return True
        return phrase in {"but"} and before in {"nothing", "all", "anything", "cannot"}

    def manner_or_time(self, place: int, end: int) -> bool:
        """Whether *as* joins a clause: not *as well*, *such as*, *as it was signed*."""
        if end >= len(self.tokens) or not self.has_clause(end):
            return False
        before = self.small[place - 1] if place else ""
        tag = self.tokens[place - 1].tag if place else "PUNCT"
        return (
            tag not in {"ADJ", "ADV", "AUX"}
            and before not in {"such", "same", "so", "just"}
            and (self.small[end] not in {"it", "if", "though", "well", "much", "in"})
        )

    def fits(self, kind: str, phrase: str, place: int, end: int, verbal: bool) -> bool:
        """Whether a connective that is several words joins a clause here."""
        fronted = place == 0 or self.tokens[place - 1].text in {",", "—", "«", "“", '"', ";", ":"}
        if phrase in {"since"}:
            return verbal and (fronted or not self.past_day(end))
        if phrase in {"comme", "vu", "given", "certes", "whatever", "assuming", "failing", "yet"}:
            return fronted
        if phrase in {"while", "alors que"}:
            return verbal
        if phrase in {"when", "quand", "lorsque"} and not verbal:
            return False
        if phrase in {"if", "si", "although", "because", "unless"} and not verbal:
            return phrase in {"unless", "if"} and end < len(self.tokens)
        if phrase == "pending":
            return self.tokens[place].tag != "ADJ"
        return end < len(self.tokens)

    def complementiser(self, place: int) -> bool:
        """Read *that*, *que* or *whether*, if it opens a clause."""
        word = self.small[place]
        token = self.tokens[place]
        if word in _ASKED and place and len(self.stack) < DEEPEST and word == "whether":
            parent = self.top
            self.open(place, "reported", joined="whether", parent=parent)
            return True
        if word not in {"that", "que"} or token.tag in {"DET"} or len(self.stack) >= DEEPEST:
            return False
        if self.small[place : place + 3] in _WHOEVER:
            return False
        if place == 0 or place - 1 in self.quote_marks or self.small[place - 1] == ":":
            return False
        if self.small[place - 1] in _CLAUSAL:
            return False
        if self.small[place : place + 3] == ["que", "ce", "soit"]:
            return False
        if place + 1 >= len(self.tokens) or (token.tag == "PRON" and not self.verb_next(place)):
            return False
        if self.finite_after[place + 1] >= self.full_stop[place]:
            return False
        before = self.behind(place)
        if self.noun_of_content(place):
            self.content(place, word)
            return True
        if word == "que" and self.restricts(place):
            return False
        if before is None:
            return False
        if before.lemma in self.contents and before.tag == "NOUN":
            self.content(place, word)
            return True
        if before.tag in {"NOUN", "PROPN", "PRON", "NUM"} and not self.speech_near(place):
            self.relate(place, word)
            return True
        self.content(place, word)
        return True

    def noun_of_content(self, place: int) -> bool:
        """*The claim of the Kremlin that*: a noun whose content follows, beyond who it is of."""
        for at in range(place - 1, max(self.top.first - 1, place - 7), -1):
            token = self.tokens[at]
            if token.tag == "NOUN" and token.lemma in self.contents:
                return True
            if token.form == "Part" or self.small[at] == "given":  # the assurance given by …
                continue
            if token.tag not in {"ADP", "DET", "PROPN", "ADJ", "NOUN"}:
                return False
            if token.tag == "ADP" and self.small[at] not in _OF:
                return False
        return False

    def restricts(self, place: int) -> bool:
        """*Ne … que*, or a comparison."""
        own = self.small[max(self.top.first, place - 8) : place]
        if any(word in _COMPARED for word in own[-5:]) and not self.speech_near(place):
            return True
        if "ne" in own:
            after = own[own.index("ne") :]
            denied = negators("fr")
            return not any(word in denied for word in after) and not self.speech_near(place)
        return False

    def speech_near(self, place: int) -> bool:
        """Whether a verb of saying governs what follows, with at most a phrase between."""
        for at in range(place - 1, max(self.top.first, place - 12) - 1, -1):
            token = self.tokens[at]
            if token.tag in {"VERB", "AUX"} and token.form:
                listens = self.top.kind == "relative" and not self.top.said
                if listens and len(self.stack) > 1 and self.stack[-2].said:
                    return True
                if token.lemma in self.spoken:
                    subject = self.small[place + 1] if place + 1 < len(self.small) else ""
                    told = place - at > 1 and token.lemma in {"tell", "assure", "remind", "inform"}
                    near = place - at <= 2 or not self.verb_next(place) or bool(told)
                    return near or (bool(subject) and self.tokens[place + 1].tag == "DET")
                return token.tag == "VERB" and place - at == 1
        return False

    def content(self, place: int, word: str) -> None:
        """Begin what is said, known or hoped."""
        while (  # tell anyone who will listen that …
            self.top.kind == "relative"
            and not self.top.said
            and self.top.parent is self.stack[-2]
            and self.stack[-2].said
            and not self.stack[-2].complement
            and self.tokens[self.top.verb].lemma in _LISTENING
        ):
            self.close(place)
        parent = self.top
        joined = parent.joined > parent.finite >= 0 and self.small[place - 1] in self.joining
        if joined or (self.small[place - 1] in self.joining and self.reported_open()):
            reported = self.reported_open()
            if reported is not None:
                self.close_to(reported, place)
                self.close(place)
                self.open(place, "reported", joined=word, parent=reported.parent)
                return
        parent.complement = True
        self.open(place, "reported", joined=word, parent=parent)

    def reported_open(self) -> Draft | None:
        """The clause with *that* that is open, if there is one."""
        floor = self.floor()
        return next(
            (
                draft
                for at, draft in reversed(list(enumerate(self.stack)))
                if at > floor and draft.kind == "reported" and draft.words in {"that", "que"}
            ),
            None,
        )

    def relate(self, place: int, word: str) -> None:
        """Begin a relative clause."""
        parent = self.top
        comma = place > 0 and self.tokens[place - 1].text == ","
        draft = self.open(place, "relative", joined=word, parent=parent)
        draft.by_comma = comma

    def relative_at(self, place: int) -> bool:
        """Read a relative pronoun, if one stands there."""
        word = self.small[place]
        if word not in self.relative or len(self.stack) >= DEEPEST or place == 0:
            return False
        if self.small[place + 1 : place + 4] in _WHOEVER:
            return False
        if self.finite_after[place] >= self.full_stop[place]:
            return False
        before = self.tokens[place - 1]
        if (
            before.tag in {"VERB", "AUX"}
            and before.form
            and word in {"who", "which", "where", "qui"}
        ):
            self.open(place, "reported", joined="whether", parent=self.top)
            return True
        first = place
        if before.tag == "ADP" and place >= 2:
            first = place - 1
        if self.top.kind == "relative" and self.top.finite < 0 and self.top.first >= place - 2:
            return True
        if self.small[place - 1] in self.joining and self.top.kind == "relative":
            parent = self.top.parent
            self.close(place)
            self.open(place, "relative", joined=word, parent=parent)
            return True
        subject = self.top.joined >= 0 and self.has_subject(self.top.joined, place)
        if subject and self.main_behind(place + 1):
            self.begin_joined()
        self.relate(first, word)
        self.top.by_comma = self.tokens[first - 1].text in {",", "—", "–"} if first else False
        return True
