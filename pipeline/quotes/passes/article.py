"""What every pass may read of an article; none of it changes while the passes run."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from spacy.tokens import Doc
from spacy.tokens import Span as SpacySpan

from pipeline.english.verbs import Act, act_of
from pipeline.quotes.cover import Cover, Index
from pipeline.quotes.interviews import interview
from pipeline.quotes.model.group import Roles
from pipeline.quotes.model.roles import read_roles
from pipeline.quotes.surface.marks import pair_all
from pipeline.quotes.surface.paragraphs import Locator, paragraphs
from pipeline.quotes.types import Attribution, Attributions, Marked, Offsets
from pipeline.records import Entity, Span


@dataclass(frozen=True)
class Article:
    """A document with its paragraphs and the ``turns`` of an interview; the rest is found when it is asked for."""

    text: str
    doc: Doc
    where: Locator
    turns: Attributions

    @classmethod
    def of(cls, doc: Doc) -> Article:
        """The article of a document that the stages before have read."""
        document = doc._.onrecord.document
        text = document.text if document is not None else doc.text  # spaCy joins the tokens anew each time
        where = Locator(paragraphs(text, document))
        return cls(text, doc, where, tuple(interview(text, where)))

    @property
    def doc_id(self) -> str:
        """The document's id; "doc" where plain text came without one."""
        document = self.doc._.onrecord.document
        return document.doc_id if document is not None else "doc"

    @cached_property
    def spoken(self) -> frozenset[int]:
        """Paragraphs that turns of an interview hold."""
        return frozenset(self.where.at(start) for a in self.turns for start, _ in a.content)

    @cached_property
    def paired(self) -> list[list[Marked]]:
        """All quoted stretches by paragraph."""
        return pair_all(self.text, self.where.items)

    @cached_property
    def marked(self) -> list[list[Marked]]:
        """Quoted stretches by paragraph, none in those that turns hold."""
        return [[] if n in self.spoken else line for n, line in enumerate(self.paired)]

    @cached_property
    def stretches(self) -> dict[Offsets, Marked]:
        """All quoted stretches by place, in text order."""
        return {(m.start, m.end): m for line in self.marked for m in line}

    @cached_property
    def ends(self) -> dict[int, int]:
        """Where quoted stretches end, by where they begin."""
        return dict(iter(self.stretches))

    @cached_property
    def quoted(self) -> Cover:
        """What stands in quotation marks."""
        return Cover(self.stretches)

    @cached_property
    def roles(self) -> Roles:
        """The model's role spans."""
        return read_roles(self.text, self.doc, self.where, self.spoken)

    @property
    def modelled(self) -> bool:
        """Whether a model left role spans (of which there may be none)."""
        return "content" in self.doc.spans

    @cached_property
    def parsed(self) -> bool:
        """Whether there is a tree."""
        return self.doc.has_annotation("DEP")

    @property
    def names(self) -> list[Entity]:
        """The entities that names mention."""
        return [e for e in self.doc._.onrecord.entities or [] if e.mention in ("name", "short")]

    @cached_property
    def people(self) -> Index[Entity]:
        """Where persons are named."""
        return Index(e for e in self.names if e.label == "PERSON")

    def tokens(self, span: Offsets) -> SpacySpan:
        """The tokens that a stretch touches."""
        found = self.doc.char_span(*span, alignment_mode="expand")
        assert found is not None  # stretches are of this text, and none is empty
        return found

    def span(self, span: Offsets) -> Span:
        """A stretch as a record."""
        return Span(start=span[0], end=span[1], text=self.said(span))

    def said(self, span: Offsets) -> str:
        """The characters of a stretch."""
        return self.text[slice(*span)]

    def act(self, a: Attribution) -> Act | None:
        """What the words of a cue tell of; None where they tell neither of speech nor of belief."""
        return act_of(self.said(a.cue)) if a.cue else None
