"""Content parts brought to the quotation marks: a part that holds most of a quoted stretch gets all of it."""

from __future__ import annotations

from bisect import bisect_left, bisect_right

from pipeline.quotes.cover import union
from pipeline.quotes.passes.article import Article
from pipeline.quotes.types import Attributions, Marked, Offsets

_NEAR_CHARS = 2  # that a part may miss at an end of the stretch and still begin or end with it


def align_to_marks(article: Article, before: Attributions) -> Attributions:
    """Parts widened to the marks; of two attributions in one stretch the one that holds more of it is widened."""
    stretches = list(article.stretches.values())
    starts, ends = [m.start for m in stretches], [m.end for m in stretches]
    best: dict[int, tuple[int, int, int]] = {}
    for n, a in enumerate(before):
        for k, part in enumerate(a.content):
            for i in range(bisect_right(ends, part[0]), bisect_left(starts, part[1])):
                shared = min(part[1], ends[i]) - max(part[0], starts[i])
                if _fits(part, stretches[i], shared) and shared > best.get(i, (0, 0, 0))[0]:
                    best[i] = (shared, n, k)
    parts = [list(a.content) for a in before]
    for i, (_, n, k) in sorted(best.items()):
        s, e = parts[n][k]
        parts[n][k] = (min(s, starts[i]), max(e, ends[i]))
    return tuple(a.but(content=union(own)) for a, own in zip(before, parts, strict=True))


def _fits(part: Offsets, m: Marked, shared: int) -> bool:
    if not m.closed:
        return part[0] <= m.inner_start + _NEAR_CHARS and part[1] >= m.inner_end - _NEAR_CHARS
    at_start = abs(part[0] - m.start) <= _NEAR_CHARS
    at_end = abs(part[1] - m.end) <= _NEAR_CHARS
    return 2 * shared > m.end - m.start or at_start or at_end
