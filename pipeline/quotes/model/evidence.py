"""Is this attribution one? What speaks for and against it, in named features; ``data/keep.csv`` holds the weights.

For indirect speech of the model alone: in quotation marks 97 of 100 are right. The weights are fitted on the gold
records (``python -m pipeline.choices fit keep GOLD OUT``): each says how many times likelier (as a logarithm) the
feature makes it that somebody said or thought what the content tells.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from importlib.resources import files
from itertools import takewhile
from pathlib import Path
from typing import Any

from spacy.tokens import Doc, Token

from pipeline.choices import Choice, Example, step
from pipeline.choices.gold import ALIKE, word_f1
from pipeline.english.nouns import is_a, words
from pipeline.english.verbs import act_of, clause_nouns, verb_of
from pipeline.quotes.model.group import Roles
from pipeline.quotes.passes.article import Article
from pipeline.quotes.types import Attribution, Attributions, Offsets

Parts = Sequence[Sequence[int]]

WEIGHTS = Path(str(files("pipeline.quotes") / "data" / "keep.csv"))
MIN_WEIGHT = {"speech": -1.0, "belief": -0.25}  # by which the weights must be for one, by what its cue tells of
MAX_TERM_WORDS = 4  # in marks that are a term and no speech
_WORD = re.compile(r"[\w’']+")
_MARKS = frozenset('"“”«»')
_MODALS = frozenset(["will", "would", "can", "could", "may", "might", "must", "shall", "should"])
_TENTHS = (0, 3, 5, 7, 8, 9)
_OPENERS = frozenset(["that", "whether", "if", "how", "why", "what", "who", "where", "when", "to"])


def judge(article: Article, before: Attributions) -> Attributions:
    """The pass that drops what nobody said or thought: "approved the plan", "supports the club"."""
    return tuple(a if _said(article, a) else a.but(dropped="no speech") for a in before)


def _said(article: Article, a: Attribution) -> bool:
    """Whether the weights take an attribution for one.

    Always one: what is in quotation marks or has no cue, and where tree or scores are missing that they are fitted on.
    """
    if all(words("contentless").issuperset(article.said(part).casefold().split()) for part in a.content):
        return False  # "The widow thanked them."
    if a.cue is None or a.source is None or a.confidence is None:
        return True
    if quoted(article, a) or not article.parsed:
        return True
    weight = Choice.read(WEIGHTS).score(features(article, a)) / 100
    spoken = article.act(a) == "speech" or heard(article, a)
    return weight >= MIN_WEIGHT["speech" if spoken else "belief"]


def heard(article: Article, a: Attribution) -> bool:
    """What a court hears was said before it: "The inquest heard that …"."""
    if a.cue is None or a.source is None:
        return False
    verb = verb_of(article.said(a.cue).split()[-1].casefold())
    return verb is not None and verb.lemma == "hear" and is_a(article.said(a.source).split()[-1], "courts")


def quoted(article: Article, a: Attribution) -> bool:
    """Whether there is speech in quotation marks; a term of a few words is none: he was called the “Wall”."""
    stretches = [article.said(part) for part in a.content]
    if article.act(a) == "speech":
        return any(not _MARKS.isdisjoint(t) for t in stretches)
    return any(t[:1] in _MARKS and len(t.split()) > MAX_TERM_WORDS for t in stretches)


def features(article: Article, a: Attribution) -> Iterator[str]:
    """What is true of an attribution with cue and source."""
    assert a.cue is not None and a.source is not None
    text, roles = article.text, article.roles
    yield "any"
    yield step("model's score of the cue", int(10 * (a.confidence or 0)), _TENTHS)
    yield from _of_cue(text, a.cue)
    yield from _of_source(text[slice(*a.source)])
    yield from _of_content(text, a)
    yield from _of_order(text, a.cue, a.source, a.content[0])
    if article.parsed:
        yield from _of_tree(*(article.tokens(span).root for span in (a.cue, a.source, a.content[0])))
    for key, spans, span in (("content", roles.contents, a.content[0]), ("source", roles.sources, a.source)):
        score = _score(roles, spans, span)
        yield (
            f"no {key} of the model" if score is None else step(f"model's score of the {key}", int(10 * score), _TENTHS)
        )


def _score(roles: Roles, spans: list[Offsets], span: Offsets) -> float | None:
    """The model's own score of the span that begins last before a stretch's end, if it reaches into it."""
    i = bisect_left(spans, (span[1], 0)) - 1
    return roles.scores.get(spans[i]) if i >= 0 and spans[i][1] > span[0] else None


def _of_cue(text: str, cue: Offsets) -> Iterator[str]:
    said = text[slice(*cue)]
    spelled = [w.casefold() for w in _WORD.findall(said)]
    act = act_of(said) or "none"
    yield f"cue tells of {act}"
    verb, noun = _head(spelled)
    yield f"cue {verb or noun}" if verb or noun else "cue without verb"
    if noun and not verb:
        yield f"cue is a noun of {act}"
    last = spelled[-1] if spelled else ""
    if last in ("of", "for", "about", "on", "with", "against", "in", "to", "at", "over", "by", "as"):
        yield f"cue ends in {last}"
    if spelled[:1] == ["to"]:
        yield "cue is an infinitive"
    if spelled and spelled[0].endswith("ing"):
        yield "cue is a participle"
    if _MODALS.intersection(spelled):
        yield "cue has a modal"
    if any(w in ("not", "never") or w.endswith(("n't", "n’t")) for w in spelled):
        yield f"cue is negated, {act}"
    yield step("words of the cue", len(spelled), (0, 2, 3, 5))


def _head(spelled: Sequence[str]) -> tuple[str | None, str | None]:
    """The last verb of speech, belief or deed that a cue has, and its noun that carries a clause."""
    verbs = [v.lemma for w in spelled if w not in words("auxiliaries") and (v := verb_of(w)) is not None]
    nouns = [w for w in spelled if w in clause_nouns()]
    return (verbs[-1] if verbs else None), (nouns[-1].removesuffix("s") if nouns else None)


def _of_source(said: str) -> Iterator[str]:
    spelled = _WORD.findall(said)
    first, last = (spelled[0].casefold(), spelled[-1].casefold()) if spelled else ("", "")
    if len(spelled) == 1 and first in words("pronouns"):
        yield f"source is {first}"
    elif spelled and spelled[-1][0].isupper():
        yield "source is a name"
    else:
        yield "source is a noun"
    for kind in ("things", "documents", "roles", "organizations"):
        if is_a(last, kind):
            yield f"source is of {kind}"
    yield step("words of the source", len(spelled), (0, 2, 5, 10))


def _of_content(text: str, a: Attribution) -> Iterator[str]:
    start, end = a.content[0]
    first = _WORD.match(text, start, end)
    opener = first.group().casefold() if first else ""
    if opener in _OPENERS:
        yield f"content opens with {opener}"
    elif opener.endswith("ing"):
        yield "content opens with a gerund"
    elif opener in words("determiners"):
        yield "content opens with a determiner"
    yield step("words of the content", sum(len(text[s:e].split()) for s, e in a.content), (0, 3, 5, 8, 12, 20))
    if text[a.content[-1][1] : a.content[-1][1] + 3].lstrip('”’"')[:1] == "?":
        yield "content asks"
    yield "content in one part" if len(a.content) == 1 else "content in parts"


def _of_order(text: str, cue: Offsets, source: Offsets, content: Offsets) -> Iterator[str]:
    order = sorted((span[0], name) for name, span in (("cue", cue), ("source", source), ("content", content)))
    yield " ".join(name for _, name in order)
    behind = content[1]
    if behind <= min(cue[0], source[0]) and text[behind : behind + 2] == ", ":
        yield "comma before the attribution"
    yield step("characters between cue and content", abs(content[0] - cue[1]), (0, 2, 10, 40))


def _of_tree(cue: Token, source: Token, content: Token) -> Iterator[str]:
    """What the heads of cue, source and content are, and which hangs on which."""
    finite = any(t.dep_ in ("nsubj", "nsubj:pass", "cop", "expl") for t in content.children)
    shape = f"a {content.pos_.lower()}{' with a subject' if finite else ''}"
    yield f"content is {shape}"
    yield f"{cue.lemma_} and content is {shape}"
    related = content.dep_ if content.head == cue else cue.dep_ + " above" if cue.head == content else "apart"
    yield f"content is {related} of the cue"
    yield f"cue is a {cue.tag_}"
    yield f"source is {source.dep_ if source.head == cue else 'apart'} of the cue"


# -- fitting ---------------------------------------------------------------------------------------------------------


def examples(doc: Doc, gold: Mapping[str, Any]) -> list[Example]:
    """One example for each indirect attribution of the model that the passes before leave."""
    from pipeline.quotes.passes.order import PASSES, run

    article, found = Article.of(doc), []
    wanted = [row["content"] for row in gold["attributions"]]
    either = [row["content"] for row in gold.get("optional", [])]
    before = tuple(takewhile(lambda p: p.name != "judge", PASSES))
    for a in run(article, before)[0]:
        if a.cue is None or a.source is None or quoted(article, a):
            continue
        right = any(_alike(article, a.content, g) for g in wanted)
        if right or not any(_touch(a.content, g) for g in either):
            candidates = (tuple(features(article, a)), ())
            found.append(Example(gold["id"], candidates, frozenset({0 if right else 1})))
    return found


def _touch(a: Parts, b: Parts) -> bool:
    return a[0][0] < b[-1][1] and b[0][0] < a[-1][1]


def _alike(article: Article, a: Parts, b: Parts) -> bool:
    """Whether two contents are one, as the scorer has it."""
    one, other = (" ".join(article.text[s:e] for s, e in parts) for parts in (a, b))
    return _touch(a, b) and word_f1(one, other) >= ALIKE
