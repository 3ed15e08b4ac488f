"""Parts of one quote that stand apart: after the cue's sentence, over paragraphs, in a paragraph of their own."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right, insort
from collections import defaultdict
from operator import itemgetter

from pipeline.english.verbs import act_of
from pipeline.quotes.cover import Cover
from pipeline.quotes.passes.article import Article
from pipeline.quotes.passes.unsourced import unsourced
from pipeline.quotes.surface.paragraphs import Locator
from pipeline.quotes.surface.terms import titled
from pipeline.quotes.types import Attribution, Attributions, Marked, Offsets

_PUNCTUATION = " \t\u00a0\u2009,.;:—–-"
_MARKS = re.compile(r"[\"“”«»„‘`]|''")
_BRACKET = re.compile(r"\(+[^()]{1,40}\)+")  # an editor's note behind a quote: "(in Italian)"
_TERM = 8  # words; a longer stretch is speech whatever its end
_ENDING = frozenset(".,?!…-—;:")


class _Draft:
    """An attribution while parts are still added to it."""

    def __init__(self, a: Attribution) -> None:
        self.of, self.content, self.rule = a, list(a.content), a.rule

    @property
    def start(self) -> int:
        return self.content[0][0]

    @property
    def last(self) -> int:
        """Where it is over, cue and source counted."""
        return max(e for s in (self.content[-1:], [self.of.source], [self.of.cue]) for _, e in filter(None, s))

    def spans(self) -> list[Offsets]:
        return self.of.but(content=self.content).spans()

    def add(self, m: Marked, how: str) -> None:
        self.content = sorted([*self.content, (m.start, m.end)])
        if how not in self.rule:
            self.rule = f"{self.rule}+{how}"

    def done(self) -> Attribution:
        return self.of.but(content=self.content, rule=self.rule)


def merge(article: Article, before: Attributions) -> Attributions:
    """Every quoted stretch that no attribution holds goes to the one it continues; interview turns join here."""
    loose = [a for a in before if unsourced(a)]
    drafts = [_Draft(a) for a in sorted((*before, *article.turns), key=lambda a: a.start) if not unsourced(a)]
    held = Cover([*(a for a in before if not unsourced(a)), *article.turns])
    joining = _Joining(article, drafts)
    for n, line in enumerate(article.marked):
        for position, m in enumerate(line):
            if not held.covers(m.start, m.end):
                joining.place(n, position, m)
    return (*(d.done() for d in joining.drafts), *loose)


class _Joining:
    """Gives free stretches, in text order, to the attributions before (or, of an open one, below) them."""

    def __init__(self, article: Article, drafts: list[_Draft]) -> None:
        self.text, self.where, self.marked = article.text, article.where, article.marked
        self.drafts, self.sorted = list(drafts), drafts
        self.ending = _Ending(drafts, article.where)

    def place(self, n: int, position: int, m: Marked) -> None:
        """Add the stretch to an attribution, make it a quote of its own by the speaker before, or leave it."""
        taken = None if m.closed else _opened(self.text, n, position, m, self.marked, self.where, self.sorted)
        if taken is not None:
            taken.add(m, "opened")
        elif (a := _same_paragraph(self.text, m, self.ending.before(n, m.start))) is not None:
            taken = a
            taken.add(m, "split")
        elif position == 0:
            taken = self._below(n, m)
        if taken is not None:
            self.ending.enter(n, taken)

    def _below(self, n: int, m: Marked) -> _Draft | None:
        """A paragraph that opens with the stretch: it goes on with the speech above, or is the same speaker's."""
        before = _continued(self.text, m, n, self.ending, self.marked[n], self.where)
        if before is not None and _quoted(self.text, before):
            before.add(m, "continued")
            return before
        if before is not None and before.of.cue and not _telling(self.text[slice(*before.of.cue)]):
            return None  # X typed a letter. ¶ “…”: nobody's
        before = before or _earlier(self.text, m, n, self.ending, self.marked, self.where)
        if before is None:
            return None
        own = _Draft(Attribution(((m.start, m.end),), before.of.cue, before.of.source, "orphan", before.of.confidence))
        self.drafts.append(own)
        return own


def _opened(
    text: str,
    n: int,
    position: int,
    m: Marked,
    marked: list[list[Marked]],
    where: Locator,
    attributions: list[_Draft],
) -> _Draft | None:
    """“A. ¶ “B,” X said: the attribution of the paragraph below, where this one is all quote and left open.

    Where the one above is left open too, this one continues that.
    """
    p = where.items[n]
    if position or m.start != p.start or n + 1 >= len(where.items) or not marked[n + 1]:
        return None
    above = marked[n - 1][-1] if n and marked[n - 1] else None
    below = marked[n + 1][0]
    if (above is not None and not above.closed) or below.start != where.items[n + 1].start:
        return None
    i = bisect_left(attributions, below.start, key=lambda a: a.start)
    own = attributions[i] if i < len(attributions) and attributions[i].start == below.start else None
    return own if own is not None and own.of.source is not None and _quoted(text, own) else None


def _telling(cue: str) -> bool:
    """Whether a cue leads on to a quote of its own paragraph: of speech, of belief, or "puts it"."""
    return act_of(cue) is not None or re.search(r"\bputs?\s+it\b", cue) is not None


_MOST_PARTS = 200  # of one quote; what has more is no quote but a text made of marks
_APART = 3  # paragraphs between a quote and the speech before it whose speaker it can have


def _earlier(
    text: str, m: Marked, n: int, ending: _Ending, marked: list[list[Marked]], where: Locator
) -> _Draft | None:
    """The last speech before a paragraph that is all quote, where narration without any attribution stands between.

    "“…,” Roe said. ¶ Rabbits are banned as well. ¶ “She had one on her shoulder.”"
    """
    p = where.items[n]
    alone = m.start == p.start and p.kind == "body" and _full(text, m) and _long(text, m)
    if not alone or not _all_marked(text, p.start, p.end, marked[n]):
        return None
    for above in range(n - 1, max(-1, n - 2 - _APART), -1):
        if where.items[above].kind != "body":
            return None
        a = ending.before(above, m.start)
        if a is not None:
            speech = a.of.source is not None and a.of.cue is not None and act_of(text[slice(*a.of.cue)]) == "speech"
            return a if above < n - 1 and speech and a.rule != "interview" else None
    return None


class _Ending:
    """For every paragraph the attributions that reach into it, by where they end."""

    def __init__(self, attributions: list[_Draft], where: Locator) -> None:
        self._ends: dict[int, list[tuple[int, int, _Draft]]] = defaultdict(list)
        self._count = 0
        for a in sorted(attributions, key=lambda a: a.last):
            for n in sorted({where.at(s) for s, _ in a.spans()} | {where.at(e - 1) for _, e in a.spans()}, key=str):
                if n is not None:
                    self.enter(n, a)

    def enter(self, n: int, a: _Draft) -> None:
        """Note that ``a`` now reaches into paragraph ``n``."""
        self._count += 1
        insort(self._ends[n], (a.last, self._count, a), key=itemgetter(0, 1))

    def before(self, n: int, at: int) -> _Draft | None:
        """The last attribution of a paragraph that is over at ``at``."""
        i = bisect_right(self._ends[n], at, key=itemgetter(0))
        return self._ends[n][i - 1][2] if i else None


def _quoted(text: str, a: _Draft) -> bool:
    stretches = (text[s:e] for s, e in a.content)  # one after the other: the first one mostly tells
    return any(t[:1] == "'" or "''" in t or any(c in t for c in '"“”«»„‘`') for t in stretches)


def _same_paragraph(text: str, m: Marked, a: _Draft | None) -> _Draft | None:
    """“A,” X said. “B.”: what stands between is nothing but the end of the sentence of the attribution before."""
    if a is None or len(a.content) >= _MOST_PARTS or (a.of.cue is None and a.of.source is None) or titled(text, m):
        return None
    gap = text[a.last : m.start]
    near = _full(text, m) and len(gap.split()) <= 12 and _quoted(text, a)
    return a if near or (not gap.strip(_PUNCTUATION) and not _woven(text, m, gap)) else None


def _woven(text: str, m: Marked, gap: str) -> bool:
    """A term that a new sentence goes on from: X said so. “Soft power” is a goal."""
    return "." in gap and not _full(text, m) and text[m.end : m.end + 2].lstrip()[:1].isalnum()


def _full(text: str, m: Marked) -> bool:
    """A stretch with punctuation of its own at the end, or an open one: speech and no mere term."""
    return not m.closed or text[m.inner_end - 1 : m.inner_end] in _ENDING


def _long(text: str, m: Marked) -> bool:
    return len(text[m.inner_start : m.inner_end].split(maxsplit=_TERM)) > _TERM


def _continued(text: str, m: Marked, n: int, ending: _Ending, marks: list[Marked], where: Locator) -> _Draft | None:
    """A paragraph that opens with a mark and is all quote: it continues the paragraph before."""
    p = where.items[n]
    if m.start != p.start or n == 0 or p.kind == "title" or not (_full(text, m) or _long(text, m)):
        return None
    if not _all_marked(text, p.start, p.end, marks):
        return None
    above = n - 2 if where.items[n - 1].kind == "heading" and n > 1 else n - 1
    return ending.before(above, m.start)


def _all_marked(text: str, start: int, end: int, marked: list[Marked]) -> bool:
    at = start
    for m in marked:
        if text[at : m.start].strip(_PUNCTUATION):
            return False
        at = m.end
    return not _BRACKET.sub("", text[at:end]).strip(_PUNCTUATION)
