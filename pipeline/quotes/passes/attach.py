"""Contents under a cue that is not theirs, taken from it by what stands between.

- "A cook; his son, it says, fled": the clause behind the semicolon is another's;
- "Roe grew livelier on the tax. “We ought …”": a quote behind a sentence without speech has no cue.
"""

from __future__ import annotations

from pipeline.quotes.passes.article import Article
from pipeline.quotes.types import Attribution, Attributions
from pipeline.syntax import own_subject


def attach(article: Article, before: Attributions) -> Attributions:
    """Each with the contents of its own sentence; quotes that stand beside it follow as attributions without cue."""
    starts = {start for start, _ in article.roles.cues}
    return tuple(part for a in before for part in _alone(article, _one_clause(article.text, a, starts)))


def _one_clause(text: str, a: Attribution, starts: set[int]) -> Attribution:
    """Without the clause behind a semicolon that another's cue interrupts."""
    start, end = a.content[-1]
    others = end + 2 in starts and a.cue is not None and a.cue[0] != end + 2
    stop = text.rfind("; ", start, end) if others else -1
    return a if stop < 0 else a.but(content=[*a.content[:-1], (start, stop)])


def _alone(article: Article, a: Attribution) -> list[Attribution]:
    """Apart from the attribution, the quotes behind its sentence."""
    text = article.text
    quotes = [c for c in a.content if c in article.stretches]
    if a.cue is None or len(a.content) < 2 or not quotes:
        return [a]
    high = max(a.cue[1], a.source[1] if a.source else 0)
    told = article.act(a) == "speech" and not _thing(article, a)
    own = [c for c in quotes if not told and text[high : c[0]].rstrip()[-1:] in (".", "!", "?")]
    kept = [c for c in a.content if c not in own]
    if not own or any(c[0] < a.cue[1] or c in quotes for c in kept):
        return [a]
    apart = Attribution(tuple(own), None, a.source, "model-no-cue", a.confidence)
    return [a.but(content=kept), apart] if kept else [apart]


def _thing(article: Article, a: Attribution) -> bool:
    """Whether the first part is a noun and no clause: "discussing the tax"."""
    told = article.tokens(a.content[0]).root
    return told.pos_ in ("NOUN", "PROPN") and own_subject(told) is None
