"""Where paragraphs begin. A newline parts them, unless the whole text is wrapped at a fixed width (agency copy)."""

from __future__ import annotations

import re

from spacy.tokens import Doc, Token

from pipeline.datelines import after_dateline

_LINE = re.compile(r"[^\n]+")
_WRAP = range(50, 110)  # lengths that wrapped lines have
_WRAPPED_SHARE = 0.6


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


def paragraph_starts(doc: Doc, words: list[Token]) -> list[bool]:
    """For every word (token that is no white space), whether it begins a paragraph."""
    text = doc.text
    wrapped = is_wrapped(text)
    out, end = [], 0
    for i, token in enumerate(words):
        gap = text[end : token.idx]
        newlines = gap.count("\n")
        out.append(i == 0 or newlines > 1 or (newlines == 1 and not wrapped))
        end = token.idx + len(token)
    return out


def sentence_starts(doc: Doc, words: list[Token], breaks: list[bool]) -> list[bool]:
    """For every word, whether it begins a sentence whatever the model says: a paragraph's first, a dateline's next."""
    text = doc.text  # put together from the tokens at every call: once, not for every paragraph
    out, dated = [], 0
    for token, begins in zip(words, breaks, strict=True):
        dated = after_dateline(text, token.idx, len(text)) if begins else dated
        out.append(begins or token.idx == dated)
    return out
