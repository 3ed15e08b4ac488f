"""Contents that stand behind their cue, cut and completed as the tree has the clause.

- cut: "said [the plan failed] and **called for** [a new one]": what the source does next is no content; where it tells
  of speech, it is an attribution of its own;
- completed: "said [sales rose], **helped by** the sun", "**As the snow melts**, [the dam holds], Roe said": what hangs
  on the clause belongs to it;
- begun: "told **her** [that …]", "asked **Roe** [whether …]": whom it was said to is no content.
"""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Span as SpacySpan
from spacy.tokens import Token

from pipeline.english.nouns import is_a
from pipeline.english.spans import Span
from pipeline.english.verbs import attributing, verb_of
from pipeline.quotes.cover import Cover
from pipeline.quotes.passes.article import Article
from pipeline.quotes.types import Attribution, Attributions
from pipeline.syntax import child, own_subject

MAX_MORE_TOKENS = 40  # by which a content may be completed
MAX_ADDRESSEE_TOKENS = 6
_OPENERS = frozenset({"that", "if", "whether", "to", "how"})
_QUESTIONS = frozenset({"WRB", "WP", "WDT", "WP$"})
_HELPING = frozenset({"cc", "aux", "aux:pass", "neg", "advmod"})
_HANGING = ", :\u00a0"


def follow_clauses(article: Article, before: Attributions) -> Attributions:
    """The attributions with what their clauses say, each followed by those cut out of it."""
    if not article.parsed:
        return before
    cut = [part for a in before for part in _parted(article, _begun(article, a))]
    held = Cover.of(cut)
    return tuple(_opened(article, _completed(article, a, held), held) for a in cut)


def _begun(article: Article, a: Attribution) -> Attribution:
    """Without whom it is said to before the clause, and what the cue's noun has behind it: "vowed in a plan for it"."""
    if a.cue is None or not 0 <= a.content[0][0] - a.cue[1] <= 1:
        return a
    told = article.tokens(a.content[0])
    verbs = [verb for word in article.said(a.cue).casefold().split() if (verb := verb_of(word)) is not None]
    addressed = bool(verbs) and verbs[-1].addressee
    start = _behind_addressee(told) if addressed else _behind_noun(article.tokens(a.cue), told)
    return a if start is None else a.but(content=[(start, a.content[0][1]), *a.content[1:]])


def _behind_addressee(told: SpacySpan) -> int | None:
    """Where the clause begins behind whom it is said to; "asked why a law that …" is said to nobody."""
    if told[0].tag_ in _QUESTIONS:
        return None
    for n, token in enumerate(told[: MAX_ADDRESSEE_TOKENS + 1]):
        if token.lower_ in _OPENERS and n:
            return token.idx if token.lower_ != "to" or _infinitive(token) else None
        if token.pos_ in ("VERB", "AUX") or token.is_punct or (not n and token.pos_ == "ADP"):
            return None
    return None


def _infinitive(token: Token) -> bool:
    """Whether "to" opens what somebody shall do; "ordered the inquiry to be resumed" tells nobody."""
    return token.dep_ == "mark" and token.head.i > token.i and child(token.head, "aux:pass") is None


def _behind_noun(said: SpacySpan, told: SpacySpan) -> int | None:
    """Where a noun of the cue has a phrase that the content begins with, the word behind that."""
    own = (t for t in told if t.dep_ == "nmod" and t.left_edge.i == told.start and t.head in said)
    phrase = next(own, None)
    behind = phrase.right_edge.i + 1 if phrase is not None else told.end
    return told.doc[behind].idx if behind < told.end else None


def _parted(article: Article, a: Attribution) -> Iterator[Attribution]:
    """An attribution and the next ones that its content takes in."""
    (start, end), second = a.content[-1], _second(article, a)
    if second is None:
        yield a
        return
    before = [t for t in second.children if t.dep_ in _HELPING and t.i < second.i]
    first = min([second, *(t for t in before if t.dep_ != "cc")])
    last = second.nbor(1) if second.nbor(1).pos_ == "ADP" else second
    cue = (first.idx, last.idx + len(last))
    kept = Span(start, min([second, *before]).idx).trimmed(article.text, _HANGING)
    rest = Span(cue[1], end).trimmed(article.text, _HANGING)
    yield a.but(content=[(start, kept.end)])
    if rest.start < end:
        yield from _parted(article, a.but(content=[(rest.start, end)], cue=cue, rule=f"{a.rule}+parted"))


def _second(article: Article, a: Attribution) -> Token | None:
    """The verb of the next thing that the cue's subject says within the content behind the cue."""
    (start, end), cue = a.content[-1], a.cue
    if cue is None or len(a.content) > 1 or start < cue[1]:
        return None
    said, told = article.tokens(cue).root, article.tokens((start, end)).root
    verbs = sorted((*said.children, *told.children), key=lambda t: t.i)
    return next((t for t in verbs if start < t.idx < end - len(t) and _goes_on(t, said, told)), None)


def _goes_on(token: Token, said: Token, told: Token) -> bool:
    """Whether a verb of speech goes on from the cue; from the content's own verb where that is of a thing, and now."""
    verb = attributing(token.lower_)
    if verb is None or verb.act != "speech" or own_subject(token) is not None:
        return False
    aside = token.tag_ == "VBG" and any(token.nbor(-k).text == "," for k in (1, 2))
    if not aside and (token.dep_ != "conj" or _tense(token) != _tense(said)):
        return False
    inner = own_subject(told)
    return token.head == said or (_tense(token) != _tense(told) and inner is not None and not _speaks(inner))


def _tense(verb: Token) -> str:
    """The tag; a participle counts as a past."""
    return "VBD" if verb.tag_ == "VBN" else verb.tag_


def _speaks(noun: Token) -> bool:
    return noun.pos_ in ("PRON", "PROPN") or is_a(noun.lower_, "roles", "groups", "organizations", "documents")


def _completed(article: Article, a: Attribution, held: Cover) -> Attribution:
    start, end = a.content[-1]
    if a.cue is None or article.quoted.covers(start, end):
        return a
    high = _clause_end(article.tokens((start, end)))
    if high <= end or held.covers(end, high) or article.quoted.covers(end, high):
        return a
    return a.but(content=[*a.content[:-1], (start, high)])


def _opened(article: Article, a: Attribution, held: Cover) -> Attribution:
    """With the words before it in the sentence (or its half), where they hang on the clause that a tag stands behind.

    Also those before a tag that interrupts it: "In May, Roe said, [it fell]".
    """
    text, (start, end) = article.text, a.content[0]
    if a.cue is None or a.source is None or article.act(a) != "speech":
        return a
    told = article.tokens((start, end))
    low, high = min(a.cue[0], a.source[0]), max(a.cue[1], a.source[1])
    parted = low < start
    first = told.sent[0] if parted else told.root.left_edge
    at = max(first.idx, text.rfind("; ", first.idx, low) + 2 if parted else 0)
    lead = (at, at + len(text[at : min(low, start)].rstrip(" ,")))
    tagged = text[lead[1] : low] == ", " and text[high : high + 1] == "," if parted else text[end : end + 1] == ","
    whole = first.is_sent_start and tagged and lead[0] < lead[1]
    if not whole or held.covers(*lead) or article.quoted.covers(lead[0], end):
        return a
    return a.but(content=[lead, *a.content] if parted else [(lead[0], end), *a.content[1:]])


def _clause_end(told: SpacySpan) -> int:
    """Where the clause of a content ends, as far as that is no remark upon it: ", which the town denies"."""
    last = told.root.right_edge
    while last.i > told.root.i and (last.is_punct or last.is_space):
        last = last.nbor(-1)
    if not 0 <= last.i - told.end < MAX_MORE_TOKENS:
        return 0
    first = told.doc[told.end]
    more = first.pos_ in ("ADP", "SCONJ", "CCONJ")
    if first.text == ",":
        behind = first.nbor(1)
        more = behind.dep_ == "cc" or behind.tag_ == "VBG"
    return last.idx + len(last) if more else 0
