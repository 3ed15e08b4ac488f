"""Content parts brought to the quotation marks: a part that holds most of a quoted stretch gets all of it."""

from __future__ import annotations

from bisect import bisect_left, bisect_right

from pipeline.quotes.types import Attribution, Marked, Offsets

_NEAR = 2  # characters that a part may miss at an end of the stretch and still begin or end with it


def snap(attributions: list[Attribution], marked: list[list[Marked]]) -> None:
    """Widen parts in place; of two attributions in one stretch the one that holds more of it is widened."""
    stretches = [m for line in marked for m in line]
    starts, ends = [m.start for m in stretches], [m.end for m in stretches]
    best: dict[int, tuple[int, int, int]] = {}
    for n, a in enumerate(attributions):
        for k, part in enumerate(a.content):
            for i in range(bisect_right(ends, part[0]), bisect_left(starts, part[1])):
                shared = min(part[1], ends[i]) - max(part[0], starts[i])
                if _fits(part, stretches[i], shared) and shared > best.get(i, (0, 0, 0))[0]:
                    best[i] = (shared, n, k)
    for i, (_, n, k) in sorted(best.items()):
        s, e = attributions[n].content[k]
        attributions[n].content[k] = (min(s, starts[i]), max(e, ends[i]))
    for a in attributions:
        a.content = _merged(a.content)


def _fits(part: Offsets, m: Marked, shared: int) -> bool:
    if m.carried and abs(part[0] - m.start) <= _NEAR:
        return True
    if not m.closed:
        return part[0] <= m.inner_start + _NEAR and part[1] >= m.inner_end - _NEAR
    at_start = abs(part[0] - m.start) <= _NEAR
    at_end = abs(part[1] - m.end) <= _NEAR
    return 2 * shared > m.end - m.start or ((at_start or at_end) and shared > 1)


def _merged(parts: list[Offsets]) -> list[Offsets]:
    merged: list[Offsets] = []
    for s, e in sorted(parts):
        if merged and s < merged[-1][1]:
            merged[-1] = (merged[-1][0], max(e, merged[-1][1]))
        else:
            merged.append((s, e))
    return merged
