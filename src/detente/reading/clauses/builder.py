"""From left to right through a sentence, opening and closing clauses."""

from __future__ import annotations

from detente.reading.clauses.draft import RANK, Draft
from detente.reading.clauses.finish import finish
from detente.reading.clauses.joins import join_at, normal
from detente.reading.grammar.lemmas import lemma, plain
from detente.reading.sentence import Clause, ClauseKind, Sentence, Token
from detente.reading.words.speech import spoken
from detente.reading.words.table import words

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

_OBJECTS = frozenset({"him", "them", "us", "me"})
_STATING_FR = frozenset(
    {"dire", "affirmer", "assurer", "prétendre", "estimer", "juger", "croire", "penser", "nier"}
    | {"déclarer", "reconnaître", "admettre", "soutenir", "avouer", "confirmer"}
)
"""French verbs of saying that an infinitive follows."""

FARTHEST = 80
"""Words between a connective and its verb beyond which nobody looks at what stands between."""

DEEPEST = 12
"""Clauses within clauses beyond which nothing more is opened."""


def build(sentence: Sentence) -> list[Clause]:
    """Return the clauses of a sentence that has tokens."""
    return _Builder(sentence).build()


class _Builder:
    """The clauses that are open at a token, innermost last, and all that were begun."""

    def __init__(self, sentence: Sentence) -> None:
        self.sentence = sentence
        self.tokens = sentence.tokens
        self.language = sentence.language
        self.small = normal(self.tokens, self.language)
        self.spoken = spoken(self.language)
        self.contents = words(self.language, "connectives", "contents")
        self.asking = words(self.language, "connectives", "asking")
        self.joining = words(self.language, "connectives", "joining")
        self.relative = words(self.language, "connectives", "relative")
        self.light = words(self.language, "connectives", "light")
        self.attributing = words(self.language, "speech", "attributing")
        self.believing = words(self.language, "speech", "believing")
        self.bare = words(self.language, "speech", "bare")
        self.drafts: list[Draft] = []
        self.stack: list[Draft] = []
        self.finite_after = self._finite_after()
        self.full_stop = self._next_sign({";", ":", ".", "!", "?"})
        self.any_stop = self._next_sign({";", ":", ".", ")", "!", "?"})
        self.pause = self._next_sign({",", ";", ":", ".", ")"})
        self.skip_to = 0
        self.quote_marks = {span.first - 1 for span in sentence.quotes}
        self.quote_first = {
            span.first: at for at, span in reversed(list(enumerate(sentence.quotes)))
        }

    # -- looking ahead -------------------------------------------------------------------

    def _finite_after(self) -> list[int]:
        """For each place the next finite verb from there on, or the number of tokens."""
        size = len(self.tokens)
        found = [size] * (size + 1)
        for place in range(size - 1, -1, -1):
            found[place] = place if self.is_finite(place) else found[place + 1]
        return found

    def is_finite(self, place: int) -> bool:
        token = self.tokens[place]
        return token.form == "Fin" and token.tag in {"VERB", "AUX"}

    def _next_sign(self, signs: set[str]) -> list[int]:
        """For each place the next of some signs from there on, or the number of tokens."""
        size = len(self.tokens)
        found = [size] * (size + 1)
        for place in range(size - 1, -1, -1):
            found[place] = place if self.tokens[place].text in signs else found[place + 1]
        return found

    # -- opening and closing ---------------------------------------------------------------

    @property
    def top(self) -> Draft:
        return self.stack[-1]

    def open(
        self, first: int, kind: ClauseKind, *, joined: str = "", parent: Draft | None
    ) -> Draft:
        draft = Draft(first, kind, parent, joined)
        if self.stack and self.stack[-1].quote >= 0:
            draft.quote = self.stack[-1].quote
        self.drafts.append(draft)
        self.stack.append(draft)
        return draft

    def close(self, last: int) -> None:
        draft = self.stack.pop()
        draft.last = max(last, draft.first)

    def close_to(self, draft: Draft, last: int) -> None:
        """Close what lies within a clause."""
        while self.stack[-1] is not draft:
            self.close(last)

    def floor(self) -> int:
        """How far down clauses may be closed: not beyond the quotation in which we are."""
        quote = self.top.quote
        if quote < 0:
            return 0
        return next(at for at, draft in enumerate(self.stack) if draft.quote == quote)

    def build(self) -> list[Clause]:
        """Read the whole sentence."""
        self.open(0, "main", parent=None)
        for place in range(len(self.tokens)):
            self.leave_quotes(place)
            self.enter_quote(place)
            if place < self.skip_to:
                continue
            self.read(place)
        while self.stack:
            self.close(len(self.tokens))
        return finish(self.sentence, self.drafts, self.small)

    def leave_quotes(self, place: int) -> None:
        quotes = self.sentence.quotes
        while self.stack and self.top.quote >= 0 and place >= quotes[self.top.quote].last:
            quote = self.top.quote
            while self.stack and self.top.quote == quote:
                self.close(place)
        if not self.stack:
            self.open(place, "main", parent=None)

    def enter_quote(self, place: int) -> None:
        at = self.quote_first.get(place, -1)
        if at < 0 or len(self.stack) >= DEEPEST or (place <= 1 and self.all_quoted(at)):
            return
        span = self.sentence.quotes[at]
        introduced = place >= 2 and self.tokens[place - 2].text == ":"
        whole = self.finite_after[place] < span.last or (introduced and span.last - place > 1)
        first_word = self.tokens[place].text[:1]
        before = self.tokens[place - 2].text if place >= 2 else ""
        begins = place <= 1 or before in {":", ",", "(", "—", "–"} or first_word.isupper()
        governed = (
            self.top.finite >= 0
            and self.top.kind != "reported"
            and not (before in {":", ","} or first_word.isupper())
        )
        subject = self.finite_after[place] - place
        while introduced and self.top.kind == "relative" and not self.top.said:
            if len(self.stack) < 2 or self.top.quote >= 0:
                break
            self.close(place - 1)
        if whole and begins and not governed and (subject > 0 or first_word.isupper()):
            draft = self.open(place, "reported", parent=self.top)
            draft.quote = at

    def all_quoted(self, at: int) -> bool:
        """Whether nothing of a sentence stands outside a quotation but signs."""
        span = self.sentence.quotes[at]
        rest = [*self.tokens[: span.first], *self.tokens[span.last :]]
        return not any(token.tag != "PUNCT" for token in rest)

    # -- one token -------------------------------------------------------------------------

    def read(self, place: int) -> None:
        token = self.tokens[place]
        if token.tag == "PUNCT":
            self.sign(place)
            return
        if self.connective(place):
            return
        if self.complementiser(place) or self.relative_at(place):
            return
        if self.small[place] in self.joining and token.tag in {"CCONJ", "ADV", "SCONJ", "ADP"}:
            self.top.joined = place
            return
        if self.is_finite(place):
            self.finite(place)
        elif token.tag in {"VERB", "AUX"} and token.form:
            self.other_form(place)

    def sign(self, place: int) -> None:
        text = self.tokens[place].text
        if text == ",":
            self.comma(place)
        elif text in {";", ":"}:
            self.colon(place, text)
        elif text in {"(", "["}:
            end = self.matching(place)
            if end and self.finite_after[place] < end and len(self.stack) < DEEPEST:
                draft = self.open(place, "relative", parent=self.top)
                draft.bracket = True
        elif text in {")", "]"}:
            if any(draft.bracket for draft in self.stack):
                while not self.top.bracket:
                    self.close(place + 1)
                self.close(place + 1)
        elif text in {"—", "–", "--"}:
            if self.top.kind == "relative" and self.top.by_comma and len(self.stack) > 1:
                self.close(place)
            self.top.comma = place

    def resumes(self, place: int) -> bool:
        """Whether a quotation goes on behind the one who says it: the subject has been named."""
        named = self.tokens[self.top.first : place]
        return any(token.tag in {"NOUN", "PROPN", "PRON"} for token in named)

    def matching(self, place: int) -> int:
        for at in range(place + 1, min(place + 60, len(self.tokens))):
            if self.tokens[at].text in {")", "]"}:
                return at
        return 0

    def comma(self, place: int) -> None:
        floor = self.floor()
        while len(self.stack) - 1 > floor and not self.top.bracket:
            top = self.top
            ended = top.finite >= 0 or top.nominal or (top.by_comma and top.verb >= 0)
            if (top.kind == "relative" and ended) or top.nominal:
                self.close(place)
            else:
                break
        if self.top.attribution and self.top.quote >= 0 and self.resumes(place):
            said = self.top
            self.close(place)
            draft = self.open(place, "reported", parent=said)
            draft.quote = said.quote
        self.top.comma = place

    def colon(self, place: int, text: str) -> None:
        floor = self.floor()
        if text == ":" and place + 1 in self.quote_marks:
            return
        if text == ":" and self.top.said and not self.top.complement:
            following = self.tokens[place + 1].text if place + 1 < len(self.tokens) else '"'
            verbal = self.finite_after[place] < len(self.tokens)
            if following not in {"«", "“", '"'} and verbal:
                self.top.complement = True
                self.open(place + 1, "reported", parent=self.top)
            return
        while len(self.stack) - 1 > floor and not self.top.bracket:
            self.close(place)
        if self.top.finite >= 0 and self.finite_after[place] < len(self.tokens):
            kind, parent = self.top.kind, self.top.parent
            quote = self.top.quote
            if len(self.stack) > 1 or quote >= 0:
                self.close(place)
                draft = self.open(place + 1, kind, parent=parent)
                draft.quote = quote
            else:
                self.close(place)
                self.open(place + 1, "main", parent=None)

    def connective(self, place: int) -> bool:
        join = join_at(self.small, place, self.language)
        if join is None or len(self.stack) >= DEEPEST:
            return False
        end = place + join.size
        phrase = " ".join(self.small[place:end])
        if self.is_other_word(place, end, phrase):
            return False
        verbal = self.has_clause(end)
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

    def begin_joined(self) -> None:
        """Begin the clause that *and* or *but* joined, whose verb comes later."""
        joined = self.top.joined
        if not joined > self.top.finite >= 0:
            return
        word = self.small[joined]
        turns = word in {"but", "mais", "yet"}
        self.sibling(joined, word if turns else "", contrast=turns)

    def main_behind(self, end: int) -> bool:
        """Whether a second finite verb follows, beyond that of the subordinate clause."""
        verb = self.finite_after[end]
        return (
            verb < len(self.tokens)
            and self.finite_after[self.group(verb) + 1] < (self.full_stop[end])
        )

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

    def asks_before(self, place: int) -> bool:
        if place == 0:
            return False
        nearest = self.tokens[place - 1]
        return nearest.lemma in self.asking and nearest.tag in {"VERB", "ADJ", "NOUN", "ADV"}

    def is_other_word(self, place: int, end: int, phrase: str) -> bool:
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

    def past_day(self, end: int) -> bool:
        return end < len(self.tokens) and self.tokens[end].text[:1].isdigit()

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
        if len(commas) == 1:
            return True
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

    def complementiser(self, place: int) -> bool:
        word = self.small[place]
        token = self.tokens[place]
        if word in _ASKED and place and len(self.stack) < DEEPEST and word == "whether":
            parent = self.top
            self.open(place, "reported", joined="whether", parent=parent)
            return True
        if word not in {"that", "que"} or token.tag in {"DET"} or len(self.stack) >= DEEPEST:
            return False
        if place == 0 or place - 1 in self.quote_marks or self.small[place - 1] == ":":
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
            if token.tag not in {"ADP", "DET", "PROPN", "ADJ", "NOUN"}:
                return False
            if token.tag == "ADP" and self.small[at] not in {"of", "de", "du", "des", "from", "by"}:
                return False
        return False

    def verb_next(self, place: int) -> bool:
        return self.is_finite(place + 1)

    def behind(self, place: int) -> Token | None:
        """The word before, beyond signs, adverbs, and days."""
        at = place - 1
        while at >= 0 and self.tokens[at].tag in {"PUNCT", "ADV", "PART"}:
            at -= 1
        return self.tokens[at] if at >= 0 else None

    def restricts(self, place: int) -> bool:
        """*Ne … que*, or a comparison."""
        own = self.small[max(self.top.first, place - 8) : place]
        if any(word in _COMPARED for word in own[-5:]) and not self.speech_near(place):
            return True
        if "ne" in own:
            after = own[own.index("ne") :]
            denied = words("fr", "connectives", "negating")
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
        parent = self.top
        comma = place > 0 and self.tokens[place - 1].text == ","
        draft = self.open(place, "relative", joined=word, parent=parent)
        draft.by_comma = comma

    def relative_at(self, place: int) -> bool:
        word = self.small[place]
        if word not in self.relative or len(self.stack) >= DEEPEST or place == 0:
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

    # -- verbs -----------------------------------------------------------------------------

    def finite(self, place: int) -> None:
        top = self.top
        if top.nominal and top.finite < 0:
            self.leave_nominal(place)
            top = self.top
        if top.finite >= 0:
            if self.inserted(place):
                return
            self.second(place)
            top = self.top
            if top.finite >= 0 or self.skip_to > place:
                return
        elif self.parenthesis(place):
            return
        top.finite = place
        top.verb = self.group(place)
        top.joined = -1
        top.comma = -1
        if self.tokens[top.verb].lemma in self.spoken:
            top.said = True
            self.claimed(top)
        elif self.believes(top):
            top.said = True

    def inserted(self, place: int) -> bool:
        """*And the services, a veteran says, lean to it*: the subject stands before who says so."""
        top = self.top
        behind = self.right_behind(top.comma, place) and top.comma > top.joined + 1
        if not top.joined > top.finite or not behind:
            return False
        if self.tokens[self.group(place)].lemma not in self.attributing:
            return False
        comma = top.comma
        word = self.small[top.joined]
        turns = word in {"but", "mais", "yet"}
        self.sibling(top.joined, word if turns else "", contrast=turns)
        self.top.comma = comma
        return self.parenthesis(place)

    def right_behind(self, comma: int, place: int) -> bool:
        """Whether only pronouns that cling to the verb stand between a comma and it."""
        clitics = words("fr", "grammar", "clitics")
        return 0 <= comma < place and all(
            self.language == "fr" and self.small[at] in clitics for at in range(comma + 1, place)
        )

    def parenthesis(self, place: int) -> bool:
        """Who says so, between commas within what is said: *the pact, officials say, is dead*."""
        top = self.top
        verb = self.group(place)
        says = self.tokens[verb].lemma in self.attributing
        if top.kind not in RANK or top.comma < top.first or not says:
            return False
        if self.infinitive_within(verb + 1):
            return False
        end = verb + 1
        if any(each.parent is top and each.quote > top.quote for each in self.drafts[-DEEPEST:]):
            return False
        if self.right_behind(top.comma, place):  # the verb stands before its subject
            while end < len(self.tokens) and end - verb < 14 and self.tokens[end].text != ",":
                if self.small[end] in {"that", "que"} or self.tokens[end].form == "Fin":
                    return False
                end += 1
            if verb + 1 >= len(self.tokens):
                return False
            follows = self.tokens[verb + 1]
            other = follows.tag in {"ADP", "ADV", "VERB", "ADJ"} and self.small[verb + 1] != "des"
            if end == verb + 1 or other:
                return False
        if end >= len(self.tokens) or self.tokens[end].text != ",":
            return False
        if self.finite_after[verb + 1] < end or self.finite_after[end] >= self.full_stop[end]:
            return False
        if not any(
            self.tokens[at].tag in {"NOUN", "PROPN", "PRON"} for at in range(top.first, top.comma)
        ):
            return False
        said = Draft(
            top.comma + 1, "main", top.parent, last=end, verb=verb, finite=place, said=True
        )
        said.quote = top.quote
        self.drafts.append(said)
        top.parent = said
        if top.kind == "main":
            top.kind = "reported"
        self.skip_to = end
        return True

    def believes(self, top: Draft) -> bool:
        """*Is convinced*, *est persuadé*: an adjective of belief behind a form of *be*."""
        near = self.tokens[top.verb : top.verb + 5]
        return self.tokens[top.finite].lemma in {"be", "être", "remain", "rester", "feel"} and any(
            token.lemma in self.believing
            or lemma(token.text, self.language) in self.believing
            or plain(token.text) in self.believing
            for token in near
        )

    def claimed(self, top: Draft) -> None:
        """What somebody says that he is or does, without *that*: *claims to be*, *se dit prêt*."""
        at = top.verb + 1
        while at < len(self.tokens) and self.tokens[at].tag == "ADV":
            at += 1
        if at >= len(self.tokens) or len(self.stack) >= DEEPEST:
            return
        token, verb = self.tokens[at], self.tokens[top.verb].lemma
        before = self.small[max(top.first, top.finite - 2) : top.verb]
        reflexive = self.language == "fr" and "se" in [each.replace("s'", "se") for each in before]
        if self.language == "fr":
            stated = token.form == "Inf" and verb in _STATING_FR
            named = reflexive and (token.tag == "ADJ" or token.form == "Part")
            if not (stated or named):
                return
            self.skip_to = at
        else:
            itself = self.small[at] in words("en", "sources", "itself")
            infinitive = self.small[at] == "to" and verb in {"claim", "profess", "pretend"}
            if not (infinitive or (itself and verb in {"declare", "say", "call", "consider"})):
                return
            self.skip_to = at
        top.complement = True
        draft = self.open(at, "reported", parent=top)
        draft.verb = self.other_verb(at)
        draft.finite = draft.verb

    def other_verb(self, place: int) -> int:
        """The infinitive or adjective that stands for the verb of what is claimed."""
        stop = min(self.pause[place], place + 4)
        forms = [at for at in range(place, stop) if self.tokens[at].form]
        return forms[0] if forms else place

    def leave_nominal(self, place: int) -> None:
        """A phrase without a verb ends where the subject of the next verb begins."""
        floor = self.floor()
        first = self.subject_start(place)
        while len(self.stack) - 1 > floor and self.top.nominal and self.top.finite < 0:
            if first <= self.top.first + len(self.top.words.split()):
                self.top.nominal = False
                return
            self.close(first)

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
        return self.language == "en" and (
            place == 0 or self.tokens[place - 1].tag in {"PUNCT", "ADV"}
        )

    def other_form(self, place: int) -> None:
        top = self.top
        token = self.tokens[place]
        gerund = token.form == "Ger" or token.text.endswith(("ant", "ing"))
        if gerund and token.lemma in self.spoken and self.that_follows(place):
            self.adds(place)
            return
        if top.verb >= 0:
            return
        begins = place == 0 or (
            self.tokens[place - 1].tag in {"PUNCT", "ADV"} and top.first == place
        )
        if begins and token.form in {"Ger", "Part"} and self.fronted(place):
            draft = self.open(place, "cause", joined="", parent=top)
            draft.verb = self.group(place)
            draft.nominal = True
        elif top.nominal or top.kind not in {"main", "reported", "contrast", "relative"}:
            top.verb = self.group(place)
            top.nominal = True

    def adds(self, place: int) -> None:
        """*…, adding that …*: a clause that says something, beside the one that says the first."""
        floor = self.floor()
        while len(self.stack) - 1 > floor and self.top.kind not in RANK:
            self.close(place)
        if self.top.finite < 0:
            return
        said, quote = self.top, self.top.quote
        if said.kind == "reported" and quote < 0 and said.parent is not None:
            said = said.parent
            self.close(place)
        if said is self.top:
            self.close(place)
        draft = self.open(place, "main", parent=None if said.kind == "main" else said.parent)
        draft.quote = quote
        draft.verb = place
        draft.finite = place
        draft.said = True

    def fronted(self, place: int) -> bool:
        """Whether a participle at the beginning has its own phrase, ended by a comma."""
        stop = self.pause[place]
        return (
            stop < len(self.tokens)
            and self.tokens[stop].text == ","
            and (self.finite_after[place] > stop)
        )

    def that_follows(self, place: int) -> bool:
        return any(word in {"that", "que"} for word in self.small[place + 1 : place + 5])

    def second(self, place: int) -> None:
        """A finite verb in a clause that has one: something ends or begins before it."""
        top = self.top
        joined = top.joined
        if joined > top.finite:
            self.coordinated(place, joined)
            return
        floor = self.floor()
        start = self.subject_start(place)
        comma = top.comma
        attributes = self.attributes(place) and not self.content_follows(place)
        if attributes and comma > top.finite and self.near(comma, place):
            self.attribution(comma + 1, place)
            return
        said = top.said and not top.complement and self.tokens[top.verb].lemma in self.bare
        if said and start > top.verb and comma < 0:
            top.complement = True
            self.open(start, "reported", parent=top)
            return
        for at in range(len(self.stack) - 2, floor - 1, -1):
            lower = self.stack[at]
            if lower.finite < 0 and not lower.nominal:
                boundary = max(comma + 1, self.last_comma(lower)) if comma > 0 else start
                if top.kind == "relative" and not top.by_comma and comma < 0:
                    boundary = place if start <= top.finite + 1 else start
                if start > 0 and self.tokens[start - 1].tag == "ADP" and comma < 0:
                    boundary = place  # what stands before the verb belongs to a preposition
                if comma < 0 and self.has_subject(lower.first - 1, top.first):
                    boundary = place  # the subject stands before the clause within
                self.close_to(lower, max(boundary, top.finite + 1))
                return
        if comma > top.finite:
            kind, parent, quote = top.kind, top.parent, top.quote
            while self.top.kind not in RANK and len(self.stack) - 1 > floor:
                self.close(comma)
            kind, parent, quote = self.top.kind, self.top.parent, self.top.quote
            if self.top.finite < 0:
                return
            self.close(comma)
            draft = self.open(comma + 1, kind if kind != "contrast" else "main", parent=parent)
            draft.quote = quote

    def last_comma(self, lower: Draft) -> int:
        return lower.comma + 1 if lower.comma >= 0 else 0

    def attributes(self, place: int) -> bool:
        """Whether a verb tells who said what stands before it: no object, no passive."""
        verb = self.group(place)
        token = self.tokens[verb]
        if token.lemma not in self.attributing:
            return False
        passive = any(self.tokens[at].lemma in {"be", "être"} for at in range(place, verb))
        if passive and token.lemma != "tell":
            return False
        comma = self.top.comma
        subject = [at for at in range(comma + 1, place) if self.tokens[at].tag != "ADV"]
        if subject and self.small[subject[0]] in {"as", "than", "comme"}:
            return self.small[subject[0]] != "than"
        following = self.tokens[verb + 1] if verb + 1 < len(self.tokens) else None
        if following is None or following.tag in {"PUNCT", "ADP", "ADV", "CCONJ", "NUM", "SCONJ"}:
            return not self.infinitive_within(verb + 1)
        told = token.lemma == "tell"
        inverted = not any(self.tokens[at].tag in {"NOUN", "PROPN"} for at in subject)
        return (told or inverted) and not self.infinitive_within(verb + 1)

    def infinitive_within(self, place: int) -> bool:
        """Whether an infinitive follows before the next sign: a promise to act, not a statement."""
        stop = min(self.pause[place], place + 12)
        return any(self.tokens[at].form == "Inf" for at in range(place, stop))

    def near(self, comma: int, place: int) -> bool:
        return place - comma <= 14

    def content_follows(self, place: int) -> bool:
        return any(word in {"that", "que"} for word in self.small[place + 1 : place + 4])

    def attribution(self, first: int, place: int) -> None:
        """What was read so far is what somebody says, who is named behind it."""
        floor = self.floor()
        while len(self.stack) - 1 > floor and self.top.kind not in RANK:
            self.close(first)
        said = self.top
        if said.finite < 0 and said.kind in RANK:
            end = self.pause[place]
            draft = Draft(first, "main", said.parent, last=end, verb=self.group(place))
            draft.finite, draft.said, draft.quote = place, True, said.quote
            self.drafts.append(draft)
            said.parent = draft
            said.kind = "reported" if said.kind == "main" else said.kind
            self.skip_to = max(end, place + 1)
            return
        while len(self.stack) - 1 > floor and self.top.kind == "reported" and self.top.quote < 0:
            self.close(first)
            said = self.top
        parent = said.parent
        quote = said.quote
        self.close(first)
        draft = self.open(first, "main", parent=parent)
        draft.quote = quote
        draft.said = True
        draft.complement = True
        draft.attribution = True
        near = self.drafts[-DEEPEST:]
        siblings = [each for each in near if each is not draft and each.parent is parent]
        for each in siblings:
            if each.quote == quote and each.kind in {"main", "contrast", "example"}:
                if each.kind == "main":
                    each.kind = "reported"
                each.parent = draft
        if said.kind == "reported" and said.parent is not draft and quote >= 0:
            said.parent = draft

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

    def coordinated(self, place: int, joined: int) -> None:
        """*And* or *but* between two finite verbs: a clause of its own, beside the first."""
        word = self.small[joined]
        kind = "contrast" if word in {"but", "mais", "yet", "or"} and self.contrasts(word) else ""
        own = self.has_subject(joined, place)
        self.sibling(joined, word if kind else "", contrast=bool(kind), own=own)

    def contrasts(self, word: str) -> bool:
        return word != "or" or self.language == "fr"

    def has_subject(self, joined: int, place: int) -> bool:
        return any(
            self.tokens[at].tag in {"NOUN", "PROPN"}
            or self.small[at] in words(self.language, "grammar", "subjects")
            for at in range(joined + 1, place)
        )

    def leaves_speech(self, first: int, contrast: bool) -> bool:
        """Whether what is joined by a comma and *and* or *but* is no longer what somebody said.

        It tells of another statement, or its verb has the tense of the one who tells and not that
        of what is told.
        """
        told = self.top
        inside = len(self.stack) >= 2 and told.parent is self.stack[-2] and told.quote < 0
        verb = self.finite_after[first]
        if told.kind != "reported" or not inside or verb >= len(self.tokens):
            return False
        if self.tokens[self.group(verb)].lemma in self.spoken:
            return True
        turns = contrast and self.small[first] in {"but", "mais", "yet"}
        return not self.shifted(verb) and (turns or self.shifted(told.finite))

    def shifted(self, verb: int) -> bool:
        """Whether a verb has the tense of indirect speech in the past."""
        small = self.small[verb] if verb >= 0 else ""
        if self.language == "en":
            return small in {"would", "had", "could", "might", "should", "was", "were"}
        return small.endswith(("ait", "aient")) and small not in {"fait", "ait", "aient"}

    def sibling(self, first: int, word: str, *, contrast: bool = True, own: bool = True) -> None:
        floor = self.floor()
        comma = first > 0 and self.tokens[first - 1].text == ","
        if own and (comma or contrast):
            while len(self.stack) - 1 > floor and self.top.kind not in RANK:
                if self.top.parent is not None and self.top.parent.finite < 0:
                    break
                self.close(first)
        elif own and self.top.kind == "relative":
            while len(self.stack) - 1 > floor and self.top.kind == "relative":
                if self.top.parent is not None and self.top.parent.finite < 0:
                    break
                self.close(first)
        if own and comma and self.leaves_speech(first, contrast):
            self.close(first)
        top = self.top
        if top.finite < 0 and not top.nominal:
            top.words = top.words or word
            if contrast and top.kind in RANK and len(self.drafts) > 1:
                top.kind = "contrast"
            return
        base = top.kind
        kind: ClauseKind = "contrast" if contrast and base in RANK else base
        if not contrast and base == "contrast":
            kind = "reported" if top.parent is not None else "main"
        parent, quote = top.parent, top.quote
        if top.attribution:  # what follows is said by the same
            parent, kind = top, kind if kind == "contrast" else "reported"
        if len(self.stack) - 1 >= floor:
            self.close(first)
        draft = self.open(first, kind, joined=word, parent=parent)
        draft.quote = quote
        draft.by_comma = top.by_comma
