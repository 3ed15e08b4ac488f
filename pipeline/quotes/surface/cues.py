"""Finding cues and their source phrases on the surface of a masked sentence, without tags or tree."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from pipeline.english.nouns import is_a, nouns, words
from pipeline.english.sentences import abbreviation_before
from pipeline.english.verbs import attributing, nouns_of
from pipeline.quotes.lexicon import phrases
from pipeline.quotes.surface.sentences import MASK
from pipeline.quotes.types import Offsets

WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?(?:-[^\W\d_]+)*")
_BREAK = re.compile(rf"[,;:()\[\]{MASK}\n]|\s[—–―-]+\s|[—―]")
_SUBORDINATE = re.compile(
    r"\b(?:that|but|while|as|when|because|after|before|if|whether|although|though|since|so|then|where|until|unless|than"
    r"|yet|nor|or|instead|however)\s+$",
    re.IGNORECASE,
)
_PRONOUN = re.compile(
    r"(?:he|she|they|it|we|i|you|him|her|them|me|us|who|which|this|these|those|others|some|many|one|both)\b",
    re.IGNORECASE,
)
_PREPOSITION = re.compile(
    r"(?:on|in|at|by|from|during|for|with|after|before|under|over|to|of|about|amid|since|last|this|earlier)\b",
    re.IGNORECASE,
)
_AND = re.compile(r"\band\s+$", re.IGNORECASE)
_STARTER = re.compile(r"^(?:and|but|so|yet|still|also|meanwhile|instead|now|then|later|once|or)\s+", re.IGNORECASE)
_QUOTED_AS = re.compile(r"quoted(?:\sby\s[^,;]{2,60}?)?\sas\ssaying\b")
_STOP = re.compile(r"[.!?](?=\s|$)")
MAX_PIECE_CHARS = 34  # of one
_MAX_WORDS = 24


@dataclass(frozen=True, slots=True)
class Cue:
    """A cue verb with its auxiliaries, offsets in the sentence's text; ``base`` is the verb's base form."""

    start: int
    end: int
    base: str
    form: str


def cues(mask: str) -> list[Cue]:
    """Speech verbs of a masked sentence, auxiliaries and adverbs before them taken in."""
    aux = words("auxiliaries")
    found: list[Cue] = []
    run: int | None = None
    before = ""
    for m in WORD.finditer(mask):
        word = m.group().casefold()
        known = attributing(word)
        others = _QUOTED_AS.match(mask, m.start()) if word == "quoted" and run is not None else None
        if others is not None and run is not None:
            found.append(Cue(run, others.end(), "say", "said"))
        elif known and known.act == "speech" and before != "as" and _is_verb(mask, m, word, before):
            found.append(Cue(m.start() if run is None else run, m.end(), known.lemma, word))
        before = m.group()
        if word in aux or (word.endswith(("n't", "n’t")) and word != "n't"):
            run = m.start() if run is None else run
        else:
            run = None
    return found


def _is_verb(mask: str, m: re.Match[str], word: str, before: str) -> bool:
    """Not a noun: no determiner before it, no capital within; a doubtful form needs a clear subject or "that"."""
    if before.casefold() in words("determiners") or (before and m.group()[0].isupper()):
        return False
    if word not in _noun_forms():
        return True
    subject = before.casefold() in words("third_person") | {"i", "we", "you", "who", "which"} or before[:1].isupper()
    return (subject and not before.endswith(("'s", "’s"))) or mask[m.end() : m.end() + 6].strip().startswith("that")


@cache
def _noun_forms() -> frozenset[str]:
    listed = nouns_of("speech") | nouns("documents") | words("doubtful_nouns")
    return frozenset(listed | {n + "s" for n in listed})


def source_before(mask: str, at: int) -> Offsets | None:
    """The noun phrase that ends before ``at``, its appositive or relative clause included."""
    end = _rstrip(mask, at)
    if end <= 0:
        return None
    if mask[end - 1] == ",":
        comma = _opening_comma(mask, end - 1)
        if comma is None:
            return None
        start = _phrase_start(mask, _rstrip(mask, comma))
        return (start, end) if _is_phrase(mask, start, _rstrip(mask, comma)) else None
    if mask[end - 1] == ")":
        opening = mask.rfind("(", 0, end)
        if opening > 0:
            start = _phrase_start(mask, _rstrip(mask, opening))
            return (start, end) if _is_phrase(mask, start, opening) else None
    start = _phrase_start(mask, end)
    return (start, end) if _is_phrase(mask, start, end) else None


def source_after(mask: str, at: int) -> Offsets | None:
    """The noun phrase that starts at ``at``, up to a break; an appositive behind its comma is not taken in."""
    start = at
    while start < len(mask) and mask[start].isspace():
        start += 1
    stop = _BREAK.search(mask, start)
    end = stop.start() if stop else len(mask)
    stops = (m.start() for m in _STOP.finditer(mask, start, end) if not abbreviation_before(mask, start, m.end()))
    end = next(stops, end)
    end = _rstrip(mask, end)
    tail = re.search(
        r"\s(?:on|in|at|during|after|before|when|as|while|last|this|yesterday|today|via)\s.*$", mask[start:end]
    )
    if tail:
        end = _rstrip(mask, start + tail.start())
    return (start, end) if _is_phrase(mask, start, end) else None


def _rstrip(mask: str, at: int) -> int:
    while at > 0 and mask[at - 1].isspace():
        at -= 1
    return at


def _opening_comma(mask: str, closing: int) -> int | None:
    """The comma that opens the aside which ``closing`` closes: the one behind the nearest name or noun before it."""
    comma = mask.rfind(",", 0, closing)
    while comma > 0:
        if MASK in mask[comma + 1 : closing]:
            return None
        earlier = mask.rfind(",", 0, comma)
        piece = mask[earlier + 1 : comma].strip()
        if earlier <= 0 or not _continues(piece):  # "X, of Y, Z, said": on behind a bare place or a number
            return comma if piece else None
        comma = earlier
    return None


def _continues(piece: str) -> bool:
    first = piece.split(" ", 1)[0]
    return len(piece) <= MAX_PIECE_CHARS and (first.isdigit() or first in words("asides"))


def _phrase_start(mask: str, end: int) -> int:
    start = 0
    for stop in _BREAK.finditer(mask, 0, end):
        start = stop.end()
    for m in WORD.finditer(mask, start, end):
        head = mask[start : m.start()]
        if _SUBORDINATE.search(head) or (_AND.search(head) and not _joined(mask, m.start(), end, start)):
            start = m.start()
    opening = _STARTER.match(mask[start:end].lstrip())
    while start < end and mask[start].isspace():
        start += 1
    if opening:
        start += opening.end()
    if _PREPOSITION.match(mask, start, end):
        start = _after_adverbial(mask, start, end)
    return start


def _joined(mask: str, at: int, end: int, start: int) -> bool:
    """X and Y said: one source; "… rose and Y said": two clauses."""
    left = mask[start:at].removesuffix("and ").strip()
    return len(WORD.findall(left)) <= 6 and not any(attributing(w.casefold()) for w in WORD.findall(left))


def _after_adverbial(mask: str, start: int, end: int) -> int:
    """Skip "On Monday" and the like before the subject."""
    tail = re.search(
        r"(?:(?:the|a|an|his|her|its|their)\s+)?(?:[A-Z][\w.'’-]*\s+)*[A-Z][\w.'’-]*$|\b(?:he|she|they|it)$",
        mask[start:end],
    )
    return start + tail.start() if tail else start


def _is_phrase(mask: str, start: int, end: int) -> bool:
    """A source has a name, a pronoun or a determined noun, and is no long stretch of text."""
    text = mask[start:end]
    found = WORD.findall(text)
    if not found or len(found) > _MAX_WORDS or MASK in text or (any(p in text for p in ".;") and len(found) > 12):
        return False
    if _PRONOUN.match(text):
        return len(found) <= 6
    first = found[0].casefold()
    return any(w[0].isupper() for w in found) or first in words("determiners") or _plural(found[-1])


def _plural(word: str) -> bool:
    return (word.casefold().endswith("s") and not word.casefold().endswith("ss")) or word.casefold() in nouns("groups")


def speaker(label: str) -> bool:
    """Whether a label may name who speaks: not "One of the pumps has a name"."""
    last = label.split()[-1]
    return last[0].isupper() or is_a(last, "roles", "organizations", "documents", "groups")


def openers(mask: str) -> list[tuple[int, int]]:
    """Where "according to" and its kin stand."""
    pattern = "|".join(re.escape(p) for p in phrases("cues", "prepositional"))
    return [m.span() for m in re.finditer(rf"\b(?:{pattern})\b", mask, re.IGNORECASE)]
