"""A person's gender as the article itself shows it, and what shows it: the contract's ``gender`` and ``gender_by``.

Strongest first: a title ("Mrs Roe"), the pronouns that mean the person, kinship ("her husband, Jan Roe"), a role that
says it ("spokeswoman"); a given name alone is the weakest and says so.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from pipeline.english.nouns import Gender, of_gender
from pipeline.entities.names import given_gender, parts, related_gender, titled_before
from pipeline.quotes.speakers.mentions import PERSON, Mentions, Referent
from pipeline.quotes.speakers.phrases import words_of
from pipeline.records import Entity

_PRONOUN = re.compile(r"\b(?:(?P<m>he|his|himself)|(?P<f>she|her|hers|herself))\b", re.IGNORECASE)
_MAX_AHEAD = 160  # characters behind a name in which its pronoun stands
_MAX_BACK = 40  # characters before it
_MAX_MENTIONS = 10
_GENDERS: dict[Gender, str] = {"m": "male", "f": "female"}
_SPOUSE_OF: dict[str, Gender] = {"wife": "m", "widow": "m", "husband": "f", "widower": "f"}


def shown(known: Mentions, referent: Referent, pronouns: Sequence[Gender], roles: Sequence[str]) -> dict[str, str]:
    """What the article shows of a person, as fields; ``pronouns``: of the sources that were resolved to them."""
    plain = [m for m in referent.mentions if not known.hides(m.start)][:_MAX_MENTIONS] or referent.mentions[:1]
    told = {
        "honorific": titled(known.text, plain),
        "pronoun": _by_pronouns(known, plain, pronouns),
        "kinship": _kin(known.text, plain) or _role(roles),
        "given_name": given_gender(parts(referent.name)),
    }
    return next(({"gender": _GENDERS[g], "gender_by": by} for by, g in told.items() if g is not None), {})


def told(known: Mentions, referent: Referent) -> Gender | None:
    """What titles, kin and the given name tell, before any pronoun is resolved."""
    mentions = referent.mentions[:_MAX_MENTIONS]
    return titled(known.text, mentions) or _kin(known.text, mentions) or given_gender(parts(referent.name))


def titled(text: str, mentions: Sequence[Entity]) -> Gender | None:
    """The gender that the first form of address before a person's name tells."""
    return next((gender for m in mentions if (gender := titled_before(_line_before(text, m)))), None)


def _line_before(text: str, m: Entity) -> str:
    return text[max(0, m.start - _MAX_BACK) : m.start].rpartition("\n")[2]


def _by_pronouns(known: Mentions, mentions: Sequence[Entity], pronouns: Sequence[Gender]) -> Gender | None:
    """What most pronouns say: of resolved sources, and the first behind a name with nobody else named between."""
    votes = Counter(pronouns)
    for m in mentions:
        other = next((x.start for x in known.after(m.end, 4) if x.label == PERSON), len(known.text))
        line = known.text.find("\n", m.end, m.end + _MAX_AHEAD)
        found = _PRONOUN.search(known.text, m.end, min(m.end + _MAX_AHEAD, other, line if line >= 0 else other))
        if found and not known.hides(found.start()):
            votes["m" if found["m"] else "f"] += 1
    ranked = votes.most_common(2)
    if not ranked or (len(ranked) > 1 and ranked[0][1] < 2 * ranked[1][1]):
        return None
    return ranked[0][0]


def _kin(text: str, mentions: Sequence[Entity]) -> Gender | None:
    """Whose kin a person is told to be: "her husband, Jan Roe"; "Jan Roe's late wife" makes him a man."""
    for m in mentions:
        owned = text[m.end : m.end + 2] in ("'s", "’s")
        behind = words_of(text[m.end + 2 : m.end + _MAX_BACK])[:2] if owned else []
        spouse = next((_SPOUSE_OF[w] for w in behind if w in _SPOUSE_OF), None)
        if related := related_gender(_line_before(text, m)) or spouse:
            return related
    return None


def _role(roles: Sequence[str]) -> Gender | None:
    """What a role says: "spokeswoman", "actor" aside."""
    found = {w.rsplit("-", 1)[-1] for role in roles for w in role.casefold().split()}
    men, women = found & of_gender("m") - {"actor"}, found & of_gender("f")
    return "m" if men and not women else "f" if women and not men else None
