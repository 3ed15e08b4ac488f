"""Whether a number is a change, and in which direction; whether it is a level, a target or a projection.

"rose 8 percent", "an 8 percent increase", "up 2.2", "8 percent lower": the number is the change. "rose to 8 percent",
"at 8 percent": it is the level reached.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from pipeline.claims.lexicon import table, words
from pipeline.claims.parse.quantity import Quantity
from pipeline.claims.setting import Setting
from pipeline.records import Change, ClaimRole

_NEAR = 8  # tokens between two changes that one verb makes
_BY = 14  # tokens between a verb of change and "by 5 percent"
_SUMS = frozenset(("loss", "losses", "gains"))  # of money: how much it was, no change
_BETWEEN = frozenset(  # words that may stand between a verb of change and its figure
    ("a", "an", "the", "another", "back", "just", "some", "again", "further", "much", "still", "only", "its", "their")
)
_BESIDE = frozenset(("up", "down", "against", "compared", "versus"))  # after a comma: a level of another time
_LINKS = frozenset(
    (
        "is",
        "was",
        "were",
        "are",
        "be",
        "been",
        "being",
        "still",
        "and",
        "percent",
        "million",
        "billion",
        "closed",
        "ended",
        "finished",
        "trading",
        "traded",
        "trending",
        "moving",
        "moved",
    )
)
_LEVEL = frozenset(("to", "at", "from", "of", "near", "below", "above", "than", "under", "over"))
_RUNS = frozenset(("straight", "consecutive", "successive", "in"))  # "lost three in a row"
_STOPS = frozenset(
    (",", ";", ":", ".", "(", ")", "!", "?", "\n", "while", "but", "and", "as", "which", "that", "who", "when", "after")
)


@cache
def _directions(section: str) -> dict[str, Change]:
    lists = table("changes")[section]
    made: dict[str, Change] = dict.fromkeys(lists["up"], "increase")
    made.update(dict.fromkeys(lists["down"], "decrease"))
    return made


@dataclass(frozen=True, slots=True)
class Movement:
    """``change``: direction if the number is itself the change."""

    change: Change | None
    role: ClaimRole


class Mover:
    """Reads change and role around the quantities of one document, in order."""

    def __init__(self, setting: Setting) -> None:
        self.setting = setting
        self.lows = [token.lower_ for token in setting.doc]
        self._last: tuple[int, Change] | None = None  # sentence start and direction of the last change
        self._previous: tuple[int, Change | None] | None = None  # end and direction of the quantity before

    def __call__(self, quantity: Quantity) -> Movement:
        """The movement that ``quantity`` is part of."""
        span = self.setting.tokens(quantity)
        sentence = self.setting.sentence(span.start)
        change = self._change(quantity, span.start, span.end, sentence)
        if change is not None:
            self._last = (sentence[0], change)
        self._previous = (span.end, change)
        return Movement(change, self._role(span.start, sentence, change))

    def _change(self, q: Quantity, a: int, b: int, sentence: tuple[int, int]) -> Change | None:
        if q.kind == "share" and b < len(self.lows) and self.lows[b] in ("fewer", "less", "more", "higher", "lower"):
            return _directions("particles")[self.lows[b]]  # "a third fewer voters"
        if q.kind == "share":
            return self._before(q, a, sentence)  # "fell by a third", "a rise of half"
        if q.kind in ("rank", "ratio") or (q.kind == "multiple" and q.direction):
            return q.direction
        if q.direction is not None:
            return q.direction
        signed = self._sign(q)
        if signed is not None:
            return signed
        return self._before(q, a, sentence) or self._after(q, b, sentence)

    def _sign(self, q: Quantity) -> Change | None:
        if q.kind != "percent":
            return None
        text = q.text.lstrip("(")
        if text[:1] == "+":
            return "increase"
        return "decrease" if text[:1] in "-−" else None

    def _before(self, q: Quantity, a: int, sentence: tuple[int, int]) -> Change | None:
        """A verb, particle or noun of change to the left."""
        lows = self.lows
        k = a - 1
        if k < sentence[0] or lows[a] in ("below", "above"):
            return None  # "fell below 50%": a level
        if lows[a] == "under" and _directions("verbs").get(lows[k]) != "increase":
            return None  # "fell under 50%" too; "rose under 4%" not
        if (direction := self._goes_on(q, a, sentence)) is not None:
            return direction
        if lows[k] == "or" and self._previous is not None and a - self._previous[0] <= 3:
            return self._previous[1]  # "by 2 million, or 0.15 percent"
        if lows[k] == "between" and lows[k - 1] in ("by", "of"):
            k -= 1
        if lows[k] == "in" and q.kind == "share" and lows[a] == "half":
            return self._by(k - 1, sentence)  # "cut rates in half"
        if lows[k] == "by" and "-" in q.text and q.kind in ("measure", "duration"):
            return None  # "cut off by two-metre drifts"
        if lows[k] in ("by", "another", "further"):
            return self._by(k - 1, sentence)
        if lows[k] == "of":
            if lows[k - 1] in words("measured", "light") and lows[max(0, k - 3)] == "by":
                return self._by(k - 4, sentence)  # "by an average of 5p"
            return self._noun_of(q, k - 1, sentence)
        while k >= sentence[0] and k >= a - 3 and lows[k] not in _LEVEL and lows[k] not in _STOPS:
            direction = _directions("verbs").get(lows[k]) or self._particle(k)
            if direction is not None:
                return direction if self._takes(q, lows[k], a) else None
            if (done := self._done_to(k, sentence[0])) is not None and q.kind in ("percent", "money", "measure"):
                return done
            if lows[k].isalpha() and not (lows[k].endswith("ly") or lows[k] in _BETWEEN or self._adjective(k)):
                return None
            k -= 1
        return None

    def _done_to(self, k: int, floor: int) -> Change | None:
        """``boosted net 16%``, ``raised its rates 25 basis points``: the object stands between."""
        thing = self.setting.doc[k]
        if thing.dep_ != "obj" or not floor <= thing.head.i < k:
            return None
        return _directions("verbs").get(thing.head.lower_)

    def _adjective(self, k: int) -> bool:
        """``grew a *robust* 19%``."""
        return k > 0 and self.lows[k - 1] in ("a", "an", "another") and self.setting.doc[k].pos_ == "ADJ"

    def _goes_on(self, q: Quantity, a: int, sentence: tuple[int, int]) -> Change | None:
        """``rose 0.3% in May and 4% from a year ago``: the change of the quantity before."""
        if q.kind != "percent" or self.lows[a - 1] != "and" or self._previous is None:
            return None
        end, direction = self._previous
        near = sentence[0] < end and a - end <= _NEAR
        after = self._next(self.setting.span(*q.number).end - 1)
        return (
            direction
            if near and after in ("from", "in", "on", "over", "year", "compared", "so", "this", "last")
            else None
        )

    def _particle(self, k: int) -> Change | None:
        """``up 2.2``, ``shares down 5 percent``; not "set up 40 firms", where the particle belongs to a verb."""
        before = self.setting.doc[k - 1] if k else None
        if before is not None and before.pos_ == "VERB" and self.lows[k - 1] not in _LINKS:
            return _directions("verbs").get(f"{self.lows[k - 1]} {self.lows[k]}")  # "edged up"
        return {"up": "increase", "down": "decrease"}.get(self.lows[k])  # type: ignore[return-value]

    def _takes(self, q: Quantity, verb: str, a: int) -> bool:
        """Whether ``verb`` can have the quantity as its extent: "cut 500 jobs" yes, "raised $5 million" no."""
        if q.kind == "percent":
            return True
        if q.kind == "share":
            return verb not in words("changes", "transitive", "money")  # "raised less than a third of it"
        end = self.setting.span(*q.number).end
        if q.kind == "measure" and (
            verb.startswith("lift") or (verb.startswith("drop") and self._next(end - 1) == "of")
        ):
            return False  # "can lift 150 tonnes", "dropped 300 millimetres of rain"
        after = self.setting.doc[end] if end < len(self.lows) else None
        if q.kind == "count" and q.unit is None and end < len(self.lows) and self.lows[end] in _RUNS:
            return False  # "lost four straight"
        if verb in words("changes", "transitive", "money"):
            if q.kind == "money":
                return after is not None and after.lower_ == "to"  # "added 15 cents to $2.70"
            if self.lows[a - 1] in ("a", "an") and after is not None and after.pos_ in ("NOUN", "PROPN"):
                return False  # "added a 30-metre mast"
        return not (q.noun is not None and verb in words("changes", "transitive", "objects"))

    def _by(self, k: int, sentence: tuple[int, int]) -> Change | None:
        """``rose … by 5 percent``; without a verb, as the change before it ("Burlington by 2.6 percent")."""
        floor = max(sentence[0], self._previous[0] if self._previous else 0, k - _BY)
        floor = next((n + 1 for n in range(k, floor - 1, -1) if self.lows[n] in (";", ".", ":")), floor)
        for n in range(k, floor - 1, -1):
            direction = _directions("verbs").get(self.lows[n]) or self._particle(n)
            if direction is not None:
                return direction
        for n in range(k, floor - 1, -1):  # after the verbs: "increasing its loan-*loss* reserves by"
            direction = _directions("nouns").get(self.lows[n])
            if direction is not None:
                return direction
        return self._last[1] if self._last is not None and self._last[0] == sentence[0] else None

    def _noun_of(self, q: Quantity, k: int, sentence: tuple[int, int]) -> Change | None:
        """``an increase of 5 percent``."""
        k -= self.lows[k] == "," and k - 1 > sentence[0]  # "the biggest drop, of 14 percent"
        for n in range(k, max(sentence[0], k - 2) - 1, -1):
            direction = _directions("nouns").get(self.lows[n])
            if direction is None and self.setting.doc[n].pos_ == "NOUN":
                return None  # "raise the *pay* of some 600,000 workers"
            if direction is not None and q.kind == "duration" and self.lows[n].endswith("s"):
                return None  # "power cuts of eight hours"
            if direction is not None:
                return None if q.kind == "money" and self.lows[n] in _SUMS else direction
            if self.lows[n] in _STOPS:
                break
        return None

    def _after(self, q: Quantity, b: int, sentence: tuple[int, int]) -> Change | None:
        """``8 percent higher``, ``an 8 percent year-on-year increase``."""
        if q.noun is not None:
            b = max(b, self.setting.token_at(q.noun[1] - 1) + 1)
        for n in range(b, min(sentence[1], b + 5)):
            word = self.lows[n]
            if n == b or (n == b + 1 and self.lows[b] in ("points", "point")):
                direction = _directions("particles").get(word)
                if direction is not None and q.kind == "percent" and word in ("more", "less", "fewer"):
                    return direction  # "had cost 44 percent more"
                if (
                    direction is not None
                    and (word in ("higher", "lower", "up", "down") or self._next(n) == "than")
                    and word not in ("above", "below")
                    and not (
                        word in ("up", "down", "off") and self._next(n) in ("for", "with")
                    )  # "put 40 boats up for sale"
                ):
                    return direction
            direction = _directions("nouns").get(word)
            if direction is not None:
                return direction if q.kind in ("percent", "money") and q.noun is None and word != "loss" else None
            if (
                word in _STOPS
                or word in ("in", "of", "to", "for", "by", "from", "on", "at", "with", "stake", "share")
                or (n > b and self.setting.parsed and self.setting.doc[n].pos_ in ("VERB", "AUX"))
            ):
                break
        return None

    def _counted(self, k: int) -> bool:
        """``14 goals``: scored, not aimed at."""
        return k > 0 and self.setting.doc[k - 1].like_num

    def _projects(self, k: int) -> bool:
        """Not the month of May, nor "set" without "to" ("set aside $5 million")."""
        if self.lows[k] == "set":
            return self._next(k) in ("to", "for")
        if self.lows[k] == "likely" and k + 1 < len(self.lows):
            return self.setting.doc[k + 1].pos_ not in ("NOUN", "PROPN", "ADJ")  # not "likely voters"
        if self.lows[k].startswith("commit"):
            return self._next(k) == "to"  # not "were committed by"
        return self.setting.doc[k].text != "May"

    def _next(self, n: int) -> str:
        return self.lows[n + 1] if n + 1 < len(self.lows) else ""

    def _role(self, a: int, sentence: tuple[int, int], change: Change | None) -> ClaimRole:
        """A target or projection where the words before the number say so; else change or level."""
        for k in range(a - 1, max(sentence[0], a - 14) - 1, -1):
            word = self.lows[k]
            if word in words("changes", "target") and not self._counted(k) and self._projects(k):
                return "target"
            if word in words("changes", "projection") and self._projects(k):
                return "projection"
            if word == "," and self._next(k) in _BESIDE:
                break  # "would vote for her, up from 38 percent"
            if word in (";", ".", ":", '"', "“", "”") or (
                word in ("was", "were", "has", "had", "is", "said") and k < a - 2
            ):
                break
        return "change" if change is not None else "level"
