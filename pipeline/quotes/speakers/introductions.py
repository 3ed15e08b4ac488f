"""Names that a phrase leads to: the one right behind it, and the body whose "its" it opens with."""

from __future__ import annotations

from pipeline.english.nouns import nouns
from pipeline.quotes.speakers.candidates import Named
from pipeline.quotes.speakers.choose import choose
from pipeline.quotes.speakers.discourse import Discourse
from pipeline.quotes.speakers.mentions import PERSON, Mentions, Referent
from pipeline.quotes.speakers.phrases import Phrase, analyse, category, introducing
from pipeline.quotes.speakers.query import query
from pipeline.quotes.types import Offsets
from pipeline.records import Entity

_OWNERS = frozenset({"owner", "parent", "landlord", "operator", "employer", "sponsor", "rival", "union"})
_MAX_APPOSITIVE = 100  # characters


def introduced(known: Mentions, phrase: Phrase) -> Referent | None:
    """The name behind the comma of a role or body: "the club's coach, Jane Roe,"; "its owner, Halvor,"."""
    text, at = known.text, phrase.core[1]
    if phrase.kind != "nominal" or category(phrase) == "group" or text[at : at + 1] != ",":
        return None
    m = next(iter(known.inside(at, at + _MAX_APPOSITIVE)), None)
    if m is None or text[m.end : m.end + 1] not in (",", "."):
        return None
    bodied = phrase.head in nouns("organizations") or phrase.head in _OWNERS
    body = m.label == "ORG" and bodied and text[at : m.start] == ", "
    person = m.label == PERSON and introducing(text, at, m.start)
    return known.people[m.entity] if body or person else None


def explained(discourse: Discourse, phrase: Phrase) -> Referent | None:
    """The name that a phrase says more of: "Jane Roe, *a cook* who said …"; "Halvor, *a brokerage*, said …".

    The tree may make both subjects of the one verb.
    """
    start = phrase.core[0]
    m = next(iter(discourse.mentions.before(start, 1)), None)
    one = phrase.kind == "nominal" and category(phrase) != "group"
    if m is None or not one or m.label not in (PERSON, "ORG") or discourse.text[m.end : start] != ", ":
        return None
    name, noun = discourse.places.head(m.start, m.end), discourse.places.head(*phrase.core)
    if name is None or noun is None:
        return None
    twice = name.head == noun.head and name.dep_ == noun.dep_ == "nsubj"
    return discourse.mentions.people[m.entity] if twice or m.start <= noun.idx < m.end else None


def owner(discourse: Discourse, role: Offsets) -> Entity | None:
    """The last mention, before a role, of the body that it opens with: "*its* chairman", "*the club's* coach"."""
    said = discourse.text[slice(*role)].replace("’", "'").casefold()
    noun = said.removeprefix("the ").partition("'")[0]
    if not said.startswith("its ") and not (said.startswith("the ") and noun in nouns("organizations")):
        return None
    end = role[0] + (len("its") if said.startswith("its ") else len("the ") + len(noun))
    phrase = analyse(discourse.text, (role[0], end), [])
    asked = query(discourse.text, phrase, discourse.places.of(role[0], end), [])
    chosen = choose(discourse, asked) if asked else None
    if not isinstance(chosen, Named) or chosen.referent.label != "ORG":
        return None
    return chosen.last
