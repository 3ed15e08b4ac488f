"""The date record that holds for a claim: by syntax, then by sentence, then by what the paragraph said before."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from itertools import takewhile

from spacy.tokens import Token

from pipeline.claims.lexicon import words
from pipeline.claims.quantity import Quantity
from pipeline.claims.setting import Setting
from pipeline.claims.tree import child
from pipeline.records import Date

_TYPES = frozenset(("DATE", "DURATION", "SET", "TIME"))
_BASELINE = frozenset(("previous", "prior", "preceding", "last"))
_AGAINST = frozenset(("from", "with", "than", "against", "versus"))
_CLAUSE = ("nsubj", "nsubj:pass", "aux", "cc")  # what a joined verb has and a joined noun has not
_EXTREMES = frozenset(("peak", "high", "low", "record", "norm", "average", "maximum", "minimum"))
_ASIDE = frozenset((", from", "up from", "down from", "compared with", "compared to"))
_SINCE = 5  # tokens between "since" and its date: "since measurements started in 1961"
_MOST = 14  # tokens between a superlative and the date that it goes back to
_TO = frozenset(("to", "ended", "ending", "through"))
_NEAREST = 12  # dates on either side of a figure, however long the sentence is
_DURING = frozenset(("in", "over", "for", "during", "within", "throughout", "every", "per", "the", "across"))
_AFTER = frozenset(("earlier", "before", "previously"))
_PREPOSITIONS = frozenset(
    ("in", "by", "for", "during", "at", "on", "over", "throughout", "since", "of", "as", "through", "the")
)
_PASSIVE = frozenset(("is", "are", "was", "were", "been", "being"))
_DECIDED = frozenset(("agreed", "decided", "voted", "pledged", "promised", "vowed", "warned", "proposed", "unveiled"))
_REPORT = frozenset(
    ("said", "says", "told", "announced", "reported", "showed", "shows", "added", "according", "released", "published")
)


class Periods:
    """Finds the period of each claim among the dates of a document (sorted by offset)."""

    def __init__(self, setting: Setting, dates: Sequence[Date], quantities: Sequence[Quantity]) -> None:
        self.setting = setting
        self._quantities = list(quantities)
        self._numbers = [q.number[0] for q in quantities]
        self.dates = sorted((d for d in dates if d.type in _TYPES), key=lambda d: (d.start, d.end))
        self._opens = [d.start for d in self.dates]

    def __call__(self, quantity: Quantity) -> str | None:
        """The id of the date record that holds for ``quantity``, or None."""
        span = self.setting.tokens(quantity)
        a, b = self.setting.sentence(span.start)
        doc = self.setting.doc
        low, high = doc[a].idx, doc[b - 1].idx + len(doc[b - 1])
        at = bisect_left(self._opens, quantity.start)
        first = max(at - _NEAREST, bisect_left(self._opens, low))
        last = min(at + _NEAREST, bisect_left(self._opens, high))
        here = [d for d in self.dates[first:last] if not (d.start < quantity.end and quantity.start < d.end)]
        own = next((d for d in here if self._against(quantity) and self._follows(quantity, d)), None)
        if own is not None:
            return own.id  # "…, from £229.6m *a year earlier*"
        here = [d for d in here if not (self._reporting(d) or self._baseline(d) or self._length(d) or self._bounds(d))]
        here = [
            d
            for d in here
            if not (self._beyond(quantity, d) or self._other(quantity, d) or self._relative(quantity, d))
        ]
        if here:
            best = min(here, key=lambda d: self._distance(quantity, d))
            return best.id
        return self._carried(quantity, low)

    def _reporting(self, date: Date) -> bool:
        """Whether the date says when something was said ("the bureau said on Thursday")."""
        token = self.setting.token_at(date.start)
        doc = self.setting.doc
        return any(
            doc[k].lower_ in _REPORT and not (k and doc[k - 1].lower_ in _PASSIVE)  # "100 cases were reported in 2017"
            for k in range(max(0, token - 4), token)
        )

    def _distance(self, quantity: Quantity, date: Date) -> tuple[int, int]:
        """Steps in the tree where there is one; else tokens, a clause boundary counted as ten."""
        doc = self.setting.doc
        q, d = self.setting.token_at(quantity.number[0]), self.setting.token_at(date.start)
        gap = abs(q - d)
        walls = 8 * self._numbers_between(quantity.number[0], date.start)
        before = doc[max(0, d - 3) : d]
        walls += 6 * any(t.lower_ in _DECIDED for t in before)
        walls += 10 * self._taken(quantity, date) - 10 * self._adjacent(quantity, date)
        if self.setting.parsed:
            return _steps(doc[q], doc[d]) + walls + 4 * (date.type == "SET"), gap
        low, high = sorted((q, d))
        walls += sum(
            10 for t in doc[low:high] if t.text in (",", ";", ":", "(", "—") or t.lower_ in ("while", "but", "with")
        )
        return gap + walls, gap

    def _numbers_between(self, a: int, b: int) -> int:
        """How many other quantities stand between two places."""
        low, high = sorted((a, b))
        return max(0, bisect_left(self._numbers, high) - bisect_right(self._numbers, low))

    def _baseline(self, date: Date) -> bool:
        """Whether the date is what a change is measured against: "from the previous year", "than a year ago"."""
        k = self.setting.token_at(date.start)
        before = self.setting.doc[max(0, k - 1)].lower_
        said = date.text.lower().split()
        return (
            "than" in (before, self.setting.doc[max(0, k - 2)].lower_)
            or said[-1] in _AFTER
            or (said[-1] == "ago" and before in _AGAINST)
            or (before in ("from", "over", "with", "to", "on", "above", "below") and bool(_BASELINE & set(said)))
        )

    def _length(self, date: Date) -> bool:
        """Whether a length of time says how long something is and not when: "a 90-minute game", "cut to six weeks"."""
        if date.type == "SET" and not date.text.lower().startswith(("every", "each", "a ", "per", "an ")):
            return True  # "twice a day"
        if date.type != "DURATION" or date.begin:
            return False
        if (date.value or "").startswith("PT"):
            return True
        k = self.setting.token_at(date.start)
        before = self.setting.doc[max(0, k - 1)].lower_
        head = self.setting.span(date.start, date.end).root.head
        of_thing = before == "for" and (
            (head.pos_ == "ADJ" and head.dep_ in ("amod", "acl"))  # "stores open for a year"
            or head.lemma_ in words("measured", "terms")  # "was jailed for 14 years"
        )
        return "-" in date.text or before not in _DURING or of_thing

    def _adjacent(self, quantity: Quantity, date: Date) -> bool:
        """Whether only prepositions stand between a quantity and a date after it: "7.6 percent in 2014"."""
        if date.start < quantity.end:
            return False
        between = self.setting.text[quantity.end : date.start].lower().split()
        return len(between) <= 2 and all(word in _PREPOSITIONS for word in between)

    def _follows(self, quantity: Quantity, date: Date) -> bool:
        """Whether at most a restatement stands between a quantity and a date: "$32 million, *or 86p*, a year ago"."""
        if self._adjacent(quantity, date) or self.setting.text[quantity.end : date.start].strip() == ",":
            return True
        k = bisect_right(self._numbers, quantity.number[0])
        later = self._quantities[k] if k < len(self._quantities) else None
        if later is None or not quantity.end <= later.start <= later.end <= date.start:
            return False
        joined = self.setting.text[quantity.end : later.start].strip(" ,") == "or"
        return joined and self.setting.text[later.end : date.start].strip(" ,") == ""

    def _taken(self, quantity: Quantity, date: Date) -> bool:
        """Whether the date stands right after another quantity."""
        k = bisect_left(self._numbers, date.start) - 1
        return k >= 0 and self._quantities[k] is not quantity and self._adjacent(self._quantities[k], date)

    def _bounds(self, date: Date) -> bool:
        """Whether the date only bounds a span: how long a record stood, or the end of the span before it."""
        return self._record(date) or self._ends(date)

    def _record(self, date: Date) -> bool:
        """Whether the date says how long a record stood: "the lowest since 1998"."""
        doc = self.setting.doc
        token = self.setting.token_at(date.start)
        floor, _ = self.setting.sentence(token)
        before = [t.lower_ for t in doc[max(floor, token - _SINCE) : token]]
        most = any(
            t.tag_ in ("JJS", "RBS") or t.lower_ in ("first", "record") for t in doc[max(floor, token - _MOST) : token]
        )
        if "since" in before:
            return most or "records" in before  # "the most since records began in 2009"
        return (
            most and date.type == "DURATION" and before[-1:] in (["for"], ["in"])
        )  # "the highest level for five years"

    def _ends(self, date: Date) -> bool:
        """Whether the date is the end of the span that the date before it opens: "in the year to *September*"."""
        k = bisect_left(self._opens, date.start) - 1
        if k < 0:
            return False
        between = self.setting.text[self.dates[k].end : date.start].lower().split()
        return between[:1] != [] and between[0] in _TO and between[1:] in ([], ["the"])

    def _compared(self, date: Date) -> bool:
        """Whether a level of its own stands beside the date: "from *94 percent* in 2012"."""
        k = bisect_left(self._numbers, date.start) - 1
        return k >= 0 and self._adjacent(self._quantities[k], date) and self._against(self._quantities[k])

    def _other(self, quantity: Quantity, date: Date) -> bool:
        """Whether the date holds for a later level only: "45 percent would, *up from 38 percent* in May"."""
        if date.text.lower().endswith((" ago", " earlier", " before")) and quantity.end <= date.start:
            between = self.setting.doc[self.setting.tokens(quantity).end : self.setting.token_at(date.start)]
            if any(t.lower_ in _AGAINST for t in between):
                return True  # "$7.4 million, *down from* $32 million, or 86 cents a share, a year ago"
        k = bisect_left(self._numbers, date.start) - 1
        if k < 0 or self._numbers[k] <= quantity.number[0] or not self._adjacent(self._quantities[k], date):
            return False
        start = self.setting.tokens(self._quantities[k]).start
        word, before = (self.setting.doc[max(0, start - n)].lower_ for n in (1, 2))
        if word in ("against", "versus", "than") or f"{before} {word}" in _ASIDE:
            return True
        if word == "of" and before in _EXTREMES:  # "35 percent, and *a peak of 75 percent* in May"
            return True
        return self.setting.parsed and self._another_clause(quantity, date)

    def _beyond(self, quantity: Quantity, date: Date) -> bool:
        """Whether a semicolon parts the quantity from a date after it: "they are 58% full; *five years ago* they"."""
        return date.start > quantity.end and ";" in self.setting.text[quantity.end : date.start]

    def _another_clause(self, quantity: Quantity, date: Date) -> bool:
        """Whether the date stands under a later verb of the same subject: "spends 2 percent *and plans 3 by 2029*"."""
        return any(t.dep_ == "conj" and child(t, *_CLAUSE) is not None for t in self._between(quantity, date))

    def _relative(self, quantity: Quantity, date: Date) -> bool:
        """Whether the date is in a relative clause and the figure is not what that tells of.

        "The fire, *which began on Sunday*, burnt 90 acres", but "400 people *who cross each day*".
        """
        own = range(quantity.start, max(quantity.end, quantity.noun[1] if quantity.noun else 0))
        return self.setting.parsed and any(
            t.dep_ == "acl:relcl" and t.pos_ in ("VERB", "AUX") and t.head.idx not in own
            for t in self._between(quantity, date)
        )

    def _between(self, quantity: Quantity, date: Date) -> Iterator[Token]:
        """The tokens from the date up the tree, below the first that is above the quantity too."""
        doc = self.setting.doc
        q, d = doc[self.setting.token_at(quantity.number[0])], doc[self.setting.token_at(date.start)]
        above = {q.i, *(t.i for t in q.ancestors)}
        return takewhile(lambda token: token.i not in above, (d, *d.ancestors))

    def _since(self, date: Date) -> bool:
        """Whether the date opens a span up to now, which the next sentence need not go on with."""
        return self.setting.doc[max(0, self.setting.token_at(date.start) - 1)].lower_ == "since"

    def _against(self, quantity: Quantity) -> bool:
        """Whether a quantity is what another is compared with: "from £229.6m"."""
        start = self.setting.tokens(quantity).start
        if start and self.setting.doc[start - 1].lower_ == "or":  # "from $32 million, or *86 cents a share*"
            k = bisect_left(self._numbers, quantity.number[0]) - 1
            start = self.setting.tokens(self._quantities[k]).start if k >= 0 else start
        return any(t.lower_ in _AGAINST for t in self.setting.doc[max(0, start - 2) : start])

    def _carried(self, quantity: Quantity, low: int) -> str | None:
        """The last date with an interval in an earlier sentence of the paragraph."""
        start, _ = self.setting.paragraph(quantity.start)
        inside = self.dates[bisect_left(self._opens, start) : bisect_left(self._opens, low)]
        earlier = (
            d.id
            for d in reversed(inside)
            if d.type != "SET"
            and d.begin
            and not (self._reporting(d) or self._baseline(d) or self._compared(d) or self._bounds(d) or self._since(d))
        )
        return next(earlier, None)


def _steps(a: Token, b: Token) -> int:
    """Edges between two tokens in the tree."""
    up = {a.i: 0}
    node, n = a, 0
    while node.head.i != node.i and n < 40:
        node, n = node.head, n + 1
        up[node.i] = n
    node, n = b, 0
    while node.i not in up and node.head.i != node.i and n < 40:
        node, n = node.head, n + 1
    return n + up.get(node.i, 40)
