"""A person's gender as the article itself shows it, and what shows it: the contract's ``gender`` and ``gender_by``.

Strongest first: a title ("Mrs Roe"), the pronouns that mean the person, kinship ("her husband, Jan Roe"), a role that
says it ("spokeswoman"); a given name alone is the weakest and says so.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from pipeline.english.nouns import Gender, of_gender
from pipeline.entities.names import given_gender, leading_title, parts, related_gender
from pipeline.quotes.speakers.mentions import PERSON, Mentions, Referent
from pipeline.records import Entity

By = Literal["honorific", "pronoun", "kinship", "given_name"]

_SPOUSE = re.compile(r"['’]s?\s+(?:late\s+|former\s+|ex-)?(?:(?P<wife>wife|widow)|(?P<husband>husband|widower))\b")
_PRONOUN = re.compile(r"\b(?:(?P<m>[Hh]e|[Hh]is|[Hh]imself)|(?P<f>[Ss]he|[Hh]er|[Hh]ers|[Hh]erself))\b")
_TITLE = re.compile(r"(?:[\w.-]+\s+){1,3}$")
_MAX_AHEAD = 160  # characters behind a name in which its pronoun stands
_MAX_BACK = 40  # characters before it
_MAX_MENTIONS = 10


@dataclass(frozen=True, slots=True)
class Shown:
    """A gender, and what shows it."""

    gender: Literal["female", "male"]
    by: By


def shown(
    text: str, known: Mentions, referent: Referent, pronouns: Sequence[Gender], roles: Sequence[str]
) -> Shown | None:
    """What the article shows of a person; ``pronouns``: of the sources that were resolved to them."""
    plain = [m for m in referent.mentions if not known.quoted(m)][:_MAX_MENTIONS] or referent.mentions[:1]
    told: tuple[tuple[By, Gender | None], ...] = (
        ("honorific", _titled(text, plain)),
        ("pronoun", _by_pronouns(text, known, plain, pronouns)),
        ("kinship", _kin(text, plain) or _role(roles)),
        ("given_name", given_gender(parts(referent.name))),
    )
    return next((Shown("male" if g == "m" else "female", by) for by, g in told if g is not None), None)


def _titled(text: str, mentions: Sequence[Entity]) -> Gender | None:
    for m in mentions:
        before = _TITLE.search(text[max(0, m.start - _MAX_BACK) : m.start].rpartition("\n")[2])
        led = before.group().split() if before else []
        for n in range(len(led)):
            length, gender = leading_title(" ".join(led[n:]) + " X")
            if gender and length:
                return gender
    return None


def _by_pronouns(text: str, known: Mentions, mentions: Sequence[Entity], pronouns: Sequence[Gender]) -> Gender | None:
    """What most pronouns say: of resolved sources, and the first behind a name with nobody else named between."""
    votes = Counter(pronouns)
    for m in mentions:
        other = next((x for x in known.after(m.end, 4) if x.label == PERSON), None)
        end = min(m.end + _MAX_AHEAD, other.start if other else len(text), _line_end(text, m.end))
        found = _PRONOUN.search(text, m.end, end)
        if found and not known.hides(found.start()):
            votes["m" if found["m"] else "f"] += 1
    ranked = votes.most_common(2)
    if not ranked or (len(ranked) > 1 and ranked[0][1] < 2 * ranked[1][1]):
        return None
    return ranked[0][0]


def _line_end(text: str, at: int) -> int:
    end = text.find("\n", at, at + _MAX_AHEAD)
    return len(text) if end < 0 else end


def _kin(text: str, mentions: Sequence[Entity]) -> Gender | None:
    for m in mentions:
        related = related_gender(text[max(0, m.start - _MAX_BACK) : m.start].rpartition("\n")[2])
        if related:
            return related
        spouse = _SPOUSE.match(text, m.end)
        if spouse:
            return "m" if spouse["wife"] else "f"
    return None


def _role(roles: Sequence[str]) -> Gender | None:
    """What a role says: "spokeswoman", "actor" aside."""
    found = {w.rsplit("-", 1)[-1] for role in roles for w in role.casefold().split()}
    men, women = found & of_gender("m") - {"actor"}, found & of_gender("f")
    return "m" if men and not women else "f" if women and not men else None
