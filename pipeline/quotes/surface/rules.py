"""Attributions by rule alone: from quotation marks, cue verbs and "according to", for pipelines without role spans.

Beside a model the same rules fill in what its roles left out.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator

from pipeline.datelines import after_dateline
from pipeline.english.nouns import is_a
from pipeline.english.verbs import having
from pipeline.quotes.cover import Cover
from pipeline.quotes.surface.cues import Cue, cues, openers, source_after, source_before, undergone
from pipeline.quotes.surface.forms import read
from pipeline.quotes.surface.sentences import MASK, is_prose, masked, sentences
from pipeline.quotes.types import Attribution, Marked, Offsets, Paragraph
from pipeline.syntax import lexicon

BY_CUE = frozenset({"quote-cue", "quote-inverted"})  # the rules for a quote beside a verb
MIN_CLAUSE_CHARS = 10  # of a main clause before its attribution
MIN_CLAUSE_WORDS = 3  # of one behind it
MIN_PART_CHARS = 4
MAX_WHEN_WORDS = 3  # "late on Tuesday"
MAX_BETWEEN_WORDS = 12  # a cue and its quote: an addressee, a time
_BRACKET = re.compile(r"\s*\([^()]{1,40}\)")  # an acronym behind the source's name
_PREPOSED = re.compile(r"(?:by|in|at|on|from|to|for|with|of)\s", re.IGNORECASE)
_TURN = re.compile(r",\s(?:but|and|though|while)\b")  # behind "…, it says": another's clause
_OPENER = re.compile(r"\b(?:that|whether|if|how|why)\b")
_TOLD = re.compile(r"(?!(?:him|her|them|me|us|you)\b|that\b|how\b)[^,;:]{2,60}")  # whom: "Harbour Weekly", "the court"


def by_rule(text: str, paragraph: Paragraph, marked: list[Marked], *, clauses: bool = True) -> list[Attribution]:
    """All attributions of one paragraph that the rules find, in text order; none holds what another does.

    ``clauses``: also indirect speech behind its verb. Beside a model it is left out: of what the model did not see,
    one in nine was right on PolNeAR's dev articles.
    """
    paragraph = Paragraph(after_dateline(text, paragraph.start, paragraph.end), paragraph.end, paragraph.kind)
    mask = masked(text, paragraph, marked)
    starts, found = [m.start for m in marked], []
    for start, end in sentences(text, paragraph, marked):
        inside = marked[bisect_left(starts, start) : bisect_left(starts, end)]
        sentence = mask[start - paragraph.start : end - paragraph.start]
        if is_prose(sentence):
            found += _Sentence(start, sentence, inside).read(clauses)
    return sorted(found, key=lambda a: (a.start, a.end))


class _Sentence:
    """A masked sentence that begins at ``base`` of the text, and where in it the quoted stretches are."""

    def __init__(self, base: int, mask: str, inside: list[Marked]) -> None:
        self.base, self.mask, self.found = base, mask, list[Attribution]()
        self.quotes = [(m.start - base, m.end - base) for m in inside]

    def read(self, clauses: bool) -> list[Attribution]:
        """Its attributions, each where those before it left room."""
        self._add(self._prepositional())
        for cue in cues(self.mask):
            passive = undergone(self.mask[cue.start : cue.end])
            self._add(read(self.mask, self.base, "passive") if passive else self._by_cue(cue, clauses))
        self._add(read(self.mask, self.base, "sentence"))
        return self.found

    def _add(self, found: Iterator[Attribution]) -> None:
        for a in found:
            if not Cover.of(self.found).touches(a):
                self.found.append(a)

    def _of(self, content: list[Offsets], cue: Offsets, source: Offsets, rule: str) -> Attribution:
        (*parts, at, who) = ((self.base + s, self.base + e) for s, e in (*content, cue, source))
        return Attribution(tuple(parts), at, who, rule)

    def _bare(self, start: int, end: int) -> list[Offsets]:
        """A stretch without the commas, spaces and the full stop at its ends; nothing where no more is left."""
        said = self.mask[start:end]
        start += len(said) - len(said.lstrip(" \t\u00a0\n,;—–-)"))
        end -= len(said) - len(said.rstrip(" \t\u00a0\n,;.—–-("))
        return [(start, end)] if end - start >= MIN_PART_CHARS else []

    def _prepositional(self) -> Iterator[Attribution]:
        """According to X, …; …, according to X."""
        for start, end in openers(self.mask):
            source = source_after(self.mask, end)
            if source is None or is_a(self.mask[slice(*source)].split()[-1], "measures"):
                continue  # "sorted according to size"
            bracket = _BRACKET.match(self.mask, source[1])
            stop = self.mask.find("; ", source[1])
            before = self._bare(self.mask.rfind("; ", 0, start) + 1, start)
            after = self._bare(bracket.end() if bracket else source[1], stop if stop >= 0 else len(self.mask))
            if before or after:
                yield self._of([*before, *after], (start, end), source, "according-to")

    def _by_cue(self, cue: Cue, clauses: bool) -> Iterator[Attribution]:
        source, rule = source_before(self.mask, cue.start), "quote-cue"
        left = [q for q in self.quotes if q[1] <= cue.start][-1:]
        if source is None and left and self._only_space(left[0][1], cue.start):
            source, rule = source_after(self.mask, cue.end), "quote-inverted"
            if source is not None and (_PREPOSED.match(self.mask, *source) or self.mask.startswith("to ", cue.start)):
                source = None  # “Wet Feet”, published by Halvor: no speech
        if source is None:
            return
        content = self._beside(cue, source, left)
        if content:
            yield self._of(content, (cue.start, cue.end), source, rule)
        elif rule == "quote-cue":
            yield from self._clause(cue, source, clauses)

    def _beside(self, cue: Cue, source: Offsets, left: list[Offsets]) -> list[Offsets]:
        """Quoted stretches beside a cue that has a source: “…,” X said; X said, “…”; “…,” said X, “…”."""
        low, high = min(cue.start, source[0]), max(cue.end, source[1])
        parts = [q for q in left if self._only_space(q[1], low)]
        right = [q for q in self.quotes if q[0] >= high][:1]
        return [*parts, *(q for q in right if self._leads(high, q, bool(parts)))]

    def _only_space(self, start: int, end: int) -> bool:
        return not self.mask[start:end].strip(" \t\u00a0,—–-")

    def _leads(self, start: int, quote: Offsets, parted: bool) -> bool:
        """Whether a cue leads up to a quote: nothing, a comma or a colon directly before it, and no clause behind it.

        An addressee or a time may stand in between. ``parted``: the cue already has a quote before it.
        """
        between = self.mask[start : quote[0]]
        if len(between.split()) > MAX_BETWEEN_WORDS or re.search(r"[.;!?]\s", between):
            return False
        woven = re.search(r"\w", self.mask[quote[1] :]) is not None
        return between.rstrip().endswith((",", ":")) or (not between.strip() and (parted or not woven))

    def _clause(self, cue: Cue, source: Offsets, clauses: bool) -> Iterator[Attribution]:
        """…, X said. and …, X said, …: a main clause before the attribution; with ``clauses`` also X said (that) …."""
        at, behind = (cue.start, cue.end), self.mask[cue.end :]
        before, rest = self._bare(0, source[0]), behind.strip(" .!?\t")
        led = self.mask[: source[0]].rstrip().endswith((",", MASK)) and before and cue.base in having("main")
        told = cue.base == "tell" and _TOLD.fullmatch(rest) is not None
        parted = behind.startswith(",") and (clauses or " " not in self.mask[slice(*source)])
        if led and before[0][1] >= MIN_CLAUSE_CHARS and (not rest or told or parted or _when(rest)):
            after = self._bare(cue.end, len(self.mask)) if parted and not _TURN.match(behind) else []
            yield self._of([*before, *after], at, source, "clause-cue")
        elif clauses and (content := self._object(cue)):
            yield self._of(content, at, source, "cue-clause")

    def _object(self, cue: Cue) -> list[Offsets]:
        """The clause behind a verb that takes one; "told her", "saying" take it with an opener alone."""
        opener = _OPENER.search(self.mask, cue.end)
        opened = opener is not None and len(self.mask[cue.end : opener.start()].split()) <= MAX_BETWEEN_WORDS // 2
        bare = cue.base not in having("addressee") and not cue.form.endswith("ing")
        if cue.base not in having("clause") | having("question") or not (opened or bare):
            return []
        found = self._bare(opener.start() if opener and opened else cue.end, len(self.mask))
        return [s for s in found if len(self.mask[slice(*s)].split()) >= MIN_CLAUSE_WORDS]


def _when(rest: str) -> bool:
    """Whether what is left of a sentence only says when: "on Tuesday"."""
    found = rest.split()
    return 0 < len(found) <= MAX_WHEN_WORDS and found[-1].casefold() in lexicon("time")
