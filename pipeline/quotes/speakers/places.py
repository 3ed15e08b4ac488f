"""Where a phrase stands: its sentence and paragraph, and what it is to the verb of its clause."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Literal

import numpy as np
from spacy.attrs import DEP, IDX, POS
from spacy.symbols import NOUN
from spacy.tokens import Doc, Token

from pipeline.english.nouns import Gender
from pipeline.quotes.speakers.phrases import Category, Phrase, analyse, category
from pipeline.quotes.surface.paragraphs import Locator
from pipeline.quotes.surface.sentences import sentences
from pipeline.quotes.types import Offsets
from pipeline.records import Entity

Standing = Literal["subject", "object", "oblique", "owner", "other"]

_NAMES = frozenset(("flat", "nmod:desc", "compound", "appos", "nummod"))  # from a name to the noun that it belongs to
_STANDING: dict[str, Standing] = {
    "nsubj": "subject",
    "nsubj:pass": "subject",
    "nsubj:outer": "subject",
    "obj": "object",
    "iobj": "object",
    "obl": "oblique",
    "obl:agent": "oblique",
    "nmod": "oblique",
    "nmod:poss": "owner",
}
_SUBJECTS = tuple(dep for dep, standing in _STANDING.items() if standing == "subject")
_MAIN = frozenset(("ROOT", "parataxis"))
_APART = frozenset(("acl:relcl", "acl", "appos", "parataxis", "advcl", "cop", "nsubj"))  # no part of the bare phrase
_CASE = frozenset(("cc", "case", "mark"))
_FINITE = frozenset(("VBD", "VBZ", "VBP", "MD"))
_MAX_UP = 8  # edges
_MAX_RUN = 12  # pronouns
_PRONOUNS: dict[Gender, re.Pattern[str]] = {"m": re.compile(r"\b[Hh]e\b"), "f": re.compile(r"\b[Ss]he\b")}


@dataclass(frozen=True, slots=True)
class Place:
    """Sentence and paragraph by number, and what the phrase is in its clause; ``main``: that of its sentence."""

    sentence: int
    paragraph: int
    standing: Standing
    main: bool


@dataclass(frozen=True, slots=True)
class Noun:
    """A common noun that is the subject of a clause, with its phrase: "*A jogger from the club* stopped"."""

    start: int
    end: int
    words: str
    phrase: Phrase
    category: Category
    plural: bool
    main: bool


class Places:
    """Places of phrases in one article, and the subjects of its sentences that are no names."""

    def __init__(self, doc: Doc, text: str, where: Locator, named: list[Entity], hides: Callable[[int], bool]) -> None:
        self.doc, self.text, self.where = doc, text, where
        self._offsets: list[int] = doc.to_array(IDX).tolist()
        self._tree = doc.has_annotation("DEP")
        has = doc.has_annotation("SENT_START")
        self._sentences = [s.start_char for s in doc.sents] if has else _sentences(text, where)
        self._known: dict[Offsets, Place] = {}
        self._named, self._hides = named, hides
        self._nouns: list[Noun] | None = None
        self._pronouns = {gender: list(self._pronoun_subjects(gender, hides)) for gender in _PRONOUNS}

    def of(self, start: int, end: int) -> Place:
        """The place of a phrase in characters."""
        found = self._known.get((start, end))
        if found is None:
            found = self._known[start, end] = self._place(start, end)
        return found

    def of_noun(self, noun: Noun) -> Place:
        """The place of a subject."""
        return Place(self.sentence(noun.start), self.paragraph(noun.start), "subject", noun.main)

    def nouns_before(self, at: int, count: int) -> list[Noun]:
        """The last subjects before an offset, nearest first."""
        if self._nouns is None:
            self._nouns = list(self._subjects()) if self._tree else []
        i = bisect_left(self._nouns, at, key=lambda n: n.start)
        return [n for n in reversed(self._nouns[max(0, i - count) : i]) if n.end <= at]

    def run(self, gender: Gender, at: int) -> int:
        """Where the pronouns began that lead up to the one at an offset, a sentence each: "*He* sat. He said"."""
        found = self._pronouns[gender]
        i = bisect_left(found, at)
        first = at
        for start in reversed(found[max(0, i - _MAX_RUN) : i]):
            if self.sentence(first) - self.sentence(start) > 1:
                break
            first = start
        return first

    def _pronoun_subjects(self, gender: Gender, hides: Callable[[int], bool]) -> Iterator[int]:
        for m in _PRONOUNS[gender].finditer(self.text):
            if not hides(m.start()):
                yield m.start()

    def sentence(self, at: int) -> int:
        """The number of the sentence that holds an offset."""
        return bisect_right(self._sentences, at) - 1

    def paragraph(self, at: int) -> int:
        """The number of the paragraph that holds an offset, or -1."""
        n = self.where.at(at)
        return -1 if n is None else n

    def token(self, at: int) -> int:
        """The index of the token that holds an offset."""
        return max(0, bisect_right(self._offsets, at) - 1)

    def head(self, start: int, end: int) -> Token | None:
        """The noun that heads the whole phrase which holds a name: of "police chief Jane Roe" the chief."""
        first, last = self.token(start), self.token(end - 1)
        inside = self.doc[first : last + 1]
        root = next((t for t in inside if not first <= t.head.i <= last or t.head.i == t.i), None)
        for _ in range(_MAX_UP):
            if root is None or root.head.i == root.i or (root.dep_ not in _NAMES and root.dep_ != "conj"):
                break
            root = root.head
        return root

    def finite(self, start: int, end: int) -> bool:
        """Whether a stretch holds a finite verb."""
        tokens = self.doc[self.token(start) : self.token(end - 1) + 1]
        return any(t.tag_ in _FINITE for t in tokens)

    def _place(self, start: int, end: int) -> Place:
        sentence, paragraph = self.sentence(start), self.paragraph(start)
        if not self._tree:
            standing = _on_the_surface(self.text, start, end)
            return Place(sentence, paragraph, standing, standing == "subject")
        head = self.head(start, end)
        if head is None:
            return Place(sentence, paragraph, "other", False)
        return Place(sentence, paragraph, _STANDING.get(head.dep_, "other"), head.head.dep_ in _MAIN)

    def _subjects(self) -> Iterator[Noun]:
        taken = {i for m in self._named for i in range(self.token(m.start), self.token(m.end - 1) + 1)}
        strings = self.doc.vocab.strings
        wanted = np.isin(self.doc.to_array(DEP), [strings[dep] for dep in _SUBJECTS])
        wanted &= self.doc.to_array(POS) == NOUN
        for i in np.flatnonzero(wanted).tolist():
            token = self.doc[i]
            if i in taken or self._hides(token.idx):
                continue
            if any(c.i in taken and c.dep_ in _NAMES for c in token.children):
                continue  # "police chief Jane Roe"
            start, end = bare(token)
            phrase = analyse(self.text, (start, end), [])
            plural = token.tag_ in ("NNS", "NNPS")
            words = " ".join(self.text[start:end].split())
            yield Noun(start, end, words, phrase, category(phrase), plural, token.head.dep_ in _MAIN)


def bare(noun: Token) -> Offsets:
    """A noun's phrase without appositive, clause and preposition before it."""
    first, last = noun.left_edge.i, noun.i
    for part in noun.rights:
        if part.dep_ in _APART:
            break
        last = max(last, part.right_edge.i) if part.dep_ != "punct" else last
    doc = noun.doc
    while first < noun.i and (doc[first].is_punct or doc[first].is_space or doc[first].dep_ in _CASE):
        first += 1
    while last > noun.i and (doc[last].is_punct or doc[last].is_space):
        last -= 1
    return doc[first].idx, doc[last].idx + len(doc[last])


_OPENING = re.compile(r"(?:^|[.!?\n”\"]\s*)(?:[\w-]+\s+){0,4}$")
_OBLIQUE = re.compile(r"\b(?:of|to|by|from|against|with|for|between|about|in|on|at)\s+(?:[A-Z][\w.]*\s+){0,2}$")


def _on_the_surface(text: str, start: int, end: int) -> Standing:
    """What a name is in its clause, as far as the words beside it tell: the first of a sentence is its subject."""
    before = text[max(0, start - 60) : start]
    if text[end : end + 2] in ("'s", "’s"):
        return "owner"
    if _OBLIQUE.search(before):
        return "oblique"
    return "subject" if _OPENING.search(before) else "object"


def _sentences(text: str, where: Locator) -> list[int]:
    """Where sentences start, without a model."""
    return [s for p in where.items for s, _ in sentences(text, p, text[p.start : p.end], [])]
