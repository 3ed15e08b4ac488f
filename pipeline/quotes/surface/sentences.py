"""A paragraph as sentences in which every quoted stretch is one opaque block.

The rules read sentences through a mask: the same characters, with quoted stretches blanked to ``MASK``, so that a
pattern never matches inside a quote and offsets stay those of the text.
"""

from __future__ import annotations

import re

from pipeline.english.sentences import abbreviation_before
from pipeline.quotes.types import Marked, Offsets, Paragraph

MASK = "\ue000"
_STOP = re.compile(r"(?<![.!?…])[.!?…]+[)\]]*(?=\s)")  # looked behind: a run of dots is read once


def masked(text: str, paragraph: Paragraph, marked: list[Marked]) -> str:
    """The paragraph's characters, quoted stretches blanked out."""
    out, at = [], paragraph.start
    for m in marked:
        out += [text[at : m.start], MASK * (m.end - m.start)]
        at = m.end
    out.append(text[at : paragraph.end])
    return "".join(out)


def sentences(text: str, paragraph: Paragraph, mask: str, marked: list[Marked]) -> list[Offsets]:
    """Sentence spans in text order; a quoted stretch that ends one is followed by a break."""
    cuts = [paragraph.start + m.end() for m in _STOP.finditer(mask) if not _abbreviated(mask, m)]
    cuts += [m.end for m in marked if _ends_sentence(text, m, paragraph)]
    spans, start = [], paragraph.start
    for cut in [*sorted(cuts), paragraph.end]:
        while start < cut and text[start].isspace():
            start += 1
        if start < cut:
            spans.append((start, cut))
            start = cut
    return spans


def is_prose(mask: str) -> bool:
    """Whether a sentence is short enough, quoted stretches aside, to be one; no rule looks at a longer stretch."""
    return len(mask) <= _LONGEST or len(mask) - mask.count(MASK) <= _LONGEST


_LONGEST = 2000  # characters


def ends_sentence(text: str, start: int, end: int) -> bool:
    """Whether a stretch ends in a full stop that is its sentence's and no abbreviation's."""
    plain = text[end - 2].isalnum() or text[end - 2] in ")%"
    return text[end - 1] == "." and plain and not abbreviation_before(text, start, end)


def last_sentence(clause: str) -> int:
    """Where the last sentence of a stretch begins; a full stop at its very end counts for nothing."""
    stops = [m for m in _STOP.finditer(clause) if not _abbreviated(clause, m) and clause[m.end() :].strip()]
    return stops[-1].end() if stops else 0


def _abbreviated(mask: str, stop: re.Match[str]) -> bool:
    if not stop.group().startswith(".") or len(stop.group()) > 1:
        return False
    if mask[stop.end() : stop.end() + 3].lstrip()[:1].islower():  # "by 5 a.m. on Tuesday"
        return True
    return abbreviation_before(mask, 0, stop.start() + 1)


def _ends_sentence(text: str, m: Marked, paragraph: Paragraph) -> bool:
    """“Full stop.” New sentence: the stretch ends in a full stop and a capital, a digit or a mark follows."""
    after = text[m.end : min(m.end + 3, paragraph.end)].lstrip()
    ending = text[max(m.inner_start, m.inner_end - 1) : m.inner_end]
    if not after or ending not in ".!?…":
        return ending in ".!?…" and not after
    return ending in ".…" and (after[0].isupper() or after[0] in "\"“‘'«")
