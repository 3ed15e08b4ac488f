"""Attributions by rule alone: from quotation marks, cue verbs and "according to", for pipelines without role spans.

Beside a model the same rules fill in what its roles left out (see ``attribution``)."""

from __future__ import annotations

import re
from collections import deque

from pipeline.datelines import after_dateline
from pipeline.english.nouns import is_a, nouns
from pipeline.english.verbs import having
from pipeline.quotes.passes.speaking import undergone
from pipeline.quotes.surface.cues import Cue, cues, openers, owned, source_after, source_before, speaker
from pipeline.quotes.surface.sentences import MASK, is_prose, masked, sentences
from pipeline.quotes.types import Attribution, Marked, Offsets, Paragraph

_SPEAKER_COLON = re.compile(r"(?P<source>[A-Z][\w.'’ -]{1,60}?)(?:\s*\([^)]{1,40}\))?(?P<colon>:)\s*$")
_TELLS = re.compile(
    r"(?P<source>(?:(?:Mr|Mrs|Ms|Dr)\.?\s)?[A-Z][\w'’-]+(?:\s[A-Z][\w.'’-]+){0,3}|He|She)\s[a-z][^:]*:\s*$"
)
MIN_SPEECH_CHARS = 30  # of a quote that a colon behind a clause brings
_BRACKET = re.compile(r"\s*\([^()]{1,40}\)")  # an acronym behind the source's name
_PREPOSED = re.compile(r"(?:by|in|at|on|from|to|for|with|of)\s", re.IGNORECASE)
_DOING = re.compile(r"[A-Z][a-z]+ing\s")
_DASH = re.compile(r"\s*(?P<dash>[—–―]|--?)\s*(?P<source>[A-Z][^.!?\n" + MASK + r"]{1,80})")


def by_rule(text: str, paragraph: Paragraph, marked: list[Marked], *, clauses: bool = True) -> list[Attribution]:
    """All attributions of one paragraph that the rules find, in text order.

    ``clauses``: also indirect speech by its verb alone. Beside a model it is left out: of what the model did not see,
    one in nine was right on PolNeAR's dev articles.
    """
    paragraph = Paragraph(after_dateline(text, paragraph.start, paragraph.end), paragraph.end, paragraph.kind)
    mask = masked(text, paragraph, marked)
    spans = sentences(text, paragraph, mask, marked)
    found: list[Attribution] = []
    taken: set[int] = set()
    waiting = deque(marked)
    for start, end in spans:
        inside: list[Marked] = []
        while waiting and waiting[0].start < end:
            inside.append(waiting.popleft())
        sentence = mask[start - paragraph.start : end - paragraph.start]
        if is_prose(sentence):
            found += _sentence(start, sentence, inside, taken, clauses)
    return sorted(found, key=lambda a: (a.start, a.end))


def _sentence(base: int, mask: str, inside: list[Marked], taken: set[int], clauses: bool) -> list[Attribution]:
    found: list[Attribution] = []
    found += _prepositional(base, mask, inside, taken)
    for cue in cues(mask):
        if any(a.cue and a.cue[0] <= base + cue.start < a.cue[1] for a in found):
            continue
        if undergone(mask[cue.start : cue.end]):
            a = _asked(base, mask, cue, inside, taken)
        else:
            a = _quoted(base, mask, cue, inside, taken) or (clause(base, mask, cue) if clauses else None)
        if a is not None and not any(_overlap(a, b) for b in found):
            found.append(a)
            taken.update(m.start for m in inside for s, e in a.content if s <= m.start < e)
    for m in inside:
        if m.start not in taken:
            a = _labelled(base, mask, m) or _narrated(base, mask, m)
            if a is not None:
                found.append(a)
                taken.add(m.start)
    return found


def _overlap(a: Attribution, b: Attribution) -> bool:
    return any(s < y and x < e for s, e in a.content for x, y in b.content)


def _shift(base: int, span: Offsets) -> Offsets:
    return base + span[0], base + span[1]


def _prepositional(base: int, mask: str, inside: list[Marked], taken: set[int]) -> list[Attribution]:
    """According to X, …; …, according to X."""
    found = []
    for start, end in openers(mask):
        source = source_after(mask, end)
        if source is None or is_a(mask[slice(*source)].split()[-1], "measures"):
            continue
        bracket = _BRACKET.match(mask, source[1])
        clause = _clause_around(mask, start, bracket.end() if bracket else source[1])
        if clause is None:
            continue
        found.append(
            Attribution(
                tuple(_shift(base, c) for c in clause), (base + start, base + end), _shift(base, source), "according-to"
            )
        )
        taken.update(m.start for m in inside)
    for whole, who, cue in owned(mask):
        clause = _clause_around(mask, *whole)
        if clause is not None:
            parts = tuple(_shift(base, c) for c in clause)
            found.append(Attribution(parts, _shift(base, cue), _shift(base, who), "according-to"))
            taken.update(m.start for m in inside)
    return found


def _clause_around(mask: str, start: int, end: int) -> list[Offsets] | None:
    stop = mask.find("; ", end)
    before = _bare(mask, mask.rfind("; ", 0, start) + 1, start)
    after = _bare(mask, end, stop if stop >= 0 else len(mask))
    parts = [p for p in (before, after) if p is not None and p[1] - p[0] > 3]
    return parts or None


def _bare(mask: str, start: int, end: int) -> Offsets | None:
    """A stretch without the commas, spaces and the full stop at its ends."""
    while start < end and (mask[start].isspace() or mask[start] in ",;—–-)"):
        start += 1
    while end > start and (mask[end - 1].isspace() or mask[end - 1] in ",;.—–-("):
        end -= 1
    return (start, end) if start < end else None


def _quoted(base: int, mask: str, cue: Cue, inside: list[Marked], taken: set[int]) -> Attribution | None:
    """Quoted stretches beside a cue that has a source: “…,” X said; X said, “…”; “…,” said X, “…”."""
    free = [m for m in inside if m.start not in taken]
    left = [m for m in free if m.end - base <= cue.start]
    right = [m for m in free if m.start - base >= cue.end]
    if not left and not right:
        return None
    source, rule = source_before(mask, cue.start), "quote-cue"
    if source is None and left and _only_space(mask, left[-1].end - base, cue.start):
        source, rule = source_after(mask, cue.end), "quote-inverted"
        if source is not None and (_PREPOSED.match(mask, *source) or mask[cue.start : cue.end].startswith("to ")):
            source = None  # “Wet Feet”, published by Halvor: no speech
    if source is None:
        return None
    low, high = min(cue.start, source[0]), max(cue.end, source[1])
    parts = [m for m in left[-1:] if _only_space(mask, m.end - base, low)]
    parts += [
        m for m in right[:1] if _leads(mask, high, m, base) or (parts and _leads(mask, high, m, base, parts=True))
    ]
    if not parts:
        return None
    content = [(m.start, m.end) for m in parts]
    return Attribution(tuple(content), (base + cue.start, base + cue.end), _shift(base, source), rule)


def _only_space(mask: str, start: int, end: int) -> bool:
    return not mask[start:end].strip(" \t\u00a0,—–-")


def _leads(mask: str, start: int, m: Marked, base: int, *, parts: bool = False) -> bool:
    """Whether a cue leads up to a quote: nothing, a comma or a colon directly before it, and no more clause behind it.

    An addressee or a time may stand in between. ``parts``: the cue already has a quote before it.
    """
    between = mask[start : m.start - base]
    if len(between.split()) > 12 or MASK in between or re.search(r"[.;!?]\s", between):
        return False
    named = _WORK.search(between)
    if named and named["noun"] in nouns("works") and m.end - m.start <= _TITLE:
        return False  # "spoke to us about her new book, “Thin Ice”"
    if between.rstrip().endswith((",", ":")):
        return True
    woven = re.search(r"\w", mask[m.end - base :]) is not None
    return not between.strip() and (parts or not woven)


_WORK = re.compile(r"\b(?P<noun>[a-z]+),?\s*$")
_TITLE = 50  # characters


def clause(base: int, mask: str, cue: Cue) -> Attribution | None:
    """X said (that) …; …, X said; …, X said, …: an indirect clause, with whatever is quoted in it."""
    source = source_before(mask, cue.start)
    if source is None:
        return None
    at, rest = (base + cue.start, base + cue.end), mask[cue.end :].strip(" .!?\t")
    before = _bare(mask, 0, source[0])
    if before is not None and mask[: source[0]].rstrip().endswith((",", MASK)):
        doing = _DOING.match(mask, *before) and len(rest.split()) > 2  # "Pointing at the ditch, Roe said it was dry"
        if len(rest.split()) <= 5 and before[1] - before[0] > 8 and not doing:
            return Attribution((_shift(base, before),), at, _shift(base, source), "clause-cue")
        after = _bare(mask, cue.end, len(mask))
        if mask[cue.end :].startswith(",") and after is not None:
            return Attribution(
                (
                    _shift(base, before),
                    _shift(base, after),
                ),
                at,
                _shift(base, source),
                "clause-split",
            )
    clause = _object_clause(mask, cue)
    if clause is None:
        return None
    return Attribution((_shift(base, clause),), at, _shift(base, source), "cue-clause")


_THAT = re.compile(r"\b(?:that|whether|if|how|why)\b")
_QUESTION = re.compile(r"\s*(?:whether|if|how|why|what|who|when|where)\b")


def _object_clause(mask: str, cue: Cue) -> Offsets | None:
    that = _THAT.search(mask, cue.end)
    asking = cue.base in having("question") and _QUESTION.match(mask, cue.end)
    if asking:
        start = cue.end
    elif cue.base not in having("clause"):
        return None
    elif that is not None and len(mask[cue.end : that.start()].split()) <= 6:
        start = that.start()
    elif cue.base in having("addressee") or cue.form.endswith("ing"):
        return None
    else:
        start = cue.end
    span = _bare(mask, start, len(mask))
    if span is None or mask[span[1] - 1] == ":" or len(mask[span[0] : span[1]].split()) < 3:
        return None
    return span


def _narrated(base: int, mask: str, m: Marked) -> Attribution | None:
    """Roe built the boat in her kitchen: “My wife still asks me when it will float.”: the colon brings her words."""
    before = mask[: m.start - base]
    led = _TELLS.match(before)
    speech = m.closed and m.inner_end - m.inner_start > MIN_SPEECH_CHARS and not mask[m.end - base :].strip(" .")
    if led is None or not speech or MASK in before:
        return None
    colon = len(before.rstrip()) - 1
    return Attribution(
        ((m.start, m.end),), (base + colon, base + colon + 1), _shift(base, led.span("source")), "clause-colon"
    )


def _asked(base: int, mask: str, cue: Cue, inside: list[Marked], taken: set[int]) -> Attribution | None:
    """ "Roe was asked, “…”": a question that nobody is named for."""
    behind = next((m for m in inside if m.start not in taken and m.start - base >= cue.end), None)
    if (
        behind is None
        or cue.base not in having("asks")
        or mask[cue.end : behind.start - base].strip() not in (",", ":")
    ):
        return None
    return Attribution(((behind.start, behind.end),), (base + cue.start, base + cue.end), None, "asked", agentless=True)


def _labelled(base: int, mask: str, m: Marked) -> Attribution | None:
    """X: “…” and “…” —X."""
    before = mask[: m.start - base]
    colon = _SPEAKER_COLON.search(before)
    if colon and not before[: colon.start()].strip() and speaker(colon.group("source")):
        return Attribution(
            ((m.start, m.end),), _shift(base, colon.span("colon")), _shift(base, colon.span("source")), "name-colon"
        )
    dash = _DASH.match(mask, m.end - base)
    if dash:
        end = _bare(mask, *dash.span("source"))
        if end is not None:
            return Attribution(((m.start, m.end),), _shift(base, dash.span("dash")), _shift(base, end), "quote-dash")
    return None
