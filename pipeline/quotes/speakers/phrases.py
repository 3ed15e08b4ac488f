"""A source phrase taken apart: core and appositive, head, and what kind of source it is."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Literal

from pipeline.english.nouns import nouns, titles, titles_of, words
from pipeline.quotes.types import Offsets
from pipeline.records import Entity

Kind = Literal["pronoun", "name", "nominal"]
Category = Literal["person", "body", "document", "group", "other"]

_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?(?:-[^\W\d_]+)*")
_CUT = re.compile(
    r"\s(?:such|of|for|at|in|from|with|who|whom|whose|which|that|on|to|near|under|by|against|among|within|about|behind|as|like"
    r"|including|familiar|close|working|involved|released|published|provided|obtained|seen|issued|made|written|given|held|taken|sent|compiled|filed|signed|posted|conducted|led|interviewed|speaking|contacted|reached|based|present|opposed|loyal)\b"
    r"|\s(?=\()|\s(?=(?:last|this)\s(?:week|month|year|[A-Z]))|\s(?=[a-z]{3,}ed\s(?:by|to|in|at|on|for|from|with)\s)"
)
_OF_WHOM = re.compile(r"\b(?P<noun>[a-z]+)\s(?=(?:he|she|it|they|we|you|his|her|its|their|our|the|an?)\s)")
_OWN = re.compile(r"\s*\([^()]*\)|['’]s$")  # what may follow the name that heads a phrase
_DOING = re.compile(r"[a-z]+ing\b")  # "Jane Roe advising them"
_MEDIA = frozenset({"newspaper", "magazine", "daily", "weekly", "tabloid", "news agency"})
_GRADED = re.compile(r"[\s,—–-]*(?:\d+-year-old\s+)?(?P<role>(?:[A-Za-z][\w.-]*\s+){0,4})")
COUNTED = re.compile(r"(?:\d+|two|three|four|five|six|seven|eight|nine|ten|several|some|many|both)\b", re.IGNORECASE)
_POSSESSIVE = re.compile(r"^['’]s?\s")
_LINK = re.compile(
    r"(?:\b(?:of|for|at|in|from|with|to|by|on|against|like|including|named|called|the|a|an)|['’]s?)\s*"
    r"(?:\b(?:Mr|Mrs|Ms|Miss|Dr|Prof|Sen|Rep|Gov|Gen|Rev|President|Senator|Governor|Mayor|Judge|Justice|King|Queen|Pope)\.?\s*)?$",
    re.IGNORECASE,
)


AND_NAME = re.compile(r"(?:['’]s)?,?\s+and\s+(?:the\s+)?(?:\w+\.?\s+)?")  # between two names


@dataclass(frozen=True, slots=True)
class Phrase:
    """A source: its span, the span without appositive, its head word, kind, and the entity mention that heads it."""

    span: Offsets
    core: Offsets
    head: str
    kind: Kind
    mention: Entity | None
    plural: bool


def analyse(text: str, span: Offsets, mentions: Sequence[Entity]) -> Phrase:
    """Take a source phrase apart; ``mentions`` are the named mentions inside it, in text order."""
    core = _core(text, span, mentions)
    named = _head_mention(text, span, core, mentions)
    base_end = _base_end(text, core, mentions)
    found = _WORD.findall(text[core[0] : base_end])
    head = found[-1].casefold() if found else text[core[0] : core[1]].casefold()
    head = re.sub(r"['’]s?$", "", head)
    joined = "-".join(w.casefold() for w in found[-2:])  # "the coast guard" is a body, a guard is not
    head = joined if joined in nouns("organizations") else head
    first = found[0].casefold() if found else head
    alone = len(found) == 1 or (len(found) == 2 and first not in words("determiners"))
    letters = bool(found) and len(found[0]) > 1 and found[0].isupper()  # WHO and US are names
    if named is None and first in words("pronouns") and alone and not letters:
        return Phrase(span, core, first, "pronoun", None, first in words("plural"))
    plural = named is None and (head.isdigit() or head in nouns("groups") or " and " in text[core[0] : base_end])
    return Phrase(span, core, head, "name" if named else "nominal", named, plural)


# "The Menlo Park, Calif., software company": the commas of an address open no appositive
_ADDRESS = re.compile(
    r"(?:[Tt]he|[Aa]n?)\s+(?:[A-Z][\w.'’-]*\s){0,2}[A-Z][\w'’-]*,\s+[A-Z][A-Za-z]*(?:\s[A-Z][a-z]+)?\.?,(?=\s)"
)
_LOWER = re.compile(r"\s+(?P<word>[a-z-]+)")


def seated(text: str, start: int, end: int) -> int | None:
    """Where the phrase of a body told by its seat ends, if one starts at ``start``."""
    address = _ADDRESS.match(text, start, end)
    word = _LOWER.match(text, address.end(), end) if address else None
    while word and word["word"] not in nouns("organizations"):
        word = _LOWER.match(text, word.end(), end)
    return word.end() if word else None


def _core(text: str, span: Offsets, mentions: Sequence[Entity]) -> Offsets:
    """The span up to the comma or bracket that opens an appositive; a comma inside a name does not count."""
    start, end = span
    while end > start and (text[end - 1].isspace() or text[end - 1] in ",;:"):
        end -= 1
    if end == start:
        return span
    address = seated(text, start, end) or start
    for m in re.finditer(r",\s|\s[—–-]+\s", text[address:end]):
        at = address + m.start()
        if any(e.start < at < e.end for e in mentions) or _listed(text, at, end) or _bracketed(text, start, at, end):
            continue
        return (start, at) if at > start else (start, end)
    return start, end


def _bracketed(text: str, start: int, at: int, end: int) -> bool:
    """Whether an offset lies in brackets: "Jane Roe (Lervik College, Norway)"."""
    return text.count("(", start, at) > text.count(")", start, at) and text.find(")", at, end) > 0


_LISTED = re.compile(
    r",\s(?P<second>(?:[A-Z][\w.'’-]*\s?){1,4})(?:,\s(?:[A-Z][\w.'’-]*\s?){1,4})*,?(?<=[\s,])(?:\s)?(?:and|or)\s"
)


def _listed(text: str, at: int, end: int) -> bool:
    """A, B and C: a list and no appositive. "Jane Roe, Founder and CEO of Halvor" is none."""
    listed = _LISTED.match(text, at, end)
    return listed is not None and not _known_role(listed["second"])


def _known_role(words_: str) -> bool:
    """Whether capitalized words name an office: "Managing Director"."""
    last = words_.split()[-1].casefold()
    return last in nouns("roles") or last in titles_of("short")


def _base_end(text: str, core: Offsets, mentions: Sequence[Entity]) -> int:
    """End of the noun phrase proper: before its first preposition or clause, names left whole."""
    written = _OF_WHOM.finditer(text, *core)
    for m in sorted((*(m for m in written if is_document(m["noun"])), *_CUT.finditer(text, *core)), key=_cut):
        bracketed = text[m.end()] == "(" and text[core[1] - 1] == ")"  # "Jane Roe (Liberal MP)"
        if m.group() == " " and not bracketed and _subject(text, core[0], m.start()):
            continue
        if not any(e.start < m.start() < e.end for e in mentions) and _cut(m) > core[0]:
            return _cut(m)
    return core[1]


def _cut(m: re.Match[str]) -> int:
    return m.end("noun") if m.re is _OF_WHOM else m.start()


def is_document(noun: str) -> bool:
    """Whether a noun, in the singular or not, means what is written or measured: "figures", "a report"."""
    listed = nouns("documents")
    return noun in listed or noun.removesuffix("s") in listed


def _role_first(text: str, start: int, base: int) -> bool:
    """Whether the phrase proper ends in one person's role: "Ambassador to …", and not "Posts on …"."""
    found = _WORD.findall(text[start:base])
    return bool(found) and (found[-1].casefold() in nouns("roles") or found[-1].casefold() in titles_of("short"))


def _subject(text: str, start: int, at: int) -> bool:
    """Whether a name stands before a form in -ed, whose subject it may be: "a speech Jane Roe delivered in May"."""
    before = text[start:at].split()
    return len(before) > 1 and before[-1][0].isupper()


def _head_mention(text: str, span: Offsets, core: Offsets, mentions: Sequence[Entity]) -> Entity | None:
    inside = [e for e in mentions if core[0] <= e.start and e.end <= core[1]]
    base = _base_end(text, core, mentions)
    for e in inside:
        at_end = e.end <= base and not _OWN.sub("", text[e.end : base]).strip(' ."”’')
        at_end = at_end or (e.label == "ORG" and text[e.end : base].strip() in _MEDIA)  # "the Argus newspaper"
        if at_end and (e.label == "PERSON" or not any(x.label == "PERSON" for x in inside if x.start > e.end)):
            return e
    last = inside[-1] if inside else None
    titled = _role_first(text, core[0], base) or last is None or not text[core[0] : last.start].strip()
    if (
        last
        and last.label == "PERSON"
        and last.end == core[1]
        and titled
        and not _LINK.search(text, core[0], last.start)
    ):
        return last  # "Ambassador to the United States Jane Roe"
    for e in mentions:  # "the club's coach, (34-year-old midfielder) Jane Roe": a role first, then the name
        if e.label == "PERSON" and e.start > core[1] and introducing(text, core[1], e.start):
            if COUNTED.match(text, *core):
                return None  # "three of the crew — Jane Roe, …"
            between = text[core[1] : e.end]
            return e if "," in between or "—" in between else None
    return _coordinated(text, inside, core)


def introducing(text: str, start: int, end: int) -> bool:
    """Whether, between the end of a role phrase and a name, nothing but a comma, an age and a role stands."""
    between = _GRADED.fullmatch(text, start, end)
    if between is None:
        return False
    known = nouns("roles") | words("role_adjectives") | titles_of("short") | _title_words()
    return all(w.casefold().rstrip(".") in known for w in between.group("role").split())


@cache
def _title_words() -> frozenset[str]:
    """The words that titles are made of: "Vice Admiral", "Mrs Justice"."""
    return frozenset({word for title in titles() for word in title.split()} | {"the", "retired"})


def _coordinated(text: str, inside: list[Entity], core: Offsets) -> Entity | None:
    """ "Smith said Mr. X": a title may stand before; otherwise the phrase is headed by a common noun."""
    people = [e for e in inside if e.label == "PERSON"]
    if len(people) == 1 and people[0].start == core[0] and _POSSESSIVE.match(text[people[0].end : core[1]]) is None:
        tail = text[people[0].end : core[1]].strip()
        placed = tail.startswith(("of ", "from ", "in ", "at ", "himself", "herself")) or _DOING.match(tail)
        return people[0] if placed else None
    return None


def category(phrase: Phrase) -> Category:
    """What a common noun can mean."""
    head = phrase.head
    if is_document(head):
        return "document"
    body = head in nouns("organizations")
    person = head in nouns("roles") or (not body and head.rsplit("-", 1)[-1] in nouns("roles"))
    if phrase.plural or (head.endswith("s") and not head.endswith("ss") and not person and not body):
        return "group"
    if person or head in ("old", "year-old"):
        return "person"
    return "body" if body else "other"


def plural_role(head: str) -> bool:
    """Whether a noun means several people by trade or kind: "officials"."""
    return head.endswith("s") and (head[:-1] in nouns("roles") or head in nouns("groups"))
