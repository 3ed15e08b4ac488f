"""Who and which: the name or noun phrase that the relative clause belongs to."""

from __future__ import annotations

from spacy.tokens import Token

from pipeline.english.roles import is_role_noun
from pipeline.quotes.speakers.discourse import Discourse
from pipeline.quotes.speakers.mentions import PERSON
from pipeline.quotes.speakers.phrases import Phrase, analyse
from pipeline.quotes.speakers.places import bare
from pipeline.quotes.types import Offsets

_PEOPLE = frozenset({"people", "percent", "those", "one"})
_MAX_UP = 4  # edges from a relative pronoun to its clause
_GAP = " ,—–-\u00a0"


def antecedent(discourse: Discourse, phrase: Phrase) -> Offsets | None:
    """The name or noun phrase that "who", "which" or "that" stands for.

    A noun of the tree gives way to a name right before: "the claims made by *Halvor*, which says".
    """
    pronoun = discourse.places.doc[discourse.places.token(phrase.span[0])]
    hung = _phrase_of(discourse, phrase, _hung_on(pronoun))
    if hung is not None and analyse(discourse.text, hung, discourse.mentions.inside(*hung)).kind == "name":
        return hung
    return _by_name(discourse, phrase) or hung or _phrase_of(discourse, phrase, _before(pronoun))


def _phrase_of(discourse: Discourse, phrase: Phrase, noun: Token | None) -> Offsets | None:
    """The phrase of a noun, names in it taken whole."""
    text, at = discourse.text, phrase.span[0]
    if noun is None or noun.pos_ not in ("NOUN", "PROPN") or noun.idx >= at:
        return None
    start, end = bare(noun)
    end = start + len(text[start : min(end, at)].rstrip(_GAP))
    return (start, end) if _can_speak(discourse, phrase, (start, end)) else None


def _before(pronoun: Token) -> Token | None:
    """The noun right before a relative pronoun or its comma."""
    k = pronoun.i - 1
    k -= k > 0 and pronoun.doc[k].text == ","
    return pronoun.doc[k] if k >= 0 else None


def _hung_on(token: Token) -> Token | None:
    """The noun on which the clause of a relative pronoun hangs."""
    for _ in range(_MAX_UP):
        if token.dep_ == "acl:relcl" and token.head.i < token.i:
            return token.head
        token = token.head
    return None


def _by_name(discourse: Discourse, phrase: Phrase) -> Offsets | None:
    """The name directly before; "who" is people."""
    at = phrase.span[0]
    near = (m for m in discourse.mentions.before(at, 2) if not discourse.text[m.end : at].strip(_GAP))
    return next(((m.start, m.end) for m in near if phrase.head != "who" or m.label in (PERSON, "NORP")), None)


def _can_speak(discourse: Discourse, phrase: Phrase, span: Offsets) -> bool:
    """Whether a noun phrase can be what the pronoun stands for: "who" is people."""
    noun = analyse(discourse.text, span, discourse.mentions.inside(*span))
    plural = noun.plural or (noun.head.endswith("s") and not noun.head.endswith("ss"))
    return phrase.head != "who" or noun.kind == "name" or plural or noun.head in _PEOPLE or is_role_noun(noun.head)
