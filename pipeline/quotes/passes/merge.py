"""Parts of one quote that stand apart: after the cue's sentence, over paragraphs, in a paragraph of their own."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right, insort
from collections import defaultdict
from operator import itemgetter

from pipeline.quotes.cover import Cover
from pipeline.quotes.passes.article import Article
from pipeline.quotes.passes.unsourced import unsourced
from pipeline.quotes.types import Attribution, Attributions, Marked

MAX_PARTS = 200  # of one quote; what has more is no quote but a text made of marks
MAX_GAP_WORDS = 12  # of narration between two parts of a quote in one paragraph
MAX_TERM_WORDS = 8  # a longer stretch is speech whatever its end
_PUNCTUATION = " \t\u00a0\u2009,.;:—–-"
_BRACKET = re.compile(r"\(+[^()]{1,40}\)+")  # an editor's note behind a quote: "(in Italian)"
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

    def add(self, m: Marked, how: str) -> None:
        insort(self.content, (m.start, m.end))
        if how not in self.rule:
            self.rule = f"{self.rule}+{how}"

    def done(self) -> Attribution:
        return self.of.but(content=self.content, rule=self.rule)


def merge(article: Article, before: Attributions) -> Attributions:
    """Every quoted stretch that no attribution holds goes to the one it continues; interview turns join here."""
    loose = [a for a in before if unsourced(a)]
    sourced = [*(a for a in before if not unsourced(a)), *article.turns]
    joining = _Joining(article, [_Draft(a) for a in sorted(sourced, key=lambda a: a.start)])
    held = Cover.of(sourced)
    for n, line in enumerate(article.marked):
        for position, m in enumerate(line):
            if not held.covers(m.start, m.end):
                joining.place(n, position, m)
    return (*(d.done() for d in joining.drafts), *loose)


class _Joining:
    """Gives free stretches, in text order, to the attributions before (or, of an open one, below) them."""

    def __init__(self, article: Article, drafts: list[_Draft]) -> None:
        self.article, self.text, self.items = article, article.text, article.where.items
        self.drafts, self.sorted = list(drafts), drafts
        self._over: dict[int, list[tuple[int, int, _Draft]]] = defaultdict(list)  # those of a paragraph by their end
        for a in sorted(drafts, key=lambda a: a.last):
            reached = (article.where.at(at) for s, e in a.of.spans() for at in (s, e - 1))
            for n in sorted({n for n in reached if n >= 0}):
                self._enter(n, a)

    def place(self, n: int, position: int, m: Marked) -> None:
        """Add the stretch to an attribution, make it a quote of its own by the speaker before, or leave it."""
        if (a := self._opened(n, position, m)) is not None:
            a.add(m, "opened")
        elif (a := self._same_paragraph(n, m)) is not None:
            a.add(m, "split")
        elif (a := self._continued(n, position, m)) is not None and self._quoted(a):
            a.add(m, "continued")
        elif a is not None:  # the speaker of indirect speech goes on in a quote
            a = _Draft(Attribution(((m.start, m.end),), a.of.cue, a.of.source, "orphan", a.of.confidence))
            self.drafts.append(a)
        if a is not None:
            self._enter(n, a)

    def _enter(self, n: int, a: _Draft) -> None:
        """Note that ``a`` now reaches into paragraph ``n``."""
        insort(self._over[n], (a.last, len(self._over[n]), a), key=itemgetter(0, 1))

    def _before(self, n: int, at: int) -> _Draft | None:
        """The last attribution of a paragraph that is over at ``at``."""
        i = bisect_right(self._over[n], at, key=itemgetter(0))
        return self._over[n][i - 1][2] if i else None

    def _quoted(self, a: _Draft) -> bool:
        return any(self.article.quoted.covers(*part) for part in a.content)

    def _opened(self, n: int, position: int, m: Marked) -> _Draft | None:
        """“A. ¶ “B,” X said: the attribution of the paragraph below, where this one is all quote and left open."""
        marked, following = self.article.marked, self.items[n + 1 : n + 2]
        if m.closed or position or m.start != self.items[n].start or not following or not marked[n + 1]:
            return None
        below = marked[n + 1][0].start
        i = bisect_left(self.sorted, below, key=lambda a: a.start)
        return self.sorted[i] if i < len(self.sorted) and self.sorted[i].start == below else None

    def _same_paragraph(self, n: int, m: Marked) -> _Draft | None:
        """“A,” X said. “B.”: what stands between is nothing but the end of the sentence of the attribution before."""
        a = self._before(n, m.start)
        if a is None or len(a.content) >= MAX_PARTS or (a.of.cue is None and a.of.source is None):
            return None
        gap = self.text[a.last : m.start]
        near = self._full(m) and len(gap.split()) <= MAX_GAP_WORDS and self._quoted(a)
        return a if near or not gap.strip(_PUNCTUATION) else None

    def _continued(self, n: int, position: int, m: Marked) -> _Draft | None:
        """A paragraph that opens with a mark and is all quote: it continues the paragraph before."""
        p = self.items[n]
        if position or n == 0 or m.start != p.start or p.kind == "title" or not (self._full(m) or self._long(m)):
            return None
        if not self._all_marked(n):
            return None
        above = n - 2 if self.items[n - 1].kind == "heading" and n > 1 else n - 1
        return self._before(above, m.start)

    def _full(self, m: Marked) -> bool:
        """A stretch with punctuation of its own at the end, or an open one: speech and no mere term."""
        return not m.closed or self.text[m.inner_end - 1 : m.inner_end] in _ENDING

    def _long(self, m: Marked) -> bool:
        return len(self.text[m.inner_start : m.inner_end].split(maxsplit=MAX_TERM_WORDS)) > MAX_TERM_WORDS

    def _all_marked(self, n: int) -> bool:
        at, end = self.items[n].start, self.items[n].end
        for m in self.article.marked[n]:
            if self.text[at : m.start].strip(_PUNCTUATION):
                return False
            at = m.end
        return not _BRACKET.sub("", self.text[at:end]).strip(_PUNCTUATION)
