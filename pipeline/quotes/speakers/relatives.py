"""Who and which: the noun phrase that the relative clause belongs to."""

from __future__ import annotations

import re

from spacy.tokens import Token

from pipeline.english.nouns import nouns
from pipeline.quotes.speakers.discourse import Discourse
from pipeline.quotes.speakers.mentions import PERSON
from pipeline.quotes.speakers.phrases import Phrase, analyse, plural_role
from pipeline.quotes.speakers.places import bare
from pipeline.quotes.surface.cues import source_before
from pipeline.quotes.surface.sentences import last_sentence
from pipeline.quotes.types import Offsets

_WITHIN = re.compile(r"\s(?:at|in|from|of|on|with|for)\s+(?:the\s+)?$")
_PEOPLE_OF = re.compile(r"\b(?P<noun>\w+)\s+(?:to|at|in|of|on|from|with|for)\s+[^,;:.]{1,60}$")  # "callers to the show"
_FINITE = re.compile(r"\b(?:had|has|have|is|are|was|were|be|been)\b")
_DOER = re.compile(r"(?:er|or|ist|ian|man|woman|men|women|people|ant|ent)$")
_MAX_NOUN_WORDS = 8
_MAX_UP = 4  # edges from a relative pronoun to its clause
_BACK = 200  # characters before "who" in which its noun phrase must lie
_DETERMINED = re.compile(
    r"\b(?:the|an?|his|her|its|their|our|this|that|these|those|some|many|several|two|three|four)\s"
)
_PREPOSED = re.compile(r"\b(?:by|with|for|from|to|on|in|at|against|between|among)\s+")


def antecedent(discourse: Discourse, phrase: Phrase) -> Offsets | None:
    """The name or noun phrase that "who", "which" or "that" stands for."""
    found = _by_name(discourse, phrase) or _people_of(discourse, phrase) or _by_tree(discourse, phrase)
    return found if found is not None else _by_surface(discourse, phrase)


def _by_name(discourse: Discourse, phrase: Phrase) -> Offsets | None:
    """The name directly before; "clerks on Capitol Hill who" are the clerks, "the Union in Hamburg, which" it."""
    text, at = discourse.text, phrase.span[0]
    before = discourse.mentions.before(at, 3)
    for n, m in enumerate(before[:2]):
        if text[m.end : at].strip(" ,—–-\u00a0"):
            continue
        within = _WITHIN.search(text, max(0, m.start - 12), m.start)
        if not within or (phrase.head == "who" and m.label in (PERSON, "NORP")):
            return m.start, m.end
        body = before[n + 1] if n + 1 < len(before) else None
        if phrase.head == "which" and m.label in ("GPE", "LOC") and body and body.label == "ORG":
            return (body.start, body.end) if body.end == within.start() else None
        return None if phrase.head == "who" else (m.start, m.end)
    return None


def _by_tree(discourse: Discourse, phrase: Phrase) -> Offsets | None:
    """The noun that the tree hangs the clause on, names in its phrase taken whole."""
    doc, at = discourse.places.doc, phrase.span[0]
    if not doc.has_annotation("DEP"):
        return None
    token: Token = doc[discourse.places.token(at)]
    for _ in range(_MAX_UP):
        if token.dep_ == "acl:relcl" and token.head.i < token.i:
            break
        if token.head.i == token.i:
            return None
        token = token.head
    else:
        return None
    if token.head.pos_ not in ("NOUN", "PROPN") or token.head.idx >= at:
        return None
    start, end = bare(token.head)
    end = min(end, at)
    while end > start and (discourse.text[end - 1].isspace() or discourse.text[end - 1] in ",—–-"):
        end -= 1
    return (start, end) if _can_speak(discourse, phrase, (start, end)) else None


def _can_speak(discourse: Discourse, phrase: Phrase, span: Offsets) -> bool:
    """Whether a noun phrase can be what the pronoun stands for: "who" is people."""
    noun = analyse(discourse.text, span, discourse.mentions.inside(*span))
    return phrase.head != "who" or noun.kind == "name" or _personal(noun, discourse.text[slice(*span)])


def _people_of(discourse: Discourse, phrase: Phrase) -> Offsets | None:
    """Several people and what they have: "*the callers* to the show who"."""
    low, clause = _clause(discourse, phrase)
    people = _PEOPLE_OF.search(clause) if phrase.head == "who" else None
    if people is None or not plural_role(people.group("noun").casefold()):
        return None
    start = _last_phrase(clause[: people.end("noun")])
    span = low + start, low + people.end("noun")
    return span if _can_speak(discourse, phrase, span) else None


def _clause(discourse: Discourse, phrase: Phrase) -> tuple[int, str]:
    """The words before a relative pronoun in its sentence, and where they begin."""
    text, at = discourse.text, phrase.span[0]
    low = max(0, at - _BACK)
    low += last_sentence(text[low:at])
    return low, text[low:at].rstrip(" ,—–-\u00a0")


def _by_surface(discourse: Discourse, phrase: Phrase) -> Offsets | None:
    if phrase.head == "that":
        return None
    low, clause = _clause(discourse, phrase)
    before = source_before(clause, len(clause))
    if before is None:
        last = _last_phrase(clause)
        before = (last, len(clause)) if last else None
    if before is None:
        return None
    span = low + before[0] + _last_phrase(clause[slice(*before)]), low + before[1]
    return span if _can_speak(discourse, phrase, span) else None


def _last_phrase(clause: str) -> int:
    """Where the last noun phrase of a clause begins: at its last determiner, or behind its last preposition."""
    starts = [m.start() for m in _DETERMINED.finditer(clause)] + [m.end() for m in _PREPOSED.finditer(clause)]
    return max(starts, default=0)


def _personal(noun: Phrase, said: str) -> bool:
    """Whether a noun phrase before "who" can be people, and no stretch of a clause."""
    plural = noun.head.endswith("s") and not noun.head.endswith("ss")
    known = noun.head in nouns("roles") | {"people", "percent", "those", "one"} or _DOER.search(noun.head)
    people = plural or noun.plural or known
    return bool(people) and len(said.split()) <= _MAX_NOUN_WORDS and not _FINITE.search(said)
