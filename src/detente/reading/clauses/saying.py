"""Clauses that tell who says what stands before, around or behind them."""

from __future__ import annotations

from detente.reading.clauses.draft import DEEPEST, RANK, Draft
from detente.reading.clauses.siblings import Siblings
from detente.reading.words.table import words

_STATING_FR = frozenset(
    {"dire", "affirmer", "assurer", "prétendre", "estimer", "juger", "croire", "penser", "nier"}
    | {"déclarer", "reconnaître", "admettre", "soutenir", "avouer", "confirmer"}
)
"""French verbs of saying that an infinitive follows."""
_SHOWING_FR = frozenset({"montrer", "révéler", "trouver", "sentir", "avérer", "voir"})
"""French verbs that, of oneself, say how one is and not what one says."""


_WHOEVER = frozenset({"whoever", "whatever", "whichever", "quiconque"})


class Saying(Siblings):
    """Who says so."""

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
        if subject and self.small[subject[0]] in _WHOEVER:
            return False
        following = self.tokens[verb + 1] if verb + 1 < len(self.tokens) else None
        phrase = following is not None and following.tag in {"ADP", "NUM"}
        if not subject and phrase and self.states_between(comma):
            return False  # it regrets the decision, announced on Monday
        if following is None or following.tag in {"PUNCT", "ADP", "ADV", "CCONJ", "NUM", "SCONJ"}:
            return not self.infinitive_within(verb + 1)
        told = token.lemma == "tell"
        inverted = not any(self.tokens[at].tag in {"NOUN", "PROPN"} for at in subject)
        return (told or inverted) and not self.infinitive_within(verb + 1)

    def states_between(self, comma: int) -> bool:
        """Whether a verb stands between a comma and the one before: no name in apposition does."""
        before = comma - 1
        while before > 0 and self.tokens[before].text != ",":
            before -= 1
        return any(token.form == "Fin" for token in self.tokens[max(before, 0) : max(comma, 0)])

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
            if not (stated or (named and verb not in _SHOWING_FR)):
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
