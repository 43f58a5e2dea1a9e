"""`reading.md`: what was read, what was made of it and why, and what is left."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from detente.language.current import gettext as _
from detente.language.current import ngettext
from detente.language.fill import fill
from detente.language.format import day, decimal, integer, percent, quoted, semicolons
from detente.reading.article import Article
from detente.reading.proposal import Candidate, Remark
from detente.reading.sentence import Sentence
from detente.reading.writing.build import Unwritten
from detente.reading.writing.called import called, short
from detente.reading.writing.claim import Claim, credence, reasons
from detente.reading.writing.plan import Plan
from detente.reading.writing.voices import Voices
from detente.scaffold.kinds import KINDS


def account(plan: Plan, found: Sequence[Claim | Unwritten], voices: Voices) -> str:
    """The account of a reading as Markdown."""
    written = [each for each in found if isinstance(each, Claim)]
    left = [each for each in found if isinstance(each, Unwritten)]
    lines = ["# " + _("What was read, and what was made of it"), ""]
    lines += [*_articles(plan), "", *_pair(plan), ""]
    lines += _claims(plan, written, voices)
    if plan.share < 1.0:
        lines += [
            fill(
                _(
                    "So many of these claims have acts bring about acts that these would go on "
                    "without end; of the coefficients by which they do {share} is left."
                ),
                share=percent(plan.share, 0),
            ),
            "",
        ]
    lines += _left(plan, left)
    lines += _remarks(plan)
    lines += _next(plan)
    return "\n".join(lines).rstrip() + "\n"


def _articles(plan: Plan) -> Iterable[str]:
    for article in plan.reading.articles:
        title = article.title or article.file
        number = sum(s.place.document == article.id for s in plan.reading.sentences)
        told = ngettext("{n} sentence", "{n} sentences", number).format(n=integer(number))
        language = _("in English") if article.language == "en" else _("in French")
        known = [article.file, language, told]
        if article.date is not None:
            known.append(fill(_dated(article), day=day(article.date)))
        if article.author:
            known.append(article.author)
        yield "- " + fill(_("{what}: {how}"), what=quoted(title), how=", ".join(known))
    for lost in plan.reading.lost:
        yield "- " + fill(_("Not done: {what}"), what=lost)


def _dated(article: Article) -> str:
    """How its day is said."""
    if article.dated == "file":
        return _("{day}, when its file was made")
    return "{day}" if article.stated else _("about {day}, the last day that it tells of")


def _pair(plan: Plan) -> Iterable[str]:
    first, second = plan.parts.pair
    yield "## " + _("Who faces whom")
    yield ""
    yield (
        fill(_("{one} and {other}."), one=first.name, other=second.name)
        + " "
        + fill(_("The kind of brief: {kind}."), kind=_(KINDS[plan.parts.kind].about))
    )
    by_id = plan.parts.members
    ranked = [(by_id[a].name, by_id[b].name) for a, b, _w in plan.reading.pairs[:4]
              if a in by_id and b in by_id]  # fmt: skip
    if len(ranked) > 1:
        pairs = semicolons(f"{a} – {b}" for a, b in ranked)
        yield ""
        yield fill(_("Pairs that face each other in the text, the most often first: {pairs}."),
                   pairs=pairs)  # fmt: skip
    named = [
        f"{by_id[each.id].name} ({integer(each.count)})"
        for each in plan.reading.actors
        if each.id in by_id
    ]
    yield ""
    yield fill(_("Named, with the number of sentences: {names}."), names=", ".join(named))


def _claims(plan: Plan, written: Sequence[Claim], voices: Voices) -> Iterable[str]:
    number = ngettext("{n} claim is proposed", "{n} claims are proposed", len(written)).format(
        n=integer(len(written))
    )
    yield f"## {number}"
    yield ""
    if not written:
        return
    head = [
        _("no."),
        _("sentence"),
        _("claim"),
        _("voice"),
        _("credence, and why"),
        _("effect, and words"),
    ]
    yield _row(head)
    yield _row(["---"] * len(head))
    several = len(plan.reading.articles) > 1
    number_of = {each.proposal.id: n for n, each in enumerate(written, start=1)}
    for each in written:
        claim = each.clause[:1].upper() + each.clause[1:]
        source = "" if each.proposal.source == "rules" else f" [{each.proposal.source}]"
        yield _row(
            [
                integer(number_of[each.proposal.id]),
                _place(plan.reading.sentences[each.proposal.sentence], several),
                "<br>".join(
                    [
                        claim + source,
                        *_relations(each, number_of),
                        *each.proposal.notes,
                    ]
                ),
                voices.name(each.proposal.voice),
                fill(
                    _("{credence}: {reasons}"),
                    credence=decimal(credence(each.proposal), 2),
                    reasons=reasons(each.proposal),
                ),
                _effect(each),
            ]
        )
    yield ""


def _relations(claim: Claim, number_of: Mapping[str, int]) -> Iterable[str]:
    """What it depends on, is an example of, or stands against, by its number."""
    for other, text in (
        (claim.proposal.given, _("depends on claim {n}")),
        (claim.proposal.example_of, _("an example of claim {n}")),
        (claim.proposal.contrast_with, _("against claim {n}")),
    ):
        if other in number_of:
            yield text.format(n=integer(number_of[other]))


def _effect(claim: Claim) -> str:
    parts = [_reading(claim.candidate)]
    others = [called(each.effect) for each in claim.proposal.candidates if each != claim.candidate][
        :3
    ]
    if others:
        parts.append(fill(_("else {effects}"), effects=", ".join(dict.fromkeys(others))))
    parts += [fill(_("not taken, {why}"), why=each) for each in claim.passed]
    return "<br>".join(parts)


def _reading(candidate: Candidate) -> str:
    words = short(" ".join(candidate.words))
    title = called(candidate.effect)
    return f"{title} ({quoted(words)})" if words else title


def _left(plan: Plan, left: Sequence[Unwritten]) -> Iterable[str]:
    cannot = [each for each in plan.reading.remarks if each.what == "unused" and each.mechanism]
    if not left and not cannot:
        return
    several = len(plan.reading.articles) > 1
    yield "## " + _("Said, but not modelled")
    yield ""
    yield _row([_("sentence"), _("mechanism"), _("why not")])
    yield _row(["---"] * 3)
    for each in left:
        place = _place(plan.reading.sentences[each.proposal.sentence], several)
        yield _row([place, _reading(each.proposal.candidates[0]), "<br>".join(each.why)])
    for remark in cannot:
        yield _row([_number(remark, several), remark.mechanism, remark.why])
    yield ""


def _remarks(plan: Plan) -> Iterable[str]:
    several = len(plan.reading.articles) > 1
    unused = [each for each in plan.reading.remarks if each.what == "unused" and not each.mechanism]
    background = [each for each in plan.reading.remarks if each.what == "background"]
    if unused:
        yield "## " + _("Sentences that were not used")
        yield ""
        yield from _by_reason(unused, several)
        yield ""
    if background:
        yield "## " + _("Background")
        yield ""
        yield from _by_reason(background, several)
        yield ""


def _by_reason(remarks: Sequence[Remark], several: bool) -> Iterable[str]:
    whys: dict[str, list[str]] = {}
    for each in remarks:
        whys.setdefault(each.why, []).append(_number(each, several))
    for why, numbers in whys.items():
        yield "- " + fill(_("{what}: {how}"), what=why, how=", ".join(numbers))


def _next(plan: Plan) -> Iterable[str]:
    yield "## " + _("What to do next")
    yield ""
    yield _(
        "Every claim is a proposal. Delete in scenario.toml, with its effects and its passage in "
        "brief.md, what the text does not say; put your own credence in the place of the proposed "
        "one; replace the starting values, and usual rates by counts of your own."
    )
    yield ""
    yield "```sh"
    for article in plan.reading.articles:
        yield f"detente check {plan.start.id} --source {article.id}={article.file}"
    yield f"detente claims {plan.start.id}"
    yield f"detente simulate {plan.start.id}"
    yield "```"


def _place(sentence: Sentence, several: bool) -> str:
    number = integer(sentence.place.number)
    return f"{sentence.place.document} {number}" if several else number


def _number(remark: Remark, several: bool) -> str:
    number = integer(remark.place.number)
    return f"{remark.place.document} {number}" if several else number


def _row(cells: Sequence[str]) -> str:
    return "| " + " | ".join(_cell(each) for each in cells) + " |"


def _cell(text: str) -> str:
    """A text that breaks no table."""
    return " ".join(text.replace("|", "\\|").split())
