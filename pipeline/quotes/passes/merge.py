"""Parts of one quote that stand apart: after the cue's sentence, over paragraphs, in a paragraph of their own."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right, insort
from collections import defaultdict
from operator import itemgetter

from pipeline.english.verbs import act_of
from pipeline.quotes.passes.cover import Cover, spans
from pipeline.quotes.passes.not_quotes import titled
from pipeline.quotes.surface.paragraphs import Locator
from pipeline.quotes.types import Attribution, Marked

_PUNCTUATION = " \t\u00a0\u2009,.;:—–-"
_MARKS = re.compile(r"[\"“”«»„‘`]|''")
_BRACKET = re.compile(r"\(+[^()]{1,40}\)+")  # an editor's note behind a quote: "(in Italian)"
_TERM = 8  # words; a longer stretch is speech whatever its end
_ENDING = frozenset(".,?!…-—;:")


def join(text: str, attributions: list[Attribution], marked: list[list[Marked]], where: Locator) -> list[Attribution]:
    """Attach every quoted stretch that no attribution holds to the one it continues; returns all in text order."""
    attributions = sorted(attributions, key=lambda a: a.start)
    held, ending, found = Cover(attributions), _Ending(attributions, where), list(attributions)
    for n in range(len(where.items)):
        for position, m in enumerate(marked[n]):
            if held.covers(m.start, m.end):
                continue
            following = _opened(text, n, position, m, marked, where, attributions) if not m.closed else None
            if following is not None:
                _extend(following, m, "opened")
                ending.enter(n, following)
                continue
            a = _same_paragraph(text, m, ending.before(n, m.start))
            if a is not None:
                _extend(a, m, "split")
            elif position == 0 and (before := _continued(text, m, n, ending, marked[n], where)) is not None:
                a = before
                if _quoted(text, before):
                    _extend(before, m, "continued")
                elif before.cue and not _telling(text[slice(*before.cue)]):
                    a = None  # X typed a letter. ¶ “…”: nobody's
                else:  # X said he was worried. ¶ “…”: a quote of its own by the same speaker
                    a = Attribution([(m.start, m.end)], before.cue, before.source, "orphan", before.confidence)
                    found.append(a)
            elif position == 0 and (before := _earlier(text, m, n, ending, marked, where)) is not None:
                a = Attribution([(m.start, m.end)], before.cue, before.source, "orphan", before.confidence)
                found.append(a)
            if a is not None:
                ending.enter(n, a)
    return sorted(found, key=lambda a: (a.start, a.end))


def _opened(
    text: str,
    n: int,
    position: int,
    m: Marked,
    marked: list[list[Marked]],
    where: Locator,
    attributions: list[Attribution],
) -> Attribution | None:
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
    return own if own is not None and own.source is not None and _quoted(text, own) else None


def _telling(cue: str) -> bool:
    """Whether a cue leads on to a quote of its own paragraph: of speech, of belief, or "puts it"."""
    return act_of(cue) is not None or re.search(r"\bputs?\s+it\b", cue) is not None


_APART = 3  # paragraphs between a quote and the speech before it whose speaker it can have


def _earlier(
    text: str, m: Marked, n: int, ending: _Ending, marked: list[list[Marked]], where: Locator
) -> Attribution | None:
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
            speech = a.source is not None and a.cue is not None and act_of(text[slice(*a.cue)]) == "speech"
            return a if above < n - 1 and speech and a.rule != "interview" else None
    return None


class _Ending:
    """For every paragraph the attributions that reach into it, by where they end."""

    def __init__(self, attributions: list[Attribution], where: Locator) -> None:
        self._ends: dict[int, list[tuple[int, int, Attribution]]] = defaultdict(list)
        self._count = 0
        for a in sorted(attributions, key=_last):
            for n in sorted({where.at(s) for s, _ in spans(a)} | {where.at(e - 1) for _, e in spans(a)}, key=str):
                if n is not None:
                    self.enter(n, a)

    def enter(self, n: int, a: Attribution) -> None:
        """Note that ``a`` now reaches into paragraph ``n``."""
        self._count += 1
        insort(self._ends[n], (_last(a), self._count, a), key=itemgetter(0, 1))

    def before(self, n: int, at: int) -> Attribution | None:
        """The last attribution of a paragraph that is over at ``at``."""
        i = bisect_right(self._ends[n], at, key=itemgetter(0))
        return self._ends[n][i - 1][2] if i else None


def _extend(a: Attribution, m: Marked, rule: str) -> None:
    a.content.append((m.start, m.end))
    a.content.sort()
    if rule not in a.rule:
        a.rule = f"{a.rule}+{rule}"


def _quoted(text: str, a: Attribution) -> bool:
    stretches = [text[s:e] for s, e in a.content]
    return any(t[:1] == "'" or "''" in t or any(c in t for c in '"“”«»„‘`') for t in stretches)


def _same_paragraph(text: str, m: Marked, a: Attribution | None) -> Attribution | None:
    """“A,” X said. “B.”: what stands between is nothing but the end of the sentence of the attribution before."""
    if a is None or (a.cue is None and a.source is None) or titled(text, m):
        return None
    gap = text[_last(a) : m.start]
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


def _last(a: Attribution) -> int:
    return max(a.end, a.source[1] if a.source else 0, a.cue[1] if a.cue else 0)


def _continued(
    text: str, m: Marked, n: int, ending: _Ending, marks: list[Marked], where: Locator
) -> Attribution | None:
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
