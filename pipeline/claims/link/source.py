"""Who says a figure: the quote that holds it, or the attribution of its sentence that reaches it."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from itertools import accumulate

from spacy.tokens import Span, Token

from pipeline.claims.lexicon import words
from pipeline.claims.parse.quantity import Quantity
from pipeline.claims.setting import Setting
from pipeline.records import Quote
from pipeline.syntax import governs

MAX_CUES = 6  # attributions of a sentence that are asked, nearest first
_SEAT = re.compile(r",(?: [A-Z][\w.]*){1,3}[-‐]based\b")  # "the Twin Falls*, Idaho-based* firm said"


class Sources:
    """Finds who says a quantity among the quotes of one article."""

    def __init__(self, quotes: Sequence[Quote], setting: Setting) -> None:
        parts = sorted(((p.start, p.end, n) for n, q in enumerate(quotes) for p in q.content))
        self._quotes, self._parts, self._setting = quotes, parts, setting
        self._starts = [start for start, _, _ in parts]
        self._reach = list(accumulate((end for _, end, _ in parts), max))  # how far the parts up to here reach
        told = [q for q in quotes if setting.parsed and _reaches(q) and self.speaks(q)]
        self._told = sorted(told, key=lambda q: q.cue.start if q.cue is not None else 0)
        self._cues = [q.cue.start for q in self._told if q.cue is not None]

    def around(self, quantity: Quantity) -> Quote | None:
        """The quote of the shortest part that holds the quantity, or None."""
        best: tuple[int, int] | None = None
        i = bisect_right(self._starts, quantity.start) - 1
        while i >= 0 and self._reach[i] >= quantity.end:
            start, end, n = self._parts[i]
            if end >= quantity.end:
                best = min(best or (end - start, n), (end - start, n))
            i -= 1
        return self._quotes[best[1]] if best else None

    def speaker(self, quantity: Quantity, quote: Quote | None) -> tuple[str | None, str | None]:
        """The name of who says a figure that stands in ``quote``, and why; both None where nobody does."""
        over = self._over(quantity) if quote is None else None
        said = over or quote
        if said is None or said.speaker is None or not self.speaks(said):
            return None, None
        return said.speaker.name, "governed" if over is not None else f"quote by {said.speaker.resolved_by}"

    def speaks(self, quote: Quote) -> bool:
        """Whether somebody speaks: not fares "forecast *to fall*", nor a town where the firm that said it sits."""
        setting, cue, source = self._setting, quote.cue, quote.source
        if not setting.parsed or cue is None or source is None:
            return True
        if _SEAT.match(setting.text, source.end):
            return False
        head = setting.span(cue.start, cue.end).root
        content = setting.span(quote.content[0].start, quote.content[0].end)
        if any(c.lower_ == "with" for c in head.children) and quote.kind == "indirect":
            return any(t.pos_ in ("VERB", "AUX") for t in content)  # "with Kent *claiming* the steepest fall"
        foretold = head.lower_ in words("changes", "foretold") and content[0].lower_ == "to"
        return not foretold or (quote.speaker is not None and quote.speaker.type in ("person", "organization"))

    def _over(self, quantity: Quantity) -> Quote | None:
        """The attribution that governs a figure outside its content: "*data shows* …, growing from 4 percent"."""
        if not self._told:
            return None
        figure = self._setting.span(*quantity.number).root
        first, last = self._setting.sentence(figure.i)
        start, end = self._setting.doc[first].idx, self._setting.doc[last - 1].idx
        here = self._told[bisect_left(self._cues, start) : bisect_right(self._cues, end)]
        here = sorted(here, key=lambda q: abs(q.start - quantity.start))[:MAX_CUES]
        cues = {t.i for q in here for t in self._phrase(q)}
        return next((q for q in here if self._governs(q, figure, cues)), None)

    def _governs(self, quote: Quote, figure: Token, cues: set[int]) -> bool:
        source = quote.source
        if source is not None and source.start <= figure.idx < source.end:
            return False
        return governs(self._phrase(quote), figure, lambda verb: verb.i in cues)

    def _phrase(self, quote: Quote) -> Span:
        """The cue; of "according to" with its source, for that is the head."""
        assert quote.cue is not None
        cue = self._setting.span(quote.cue.start, quote.cue.end)
        telling = cue.root.pos_ in ("VERB", "AUX") and cue.root.dep_ not in ("case", "mark", "fixed")
        if telling or quote.source is None:
            return cue
        return self._setting.span(min(quote.cue.start, quote.source.start), max(quote.cue.end, quote.source.end))


def _reaches(quote: Quote) -> bool:
    """Whether an attribution goes on beyond its content: "according to", and what data and reports show.

    Of a person or a firm the rest of the sentence is more often the writer's: "…, Roe said, *with 200 messages* of".
    """
    if quote.cue is None or quote.speaker is None:
        return False
    return quote.speaker.type == "document" or quote.cue.text.lower().startswith("according to")
