"""A source phrase taken apart: core and appositive, head, and what kind of source it is; read off the letters."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Literal

from pipeline.english.nouns import nouns, titles, titles_of, words
from pipeline.english.roles import is_role, is_role_noun
from pipeline.english.spans import Span
from pipeline.quotes.types import Offsets
from pipeline.records import Entity

Kind = Literal["pronoun", "name", "nominal"]
Category = Literal["person", "body", "document", "group", "other"]

_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?(?:-[^\W\d_]+)*")
_SPELLED = re.compile(r"[^\W_]+(?:[-'’][^\W_]+)*")  # figures too
_PARTING = re.compile(r",\s|\s[—–-]+\s")  # opens an appositive
_BEHIND_HEAD = re.compile(r"\s*\([^()]*\)|['’]s$|\s(?:KC|QC|SC|OBE|CBE|MBE)\b")  # behind the name that heads a phrase
_GAP = " ,—–-"
_DAYS = frozenset(
    ["today", "yesterday", "tomorrow", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]
)
_MEDIA = frozenset({"newspaper", "magazine", "daily", "weekly", "tabloid", "news agency"})
_PLACING = frozenset({"of", "from", "in", "at", "himself", "herself"})
_PARTICIPLE_LINKS = frozenset({"by", "to", "in", "at", "on", "for", "from", "with"})


@dataclass(frozen=True, slots=True)
class Phrase:
    """A source: its span, the span without appositive, its head word, kind, and the entity mention that heads it.

    ``counted``: it begins with a number of people, "three of the crew".
    """

    span: Offsets
    core: Offsets
    head: str
    kind: Kind
    mention: Entity | None
    plural: bool
    counted: bool = False


def words_of(phrase: str) -> list[str]:
    """The words as they are spelled, hyphened ones whole, a possessive ending left out."""
    return [w.removesuffix("'s").removesuffix("’s") for w in _SPELLED.findall(phrase)]


def analyse(text: str, span: Offsets, mentions: Sequence[Entity]) -> Phrase:
    """Take a source phrase apart; ``mentions`` are the named mentions inside it, in text order."""
    core = _core(text, span, mentions)
    base = core[0], _base_end(text, core, mentions)
    named = _head_mention(text, core, base[1], mentions)
    found = _WORD.findall(text[slice(*base)])
    head = _head(found) or text[slice(*core)].casefold()
    first = found[0].casefold() if found else head
    letters = bool(found) and len(found[0]) > 1 and found[0].isupper()  # WHO and US are names
    if named is None and first in words("pronouns") and len(found) == 1 and not letters:
        return Phrase(span, core, first, "pronoun", None, first in words("plural"))
    at = text.find(" and ", *base)
    joined = at >= 0 and not _within(at, mentions)  # not the one in "Office of Ports and Customs"
    plural = named is None and (head in nouns("groups") or joined)
    counted = first in words("counts") | words("several") or text[core[0]].isdigit()
    return Phrase(span, core, head, "name" if named else "nominal", named, plural, counted)


def _within(at: int, mentions: Sequence[Entity]) -> bool:
    """Whether an offset lies inside a name."""
    return any(e.start < at < e.end for e in mentions)


def _head(found: list[str]) -> str:
    """The last word, or the last two where they are a body: "the coast guard"; a guard is not."""
    joined = "-".join(w.casefold() for w in found[-2:])
    head = joined if joined in nouns("organizations") else joined.rpartition("-")[2] if found else ""
    return head.removesuffix("'s").removesuffix("’s").rstrip("'’")


def _core(text: str, span: Offsets, mentions: Sequence[Entity]) -> Offsets:
    """The span up to the comma or dash that opens an appositive; not within a name, a list or brackets."""
    start, end = Span(*span).trimmed(text, " ,;:\n\t")
    for at in (m.start() for m in _PARTING.finditer(text, start + 1, end)):
        bracketed = text.count("(", start, at) > text.count(")", start, at)
        if not bracketed and not _within(at, mentions) and not _listed(text, at, end, mentions):
            return start, at
    return (start, end) if end > start else span


def _listed(text: str, comma: int, end: int, mentions: Sequence[Entity]) -> bool:
    """Whether a name behind a comma goes on a list and tells nothing of the one before: "A, B and C"."""
    behind = next((e for e in mentions if e.start >= comma), None)
    if behind is None or text[comma + 1 : behind.start].strip():
        return False
    rest = text[behind.end : end]
    return rest.startswith((" and ", " or ")) or (rest.startswith(",") and " and " in rest)


def _base_end(text: str, core: Offsets, mentions: Sequence[Entity]) -> int:
    """End of the noun phrase proper: before its first preposition, clause or bracket; names are left whole."""
    found = list(_WORD.finditer(text, *core))
    for last, m, behind in zip(found, found[1:], [*(w.group().casefold() for w in found[2:]), ""], strict=False):
        bracket = "(" in text[last.end() : m.start()]
        inner = bracket and text[core[1] - 1] != ")"  # "Lakes Council (LC) chief"
        if not _within(m.start(), mentions) and not inner and (bracket or _cuts(last.group(), m.group(), behind)):
            return last.end()
    return core[1]


def _cuts(last: str, said: str, behind: str) -> bool:
    """Whether a word begins what says more of the noun before it."""
    word = said.casefold()
    if said.isupper():  # WHO
        return False
    if word in words("complements") or word in _DAYS:  # "Prime Minister Jane Roe *Sunday* said"
        return True
    if word in ("last", "this"):
        return behind in ("week", "month", "year")
    if word in words("determiners") | words("third_person"):
        return is_document(last.casefold())  # "a report *she* wrote"
    return word.endswith("ed") and behind in _PARTICIPLE_LINKS


def is_document(noun: str) -> bool:
    """Whether a noun, in the singular or not, means what is written or measured: "figures", "a report"."""
    return noun in nouns("documents") or noun.removesuffix("s") in nouns("documents")


def _head_mention(text: str, core: Offsets, base: int, mentions: Sequence[Entity]) -> Entity | None:
    """The name that a phrase is, ends in, or tells more of behind its comma."""
    inside = [e for e in mentions if e.end <= core[1]]
    for e in (e for e in inside if e.end <= base):
        rest = _BEHIND_HEAD.sub("", text[e.end : base]).strip(' ."”’')
        if e.label == "NORP" and text[core[1] : core[1] + 1] == ",":
            break  # "another Norwegian, Jane Roe,"
        if not rest or (e.label == "ORG" and rest in _MEDIA):  # "the Argus newspaper"
            return e
    role = _WORD.findall(text[core[0] : base])
    last = inside[-1] if inside else None
    if last and last.label == "PERSON" and last.end == core[1]:
        beside = any(e.end + 1 == last.start for e in inside)  # "a student at Lervik College Jane Roe"
        if beside or _titled(text[core[0] : last.start], role):
            return last
    later = next((e for e in mentions if e.label == "PERSON" and e.start > core[1]), None)
    if later is not None and not _many(role):  # "the club's coach, former teacher Jane Roe"
        return later
    return inside[0] if _placed(text, inside, core) else None


def _many(role: list[str]) -> bool:
    """Whether a phrase means several: "three of the crew — Jane Roe, …"; "experts, led by Jane Roe"."""
    head, first = _head(role), role[0].casefold() if role else ""
    return first in words("counts") | words("several") or head[-1:] == "s" != head[-2:-1]


def _titled(before: str, role: list[str]) -> bool:
    """Whether a role and its complement stand before a name: "*Ambassador to the United States* Jane Roe"."""
    told = [w for w in words_of(before.casefold()) if w.rstrip(".") not in titles()]
    return bool(told and role) and is_role_noun(role[-1].casefold()) and told[-1] not in words("name_links")


def introducing(text: str, start: int, end: int) -> bool:
    """Whether, between the end of a role phrase and a name, nothing but a comma, an age and a role stands."""
    between = text[start:end].strip(_GAP)
    graded = [w.casefold() for w in words_of(between) if not w[0].isdigit()]
    known = nouns("roles") | words("role_adjectives") | titles_of("short") | _title_words()
    plain = not between or (between[0].isalnum() and "\n" not in between and "," not in between)
    return plain and all(w in known for w in graded)


@cache
def _title_words() -> frozenset[str]:
    """The words that titles are made of: "Vice Admiral", "Mrs Justice"."""
    return frozenset({word for title in titles() for word in title.split()} | {"the", "retired"})


def _placed(text: str, inside: list[Entity], core: Offsets) -> bool:
    """Whether a phrase is one name and what places or shows them: "Jane Roe of Lervik", "Jane Roe advising"."""
    people = [e for e in inside if e.label == "PERSON"]
    if len(people) != 1 or people[0].start != core[0]:
        return False
    tail = text[people[0].end : core[1]].split()
    return bool(tail) and (tail[0] in _PLACING or tail[0].endswith("ing"))


def category(phrase: Phrase) -> Category:
    """What a common noun can mean."""
    head = phrase.head
    if is_document(head):
        return "document"
    body = head in nouns("organizations")
    person = head in nouns("roles")
    if phrase.plural or (head.endswith("s") and not head.endswith("ss") and not person and not body):
        return "group"
    if person or head in ("old", "year-old"):
        return "person"
    return "body" if body else "other"


def describing(text: str, phrase: Phrase) -> Offsets | None:
    """What a source says of the person that it means: a common noun whole, of a name what stands before it.

    "*The club's coach*, Jane Roe, said"; "*coach* Jane Roe said".
    """
    if phrase.kind == "nominal":
        return phrase.core
    if phrase.mention is None or phrase.mention.start <= phrase.core[0]:
        return None
    opening = Span(phrase.core[0], phrase.mention.start).trimmed(text, " ,")
    return opening if is_role(opening.of(text)) else None
