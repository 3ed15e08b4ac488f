"""Contents with words that are no part of the speech: stray narration, and what leads up to a quote."""

from __future__ import annotations

from bisect import bisect_left

from pipeline.quotes.model.group import sentence_ends
from pipeline.quotes.passes.article import Article
from pipeline.quotes.surface.marks import tag_behind
from pipeline.quotes.types import Attribution, Attributions, Offsets

MIN_SPEECH_WORDS = 4  # of a stretch in marks that is speech by itself
MAX_LEAD_WORDS = 4  # before such a stretch that belong to the narration: "the boos, “Fine, …”"
_ENDING = frozenset(".,?!…-—")


def split(article: Article, before: Attributions) -> Attributions:
    """The attributions in their order, each with its speech alone."""
    text = article.text
    speech = sorted(
        span
        for span, m in article.stretches.items()
        if m.inner_end > m.inner_start and text[m.inner_end - 1] in _ENDING
    )
    found = (_untagged(article, a.but(content=[_own_speech(text, part, speech) for part in a.content])) for a in before)
    return tuple(_without_narration(article, a, frozenset(speech)) for a in found)


def _untagged(article: Article, a: Attribution) -> Attribution:
    """Without later quotes that somebody else's tag stands behind: "“We sail,” said Roe. “Fine,” Strand replied."."""
    later = [c for c in a.content if a.cue and a.cue[1] <= c[0]] if len(a.content) > 1 else []
    tagged = [c for c in later if c[0] in article.ends and tag_behind(article.text, article.ends[c[0]])]
    return a.but(content=[c for c in a.content if c not in tagged] or a.content)


def _own_speech(text: str, part: Offsets, speech: list[Offsets]) -> Offsets:
    """Of "the boos, “fine, I deserved that one.”" the speech, without the words around its marks.

    Words that end in a comma or a full stop before it lead up to it; what follows its own full stop tells on.
    """
    i = bisect_left(speech, (part[0], 0))
    inside = [m for m in speech[i : i + 2] if m[1] <= part[1]]
    if len(inside) != 1 or inside[0] == part or len(text[slice(*inside[0])].split()) < MIN_SPEECH_WORDS:
        return part
    m = inside[0]
    before, after = text[part[0] : m[0]].rstrip(), text[m[1] : part[1]].strip()
    clause = len(before.split()) > MAX_LEAD_WORDS or before.startswith("that ")
    led = before[-1:] in (".", "!", "?") or (before[-1:] == "," and not after and text[m[0] + 1].isupper())
    over = bool(after) and (text[m[1] - 2] in ".!?…" or (text[m[1] - 2] == "," and not before))
    return m[0] if led and not clause else part[0], m[1] if over else part[1]


def _without_narration(article: Article, a: Attribution, speech: frozenset[Offsets]) -> Attribution:
    """Beside a stretch that is speech from mark to mark, bare words in another sentence or behind the cue are none.

    Of indirect speech in several parts, those in the cue's sentence, where there are such.
    """
    if a.cue is None or len(a.content) < 2:
        return a
    text, cue, high = article.text, a.cue, next((e for s, e in a.content if (s, e) in speech), None)
    marked = article.stretches if high is not None else ()
    near = [c for c in a.content if c in marked or not _apart(text, c, cue)]
    if high is not None:
        near = [c for c in near if c in marked or not (high <= cue[0] < c[0] or text[c[1] : c[1] + 1] == ":")]
    return a.but(content=near or a.content)


def _apart(text: str, part: Offsets, cue: Offsets) -> bool:
    """Whether a sentence ends between a part and the cue."""
    return sentence_ends(text, *((part[1], cue[0]) if part[1] <= cue[0] else (cue[1], part[0]))) > 0
