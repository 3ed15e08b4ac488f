"""Who and which: the name directly before, or the noun phrase that the clause belongs to."""

from __future__ import annotations

import re

from pipeline.english.nouns import nouns
from pipeline.quotes.speakers.common import CommonNouns
from pipeline.quotes.speakers.discourse import Discourse, Resolved
from pipeline.quotes.speakers.mentions import PERSON
from pipeline.quotes.speakers.phrases import Phrase, analyse, plural_role
from pipeline.quotes.surface.cues import source_before
from pipeline.quotes.surface.sentences import last_sentence

_WITHIN = re.compile(r"\s(?:at|in|from|of|on|with|for)\s+(?:the\s+)?$")
_PEOPLE_OF = re.compile(r"\b(?P<noun>\w+)\s+(?:to|at|in|of|on|from|with|for)\s+[^,;:.]{1,60}$")  # "callers to the show"
_FINITE = re.compile(r"\b(?:had|has|have|is|are|was|were|be|been)\b")
_DOER = re.compile(r"(?:er|or|ist|ian|man|woman|men|women|people|ant|ent)$")
_LONGEST_NOUN = 8  # words of a noun phrase
_BACK = 200  # characters before "who" in which its noun phrase must lie
_DETERMINED = re.compile(
    r"\b(?:the|an?|his|her|its|their|our|this|that|these|those|some|many|several|two|three|four)\s"
)
_PREPOSED = re.compile(r"\b(?:by|with|for|from|to|on|in|at|against|between|among)\s+")


class Relatives:
    """Resolves who, which and that."""

    def __init__(self, scene: Discourse, nouns: CommonNouns) -> None:
        self.scene, self.nouns = scene, nouns
        self.text, self.cast = scene.text, scene.cast

    def __call__(self, phrase: Phrase) -> Resolved:
        """Who and which: the name directly before, or the noun phrase."""
        at = phrase.span[0]
        for m in self.cast.before(at, 2):
            if not self.text[m.end : at].strip(" ,—–-\u00a0"):
                within = _WITHIN.search(self.text, max(0, m.start - 12), m.start)
                if phrase.head != "who" or m.label in (PERSON, "NORP") or not within:
                    return Resolved(self.scene.speaker(self.cast.people[m.entity], "relative"), phrase)
                at = within.start()  # "lawmakers on Capitol Hill who": the people, not the place
        low = max(0, at - _BACK)
        low += last_sentence(self.text[low:at])
        clause = self.text[low:at].rstrip(" ,—–-\u00a0")
        before = source_before(clause, len(clause))
        people = _PEOPLE_OF.search(clause) if phrase.head == "who" else None
        if people and plural_role(people.group("noun").casefold()):
            clause = clause[: people.end("noun")]
            before = None
        last = _last_phrase(clause)
        if before is None and last and phrase.head != "that":
            before, clause = (last, len(clause)), clause
        if before is None or phrase.head == "that":
            return Resolved(self.scene.worded(phrase, "unnamed", "unresolved"), phrase)
        span = (low + before[0] + _last_phrase(clause[slice(*before)]), low + before[1])
        noun = analyse(self.text, span, self.cast.inside(*span))
        if phrase.head == "who" and not _personal(noun, self.text[slice(*span)]):
            return Resolved(self.scene.worded(phrase, "unnamed", "unresolved"), phrase)
        found = self.nouns(noun)
        return Resolved(found.speaker.model_copy(update={"resolved_by": "relative"}), phrase)


def _last_phrase(clause: str) -> int:
    """Where the last noun phrase of a clause begins: at its last determiner, or behind its last preposition."""
    starts = [m.start() for m in _DETERMINED.finditer(clause)] + [m.end() for m in _PREPOSED.finditer(clause)]
    return max(starts, default=0)


def _personal(noun: Phrase, said: str) -> bool:
    """Whether a noun phrase before "who" can be people, and no stretch of a clause."""
    plural = noun.head.endswith("s") and not noun.head.endswith("ss")
    known = noun.head in nouns("roles") | {"people", "percent", "those", "one"} or _DOER.search(noun.head)
    people = plural or noun.plural or known
    return bool(people) and len(said.split()) <= _LONGEST_NOUN and not _FINITE.search(said)
