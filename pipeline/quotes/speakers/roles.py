"""Who somebody is: roles and affiliations of persons, read off the text around every mention of their names."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from pipeline.english.nouns import nouns, titles_of, words
from pipeline.english.verbs import attributing
from pipeline.quotes.types import Offsets
from pipeline.records import Entity

_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?(?:-[^\W\d_]+)*")
_AGE = re.compile(r",\s*\d{1,3}(?=,)")
_APPOSITIVE = re.compile(r"\s?(?:,|\s[—–-])\s*")
_RELATIVE = re.compile(
    r",\s+who\s+(?:is|was|has been|had been|serves as|served as|works as|worked as)\s+"
    r"(?:also\s+|now\s+|currently\s+|previously\s+)?"
)
_LEADING = re.compile(  # "…, who leads the inquiry for the harbour board": what somebody does there is what they are
    r",\s+who\s+(?:also\s+|now\s+|currently\s+|previously\s+)?(?=(?:leads|led|heads|headed|runs|ran|chairs|chaired|directs"
    r"|directed|manages|managed|oversees|oversaw|coaches|coached|edits|edited|teaches|taught|founded|co-founded|owns|owned"
    r"|represents|represented)\s)"
)
_COPULA = re.compile(r"\s+(?:is|was)\s+(?:also\s+|now\s+|currently\s+)?(?=(?:an?|the|one of)\s)")
# "In a talk with Jane Roe, the minister …": the comma ends what comes before the subject
_ADVERBIAL = re.compile(r"(?:^|[.!?]\s|\n\s*)(?:In|During|At|After|Speaking|Talking)\b[^,.!?\n]*$")
_VERBS = (
    "said|says|told|tells|added|adds|wrote|writes|adding|saying|noted|notes|explained|explains|argued|argues|recalled|recalls"
    "|warned|warns|replied|claimed|claims|insisted|insists"
)
_END = re.compile(
    r",\s|[.;:!?](?=\s|$)|\s[—–-]+\s|\)|\n|[\"“”]|,$"
    rf"|\s(?=(?:{_VERBS}|who|which|in an interview|at a)\b)"
)
_MORE = re.compile(
    r",\s+(?:and\s+)?(?:an?\s|the\s|director|president|chairman|head|professor|member|chief|co-)[^,.;:\n“”\"]{3,90}(?=,)"
)
_MEMBER = re.compile(
    r"\b(?:deputy to|member of|delegate to|graduate of)\s+(?:the\s+)?"
    r"(?:(?:(?!and\b)\w+\s+){1,3}of\s+(?:the\s+)?)?(?:\w+\s+)?$"
)
_AS_MEMBER = re.compile(r"\s+(?:deputy|member|delegate|graduate)\b")
_TITLE_WORD = re.compile(r"[A-Z][\w.'’-]*|(?:of|for|the|to|and|de|at)\b")
_SMALL = frozenset({"of", "for", "the", "to", "and", "de", "at", "on"})
_AFFILIATING = ("ORG", "GPE", "FAC", "LOC")


@dataclass(frozen=True, slots=True)
class Role:
    """A role phrase and the organization (or place) it names."""

    span: Offsets
    affiliation: Entity | None


def roles_of(text: str, mentions: Iterable[Entity], all_mentions: Sequence[Entity]) -> list[Role]:
    """Every role of one person, in text order, each stretch once."""
    spans: list[Offsets] = []
    for m in mentions:
        for span in (_prenominal(text, m), _reverse_appositive(text, m), *_after(text, m)):
            if span is not None and not any(s < span[1] and span[0] < e for s, e in spans):
                spans.append(span)
    found: dict[str, Role] = {}
    spans = [(_name_start(s, all_mentions), s[1]) for s in spans]
    for s in sorted(spans):  # "Minister" after "Minister of Transport" says nothing new
        said = text[slice(*s)].casefold()
        if not any(said in other for other in found):
            found[said] = Role(s, _affiliation(text, s, all_mentions))
    return list(found.values())


_BELONGING = re.compile(r"['’]s?\s+$")
_OF = re.compile(r"\s+(?:of|from|at)\s+(?:the\s+)?")


class Bodies:
    """The bodies of an article by where their names begin and end."""

    def __init__(self, mentions: Iterable[Entity]) -> None:
        bodies = [m for m in mentions if m.label == "ORG"]
        self._ends, self._starts = {b.end: b for b in bodies}, {b.start: b for b in bodies}

    def owning(self, text: str, mentions: Iterable[Entity]) -> Entity | None:
        """The body to which a person is told to belong: "Halvor's Jane Roe", "Professor Jane Roe of Lervik College"."""
        for m in mentions:
            before = _BELONGING.search(text, max(0, m.start - 4), m.start)
            behind = _OF.match(text, m.end)
            found = (before and self._ends.get(before.start())) or (behind and self._starts.get(behind.end()))
            if found:
                return found
        return None


def widened(text: str, start: int, m: Entity, role: Role, all_mentions: Sequence[Entity]) -> Role:
    """A role before a name from where its source phrase begins: "gender violence [expert] Jane Roe"."""
    article = _SMALL_ARTICLE.match(text, start, m.start)
    whole = role_before(text, article.end() if article else start, m, all_mentions)
    if whole is None or whole.span[1] != role.span[1] or whole.span[0] >= role.span[0]:
        return role
    added = text[whole.span[0] : role.span[0]].split()
    fits = len(added) <= _ADDED and not any(map(_verbal, added)) and not _NO_NOUNS.search(" ".join(added))
    return whole if fits else role


_SMALL_ARTICLE = re.compile(r"(?:the|an?)\s+")
_ADDED = 5  # words


def is_bare(role: str) -> bool:
    """Whether a role is but a form of address, which says less than any other role."""
    return role.strip(".").casefold() in ("prof", "professor", "rev", "sir", "dame", "lord", "lady")


def _name_start(span: Offsets, mentions: Sequence[Entity]) -> int:
    """Where a role begins that was cut within the name of its body: "Skyline [Air chief officer]"."""
    i = bisect_right(mentions, span[0], key=lambda e: e.start) - 1
    return (
        mentions[i].start
        if i >= 0 and mentions[i].end > span[0] and mentions[i].label in (*_AFFILIATING, "NORP")
        else span[0]
    )


def role_before(text: str, start: int, m: Entity, all_mentions: Sequence[Entity]) -> Role | None:
    """The role that opens a source phrase: "Executive director of the club's youth branch" before the name."""
    end = m.start
    while end > start and (text[end - 1].isspace() or text[end - 1] == ","):
        end -= 1
    span = _without_leading(text, (start, end))
    return Role(span, _affiliation(text, span, all_mentions)) if end > start and is_role(text[slice(*span)]) else None


def is_role(phrase: str) -> bool:
    """Whether a phrase speaks of what somebody is: a role noun in its noun phrase proper."""
    head = re.split(r"\s(?:of|for|at|in|from|with|who|to|on)\s", phrase, maxsplit=1)[0]
    return any(_role_noun(w) for w in _WORD.findall(head))


def _role_noun(word: str) -> bool:
    word = word.casefold()
    if word in nouns("roles"):
        return True
    tail = word.rsplit("-", 1)[-1]  # "co-founder"; "sister-in-law" is in the list as it stands
    return tail in nouns("roles") or (word.endswith("s") and word[:-1] in nouns("roles"))


def _after(text: str, m: Entity) -> list[Offsets]:
    """Appositives and relative clauses that follow a name."""
    at = m.end
    bracket = re.compile(r"\s*\([^()\n]{1,40}\)").match(text, at)
    if bracket:
        at = bracket.end()
    age = _AGE.match(text, at)
    if age:
        at = age.end()
    relative = _RELATIVE.match(text, at)
    if relative:
        return _checked(text, relative.end())
    leading = _LEADING.match(text, at)
    if leading:
        end = _role_end(text, leading.end())
        return [(leading.end(), end)] if end - leading.end() <= _LONGEST else []
    copula = _COPULA.match(text, at)
    if copula:
        return _checked(text, copula.end())
    comma = _APPOSITIVE.match(text, at)
    if comma and text.startswith("the ", comma.end()) and _ADVERBIAL.search(text[max(0, m.start - 80) : m.start]):
        return []
    return _checked(text, comma.end()) if comma else []


_LONGEST = 120  # characters of a role in a clause


def _role_end(text: str, start: int) -> int:
    """End of a role phrase; a bracket that opens within it is no end."""
    at = start
    while stop := _END.search(text, at):
        if text[stop.start()] != ")" or "(" not in text[start : stop.start()]:
            return stop.start()
        at = stop.end()
    return len(text)


def _checked(text: str, start: int) -> list[Offsets]:
    end = _role_end(text, start)
    if not 2 < end - start <= 200 or _clausal(text[start:end]):
        return []
    phrase = text[start:end]
    if _FINITE.search(phrase) or not (is_role(phrase) or _INDEFINITE.match(phrase)):
        return []
    if _AND.match(text, end):  # "Montalvo, his mother, and others": a list
        return []
    fields = _FIELDS.match(text, end) if _FIELD.search(phrase) else None
    if fields:
        return [(start, fields.end())]
    found = [(start, end)]
    more = _MORE.match(text, end)
    if more and is_role(text[end + 1 : more.end()]):
        begin = end + 1
        while text[begin].isspace():
            begin += 1
        found = [(start, more.end())] if text[begin : begin + 4] == "and " else [*found, (begin, more.end())]
    return found


_FIELD = re.compile(r"\b(?:in|of)\s+\w+$")  # "a lecturer in law", cut before ", history and ethics at Lervik College"
_FIELDS = re.compile(r",\s+[a-z]+(?:,\s+[a-z]+)*,?\s+and\s+[^,.;:\n“”\"]{3,90}(?=,)")
_FINITE = re.compile(r"^[^,]*?\s(?:(?:is|was|has)\s(?!also\b)|(?:were|are|had|will|would|can|could|said|says)\s)")
_AND = re.compile(r",?\s+and\s+(?![a-z])")
_ACTING = re.compile(
    r"[a-z]+ed\s+(?:the|an?|his|her|its|their|that|to|on|for|in|him|them|it)\b"
)  # "thanked the council"
_INDEFINITE = re.compile(r"an?\s+\w")


def _clausal(phrase: str) -> bool:
    """A stretch with a finite verb at its front is no appositive."""
    if _ACTING.match(phrase):
        return True
    first = phrase.split(maxsplit=1)[0].casefold() if phrase.split() else ""
    return first in {
        "he",
        "she",
        "they",
        "it",
        "we",
        "i",
        "but",
        "and",
        "while",
        "when",
        "as",
        "said",
        "says",
        "who",
        "which",
        "if",
        "with",
    }


def _prenominal(text: str, m: Entity) -> Offsets | None:
    """Titles and role nouns directly before the name: "Afghan Ambassador to France Jane Roe", "spokesman Tom Poe"."""
    line = max(text.rfind("\n", 0, m.start) + 1, m.start - 120)
    before = text[line : m.start]
    if not before[-1:].isspace():
        return None
    start: int | None = None
    tail: int | None = None  # capitals and small words that a role noun further left may own: "Minister of Transport"
    for token in reversed(list(re.finditer(r"\S+", before))):
        word = token.group()
        bare = word.strip(".").casefold()
        if start is not None and _LETTERED.fullmatch(word):  # "Lakes Council (LC) chief Jane Roe"
            continue
        if word[-1] in ',;:!?)"”(' or word[0] in '"“(' or (word.endswith(".") and len(bare) > 5):
            break
        if _belongs(bare):
            start = token.start()
        elif bare in _SMALL or bare in _HONORIFICS:
            tail = token.start()
        elif word[0].isupper() or bare.startswith("ex-"):
            start, tail = (token.start() if start is not None and tail is None else start), token.start()
        else:
            break
        if start is not None and tail is not None and tail > start:
            tail = None
    if start is None:
        return None
    start = _determined(before, start)
    span = _without_leading(text, (line + start, line + len(before.rstrip())))
    span = _without_courtesy(text, _after_group(text, span))
    said = text[slice(*span)]
    if said.split()[-1:] and said.split()[-1] in _SMALL:  # "the son of Jane Roe" is not what she is
        return None
    return span if is_role(said) or (said.split() and said.split()[-1].strip(".").casefold() in _titles()) else None


_LETTERED = re.compile(r"\([A-Z]{2,8}\)")
_HONORIFICS = frozenset({"mr", "mrs", "ms", "miss", "dr", "prof"})
_COURTESY = re.compile(r"(?:\s+|^)(?:Mr|Mrs|Ms|Miss|Dr)\.?$")
_DETERMINED = re.compile(r"\b(?:the|a|an)\s+(?P<noun>(?:[\w'’-]+\s+){1,5})$")
_NO_NOUNS = re.compile(
    r"\b(?:and|or|of|by|with|for|from|in|on|at|to|as|that|who|than|but|after|before|since|during|between|under|over|against"
    r"|about|into|when|while|where|because|if|is|are|was|were|has|have|had)\b"
)


def _determined(before: str, start: int) -> int:
    """Where a role begins whose article stands further left: "the foreign ministry spokesman"."""
    led = _DETERMINED.search(before[:start])
    if led is None or _NO_NOUNS.search(led.group("noun")) or any(map(_verbal, led.group("noun").split())):
        return start
    return led.start("noun")


def _verbal(word: str) -> bool:
    """Whether a word before a role may be a verb, whose object the role is: "the club hired coach Jane Roe"."""
    return word.islower() and (attributing(word) is not None or (word.endswith("ed") and "-" not in word))


def _without_courtesy(text: str, span: Offsets) -> Offsets:
    """ "lead author Dr Jane Roe" is lead author; "Dr" alone is no role."""
    courtesy = _COURTESY.search(text[slice(*span)])
    return (span[0], span[0] + courtesy.start()) if courtesy else span


def _after_group(text: str, span: Offsets) -> Offsets:
    """ "critics of President X": the plural noun is not what X is."""
    plural = re.match(r"(?:\S+\s+)*?(\w+s)\s+(?:of|for|to|with|from|by)\s+", text[slice(*span)])
    if plural and plural.group(1).casefold() in nouns("groups"):
        return span[0] + plural.end(), span[1]
    return span


def _titles() -> frozenset[str]:
    return titles_of("short")


def _belongs(bare: str) -> bool:
    noun = re.sub(r"['’]s$", "", bare)
    return _role_noun(noun) or bare in words("role_adjectives") or bare in _titles()


_OPENING = re.compile(
    r"(?:(?:The|And|But|When|While|As|If|In|At|On|For|After|By|With|Now|Meanwhile|Following|Under|Since|Despite|Like|Unlike|Among|Before|During|Although|Because|Then|So|Yet|Mr|Mrs|Ms|Miss)\.?\s+)+(?=\S)"
)


def _without_leading(text: str, span: Offsets) -> Offsets:
    opening = _OPENING.match(text, *span)
    return (opening.end(), span[1]) if opening and opening.end() < span[1] else span


def _reverse_appositive(text: str, m: Entity) -> Offsets | None:
    """ "The club's head coach, Jane Roe,": the role phrase before the comma."""
    before = text[max(0, m.start - 140) : m.start]
    comma = re.search(r",\s(?:(?:the\s+)?(?:Rev|Sir|Dame|(?P<common>Mr|Mrs|Ms|Dr|Prof))\.?\s)?$", before)
    if not comma:
        return None
    line = before[: comma.start()]
    opening = list(
        re.finditer(r"(?:^|[.!?;:,]\s|\n|[\"“”]\s?|\s(?=(?:by|from|with|that|to)\s)(?:by|from|with|that|to)\s)", line)
    )
    begin = opening[-1].end() if opening else 0
    phrase = line[begin:]
    if comma.group("common") and line[:begin].strip() and line[:begin].strip()[-1] not in '.!?”"':
        return None  # "Asked by the judge, Mr. Roe"
    determiner = re.search(
        r"\b(?:the|a|an|its|his|her|their|another|one|[A-Z][\w.]*['’]s)\s[^,]*$", phrase, re.IGNORECASE
    )
    if not determiner or len(phrase.split()) > 14 or _ASIDE.search(phrase) or not is_role(phrase[determiner.start() :]):
        return None
    base = max(0, m.start - 140)
    return base + begin + determiner.start(), base + comma.start()


_ASIDE = re.compile(r"\b(?:whether|if|how|why|when|because|that)\b")  # "Asked by the judge whether it rained, Jane Roe"


_FROM = re.compile(
    r"\b(?:from|in|on|near|outside|based in)\s+(?:the\s+)?$"
)  # where somebody lives, not what they belong to


def _affiliation(text: str, span: Offsets, mentions: Sequence[Entity]) -> Entity | None:
    """The body of a role: the one that somebody works for before the one whose member or delegate somebody is."""
    end = span[1] + text.startswith(".", span[1])  # "Halvor Corp." keeps the full stop that the role phrase ends before
    inside = [e for e in mentions if span[0] <= e.start and e.end <= end and e.label in _AFFILIATING]
    inside = [e for e in inside if e.label == "ORG" or not _FROM.search(text, span[0], e.start)]
    bodies = [e for e in inside if e.label == "ORG"]
    working = [e for e in bodies if not member_of(text, span, e)]
    return next(iter(working or bodies or inside), None)


def member_of(text: str, role: Offsets, body: Entity) -> bool:
    """Whether somebody is told to be a body's member or delegate, and not to work for it."""
    return bool(_MEMBER.search(text, role[0], body.start) or _AS_MEMBER.match(text, body.end))
