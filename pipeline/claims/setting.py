"""Where a quantity stands: its tokens, sentence and paragraph, with or without a parse; where the linker points it."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Mapping
from functools import cached_property

from spacy.attrs import IDX, LOWER, SENT_START
from spacy.tokens import Doc, Span, Token

from pipeline.claims.parse.quantity import Quantity
from pipeline.encoder.linker import is_figure
from pipeline.extensions import POINTERS, text_of
from pipeline.syntax import clause, verb_above

_ENDS = frozenset((".", "!", "?", "…"))

Shares = Mapping[int, float]  # token → share of the probability; NOTHING for no token


class Setting:
    """Sentences of a document as token ranges, and the tokens of each quantity.

    ``lows``: every token in small letters, read off the doc at once: a ``Token`` made for each look would cost more
    than the look.
    """

    def __init__(self, doc: Doc) -> None:
        self.doc = doc
        self.text = text_of(doc)
        self.parsed = doc.has_annotation("DEP")
        self._breaks = [n + 1 for n, char in enumerate(self.text) if char == "\n"]  # line starts
        self._starts: list[int] = doc.to_array(IDX).tolist()
        self._verbs: dict[int, Token | None] = {}
        self._clauses: dict[int, int] = {}
        self._spans: dict[tuple[int, int], Span] = {}
        self._figures: dict[int, int] = {}  # by the first token of a quantity, asked once for all heads
        strings = doc.vocab.strings
        self.lows: list[str] = [strings[lower] for lower in doc.to_array(LOWER).tolist()]
        self._sentences = self._marked() if doc.has_annotation("SENT_START") else self._split()

    @cached_property
    def _pointers(self) -> Mapping[str, Mapping[int, Shares]]:
        """What the network's linker says, by its heads and the tokens of figures."""
        of: dict[str, dict[int, dict[int, float]]] = defaultdict(lambda: defaultdict(dict))
        for head, found in self.doc.user_data.get(POINTERS, {}).items():
            for figure, target, share in found:
                of[head][figure][target] = share
        return of

    def shares(self, head: str, quantity: Quantity) -> Shares:
        """Where a quantity points by a head of the linker; empty for one that was not read, as in unknown words."""
        span = self.tokens(quantity)
        if span.start not in self._figures:
            self._figures[span.start] = self._figure(span)
        return self._pointers[head].get(self._figures[span.start], {})

    def _figure(self, span: Span) -> int:
        """The token that the linker read of a figure, digits before words; -1 where it read none."""
        known = [t for t in span if t.i in self._pointers["owner"]]
        digits = (t.i for t in known if not t.is_alpha and is_figure(t.text))
        return next(digits, known[0].i if known else -1)

    def verb(self, token: Token) -> Token | None:
        """``syntax.verb_above`` of a token, asked once for all choices."""
        if token.i not in self._verbs:
            self._verbs[token.i] = verb_above(token)
        return self._verbs[token.i]

    def clause(self, token: Token) -> int:
        """Which clause holds a token: the index of its predicate (``syntax.clause``)."""
        if token.i not in self._clauses:
            self._clauses[token.i] = clause(token).i
        return self._clauses[token.i]

    def _marked(self) -> list[int]:
        """Sentence starts as the doc has them; ``doc.sents`` would make a span of each."""
        starts: list[int] = (self.doc.to_array(SENT_START) == 1).nonzero()[0].tolist()
        return starts if starts[:1] == [0] else [0, *starts]

    def _split(self) -> list[int]:
        """Sentence starts without a model: after a full stop before a capital, and after a line break."""
        starts = [0]
        for token in self.doc[1:]:
            before = self.doc[token.i - 1]
            if (before.text in _ENDS and not token.is_lower and not token.is_punct) or "\n" in before.text:
                starts.append(token.i)
        return starts

    def token_at(self, char: int) -> int:
        """Index of the token that holds character ``char``."""
        return max(0, bisect_right(self._starts, char) - 1)

    def span(self, start: int, end: int) -> Span:
        """The tokens that overlap characters ``[start, end)``; asked again and again of a figure, made once."""
        found = self._spans.get((start, end))
        if found is None:
            found = self.doc[self.token_at(start) : self.token_at(max(start, end - 1)) + 1]
            self._spans[start, end] = found
        return found

    def tokens(self, quantity: Quantity) -> Span:
        """The tokens of a quantity with its approximator."""
        return self.span(quantity.start, quantity.end)

    def sentence(self, token: int) -> tuple[int, int]:
        """Token range of the sentence that holds token ``token``; a line break ends a sentence too."""
        k = self.sentence_number(token)
        return self._sentences[k], self._sentences[k + 1] if k + 1 < len(self._sentences) else len(self.doc)

    def sentence_number(self, token: int) -> int:
        """Which sentence holds token ``token``, from 0."""
        return bisect_right(self._sentences, token) - 1  # the first one starts with token 0

    def sentence_start(self, number: int) -> int:
        """First token of the ``number``-th sentence."""
        return self._sentences[number]

    def paragraph(self, char: int) -> tuple[int, int]:
        """Character range of the line that holds ``char``."""
        k = bisect_right(self._breaks, char)
        start = self._breaks[k - 1] if k else 0
        return start, self._breaks[k] - 1 if k < len(self._breaks) else len(self.text)
