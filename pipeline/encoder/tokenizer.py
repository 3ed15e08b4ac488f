"""spaCy's English tokenizer, made safe for what turns up in archives.

As in the Universal Dependencies treebanks, a run of one mark ("!!!", "=====") is one token, and so are "?!", a
telephone number, "e-mail", and ranks and abbreviations that spaCy parts from their full stop ("Capt.", "etc."). A
hyphen after initials parts words as any other does ("U.S.-led"). The letter of an amount is parted from the full stop
after it ("£412m."), or the sentence would go on.

spaCy strips affixes one character at a time, which is quadratic on a run of a million brackets. Runs without white
space longer than ``LONGEST`` are tokenized piecewise; everything else goes through unchanged.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from spacy.language import Language
from spacy.language import create_tokenizer as create_spacy_tokenizer
from spacy.tokenizer import Tokenizer
from spacy.tokens import Doc
from spacy.util import compile_infix_regex, compile_prefix_regex, compile_suffix_regex, registry

LONGEST = 100
RUNS = (r"[!?]{2,}", *(rf"{re.escape(mark)}{{2,}}" for mark in "=*_~<>#$+-"))
RANKS = ("Brig.", "Capt.", "Cmdr.", "Col.", "Cpl.", "Lt.", "Maj.", "Msgr.", "Pvt.", "Sgt.", "Supt.")
WHOLE = re.compile(r"(?:1-)?\d{3}-\d{3}-\d{4}|e-mail(?:s|ed|ing|er|ers)?", re.IGNORECASE)
INITIALS = r"(?<=[A-Z]\.[A-Z]\.)[-–](?=[A-Za-z])"
AMOUNTS = frozenset(f"{letter}." for letter in "bgkmpt")
_LONG_RUN = re.compile(rf"\S{{{LONGEST + 1},}}")


class SafeTokenizer:
    """Text to ``Doc`` with ``doc.text == text``, in time linear in the text."""

    def __init__(self, inner: Tokenizer) -> None:
        self.inner = inner

    def __call__(self, text: str) -> Doc:
        """Tokenize; never raises on any text."""
        if not _LONG_RUN.search(text):
            doc: Doc = self.inner(text)
            return doc
        words: list[str] = []
        spaces: list[bool] = []
        for piece in _pieces(text):
            part = self.inner(piece)
            words += [t.text for t in part]
            spaces += [bool(t.whitespace_) for t in part]
        return Doc(self.inner.vocab, words=words, spaces=spaces)

    def to_disk(self, path: str | Path, **kwargs: Any) -> None:
        """Nothing to write: the rules are spaCy's own."""

    def from_disk(self, path: str | Path, **kwargs: Any) -> SafeTokenizer:
        """Nothing to read."""
        return self

    def to_bytes(self, **kwargs: Any) -> bytes:
        """Nothing to write."""
        return b""

    def from_bytes(self, data: bytes, **kwargs: Any) -> SafeTokenizer:
        """Nothing to read."""
        return self


def _pieces(text: str) -> Iterator[str]:
    """The text cut so that no piece holds an overlong run; ordinary stretches stay whole."""
    at = 0
    for run in _LONG_RUN.finditer(text):
        if run.start() > at:
            yield text[at : run.start()]
        for i in range(run.start(), run.end(), LONGEST):
            yield text[i : min(i + LONGEST, run.end())]
        at = run.end()
    if at < len(text):
        yield text[at:]


@registry.tokenizers("onrecord.Tokenizer.v1")  # type: ignore[untyped-decorator]
def create_tokenizer() -> Callable[[Language], SafeTokenizer]:
    """For a pipeline's config: ``[nlp.tokenizer] @tokenizers = "onrecord.Tokenizer.v1"``."""

    def make(nlp: Language) -> SafeTokenizer:
        inner = create_spacy_tokenizer()(nlp)
        marks = nlp.Defaults
        inner.prefix_search = compile_prefix_regex([*RUNS, *(marks.prefixes or ())]).search
        inner.suffix_search = compile_suffix_regex([*RUNS, *(marks.suffixes or ())]).search
        inner.infix_finditer = compile_infix_regex([*RUNS, INITIALS, *(marks.infixes or ())]).finditer
        inner.token_match = WHOLE.fullmatch
        inner.rules = {text: parts for text, parts in inner.rules.items() if text not in AMOUNTS}
        for word in (*RANKS, "al.", "etc."):
            inner.add_special_case(word, [{"ORTH": word}])
        return SafeTokenizer(inner)

    return make
