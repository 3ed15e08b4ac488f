"""He and she: who of the persons before is meant."""

from __future__ import annotations

import re

from pipeline.english.nouns import Gender, nouns, words
from pipeline.entities.names import gender_before
from pipeline.quotes.speakers.mentions import PERSON, Mentions, Referent
from pipeline.quotes.surface.paragraphs import Locator
from pipeline.records import Entity

_OPENING = re.compile(r"(?:^|[.!?\n”\"]\s*)(?:[A-Z][\w.]*\s+){0,3}$")
_LED = re.compile(r"(?:^|[.!?\n”\"]\s*)[A-Z][\w’']*\s+(?P<words>(?:[\w-]+\s+){1,4})$")
_ASKED = re.compile(r"\s+(?:was|is)\s+(?:then\s+|also\s+|once\s+)?(?:asked|pressed|questioned)\b")
_OBLIQUE = re.compile(r"\b(?:of|to|by|from|against|with|for|between|about)\s+(?:[A-Z][\w.]*\s+){0,2}$")
_SURE = 2.0  # by how much the next best must be behind, for a pronoun to tell a person's gender
_SMALL = frozenset({"of", "for", "and", "to"})  # "Secretary for Education Jane Roe"
_ATTRIBUTE = re.compile(
    r"\s(?:regime|administration|government|campaign|era|cabinet|presidency|camp|team|case|trial)\b"
)
AGREES, SPOKE, SPOKE_LONG_AGO, TOPIC = 1.5, 3.0, 1.0, 2.0


def third_person(
    cast: Mentions, where: Locator, at: int, gender: Gender, last: tuple[str | None, int]
) -> tuple[float, Referent] | None:
    """The person meant and a score: agreement, who was speaking, nearness and place in the sentence.

    ``last`` is the entity that spoke last, and where.
    """
    text, paragraph = cast.text, where.at(at)
    fitting = [
        (rank, m, cast.people[m.entity])
        for rank, m in enumerate(cast.before(at))
        if m.label == PERSON and cast.people[m.entity].gender in (gender, None) and not attributive(text, m)
    ]
    topics = {
        p.entity
        for _, m, p in fitting
        if m.start > last[1] and where.at(m.start) == paragraph and _opens(text, where, m)
    }
    best: tuple[float, Referent] | None = None
    others = 0.0
    for rank, m, person in fitting:
        score = _nearness(cast, where, m, rank, paragraph) + (AGREES if person.gender == gender else 0.0)
        if person.entity in topics:
            score += TOPIC
        if _ASKED.match(text, m.end) and close(where, m.start, paragraph):
            score += SPOKE  # "Roe was asked why. ¶ “…,” she answered"
        if person.entity == last[0]:
            score += SPOKE if close(where, last[1], paragraph) and not topics - {person.entity} else SPOKE_LONG_AGO
        if best is None or score > best[0]:
            others = best[0] if best and best[1] is not person else others
            best = (score, person)
        elif person is not best[1]:
            others = max(others, score)
    if best and best[1].gender is None and best[0] - others >= _SURE:
        best[1].gender = gender
    return best


def _nearness(cast: Mentions, where: Locator, m: Entity, rank: int, paragraph: int | None) -> float:
    own = where.at(m.start)
    far = 5 if own is None or paragraph is None else paragraph - own
    score = 4.0 - 1.2 * far - 0.15 * rank
    if _opens(cast.text, where, m):
        score += 1.5  # first in its sentence: most often its subject, or what it is about
    elif cast.text[m.end : m.end + 2] in ("'s", "’s") or _OBLIQUE.search(cast.text, max(0, m.start - 24), m.start):
        score -= 1.0
    return score - (3.0 if cast.quoted(m) else 0.0)


def _opens(text: str, where: Locator, m: Entity) -> bool:
    """Whether a name opens its sentence, or follows the relation that does: "Jane's wife, Ruth, …"."""
    own = where.at(m.start)
    before = text[max(0, m.start - 40) : m.start]
    at_start = own is not None and where.items[own].start == m.start
    return at_start or opens(text, m.start) or (before.endswith(", ") and gender_before(before) is not None)


def opens(text: str, at: int) -> bool:
    """Whether what begins at an offset opens its sentence, a title or role before it allowed: "Her colleague Jane"."""
    before = text[max(0, at - 60) : at]
    if _OPENING.search(before):
        return True
    led = _LED.search(before)
    known = nouns("roles") | words("role_adjectives") | words("determiners") | _SMALL
    return led is not None and all(w in known or w[0].isupper() for w in re.findall(r"[\w-]+", led.group("words")))


def attributive(text: str, m: Entity) -> bool:
    """Whether a person's name only names something of theirs: "the Roe administration"."""
    return _ATTRIBUTE.match(text, m.end) is not None


def close(where: Locator, other: int, paragraph: int | None) -> bool:
    """Whether an offset lies in this paragraph or the one before."""
    own = where.at(other)
    return own is not None and paragraph is not None and paragraph - own <= 1
