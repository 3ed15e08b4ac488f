"""Who a speaker is, chosen: the role among the phrases that may tell it, the body among the names in and beside it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from pipeline.choices import Choice, step
from pipeline.english.nouns import nouns
from pipeline.quotes.speakers.mentions import Mentions, Referent
from pipeline.quotes.speakers.places import Places
from pipeline.quotes.speakers.role_forms import Form, forms
from pipeline.quotes.speakers.roles import is_bare, is_role, member_of
from pipeline.quotes.types import Offsets
from pipeline.records import Entity

ROLE_WEIGHTS = Path(__file__).with_name("role_weights.csv")
BODY_WEIGHTS = Path(__file__).with_name("affiliation_weights.csv")

_WORD = re.compile(r"[^\W_]+(?:[-'’][^\W_]+)*")
_KIN = re.compile(
    r"\b(?:husband|wife|son|daughter|mother|father|brother|sister|mum|mom|dad|widow|widower|partner|uncle|aunt|cousin|friend)\b"
)
_PRONOUN = re.compile(r"\b(?:he|she|they|it|we|I|him|her|them)\b")
_PARTICIPLE = re.compile(r"\b[a-z]{3,}(?:ed|ing)\b")
_BEHIND_NAME = re.compile(
    r"(?:\s?\([^()\n]{1,40}\))?,?\s(?P<link>of|from|at|with|for)\s(?:the\s)?(?:[A-Z][\w’'-]*['’]s?\s)?$"
)
_AFTER = {"'": "owner", "’": "owner", ",": "comma", "(": "bracket"}
_COURTESY = re.compile(
    r"(?:,\s+(?:the\s+)?(?:Rev|Reverend|Prof|Professor)|\s(?:Dr|Mr|Mrs|Ms|Miss|Sir|Dame|Lord|Lady))\.?$"
)
_COPULA = re.compile(r"(?:is|was)\s+(?=(?:an?|the)\s)")
_OWNING = re.compile(r"['’]s?\s+$")
_LINK = re.compile(r"\b(?P<link>of|at|for|from|with|to|in|by|on|and)\s+(?:the\s+|its\s+)?$")
_MAX_MENTIONS = 10  # of a name that are looked at
_MAX_FORMS = 24
_BODIES = ("ORG", "GPE", "FAC", "LOC", "NORP", "PRODUCT", "WORK_OF_ART", "EVENT")


def gathered(places: Places, text: str, known: Mentions, referent: Referent, sources: Sequence[Offsets]) -> list[Form]:
    """The phrases that may tell who somebody is: by rule, around each mention, and nouns that were resolved to them."""
    found: dict[Offsets, Form] = {r.span: Form(r.span, "rule", 0) for r in referent.roles}
    plain = [m for m in referent.mentions[: 2 * _MAX_MENTIONS] if not known.quoted(m)][:_MAX_MENTIONS]
    if places.doc.has_annotation("DEP"):
        for n, m in enumerate(plain):
            for form in forms(places, text, m, n):
                found.setdefault(form.span, form)
    for span in sources:
        found.setdefault(span, Form(span, "source", 0))
    own = [(m.start, m.end) for m in referent.mentions]
    apart = [f for f in found.values() if not any(s < f.span[1] and f.span[0] < e for s, e in own)]
    trimmed = {(span := _trimmed(text, f.span)): Form(span, f.how, f.mention) for f in apart}
    whole = [f for f in trimmed.values() if f.span[0] < f.span[1] and not _clausal(places, f.span)]
    whole = [f for f in whole if not any((m.start, m.end) == f.span for m in known.inside(*f.span))]
    telling = [f for f in whole if not is_bare(text[slice(*f.span)])]
    return (telling or whole)[:_MAX_FORMS]


def _trimmed(text: str, span: Offsets) -> Offsets:
    """A phrase without the copula before it and the form of address behind it: "Green leader [Sir]"."""
    copula = _COPULA.match(text, *span)
    start = copula.end() if copula else span[0]
    courtesy = _COURTESY.search(text[start : span[1]])
    return start, start + courtesy.start() if courtesy else span[1]


def _clausal(places: Places, span: Offsets) -> bool:
    """Whether a finite verb stands in a phrase, behind its first word ("*leads* the inquiry"); told by the tags."""
    second = places.token(span[0]) + 1
    if not places.doc.has_annotation("TAG") or second >= len(places.doc) or places.doc[second].idx >= span[1]:
        return False
    return places.finite(places.doc[second].idx, span[1])


def choose_role(text: str, known: Mentions, found: Sequence[Form]) -> Form | None:
    """The phrase that tells best who somebody is, or None."""
    verdict = Choice.read(ROLE_WEIGHTS).pick(role_features(text, known, found))
    return found[verdict.index] if verdict and verdict.index < len(found) else None


def role_features(text: str, known: Mentions, found: Sequence[Form]) -> list[tuple[str, ...]]:
    """What is true of each phrase, and of having none (the last)."""
    none = ("no role", step("no role, though phrases are", len(found), (0, 1, 2, 4)))
    first = min((f.mention for f in found), default=0)
    return [*(tuple(_of_role(text, known, f, found, first)) for f in found), none]


def _of_role(text: str, known: Mentions, form: Form, found: Sequence[Form], first: int) -> Iterator[str]:
    said = text[slice(*form.span)]
    count = len(_WORD.findall(said))
    role = is_role(said)
    yield f"{form.how}"
    yield f"{form.how}, {'a role' if role else 'no known role'}"
    yield step("words", count, (1, 2, 3, 4, 6, 9, 13, 20))
    yield f"{form.how}, {step('words', count, (1, 2, 4, 7, 13))}"
    yield f"begins {_begins(said)}, {form.how}"
    yield f"then {_then(text, form.span[1])}, {form.how}"
    bodies = [m for m in known.inside(*form.span) if m.label == "ORG"]
    yield "a body in it" if bodies else "no body in it"
    if any(m.label == "PERSON" for m in known.inside(*form.span)):
        yield "a person in it"
    for name, pattern in (("kin", _KIN), ("a pronoun in it", _PRONOUN), ("a participle in it", _PARTICIPLE)):
        if pattern.search(said):
            yield name
    if form.mention == first:
        yield "at the first mention"
    within = [f for f in found if f is not form and f.span[0] <= form.span[0] and form.span[1] <= f.span[1]]
    if within:
        yield f"part of one {within[0].how}"
    if any(f is not form and form.span[0] <= f.span[0] and f.span[1] <= form.span[1] for f in found):
        yield "more than another"
    if any(f is not form and f.how == "rule" and f.span[0] < form.span[1] and form.span[0] < f.span[1] for f in found):
        yield "where a rule finds one"
    if count == max(len(_WORD.findall(text[slice(*f.span)])) for f in found):
        yield "the longest"


def _begins(said: str) -> str:
    first = said.split(maxsplit=1)[0] if said.split() else ""
    if first.casefold() in ("a", "an", "one", "another"):
        return "a"
    if first.casefold() == "the":
        return "the"
    if first.casefold() in ("his", "her", "its", "their"):
        return "whose"
    if first.casefold() in nouns("roles"):
        return "role"
    return "Capital" if first[:1].isupper() else "small" if first[:1].isalpha() else "other"


def _then(text: str, end: int) -> str:
    behind = text[end : end + 12]
    if not behind or behind[0] == "\n":
        return "line end"
    if behind[0] in ',.;:)—–“”"':
        return behind[0] if behind[0] not in "—–" else "dash"
    word = behind.split()[0] if behind.split() else ""
    return "Capital" if word[:1].isupper() else "word"


def overlapping(a: Offsets, b: Offsets) -> bool:
    """Whether two stretches share a character."""
    return a[0] < b[1] and b[0] < a[1]


# -- the body ----------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Body:
    """A name that may be whom somebody works for, and where it stands to the person's role or name."""

    mention: Entity
    where: str


def bodies(text: str, known: Mentions, referent: Referent, role: Offsets | None) -> list[Body]:
    """The names in a role, and those right beside the person's own: "Jane Roe of Halvor", "Halvor's Jane Roe"."""
    found: dict[int, Body] = {}
    if role is not None:
        inside = _employers(text, role, [m for m in known.inside(role[0], role[1] + 1) if m.label in _BODIES])
        for n, m in enumerate(inside):
            found[m.start] = Body(m, f"{_position(n, len(inside))} in the role")
    for m in referent.mentions[:_MAX_MENTIONS]:
        if known.quoted(m):
            continue
        for near in (*known.before(m.start, 1), *known.after(m.end, 2)):
            where = _beside(text, m, near)
            if where and near.label in _BODIES:
                found.setdefault(near.start, Body(near, where))
    return list(found.values())


def _employers(text: str, role: Offsets, inside: list[Entity]) -> list[Entity]:
    """Without the bodies that somebody is but a member of, where there are others."""
    working = [m for m in inside if not member_of(text, role, m)]
    return working if any(m.label == "ORG" for m in working) else inside


def _position(n: int, count: int) -> str:
    return "alone" if count == 1 else "first" if n == 0 else "last" if n == count - 1 else "amid"


def _beside(text: str, m: Entity, near: Entity) -> str | None:
    if near.end <= m.start:
        return "owner of the name" if near.end >= m.start - 3 and _OWNING.fullmatch(text, near.end, m.start) else None
    link = _BEHIND_NAME.fullmatch(text[m.end : near.start]) if near.start - m.end < 60 else None
    return f"{link['link']} behind the name" if link else None


def choose_body(text: str, found: Sequence[Body], role: Offsets | None) -> Body | None:
    """The body that somebody belongs to, or None."""
    verdict = Choice.read(BODY_WEIGHTS).pick(body_features(text, found, role))
    return found[verdict.index] if verdict and verdict.index < len(found) else None


def body_features(text: str, found: Sequence[Body], role: Offsets | None) -> list[tuple[str, ...]]:
    """What is true of each name, and of having none (the last)."""
    none = ["nobody", step("nobody, though names are", len(found), (0, 1, 2, 3))]
    return [*(tuple(_of_body(text, b, found, role)) for b in found), tuple(none)]


def _of_body(text: str, body: Body, found: Sequence[Body], role: Offsets | None) -> Iterator[str]:
    m = body.mention
    yield body.where
    yield f"{body.where}, {m.label}"
    yield f"is {m.label}"
    if m.label != "ORG" and any(b.mention.label == "ORG" for b in found):
        yield f"is {m.label}, beside a body"
    if role is None or not role[0] <= m.start < role[1]:
        return
    link = _LINK.search(text, role[0], m.start)
    yield f"{link['link'] if link else 'no link'} before, {m.label}"
    behind = text[m.end : role[1]]
    after = "end" if not behind.strip(" .,") else _AFTER.get(behind[0], "word")
    yield f"then {after}, {m.label}"
    if m.start == role[0] or text[role[0] : m.start].strip().casefold() in ("the", "former"):
        yield f"opens the role, {m.label}"
    before = _WORD.findall(text[role[0] : m.start].casefold())
    if before and before[-1] in nouns("roles"):
        yield f"right behind a role, {m.label}"
    for noun in ("ambassador", "envoy", "member", "minister", "president", "professor"):
        if noun in _WORD.findall(text[slice(*role)].casefold()):
            yield f"{noun}, {m.label}, {link['link'] if link else 'no link'}"
