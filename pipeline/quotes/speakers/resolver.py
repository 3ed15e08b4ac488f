"""From source phrases to speakers, in text order, because who was speaking is the best clue to who speaks next.

Names, relative clauses and "I" are settled by rules; whom a pronoun or a common noun means is a choice (``choose``).
"""

from __future__ import annotations

import itertools
import re
from collections import Counter, defaultdict
from collections.abc import Callable
from typing import Any

from spacy.tokens import Doc

from pipeline.english.nouns import Gender, nouns
from pipeline.quotes.speakers.candidates import Named, Own, Spoken
from pipeline.quotes.speakers.choose import choose
from pipeline.quotes.speakers.discourse import Discourse, Meant, Resolved
from pipeline.quotes.speakers.gender import shown
from pipeline.quotes.speakers.mentions import PERSON, Mentions, Referent
from pipeline.quotes.speakers.phrases import AND_NAME, COUNTED, Phrase, analyse, introducing, plural_role
from pipeline.quotes.speakers.places import Noun, Place
from pipeline.quotes.speakers.query import Query, query
from pipeline.quotes.speakers.relatives import antecedent
from pipeline.quotes.speakers.role_choice import bodies, choose_body, choose_role, gathered, overlapping
from pipeline.quotes.speakers.roles import role_before, widened
from pipeline.quotes.speakers.wording import counted, out_of, wording
from pipeline.quotes.surface.paragraphs import Locator
from pipeline.quotes.types import Attribution, Offsets
from pipeline.records import BlockKind, Entity, Span, Speaker

_NOUN_AND_NAME = re.compile(r"(?:\s+[a-z]+){1,4}?\s+and\s+(?:the\s+)?")
_OWNERS = frozenset({"owner", "parent", "landlord", "operator", "employer", "sponsor", "rival", "union"})
_COMPATRIOT = re.compile(r"[Tt]he\s+[A-Z][\w-]*[^\W\d_](?<!s)(?<!sh)(?<!ch)(?<!se)")  # "the French" are many
_OWNER = re.compile(r"(?:(?:the|The)\s+(?P<noun>[a-z]+)['’]s?|[Ii]ts)\s")
_FIRST = frozenset({"i", "me", "my", "we", "us", "our"})
_RELATIVE = frozenset({"who", "which", "that"})
_UNHEARD = frozenset({"who", "which", "that", "i", "we", "you"})
_MAX_APPOSITIVE = 100  # characters
_MAX_NAMED = 200  # mentions back among which the interviewee of questions and answers is named


class Resolver:
    """Resolves the sources of one article in text order."""

    def __init__(
        self,
        doc: Doc,
        text: str,
        mentions: Mentions,
        where: Locator,
        byline: Span | None = None,
        blocks: list[tuple[int, BlockKind]] | None = None,
    ) -> None:
        self.text, self.mentions = text, mentions
        self.discourse = Discourse(doc, text, mentions, where, byline, blocks or [])
        self._by_span: dict[Offsets, Resolved] = {}
        self._nouns: dict[str, list[Offsets]] = defaultdict(list)  # sources that were found to mean somebody
        self._pronouns: dict[str, list[Gender]] = defaultdict(list)
        self._profiles: dict[str, dict[str, Any]] = {}

    def resolve(self, a: Attribution) -> Resolved | None:
        """The speaker behind an attribution's source, or None where it has none."""
        if a.source is None:
            return None
        found = self._by_span.get(a.source)
        if found is None:
            phrase = analyse(self.text, a.source, self.mentions.inside(*a.source))
            found = self._by_span[a.source] = self._settled(a, phrase)
            if phrase.head not in _UNHEARD:
                self.discourse.heard(a.source[0], found)
        return found

    def _settled(self, a: Attribution, phrase: Phrase) -> Resolved:
        rules: tuple[Callable[[Attribution, Phrase], Resolved | None], ...] = (
            self._named,
            self._answer,
            self._number,
            self._relative,
            self._first_person,
            self._introduced,
            self._form,
            self._both,
            self._chosen,
        )
        return next((r for rule in rules if (r := rule(a, phrase)) is not None), None) or self._worded(phrase)

    def _as(self, referent: Referent, rule: str) -> Speaker:
        """A named thing as the speaker; who a person is, is filled in when all sources are resolved."""
        return self.discourse.speaker(referent, rule)

    def finished(self, found: Resolved | None) -> Resolved | None:
        """The speaker with role, body and gender; ask when all sources of the article are resolved."""
        if found is None or found.speaker.type != "person" or found.speaker.entity is None:
            return found
        entity = found.speaker.entity
        if entity not in self._profiles:
            self._profiles[entity] = self._profile(self.mentions.people[entity])
        return Resolved(found.speaker.model_copy(update=self._profiles[entity]), found.phrase)

    def _profile(self, referent: Referent) -> dict[str, Any]:
        """The fields of a person's record that say who they are."""
        text, span = self.text, self.discourse.span
        found = gathered(self.discourse.places, text, self.mentions, referent, self._nouns[referent.entity])
        role = choose_role(text, self.mentions, found) if found else None
        body = self._body(referent, role.span if role else None)
        others = [r.span for r in referent.roles if role and not overlapping(r.span, role.span)]
        roles = [span(s) for s in ((role.span, *others) if role else ())]
        gender = shown(text, self.mentions, referent, self._pronouns[referent.entity], [r.text for r in roles])
        return {
            "role": roles[0] if roles else None,
            "roles": roles,
            "affiliation": span((body.start, body.end)) if body else None,
            "gender": gender.gender if gender else None,
            "gender_by": gender.by if gender else None,
        }

    def _body(self, referent: Referent, role: Offsets | None) -> Entity | None:
        """The body that a person belongs to: named in or beside the role, else the one that "its" or a noun means."""
        found = bodies(self.text, self.mentions, referent, role)
        chosen = choose_body(self.text, found, role) if found else None
        return chosen.mention if chosen else self._owner(role) if role else None

    def _owner(self, role: Offsets) -> Entity | None:
        """The last mention, before a role, of the body that it opens with: "*its* chairman", "*the club's* coach"."""
        opening = _OWNER.match(self.text, *role)
        if opening is None or (opening["noun"] and opening["noun"] not in nouns("organizations")):
            return None
        span = (opening.start(), opening.end("noun") if opening["noun"] else opening.start() + len("its"))
        phrase = analyse(self.text, span, [])
        asked = query(self.text, phrase, self.discourse.places.of(*span), [], None)
        chosen = choose(self.discourse, asked) if asked else None
        if not isinstance(chosen, Named) or chosen.referent.label != "ORG":
            return None
        return chosen.last or (chosen.before[-1] if chosen.before else None)

    def _worded(self, phrase: Phrase) -> Resolved:
        """The source's own words."""
        rule = "unresolved" if phrase.kind == "pronoun" else "source"
        return Resolved(self.discourse.worded(phrase, wording(self.text, phrase), rule), phrase)

    def _named(self, a: Attribution, phrase: Phrase) -> Resolved | None:
        """The named thing that heads the phrase; two of them and the members of a people are groups."""
        m = phrase.mention
        if m is None:
            return None
        if self._joined(phrase) or (m.label == "NORP" and not _COMPATRIOT.fullmatch(self.text, *phrase.core)):
            return Resolved(self.discourse.worded(phrase, "group", "name"), phrase)
        if m.label == "NORP":
            return self._chosen(a, phrase) or Resolved(self.discourse.worded(phrase, "group", "name"), phrase)
        referent = self.mentions.people[m.entity]
        if referent.label == PERSON and phrase.core[0] < m.start:
            self._role_here(phrase)
        return Resolved(self._as(referent, "name"), phrase)

    def _role_here(self, phrase: Phrase) -> None:
        """Take the role that the source phrase itself opens with to those of its person."""
        m = phrase.mention
        assert m is not None
        person, here = self.mentions.people[m.entity], self.mentions.inside(*phrase.core)
        if not person.roles:
            role = role_before(self.text, phrase.core[0], m, here)
            person.roles = [role] if role else []
            return
        person.roles = [
            widened(self.text, phrase.core[0], m, r, here) if r.span[1] < m.start else r for r in person.roles
        ]

    def _joined(self, phrase: Phrase) -> bool:
        """Two names and an "and" between them, or a noun of the first's ("the Roe campaign and the FBI"): a group."""
        inside = self.mentions.inside(*phrase.core)
        return any(
            AND_NAME.fullmatch(self.text, a.end, b.start)
            or (b.end == phrase.core[1] and _NOUN_AND_NAME.fullmatch(self.text, a.end, b.start))
            for a, b in itertools.pairwise(inside)
        )

    def _answer(self, a: Attribution, phrase: Phrase) -> Resolved | None:
        """The A of questions and answers: who spoke most before it, else the person named most before it."""
        if a.rule != "interview" or phrase.head not in ("a", "answer"):
            return None
        spoke = Counter(
            r.speaker.entity for _, r in self.discourse.history if r.speaker.type == "person" and r.speaker.entity
        )
        named = Counter(m.entity for m in self.mentions.before(a.start, _MAX_NAMED) if m.label == PERSON)
        for count in (spoke, named):
            if count:
                who = self.mentions.people[count.most_common(1)[0][0]]
                return Resolved(self._as(who, "interview"), phrase)
        return None

    def _number(self, a: Attribution, phrase: Phrase) -> Resolved | None:
        """A number that speaks for its bearers, with what it is a part of where the text tells."""
        if not counted(self.text, phrase):
            return None
        speaker = self.discourse.worded(phrase, "group", "source")
        name = out_of(self.text, phrase)
        return Resolved(speaker.model_copy(update={"name": name}) if name else speaker, phrase)

    def _relative(self, a: Attribution, phrase: Phrase) -> Resolved | None:
        """Who and which: the name or noun that the clause belongs to."""
        if phrase.kind != "pronoun" or phrase.head not in _RELATIVE:
            return None
        span = antecedent(self.discourse, phrase)
        if span is None:
            return Resolved(self.discourse.worded(phrase, "unnamed", "unresolved"), phrase)
        noun = analyse(self.text, span, self.mentions.inside(*span))
        found = self._named(a, noun) or self._introduced(a, noun) or self._chosen(a, noun) or self._worded(noun)
        return Resolved(found.speaker.model_copy(update={"resolved_by": "relative"}), phrase)

    def _first_person(self, a: Attribution, phrase: Phrase) -> Resolved | None:
        """Within a quote who is speaking; outside of quotes "I" is the author that the byline names."""
        if phrase.kind != "pronoun" or phrase.head not in _FIRST:
            return None
        last = self.discourse.last
        if self.mentions.hides(phrase.span[0]):
            return last and Resolved(last.speaker.model_copy(update={"resolved_by": "first-person"}), phrase)
        if phrase.head in ("we", "us", "our"):
            return None
        byline = self.discourse.byline
        named = self.mentions.inside(byline.start, byline.end) if byline else []
        author = next((m for m in named if m.label == PERSON), None)
        if author is not None:
            return Resolved(self._as(self.mentions.people[author.entity], "byline"), phrase)
        # "A: …", and below it "I …"
        answered = [r for _, r in self.discourse.history if r.speaker.resolved_by == "interview"]
        return Resolved(answered[-1].speaker, phrase) if answered else None

    def _introduced(self, a: Attribution, phrase: Phrase) -> Resolved | None:
        """A role or body with its name behind a comma."""
        found = introduced(self.mentions, self.text, phrase)
        if found is not None:
            self._nouns[found.entity].append(phrase.core)
        return Resolved(self._as(found, "appositive"), phrase) if found else None

    def _form(self, a: Attribution, phrase: Phrase) -> Resolved | None:
        """Part of a known name, or the initials of one, that no mention marks."""
        found = self.mentions.by_form(self.text[slice(*phrase.core)]) if phrase.kind == "nominal" else None
        return Resolved(self._as(found, "form"), phrase) if found else None

    def _both(self, a: Attribution, phrase: Phrase) -> Resolved | None:
        """They: the two bodies that the sentence begins with: "Halvor and Northline sent what they say …"."""
        at = phrase.span[0]
        here = self.mentions.before(at, 2) if phrase.head == "they" else []
        if len(here) < 2 or any(m.label == PERSON for m in here):
            return None
        of, joined = self.discourse.places.of, AND_NAME.fullmatch(self.text, here[1].end, here[0].start)
        same = of(*phrase.core).sentence == of(here[1].start, here[1].end).sentence
        if joined is None or not same or of(here[1].start, here[1].end).standing != "subject":
            return None
        name = " ".join(self.text[here[1].start : here[0].end].split())
        return Resolved(Speaker(name=name, type="group", resolved_by="pronoun"), phrase)

    def _chosen(self, a: Attribution, phrase: Phrase) -> Resolved | None:
        """Whom a pronoun or a common noun means."""
        place = self.discourse.places.of(*phrase.core)
        asked = self._clause(a, phrase, place) or query(self.text, phrase, place, a.content, a.cue)
        if asked is None or COUNTED.match(self.text, *phrase.core):
            return None
        chosen = choose(self.discourse, asked)
        if isinstance(chosen, Own):
            return None
        if isinstance(chosen, Named):
            entity = chosen.referent.entity
            if asked.kind == "he or she" and asked.gender:
                self._pronouns[entity].append(asked.gender)
            if asked.kind.endswith("noun"):
                self._nouns[entity].append(phrase.core)
                self.discourse.meant.append(Meant(asked.head, entity))
            return Resolved(self._as(chosen.referent, _rule(asked, chosen)), phrase)
        speaker = chosen.resolved.speaker if isinstance(chosen, Spoken) else self._subject(a, chosen.noun).speaker
        rule = "nominal" if asked.kind.endswith("noun") else "pronoun"
        return Resolved(speaker.model_copy(update={"resolved_by": rule}), phrase)

    def _clause(self, a: Attribution, phrase: Phrase, place: Place) -> Query | None:
        """A clause before a colon names nobody: "The walks led to a discovery: “…”" is said by who it is about."""
        colon = a.cue is not None and self.text[a.cue[1] - 1] == ":"
        if not colon or phrase.kind != "nominal" or not self.discourse.places.finite(*phrase.core):
            return None
        said = self.text[slice(*phrase.core)]
        return Query("he or she", phrase, said, place, tuple(a.content), a.cue)

    def _subject(self, a: Attribution, noun: Noun) -> Resolved:
        """The speaker that the subject of a sentence stands for."""
        return self._chosen(a, noun.phrase) or self._worded(noun.phrase)


def introduced(mentions: Mentions, text: str, phrase: Phrase) -> Referent | None:
    """The name behind the comma of a role or body: "the club's coach, Jane Roe,"; "its owner, Halvor,"."""
    at = phrase.core[1]
    if phrase.kind != "nominal" or phrase.plural or plural_role(phrase.head) or text[at : at + 1] != ",":
        return None
    for m in mentions.inside(at, at + _MAX_APPOSITIVE)[:1]:
        bodied = phrase.head in nouns("organizations") or phrase.head in _OWNERS
        body = m.label == "ORG" and bodied and text[at : m.start] == ", "
        person = m.label == PERSON and introducing(text, at, m.start)
        if (body or person) and text[m.end : m.end + 1] in (",", "."):
            return mentions.people[m.entity]
    return None


def _rule(asked: Query, chosen: Named) -> str:
    """What is written down as having chosen a named thing."""
    if not asked.kind.endswith("noun"):
        return "pronoun"
    if chosen.last is None and not chosen.before:
        return "introduction"
    return "role" if asked.kind == "person noun" else "nominal"
