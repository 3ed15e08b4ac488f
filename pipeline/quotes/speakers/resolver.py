"""From source phrases to speakers, in text order, because who was speaking is the best clue to who speaks next.

Names, relative clauses and "I" are settled by rules; whom a pronoun or a common noun means is a choice (``choose``).
"""

from __future__ import annotations

import itertools
import re
from collections import Counter

from pipeline.english.nouns import words
from pipeline.entities.names import gender_before, parts
from pipeline.quotes.speakers.candidates import Named
from pipeline.quotes.speakers.choose import choose
from pipeline.quotes.speakers.discourse import Discourse, Resolved
from pipeline.quotes.speakers.introductions import explained, introduced
from pipeline.quotes.speakers.mentions import PERSON, Referent
from pipeline.quotes.speakers.phrases import Phrase, analyse, describing, words_of
from pipeline.quotes.speakers.places import Noun, Place
from pipeline.quotes.speakers.profiles import Profiles
from pipeline.quotes.speakers.query import Query, query
from pipeline.quotes.speakers.relatives import antecedent
from pipeline.quotes.speakers.wording import wording
from pipeline.quotes.types import Attribution, Offsets
from pipeline.records import Entity

_FIRST = frozenset({"i", "me", "my", "we", "us", "our"})
_RELATIVE = frozenset({"who", "which", "that"})
_UNHEARD = frozenset({"who", "which", "that", "i", "we", "you"})
_QUOTES = ("quoted", "quotes", "quoting", "cited", "cites")
_RETOLD = re.compile(r"\s+(?P<who>[^.;“”\"\n]{2,160}?),?\s+as\s+[a-z]+ing\b")
_MAX_NAMED = 200  # mentions back among which the interviewee of questions and answers is named
_MAX_TITLE = 12  # characters before a name


class Resolver:
    """Resolves the sources of one article in text order."""

    def __init__(self, discourse: Discourse) -> None:
        self.discourse, self.text, self.mentions = discourse, discourse.text, discourse.mentions
        self.profiles = Profiles(discourse)
        self._by_span: dict[Offsets, Resolved] = {}

    def resolve(self, a: Attribution) -> Resolved | None:
        """The speaker behind an attribution's source, or None where it has none."""
        source = self._retold(a) or a.source
        if source is None:
            return None
        found = self._by_span.get(source)
        if found is None:
            phrase = analyse(self.text, source, self.mentions.inside(*source))
            found = self._by_span[source] = self._settled(a, phrase)
            if phrase.head not in _UNHEARD:
                self.discourse.heard(found)
        return found

    def _retold(self, a: Attribution) -> Offsets | None:
        """Whom a source quotes: "the radio quoted *a widow* as saying"."""
        quotes = a.cue is not None and self.text[slice(*a.cue)].endswith(_QUOTES)
        found = _RETOLD.match(self.text, a.cue[1]) if a.cue and quotes else None
        return found.span("who") if found else None

    def _settled(self, a: Attribution, phrase: Phrase) -> Resolved:
        """By the first rule that knows."""
        return (
            self._named(phrase)
            or self._answer(a, phrase)
            or self._relative(a, phrase)
            or self._first_person(phrase)
            or self._introduced(phrase)
            or self._form(phrase)
            or self._chosen(a, phrase)
            or self._worded(phrase)
        )

    def _as(self, referent: Referent, rule: str, phrase: Phrase) -> Resolved:
        """A named thing as the speaker; who a person is, is filled in when all sources are resolved."""
        told = describing(self.text, phrase)
        if told is not None and rule != "form":
            self.profiles.sources[referent.entity].append(told)
        return Resolved(self.discourse.speaker(referent, rule), phrase)

    def _worded(self, phrase: Phrase) -> Resolved:
        """The source's own words."""
        rule = "unresolved" if phrase.kind == "pronoun" else "source"
        return Resolved(self.discourse.worded(phrase, wording(self.text, phrase), rule), phrase)

    def _named(self, phrase: Phrase) -> Resolved | None:
        """The named thing that heads the phrase; two of them and the members of a people are groups."""
        m = phrase.mention
        if m is None:
            return None
        if m.label != "NORP" and not self._joined(phrase):
            return self._as(self._namesake(m) or self.mentions.people[m.entity], "name", phrase)
        return Resolved(self.discourse.worded(phrase, "group", "name"), phrase)

    def _namesake(self, m: Entity) -> Referent | None:
        """Of two of one surname the one who spoke last, where that alone is written: "Mr Roe"."""
        surname = parts(m.text)
        if m.label != PERSON or len(surname) != 1:
            return None
        those = {r.entity for r in self.mentions.people.values() if parts(r.name)[-1:] == surname}
        spoke = (r.speaker.entity for r in reversed(self.discourse.history) if r.speaker.entity in those)
        last = self.mentions.people.get(next(spoke, None) or "") if len(those) > 1 else None
        titled = gender_before(self.text[max(0, m.start - _MAX_TITLE) : m.start])
        return last if last and titled in (None, self.discourse.gender(last)) else None

    def _joined(self, phrase: Phrase) -> bool:
        """Two names and an "and" between them, or a noun of the first's ("the Roe campaign and the FBI"): a group."""
        for a, b in itertools.pairwise(self.mentions.inside(*phrase.core)):
            between = [w for w in words_of(self.text[a.end : b.start]) if w != "s"]
            behind = between[-1:] == ["and"] or between[-2:] == ["and", "the"]
            if between[:1] == ["and"] or (behind and b.end == phrase.core[1]):
                return True
        return False

    def _answer(self, a: Attribution, phrase: Phrase) -> Resolved | None:
        """The A of questions and answers: who spoke most before it, else the person named most; Q keeps its letter."""
        if a.rule != "interview" or phrase.head not in ("q", "question", "a", "answer"):
            return None
        if phrase.head[0] == "q":
            return self._worded(phrase)
        heard = (r.speaker for r in self.discourse.history)
        spoke = Counter(s.entity for s in heard if s.type == "person" and s.entity)
        named = Counter(m.entity for m in self.mentions.before(a.start, _MAX_NAMED) if m.label == PERSON)
        most = (spoke or named).most_common(1)
        return self._as(self.mentions.people[most[0][0]], "interview", phrase) if most else None

    def _relative(self, a: Attribution, phrase: Phrase) -> Resolved | None:
        """Who and which: the name or noun that the clause belongs to."""
        if phrase.kind != "pronoun" or phrase.head not in _RELATIVE:
            return None
        span = antecedent(self.discourse, phrase)
        if span is None:
            return Resolved(self.discourse.worded(phrase, "unnamed", "unresolved"), phrase)
        noun = analyse(self.text, span, self.mentions.inside(*span))
        found = self._named(noun) or self._introduced(noun) or self._chosen(a, noun) or self._worded(noun)
        return Resolved(found.speaker.model_copy(update={"resolved_by": "relative"}), phrase)

    def _first_person(self, phrase: Phrase) -> Resolved | None:
        """Within a quote who is speaking; outside of quotes "I" is the author that the byline names."""
        if phrase.kind != "pronoun" or phrase.head not in _FIRST:
            return None
        spoke, byline = (r.speaker for r in reversed(self.discourse.history)), self.discourse.byline
        if self.mentions.hides(phrase.span[0]):
            last = next(spoke, None)
            return Resolved(last.model_copy(update={"resolved_by": "first-person"}), phrase) if last else None
        if phrase.head in ("we", "us", "our"):
            return None
        named = self.mentions.inside(byline.start, byline.end) if byline else []
        author = next((m for m in named if m.label == PERSON), None)
        if author is not None:
            return self._as(self.mentions.people[author.entity], "byline", phrase)
        # "A: …", and below it "I …"
        return next((Resolved(speaker, phrase) for speaker in spoke if speaker.resolved_by == "interview"), None)

    def _introduced(self, phrase: Phrase) -> Resolved | None:
        """A role or body with its name behind a comma, or before it."""
        found = introduced(self.mentions, phrase) or explained(self.discourse, phrase)
        return self._as(found, "appositive", phrase) if found else None

    def _form(self, phrase: Phrase) -> Resolved | None:
        """Part of a known name, or the initials of one, that no mention marks."""
        if phrase.kind != "nominal":
            return None
        said = self.text[slice(*phrase.core)]
        last = said.rsplit(maxsplit=1)[-1]  # "quarterback Roe"
        found = self.mentions.by_form(said) or (last.casefold() == phrase.head and self.mentions.by_form(last))
        return self._as(found, "form", phrase) if found else None

    def _chosen(self, a: Attribution, phrase: Phrase) -> Resolved | None:
        """Whom a pronoun or a common noun means."""
        place = self.discourse.places.of(*phrase.core)
        asked = self._clause(a, phrase, place) or query(self.text, phrase, place, a.content)
        chosen = choose(self.discourse, asked) if asked and not phrase.counted else None
        if asked is None or chosen is None:
            return None
        if isinstance(chosen, Named):
            entity = chosen.referent.entity
            if asked.kind == "he or she" and asked.gender:
                self.profiles.pronouns[entity].append(asked.gender)
                self.discourse.learn(entity, asked.gender)
            if asked.kind.endswith("noun"):
                self.discourse.meant.add((asked.head, entity))
            return self._as(chosen.referent, _rule(asked, chosen), phrase)
        if isinstance(chosen, Noun):
            chosen = self._chosen(a, chosen.phrase) or self._worded(chosen.phrase)
        rule = "nominal" if asked.kind.endswith("noun") else "pronoun"
        return Resolved(chosen.speaker.model_copy(update={"resolved_by": rule}), phrase)

    def _clause(self, a: Attribution, phrase: Phrase, place: Place) -> Query | None:
        """A clause before a colon names nobody: "The walks led to a discovery: “…”" is said by who it is about."""
        colon = a.cue is not None and self.text[a.cue[1] - 1] == ":"
        clause = phrase.kind == "nominal" and self.discourse.places.finite(*phrase.core)
        bare = phrase.core[1] - phrase.core[0] < 6 and phrase.head in words("determiners")
        if not colon or not (clause or bare):
            return None
        said = self.text[slice(*phrase.core)]
        return Query("he or she", phrase, said, place, tuple(a.content))


def _rule(asked: Query, chosen: Named) -> str:
    """What is written down as having chosen a named thing."""
    if not asked.kind.endswith("noun"):
        return "pronoun"
    if not chosen.seen:
        return "introduction"
    return "role" if asked.kind == "person noun" else "nominal"
