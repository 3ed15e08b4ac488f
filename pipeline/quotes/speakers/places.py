"""Where a phrase stands: its sentence and paragraph, and what it is to the verb of its clause."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

import numpy as np
from spacy.attrs import DEP, IDX, POS
from spacy.symbols import NOUN
from spacy.tokens import Token

from pipeline.quotes.passes.article import Article
from pipeline.quotes.speakers.mentions import Mentions
from pipeline.quotes.speakers.phrases import Category, Phrase, analyse, category
from pipeline.quotes.types import Offsets

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

    def __init__(self, article: Article, known: Mentions) -> None:
        self.doc, self.paragraph, self._mentions = article.doc, article.where.at, known
        self.parsed = article.parsed
        self._offsets: list[int] = self.doc.to_array(IDX).tolist()
        split = self.doc.has_annotation("SENT_START")
        self._sentences = [s.start_char for s in self.doc.sents] if split else [p.start for p in article.where.items]
        self._known: dict[Offsets, Place] = {}
        self._nouns: list[Noun] | None = None

    def of(self, start: int, end: int) -> Place:
        """The place of a phrase in characters."""
        found = self._known.get((start, end))
        if found is None:
            head = self.head(start, end)
            standing = _STANDING.get(head.dep_, "other") if head is not None else "other"
            standing = "owner" if self._attributive(start, end) else standing
            main = head is not None and head.head.dep_ in _MAIN
            found = self._known[start, end] = Place(self.sentence(start), self.paragraph(start), standing, main)
        return found

    def nouns_before(self, at: int, count: int) -> list[Noun]:
        """The last subjects before an offset, nearest first."""
        if self._nouns is None:
            self._nouns = list(self._subjects()) if self.parsed else []
        i = bisect_left(self._nouns, at, key=lambda n: n.start)
        return [n for n in reversed(self._nouns[max(0, i - count) : i]) if n.end <= at]

    def sentence(self, at: int) -> int:
        """The number of the sentence that holds an offset."""
        return bisect_right(self._sentences, at) - 1

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

    def _attributive(self, start: int, end: int) -> bool:
        """Whether a name but modifies a noun behind it: "the *Roe* campaign"."""
        token = self.doc[self.token(end - 1)]
        return token.dep_ == "compound" and token.head.idx >= end

    def finite(self, start: int, end: int) -> bool:
        """Whether a stretch holds a finite verb."""
        return any(t.tag_ in _FINITE for t in self.doc[self.token(start) : self.token(end - 1) + 1])

    def _subjects(self) -> Iterator[Noun]:
        doc, text, named = self.doc, self._mentions.text, self._mentions.items
        taken = {i for m in named for i in range(self.token(m.start), self.token(m.end - 1) + 1)}
        wanted = np.isin(doc.to_array(DEP), [doc.vocab.strings[dep] for dep in _SUBJECTS])
        for i in np.flatnonzero(wanted & (doc.to_array(POS) == NOUN)).tolist():
            token = doc[i]
            titled = any(c.i in taken and c.dep_ in _NAMES for c in token.children)  # "police chief Jane Roe"
            if i in taken or titled or self._mentions.hides(token.idx):
                continue
            start, end = bare(token)
            phrase = analyse(text, (start, end), [])
            plural, main = token.tag_ in ("NNS", "NNPS"), token.head.dep_ in _MAIN
            yield Noun(start, end, " ".join(text[start:end].split()), phrase, category(phrase), plural, main)


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
