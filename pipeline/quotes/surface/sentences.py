"""A paragraph as sentences in which every quoted stretch is one opaque block.

The rules read sentences through a mask: the same characters, with quoted stretches blanked to ``MASK``, so that a
pattern never matches inside a quote and offsets stay those of the text.
"""

from __future__ import annotations

from pipeline.english.sentences import abbreviation_before, sentence_ends
from pipeline.quotes.cover import Cover
from pipeline.quotes.types import Marked, Offsets, Paragraph

MASK = "\ue000"
MAX_PROSE_CHARS = 2000


def masked(text: str, paragraph: Paragraph, marked: list[Marked]) -> str:
    """The paragraph's characters, quoted stretches blanked out."""
    out, at = [], paragraph.start
    for m in marked:
        out += [text[at : m.start], MASK * (m.end - m.start)]
        at = m.end
    out.append(text[at : paragraph.end])
    return "".join(out)


def sentences(text: str, paragraph: Paragraph, marked: list[Marked]) -> list[Offsets]:
    """Sentence spans in text order; none ends in a quoted stretch, or behind one that asks: “Who pays?” Roe said."""
    quoted, asking = Cover((m.start, m.end) for m in marked), {m.end for m in marked if text[m.inner_end - 1] in "!?"}
    ends = sentence_ends(text, paragraph.start, paragraph.end)
    cuts = [end for end in ends if end not in asking and not quoted.covers(end, end + 1)]
    spans, start = [], paragraph.start
    for end in (*cuts, paragraph.end):
        start += len(text[start:end]) - len(text[start:end].lstrip())
        if start < end:
            spans.append((start, end))
            start = end
    return spans


def is_prose(mask: str) -> bool:
    """Whether a sentence is short enough, quoted stretches aside, to be one; no rule looks at a longer stretch."""
    return len(mask) - mask.count(MASK) <= MAX_PROSE_CHARS


def ends_sentence(text: str, start: int, end: int) -> bool:
    """Whether a stretch ends in a full stop that is its sentence's and no abbreviation's."""
    plain = text[end - 2].isalnum() or text[end - 2] in ")%"
    return text[end - 1] == "." and plain and not abbreviation_before(text, start, end)
