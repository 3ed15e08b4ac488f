"""Where paragraphs begin. A newline parts them, unless the whole text is wrapped at a fixed width (agency copy)."""

from __future__ import annotations

import re

import numpy as np

from pipeline.datelines import after_dateline
from pipeline.encoder.words import Words

_LINE = re.compile(r"[^\n]+")
_NEWLINE = re.compile(r"\n")
_WRAP = range(50, 110)  # lengths that wrapped lines have
_WRAPPED_SHARE = 0.6
_NONE = np.zeros(1, dtype=np.int64)


def is_wrapped(text: str) -> bool:
    """True if single newlines are line wraps: most of the lines that another line follows directly are of one width."""
    lengths = []
    for m in _LINE.finditer(text):
        followed = text[m.end() : m.end() + 2].startswith("\n") and not text[m.end() + 1 : m.end() + 2].isspace()
        if followed and m.end() + 1 < len(text):
            lengths.append(m.end() - m.start())
    return (
        len(lengths) >= 3 and sum(n in _WRAP for n in lengths) >= _WRAPPED_SHARE * len(lengths) and max(lengths) < 130
    )


def paragraph_starts(text: str, words: Words) -> list[bool]:
    """For every word, whether it begins a paragraph; what the network does not read ends one."""
    newlines = np.array([m.start() for m in _NEWLINE.finditer(text)], dtype=np.int64)
    before = np.searchsorted(newlines, words.starts)
    since = before - np.concatenate([_NONE, np.searchsorted(newlines, words.ends[:-1])])
    begins = (since > (1 if is_wrapped(text) else 0)) | words.parted
    begins[:1] = True
    found: list[bool] = begins.tolist()
    return found


def sentence_starts(text: str, words: Words, breaks: list[bool]) -> list[bool]:
    """For every word, whether it begins a sentence whatever the model says: a paragraph's first, a dateline's next."""
    out, at = list(breaks), {start: i for i, start in enumerate(words.starts.tolist())}
    for start, begins in zip(words.starts.tolist(), breaks, strict=True):
        next_word = at.get(after_dateline(text, start, len(text))) if begins else None
        if next_word is not None:
            out[next_word] = True
    return out
